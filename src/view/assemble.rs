//! The view of one plan: which pages there are, and the data of each.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use crate::calendar::Date;
use crate::config::Config;
use crate::grade::Bands;
use crate::model::{DocumentId, Home, OwnerId, PeriodId, Plan, TargetId, TeamId};
use crate::past::History;
use crate::source::Sources;
use crate::words::Words;

use super::Route;
use super::aliases::{Taken, TakenAlias};
use super::data::{Content, Page, SiteView};
use super::freshness::Dating;
use super::lists::{List, Long, Member};

/// A plan as its readers see it on one day.
pub struct View {
    pub(super) plan: Arc<Plan>,
    pub(super) config: Arc<Config>,
    pub(super) sources: Arc<Sources>,
    pub(super) words: Arc<Words>,
    pub(super) today: Date,
    pub(super) history: Arc<History>,
    /// What tells when each document changed, found out when first asked for.
    pub(super) datings: Vec<OnceLock<Dating>>,
    pub(super) bands: Bands,
    /// Anchors of headings whose id another thing on their page has.
    pub(super) renamed: HashMap<(DocumentId, String), String>,
    targets: HashMap<(DocumentId, String), TargetId>,
    /// The HTML of key results and objectives, written when first asked for: both stand on many
    /// pages, and are the same on all.
    pub(super) key_result_html: Vec<OnceLock<Fragments>>,
    pub(super) objective_html: Vec<OnceLock<Fragments>>,
    files: HashMap<Route, String>,
    by_file: HashMap<String, Route>,
    routes: Vec<Route>,
    /// Every file of the site, pages and others.
    pub(super) published: HashSet<String>,
    collisions: Vec<Collision>,
    taken_aliases: Vec<TakenAlias>,
    /// Whether a path may be one of a file that is published beside the pages.
    pub(super) reserved: fn(&str) -> bool,
    /// The lists that are too long for the pages that show their beginnings.
    pub(super) lists: BTreeMap<List, Long>,
    /// Key results and targets that stand on the page of a part of a list.
    pub(super) moved: HashMap<Member, Route>,
    shell: Arc<SiteView>,
}

/// What a site is made anew for.
pub struct Edition {
    /// The words in the language of the site.
    pub words: Arc<Words>,
    /// The day it is shown on.
    pub today: Date,
    /// When the documents and their parts were changed, as far as version control knows.
    pub history: Arc<History>,
}

/// The files of a site beside its pages.
pub struct Files {
    /// Those that are known by name.
    pub named: HashSet<String>,
    /// Whether a path may be one of the others.
    pub may_be: fn(&str) -> bool,
}

/// The HTML of a key result or objective.
#[derive(Clone, Debug, Default)]
pub(super) struct Fragments {
    pub words: String,
    pub outcome: String,
    pub notes: String,
}

/// Two pages that want the same address.
#[derive(Clone, Copy, Debug)]
pub struct Collision {
    /// The page that has it.
    pub kept: Route,
    /// The document that wants it too.
    pub other: DocumentId,
}

impl View {
    /// The view of `plan` in one edition, in a site that publishes `files` beside its pages.
    #[must_use]
    pub fn new(
        plan: Arc<Plan>,
        config: Arc<Config>,
        sources: Arc<Sources>,
        edition: Edition,
        files: Files,
    ) -> Self {
        let grading = &config.grading;
        let Edition { words, today, history } = edition;
        let mut view = Self {
            today,
            history,
            datings: plan.documents.iter().map(|_| OnceLock::new()).collect(),
            bands: Bands { progress: grading.progress, delivered: grading.delivered },
            renamed: renamed(&plan),
            targets: targets(&plan),
            key_result_html: plan.key_results.iter().map(|_| OnceLock::new()).collect(),
            objective_html: plan.objectives.iter().map(|_| OnceLock::new()).collect(),
            files: HashMap::new(),
            by_file: HashMap::new(),
            routes: Vec::new(),
            published: files.named,
            collisions: Vec::new(),
            taken_aliases: Vec::new(),
            reserved: files.may_be,
            lists: BTreeMap::new(),
            moved: HashMap::new(),
            shell: Arc::default(),
            plan,
            config,
            sources,
            words,
        };
        view.lay_out();
        view.shell = Arc::new(view.shell());
        view
    }

    /// All pages, in a fixed order.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The pages that want an address that another has; they are not among [`View::routes`].
    #[must_use]
    pub fn collisions(&self) -> &[Collision] {
        &self.collisions
    }

    /// The former addresses that something else has; they are not among [`View::routes`].
    #[must_use]
    pub fn taken_aliases(&self) -> &[TakenAlias] {
        &self.taken_aliases
    }

