//! What a site publishes for programs, as independent readers find it.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use quarterdeck::publish;
use serde_json::Value;

use crate::pages::{self, project, read};
use crate::support::{Pages, Site, TODAY, sample};

const ADDRESS: &str = "https://plan.example/some/repo/";

/// A site as it is published at an address.
fn published(site: &Site) -> Pages {
    let run = site.run(&["build", "--quiet", "--today", TODAY, "--base-url", ADDRESS]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    Pages::read(&site.path("public"))
}

const OKRS: &str = "---\nupdated: 2020-09-10\n---\n# 2020-Q3 OKRs\n\n1. **Web: Ship \"it\" & <more>, ünï** {#ship}\n   - KR: 2 pages, by 2020-09-20 => 1 page\n   - KR: 3 feeds\n2. **Web: Sell**\n   - KR: 5 shops\n";
const ROADMAP: &str = "---\ndate: 2020-09-01\n---\n# Roadmap\n\n## Now\n\n- **Search** — Owner: Web, Due: September 2020\n";

fn site() -> Site {
    Site::with([("content/okrs/q3.md", OKRS), ("content/roadmap.md", ROADMAP)])
}

fn json(pages: &Pages, path: &str) -> Value {
    serde_json::from_str(pages.text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_published_schema_is_that_of_the_records() {
    let path = project("docs/plan.schema.json");
    let schema = publish::pretty(&publish::schema());
    if pages::updating() {
        std::fs::write(&path, &schema).unwrap();
    }
    assert_eq!(read(&path), schema, "`UPDATE_DOCS=1 cargo test` writes it anew");
}

#[test]
fn every_file_of_the_api_fits_its_schema() {
    let pages = sample();
    let schema = json(pages, "api/v1/schema.json");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let files = pages.files.keys().filter(|path| path.starts_with("api/v1/"));
    let mut count = 0;
    for path in files.filter(|path| !path.contains(".csv") && !path.ends_with("schema.json")) {
        let errors: Vec<String> =
            validator.iter_errors(&json(pages, path)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:?}");
        count += 1;
    }
    assert!(count > 20, "{count} files");
    // A schema that everything fits is none.
    assert!(!validator.is_valid(&serde_json::json!({ "schema": 1, "objectives": [{}] })));
}

#[test]
fn ids_in_the_plan_lead_to_records_and_addresses_to_pages() {
    let pages = sample();
    let plan = json(pages, "api/v1/plan.json");
    let list = |name: &str| plan[name].as_array().unwrap_or_else(|| panic!("{name}"));
    let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let lists = ["periods", "objectives", "key_results", "items", "owners", "teams", "targets"];
    for name in lists {
        for record in list(name) {
            assert!(known.entry(name).or_default().insert(record["id"].as_str().unwrap()));
            let url = record["url"].as_str().unwrap();
            let (file, anchor) = url.split_once('#').unwrap_or((url, ""));
            let page = pages.html(file);
            let found = anchor.is_empty()
                || page
                    .select(&crate::support::css("[id]"))
                    .any(|it| it.attr("id") == Some(anchor));
            assert!(found, "{url}");
        }
    }
    let goals: BTreeSet<&str> = known["objectives"].union(&known["key_results"]).copied().collect();
    let leads = [
        ("objectives", "supports", &known["objectives"]),
        ("objectives", "key_results", &known["key_results"]),
        ("objectives", "owners", &known["owners"]),
        ("objectives", "items", &known["items"]),
        ("key_results", "objective", &known["objectives"]),
        ("key_results", "targets", &known["targets"]),
        ("key_results", "items", &known["items"]),
        ("key_results", "period", &known["periods"]),
        ("items", "supports", &goals),
        ("owners", "team", &known["teams"]),
        ("teams", "parent", &known["teams"]),
    ];
    for (name, field, ids) in leads {
        let mut count = 0;
        for record in list(name) {
            let value = &record[field];
            let one = value.as_str().into_iter();
            let many = value.as_array().into_iter().flatten().map(|id| id.as_str().unwrap());
            for id in one.chain(many) {
                assert!(ids.contains(id), "{name}.{field}: {id}");
                count += 1;
            }
        }
        assert!(count > 0, "no {field} of {name} was looked at");
    }
}

#[test]
fn the_api_says_of_each_key_result_what_its_page_shows() {
    let pages = sample();
    let plan = json(pages, "api/v1/plan.json");
    for record in plan["key_results"].as_array().unwrap() {
        let (file, anchor) = record["url"].as_str().unwrap().split_once('#').unwrap();
        let page = pages.html(file);
        let card = page
            .select(&crate::support::css("[id]"))
            .find(|it| it.attr("id") == Some(anchor))
            .unwrap_or_else(|| panic!("{anchor}"));
        let shown: String = card.text().collect::<Vec<_>>().join(" ");
        let fold = |text: &str| {
            let letters = text.chars().filter(char::is_ascii_alphabetic);
            letters.collect::<String>().to_lowercase()
        };
        let shown = fold(&shown);
        for field in ["text", "outcome", "explanation"] {
            let said = record[field].as_str().unwrap();
            assert!(shown.contains(&fold(said)), "{anchor}: {field}: {said}");
        }
        assert!(shown.contains(&fold(record["state"]["word"].as_str().unwrap())), "{anchor}");
    }
}

#[test]
fn feeds_are_read_by_a_feed_reader() {
    let pages = published(&site());
    let feeds: Vec<&String> = pages.files.keys().filter(|it| it.ends_with("feed.xml")).collect();
    let all = ["feed.xml", "owners/web/feed.xml", "roadmap/feed.xml", "teams/web/feed.xml"];
    assert_eq!(feeds, all);
    let mut feed_ids = BTreeSet::new();
    for path in feeds {
        let feed = feed_rs::parser::parse(pages.text(path).as_bytes()).unwrap();
        assert!(feed_ids.insert(feed.id), "{path}");
        assert!(feed.updated.is_some() && !feed.entries.is_empty(), "{path}");
        for entry in &feed.entries {
            assert!(entry.links[0].href.starts_with(ADDRESS), "{path}: {entry:?}");
            assert!(entry.updated.is_some() && entry.id.starts_with("urn:uuid:"), "{path}");
        }
    }
    let feed = feed_rs::parser::parse(pages.text("feed.xml").as_bytes()).unwrap();
    let titles: Vec<&str> =
        feed.entries.iter().map(|it| it.title.as_ref().unwrap().content.as_str()).collect();
    assert_eq!(titles, ["2020 Q3: Ship \"it\" & , ünï", "2020 Q3: Sell", "Search"]);
    let body = feed.entries[0].content.as_ref().unwrap().body.as_ref().unwrap();
    assert!(body.contains("<li>2 pages, by 2020-09-20 ⇒ 1 page ("), "{body}");
    let days: Vec<String> =
        feed.entries.iter().map(|it| it.updated.unwrap().date_naive().to_string()).collect();
    assert_eq!(days, ["2020-09-10", "2020-09-10", "2020-09-01"]);
}

#[test]
fn ids_stay_when_other_things_are_reworded() {
    let ids = |site: &Site| -> BTreeMap<String, String> {
        let pages = published(site);
        let feed = feed_rs::parser::parse(pages.text("feed.xml").as_bytes()).unwrap();
        let entries = feed.entries.into_iter();
        entries.map(|it| (it.links[0].href.clone(), it.id)).collect()
    };
    let site = site();
    let before = ids(&site);
    assert_eq!(before, ids(&site), "a second build changes ids");
    let reworded = OKRS.replace("Sell", "Sell more").replace("Ship \"it\"", "Deliver");
    site.write("content/okrs/q3.md", format!("{reworded}3. **Web: Rest**\n   - KR: 1 day\n"));
    let after = ids(&site);
    // The one with an id of its own was reworded, too.
    for kept in ["quarters/2020-q3/ship/", "roadmap/search/"] {
        let address = format!("{ADDRESS}{kept}");
        assert_eq!(before[&address], after[&address], "{kept}");
    }
    assert_eq!(after.len(), before.len() + 1);
}

#[test]
fn calendars_are_read_by_another_library() {
    let pages = published(&site());
    for path in ["calendar.ics", "teams/web/calendar.ics"] {
        let text = pages.text(path);
        let calendars: Vec<_> = ical::IcalParser::new(text.as_bytes()).collect();
        let [Ok(calendar)] = &calendars[..] else { panic!("{path}: {calendars:?}") };
        let of = |event: &ical::parser::ical::component::IcalEvent, name: &str| {
            let found = event.properties.iter().find(|it| it.name == name);
            found.and_then(|it| it.value.clone()).unwrap_or_default()
        };
        let events: Vec<String> = calendar
            .events
            .iter()
            .map(|event| format!("{} {}", of(event, "DTSTART"), of(event, "SUMMARY")))
            .collect();
        let wanted = [
            "20200701 2020 Q3 begins",
            "20200930 2020 Q3 ends",
            "20200920 2 pages\\, by 2020-09-20 (at risk)",
            "20200930 Search",
        ];
        assert_eq!(events, wanted, "{path}");
        let uids: BTreeSet<String> = calendar.events.iter().map(|it| of(it, "UID")).collect();
        assert_eq!(uids.len(), events.len(), "{path}");
        // RFC 5545, 3.1: lines end in CRLF and have at most 75 bytes.
        assert!(text.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    }
}

#[test]
fn the_sitemap_names_every_page_once_with_days_that_are_known() {
    let site = site();
    let pages = published(&site);
    let text = pages.text("sitemap.xml");
    let document = roxmltree::Document::parse(text).unwrap();
    let space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    let top = document.root_element();
    assert!(top.has_tag_name((space, "urlset")));
    let mut found = BTreeSet::new();
    for url in top.children().filter(roxmltree::Node::is_element) {
        assert!(url.has_tag_name((space, "url")));
        let inner: Vec<_> = url.children().filter(roxmltree::Node::is_element).collect();
        assert!(inner[0].has_tag_name((space, "loc")));
        if let Some(day) = inner.get(1) {
            assert!(day.has_tag_name((space, "lastmod")));
            assert_eq!(day.text().map(str::len), Some(10));
        }
        assert!(found.insert(inner[0].text().unwrap().to_owned()), "twice");
    }
    let wanted: BTreeSet<String> = pages
        .pages()
        .filter(|path| !["404.html", "search/index.html"].contains(path))
        .map(|path| format!("{ADDRESS}{}", path.strip_suffix("index.html").unwrap_or(path)))
        .collect();
    assert_eq!(found, wanted);
    assert!(
        text.contains("quarters/2020-q3/ship/</loc>\n  <lastmod>2020-09-10</lastmod>"),
        "{text}"
    );
    let robots = pages.text("robots.txt");
    assert!(robots.ends_with("Sitemap: https://plan.example/some/repo/sitemap.xml\n"), "{robots}");
    // Without an address there is nothing that a sitemap could name.
    assert!(!site.build().files.contains_key("sitemap.xml"));
}

#[test]
fn tables_have_a_row_for_each_key_result_and_item() {
    let pages = sample();
    let plan = json(pages, "api/v1/plan.json");
    for (path, list) in [("key-results", "key_results"), ("roadmap", "items")] {
        let text = pages.text(&format!("api/v1/{path}.csv"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let ids: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        let known = plan[list].as_array().unwrap().iter();
        let known: Vec<&str> = known.map(|it| it["id"].as_str().unwrap()).collect();
        assert_eq!(ids, known, "{path}");
    }
}

#[test]
fn pages_say_what_they_are_and_where_their_feed_is() {
    let pages = published(&site());
    let first = |path: &str, selector: &str| {
        let page = pages.html(path);
        let found = page.select(&crate::support::css(selector)).next();
        found.map(|it| (it.inner_html(), it.attr("href").unwrap_or_default().to_owned()))
    };
    let feed = |path: &str| first(path, "link[type='application/atom+xml']").unwrap().1;
    assert_eq!(feed("index.html"), "feed.xml");
    assert_eq!(feed("teams/web/index.html"), "feed.xml");
    assert_eq!(feed("roadmap/search/index.html"), "../feed.xml");
    let data = |path: &str| -> Value {
        let (text, _) = first(path, "script[type='application/ld+json']").expect(path);
        serde_json::from_str(&text).unwrap()
    };
    let kinds = |path: &str| -> Vec<String> {
        let graph = data(path)["@graph"].as_array().unwrap().clone();
        graph.iter().map(|it| it["@type"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds("index.html"), ["Organization", "Dataset"]);
    let ship = "quarters/2020-q3/ship/index.html";
    assert_eq!(kinds(ship), ["BreadcrumbList"]);
    let steps = data(ship)["@graph"][0]["itemListElement"].clone();
    let steps: Vec<&str> =
        steps.as_array().unwrap().iter().map(|it| it["item"].as_str().unwrap()).collect();
    let wanted = ["", "quarters/", "quarters/2020-q3/", "quarters/2020-q3/ship/"];
    assert_eq!(steps, wanted.map(|path| format!("{ADDRESS}{path}")));
    assert_eq!(
        data("quarters/2020-q3/index.html")["@graph"][0]["temporalCoverage"],
        "2020-07-01/2020-09-30"
    );
    let mut count = 0;
    for path in pages.pages() {
        let Some((text, _)) = first(path, "script[type='application/ld+json']") else { continue };
        let said: Value = serde_json::from_str(&text).unwrap();
        let graph = said["@graph"].as_array().unwrap();
        for set in graph.iter().filter(|it| it["@type"] == "Dataset") {
            for download in set["distribution"].as_array().unwrap() {
                let file = download["contentUrl"].as_str().unwrap().strip_prefix(ADDRESS).unwrap();
                assert!(pages.files.contains_key(file), "{path}: {file}");
                count += 1;
            }
        }
    }
    // The whole plan three times, a quarter, the roadmap twice, a team, an owner.
    assert_eq!(count, 8);
}

#[test]
fn what_the_user_publishes_takes_the_place_of_what_is_made() {
    let site = site();
    site.write("static/robots.txt", "User-agent: *\nDisallow: /\n");
    assert_eq!(site.build().text("robots.txt"), "User-agent: *\nDisallow: /\n");
}

#[test]
fn export_prints_what_the_site_publishes() {
    let site = site();
    let pages = site.build();
    let export = |format: &str| {
        let run = site.run(&["export", "--format", format, "--today", TODAY]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    let parsed = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
    assert_eq!(parsed(&export("json")), json(&pages, "api/v1/plan.json"));
    assert_eq!(parsed(&export("schema")), json(&pages, "api/v1/schema.json"));
    assert_eq!(export("csv"), pages.text("api/v1/key-results.csv"));
    assert_eq!(export("roadmap-csv"), pages.text("api/v1/roadmap.csv"));
}

#[test]
fn version_control_tells_when_documents_were_changed() {
    let plain = "# 2020-Q3 OKRs\n\n1. **Web: Ship**\n   - KR: 2 pages\n";
    let site = Site::with([("content/okrs/q3.md", plain)]);
    let git = |words: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(site.path("")).args(["-c", "user.name=A", "-c", "user.email=a@b.example"]);
        git.env("GIT_COMMITTER_DATE", "2020-08-20T10:00:00Z");
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").args(words).output().expect("git runs")
    };
    let updated = || json(&site.build(), "api/v1/plan.json")["objectives"][0]["updated"].clone();
    assert_eq!(updated(), Value::Null);
    for words in [&["init", "-q"][..], &["add", "."], &["commit", "-q", "-m", "All"]] {
        assert!(git(words).status.success(), "{words:?}");
    }
    assert_eq!(updated(), "2020-08-20");
    // The log of a shallow copy knows nothing of what was before.
    std::fs::write(site.path(".git/shallow"), git(&["rev-parse", "HEAD"]).stdout).unwrap();
    assert_eq!(updated(), Value::Null);
}
