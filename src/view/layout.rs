//! Which pages there are, and where they stand.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::{DocumentId, Home, OwnerId, Plan};

use super::Route;
use super::aliases::{Taken, TakenAlias};
use super::assemble::{Collision, View};
use super::lists::{List, Long, Member};

/// The pages of a site and their files. It depends on what there is in the plan, on addresses made
/// of names and words, and on the [`Shape`](super::shape::Shape) of the documents: it stays while
/// these stay.
#[derive(Default)]
pub(super) struct Layout {
    pub routes: Vec<Route>,
    pub files: FxHashMap<Route, Arc<str>>,
    pub by_file: HashMap<Arc<str>, Route>,
    pub collisions: Vec<Collision>,
    pub taken_aliases: Vec<TakenAlias>,
    /// The document that introduces the site on the overview.
    pub introduction: Option<DocumentId>,
    /// The document whose text stands on the page of the roadmap.
    pub roadmap_document: Option<DocumentId>,
    pub has_roadmap: bool,
    /// The lists that are too long for the pages that show their beginnings.
    lists: BTreeMap<List, Long>,
    /// Key results and targets that stand on the page of a part of a list.
    moved: FxHashMap<Member, Route>,
}

impl View {
    /// Decides which pages there are and where they stand.
    pub(super) fn lay_out(&mut self) {
        // What stands where by its name comes first: lists leave it out.
        self.layout = Arc::new(Layout::of(&self.plan));
        self.layout = Arc::new(Layout::new(self));
    }

    /// The lists that are too long for the pages that show their beginnings.
    pub(super) fn long_ones(&self) -> &BTreeMap<List, Long> {
        &self.layout.lists
    }

    /// The page of a part of a list on which something stands, if it stands on one.
    pub(super) fn moved(&self, member: Member) -> Option<Route> {
        self.layout.moved.get(&member).copied()
    }
}

impl Layout {
    fn of(plan: &Plan) -> Self {
        Self {
            introduction: introduction(plan),
            roadmap_document: roadmap_document(plan),
            has_roadmap: plan.documents.iter().any(|entry| entry.document.is_roadmap),
            ..Self::default()
        }
    }

    /// Decides which pages there are and gives each its file; generated pages go first.
    fn new(view: &View) -> Self {
        let plan = &*view.plan;
        let lists = view.long_lists().into_iter().collect();
        let mut layout = Self { lists, ..Self::of(plan) };
        let all = layout.wanted(view);
        let files: Vec<Arc<str>> = all.par_iter().map(|it| layout.place(*it, plan)).collect();
        layout.routes.reserve(all.len());
        layout.files.reserve(all.len());
        layout.by_file.reserve(all.len());
        for (route, file) in all.into_iter().zip(files) {
            if let (Some(kept), Route::Prose(other)) = (layout.by_file.get(&file), route) {
                layout.collisions.push(Collision { kept: *kept, other });
            } else {
                layout.by_file.insert(Arc::clone(&file), route);
                layout.routes.push(route);
            }
            layout.files.insert(route, file);
        }
        layout.add_aliases(view);
        layout
    }

    /// The file of a page.
    fn place(&self, route: Route, plan: &Plan) -> Arc<str> {
        let file = route.file(plan);
        let Route::Part(list, number) = route else { return file.into() };
        let part = self.lists.get(&list).and_then(|it| it.parts.get(usize::from(number)));
        match part {
            Some(part) => {
                format!("{}{}/index.html", file.trim_end_matches("index.html"), part.key).into()
            }
            None => file.into(),
        }
    }

    /// The pages of long lists; also notes what stands on them.
    fn of_lists(&mut self) -> Vec<Route> {
        let mut all = Vec::new();
        let mut moved = FxHashMap::default();
        for (list, long) in &self.lists {
            let first = list.first();
            if first == Route::List(*list) {
                all.push(first);
            }
            let stands = |it: &&Member| matches!(it, Member::KeyResult(_) | Member::Target(_));
            if long.parts.is_empty() {
                moved.extend(long.members.iter().filter(stands).map(|it| (*it, first)));
            }
            for (number, part) in (0..).zip(&long.parts) {
                let route = Route::Part(*list, number);
                all.push(route);
                moved.extend(part.members.iter().filter(stands).map(|it| (*it, route)));
            }
        }
        self.moved = moved;
        all
    }

    /// Adds the former addresses of pages, where they are free.
    fn add_aliases(&mut self, view: &View) {
        let plan = &*view.plan;
        if plan.documents.iter().all(|entry| entry.document.fields.aliases.is_empty()) {
            return;
        }
        let pages = self.by_file.iter().map(|(file, route)| (&**file, Some(*route)));
        let others = view.others.iter().filter(|file| !self.by_file.contains_key(file.as_str()));
        let taken = Taken::of(pages.chain(others.map(|file| (file.as_str(), None))));
        let (aliases, lost) = view.sift_aliases(taken);
        for route in aliases {
            let file: Arc<str> = route.file(plan).into();
            self.by_file.insert(Arc::clone(&file), route);
            self.routes.push(route);
            self.files.insert(route, file);
        }
        self.taken_aliases = lost;
    }

    /// All pages that are to be, in order.
    fn wanted(&mut self, view: &View) -> Vec<Route> {
        let plan = &*view.plan;
        let mut all = vec![Route::Overview, Route::Quarters];
        all.extend(plan.period_ids().rev().map(Route::Quarter));
        let filled = plan.period_ids().filter(|id| !plan.period(*id).objectives.is_empty());
        all.extend(filled.map(Route::QuarterList));
        all.extend(plan.objective_ids().map(Route::Objective));
        if self.has_roadmap {
            all.push(Route::Roadmap);
            all.extend(plan.item_ids().map(Route::Item));
        }
        all.push(Route::Teams);
        for team in plan.team_ids() {
            all.push(Route::Team(team));
            let periods = view.team_periods(team);
            all.extend(periods.into_iter().map(|period| Route::TeamQuarter(team, period)));
        }
        all.push(Route::Owners);
        let owners: Vec<OwnerId> = plan.owner_ids().collect();
        all.par_extend(owners.into_par_iter().flat_map_iter(|owner| {
            let apart = view.owner_periods(owner).1.into_iter();
            let apart = apart.map(move |period| Route::OwnerQuarter(owner, period));
            std::iter::once(Route::Owner(owner)).chain(apart)
        }));
        all.push(Route::Targets);
        let registered = plan.period_ids().filter(|id| !plan.period(*id).targets.is_empty());
        all.extend(registered.map(Route::Register));
        all.extend(self.of_lists());
        all.push(Route::Legend);
        all.extend(view.config.search.then_some(Route::Search));
        all.push(Route::NotFound);
        let prose = plan.document_ids().filter(|id| plan.document(*id).home == Home::Page);
        let placed = [self.introduction, self.roadmap_document];
        all.extend(prose.filter(|id| !placed.contains(&Some(*id))).map(Route::Prose));
        all
    }
}

fn introduction(plan: &Plan) -> Option<DocumentId> {
    let is_home = |id: &DocumentId| {
        plan.document(*id).home == Home::Page && Route::Prose(*id).file(plan) == "index.html"
    };
    plan.document_ids().find(is_home)
}

fn roadmap_document(plan: &Plan) -> Option<DocumentId> {
    let paths = ["roadmap", "roadmap/index", "roadmap/readme"];
    let path = |id: &DocumentId| plan.document(*id).document.path.as_str().to_lowercase();
    let mut ids = plan.document_ids();
    ids.find(|id| path(id).rsplit_once('.').is_some_and(|(stem, _)| paths.contains(&stem)))
}
