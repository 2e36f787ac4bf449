//! What many pages show, made once for whoever asks for all of them, and let go in time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use crate::model::{KeyResultId, ObjectiveId, Owner, OwnerId, PeriodId, Plan};

use super::Route;
use super::assemble::View;
use super::data::{KeyResultView, ObjectiveFacts, PeriodView, Shared};
use super::kept::Passing;
use super::lists::List;

/// What is kept while the pages of its period are asked for.
pub(super) struct Once {
    objectives: Passing<Shared<ObjectiveFacts>>,
    key_results: Passing<Shared<KeyResultView>>,
    /// How many pages of each period have not been done yet.
    left: Box<[AtomicUsize]>,
    /// What each owner holds.
    held: Box<[HeldBy]>,
    /// How each period is named.
    periods: Box<[OnceLock<PeriodView>]>,
}

/// What an owner holds, by period.
struct HeldBy {
    objectives: Box<[ObjectiveId]>,
    key_results: Box<[KeyResultId]>,
}

impl Once {
    fn new(view: &View) -> Self {
        let left: Box<[AtomicUsize]> =
            view.plan.period_ids().map(|_| AtomicUsize::new(0)).collect();
        for period in view.routes().iter().filter_map(|route| view.period_of(*route)) {
            left[period.index()].fetch_add(1, Ordering::Relaxed);
        }
        let plan = &*view.plan;
        Self {
            objectives: Passing::new(plan.objectives.len()),
            key_results: Passing::new(plan.key_results.len()),
            left,
            held: plan.owners.iter().map(|owner| HeldBy::new(plan, owner)).collect(),
            periods: plan.periods.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// How a period is named, found out now unless it is known.
    pub(super) fn period(&self, id: PeriodId, make: impl FnOnce() -> PeriodView) -> &PeriodView {
        self.periods[id.index()].get_or_init(make)
    }

    /// The objectives of a period that an owner holds, in the order of the plan.
    pub(super) fn held(&self, plan: &Plan, owner: OwnerId, period: PeriodId) -> &[ObjectiveId] {
        of(&self.held[owner.index()].objectives, period, |id| plan.objective(*id).period)
    }

    /// The key results of a period that an owner holds by name, in the order of the plan.
    pub(super) fn held_by_name(
        &self,
        plan: &Plan,
        owner: OwnerId,
        period: PeriodId,
    ) -> &[KeyResultId] {
        of(&self.held[owner.index()].key_results, period, |id| period_of(plan, *id))
    }

    /// The facts of an objective of a period, made now unless they are there.
    pub(super) fn objective(
        &self,
        id: ObjectiveId,
        period: PeriodId,
        make: impl FnOnce() -> ObjectiveFacts,
    ) -> Shared<ObjectiveFacts> {
        self.get_or_make(&self.objectives, id.index(), period, make)
    }

    /// The same of a key result.
    pub(super) fn key_result(
        &self,
        id: KeyResultId,
        period: PeriodId,
        make: impl FnOnce() -> KeyResultView,
    ) -> Shared<KeyResultView> {
        self.get_or_make(&self.key_results, id.index(), period, make)
    }

    fn get_or_make<T>(
        &self,
        all: &Passing<Shared<T>>,
        index: usize,
        period: PeriodId,
        make: impl FnOnce() -> T,
    ) -> Shared<T> {
        // When all pages of the period are done, nobody would have it forgotten.
        if self.left[period.index()].load(Ordering::Relaxed) == 0 {
            return make().into();
        }
        all.get_or_make(index, || Shared::for_many(make()))
    }
}

impl HeldBy {
    fn new(plan: &Plan, owner: &Owner) -> Self {
        let (mut objectives, mut key_results) =
            (owner.objectives.clone(), owner.key_results.clone());
        objectives.sort_by_key(|id| plan.objective(*id).period);
        key_results.sort_by_key(|id| period_of(plan, *id));
        Self { objectives: objectives.into(), key_results: key_results.into() }
    }
}

fn period_of(plan: &Plan, id: KeyResultId) -> PeriodId {
    plan.objective(plan.key_result(id).objective).period
}

/// Those of one period among things in the order of their periods.
fn of<T>(all: &[T], period: PeriodId, period_of: impl Fn(&T) -> PeriodId) -> &[T] {
    let from = all.partition_point(|it| period_of(it) < period);
    let to = from + all[from..].partition_point(|it| period_of(it) == period);
    &all[from..to]
}

impl View {
    /// The same view, for whoever asks for each page once: what pages share is made for the first
    /// of them and kept until the last page of its period is [done](View::done).
    #[must_use]
    pub fn for_all(&self) -> Self {
        let mut all = self.clone();
        all.once = Some(Arc::new(Once::new(self)));
        all
    }

    /// All pages, those of one period together, in an order in which little is kept at a time.
    #[must_use]
    pub fn in_turn(&self) -> Vec<Route> {
        let mut routes = self.routes().to_vec();
        // Of each period the dearest first, so that no core is left alone with one at the end.
        let is_light = |route: Route| !matches!(route, Route::Prose(_) | Route::Quarter(_));
        routes.sort_by_cached_key(|route| (self.period_of(*route), is_light(*route)));
        routes
    }

    /// Tells that a page is finished.
    pub fn done(&self, route: Route) {
        let Some((once, period)) = self.once.as_ref().zip(self.period_of(route)) else { return };
        if once.left[period.index()].fetch_sub(1, Ordering::Relaxed) == 1 {
            for id in &self.plan.period(period).objectives {
                once.objectives.forget(id.index());
                for id in &self.plan.objective(*id).key_results {
                    once.key_results.forget(id.index());
                }
            }
        }
    }

    /// The period whose key results a page shows, the newest of several.
    fn period_of(&self, route: Route) -> Option<PeriodId> {
        let plan = &*self.plan;
        match route {
            Route::Quarter(id)
            | Route::QuarterList(id)
            | Route::Register(id)
            | Route::TeamQuarter(_, id)
            | Route::OwnerQuarter(_, id) => Some(id),
            Route::Objective(id) => Some(plan.objective(id).period),
            Route::List(list) | Route::Part(list, _) => match list {
                List::Objectives(id) | List::TeamHeld(_, id) | List::OwnerHeld(_, id) => Some(id),
                List::Below(id) | List::KeyResults(id) => Some(plan.objective(id).period),
                _ => None,
            },
            Route::Team(id) => self.team_periods(id).first().copied(),
            Route::Owner(id) => self.held_periods(&[id].into()).first().copied(),
            _ => None,
        }
    }
}
