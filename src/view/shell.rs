//! What all pages share, and what every page has.

use crate::calendar::Date;
use crate::model::{DocumentId, ObjectiveId, PeriodId};

use super::Route;
use super::assemble::View;
use super::data::{DateView, Head, Link, NavItem, SiteView, SourceRef};
use super::periods::DOCUMENTS;
use super::state::Phase;
use crate::words::Arg;

/// The program and its version.
const GENERATOR: &str = concat!("Quarterdeck ", env!("CARGO_PKG_VERSION"));

/// How many periods and teams stand in the side column.
const PERIODS: usize = 12;
const TEAMS: usize = 40;

impl View {
    pub(super) fn shell(&self) -> SiteView {
        let plan = &*self.plan;
        let mut navigation = vec![self.nav("quarters", "navigation.quarters", Route::Quarters)];
        if self.has_roadmap() {
            navigation.push(self.nav("roadmap", "navigation.roadmap", Route::Roadmap));
        }
        navigation.push(self.nav("teams", "navigation.teams", Route::Teams));
        navigation.push(self.nav("owners", "navigation.owners", Route::Owners));
        if !plan.targets.is_empty() {
            navigation.push(self.nav("targets", "navigation.targets", Route::Targets));
        }
        navigation.push(self.nav("legend", "navigation.legend", Route::Legend));
        let period = |id| self.link(self.period_label(id), Route::Quarter(id));
        let mut teams: Vec<_> = plan.team_ids().collect();
        if teams.len() > TEAMS {
            teams.retain(|id| plan.team(*id).parent.is_none());
            teams.truncate(TEAMS);
        }
        SiteView {
            title: self.site_title(),
            description: self.config.description.clone().unwrap_or_default(),
            language: self.config.language.value.clone(),
            generator: GENERATOR.to_owned(),
            built: self.date(self.today),
            navigation,
            periods: plan.period_ids().rev().take(PERIODS).map(period).collect(),
            periods_more: plan.periods.len().saturating_sub(PERIODS),
            teams_more: plan.teams.len() - teams.len(),
            teams: teams
                .into_iter()
                .map(|id| self.link(plan.team(id).name.clone(), Route::Team(id)))
                .collect(),
            current: self.current().map(period),
            search: self.config.search.then(|| self.section(Route::Search)),
        }
    }

    /// The period that the site opens with: the one that holds today, or else the last that has
    /// begun, or else the first to come. The shortest of several.
    pub(super) fn current(&self) -> Option<PeriodId> {
        let ids = || self.plan.period_ids();
        let days = |id: &PeriodId| {
            self.plan.period(*id).range.map_or(i64::MAX, crate::calendar::DateRange::days)
        };
        let present = ids().filter(|id| matches!(self.phase(*id), Phase::Present(_)));
        present
            .min_by_key(days)
            .or_else(|| ids().rev().find(|id| self.phase(*id) == Phase::Past))
            .or_else(|| ids().find(|id| self.phase(*id) == Phase::Future))
            .or_else(|| ids().next())
    }

    pub(super) fn head(&self, route: Route) -> Head {
        let plan = &*self.plan;
        let (kind, section) = kind(route);
        let section = match route {
            Route::Prose(id) if plan.document(id).document.is_roadmap => "roadmap",
            _ => section,
        };
        let (title, description) = self.words(route);
        let sources = match route {
            Route::Quarter(id) => {
                let documents = plan.period(id).documents.iter().take(DOCUMENTS);
                documents.map(|id| self.source(*id, None)).collect()
            }
            Route::Objective(id) => vec![self.objective_source(id)],
            Route::Roadmap => {
                self.roadmap_document().iter().map(|id| self.source(*id, None)).collect()
            }
            Route::Item(id) => {
                let span = plan.written_item(id).span;
                vec![self.source(plan.item(id).document, Some(span))]
            }
            Route::Prose(id) => vec![self.source(id, None)],
            Route::Overview => {
                self.introduction().iter().map(|id| self.source(*id, None)).collect()
            }
            _ => Vec::<SourceRef>::new(),
        };
        let canonical = self.config.base_url.as_ref().map(|base| {
            let file = self.file(route);
            format!("{base}{}", file.strip_suffix("index.html").unwrap_or(file))
        });
        let crumbs = self.crumbs(route);
        let structured_json = self.structured(route, &crumbs, &title, &description);
        let feed = self.feed(route);
        Head {
            kind,
            section,
            title,
            description,
            canonical,
            image: self.picture(route),
            feed,
            structured_json,
            crumbs,
            sources,
        }
    }

