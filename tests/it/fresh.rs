//! When things were changed, as a git repository tells it: on pages, in the data and in feeds.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::support::{Pages, Site, TODAY};

const ADDRESS: &str = "https://plan.example/";
const OKRS: &str = "# 2020 Q3 OKRs\n\n1. **Web: Ship**\n   - KR: 2 pages\n   - KR: 3 feeds\n2. **Web: Sell**\n   - KR: 5 shops\n";
const ROADMAP: &str = "# Roadmap\n\n## Now\n\n- **Search** — Owner: Web, Due: October 2020\n- **Maps** — Owner: Web, Due: December 2020\n";

/// A site whose documents were committed on the first of July.
fn site() -> Site {
    let site = Site::with([
        ("content/okrs/q3.md", OKRS),
        ("content/roadmap.md", ROADMAP),
        ("content/about.md", "# About\n\nWords.\n"),
        (".gitignore", "/public/\n"),
    ]);
    git(&site, "2020-07-01", &["init", "-q", "-b", "main"]);
    commit(&site, "2020-07-01");
    site
}

fn git(site: &Site, day: &str, words: &[&str]) {
    let mut git = Command::new("git");
    git.current_dir(site.path("")).args(["-c", "user.name=A", "-c", "user.email=a@b.example"]);
    let noon = format!("{day}T12:00:00Z");
    git.env("GIT_COMMITTER_DATE", &noon).env("GIT_AUTHOR_DATE", &noon);
    let output = git.env("GIT_CONFIG_GLOBAL", "/dev/null").args(words).output().expect("git runs");
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(site: &Site, day: &str) {
    git(site, day, &["add", "-A"]);
    git(site, day, &["commit", "-q", "-m", "Change"]);
}

fn edit(site: &Site, path: &str, old: &str, new: &str) {
    let text = site.read(path);
    assert!(text.contains(old), "{path} has no {old}");
    site.write(path, text.replace(old, new));
}

fn build(site: &Site) -> Pages {
    let run = site.run(&["build", "--quiet", "--today", TODAY, "--base-url", ADDRESS]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    Pages::read(&site.path("public"))
}

/// The files of a site, without what the program keeps for itself.
fn published(pages: &Pages) -> Vec<(&String, &Vec<u8>)> {
    pages.files.iter().filter(|(path, _)| !path.starts_with(".quarterdeck/")).collect()
}

/// What the data say of something, found by its words.
fn record(pages: &Pages, list: &str, words: &str) -> Value {
    let plan: Value = serde_json::from_str(pages.text("api/v1/plan.json")).unwrap();
    let all = plan[list].as_array().unwrap().clone();
    let said = |it: &Value| ["text", "title"].map(|key| it[key].as_str() == Some(words));
    all.into_iter().find(|it| said(it).contains(&true)).unwrap_or_else(|| panic!("no {words}"))
}

fn updated(pages: &Pages, list: &str, words: &str) -> String {
    record(pages, list, words)["updated"].as_str().unwrap_or("never").to_owned()
}

#[test]
fn each_part_tells_when_it_was_changed() {
    let site = site();
    edit(&site, "content/okrs/q3.md", "2 pages", "2 pages => 1 page");
    commit(&site, "2020-08-02");
    edit(&site, "content/roadmap.md", "December 2020", "November 2020");
    edit(&site, "content/about.md", "Words.", "Other words.");
    commit(&site, "2020-09-03");
    let pages = build(&site);
    let pages_kr = record(&pages, "key_results", "2 pages");
    assert_eq!(pages_kr["since"], "2020-07-01");
    assert_eq!(pages_kr["outcome_updated"], "2020-08-02");
    assert_eq!(updated(&pages, "key_results", "2 pages"), "2020-08-02");
    assert_eq!(updated(&pages, "key_results", "3 feeds"), "2020-07-01");
    assert_eq!(updated(&pages, "objectives", "Ship"), "2020-08-02");
    assert_eq!(updated(&pages, "objectives", "Sell"), "2020-07-01");
    assert_eq!(updated(&pages, "items", "Search"), "2020-07-01");
    assert_eq!(updated(&pages, "items", "Maps"), "2020-09-03");
    assert_eq!(updated(&pages, "documents", "About"), "2020-09-03");
    let shown = |path: &str| -> String {
        let page = pages.html(path);
        let found = page.select(&crate::support::css(".freshness")).next();
        let text = found.unwrap_or_else(|| panic!("{path} tells nothing")).text();
        text.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(shown("quarters/2020-q3/ship/index.html"), "Updated 2 August 2020");
    assert_eq!(shown("roadmap/maps/index.html"), "Updated 3 September 2020");
    assert_eq!(shown("about/index.html"), "Updated 3 September 2020");
    let sitemap = pages.text("sitemap.xml");
    assert!(sitemap.contains("q3/sell/</loc>\n  <lastmod>2020-07-01<"), "{sitemap}");
}

#[test]
fn a_second_build_reads_no_history_again_and_says_the_same() {
    let site = site();
    edit(&site, "content/okrs/q3.md", "3 feeds", "3 feeds => all of them");
    commit(&site, "2020-08-02");
    let first = build(&site);
    let kept = || {
        let folder = std::fs::read_dir(site.path(".git/quarterdeck")).unwrap();
        let files: Vec<_> = folder.map(|file| file.unwrap().path()).collect();
        let [file] = &files[..] else { panic!("{files:?}") };
        file.clone()
    };
    // What is known already is not asked for again.
    let text = std::fs::read_to_string(kept()).unwrap();
    let forged = text.replace("18476", "18480");
    assert_ne!(forged, text, "the second of August is not in {text}");
    std::fs::write(kept(), forged).unwrap();
    assert_eq!(updated(&build(&site), "key_results", "3 feeds"), "2020-08-06");
    // What is of another program, or torn, is worth nothing.
    for foreign in [text.replace(env!("CARGO_PKG_VERSION"), "9.9"), text[..40].to_owned()] {
        std::fs::write(kept(), foreign).unwrap();
        assert!(published(&build(&site)) == published(&first));
    }
    // The next commit is added to what is known.
    edit(&site, "content/okrs/q3.md", "5 shops", "5 shops => 4 shops");
    commit(&site, "2020-09-03");
    let next = build(&site);
    assert_eq!(updated(&next, "key_results", "5 shops"), "2020-09-03");
    assert_eq!(updated(&next, "key_results", "3 feeds"), "2020-08-02");
    // A history that was written anew is read anew.
    git(&site, "2020-09-10", &["reset", "-q", "--soft", "HEAD~2"]);
    git(&site, "2020-09-10", &["commit", "-q", "-m", "One"]);
    let anew = build(&site);
    assert_eq!(updated(&anew, "key_results", "3 feeds"), "2020-09-10");
    assert_eq!(updated(&anew, "key_results", "2 pages"), "2020-07-01");
}

#[test]
fn what_is_not_committed_yet_was_changed_today() {
    let site = site();
    edit(&site, "content/okrs/q3.md", "5 shops", "5 shops => 4 shops");
    site.write("content/okrs/q2.md", "# 2020 Q2 OKRs\n\n1. **Web: Plan**\n   - KR: 1 plan\n");
    let pages = build(&site);
    assert_eq!(updated(&pages, "key_results", "5 shops"), TODAY);
    assert_eq!(updated(&pages, "key_results", "3 feeds"), "2020-07-01");
    // Nothing is known of a file that is not under version control.
    assert_eq!(updated(&pages, "objectives", "Plan"), "never");
}

#[test]
fn a_branch_counts_from_the_day_on_which_it_was_merged() {
    let site = site();
    git(&site, "2020-07-02", &["checkout", "-q", "-b", "draft"]);
    edit(&site, "content/okrs/q3.md", "5 shops", "5 shops => 4 shops");
    commit(&site, "2020-07-10");
    git(&site, "2020-07-10", &["checkout", "-q", "main"]);
    edit(&site, "content/roadmap.md", "December 2020", "November 2020");
    commit(&site, "2020-07-20");
    git(&site, "2020-08-30", &["merge", "-q", "--no-ff", "-m", "Merge", "draft"]);
    let pages = build(&site);
    assert_eq!(updated(&pages, "key_results", "5 shops"), "2020-08-30");
    assert_eq!(updated(&pages, "items", "Maps"), "2020-07-20");
    assert_eq!(updated(&pages, "key_results", "3 feeds"), "2020-07-01");
}

#[test]
fn a_review_is_due_some_time_after_the_last_change() {
    let site = site();
    site.write("quarterdeck.toml", "[freshness]\nreview_every = \"8 weeks\"\n");
    edit(&site, "content/okrs/q3.md", "3 feeds", "3 feeds => 2 feeds");
    edit(&site, "content/roadmap.md", "- **Search**", "- **Old** — Status: done\n- **Search**");
    commit(&site, "2020-08-02");
    let pages = build(&site);
    let review = |list: &str, words: &str| {
        let it = record(&pages, list, words);
        (it["review_due"].as_str().map(str::to_owned), it["review_overdue"].as_bool().unwrap())
    };
    assert_eq!(review("objectives", "Ship"), (Some("2020-09-27".to_owned()), false));
    assert_eq!(review("objectives", "Sell"), (Some("2020-08-26".to_owned()), true));
    assert_eq!(review("items", "Search"), (Some("2020-08-26".to_owned()), true));
    assert_eq!(review("documents", "About"), (Some("2020-08-26".to_owned()), true));
    assert_eq!(review("items", "Old"), (None, false));
    let said = |path: &str, selector: &str| -> Vec<String> {
        let page = pages.html(path);
        let selector = crate::support::css(selector);
        let found = page.select(&selector);
        let fold = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        found.map(|it| fold(it.text().collect())).collect()
    };
    let fresh = |path: &str| said(path, ".freshness").concat();
    let ship = "Updated 2 August 2020 · next review due by 27 September 2020";
    assert_eq!(fresh("quarters/2020-q3/ship/index.html"), ship);
    let late = "review was due by 26 August 2020";
    for page in ["quarters/2020-q3/sell", "roadmap/search", "about"] {
        let page = format!("{page}/index.html");
        assert_eq!(fresh(&page), format!("Updated 1 July 2020 · {late}"), "{page}");
        // By a shape, too.
        assert_eq!(said(&page, ".stale > svg.sign").len(), 1, "{page}");
    }
    assert_eq!(said("roadmap/index.html", ".item .stale"), [late, late]);
    assert_eq!(said("quarters/2020-q3/index.html", ".card-foot .stale"), [late]);
    // On an earlier day nothing was late, and of a quarter that is over nothing is.
    for today in ["2020-08-26", "2020-10-01"] {
        let run = site.run(&["build", "--quiet", "--today", today]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(!site.read("public/quarters/2020-q3/index.html").contains("stale"), "{today}");
    }
    site.write("quarterdeck.toml", "language = \"de\"\n[freshness]\nreview_every = \"8 weeks\"\n");
    let german = build(&site);
    let text = german.text("about/index.html");
    assert!(text.contains("Durchsicht war fällig bis <time"), "{text}");
}

/// The entries of a feed: what is new, its title, and the days on which it came and changed.
fn entries(pages: &Pages, path: &str) -> Vec<(String, String, String)> {
    let feed = feed_rs::parser::parse(pages.text(path).as_bytes()).unwrap();
    let day = |day: Option<chrono::DateTime<chrono::Utc>>| {
        day.map_or("never".to_owned(), |day| day.date_naive().to_string())
    };
    let told = feed.entries.into_iter().map(|it| {
        let days = format!("{} {}", day(it.published), day(it.updated));
        (it.categories[0].term.clone(), it.title.unwrap().content, days)
    });
    told.collect()
}

fn ids(pages: &Pages, path: &str) -> BTreeSet<String> {
    let feed = feed_rs::parser::parse(pages.text(path).as_bytes()).unwrap();
    feed.entries.into_iter().map(|it| it.id).collect()
}

#[test]
fn feeds_tell_what_is_new_and_what_changed_on_its_day() {
    let site = site();
    let entry =
        |what: &str, title: &str, days: &str| (what.to_owned(), title.to_owned(), days.to_owned());
    let (july, first) = ("2020-07-01 2020-07-01", build(&site));
    // Key results that came with their objective are told with it.
    let old = [
        entry("objective", "2020 Q3: Ship", july),
        entry("objective", "2020 Q3: Sell", july),
        entry("item", "Search", july),
        entry("item", "Maps", july),
    ];
    assert_eq!(entries(&first, "feed.xml"), old);
    edit(&site, "content/okrs/q3.md", "2 pages", "2 pages => 1 page");
    edit(&site, "content/okrs/q3.md", "   - KR: 5 shops", "   - KR: 5 shops\n   - KR: 1 fair");
    commit(&site, "2020-08-02");
    edit(&site, "content/roadmap.md", "December 2020", "November 2020");
    edit(&site, "content/okrs/q3.md", "**Web: Sell**", "**Shop: Sell**");
    commit(&site, "2020-09-03");
    let pages = build(&site);
    let new = [
        entry("changed", "2020 Q3: Sell", "2020-07-01 2020-09-03"),
        entry("changed", "Maps", "2020-07-01 2020-09-03"),
        entry("outcome", "2020 Q3: 2 pages ⇒ 1 page", "2020-07-01 2020-08-02"),
        entry("key-result", "2020 Q3: 1 fair", "2020-08-02 2020-08-02"),
        entry("objective", "2020 Q3: Ship", july),
        entry("item", "Search", july),
    ];
    assert_eq!(entries(&pages, "feed.xml"), new);
    assert_eq!(entries(&pages, "roadmap/feed.xml"), [new[1].clone(), new[5].clone()]);
    let shop = entries(&pages, "owners/shop/feed.xml");
    assert_eq!(shop, [new[0].clone(), new[3].clone()]);
    assert_eq!(entries(&pages, "teams/shop/feed.xml"), shop);
    // Everything keeps its id, whatever is built again or reworded beside it.
    let before = ids(&pages, "feed.xml");
    assert!(before.is_superset(&ids(&first, "feed.xml")));
    assert_eq!(ids(&build(&site), "feed.xml"), before);
    edit(&site, "content/okrs/q3.md", "3 feeds", "4 feeds and a map");
    commit(&site, "2020-09-10");
    let after = build(&site);
    let more: Vec<String> = ids(&after, "feed.xml").difference(&before).cloned().collect();
    assert!(ids(&after, "feed.xml").is_superset(&before) && more.len() == 1, "{more:?}");
    let reworded = entry("changed", "2020 Q3: 4 feeds and a map", "2020-07-01 2020-09-10");
    assert_eq!(entries(&after, "feed.xml")[0], reworded);
}
