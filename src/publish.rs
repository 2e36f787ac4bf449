//! What a site publishes beside its pages, for those who do not read pages: data for programs,
//! tables, feeds, calendars, a list of all pages for search engines, and an index to search with.

mod api;
mod calendar;
mod crawling;
mod feeds;
mod prints;
pub mod search;
mod tables;
mod whole;

use blake3::Hasher;
use rayon::prelude::*;

use crate::output::{Keep, OutputPath, Outputs, Take};
use crate::view::View;
use crate::view::records::Records;

use api::Extract;
use prints::Prints;
use whole::Whole;

pub use api::{pretty, schema};
pub use tables::{items, key_results};

/// The files that every site has, by their paths from its top.
pub const FILES: [&str; 12] = [
    ".nojekyll",
    "api/v1/key-results.csv",
    "api/v1/plan.json",
    "api/v1/roadmap.csv",
    "api/v1/roadmap.json",
    "api/v1/schema.json",
    "calendar.ics",
    "feed.xml",
    "llms.txt",
    "roadmap/feed.xml",
    "robots.txt",
    "sitemap.xml",
];

/// Whether a path may be one of a file that is made here.
#[must_use]
pub fn may_be(path: &str) -> bool {
    let endings = ["feed.xml", "calendar.ics"];
    path.eq_ignore_ascii_case("cname")
        || FILES.contains(&path)
        || path.starts_with("api/")
        || path.starts_with("sitemap-")
        || endings.iter().any(|it| path.ends_with(it))
}

/// All files beside the pages.
#[must_use]
pub fn files(view: &View) -> Outputs {
    let all = Keep::default();
    each(view, None, &all);
    all.into_outputs()
}

/// Makes all files beside the pages, and hands each to `take` as soon as it is finished, from
/// several threads and in no order. The files of a team, an owner or a quarter that `take` has are
/// not made; `common` stands for what all of them follow from beside the records, words and
/// settings, and is left out where nobody wants to know what they follow from. A sitemap must name full addresses, so that there is one only where the site's own is
/// known.
pub fn each(view: &View, common: Option<&Hasher>, take: &dyn Take) {
    let records = view.records();
    let whole = Whole::new(&records);
    let give = |path: &str, bytes: &[u8]| {
        if let Some(path) = OutputPath::new(path) {
            take.take(path, bytes, None);
        }
    };
    // GitHub Pages takes files as they are where this stands.
    give(".nojekyll", &[]);
    give("robots.txt", crawling::robots(records.url.as_deref()).as_bytes());
    if let Some(domain) = records.url.as_deref().and_then(crawling::domain) {
        give("CNAME", format!("{domain}\n").as_bytes());
    }
    if let Some(url) = &records.url {
        for (path, bytes) in crawling::sitemaps(&view.dated_pages(), url) {
            give(&path, &bytes);
        }
    }
    give("api/v1/schema.json", &api::text(&schema()));
    give("api/v1/roadmap.csv", &tables::items(&records));
    // The large files first, so that no core is left alone with one at the end.
    let large = || {
        rayon::join(
            || make_part(&Part::Plan, &records, &whole, view, &give),
            || {
                give("api/v1/key-results.csv", &tables::key_results_of(&whole));
                give("llms.txt", crawling::summary(&whole).as_bytes());
            },
        );
    };
    let parts = || {
        let prints = common.map(|common| Prints::new(&whole, common));
        let give = |it: &Part<'_>| give_part(it, &whole, prints.as_ref(), view, take);
        parts(&records).par_iter().for_each(give);
    };
    rayon::join(large, parts);
}

/// A part of a plan that has files of its own.
enum Part<'a> {
    Plan,
    Roadmap,
    Quarter(&'a str),
    Team(&'a str),
    Owner(&'a str),
}

/// All parts but the whole.
fn parts(records: &Records) -> Vec<Part<'_>> {
    let quarters = records.periods.iter().map(|it| Part::Quarter(it.id.as_str()));
    let teams = records.teams.iter().map(|it| Part::Team(it.id.as_str()));
    let owners = records.owners.iter().map(|it| Part::Owner(it.id.as_str()));
    [Part::Roadmap].into_iter().chain(quarters).chain(teams).chain(owners).collect()
}

impl Part<'_> {
    /// The path of its data in the API, without the ending.
    fn path(&self) -> String {
        match self {
            Self::Plan => "plan".to_owned(),
            Self::Roadmap => "roadmap".to_owned(),
            Self::Quarter(id) => format!("quarters/{id}"),
            Self::Team(id) => format!("teams/{id}"),
            Self::Owner(id) => format!("owners/{id}"),
        }
    }

    /// The files that it has.
    fn files(&self) -> Files {
        let path = self.path();
        let folder = folder(&path);
        let has_calendar = matches!(self, Part::Plan | Part::Team(_));
        let below = |name: &str| folder.as_ref().map(|folder| format!("{folder}{name}"));
        Files {
            data: format!("api/v1/{path}.json"),
            feed: below("feed.xml"),
            calendar: below("calendar.ics").filter(|_| has_calendar),
            folder: folder.unwrap_or_default(),
        }
    }

    fn extract(&self, whole: &Whole<'_>) -> Option<Extract> {
        match self {
            Self::Plan => None,
            Self::Roadmap => Some(api::roadmap(whole)),
            Self::Quarter(id) => Some(api::quarter(whole, id)),
            Self::Team(id) => Some(api::team(whole, id)),
            Self::Owner(id) => Some(api::owner(whole, id)),
        }
    }
}

/// The files of a part, by their paths from the top of the site.
struct Files {
    data: String,
    feed: Option<String>,
    calendar: Option<String>,
    /// The folder of its page.
    folder: String,
}

/// Makes the files of a part, unless all are there.
fn give_part(
    part: &Part<'_>,
    whole: &Whole<'_>,
    prints: Option<&Prints>,
    view: &View,
    take: &dyn Take,
) {
    let Some(own) = part.extract(whole) else { return };
    let of = prints.map(|prints| prints.of(&own));
    let Files { data, feed, calendar, .. } = part.files();
    let has = |path: &String| {
        let path = OutputPath::new(path);
        path.is_none_or(|path| of.is_some_and(|of| take.has(&path, of)))
    };
    if [Some(data), feed, calendar].iter().flatten().all(has) {
        return;
    }
    make_part(part, &own.records, whole, view, &|path, bytes| {
        if let Some(path) = OutputPath::new(path) {
            take.take(path, bytes, of);
        }
    });
}

fn make_part(
    part: &Part<'_>,
    records: &Records,
    whole: &Whole<'_>,
    view: &View,
    give: &(dyn Fn(&str, &[u8]) + Sync),
) {
    let files = part.files();
    give(&files.data, &api::records(records));
    if let Some(path) = files.feed {
        let place = feeds::Place { folder: &files.folder, view };
        give(&path, &feeds::feed(records, whole, &place));
    }
    if let Some(path) = files.calendar {
        give(&path, &calendar::calendar(records, whole.records, view));
    }
}

/// The folder of the page that a part belongs to, where the page has a feed.
fn folder(part: &str) -> Option<String> {
    match part {
        "plan" => Some(String::new()),
        _ if part.starts_with("quarters/") => None,
        _ => Some(format!("{part}/")),
    }
}