    /// The feed of what a page is about, which is the site's unless it has one of its own.
    fn feed(&self, route: Route) -> String {
        let own = match route {
            Route::Roadmap | Route::Item(_) => Some(Route::Roadmap),
            Route::Team(id) | Route::TeamQuarter(id, _) => Some(Route::Team(id)),
            Route::Owner(id) | Route::OwnerQuarter(id, _) => Some(Route::Owner(id)),
            _ => None,
        };
        let page = self.href(own.unwrap_or(Route::Overview));
        page.replace("index.html", "feed.xml")
    }

    fn nav(&self, section: &'static str, label: &str, route: Route) -> NavItem {
        NavItem { section, label: self.say(label, &[]), href: self.href(route) }
    }

    pub(super) fn date(&self, date: Date) -> DateView {
        DateView { iso: date.to_string(), long: self.words.date(date) }
    }

    /// A link to one of the lists that the site is made of, by its name.
    pub(super) fn section(&self, route: Route) -> Link {
        let key = match route {
            Route::Quarters => "navigation.quarters",
            Route::Roadmap => "navigation.roadmap",
            Route::Teams => "navigation.teams",
            Route::Owners => "navigation.owners",
            Route::Targets => "navigation.targets",
            Route::Search => "navigation.search",
            _ => "navigation.overview",
        };
        self.link(self.say(key, &[]), route)
    }

    /// The heading of a page and one sentence about it.
    pub(super) fn words(&self, route: Route) -> (String, String) {
        let plan = &*self.plan;
        let title = self.site_title();
        let site = ("site", Arg::Text(&title));
        let list = |title, about| (self.say(title, &[]), self.say(about, &[site]));
        match route {
            Route::Overview => {
                let own = self.config.description.clone();
                let about = own.unwrap_or_else(|| self.say("page.overview_about", &[site]));
                (title.clone(), about)
            }
            Route::Quarters => list("page.quarters", "page.quarters_about"),
            Route::Teams => list("page.teams", "page.teams_about"),
            Route::Owners => list("page.owners", "page.owners_about"),
            Route::Targets => list("page.targets", "page.targets_about"),
            Route::Legend => list("page.legend", "page.legend_about"),
            Route::Search => list("page.search", "page.search_about"),
            Route::NotFound => list("page.not_found", "page.not_found_about"),
            Route::Quarter(id) => {
                let label = self.period_label(id);
                let about = self.say("page.quarter_about", &[site, ("period", Arg::Text(&label))]);
                (label, about)
            }
            Route::QuarterList(id) => {
                let label = self.period_label(id);
                let args = [("period", Arg::Text(&label))];
                let title = self.say("page.quarter_list", &args);
                (title.clone(), self.say("page.quarter_list_about", &args))
            }
            Route::Objective(id) => self.objective_words(id),
            Route::Roadmap => match self.roadmap_document() {
                Some(id) => self.described(id, "page.roadmap_about"),
                None => list("page.roadmap", "page.roadmap_about"),
            },
            Route::Item(id) => {
                let title = self.item_title(id);
                let about = self.say("page.item_about", &[("item", Arg::Text(&title))]);
                (title, about)
            }
            Route::Team(id) => {
                let name = &plan.team(id).name;
                (name.clone(), self.say("page.team_about", &[("team", Arg::Text(name))]))
            }
            Route::TeamQuarter(id, when) => {
                let label = self.period_label(when);
                let args =
                    [("team", Arg::Text(&plan.team(id).name)), ("period", Arg::Text(&label))];
                (self.say("page.team_quarter", &args), self.say("page.team_quarter_about", &args))
            }
            Route::Owner(id) => {
                let name = &plan.owner(id).name;
                (name.clone(), self.say("page.owner_about", &[("owner", Arg::Text(name))]))
            }
            Route::OwnerQuarter(id, when) => {
                let label = self.period_label(when);
                let args =
                    [("owner", Arg::Text(&plan.owner(id).name)), ("period", Arg::Text(&label))];
                (self.say("page.owner_quarter", &args), self.say("page.owner_quarter_about", &args))
            }
            Route::List(list) => self.list_words(self.list_title(list)),
            Route::Part(list, part) => self.list_words(self.part_title(list, part)),
            Route::Register(id) => {
                let label = self.period_label(id);
                let args = [("period", Arg::Text(&label))];
                (self.say("page.register", &args), self.say("page.register_about", &args))
            }
            Route::Prose(id) => self.described(id, "page.prose_about"),
            Route::Alias(id, _) => self.words(self.document_route(id)),
        }
    }

