//! Habits of authors that a careful reader understands at once: bold key results, contents, escaped
//! lists, groups, codes, states behind dashes, plans by theme.

use serde_json::Value;

use crate::support::{Site, TODAY};
use crate::tables::assert_read;

/// What an objective's text is read as below a heading that announces OKRs.
fn under(text: &str, expected: &[&str]) {
    assert_read(&format!("# OKRs Q3 2020\n\n{text}"), expected);
}

#[test]
fn bold_items_are_key_results_where_these_are_promised() {
    let expected =
        ["Bake bread", "- Two ovens @ Ann", "- Loaves burnt: 9% → 2%", "- Sell at 4 markets"];
    for text in [
        "## Objective 1: Bake bread\n\n- **Two ovens**\n  - Owner: Ann\n- **Loaves burnt**: 9% → \
         2%\n- **Sell at 4 markets**\n  - ask the towns\n",
        "## Bake bread\n\n**Key results**\n\n- **Two ovens**\n  - Owner: Ann\n- **Loaves burnt**: \
         9% → 2%\n- **Sell at 4 markets**\n  - ask the towns\n",
    ] {
        under(text, &expected);
    }
}

#[test]
fn what_only_leads_to_an_objective_is_none() {
    let objective = "## Objective 1: Bake bread\n\n- Two ovens\n";
    for contents in [
        "- [Objective 1: Bake bread](#objective-1-bake-bread)\n- [More](#more)\n\n",
        "[Objective 1: Bake bread\t1](#objective-1:-bake-bread)\n\n[More\t2](#more)\n\n",
        "**Contents**\n\n1. [Objective 1: Bake bread](#objective-1-bake-bread)\n\n",
    ] {
        under(&format!("{contents}{objective}"), &["Bake bread", "- Two ovens"]);
    }
    under(
        &objective.replace("bread\n", "bread {#objective-1:-bake-bread}\n"),
        &["Bake bread", "- Two ovens"],
    );
}

#[test]
fn lists_that_word_processors_escape_are_lists() {
    let expected = ["Bake bread", "- Two ovens", "- Sell at 4 markets", "Rest", "- A day off"];
    for text in [
        "**Objective 1: Bake bread**\n\n1\\. Two ovens\n\n2\\. Sell at 4 markets\n\n\
         **Objective 2: Rest**\n\n\\- A day off\n",
        "Objective 1: Bake bread\n- Two ovens\n- Sell at 4 markets\nObjective 2: Rest\n- A day off\n",
        "## Objective 1: Bake bread\n\n**Results:**\n1\\) Two ovens  \n2\\) Sell at 4 markets\n\n\
         ## Objective 2: Rest\n\n\\- A day off\n",
    ] {
        under(text, &expected);
    }
}

#[test]
fn key_results_end_where_something_else_is_headed() {
    for more in ["**Results**", "**Highlights**", "**Milestones**", "Milestones:"] {
        let text = format!("**Key Results**\n\n- Two ovens\n\n{more}\n\n- One came in May\n");
        under(&format!("### Objective 1: Bake bread\n\n{text}"), &["Bake bread", "- Two ovens"]);
    }
    // What is no such heading is an objective of its own.
    under(
        "**Bake bread**\n\n**Key results:**\n\n- 2 ovens\n\n**Delight guests**\n\n- 40 guests\n",
        &["Bake bread", "- 2 ovens", "Delight guests", "- 40 guests"],
    );
    for head in ["**How will we know?**", "**Success looks like:**", "#### Indicators"] {
        under(
            &format!("### Bake bread\n\n{head}\n\n- Two ovens\n"),
            &["Bake bread", "- Two ovens"],
        );
    }
}

