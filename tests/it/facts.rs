//! The data answer every fact that the pages show, for the whole sample; and no page shows a thing
//! that the data do not know.

use std::collections::BTreeSet;

use scraper::Html;
use serde_json::Value;

use crate::crawl::target;
use crate::support::{Pages, css, sample};

/// What the whole sample says to programs.
fn plan(pages: &Pages) -> Value {
    serde_json::from_str(pages.text("api/v1/plan.json")).unwrap()
}

fn list<'a>(plan: &'a Value, name: &str) -> &'a Vec<Value> {
    plan[name].as_array().unwrap_or_else(|| panic!("{name}"))
}

fn text<'a>(record: &'a Value, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_else(|| panic!("{field} of {record}"))
}

/// Words without what only arranges them.
fn fold(words: &str) -> String {
    words.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a part of a page says.
fn said(page: &Html, selector: &str) -> String {
    let selector = css(selector);
    let parts: Vec<String> = page.select(&selector).flat_map(|it| it.text()).map(fold).collect();
    assert!(!parts.is_empty(), "there is no {selector:?}");
    parts.concat()
}

/// Where a part of a page leads: files of the site with their anchors, and addresses elsewhere.
fn leads(page: &Html, path: &str, selector: &str) -> Vec<String> {
    let selector = css(&format!("{selector} a[href]"));
    let all = page.select(&selector).filter_map(|it| it.attr("href"));
    let whole = all.map(|href| match target(path, href) {
        Some((file, anchor)) if anchor.is_empty() => file,
        Some((file, anchor)) => format!("{file}#{anchor}"),
        None => href.to_owned(),
    });
    whole.collect()
}

fn percent(share: &Value) -> Option<String> {
    share.as_f64().map(|share| format!("{:.0}%", (share * 1000.0).round() / 10.0))
}

/// Tells where a page and its record differ.
struct Compared<'a> {
    page: Html,
    url: &'a str,
}

impl<'a> Compared<'a> {
    fn new(pages: &Pages, record: &'a Value) -> Self {
        let url = text(record, "url");
        Self { page: pages.html(url), url }
    }

    fn shows(&self, selector: &str, words: &str) {
        let all = said(&self.page, selector);
        assert!(all.contains(&fold(words)), "{}: `{words}` is not in {selector}: {all}", self.url);
    }

    fn leads(&self, selector: &str, to: &str) {
        let path = self.url.split('#').next().unwrap_or_default();
        let all = leads(&self.page, path, selector);
        assert!(
            all.iter().any(|href| href == to),
            "{}: {selector} does not lead to {to}: {all:?}",
            self.url
        );
    }

    fn count(&self, selector: &str) -> usize {
        self.page.select(&css(selector)).count()
    }
}

/// The pages that fit a pattern of folders, in which `*` is any name.
fn pages_like(pages: &Pages, pattern: &str) -> BTreeSet<String> {
    let wanted: Vec<&str> = pattern.split('/').collect();
    let fits = |path: &&str| {
        let parts: Vec<&str> = path.split('/').collect();
        let same = |(part, wanted): (&&str, &&str)| *wanted == "*" || part == wanted;
        parts.len() == wanted.len() && parts.iter().zip(&wanted).all(same)
    };
    pages.pages().filter(fits).map(str::to_owned).collect()
}

fn urls(plan: &Value, name: &str) -> BTreeSet<String> {
    list(plan, name).iter().map(|it| text(it, "url").to_owned()).collect()
}

#[test]
fn every_page_of_a_thing_is_the_page_of_a_record() {
    let pages = sample();
    let plan = plan(pages);
    let mut objectives = pages_like(pages, "quarters/*/*/index.html");
    objectives.retain(|path| !path.ends_with("/all-objectives/index.html"));
    assert_eq!(objectives, urls(&plan, "objectives"));
    for (name, pattern) in [
        ("items", "roadmap/*/index.html"),
        ("owners", "owners/*/index.html"),
        ("teams", "teams/*/index.html"),
        ("periods", "quarters/*/index.html"),
    ] {
        assert_eq!(pages_like(pages, pattern), urls(&plan, name), "{name}");
    }
    let mut key_results = 0;
    for path in &objectives {
        for card in pages.html(path).select(&css("li.kr[id]")) {
            let url = format!("{path}#{}", card.attr("id").unwrap());
            assert!(urls(&plan, "key_results").contains(&url), "{url}");
            key_results += 1;
        }
    }
    assert_eq!(key_results, list(&plan, "key_results").len());
}

#[test]
fn objectives_are_in_the_data_as_on_their_pages() {
    let pages = sample();
    let plan = plan(pages);
    let mut scored = 0;
    for record in list(&plan, "objectives") {
        let it = Compared::new(pages, record);
        it.shows("h1", text(record, "title"));
        it.shows(".standing", text(&record["state"], "word"));
        it.shows("article", text(record, "outcome"));
        it.shows("article", text(record, "notes"));
        it.shows(".standing", text(record, "explanation"));
        if let Some(score) = percent(&record["score"]) {
            it.shows(".summary-score", &score);
            scored += 1;
        }
        if record["total"] != 0 {
            let graded = format!("graded {} of {}", record["graded"], record["total"]);
            it.shows(".standing", &graded);
        }
        it.shows(".objective-period", text(record, "period"));
        for owner in list(record, "owners") {
            it.leads(".held", &format!("owners/{}/index.html", owner.as_str().unwrap()));
        }
        if let Some(parent) = record["supports"].as_str() {
            it.leads(".why", &format!("quarters/{parent}/index.html"));
        }
        for child in list(record, "supported_by") {
            it.leads("article", &format!("quarters/{}/index.html", child.as_str().unwrap()));
        }
        for item in list(record, "items") {
            it.leads("article", &format!("roadmap/{}/index.html", item.as_str().unwrap()));
        }
        assert_eq!(
            it.count("article > section > .card > .krs > .kr"),
            list(record, "key_results").len()
        );
        let source = &record["source"];
        it.shows(".side", &format!("{}, line {}", text(source, "path"), source["line"]));
    }
    assert!(scored > 5, "only {scored} objectives have a score");
}