    fn list_words(&self, title: String) -> (String, String) {
        let site = self.site_title();
        let args = [("list", Arg::Text(&title)), ("site", Arg::Text(&site))];
        let about = self.say("page.list_about", &args);
        (title, about)
    }

    /// The title of a document's page, and its first words, or else a sentence that is true of all.
    fn described(&self, id: DocumentId, about: &str) -> (String, String) {
        let (title, description) = self.prose_words(id);
        if !description.is_empty() {
            return (title, description);
        }
        let site = self.site_title();
        let about = self.say(about, &[("site", Arg::Text(&site)), ("page", Arg::Text(&title))]);
        (title, about)
    }

    fn objective_words(&self, id: ObjectiveId) -> (String, String) {
        let objective = self.plan.objective(id);
        let title = self.objective_title(id);
        let period = self.period_label(objective.period);
        let mut args = vec![("period", Arg::Text(&period)), ("objective", Arg::Text(&title))];
        let about = match objective.owner() {
            Some(owner) => {
                args.push(("owner", Arg::Text(&self.plan.owner(owner).name)));
                self.say("page.objective_of_about", &args)
            }
            None => self.say("page.objective_about", &args),
        };
        (title, about)
    }

    fn crumbs(&self, route: Route) -> Vec<Link> {
        let plan = &*self.plan;
        let home = || self.link(self.site_title(), Route::Overview);
        let quarters = || self.section(Route::Quarters);
        let period = |id| self.link(self.period_label(id), Route::Quarter(id));
        match route {
            Route::Overview | Route::NotFound => Vec::new(),
            Route::Quarter(_) => vec![home(), quarters()],
            Route::QuarterList(id) => vec![home(), quarters(), period(id)],
            Route::Objective(id) => vec![home(), quarters(), period(plan.objective(id).period)],
            Route::Item(_) => vec![home(), self.section(Route::Roadmap)],
            Route::Team(_) => vec![home(), self.section(Route::Teams)],
            Route::TeamQuarter(id, _) => vec![
                home(),
                self.section(Route::Teams),
                self.link(plan.team(id).name.clone(), Route::Team(id)),
            ],
            Route::Owner(_) => vec![home(), self.section(Route::Owners)],
            Route::Register(_) => vec![home(), self.section(Route::Targets)],
            Route::OwnerQuarter(id, _) => self.crumbs_to(Route::Owner(id)),
            Route::List(list) => self.crumbs_to(list.of()),
            Route::Part(list, _) => self.crumbs_to(list.first()),
            _ => vec![home()],
        }
    }

    /// The way to a page, and that page itself.
    fn crumbs_to(&self, route: Route) -> Vec<Link> {
        let mut crumbs = self.crumbs(route);
        crumbs.push(self.link(self.words(route).0, route));
        crumbs
    }

    pub(super) fn site_title(&self) -> String {
        let title = self.config.title.clone().or_else(|| self.introduction_title());
        title.unwrap_or_else(|| self.say("frame.untitled_site", &[]))
    }

    fn introduction_title(&self) -> Option<String> {
        let document = &self.plan.document(self.introduction()?).document;
        document.title.as_ref().map(|title| title.value.clone())
    }
}

/// The name of a page's template, and the entry of the main navigation it belongs to.
fn kind(route: Route) -> (&'static str, &'static str) {
    match route {
        Route::Overview => ("overview", ""),
        Route::Quarters => ("quarters", "quarters"),
        Route::Quarter(_) => ("quarter", "quarters"),
        Route::QuarterList(_) => ("quarter_list", "quarters"),
        Route::Objective(_) => ("objective", "quarters"),
        Route::Roadmap => ("roadmap", "roadmap"),
        Route::Item(_) => ("item", "roadmap"),
        Route::Teams => ("teams", "teams"),
        Route::Team(_) => ("team", "teams"),
        Route::TeamQuarter(..) => ("team_quarter", "teams"),
        Route::Owners => ("owners", "owners"),
        Route::Owner(_) | Route::OwnerQuarter(..) => ("owner", "owners"),
        Route::List(list) | Route::Part(list, _) => ("list", kind(list.of()).1),
        Route::Targets | Route::Register(_) => ("targets", "targets"),
        Route::Legend => ("legend", "legend"),
        Route::Search => ("search", ""),
        Route::Prose(_) => ("prose", ""),
        Route::NotFound => ("not_found", ""),
        Route::Alias(..) => ("alias", ""),
    }
}
