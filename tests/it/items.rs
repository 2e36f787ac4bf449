//! Rules for the items of roadmaps, where a page cannot show what they do: on several days, in
//! several documents, and under several configurations.

use crate::lints::{count, said};
use crate::support::{Site, TODAY};

const NONE: [u32; 0] = [];

const GOALS: &str = "# 2020 Q3 OKRs\n\n1. **Product: Win friends.** {#friends} \\\n   KR: Win 40 teams. {#teams} \\\n   KR: Keep 9 of 10 teams. {#kept}\n";

fn roadmap(text: &str) -> Site {
    Site::with([("content/roadmap.md", text)])
}

/// A roadmap beside objectives.
fn planned(text: &str) -> Site {
    Site::with([("content/okrs/goals.md", GOALS), ("content/roadmap.md", text)])
}

/// The lines of the roadmap at which `rule` says something on `today`.
fn lines_on(site: &Site, rule: &str, today: &str) -> Vec<u32> {
    let said = said(site, rule, today);
    said.iter().map(|it| it.split(':').nth(1).unwrap().parse().unwrap()).collect()
}

fn lines(site: &Site, rule: &str) -> Vec<u32> {
    lines_on(site, rule, TODAY)
}

/// What is said to mend the first breach of `rule`.
fn help(site: &Site, rule: &str) -> String {
    let run = site.run(&["check", "--format", "json", "--today", TODAY]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let all = report["diagnostics"].as_array().unwrap();
    let found = all.iter().find(|it| it["rule"] == rule).expect("a breach");
    found["help"].as_str().unwrap().to_owned()
}

#[test]
fn an_item_is_overdue_from_the_day_after_the_last_day_that_its_date_may_mean() {
    let last_days = [
        ("2020-07-31", "2020-07-31", "2020-08-01"),
        ("July 2020", "2020-07-31", "2020-08-01"),
        ("Q3 2020", "2020-09-30", "2020-10-01"),
        ("2020 H2", "2020-12-31", "2021-01-01"),
        ("May – July 2020", "2020-07-31", "2020-08-01"),
        ("~~July 2020~~ Q3 2020", "2020-09-30", "2020-10-01"),
    ];
    for (due, last, next) in last_days {
        let site = roadmap(&format!("# Roadmap\n\n## Now\n\n- **Search** — Due: {due}\n"));
        assert_eq!(said(&site, "item/overdue", last), Vec::<String>::new(), "{due}");
        let message = format!("this was due by {last}, and nothing says that it is done");
        let found = said(&site, "item/overdue", next);
        assert!(found.len() == 1 && found[0].ends_with(&message), "{due}: {found:?}");
    }
}

#[test]
fn the_fiscal_year_that_nobody_described_may_lie_elsewhere_for_items_too() {
    let site = roadmap("# Roadmap\n\n## Now\n\n- **Search** — Due: FY20-Q2\n");
    assert_eq!(lines_on(&site, "item/overdue", "2020-09-15"), NONE);
    assert_eq!(lines_on(&site, "item/overdue", "2021-09-15"), [5]);
    site.write("quarterdeck.toml", "[calendar]\nyear_starts = 1\n");
    assert_eq!(lines_on(&site, "item/overdue", "2020-09-15"), [5]);
}

#[test]
fn what_is_over_is_never_overdue() {
    let site = roadmap(
        "# Roadmap\n\n## Now\n\n- [x] Ticked — Due: 2020-07-01\n- Done (done) — Due: 2020-07-02\n- ~~Dropped~~ (dropped) — Due: 2020-07-03\n- All boxes — Due: 2020-07-04\n  - [x] one\n  - [x] two\n- A box — Due: 2020-07-05\n  - [x] one\n  - [ ] two\n- Late (at risk) — Due: 2020-07-06\n\n## Done\n\n- Old — Due: 2020-07-07\n",
    );
    assert_eq!(lines(&site, "item/overdue"), [11, 14]);
    let expected = "this was due by 2020-07-06, and is `at-risk`";
    assert!(said(&site, "item/overdue", TODAY)[1].ends_with(expected));
}

#[test]
fn a_day_without_a_year_is_that_day() {
    let site = roadmap("# Roadmap 2020\n\n## Now\n\n- Search (due 15 May)\n");
    let due = &site.outline("content/roadmap.md")["items"][0]["due"];
    assert_eq!((&due["from"], &due["to"]), (&"2020-05-15".into(), &"2020-05-15".into()));
}

#[test]
fn what_is_struck_through_is_done_where_all_is_done_and_dropped_elsewhere() {
    let site = roadmap("# Roadmap\n\n## Now\n\n- ~~Maps~~\n\n## Done\n\n- ~~Doors~~\n");
    let outline = site.outline("content/roadmap.md");
    let items = outline["items"].as_array().unwrap();
    let states = items.iter().map(|it| it["status"].as_str().unwrap());
    assert_eq!(states.collect::<Vec<_>>(), ["dropped", "done"]);
}

#[test]
fn a_late_whole_speaks_for_its_parts_and_a_done_one_too() {
    let text = |status: &str| {
        format!(
            "# Roadmap\n\n## Q2 2020\n\n### Search\n\nStatus: {status}\n\n#### Index\n\nOwner: Web\n\n#### Pages\n\nOwner: Web\n"
        )
    };
    assert_eq!(lines(&roadmap(&text("in progress")), "item/overdue"), [5]);
    assert_eq!(lines(&roadmap(&text("done")), "item/overdue"), NONE);
}

#[test]
fn a_roadmap_that_never_says_what_is_done_is_told_once() {
    let items = [1, 2, 3, 4, 5, 6, 7, 8]
        .map(|day| format!("- Step {day} — Due: 2020-07-0{day}\n"))
        .concat();
    let site =
        roadmap(&format!("# Roadmap\n\n## Now\n\n{items}- Late (at risk) — Due: 2020-07-09\n"));
    let found = said(&site, "item/overdue", TODAY);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].ends_with("8 of 9 items are past their dates without a word"), "{found:?}");
}

