//! What templates receive: plain values, ready to be shown.
//!
//! Addresses inside the site are relative to its top and start with the mark that the renderer
//! turns into the way up from the page. Texts whose name ends in `_html` are safe HTML; all
//! others are plain and are escaped by the templates.

mod cards;
mod common;
mod lists;
mod people;
mod quarters;
mod reference;
mod roadmap;
mod shared;

pub use cards::{ChainLink, KeyResultView, ObjectiveFacts, ObjectiveView, TargetRef};
pub use common::{
    Coverage, DateView, Freshness, Link, NameRef, PeriodView, Picture, Score, Segment, SourceRef,
    State, Summary,
};
pub use lists::{ListPage, PartLink};
pub use people::{
    Holding, OwnerCell, OwnerGroup, OwnerPage, OwnerRow, Owners, TeamEntry, TeamPage, TeamQuarter,
    TeamRow, Teams,
};
pub use quarters::{
    Change, DocumentRef, Listed, Map, MapNode, ObjectivePage, Overview, PeriodRow, Piece, Quarter,
    QuarterList, Quarters,
};
pub use reference::{
    Alias, Choice, Legend, LegendRow, NotFound, Prose, Register, Search, TargetRow, TargetUseView,
    Targets,
};

pub use roadmap::{Chart, ChartRow, Fact, ItemCard, ItemPage, Lane, Roadmap, Timeline};
pub use shared::{Ready, Share, Shared, hash};

use std::sync::Arc;

use serde::Serialize;

/// Everything a template is given: `site`, `page`, and what is shown under the name of its kind.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// What all pages share.
    #[serde(skip)]
    pub site: Arc<SiteView>,
    /// What every page has, whatever its kind.
    pub page: Head,
    /// What this kind of page shows, under the name of the kind (`overview`, `quarter` …).
    #[serde(flatten)]
    pub content: Content,
}

/// What all pages of a site share.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// One sentence about it; empty when the configuration has none.
    pub description: String,
    /// The language of the pages, as a BCP 47 tag.
    pub language: String,
    /// The program and its version, for the `generator` tag and the foot of the page.
    pub generator: String,
    /// The day of the build.
    pub built: DateView,
    /// The main navigation.
    pub navigation: Vec<NavItem>,
    /// The periods, newest first, for the side column; at most twelve.
    pub periods: Vec<Link>,
    /// How many more there are.
    pub periods_more: usize,
    /// The teams, by name, for the side column; when there are more than forty, those at the top,
    /// and at most forty of these.
    pub teams: Vec<Link>,
    /// How many more there are.
    pub teams_more: usize,
    /// The page of the current period, if there is any period.
    pub current: Option<Link>,
    /// The page that the site is searched with, unless that is turned off.
    pub search: Option<Link>,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// The kind of page it belongs to: `quarters`, `roadmap`, `teams`, `owners`, `targets` …
    pub section: &'static str,
    /// The word shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// What every page has.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// The kind of page, which is also the name of its template.
    pub kind: &'static str,
    /// Which entry of the main navigation it belongs to; empty for none.
    pub section: &'static str,
    /// The heading.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// The full address, when the site's own address is configured.
    pub canonical: Option<String>,
    /// The picture that is shown where somebody shares a link to the page; `null` when the site's
    /// own address is not known, or no pictures are drawn.
    pub image: Option<Picture>,
    /// The feed of what the page is about.
    pub feed: String,
    /// What the page is, for search engines, as JSON-LD; empty without the site's own address.
    pub structured_json: String,
    /// The way here: every page above this one, from the overview down.
    pub crumbs: Vec<Link>,
    /// The documents the page was made from.
    pub sources: Vec<SourceRef>,
}

/// What a kind of page shows. Serialised under the name of the kind.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// `/`
    Overview(Box<Overview>),
    /// `/quarters/`
    Quarters(Quarters),
    /// `/quarters/<period>/`
    Quarter(Box<Quarter>),
    /// `/quarters/<period>/all-objectives/`
    QuarterList(QuarterList),
    /// `/quarters/<period>/<objective>/`
    Objective(Box<ObjectivePage>),
    /// `/roadmap/`
    Roadmap(Box<Roadmap>),
    /// `/roadmap/<item>/`
    Item(Box<ItemPage>),
    /// `/teams/`
    Teams(Teams),
    /// `/teams/<team>/`
    Team(Box<TeamPage>),
    /// `/teams/<team>/<period>/`
    TeamQuarter(Box<TeamQuarter>),
    /// `/owners/`
    Owners(Owners),
    /// `/owners/<owner>/`, and `/owners/<owner>/<period>/`
    Owner(Box<OwnerPage>),
    /// `/targets/` and `/targets/<period>/`
    Targets(Targets),
    /// A list that is too long for the page that shows its beginning, or a part of one.
    List(Box<ListPage>),
    /// `/legend/`
    Legend(Legend),
    /// `/search/`
    Search(Search),
    /// Any other document.
    Prose(Prose),
    /// `/404.html`
    NotFound(NotFound),
    /// A former address of a document's page.
    Alias(Alias),
}
