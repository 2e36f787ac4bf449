//! What a site publishes beside its pages, for those who do not read pages: data for programs,
//! tables, feeds, calendars, and a list of all pages for search engines.

mod api;
mod calendar;
mod crawling;
mod feeds;
mod tables;
mod whole;

use std::collections::BTreeMap;

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
        || endings.iter().any(|it| path.ends_with(it))
}

/// All files beside the pages, by path from the top of the site. A sitemap must name full
/// addresses, so that there is one only where the site's own is known.
#[must_use]
pub fn files(view: &View) -> BTreeMap<String, Vec<u8>> {
    let records = view.records();
    let whole = Whole::new(&records);
    let mut files = BTreeMap::new();
    let mut add = |path: &str, bytes: Vec<u8>| {
        files.insert(path.to_owned(), bytes);
    };
    // GitHub Pages takes files as they are where this stands.
    add(".nojekyll", Vec::new());
    add("llms.txt", crawling::summary(&whole).into_bytes());
    add("robots.txt", crawling::robots(records.url.as_deref()).into_bytes());
    if let Some(domain) = records.url.as_deref().and_then(crawling::domain) {
        add("CNAME", format!("{domain}\n").into_bytes());
    }
    if records.url.is_some() {
        add("sitemap.xml", crawling::sitemap(&view.dated_pages()));
    }
    add("api/v1/schema.json", api::text(&schema()));
    add("api/v1/key-results.csv", tables::key_results(&records));
    add("api/v1/roadmap.csv", tables::items(&records));
    for (path, part) in parts(&records) {
        add(&format!("api/v1/{path}.json"), api::text(&part));
        if let Some(folder) = folder(&path) {
            add(
                &format!("{folder}feed.xml"),
                feeds::feed(&part, &whole, &feeds::Place { folder: &folder, view }),
            );
        }
        if path == "plan" || path.starts_with("teams/") {
            let folder = folder(&path).unwrap_or_default();
            add(&format!("{folder}calendar.ics"), calendar::calendar(&part, &records, view));
        }
    }
    files
}

/// The plan and its parts, by the names of their files.
fn parts(records: &Records) -> Vec<(String, Records)> {
    let mut parts =
        vec![("plan".to_owned(), records.clone()), ("roadmap".to_owned(), api::roadmap(records))];
    let quarters = records.periods.iter().map(|it| it.id.as_str());
    parts.extend(quarters.map(|id| (format!("quarters/{id}"), api::quarter(records, id))));
    let teams = records.teams.iter().map(|it| it.id.as_str());
    parts.extend(teams.map(|id| (format!("teams/{id}"), api::team(records, id))));
    let owners = records.owners.iter().map(|it| it.id.as_str());
    parts.extend(owners.map(|id| (format!("owners/{id}"), api::owner(records, id))));
    parts
}

/// The folder of the page that a part belongs to, where the page has a feed.
fn folder(part: &str) -> Option<String> {
    match part {
        "plan" => Some(String::new()),
        _ if part.starts_with("quarters/") => None,
        _ => Some(format!("{part}/")),
    }
}