#[test]
fn what_an_item_supports_is_found_by_id_title_and_link_and_missed_otherwise() {
    let site = planned(
        "# Roadmap\n\n## Now\n\n- One\n  - Supports: friends\n- Two\n  - Supports: Win 40 teams\n- Three\n  - Supports: [all](okrs/goals.md#kept)\n- Four\n  - Supports: kept, teems and friends\n- Five\n  - Supports: [the plan](okrs/goals.md)\n- Six\n  - Supports: none\n",
    );
    let expected = [
        "roadmap.md:12:21 no objective or key result is called `teems`",
        "roadmap.md:14:15 this leads to `okrs/goals.md`, and there to no objective or key result",
    ];
    let found = said(&site, "item/unknown-support", TODAY);
    let found: Vec<&str> = found.iter().map(|it| it.trim_start_matches("content/")).collect();
    assert_eq!(found, expected);
    assert_eq!(help(&site, "item/unknown-support"), "did you mean `teams`?");
    site.write("content/okrs/goals.md", "# Nothing is planned yet\n");
    assert_eq!(lines(&site, "item/unknown-support"), NONE, "nothing could be named");
}

#[test]
fn what_explains_names_nothing() {
    let site = planned(
        "# Roadmap\n\n## Now\n\n- One\n  - Goal: make it fast, small and cheap\n  - Needs: two engineers, a designer\n- Two\n  - Goal: Win 40 taems\n  - Depends on: a lawyer, a licence\n",
    );
    assert_eq!(lines(&site, "item/unknown-support"), [9]);
    let expected = "content/roadmap.md:10:17 no item is called `a lawyer, a licence`";
    assert_eq!(said(&site, "item/unknown-dependency", TODAY), [expected]);
    site.write(
        "content/roadmap.md",
        "# Roadmap\n\n- One\n  - Goal: make it fast\n- Two\n  - Owner: Web\n",
    );
    assert_eq!(lines(&site, "item/supports-nothing"), NONE);
}

