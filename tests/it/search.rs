//! The index that a site is searched with: when there is one, and when it is made again.

use std::sync::Arc;

use quarterdeck::site::Indexing;

use crate::preview::Preview;
use crate::support::{Pages, Site, TODAY};

const BUILD: [&str; 3] = ["build", "--today", TODAY];
const PLAN: &str =
    "# FY21-Q2 OKRs\n\n1. **Web: Grow the shop.** \\\n   KR: Sell 10 boxes. => Sold 4.\n";
const ENTRY: &str = "public/search/pagefind/pagefind-entry.json";
const STAMP: &str = "public/search/pagefind/made-of.txt";

fn small() -> Site {
    let site =
        Site::with([("content/okrs/fy21-q2.md", PLAN), ("content/about.md", "# About us\n")]);
    assert_eq!(site.run(&BUILD).code, 0);
    site
}

#[test]
fn a_site_that_is_not_to_be_searched_has_no_page_no_link_and_no_index() {
    let site = small();
    assert!(site.path("public/search/index.html").exists() && site.path(ENTRY).exists());
    assert!(site.read("public/404.html").contains("search/index.html"));
    site.write("quarterdeck.toml", "[search]\nenabled = false\n");
    assert_eq!(site.run(&BUILD).code, 0);
    assert!(!site.path("public/search").exists());
    let pages = Pages::read(&site.path("public"));
    for path in pages.pages() {
        assert!(!pages.text(path).contains("search/index.html"), "{path}");
    }
}

/// An index that is marked, as no build would make it, shows whether a build has taken it over.
fn marked(site: &Site) {
    let hash = |bytes: &str| blake3::hash(bytes.as_bytes()).to_hex().to_string();
    let (entry, stamp) = (site.read(ENTRY), site.read(STAMP));
    let new = entry.replace("\"version\"", "\"marked\":1,\"version\"");
    assert!(stamp.contains(&hash(&entry)) && new != entry);
    site.write(STAMP, stamp.replace(&hash(&entry), &hash(&new)));
    site.write(ENTRY, new);
}

#[test]
fn an_index_is_made_again_only_when_something_that_can_be_found_has_changed() {
    let site = small();
    marked(&site);
    assert!(site.run(&BUILD).stderr.contains(": 0 written, "));
    assert!(site.read(ENTRY).contains("marked"), "it was made again");
    site.write("static/picture.svg", "<svg/>");
    assert_eq!(site.run(&BUILD).code, 0);
    assert!(site.read(ENTRY).contains("marked"), "it was made again");
    let before = site.read(STAMP);
    site.write("content/about.md", "# About us\n\nOther words.\n");
    assert_eq!(site.run(&BUILD).code, 0);
    assert!(!site.read(ENTRY).contains("marked"), "it was not made again");
    assert_ne!(site.read(STAMP), before);
    assert_eq!(site.run(&["build", "--today", TODAY, "--output", "anew"]).code, 0);
    let [whole, anew] = ["public", "anew"].map(|folder| {
        let mut files = Pages::read(&site.path(folder)).files;
        // What a build notes down for the next one tells times.
        files.retain(|path, _| !path.starts_with(".quarterdeck/"));
        files
    });
    assert!(whole == anew, "another index than one that is made of nothing");
}

#[test]
fn of_several_indexes_only_those_that_a_change_concerns_are_made_again() {
    let site = small();
    let one = |at| format!("1. **Ann: Grow shop {at}.** \\\n   KR: Sell {at} boxes.\n");
    let plan = (1..60).map(one).collect::<Vec<_>>().concat();
    site.write("content/okrs/2020-q3.md", format!("# 2020-Q3 OKRs\n\n{plan}"));
    site.write("quarterdeck.toml", "title = \"Small\"\n[limits]\nentries_per_index = 20\n");
    assert_eq!(site.run(&BUILD).code, 0);
    let stamps = || -> Vec<String> {
        let pages = Pages::read(&site.path("public"));
        let stamps = pages.files.iter().filter(|(path, _)| path.ends_with("/made-of.txt"));
        stamps.map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap()).collect()
    };
    let before = stamps();
    assert_eq!(before.len(), 7, "more than 120 entries, 20 in each");
    site.write("content/about.md", "# About us\n\nOther words.\n");
    assert_eq!(site.run(&BUILD).code, 0);
    let after = stamps();
    assert_eq!(before.iter().zip(&after).filter(|(old, new)| old != new).count(), 1);
}

#[test]
fn an_index_that_somebody_has_touched_is_made_again() {
    let site = small();
    let entry = site.read(ENTRY);
    site.write(ENTRY, "{}");
    assert_eq!(site.run(&BUILD).code, 0);
    assert_eq!(site.read(ENTRY), entry);
    std::fs::remove_file(site.path(ENTRY)).unwrap();
    assert_eq!(site.run(&BUILD).code, 0);
    assert_eq!(site.read(ENTRY), entry);
}

#[test]
fn a_preview_has_an_index_only_when_asked() {
    let site = small();
    let root = site.path("");
    let without = Preview::with(&root, |options| options.indexing = Indexing::Left);
    assert_eq!(without.get("/search/").status, 200);
    assert_eq!(without.get("/search/pagefind/pagefind.js").status, 404);
    let with = Preview::with(&root, |options| options.indexing = Indexing::Made(Arc::default()));
    let file = |path: &str| with.get(&format!("/search/pagefind/{path}"));
    assert_eq!(file("pagefind.js").status, 200);
    assert_eq!(file("pagefind-entry.json").body, site.read(ENTRY).into_bytes());
    assert_eq!(file("nowhere.js").status, 404);
}

#[test]
fn a_build_that_previews_nothing_takes_no_wish_for_a_preview() {
    let run = small().run(&["build", "--search"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`build --serve`"), "{}", run.stderr);
}

#[test]
fn what_can_be_found_says_where_it_stands() {
    let site = small();
    let site = quarterdeck_site(&site);
    let entries = site.view().entries();
    let entry = |kind: &str| entries.iter().find(|it| it.kind == kind).expect(kind);
    let result = entry("key-result");
    assert_eq!(result.title, "Sell 10 boxes.");
    assert_eq!(result.chain, ["Web: Grow the shop."]);
    assert_eq!(result.text, "Sold 4. · Web");
    assert_eq!(result.state, Some("reported"));
    assert!(result.periods.contains("fy21-q2") && result.teams.contains("web"));
    let addresses: std::collections::BTreeSet<_> = entries.iter().map(|it| &it.address).collect();
    assert_eq!(addresses.len(), entries.len());
    for entry in &entries {
        let file = entry.address.split('#').next().unwrap();
        assert!(site.view().route(file).is_some(), "{file}");
    }
    for kind in ["objective", "owner", "team", "page"] {
        assert!(!entry(kind).title.is_empty(), "{kind}");
    }
}

fn quarterdeck_site(site: &Site) -> quarterdeck::site::Site {
    let request = quarterdeck::load::Request {
        root: site.path("").to_str().unwrap().into(),
        today: quarterdeck::calendar::Date::parse(TODAY),
        drafts: quarterdeck::site::Drafts::Left,
    };
    let settings = quarterdeck::load::settings(&request);
    quarterdeck::site::Site::new(quarterdeck::load::inputs(settings, &request).unwrap())
}