#[test]
fn groups_are_the_teams_that_they_name() {
    for group in ["Department: Sales", "Team: Sales", "Level 2: Sales", "Sales OKRs", "Sales Team"]
    {
        let holder = if group.ends_with("Team") { "Sales Team" } else { "Sales" };
        under(
            &format!("## {group}\n\n### Objective 1: Bake bread\n\n- Two ovens\n"),
            &[&format!("Bake bread @ {holder}"), "- Two ovens"],
        );
    }
    for (title, holder) in [
        ("Q3 2020 OKRs – Team Falcon", " @ Team Falcon"),
        ("OKRs – Q3 2020 – Growth squad", " @ Growth squad"),
        ("Team OKRs: Search & Discovery – Q3 2020", " @ Search & Discovery"),
        ("Team charter: Site Reliability, OKRs Q3 2020", ""),
        ("Engineering notes and OKRs Q3 2020", ""),
    ] {
        assert_read(
            &format!("# {title}\n\n## Objective 1: Bake bread\n\n- Two ovens\n"),
            &[&format!("Bake bread{holder}"), "- Two ovens"],
        );
    }
}

#[test]
fn measures_are_key_results_where_there_are_no_others() {
    under(
        "**Objective 1: Bake bread**\nMeasure: Two ovens by May\nMeasure: Sell at 4 markets\n\n\
         **Objective 2: Rest**\n\nKey results: (1) a day off; (2) no night shifts\n",
        &[
            "Bake bread",
            "- Two ovens by May",
            "- Sell at 4 markets",
            "Rest",
            "- a day off",
            "- no night shifts",
        ],
    );
    under(
        "**Objective 1: Bake bread.** KR1: Two ovens. KR2: Sell at 4 markets.\n",
        &["Bake bread.", "- Two ovens.", "- Sell at 4 markets."],
    );
    under(
        "## Objective 1: Bake bread\n\n- KR1: Two ovens\n  - Measure: ovens in use\n",
        &["Bake bread", "- Two ovens"],
    );
}

#[test]
fn codes_of_every_kind_are_read() {
    under(
        "1. O1: Bake bread\n2. O2: Rest\n\n## Key results\n\n### O1\n\n- KR1: Two ovens\n\n### \
         O2\n\n- KR1: A day off\n",
        &["Bake bread", "- Two ovens", "Rest", "- A day off"],
    );
    under(
        "**Objective 1: Bake bread**\n\na. Two ovens\nb. Sell at 4 markets\n\nA note.\n",
        &["Bake bread", "- Two ovens", "- Sell at 4 markets"],
    );
    under(
        "## Objective A – Bake bread\n\n- KR A1.1: Two ovens\n\n## Objective Two: Rest\n\n- KR1 = A \
         day off\n\n## How do we keep warm?\n\n- KR1: 3 stoves\n",
        &["Bake bread", "- Two ovens", "Rest", "- A day off", "How do we keep warm?", "- 3 stoves"],
    );
    under(
        "## Objective 1: Bake bread\n\n- 1.1 Run 300 km (done: 180 km)\n- 1.2 Read 10 books (4/10)\n",
        &[
            "Bake bread",
            "- Run 300 km => (done: 180 km) ~ done = 60 %",
            "- Read 10 books (4/10) = 40 %",
        ],
    );
    under(
        "| ID | Description | Start | Goal | Actual |\n|---|---|---|---|---|\n\
         | KR-1 | Shops that sell it | 10 | 20 | 15 |\n",
        &[],
    );
    under(
        "## Objective 1: Bake bread\n\n| ID | Description | Start | Goal | Actual |\n\
         |---|---|---|---|---|\n| KR-1 | Shops that sell it | 10 | 20 | 15 |\n",
        &["Bake bread", "- Shops that sell it => 15 = 50 %"],
    );
    under(
        "| Objective | Key results | Progress |\n|---|---|---|\n\
         | Bake bread | - Two ovens<br>- Sell at 4 markets | 1.0<br>0.5 |\n",
        &["Bake bread", "- Two ovens = 100 %", "- Sell at 4 markets = 50 %"],
    );
}