#[test]
fn the_only_name_that_holds_the_words_is_proposed() {
    let site = planned("# Roadmap\n\n## Now\n\n- One\n  - Supports: 9 of 10 teams\n");
    assert_eq!(help(&site, "item/unknown-support"), "did you mean `Keep 9 of 10 teams.`?");
}

#[test]
fn unknown_dependencies_are_told_and_pages_and_issues_are_none() {
    let site = roadmap(
        "# Roadmap\n\n## Now\n\n- Search and replace\n- Pages\n  - Depends on: Search and replace\n- Index\n  - Depends on: #412, Pagse\n- Audit\n  - Depends on: [the law](law.md)\n- Export\n  - Depends on: [the others](roadmap.md)\n",
    );
    site.write("content/law.md", "# The law\n");
    assert_eq!(lines(&site, "item/unknown-dependency"), [9, 13]);
    assert_eq!(help(&site, "item/unknown-dependency"), "did you mean `Pages`?");
}

#[test]
fn a_dependency_is_late_only_when_it_surely_is() {
    let late = |due: &str, other: &str, more: &str| {
        let site = roadmap(&format!(
            "# Roadmap\n\n## Later\n\n- **Pages** — Due: {due}\n  - Depends on: Index\n- **Index** — Due: {other} {more}\n"
        ));
        count(&site, "item/dependency-late") > 0
    };
    for (due, other) in [
        ("2020-12-15", "2020-12-16"),
        ("2020-12-15", "January 2021"),
        ("November 2020", "2020-12-01"),
        ("Q4 2020", "2021 H1"),
        ("FY21-Q1", "FY21-Q2"),
    ] {
        assert!(late(due, other, ""), "{due} {other}");
        assert!(!late(due, other, "· Status: done"), "{due} {other}");
        assert!(!late(other, due, ""), "{other} {due}");
    }
    for (due, other) in [
        ("2020-12-15", "2020-12-15"),
        ("2020-12-15", "Q4 2020"),
        ("December 2020", "2020-12-31"),
        ("Q4 2020", "2020 H2"),
        ("2020-12-15", "FY21-Q4"),
    ] {
        assert!(!late(due, other, ""), "{due} {other}");
    }
}

#[test]
fn each_circle_of_dependencies_is_told_once() {
    let items = |edges: &[(&str, &str)]| {
        let item = |(name, on): &(&str, &str)| format!("- {name}\n  - Depends on: {on}\n");
        roadmap(&format!(
            "# Roadmap\n\n## Now\n\n{}- Zulu\n",
            edges.iter().map(item).collect::<String>()
        ))
    };
    let told = |edges: &[(&str, &str)]| {
        let found = said(&items(edges), "item/dependency-cycle", TODAY);
        found.iter().map(|it| it.trim_start_matches("content/roadmap.md:").to_owned()).collect()
    };
    let none: Vec<String> =
        told(&[("Alpha", "Bravo, Charlie"), ("Bravo", "Charlie"), ("Charlie", "Zulu")]);
    assert_eq!(none, Vec::<String>::new(), "two ways to one item are no circle");
    let itself: Vec<String> = told(&[("Alpha", "Alpha")]);
    assert_eq!(itself, ["6:17 this item waits for itself"]);
    let two: Vec<String> = told(&[
        ("Alpha", "Bravo"),
        ("Bravo", "Zulu, Charlie"),
        ("Charlie", "Delta"),
        ("Delta", "Bravo"),
        ("Echo", "Foxtrot"),
        ("Foxtrot", "Echo"),
    ]);
    let expected = [
        "8:23 `Bravo` waits for itself, through `Charlie`, `Delta`",
        "14:17 `Echo` waits for itself, through `Foxtrot`",
    ];
    assert_eq!(two, expected);
}