    /// The file of a page, relative to the top of the site.
    #[must_use]
    pub fn file(&self, route: Route) -> &str {
        self.files.get(&route).map_or("index.html", String::as_str)
    }

    /// The page that a file is, if it is one.
    #[must_use]
    pub fn route(&self, file: &str) -> Option<Route> {
        self.by_file.get(file).copied()
    }

    /// What leads from a page to the top of the site. The not-found page is shown at any address,
    /// so it needs the path that the site stands at, if that is known. The host is left out: on
    /// another one, as in a preview, the page would lead away, and its styles would be forbidden.
    #[must_use]
    pub fn top(&self, route: Route) -> String {
        match (route, self.config.base_path()) {
            (Route::NotFound, Some(path)) => format!("/{}", path.trim_start_matches('/')),
            _ => "../".repeat(self.file(route).matches('/').count()),
        }
    }

    /// What all pages share.
    #[must_use]
    pub fn shared(&self) -> &SiteView {
        &self.shell
    }

    /// Everything the template of a page is given.
    #[must_use]
    pub fn page(&self, route: Route) -> Page {
        let site = Arc::clone(&self.shell);
        let content = match route {
            Route::Overview => Content::Overview(Box::new(self.overview())),
            Route::Quarters => Content::Quarters(self.quarters()),
            Route::Quarter(id) => Content::Quarter(Box::new(self.quarter(id))),
            Route::QuarterList(id) => Content::QuarterList(self.quarter_list(id)),
            Route::Objective(id) => Content::Objective(Box::new(self.objective_page(id))),
            Route::Roadmap => Content::Roadmap(Box::new(self.roadmap())),
            Route::Item(id) => Content::Item(Box::new(self.item_page(id))),
            Route::Teams => Content::Teams(self.teams()),
            Route::Team(id) => Content::Team(Box::new(self.team_page(id))),
            Route::TeamQuarter(id, when) => {
                Content::TeamQuarter(Box::new(self.team_quarter(id, when)))
            }
            Route::Owners => Content::Owners(self.owners()),
            Route::Owner(id) => Content::Owner(Box::new(self.owner_page(id))),
            Route::OwnerQuarter(id, when) => Content::Owner(Box::new(self.owner_quarter(id, when))),
            Route::Targets => Content::Targets(self.targets()),
            Route::Register(id) => Content::Targets(self.register_page(id)),
            Route::List(list) => Content::List(Box::new(self.list_page(list, None))),
            Route::Part(list, part) => Content::List(Box::new(self.list_page(list, Some(part)))),
            Route::Legend => Content::Legend(self.legend()),
            Route::Search => Content::Search(self.search()),
            Route::Prose(id) => Content::Prose(self.prose(id)),
            Route::NotFound => Content::NotFound(self.not_found()),
            Route::Alias(id, _) => {
                let (page, alias) = self.alias_page(id);
                return Page { site, page, content: Content::Alias(alias) };
            }
        };
        Page { site, page: self.head(route), content }
    }

    /// The target that a label means in a document.
    pub(super) fn target_by_label(&self, document: DocumentId, label: &str) -> Option<TargetId> {
        self.targets.get(&(document, label.to_lowercase())).copied()
    }

    /// The page of a document that is published as it is; the overview for the home page's text,
    /// and the roadmap for its document's.
    pub(super) fn prose_route(&self, id: DocumentId) -> Route {
        if Route::Prose(id).file(&self.plan) == "index.html" {
            Route::Overview
        } else if self.roadmap_document() == Some(id) {
            Route::Roadmap
        } else {
            Route::Prose(id)
        }
    }

    /// The document that introduces the site on the overview.
    pub(super) fn introduction(&self) -> Option<DocumentId> {
        let is_home = |id: &DocumentId| {
            self.plan.document(*id).home == Home::Page && self.prose_route(*id) == Route::Overview
        };
        self.plan.document_ids().find(is_home)
    }

    /// The periods in which a team or those below it hold something, newest first.
    pub(super) fn team_periods(&self, id: TeamId) -> Vec<PeriodId> {
        self.held_periods(&self.members(id))
    }

    /// The periods in which owners hold something, newest first.
    pub(super) fn held_periods(&self, owners: &HashSet<OwnerId>) -> Vec<PeriodId> {
        let plan = &*self.plan;
        let mut periods: BTreeSet<PeriodId> = BTreeSet::new();
        for owner in owners {
            let owner = plan.owner(*owner);
            let by_name = owner.key_results.iter().map(|id| plan.key_result(*id).objective);
            let objectives = owner.objectives.iter().copied().chain(by_name);
            periods.extend(objectives.map(|id| plan.objective(id).period));
        }
        periods.into_iter().rev().collect()
    }

