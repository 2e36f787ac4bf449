//! What the pages show of a plan, and in which order.

use std::collections::BTreeSet;

use scraper::ElementRef;

use crate::support::{Pages, Site, css, sample};

/// The texts of all elements that `selector` finds on a page, with single spaces.
fn texts(pages: &Pages, path: &str, selector: &str) -> Vec<String> {
    let words = |it: ElementRef<'_>| it.text().collect::<String>();
    let (page, selector) = (pages.html(path), css(selector));
    let found = page.select(&selector).map(words);
    found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn the_overview_answers_in_the_order_in_which_visitors_ask() {
    let found = texts(sample(), "index.html", "main h2");
    let asked = [
        "FY21-Q3",
        "Needs attention",
        "Top objectives",
        "Now on the roadmap",
        "Changed lately",
        "Teams",
        "Quarters",
        "About this site",
    ];
    assert_eq!(found, asked);
}

#[test]
fn what_documents_say_of_their_changes_stands_on_the_overview() {
    let okrs = "---\nupdated: 2020-09-10\n---\n# 2020-Q3 OKRs\n\n> 2020-09-01: The second goal is \
                new. It came late.\n\n> 2019-01-01: Long ago.\n\n1. **Web: Ship**\n   - KR: 2 pages\n";
    let roadmap = "# Roadmap\n\n## Done\n\n- Search by name. Done: 2020-08-30\n\n## Now\n\n- Fast \
                   pages. Due: 2020-09-30\n";
    let log = "# Log\n\n- 2020-09-12 – Moved the log here.\n- 2020-12-24: Not yet.\n- 12 things\n";
    let site = Site::with([
        ("content/okrs/2020-q3.md", okrs),
        ("content/roadmap.md", roadmap),
        ("content/log.md", log),
    ]);
    let pages = site.build();
    let changes = texts(&pages, "index.html", ".change");
    let told = [
        "12 September 2020 Log Moved the log here.",
        "10 September 2020 2020-Q3 OKRs edited",
        "1 September 2020 2020-Q3 OKRs The second goal is new.",
        "30 August 2020 Search by name done",
    ];
    assert_eq!(changes, told);
    let updated = texts(&pages, "quarters/2020-q3/index.html", ".read-from time");
    assert_eq!(updated, ["10 September 2020"]);
}

#[test]
fn the_overview_shows_a_roadmap_without_objectives_too_and_at_most_eight_items_of_it() {
    let items: Vec<String> = (1..=11).map(|n| format!("- Item {n}")).collect();
    let roadmap = format!("# Roadmap\n\n## Now\n\n{}\n", items.join("\n"));
    let pages = Site::with([("content/roadmap.md", roadmap.as_str())]).build();
    let found = texts(&pages, "index.html", "main h2");
    assert_eq!(found, ["Now on the roadmap", "No objectives yet"]);
    assert_eq!(texts(&pages, "index.html", ".row-name").len(), 8);
    assert_eq!(texts(&pages, "index.html", ".more"), ["3 more · All of the roadmap"]);
}

#[test]
fn where_no_document_says_when_nothing_is_said_of_changes() {
    let okrs = "# FY21-Q3 OKRs\n\n1. **Web: Ship**\n   - KR: 2 pages\n";
    let pages = Site::with([("content/okrs/fy21-q3.md", okrs)]).build();
    assert!(!pages.text("index.html").contains("Changed lately"));
}

#[test]
fn each_filter_finds_what_it_counts() {
    let pages = sample();
    let path = "quarters/fy21-q2/index.html";
    let page = pages.html(path);
    let mut seen = 0;
    for input in page.select(&css("#qd_filter input[value]:not([value=''])")) {
        let code = input.attr("value").unwrap();
        let calls = ".kr.is-at-risk, .kr.is-missed, .kr.is-behind, .kr.is-progress";
        let one = format!(".kr.is-{code}");
        let selector = css(if code == "attention" { calls } else { &one });
        let label = ElementRef::wrap(input.parent().unwrap()).unwrap();
        let count: String = label.select(&css("b")).flat_map(|it| it.text()).collect();
        assert_eq!(page.select(&selector).count().to_string(), count, "{code}");
        // Every choice has a rule of its own in the styles.
        let rule = format!("#qd_show_{code}:checked");
        assert!(pages.text("assets/style.css").contains(&rule), "{rule}");
        seen += 1;
    }
    assert!(seen > 3, "only {seen} filters");
    let teams: Vec<String> = page
        .select(&css("#qd_team option:not([value=''])"))
        .map(|it| it.attr("value").unwrap().to_owned())
        .collect();
    assert!(teams.len() > 5, "{teams:?}");
    for team in teams {
        let selector = format!("[data-teams~='{team}']");
        assert!(page.select(&css(&selector)).next().is_some(), "nothing is held by `{team}`");
    }
}

/// The most that the page of a quarter may weigh, in bytes.
const HEAVY: usize = 150_000;

/// Documents of one quarter: in each of `teams`, a tree `levels` deep in which each objective
/// stands above `below`.
fn quarter(teams: usize, levels: usize, below: usize) -> Site {
    fn write(text: &mut String, team: &str, indent: usize, levels: usize, below: usize) {
        for index in 0..below {
            let pad = " ".repeat(indent);
            let name = format!("{team} goal {indent} {index} that takes quite some words to tell");
            *text += &[&pad, "- **", team, ": ", &name, "**\n"].concat();
            for result in 0..3 {
                let words = "Deliver 12 things that customers asked for in the last survey";
                let done = format!("{words} {result} => Delivered {result} of 12.\n");
                *text += &[&pad, "  - KR: ", &done].concat();
            }
            if levels > 1 {
                write(text, team, indent + 2, levels - 1, below);
            }
        }
    }
    let site = Site::new();
    for team in 0..teams {
        let mut text = "# FY21-Q2 OKRs\n\n".to_owned();
        write(&mut text, &format!("Team{team}"), 0, levels, below);
        site.write(&format!("content/okrs/fy21-q2-team{team}.md"), text);
    }
    site
}

/// The number in `text` that is alone in its first element that `selector` finds.
fn lines(pages: &Pages, selector: &str) -> usize {
    let page = pages.html("quarters/fy21-q2/index.html");
    page.select(&css(selector)).count()
}

#[test]
fn the_page_of_a_quarter_stays_light_however_many_objectives_there_are() {
    let list = "quarters/fy21-q2/all-objectives/";
    // Teams, levels, objectives below each; cards and lines on the page.
    let shapes = [
        (2, 2, 3, 24, 0),  // 24 objectives: all
        (1, 3, 5, 30, 0),  // 155: two levels
        (60, 1, 1, 0, 60), // 60: one line each
        (20, 1, 10, 0, 0), // 200: none
        (300, 1, 2, 0, 0), // 600, and more teams than a page names
    ];
    for (teams, levels, below, cards, named) in shapes {
        let pages = quarter(teams, levels, below).build();
        let shape = format!("{teams} teams, {levels} levels, {below} below each");
        let all = texts(&pages, "quarters/fy21-q2/index.html", ".summary-counts");
        let count: usize = all[0].split(' ').next().unwrap().replace(',', "").parse().unwrap();
        assert_eq!(lines(&pages, ".card[id]"), cards, "{shape}");
        assert_eq!(lines(&pages, ".sifted .line"), named, "{shape}");
        let weight = pages.text("quarters/fy21-q2/index.html").len();
        assert!(weight < HEAVY, "{shape}: {weight} bytes");
        // The list of all of them, or its parts.
        let parts: Vec<&str> = pages.pages().filter(|path| path.starts_with(list)).collect();
        let weights = parts.iter().map(|path| pages.text(path).len());
        assert!(weights.max() < Some(HEAVY), "{shape}");
        let listed = parts.iter().map(|path| texts(&pages, path, ".line").len());
        assert_eq!(listed.sum::<usize>(), count, "{shape}");
    }
}

#[test]
fn prose_and_long_titles_take_the_place_of_objectives() {
    let sentence = "We looked at every part of the plan and wrote down what we found. ";
    let site = quarter(60, 1, 1);
    site.write("content/okrs/fy21-q2-team0.md", {
        let title = "a goal that is told at length ".repeat(20);
        let words = sentence.repeat(600);
        format!("# FY21-Q2 OKRs\n\n{words}\n\n- **Team0: {title}**\n  - KR: Ship 3 things\n")
    });
    let pages = site.build();
    let weight = pages.text("quarters/fy21-q2/index.html").len();
    assert!(weight < HEAVY, "{weight} bytes");
    assert!(pages.text("quarters/fy21-q2/index.html").contains(sentence.trim()));
    assert_eq!(lines(&pages, ".sifted .line"), 60);
}

#[test]
fn the_site_says_how_many_objectives_a_page_shows() {
    let site = quarter(1, 2, 3);
    let cards = || lines(&site.build(), ".card[id]");
    assert_eq!(cards(), 12);
    site.write("quarterdeck.toml", "[limits]\nobjectives_per_page = 11\n");
    assert_eq!(cards(), 3);
    site.write("quarterdeck.toml", "[limits]\nobjectives_per_page = 2\n");
    assert_eq!(cards(), 0);
}

#[test]
fn the_map_of_a_quarter_shows_each_objective_and_what_it_supports() {
    let pages = sample();
    let path = "quarters/fy21-q2/all-objectives/index.html";
    let page = pages.html(path);
    let (nodes, listed) = (css(".map-node"), css(".listed .line-words a"));
    let on_map: BTreeSet<&str> = page.select(&nodes).map(|it| it.attr("href").unwrap()).collect();
    let in_list: BTreeSet<&str> = page.select(&listed).map(|it| it.attr("href").unwrap()).collect();
    assert_eq!(on_map.len(), 29);
    assert_eq!(on_map, in_list);
    // One line leads to each objective that is not at the top.
    let paths = page.select(&css(".map-line")).next().unwrap().attr("d").unwrap();
    assert_eq!(paths.matches('M').count(), 29 - 3);
    let titles = texts(pages, path, ".map-node title");
    assert!(titles.contains(&"CEO: Grow the pipeline and, with it, ARR. (in progress)".to_owned()));
    // No two boxes stand in one place.
    let boxes = css(".map-node > svg");
    let places: BTreeSet<_> = page.select(&boxes).map(|it| (it.attr("x"), it.attr("y"))).collect();
    assert_eq!(places.len(), 29);
}

#[test]
fn a_map_leaves_out_what_stands_too_far_down() {
    let list = "quarters/fy21-q2/all-objectives/index.html";
    let boxes = |site: &Site| texts(&site.build(), list, ".map-node").len();
    assert_eq!(boxes(&quarter(1, 3, 4)), 84);
    assert_eq!(boxes(&quarter(1, 3, 5)), 30, "the list of 155 objectives needs the room");
    assert_eq!(boxes(&quarter(1, 3, 6)), 42, "258 objectives are too many, two levels are not");
    assert_eq!(boxes(&quarter(1, 1, 250)), 0);
}

#[test]
fn the_page_of_a_team_names_its_weakest_key_result_first() {
    let plan = "# 2020-Q3 OKRs\n\n1. **Web: Ship**\n   - KR: Hire 4 people => Hired 1\n   - KR: Publish \
                10 pages => 9\n   - KR: Close 50 issues => Closed 4\n";
    let pages = Site::with([("content/okrs/2020-q3.md", plan)]).build();
    let selector = "section[aria-labelledby='qd_attention'] .line-words a";
    let named = ["Close 50 issues", "Hire 4 people"];
    assert_eq!(texts(&pages, "teams/web/2020-q3/index.html", selector), named);
    let held = texts(&pages, "teams/web/index.html", ".holding .line-words a");
    assert_eq!(held, named);
}

#[test]
fn what_is_known_of_an_objective_counts_for_more_than_what_is_not() {
    let plan = "# 2020 Q3\n\n\
        - **Web: Grow**\n  - KR: Ship the app\n    - Status: behind\n  - KR: Hire two people\n\
        - **Web: Sell**\n  - KR: Call all\n    - Status: behind\n  - KR: Reach [_N<sub>1</sub>_][n1] users\n\
        - **Web: Hold**\n  - KR: Call some\n    - Status: at risk\n  - KR: See few\n    - Status: on track\n\n\
        [n1]: https://a.test/1\n";
    let site = Site::with([("content/okrs/2020-q3.md", plan)]);
    let plan: serde_json::Value =
        serde_json::from_str(site.build().text("api/v1/plan.json")).unwrap();
    let states: Vec<&str> = plan["objectives"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["state"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["behind", "behind", "in-progress"]);
}

#[test]
fn what_is_planned_has_a_state_of_its_own_on_pages_in_the_data_and_in_the_search() {
    let roadmap = "# Roadmap\n\n## Next\n\n### App\n\n- Status: planned\n\n### Web\n";
    let pages = Site::with([("content/roadmap.md", roadmap)]).build();
    let table = pages.text("api/v1/roadmap.csv");
    assert!(table.lines().any(|it| it.contains("App") && it.contains(",planned,")), "{table}");
    let plan: serde_json::Value = serde_json::from_str(pages.text("api/v1/plan.json")).unwrap();
    let states: Vec<_> =
        plan["items"].as_array().unwrap().iter().map(|it| &it["state"]["code"]).collect();
    assert_eq!(states, [&serde_json::json!("planned"), &serde_json::Value::Null]);
    assert_eq!(texts(&pages, "roadmap/app/index.html", ".state.is-planned"), ["planned"]);
    let choices = texts(&pages, "search/index.html", "option[value=planned]");
    assert_eq!(choices, ["◎ planned"]);
}

#[test]
fn a_team_that_holds_nothing_in_a_quarter_is_not_counted_there() {
    let config = "[[teams]]\nname = \"Web\"\nowners = [\"Web\"]\n\n\
        [[teams]]\nname = \"Idle\"\nowners = [\"Nobody\"]\n";
    let plan = "# 2020 Q3\n\n- **Web: Grow**\n  - KR: Ship 3 apps => 1\n";
    let site = Site::with([("quarterdeck.toml", config), ("content/okrs/2020-q3.md", plan)]);
    let pages = site.build();
    let page = "quarters/2020-q3/index.html";
    assert_eq!(texts(&pages, page, "[aria-labelledby=qd_teams] .row-name"), ["Web"]);
    for page in ["index.html", "teams/index.html", page] {
        assert!(!pages.text(page).contains("0 of 0"), "{page}");
    }
    assert!(texts(&pages, "index.html", ".row-name").contains(&"Idle".to_owned()));
}

#[test]
fn a_sign_that_is_read_as_a_state_is_not_shown_again_in_the_words() {
    let plan = "# 2020 Q3\n\n- **Web: 🟢 Grow**\n  - KR: 🟢 Staging like production\n  \
        - KR: Call all of them ✅\n  - KR: 🎈 Celebrate\n  - KR: 🟢 Ship\n    - Status: behind\n";
    let pages = Site::with([("content/okrs/2020-q3.md", plan)]).build();
    let page = "quarters/2020-q3/index.html";
    let words = texts(&pages, page, ".kr-text");
    let shown = ["Staging like production", "Call all of them", "🎈 Celebrate", "🟢 Ship"];
    assert!(words.iter().zip(shown).all(|(words, shown)| words.starts_with(shown)), "{words:?}");
    assert_eq!(texts(&pages, page, ".title-link"), ["Grow"]);
    let data = pages.text("api/v1/plan.json");
    assert!(data.contains("\"text\":\"Staging") || data.contains("\"text\": \"Staging"), "{data}");
}