#[test]
fn items_that_wait_for_each_other_in_a_long_row_are_judged() {
    let item = |at: usize| format!("- Step {at}\n  - Depends on: Step {}\n", (at + 1) % 1_000);
    let site =
        roadmap(&format!("# Roadmap\n\n## Now\n\n{}", (0..1_000).map(item).collect::<String>()));
    let found = said(&site, "item/dependency-cycle", TODAY);
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("`Step 4`, 995 more"), "{found:?}");
}

#[test]
fn items_are_asked_what_they_support_where_others_say_it() {
    let text = "# Roadmap\n\n## Now\n\n### One\n\nSupports: friends\n\n### Two\n\n- **Owner:** Web\n\n### Three\n\nStatus: done\n\n### Four\n\nOwner: Web\n\n#### Part\n\nSupports: kept\n\n#### Other part\n\nOwner: Web\n";
    assert_eq!(lines(&planned(text), "item/supports-nothing"), [9, 25]);
    assert_eq!(lines(&roadmap(text), "item/supports-nothing"), NONE, "no objectives");
    let silent = text.replace("Supports:", "Remark:");
    assert_eq!(lines(&planned(&silent), "item/supports-nothing"), NONE, "nobody says it");
    let site = planned(text);
    site.write("content/roadmaps/other.md", &silent);
    assert_eq!(lines(&site, "item/supports-nothing"), [9, 25], "each document by itself");
    let more: String = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
        .map(|it| format!("\n### More {it}\n\nOwner: Web\n"))
        .concat();
    let found = said(&planned(&format!("{text}{more}")), "item/supports-nothing", TODAY);
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("11 of 14 open items support nothing"), "{found:?}");
}

#[test]
fn key_results_without_an_item_are_told_on_demand() {
    let asked = |site: &Site, today: &str| {
        assert_eq!(count(site, "key-result/unsupported"), 0);
        site.write("quarterdeck.toml", "[lints]\n\"key-result/unsupported\" = \"hint\"\n");
        lines_on(site, "key-result/unsupported", today)
    };
    let one = "# Roadmap\n\n## Now\n\n- One\n  - Supports: teams\n";
    assert_eq!(asked(&planned(one), "2020-09-30"), [5]);
    assert_eq!(asked(&planned(one), "2020-10-01"), NONE, "the period is over");
    assert_eq!(
        asked(&planned(&one.replace("teams", "friends")), TODAY),
        NONE,
        "all of it is served"
    );
    let goals = Site::with([("content/okrs/goals.md", GOALS)]);
    assert_eq!(asked(&goals, TODAY), NONE, "there is no roadmap");
    let site = planned(one);
    site.write("content/okrs/goals.md", GOALS.replace("10 teams.", "10 teams. => Done."));
    assert_eq!(asked(&site, TODAY), NONE, "it is graded");
}

#[test]
fn each_rule_for_items_can_be_switched_off() {
    let text = "# Roadmap\n\n## Now\n\n- One — Due: 2020-07-01\n  - Supports: teems\n  - Depends on: Two, Tree\n- Two — Due: 2020-10-01\n  - Depends on: One\n- Three\n- Four\n  - Supports: kept\n";
    let rules = [
        "dependency-cycle",
        "dependency-late",
        "overdue",
        "supports-nothing",
        "unknown-dependency",
        "unknown-support",
    ];
    for rule in rules.map(|rule| format!("item/{rule}")) {
        let site = planned(text);
        assert!(count(&site, &rule) > 0, "{rule}");
        site.write("quarterdeck.toml", format!("[lints]\n\"{rule}\" = \"allow\"\n"));
        assert_eq!(count(&site, &rule), 0, "{rule}");
    }
}