    /// The owners of a team and of those below it.
    pub(super) fn members(&self, id: TeamId) -> HashSet<OwnerId> {
        let teams = self.plan.team_and_below(id);
        teams.iter().flat_map(|team| self.plan.team(*team).owners.iter().copied()).collect()
    }

    /// Decides which pages there are and gives each its file; generated pages go first.
    fn lay_out(&mut self) {
        let plan = &*Arc::clone(&self.plan);
        self.lists = self.long_lists().into_iter().collect();
        let mut all = vec![Route::Overview, Route::Quarters];
        all.extend(plan.period_ids().rev().map(Route::Quarter));
        let filled = plan.period_ids().filter(|id| !plan.period(*id).objectives.is_empty());
        all.extend(filled.map(Route::QuarterList));
        all.extend(plan.objective_ids().map(Route::Objective));
        if self.has_roadmap() {
            all.push(Route::Roadmap);
            all.extend(plan.item_ids().map(Route::Item));
        }
        all.push(Route::Teams);
        for team in plan.team_ids() {
            all.push(Route::Team(team));
            let periods = self.team_periods(team);
            all.extend(periods.into_iter().map(|period| Route::TeamQuarter(team, period)));
        }
        all.push(Route::Owners);
        for owner in plan.owner_ids() {
            all.push(Route::Owner(owner));
            let apart = self.owner_periods(owner).1;
            all.extend(apart.into_iter().map(|period| Route::OwnerQuarter(owner, period)));
        }
        all.push(Route::Targets);
        let registered = plan.period_ids().filter(|id| !plan.period(*id).targets.is_empty());
        all.extend(registered.map(Route::Register));
        all.extend(self.lay_out_lists());
        all.push(Route::Legend);
        all.extend(self.config.search.then_some(Route::Search));
        all.push(Route::NotFound);
        let introduction = self.introduction();
        let prose = plan.document_ids().filter(|id| plan.document(*id).home == Home::Page);
        let placed = [introduction, self.roadmap_document()];
        all.extend(prose.filter(|id| !placed.contains(&Some(*id))).map(Route::Prose));
        let mut taken: HashMap<String, Route> = HashMap::new();
        for route in all {
            let file = self.place(route);
            if let (Some(kept), Route::Prose(other)) = (taken.get(&file), route) {
                self.collisions.push(Collision { kept: *kept, other });
            } else {
                taken.insert(file.clone(), route);
                self.published.insert(file.clone());
                self.routes.push(route);
            }
            self.files.insert(route, file);
        }
        let (aliases, lost) = self.sift_aliases(Taken::of(
            self.published.iter().map(|file| (file, taken.get(file).copied())),
        ));
        for route in aliases {
            let file = route.file(plan);
            taken.insert(file.clone(), route);
            self.published.insert(file.clone());
            self.routes.push(route);
            self.files.insert(route, file);
        }
        self.taken_aliases = lost;
        self.by_file = taken;
    }
}

impl View {
    /// The pages of long lists; also notes what stands on them.
    fn lay_out_lists(&mut self) -> Vec<Route> {
        let mut all = Vec::new();
        let mut moved = HashMap::new();
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

    /// The file of a page.
    fn place(&self, route: Route) -> String {
        let file = route.file(&self.plan);
        let Route::Part(list, number) = route else { return file };
        let part = self.lists.get(&list).and_then(|it| it.parts.get(usize::from(number)));
        match part {
            Some(part) => format!("{}{}/index.html", file.trim_end_matches("index.html"), part.key),
            None => file,
        }
    }
}

/// The headings whose id an objective, key result or earlier document has on the same page.
fn renamed(plan: &Plan) -> HashMap<(DocumentId, String), String> {
    let mut renamed = HashMap::new();
    for period in plan.period_ids() {
        let period = plan.period(period);
        let mut taken: HashSet<String> = HashSet::new();
        for id in &period.objectives {
            let objective = plan.objective(*id);
            taken.insert(objective.slug.clone());
            let key_results = objective.key_results.iter();
            taken.extend(key_results.map(|id| plan.key_result(*id).slug.clone()));
        }
        for id in &period.documents {
            let document = &plan.document(*id).document;
            let footnotes = (1..=document.footnotes).map(|number| format!("footnote-{number}"));
            for anchor in document.anchors.iter().cloned().chain(footnotes) {
                let mut free = anchor.clone();
                while !taken.insert(free.clone()) {
                    free = format!("{}-{free}", crate::markdown::slug(document.path.stem(), 40));
                }
                if free != anchor {
                    renamed.insert((*id, anchor), free);
                }
            }
        }
    }
    renamed
}

fn targets(plan: &Plan) -> HashMap<(DocumentId, String), TargetId> {
    let ids = plan.target_ids();
    ids.map(|id| {
        let target = plan.target(id);
        ((target.document, target.label.clone()), id)
    })
    .collect()
}