#[test]
fn states_and_scores_are_read_with_what_is_said_beside_them() {
    for (line, read) in [
        ("9 months of money — ✅ 10 months", "9 months of money => ✅ 10 months ~ done = 111 %"),
        ("Third depot — ❌ dropped", "Third depot => ❌ dropped ~ dropped"),
        ("Second depot — postponed to Q3", "Second depot => postponed to Q3 ~ behind"),
        (
            "Open two shops — **achieved** (in May)",
            "Open two shops => achieved (in May) ~ done = 100 %",
        ),
        ("Ten guests — exceeded", "Ten guests => exceeded ~ done = 100 %"),
        ("~~Drone pilot~~ _(stopped in May)_", "Drone pilot => (stopped in May) ~ dropped"),
        ("~~Load it fast~~ — removed", "Load it fast => removed ~ dropped"),
        ("Old code removed => Removed.", "Old code removed => Removed."),
        ("Rota. Result: done in April. Score: 0.7", "Rota. => done in April. ~ done = 70 %"),
        ("Ten talks (final: 4, score 0.4)", "Ten talks (final: 4, score 0.4) = 40 %"),
        ("Nine demos [0.4/1.0]", "Nine demos [0.4/1.0] = 40 %"),
        ("Win 50 shops (60%)", "Win 50 shops (60%) = 60 %"),
        ("Fifteen talks (60% done)", "Fifteen talks => (60% done) = 60 %"),
        ("`P0` - @ann - ✅ Ship the bread", "✅ Ship the bread @ @ann ~ done = 100 %"),
        ("Swim 20 km :white_check_mark:", "Swim 20 km ✅ ~ done = 100 %"),
        ("Rest a day [Owner: Ann] [Status: on track]", "Rest a day @ Ann ~ on-track"),
    ] {
        let text = format!("## Objective 1: Bake\n\n- KR1: {line}\n");
        under(&text, &["Bake", &format!("- {read}")]);
    }
}

/// Words that only look like progress, states, codes, teams or results.
#[test]
fn what_only_looks_like_it_is_left_alone() {
    for line in [
        "Increase retention after a month (35%)",
        "Grow B2B revenue in Q1 (15%)",
        "Support requests – resolved in 4h",
        "Keep deliveries on schedule — late at most 2%",
        "Tasks of the team (completed on time)",
        "Upgrade the database (16.2)",
    ] {
        under(&format!("## Objective 1: Bake\n\n- KR1: {line}\n"), &["Bake", &format!("- {line}")]);
    }
    under(
        "## Objective 1: Bake\n\n- Win 50 shops (60%)\n- Write 5 guides (40%)\n\n## Objective 2: \
         Grow\n\n- 1.1 million users\n- 1.2 million euros\n\n## Objective (Revenue): Sell\n\nMetrics: see \
         the dashboard; updated weekly\n\nA summary. KR1: on track. KR2: at risk.\n",
        &[
            "Bake",
            "- Win 50 shops (60%)",
            "- Write 5 guides (40%)",
            "Grow",
            "- 1.1 million users",
            "- 1.2 million euros",
            "Sell",
        ],
    );
    under(
        "## Objective 1: Bake\n\n| Key result | Start | Target | Final |\n|---|---|---|---|\n\
         | Shops | 0 | 10 | 8 |\n",
        &["Bake", "- Shops => 8 = 80 %"],
    );
    under(
        "- [Objective 1: Bake](#o1)\n  - KR1: Two ovens\n- [Objective 2: Sell](#o2)\n  - KR1: 4 \
         markets\n",
        &["Bake", "- Two ovens", "Sell", "- 4 markets"],
    );
    for title in
        ["Q3 2020 OKRs – approved by the leadership team", "OKRs Q3 2020: how our team works"]
    {
        assert_read(
            &format!("# {title}\n\n## Objective 1: Bake\n\n- Two ovens\n"),
            &["Bake", "- Two ovens"],
        );
    }
    for text in [
        "# OKRs 2020 – carried over from Q3\n\n",
        "# OKRs 2020\n\nSee our OKRs from Q1 2019 too.\n\n",
    ] {
        let text = format!("{text}## Objective 1: Bake\n\n- Two ovens\n");
        let site = Site::with([("content/okrs/plan.md", text.as_str())]);
        assert_eq!(
            site.outline("content/okrs/plan.md")["objectives"][0]["period"],
            "2020",
            "{text}"
        );
    }
    under(
        "## Time: Faster releases\n\n- 4 hours from merge to release\n- 2 releases a day\n",
        &["Faster releases @ Time", "- 4 hours from merge to release", "- 2 releases a day"],
    );
    let text = "# Roadmap\n\n## Now\n\n- Support mentions such as @user\n- Speak the protocol (1.3)\n\
                - **Live:** music\n- Bread (due 03/04/2026)\n\n## Release history\n\n- 1.0 (Jan 2020)\n\n\
                ## Later\n\n| Feature | Status |\n|---|---|\n| **Sign in** | Done |\n| **Dark** | |\n";
    let expected = [
        "Support mentions such as @user | - | - | ",
        "Speak the protocol (1.3) | - | - | ",
        "Live | - | - | ",
        "Bread (due 03/04/2026) | - | - | ",
        "Sign in | done | - | ",
        "Dark | - | - | ",
    ];
    assert_eq!(items(text), expected);
}

