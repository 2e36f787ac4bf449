//! Tables as people fill them in: what their rows become, and what the cells beside them tell.

use std::fmt::Write as _;

use serde_json::Value;

use crate::support::Site;

/// What is read of a document: a line for each objective and key result.
fn read(text: &str) -> String {
    let site = Site::with([("content/okrs/2023-q3.md", text)]);
    let outline = site.outline("content/okrs/2023-q3.md");
    let mut out = String::new();
    for objective in outline["objectives"].as_array().expect("a list") {
        let _ = writeln!(out, "{}", line(objective, "title"));
        for key_result in objective["key_results"].as_array().expect("a list") {
            let _ = writeln!(out, "- {}", line(key_result, "text"));
        }
    }
    out
}

/// Its words, owners, outcome, state and grade.
fn line(item: &Value, words: &str) -> String {
    let owners: Vec<&str> =
        item["owners"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    let mut line = item[words].as_str().expect("words").to_owned();
    let mut add = |mark: &str, said: Option<&str>| {
        if let Some(said) = said.filter(|said| !said.is_empty()) {
            let _ = write!(line, " {mark} {said}");
        }
    };
    add("@", Some(&owners.join(", ")));
    add("=>", item["outcome"].as_str());
    add("~", item["status"].as_str());
    let percent = |value: f64| format!("{:.0} %", value * 100.0);
    add("=", item["grade"]["value"].as_f64().map(percent).as_deref());
    line
}

fn assert_read(text: &str, expected: &[&str]) {
    let found = read(text);
    assert_eq!(found.lines().collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn a_metric_between_its_start_and_its_target_is_measured() {
    assert_read(
        "# OKRs\n\n## Objective 1: Guests come back\n\n\
         | Key result | Baseline | Target | Actual | RAG | Commentary |\n|---|---|---|---|---|---|\n\
         | Beds booked | 12 | 30 | 27 | Amber | Two huts opened late |\n\
         | Guests who leave early | 28% | 15% | 22% | Red | |\n\
         | Wait for a table | 2 h | 15 min | 40 min | Amber | Long. We hired one |\n\
         | Huts with a stove | 4 | 9 | n/a | | Counted in May |\n",
        &[
            "Guests come back",
            "- Beds booked => 27. Two huts opened late ~ behind = 83 %",
            "- Guests who leave early => 22% ~ at-risk = 46 %",
            "- Wait for a table => 40 min. Long. We hired one ~ behind",
            "- Huts with a stove => n/a. Counted in May",
        ],
    );
    let site = Site::with([(
        "content/okrs/2023-q3.md",
        "# OKRs\n\n| Objective | Key result | Start | Target | Now |\n|---|---|---|---|---|\n\
         | Cheaper nights | Cost of a bed | 31,000 | 18,000 | 24,500 |\n",
    )]);
    let outline = site.outline("content/okrs/2023-q3.md");
    let grade = &outline["objectives"][0]["key_results"][0]["grade"];
    assert_eq!(grade["value"], 0.5);
    assert_eq!(grade["explanation"], "(24,500 − 31,000) / (18,000 − 31,000), line 5");
}

#[test]
fn scores_have_many_heads_and_scales() {
    for (head, cell) in [
        ("Score (0-1)", "0.7"),
        ("Score (0–10)", "7"),
        ("% complete", "70"),
        ("Progress (%)", "70"),
        ("Progress in %", "70"),
        ("Zielerreichung", "70 %"),
        ("Avance", "70%"),
        ("Progreso", "0,7"),
        ("Achieved", "7/10"),
    ] {
        let table = format!(
            "# OKRs\n\n| Objective | Key result | {head} |\n|---|---|---|\n| Sail | Ships | {cell} |\n"
        );
        assert_read(&table, &["Sail", "- Ships = 70 %"]);
    }
    for (head, cell) in [("Score (1-5)", "1"), ("Weight (%)", "40"), ("Budget (0-100)", "40")] {
        let table = format!(
            "# OKRs\n\n| Objective | Key result | {head} |\n|---|---|---|\n| Sail | Ships | {cell} |\n"
        );
        let found = read(&table);
        assert_eq!(found, "Sail\n- Ships\n", "{head}");
    }
}

#[test]
fn a_cell_of_a_state_may_say_more() {
    assert_read(
        "# OKRs\n\n| Objective | Key result | Status | Remarks of the crew |\n|---|---|---|---|\n\
         | Sail | Build in 4 s (was 19 s) | ✅ 3.6 s | |\n\
         | | The app | Done. Shipped in May | |\n\
         | | The tests | In progress (60%) | Slow |\n\
         | | The docs | Partially met | |\n\
         | | The talk | On track | Booked |\n",
        &[
            "Sail",
            "- Build in 4 s (was 19 s) => ✅ 3.6 s ~ done = 103 %",
            "- The app => Done. Shipped in May ~ done = 100 %",
            "- The tests => In progress (60%). Slow ~ in-progress = 60 %",
            "- The docs ~ in-progress",
            "- The talk => Booked ~ on-track",
        ],
    );
}
