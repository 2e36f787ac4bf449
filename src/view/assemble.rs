//! The view of one plan: which pages there are, and the data of each.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::calendar::Date;
use crate::config::Config;
use crate::grade::Bands;
use crate::model::{DocumentId, Home, Moved, OwnerId, PeriodId, Plan, TargetId, TeamId};
use crate::past::History;
use crate::source::Sources;
use crate::words::Words;

use super::Route;
use super::aliases::TakenAlias;
use super::data::{Content, Page, SiteView};
use super::freshness::Dating;
use super::kept::{Html, Kept};
use super::layout::Layout;
use super::once::Once;

/// A plan as its readers see it on one day. A copy shares everything.
#[derive(Clone)]
pub struct View {
    pub(super) plan: Arc<Plan>,
    pub(super) config: Arc<Config>,
    pub(super) sources: Arc<Sources>,
    pub(super) words: Arc<Words>,
    pub(super) today: Date,
    pub(super) history: Arc<History>,
    /// What tells when each document changed, found out when first asked for.
    pub(super) datings: Kept<Dating>,
    pub(super) bands: Bands,
    /// Anchors of headings whose id another thing on their page has, by period.
    renamed: Vec<Arc<Renamed>>,
    targets: Arc<HashMap<(DocumentId, String), TargetId>>,
    /// The HTML of key results and objectives, written when first asked for: both stand on many
    /// pages, and are the same on all.
    pub(super) key_result_html: Kept<Html>,
    pub(super) objective_html: Kept<Html>,
    pub(super) layout: Arc<Layout>,
    /// Every file of the site that is no page.
    pub(super) others: Arc<HashSet<String>>,
    /// Whether a path may be one of a file that is published beside the pages.
    pub(super) reserved: fn(&str) -> bool,
    shell: Arc<SiteView>,
    /// What all pages share, for whoever asks for all of them.
    pub(super) once: Option<Arc<Once>>,
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
    pub named: Arc<HashSet<String>>,
    /// Whether a path may be one of the others.
    pub may_be: fn(&str) -> bool,
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
        let periods: Vec<PeriodId> = plan.period_ids().collect();
        let mut view = Self {
            today,
            history,
            datings: Kept::new(plan.documents.len()),
            bands: Bands { progress: grading.progress, delivered: grading.delivered },
            renamed: periods.par_iter().map(|id| Arc::new(renamed(&plan, *id))).collect(),
            targets: Arc::new(targets(&plan)),
            key_result_html: Kept::new(plan.key_results.len()),
            objective_html: Kept::new(plan.objectives.len()),
            layout: Arc::default(),
            others: files.named,
            reserved: files.may_be,
            shell: Arc::default(),
            once: None,
            plan,
            config,
            sources,
            words,
        };
        view.lay_out();
        view.shell = Arc::new(view.shell());
        view
    }

    /// The view of a plan that was made of this one's by editing `documents`; what the edits leave
    /// alone is shared.
    #[must_use]
    pub fn revised(
        &self,
        plan: Arc<Plan>,
        sources: Arc<Sources>,
        documents: &[DocumentId],
        moved: Moved,
    ) -> Self {
        let mut view = Self {
            today: self.today,
            history: Arc::clone(&self.history),
            datings: self.datings.clone(),
            bands: self.bands,
            renamed: self.renamed.clone(),
            targets: Arc::clone(&self.targets),
            key_result_html: self.key_result_html.clone(),
            objective_html: self.objective_html.clone(),
            layout: Arc::clone(&self.layout),
            others: Arc::clone(&self.others),
            reserved: self.reserved,
            shell: Arc::default(),
            once: None,
            config: Arc::clone(&self.config),
            words: Arc::clone(&self.words),
            sources,
            plan,
        };
        view.forget(documents, moved, self);
        view.shell = Arc::new(view.shell());
        view
    }

    /// Drops what edits of `documents` may have changed.
    fn forget(&mut self, documents: &[DocumentId], moved: Moved, before: &Self) {
        let plan = Arc::clone(&self.plan);
        if moved >= Moved::Places {
            let homes = documents.iter().flat_map(|id| match &plan.document(*id).home {
                Home::Periods(periods) => periods.as_slice(),
                Home::Page => &[],
            });
            for period in homes {
                self.renamed[period.index()] = Arc::new(renamed(&plan, *period));
            }
        }
        let laid_out = moved < Moved::Pages && before.shape(documents) == self.shape(documents);
        if !laid_out {
            self.lay_out();
        }
        if !laid_out || moved >= Moved::Places {
            // Others may lead to what stands elsewhere now.
            self.key_result_html = Kept::new(plan.key_results.len());
            self.objective_html = Kept::new(plan.objectives.len());
        }
        for id in documents {
            self.datings.forget(id.index());
            for index in 0..plan.document(*id).document.objectives.len() {
                let id = plan.objective_at(*id, index);
                self.objective_html.forget(id.index());
                for id in &plan.objective(id).key_results {
                    self.key_result_html.forget(id.index());
                }
            }
        }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// All pages, in a fixed order.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.layout.routes
    }

    /// The pages that want an address that another has; they are not among [`View::routes`].
    #[must_use]
    pub fn collisions(&self) -> &[Collision] {
        &self.layout.collisions
    }

    /// The former addresses that something else has; they are not among [`View::routes`].
    #[must_use]
    pub fn taken_aliases(&self) -> &[TakenAlias] {
        &self.layout.taken_aliases
    }

    /// The file of a page, relative to the top of the site.
    #[must_use]
    pub fn file(&self, route: Route) -> &str {
        self.layout.files.get(&route).map_or("index.html", |file| file)
    }

    /// The page that a file is, if it is one.
    #[must_use]
    pub fn route(&self, file: &str) -> Option<Route> {
        self.layout.by_file.get(file).copied()
    }

    /// Whether there is a file, a page or another, at `path` from the top of the site.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.layout.by_file.contains_key(path) || self.others.contains(path)
    }

    /// The id of a heading, where another thing on its page has the one that it would have.
    pub(super) fn renamed(&self, id: DocumentId, anchor: &str) -> Option<&String> {
        let Home::Periods(periods) = &self.plan.document(id).home else { return None };
        let key = (id, anchor.to_owned());
        periods.iter().rev().find_map(|period| self.renamed[period.index()].get(&key))
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
        self.layout.introduction
    }

    /// The document whose text stands on the page of the roadmap.
    pub(super) fn roadmap_document(&self) -> Option<DocumentId> {
        self.layout.roadmap_document
    }

    /// Whether there is a roadmap at all.
    pub(super) fn has_roadmap(&self) -> bool {
        self.layout.has_roadmap
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
}

/// Anchors of headings that have another id on their page.
type Renamed = HashMap<(DocumentId, String), String>;

/// The headings whose id an objective, key result or earlier document has on the page of a period.
fn renamed(plan: &Plan, period: PeriodId) -> Renamed {
    let period = plan.period(period);
    let mut taken: HashSet<Cow<'_, str>> = HashSet::new();
    for id in &period.objectives {
        let objective = plan.objective(*id);
        taken.insert(Cow::Borrowed(&objective.slug));
        let key_results = objective.key_results.iter();
        taken.extend(key_results.map(|id| Cow::Borrowed(&*plan.key_result(*id).slug)));
    }
    let mut renamed = HashMap::new();
    for id in &period.documents {
        let document = &plan.document(*id).document;
        let footnotes = (1..=document.footnotes).map(|number| format!("footnote-{number}"));
        for anchor in document.anchors.iter().cloned().chain(footnotes) {
            let mut free = anchor.clone();
            while !taken.insert(Cow::Owned(free.clone())) {
                free = format!("{}-{free}", crate::markdown::slug(document.path.stem(), 40));
            }
            if free != anchor {
                renamed.insert((*id, anchor), free);
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
