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

pub(crate) fn assert_read(text: &str, expected: &[&str]) {
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

#[test]
fn a_head_may_be_the_objective_of_its_rows() {
    assert_read(
        "# OKRs\n\n## Kitchen\n\n\
         | # | Objective 1: Nobody waits | Owner | Progress |\n|---|---|---|---|\n\
         | 1 | KR1: Two more cooks | Ann<br>Ben | 80% |\n| 2 | A second stove | Ben | |\n\
         | | Average | | 40% |\n\n\
         | Objective 2: Food is fresh | Description | Score |\n|---|---|---|\n\
         | KR1 | No frozen bread | 0.3 |\n| KR2 | Own herbs | 0.5 |\n",
        &[
            "Nobody waits @ Kitchen",
            "- Two more cooks @ Ann, Ben = 80 %",
            "- A second stove @ Ben",
            "Food is fresh @ Kitchen",
            "- No frozen bread = 30 %",
            "- Own herbs = 50 %",
        ],
    );
}

#[test]
fn rows_may_say_themselves_what_they_are() {
    assert_read(
        "# OKRs\n\n| Objective | Nobody waits |\n|---|---|\n| KR1 | Two more cooks |\n\
         | KR2 | A second stove |\n| Owner | Ann |\n| Why | Guests leave |\n\n\
         | Field | Value |\n|---|---|\n| Team | Garden |\n| Objective 2 | Food is fresh |\n\
         | Key results | Own herbs<br>Own bread |\n| Status | On track |\n\n\
         | Objective 3 | Sleep well |\n|---|---|\n| KR1 | New beds |\n| Score | 0.4 |\n\
         | KR2 | No noise |\n| Score | 0.6 |\n",
        &[
            "Nobody waits @ Ann",
            "- Two more cooks",
            "- A second stove",
            "Food is fresh @ Garden ~ on-track",
            "- Own herbs",
            "- Own bread",
            "Sleep well",
            "- New beds = 40 %",
            "- No noise = 60 %",
        ],
    );
    assert_read(
        "# OKRs\n\n| Type | Description | Owner | Score |\n|---|---|---|---|\n\
         | Objective | Nobody waits | Ann | |\n| KR | Two more cooks | Ben | 0.5 |\n\
         | KR | A second stove | | 0.7 |\n| Objective | Food is fresh | Cleo | |\n\
         | Key Result | Own herbs | Ann | 0.1 |\n",
        &[
            "Nobody waits @ Ann",
            "- Two more cooks @ Ben = 50 %",
            "- A second stove = 70 %",
            "Food is fresh @ Cleo",
            "- Own herbs @ Ann = 10 %",
        ],
    );
}

#[test]
fn key_results_may_stand_beside_their_objective() {
    assert_read(
        "# OKRs\n\n| Objective | KR1 | KR2 | Owner |\n|---|---|---|---|\n\
         | Nobody waits | Two more cooks by May | A second stove | Ann |\n\
         | Food is fresh | Herbs from the garden | | Cleo |\n| Total | | | |\n",
        &[
            "Nobody waits @ Ann",
            "- Two more cooks by May",
            "- A second stove",
            "Food is fresh @ Cleo",
            "- Herbs from the garden",
        ],
    );
}

#[test]
fn a_row_that_sums_up_is_no_key_result_and_a_team_before_the_objective_holds_that() {
    assert_read(
        "# OKRs\n\n| Team | Objective | Key result | Owner | Score |\n|---|---|---|---|---|\n\
         | Kitchen | Nobody waits | Two more cooks | Ann | 0.5 |\n\
         | Kitchen | Nobody waits | A second stove | Ben | 0.7 |\n\
         | | **Total** | | | **0.6** |\n\
         | Garden | Food is fresh | Own herbs | Cleo | 0.1 |\n\
         | | | Average score | | 0.1 |\n| | | Overall satisfaction of guests | | 0.2 |\n",
        &[
            "Nobody waits @ Kitchen",
            "- Two more cooks @ Ann = 50 %",
            "- A second stove @ Ben = 70 %",
            "Food is fresh @ Garden",
            "- Own herbs @ Cleo = 10 %",
            "- Overall satisfaction of guests = 20 %",
        ],
    );
}

#[test]
fn a_table_of_codes_scores_the_key_results_above_and_adds_none() {
    assert_read(
        "# OKRs\n\n## Objective 1: Nobody waits\n\n- Two more cooks\n- A second stove\n\n\
         | KR | Score | Status | Comment |\n|---|---|---|---|\n| 1 | 0.4 | At risk | One left |\n\
         | 2 | 0.6 | | |\n| Total | 0.5 | | |\n",
        &["Nobody waits", "- Two more cooks ~ at-risk = 40 %", "- A second stove = 60 %"],
    );
    let plan = "# OKRs\n\n## Objective 1: Nobody waits\n\n- KR1: Two more cooks\n\
                - KR2: A second stove\n\n## Objective 2: Food is fresh\n\n- KR1: Own herbs\n\n\
                ## Final scores\n\n";
    assert_read(
        &format!(
            "{plan}| Objective | KR | Score |\n|---|---|---|\n| O1 | KR1 | 0.4 |\n\
             | | KR2 | 0.6 |\n| O2 | KR1 | 0.9 |\n"
        ),
        &[
            "Nobody waits",
            "- Two more cooks = 40 %",
            "- A second stove = 60 %",
            "Food is fresh",
            "- Own herbs = 90 %",
        ],
    );
    // Two are called KR1.
    assert_read(
        &format!("{plan}| KR | Score |\n|---|---|\n| KR1 | 0.4 |\n| KR2 | 0.6 |\n| 1.1 | 0.3 |\n"),
        &[
            "Nobody waits",
            "- Two more cooks = 30 %",
            "- A second stove = 60 %",
            "Food is fresh",
            "- Own herbs",
        ],
    );
}

#[test]
fn a_column_of_weights_weighs() {
    let score = |text: &str| {
        let pages = Site::with([("content/okrs/2023-q3.md", text)]).build();
        let plan: Value = serde_json::from_str(pages.text("api/v1/plan.json")).unwrap();
        plan["objectives"][0]["score"].clone()
    };
    for (head, first, second) in
        [("Weight", "90%", "10%"), ("Weight", "9", "1"), ("Gewicht (%)", "90", "10")]
    {
        let text = format!(
            "# OKRs\n\n## Objective: Sail\n\n| Key result | {head} | Score |\n|---|---|---|\n\
             | Ships | {first} | 0.0 |\n| Boats | {second} | 1.0 |\n"
        );
        assert_eq!(score(&text), 0.1, "{head} {first}");
    }
}

#[test]
fn bold_heads_of_a_table_that_was_read_are_read() {
    let text = "# OKRs\n\n| **Objective** | **Key Results** |\n|---|---|\n| Sail | 3 ships |\n";
    let site = Site::with([("content/okrs/2023-q3.md", text)]);
    let shown = site.run(&["outline", "content/okrs/2023-q3.md"]);
    assert!(!shown.stdout.contains("not read"), "{}", shown.stdout);
    assert_read(text, &["Sail", "- 3 ships"]);
}

#[test]
fn what_came_of_it_may_close_the_line_as_a_sentence_or_stand_behind_what_is_struck() {
    assert_read(
        "# OKRs\n\n## Objective: Sail\n\n- KR1: Open 2 ports. Done.\n- KR2: Abrir 2 tiendas. Hecho.\n\
         - KR3: Abrir 3 tiendas. Cancelado.\n- ~~Chaos day every month~~ dropped\n",
        &[
            "Sail",
            "- Open 2 ports. => Done. ~ done = 100 %",
            "- Abrir 2 tiendas. => Hecho. ~ done = 100 %",
            "- Abrir 3 tiendas. => Cancelado. ~ dropped",
            "- Chaos day every month => dropped ~ dropped",
        ],
    );
}

#[test]
fn key_results_that_are_only_numbered_are_what_is_measured_beside_them() {
    assert_read(
        "# OKRs\n\n## Objective 2: Guests come back\n\n\
         | KR | Metric | Baseline | Target | Now |\n|---|---|---|---|---|\n\
         | 2.1 | Beds booked in May | 40 | 80 | 60 |\n\
         | 2.2 | Wait for a table | 5 min | 2 min | 3 min |\n",
        &["Guests come back", "- Beds booked in May = 50 %", "- Wait for a table = 67 %"],
    );
    // Where the numbers have words of their own, a metric is said of them.
    assert_read(
        "# OKRs\n\n## Objective: Guests come back\n\n| # | KR | Metric | Score |\n|---|---|---|---|\n\
         | 1 | Fill the beds | Beds in May | 0.4 |\n",
        &["Guests come back", "- Fill the beds = 40 %"],
    );
}

#[test]
fn what_is_measured_with_a_target_is_a_key_result() {
    assert_read(
        "# OKRs\n\n## Objective 1: Guests come back\n\n\
         | KPI | From | To | Now | Owner |\n|---|---|---|---|---|\n\
         | Beds booked | 10 | 30 | 20 | Ann |\n\n\
         ## Objective 2: Huts are warm\n\n\
         | Metric | Comment |\n|---|---|\n| Stoves | Two came late |\n",
        &["Guests come back", "- Beds booked @ Ann = 50 %", "Huts are warm"],
    );
    assert_read(
        "# OKRs\n\n## Objetivo 1: Pão\n\n\
         | Resultado-chave | De | Para | Atual | Progresso |\n|---|---|---|---|---|\n\
         | Pão queimado | 20% | 10% | 14% | 60% |\n",
        &["Pão", "- Pão queimado = 60 %"],
    );
}
