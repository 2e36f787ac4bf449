//! What all pages share, and what every page has.

use crate::calendar::{Date, long_date};
use crate::model::{DocumentId, Home, PeriodId};

use super::Route;
use super::assemble::View;
use super::data::{DateView, Head, Link, NavItem, SiteView, SourceRef};
use super::state::Phase;

/// The program and its version.
const GENERATOR: &str = concat!("Quarterdeck ", env!("CARGO_PKG_VERSION"));

pub(super) fn date(date: Date) -> DateView {
    DateView { iso: date.to_string(), long: long_date(date) }
}

impl View {
    pub(super) fn shell(&self) -> SiteView {
        let plan = &*self.plan;
        let title = self.config.title.clone().or_else(|| self.introduction_title());
        let roadmap = plan.document_ids().find(|id| self.is_roadmap(*id));
        let mut navigation = vec![nav("quarters", "Quarters", self.href(Route::Quarters))];
        navigation.extend(roadmap.map(|id| nav("roadmap", "Roadmap", self.href(Route::Prose(id)))));
        navigation.push(nav("teams", "Teams", self.href(Route::Teams)));
        navigation.push(nav("owners", "Owners", self.href(Route::Owners)));
        if !plan.targets.is_empty() {
            navigation.push(nav("targets", "Targets", self.href(Route::Targets)));
        }
        navigation.push(nav("legend", "Legend", self.href(Route::Legend)));
        let period = |id| self.link(plan.period(id).label.clone(), Route::Quarter(id));
        SiteView {
            title: title.unwrap_or_else(|| "Objectives and key results".to_owned()),
            description: self.config.description.clone().unwrap_or_default(),
            language: self.config.language.clone(),
            generator: GENERATOR.to_owned(),
            built: date(self.today),
            navigation,
            periods: plan.period_ids().rev().map(period).collect(),
            teams: plan
                .team_ids()
                .map(|id| self.link(plan.team(id).name.clone(), Route::Team(id)))
                .collect(),
            current: self.current().map(period),
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
            Route::Prose(id) if self.is_roadmap(id) => "roadmap",
            _ => section,
        };
        let (title, description) = self.words(route);
        let sources = match route {
            Route::Quarter(id) => {
                plan.period(id).documents.iter().map(|id| self.source(*id, None)).collect()
            }
            Route::Objective(id) => vec![self.objective_source(id)],
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
        Head { kind, section, title, description, canonical, crumbs: self.crumbs(route), sources }
    }

    /// The heading of a page and one sentence about it.
    fn words(&self, route: Route) -> (String, String) {
        let plan = &*self.plan;
        let period = |id| plan.period(id).label.as_str();
        let site = &self.shell_title();
        match route {
            Route::Overview => (
                site.clone(),
                self.config
                    .description
                    .clone()
                    .unwrap_or_else(|| format!("Objectives, key results and roadmap: {site}")),
            ),
            Route::Quarters => (
                "Quarters".into(),
                format!("All periods of {site} with their objectives and scores."),
            ),
            Route::Quarter(id) => (
                period(id).to_owned(),
                format!("Objectives and key results of {} for {}.", site, period(id)),
            ),
            Route::Objective(id) => {
                let title = self.objective_title(id);
                let owner = plan.objective(id).owner().map(|owner| plan.owner(owner).name.as_str());
                let by = owner.map_or_else(String::new, |owner| format!(" of {owner}"));
                let when = period(plan.objective(id).period).to_owned();
                (title.clone(), format!("Objective{by} for {when}: {title}"))
            }
            Route::Teams => {
                ("Teams".into(), format!("The teams of {site} and how they are doing."))
            }
            Route::Team(id) => {
                let name = plan.team(id).name.clone();
                (
                    name.clone(),
                    format!("Objectives and key results of the team {name}, quarter by quarter."),
                )
            }
            Route::TeamQuarter(id, when) => {
                let (name, when) = (&plan.team(id).name, period(when));
                (
                    format!("{name} in {when}"),
                    format!("What the team {name} set out to do in {when}, and how it is going."),
                )
            }
            Route::Owners => ("Owners".into(), format!("Who holds what in {site}.")),
            Route::Owner(id) => {
                let name = plan.owner(id).name.clone();
                (name.clone(), format!("Everything that {name} holds, quarter by quarter."))
            }
            Route::Targets => (
                "Targets".into(),
                "Values that are held privately: where they are used and where they are defined."
                    .into(),
            ),
            Route::Register(id) => (
                format!("Targets of {}", period(id)),
                format!("Values of {} that are held privately.", period(id)),
            ),
            Route::Legend => (
                "How to read this site".into(),
                "What scores, signs and words on these pages mean.".into(),
            ),
            Route::Prose(id) => self.prose_words(id),
            Route::NotFound => {
                ("Page not found".into(), "There is no page at this address.".into())
            }
        }
    }

    fn crumbs(&self, route: Route) -> Vec<Link> {
        let plan = &*self.plan;
        let home = || self.link(self.shell_title(), Route::Overview);
        let quarters = || self.link("Quarters", Route::Quarters);
        let period = |id| self.link(plan.period(id).label.clone(), Route::Quarter(id));
        match route {
            Route::Overview | Route::NotFound => Vec::new(),
            Route::Quarter(_) => vec![home(), quarters()],
            Route::Objective(id) => vec![home(), quarters(), period(plan.objective(id).period)],
            Route::Team(_) => vec![home(), self.link("Teams", Route::Teams)],
            Route::TeamQuarter(id, _) => vec![
                home(),
                self.link("Teams", Route::Teams),
                self.link(plan.team(id).name.clone(), Route::Team(id)),
            ],
            Route::Owner(_) => vec![home(), self.link("Owners", Route::Owners)],
            Route::Register(_) => vec![home(), self.link("Targets", Route::Targets)],
            _ => vec![home()],
        }
    }

    fn shell_title(&self) -> String {
        let title = self.config.title.clone().or_else(|| self.introduction_title());
        title.unwrap_or_else(|| "Objectives and key results".to_owned())
    }

    fn introduction_title(&self) -> Option<String> {
        let document = &self.plan.document(self.introduction()?).document;
        document.title.as_ref().map(|title| title.value.clone())
    }

    fn is_roadmap(&self, id: DocumentId) -> bool {
        let entry = self.plan.document(id);
        let path = entry.document.path.as_str().to_lowercase();
        entry.home == Home::Page && (path == "roadmap.md" || path == "roadmap/index.md")
    }
}

fn nav(section: &'static str, label: &str, href: String) -> NavItem {
    NavItem { section, label: label.to_owned(), href }
}

/// The name of a page's template, and the entry of the main navigation it belongs to.
fn kind(route: Route) -> (&'static str, &'static str) {
    match route {
        Route::Overview => ("overview", ""),
        Route::Quarters => ("quarters", "quarters"),
        Route::Quarter(_) => ("quarter", "quarters"),
        Route::Objective(_) => ("objective", "quarters"),
        Route::Teams => ("teams", "teams"),
        Route::Team(_) => ("team", "teams"),
        Route::TeamQuarter(..) => ("team_quarter", "teams"),
        Route::Owners => ("owners", "owners"),
        Route::Owner(_) => ("owner", "owners"),
        Route::Targets | Route::Register(_) => ("targets", "targets"),
        Route::Legend => ("legend", "legend"),
        Route::Prose(_) => ("prose", ""),
        Route::NotFound => ("not_found", ""),
    }
}