#[test]
fn the_period_is_read_from_wherever_the_top_of_a_document_tells_it() {
    for text in [
        "# Q3 OKRs - 2020\n\n",
        "# Bakery OKRs\n\nQ3 2020\n\n",
        "# Bakery OKRs\n\n_Q3 2020 (1 Jul – 30 Sep)_\n\n",
        "# Bakery OKRs\n\n**Timeframe:** 2020-07-01 → 2020-09-30\n\n",
        "# Bakery OKRs\n\nThese OKRs are set for **Q3 2020**.\n\n",
        "# OKRs, week 7 of 2020\n\nQuarter: 2020-Q3. Present: Ann.\n\n",
    ] {
        let site = Site::with([(
            "content/okrs/plan.md",
            format!("{text}## Objective 1: Bake\n\n- Two ovens\n").as_str(),
        )]);
        let outline = site.outline("content/okrs/plan.md");
        assert_eq!(outline["objectives"][0]["period"], "2020-q3", "{text}");
    }
}

/// Each item's title with its state, its last day and who holds it.
pub(crate) fn items(text: &str) -> Vec<String> {
    let site = Site::with([("content/roadmap.md", text)]);
    assert_eq!(site.run(&["build", "--today", TODAY]).code, 0, "{text}");
    let plan: Value = serde_json::from_str(&site.read("public/api/v1/plan.json")).unwrap();
    let one = |item: &Value| {
        let said = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let (state, due) = (said(&item["state"]["code"]), said(&item["due"]));
        let owners: Vec<String> = item["owners"].as_array().unwrap().iter().map(said).collect();
        [said(&item["title"]), state, due, owners.join("+")].join(" | ")
    };
    plan["items"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn plans_by_theme_are_plans() {
    assert_eq!(
        items(
            "# Roadmap\n\n## Core\n\n- ✅ Plugins\n- :construction: Reload\n\n## Docs\n\n- [x] \
             Handbook\n- [ ] Tutorial\n"
        ),
        ["Plugins", "Reload", "Handbook", "Tutorial"]
            .into_iter()
            .zip(["done", "in-progress", "done", "-"])
            .map(|(title, state)| format!("{title} | {state} | - | "))
            .collect::<Vec<_>>()
    );
    let text = "# Roadmap 2020\n\n## Done\n\n- Receipts (Nov ’19)\n- Sign-up, December 2019\n\n\
                ## Next\n\n- Valve (due 31/07/2020)\n- Login — @petra, ETA 2020-07-28\n\
                - **July 2020:** Launch\n- Cards – GA in December 2020\n- [ ] Sync @olaf\n\n\
                ## 3. Quartal\n\n- Karte\n\n## 進行中\n\n- ロゴ\n";
    let expected = [
        "Receipts | done | 2019-11-30 | ",
        "Sign-up | done | 2019-12-31 | ",
        "Valve | - | 2020-07-31 | ",
        "Login | - | 2020-07-28 | petra",
        "Launch | - | 2020-07-31 | ",
        "Cards | - | 2020-12-31 | ",
        "Sync | - | - | olaf",
        "Karte | - | 2020-09-30 | ",
        "ロゴ | - | - | ",
    ];
    assert_eq!(items(text), expected);
    let text = "# Roadmap\n\n| Feature | Status | Quarter |\n|---|---|---|\n| **Trips** | | |\n\
                | Delays | Shipped | Q1 2020 |\n\n## Collections\n\n### Catalogue\n\n\
                _In progress, due May 2020_\n\nAll of it.\n";
    let expected = ["Delays | done | 2020-03-31 | ", "Catalogue | in-progress | 2020-05-31 | "];
    assert_eq!(items(text), expected);
}

#[test]
fn a_table_that_sums_up_says_of_each_objective_what_it_has_more() {
    let table = "| Objective | Owner | Score |\n|---|---|---|\n| Bake bread | Ann | 0.7 |\n\
                 | Sell at markets | Bob | 0.4 |\n| **Average** | | 0.55 |\n";
    let told = "## Objective 1: Bake bread.\n\n- Two ovens\n\n\
                ## Objective 2: **Sell** at markets\n\n- 4 markets\n- A stall\n";
    let expected = [
        "Bake bread. @ Ann = 70 %",
        "- Two ovens",
        "Sell at markets @ Bob = 40 %",
        "- 4 markets",
        "- A stall",
    ];
    under(&format!("{table}\n{told}"), &expected);
    under(&format!("{told}\n## Summary\n\n{table}"), &expected);
    let both = "| Objective | Key result | Score |\n|---|---|---|\n| Bake bread | Two ovens | 0.7 |\n\
                | Sell at markets | 4 markets | 0.4 |\n| | A stall | 0.2 |\n";
    let expected = [
        "Bake bread.",
        "- Two ovens = 70 %",
        "Sell at markets",
        "- 4 markets = 40 %",
        "- A stall = 20 %",
    ];
    under(&format!("{both}\n{told}"), &expected);
}

#[test]
fn a_table_that_says_more_than_what_follows_is_read() {
    let table = "| Objective | Key result |\n|---|---|\n| Bake bread | Two ovens |\n| Sell at markets | 4 markets |\n";
    let expected = ["Bake bread", "- Two ovens", "Sell at markets", "- 4 markets"];
    // Their own pages have nothing but words.
    under(
        &format!("{table}\n## Bake bread\n\nWe love it.\n\n## Sell at markets\n\nSo do they.\n"),
        &expected,
    );
}

#[test]
fn a_table_of_properties_says_whose_and_when() {
    let told = "\n## Objective 1: Bake bread\n\n- Two ovens\n";
    for table in [
        "| Owner | Ann Lee |\n|---|---|\n| Quarter | Q3 2020 |\n| Status | Draft |\n",
        "| | |\n|---|---|\n| **Owner:** | Ann Lee |\n| **Time frame:** | July – September 2020 |\n",
        "| Field | Value |\n|---|---|\n| Quarter | 2020-Q3 |\n| Lead | Ann Lee |\n| Notes | |\n",
        "| Owner | Quarter | Status |\n|---|---|---|\n| Ann Lee | Q3 2020 | Draft |\n",
    ] {
        let text = format!("# OKRs\n\n{table}{told}");
        let site = Site::with([("content/okrs/plan.md", &*text)]);
        let outline = site.outline("content/okrs/plan.md");
        assert_eq!(outline["objectives"][0]["period"], "2020-q3", "{text}");
        assert_read(&text, &["Bake bread @ Ann Lee", "- Two ovens"]);
    }
    // It has objectives of its own.
    let table = "| Owner | Quarter | Objective | Key result |\n|---|---|---|---|\n\
                 | Ann Lee | Q3 2020 | Bake bread | Two ovens |\n";
    assert_read(&format!("# OKRs\n\n{table}"), &["Bake bread @ Ann Lee", "- Two ovens"]);
}

#[test]
fn of_several_scores_the_final_one_counts() {
    for (head, row) in [
        ("Expected score | Actual score", "0.9 | 0.6"),
        ("Mid-quarter score | Final score", "0.4 | 0.6"),
        ("Target score | Score", "0.7 | 0.6"),
        ("Q2 score | Q3 score", "0.3 | 0.6"),
        ("Progress | Score", "72% | 0.6"),
        ("Score | % complete", "0.6 | 72"),
    ] {
        let table = format!("| KR | {head} |\n|---|---|---|\n| Two ovens | {row} |\n");
        under(
            &format!("## Objective 1: Bake bread\n\n{table}"),
            &["Bake bread", "- Two ovens = 60 %"],
        );
    }
    under(
        "## Objective 1: Bake bread\n\n- KR1: Two ovens\n  - Mid-quarter score: 0.3\n  - Final \
         score: 0.6\n",
        &["Bake bread", "- Two ovens = 60 %"],
    );
}

#[test]
fn lines_below_key_results_tell_where_they_are() {
    for (lines, expected) in [
        ("  - Achieved: 400\n", "- Reach 500 trials = 80 %"),
        ("  - Final: 400\n", "- Reach 500 trials => 400 = 80 %"),
        ("  - Q3 result: 400\n", "- Reach 500 trials => 400 = 80 %"),
        ("  - Start: 100\n  - Goal: 500\n  - Now: 400\n", "- Reach 500 trials = 75 %"),
        (
            "  - Score: 0.7. We ran out of flour.\n",
            "- Reach 500 trials => 0.7. We ran out of flour. = 70 %",
        ),
        ("  - Status: done (12 March)\n", "- Reach 500 trials => done (12 March) ~ done = 100 %"),
    ] {
        let text = format!("- Reach 500 trials\n{lines}- Sign 20 guests\n- Hire 2 bakers\n");
        let expected = ["Bake bread", expected, "- Sign 20 guests", "- Hire 2 bakers"];
        under(&format!("## Objective 1: Bake bread\n\n{text}"), &expected);
    }
}

#[test]
fn the_number_that_a_promise_came_to_may_stand_behind_any_sign() {
    for (line, expected) in [
        ("Sign 25 guests – 20 signed", "- Sign 25 guests => 20 signed = 80 %"),
        ("Raise $2M – $1.2M", "- Raise $2M => $1.2M = 60 %"),
        ("Close 50 tickets: 40", "- Close 50 tickets => 40 = 80 %"),
        ("Migrate 40 shops. Migrated 30.", "- Migrate 40 shops. => Migrated 30. = 75 %"),
        ("Sell 500 loaves a day (actual: 400)", "- Sell 500 loaves a day => (actual: 400) = 80 %"),
        ("Crust from 61% to 81%: 71%", "- Crust from 61% to 81%: 71% = 50 %"),
        ("Hire 5 people: 3 bakers, 2 cooks", "- Hire 5 people: 3 bakers, 2 cooks"),
        ("Guests within 800 m: 71% (2025) to 78%", "- Guests within 800 m: 71% (2025) to 78%"),
        ("Win 50 shops (now: 7)", "- Win 50 shops (now: 7)"),
        ("Open 3 shops. Weight: 0.3", "- Open 3 shops. Weight: 0.3"),
        ("Sell 600 loaves: 420 (last year)", "- Sell 600 loaves: 420 (last year)"),
        ("Sell 600 loaves – 2025: 420", "- Sell 600 loaves – 2025: 420"),
        ("Bake 40 pies. Baked 31 in 2025.", "- Bake 40 pies. Baked 31 in 2025."),
        ("Walk 100 km – 10:30", "- Walk 100 km – 10:30"),
        ("Serve 200 meals – €4", "- Serve 200 meals – €4"),
        ("Publish 4 reports – 2026", "- Publish 4 reports – 2026"),
        ("Build 4 ovens – 2.0", "- Build 4 ovens – 2.0"),
        ("No. 1 in the market: 3", "- No. 1 in the market: 3"),
        ("Get 3 of 5 stars: 4", "- Get 3 of 5 stars: 4"),
        ("Hold 6 talks: 45", "- Hold 6 talks: 45"),
        ("Improve the rating: from 4.0 to 4.5", "- Improve the rating: from 4.0 to 4.5"),
    ] {
        let text = format!("## Objective 1: Bake bread\n\n- {line}\n- Two ovens\n");
        under(&text, &["Bake bread", expected, "- Two ovens"]);
    }
}