#[test]
fn key_results_are_in_the_data_with_all_that_stands_beside_them() {
    let pages = sample();
    let plan = plan(pages);
    for record in list(&plan, "key_results") {
        let (file, anchor) = text(record, "url").split_once('#').unwrap();
        let it = Compared { page: pages.html(file), url: text(record, "url") };
        let card = format!("[id='{anchor}']");
        for mark in list(record, "labels") {
            it.shows(&card, mark.as_str().unwrap());
        }
        it.shows(&card, text(record, "notes"));
        if let Some(score) = percent(&record["score"]) {
            it.shows(&card, &score);
        }
        for owner in list(record, "owners") {
            it.leads(&card, &format!("owners/{}/index.html", owner.as_str().unwrap()));
        }
        for target in list(record, "targets") {
            let (period, label) = target.as_str().unwrap().split_once('/').unwrap();
            it.leads(&card, &format!("targets/{period}/index.html#{label}"));
        }
        for item in list(record, "items") {
            it.leads(&card, &format!("roadmap/{}/index.html", item.as_str().unwrap()));
        }
        let source = &record["source"];
        it.shows(&card, &format!("{}, line {}", text(source, "path"), source["line"]));
    }
}

#[test]
fn items_are_in_the_data_as_on_their_pages() {
    let pages = sample();
    let plan = plan(pages);
    let mut fields = 0;
    for record in list(&plan, "items") {
        let it = Compared::new(pages, record);
        it.shows("h1", text(record, "title"));
        it.shows("article", text(record, "due_words"));
        it.shows("article", text(record, "notes"));
        it.leads(".record-facts", &format!("roadmap/index.html#{}", text(record, "horizon")));
        if !record["state"].is_null() {
            it.shows(".item-standing", text(&record["state"], "word"));
        }
        assert_eq!(it.count(".page-head .item-late") == 1, record["overdue"] == true, "{}", it.url);
        if let Some(progress) = percent(&record["progress"]) {
            it.shows(".record-facts", &progress);
        }
        for owner in list(record, "owners") {
            it.leads(".held", &format!("owners/{}/index.html", owner.as_str().unwrap()));
        }
        for list_of in ["parts", "depends_on", "needed_by"] {
            for other in list(record, list_of) {
                it.leads("article", &format!("roadmap/{}/index.html", other.as_str().unwrap()));
            }
        }
        let served = list(record, "supports");
        assert_eq!(it.count(".why") > 0, !served.is_empty(), "{}", it.url);
        for goal in served.iter().filter_map(Value::as_str) {
            let all = list(&plan, "objectives").iter().chain(list(&plan, "key_results"));
            let goal = all.clone().find(|it| it["id"] == goal).unwrap();
            it.leads(".why", text(goal, "url"));
        }
        for field in list(record, "fields") {
            let value = fold(text(field, "value"));
            fields += usize::from(said(&it.page, "article").contains(&value));
        }
    }
    assert!(fields > 10, "only {fields} fields are shown");
}

#[test]
fn periods_owners_teams_targets_and_documents_are_in_the_data_as_on_their_pages() {
    let pages = sample();
    let plan = plan(pages);
    for record in list(&plan, "periods") {
        let it = Compared::new(pages, record);
        it.shows("h1", text(record, "label"));
        if let Some(score) = percent(&record["score"]) {
            it.shows(".summary-score", &score);
        }
        it.shows("main", &format!("graded {} of {}", record["graded"], record["total"]));
        let own = |it: &&Value| it["period"] == record["id"];
        let objectives = list(&plan, "objectives").iter().filter(own).count();
        it.shows("main", &format!("{objectives} objectives, {} key results", record["total"]));
        // Every word for a state that the summary counts is the word of a key result.
        let states = list(&plan, "key_results").iter().filter(own);
        let words: BTreeSet<String> = states.map(|it| fold(text(&it["state"], "word"))).collect();
        for word in it.page.select(&css(".summary .state .word")) {
            assert!(words.contains(&fold(&word.text().collect::<String>())), "{}", it.url);
        }
    }
    for record in list(&plan, "owners").iter().chain(list(&plan, "teams")) {
        let it = Compared::new(pages, record);
        it.shows("h1", text(record, "name"));
        for field in ["team", "parent"] {
            if let Some(team) = record[field].as_str() {
                it.leads("main", &format!("teams/{team}/index.html"));
            }
        }
        for owner in record["owners"].as_array().into_iter().flatten() {
            it.leads("main", &format!("owners/{}/index.html", owner.as_str().unwrap()));
        }
    }
    for record in list(&plan, "targets") {
        let (file, anchor) = text(record, "url").split_once('#').unwrap();
        let it = Compared { page: pages.html(file), url: text(record, "url") };
        let row = format!("[id='{anchor}']");
        it.shows(&row, text(record, "symbol"));
        it.shows(&row, text(record, "unit"));
        it.leads(&row, text(record, "definition"));
    }
    // The overview is called after the site.
    let own = |it: &&Value| text(it, "url") != "index.html";
    for record in list(&plan, "documents").iter().filter(own) {
        let it = Compared::new(pages, record);
        it.shows("body", text(record, "title"));
    }
}
