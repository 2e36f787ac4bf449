//! What many pages show, made once for whoever asks for all of them, and let go in time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::model::{KeyResultId, ObjectiveId, PeriodId};

use super::Route;
use super::assemble::View;
use super::data::{KeyResultView, ObjectiveFacts, Shared};
use super::lists::List;

/// How many things are kept, or forgotten, together.
const CHUNK: usize = 64;

/// What is kept while the pages of its period are asked for.
pub(super) struct Once {
    objectives: Passing<ObjectiveFacts>,
    key_results: Passing<KeyResultView>,
    /// How many pages of each period have not been done yet.
    left: Box<[AtomicUsize]>,
}

/// Things by their place in the plan, until they are forgotten.
struct Passing<T>(Box<[Mutex<Chunk<T>>]>);

/// Nothing, until something in it is asked for.
type Chunk<T> = Option<Arc<[OnceLock<Shared<T>>; CHUNK]>>;

impl<T> Passing<T> {
    /// Room for so many things.
    fn new(things: usize) -> Self {
        Self(std::iter::repeat_with(Mutex::default).take(things.div_ceil(CHUNK)).collect())
    }

    fn get_or_make(&self, index: usize, make: impl FnOnce() -> T) -> Shared<T> {
        let empty = || Arc::new(std::array::from_fn(|_| OnceLock::new()));
        let chunk = Arc::clone(self.chunk(index).get_or_insert_with(empty));
        chunk[index % CHUNK].get_or_init(|| Shared::for_many(make())).clone()
    }

    /// Forgets the thing at `index`, and its neighbours.
    fn forget(&self, index: usize) {
        *self.chunk(index) = None;
    }

    fn chunk(&self, index: usize) -> MutexGuard<'_, Chunk<T>> {
        self.0[index / CHUNK].lock().unwrap_or_else(PoisonError::into_inner)
    }
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
        }
    }

    /// The facts of an objective of a period, made now unless they are there.
    pub(super) fn objective(
        &self,
        id: ObjectiveId,
        period: PeriodId,
        make: impl FnOnce() -> ObjectiveFacts,
    ) -> Shared<ObjectiveFacts> {
        if self.is_over(period) {
            make().into()
        } else {
            self.objectives.get_or_make(id.index(), make)
        }
    }

    /// The same of a key result.
    pub(super) fn key_result(
        &self,
        id: KeyResultId,
        period: PeriodId,
        make: impl FnOnce() -> KeyResultView,
    ) -> Shared<KeyResultView> {
        if self.is_over(period) {
            make().into()
        } else {
            self.key_results.get_or_make(id.index(), make)
        }
    }

    /// Whether all pages of a period are done.
    fn is_over(&self, period: PeriodId) -> bool {
        self.left[period.index()].load(Ordering::Relaxed) == 0
    }
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
