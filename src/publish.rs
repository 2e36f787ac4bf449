//! What a site publishes beside its pages, for those who do not read pages: data for programs,
//! tables, feeds, calendars, a list of all pages for search engines, and an index to search with.

mod api;
mod calendar;
mod crawling;
mod feeds;
pub mod search;
mod tables;
mod whole;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::view::View;
use crate::view::records::Records;

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

/// All files beside the pages, by path from the top of the site.
#[must_use]
pub fn files(view: &View) -> BTreeMap<String, Vec<u8>> {
    let files = Mutex::new(BTreeMap::new());
    each(view, &|path, bytes| {
        let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), bytes.to_vec());
    });
    files.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Makes all files beside the pages, and hands each to `give` as soon as it is finished, from
/// several threads and in no order. A sitemap must name full addresses, so that there is one only
/// where the site's own is known.
pub fn each(view: &View, give: &(dyn Fn(&str, &[u8]) + Sync)) {
    let records = view.records();
    let whole = Whole::new(&records);
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
            || give_part(&Part::Plan, &whole, view, give),
            || {
                give("api/v1/key-results.csv", &tables::key_results_of(&whole));
                give("llms.txt", crawling::summary(&whole).as_bytes());
            },
        );
    };
    let parts = parts(&records);
    rayon::join(large, || parts.par_iter().for_each(|it| give_part(it, &whole, view, give)));
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

fn give_part(part: &Part<'_>, whole: &Whole<'_>, view: &View, give: &(dyn Fn(&str, &[u8]) + Sync)) {
    let (path, own) = match part {
        Part::Plan => ("plan".to_owned(), None),
        Part::Roadmap => ("roadmap".to_owned(), Some(api::roadmap(whole))),
        Part::Quarter(id) => (format!("quarters/{id}"), Some(api::quarter(whole, id))),
        Part::Team(id) => (format!("teams/{id}"), Some(api::team(whole, id))),
        Part::Owner(id) => (format!("owners/{id}"), Some(api::owner(whole, id))),
    };
    let records = own.as_ref().unwrap_or(whole.records);
    give(&format!("api/v1/{path}.json"), &api::records(records));
    let Some(folder) = folder(&path) else { return };
    let place = feeds::Place { folder: &folder, view };
    give(&format!("{folder}feed.xml"), &feeds::feed(records, whole, &place));
    if matches!(part, Part::Plan | Part::Team(_)) {
        let calendar = calendar::calendar(records, whole.records, view);
        give(&format!("{folder}calendar.ics"), &calendar);
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
