//! Forms of documents that a careful reader understands at once: objectives as headings of the first
//! level, examples, what stands beside key results, sections with holders of their own.

use crate::tables::assert_read;

/// What an objective's text is read as below a heading that announces OKRs.
fn under(text: &str, expected: &[&str]) {
    assert_read(&format!("# OKRs Q3 2020\n\n{text}"), expected);
}

#[test]
fn objectives_may_be_headings_of_the_first_level() {
    let expected = ["Bake bread", "- KR1: Two ovens", "Rest", "- KR1: A day off"];
    let expected = expected.map(|line| line.replace("KR1: ", ""));
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    assert_read(
        "# Objective 1: Bake bread\n\n- KR1: Two ovens\n\n# Objective 2: Rest\n\n- KR1: A day off\n",
        &expected,
    );
    // Over labelled objectives it is the title.
    assert_read(
        "# Objective 1: Feed the town\n\n## Objective 1.1: Bake bread\n\n- KR1: Two ovens\n",
        &["Bake bread", "- Two ovens"],
    );
}

#[test]
fn objectives_are_counted_with_their_key_results() {
    for label in ["OKR 1:", "OKR #1 –", "OKR 1 -"] {
        under(
            &format!("## {label} Bake bread\n\n- Two ovens\n- 4 markets\n"),
            &["Bake bread", "- Two ovens", "- 4 markets"],
        );
    }
    under(
        "## OKR 1: A better town\n\n### Objective: Bake bread\n\n- KR1: Two ovens\n",
        &["Bake bread", "- Two ovens"],
    );
    under(
        "## Objective 1: Bake bread\n\n- OKR 2020: two ovens\n- OKR-7: Sell 4\n",
        &["Bake bread", "- OKR 2020: two ovens", "- Sell 4"],
    );
}

#[test]
fn a_heading_over_labelled_lines_is_their_objective() {
    under(
        "## Bake bread\n\nKR 1.1: Two ovens\n\nKR 1.2: 4 markets\n\n## Rest\n\nKR 2.1: A day off\n",
        &["Bake bread", "- Two ovens", "- 4 markets", "Rest", "- A day off"],
    );
    under(
        "## Annual objective (2020): Bake bread\n\n- KR: Two ovens\n",
        &["Bake bread", "- Two ovens"],
    );
}

#[test]
fn what_stands_beside_labelled_key_results_is_none() {
    for beside in ["Initiative", "Health metric", "Project 2", "Activity", "Action", "Example KR"] {
        let text = format!("- KR1: Two ovens\n- {beside}: buy a mill for 2020\n");
        under(&format!("## Objective 1: Bake bread\n\n{text}"), &["Bake bread", "- Two ovens"]);
    }
    // Among items without labels it may be one.
    under(
        "## Objective 1: Bake bread\n\n- Two ovens\n- Project: buy 2 mills\n",
        &["Bake bread", "- Two ovens", "- Project: buy 2 mills"],
    );
}

#[test]
fn examples_and_remarks_on_objectives_are_no_objectives() {
    let objective = "## Objective 1: Bake bread\n\n- KR1: Two ovens\n";
    for more in [
        "*Example objective: Climb Everest.*\n\nExample KR: \"Reach base camp\"\n",
        "Example:\n\n> Objective: Climb Everest\n>\n> - KR1: Reach base camp\n",
        "For example:\n\n- Objective: Climb Everest\n  - KR1: Reach base camp\n",
        "- O1 on track\n- O2: KR2 behind; Ann looks at it\n",
    ] {
        under(&format!("{more}\n{objective}"), &["Bake bread", "- Two ovens"]);
    }
    under("## O1: Set an example\n\n- KR1: Two ovens\n", &["Set an example", "- Two ovens"]);
    under("> Objective: Bake bread\n>\n> - KR1: Two ovens\n", &["Bake bread", "- Two ovens"]);
    under("## O1: Open\n\n- KR1: Two ovens\n", &["Open", "- Two ovens"]);
}

#[test]
fn sections_say_who_holds_what_stands_in_them() {
    assert_read(
        "# Bread OKRs Q3 2020\n\nTeam: Bread\n\n## O1: Bake\n\n- KR1: Two ovens\n\n\
         # Cake OKRs Q3 2020\n\nTeam: Cake\n\n## O2: Rest\n\n- KR1: A day off\n",
        &["Bake @ Bread", "- Two ovens", "Rest @ Cake", "- A day off"],
    );
    assert_read(
        "# OKRs Q3 2020\n\n**Equipo:** Soporte\n**Responsable:** Lucía\n\n## Objetivo 1: Ser \
         rápidos\n\n- KR1: Dos hornos\n",
        &["Ser rápidos @ Lucía, Soporte", "- Dos hornos"],
    );
    for (title, holder) in [
        ("Payments team: Q3 2020", " @ Payments team"),
        ("Q3 2020 – Payments team", " @ Payments team"),
        ("Team charter: Payments", " @ Payments"),
        ("Company all-hands: goals Q3 2020", ""),
        ("Marketing plan: Q3 2020", ""),
        ("Team retrospective: Q3 2020", ""),
    ] {
        assert_read(
            &format!("# {title}\n\n**O1: Bake**\n\n- KR1: Two ovens\n"),
            &[&format!("Bake{holder}"), "- Two ovens"],
        );
    }
}

#[test]
fn who_holds_something_is_told_from_what_is_said_beside() {
    under(
        "## O1: Bake\n\n1. Hire two bakers — Owner: Cy\n2. Sell bread – Owner: Ed\n",
        &["Bake", "- Hire two bakers @ Cy", "- Sell bread @ Ed"],
    );
    under(
        "## O1: Bake\n\n*Lead: Oven team. Partners: Mill, Farm.*\n\n- KR1: Two ovens\n",
        &["Bake @ Oven team", "- Two ovens"],
    );
    under(
        "## O1: Bake\n\n- KR1: CSAT 95% @cy\n- KR2: Talk with @ed\n",
        &["Bake", "- CSAT 95% @ @cy", "- Talk with @ed"],
    );
    under(
        "## O1: Bake — Head of Bread: @ann\n\n- KR1: Two ovens\n",
        &["Bake @ @ann", "- Two ovens"],
    );
}

#[test]
fn key_results_find_their_objectives_by_number() {
    let expected = ["Bake bread", "- Two ovens", "Rest", "- A day off"];
    for text in [
        "## Objectives\n\n- O1: Bake bread\n- O2: Rest\n\n## Key results\n\n- KR1.1: Two ovens\n- \
         KR2.1: A day off\n",
        "| ID | Objective |\n|---|---|\n| O1 | Bake bread |\n| O2 | Rest |\n\n| ID | Key result | \
         Objective |\n|---|---|---|\n| KR1 | Two ovens | O1 |\n| KR2 | A day off | O2 |\n",
    ] {
        under(text, &expected);
    }
    under(
        "## Objectives\n\n- O1: Bake bread\n- O2: Rest\n\n## Key results\n\n### O1\n\n- KR1: Two \
         ovens\n\n### O2\n\n- KR1: A day off\n",
        &expected,
    );
    // What has no objective of its number is nobody's.
    under(
        "## Objectives\n\n- O1: Bake bread\n\n## Key results\n\n- KR1.1: Two ovens\n- KR3.1: x\n",
        &["Bake bread"],
    );
}

#[test]
fn cells_may_say_what_a_row_is_and_what_stands_above_it() {
    let expected = ["Bake bread @ Ann", "- Two ovens @ Bo", "Rest @ Cy", "- A day off @ Di"];
    for text in [
        "| Name | Type | Parent | Owner |\n|---|---|---|---|\n| Bake bread | Objective | | Ann |\n| \
         Rest | Objective | | Cy |\n| A day off | Key Result | Rest | Di |\n| Two ovens | Key \
         Result | Bake bread | Bo |\n| Buy flour | Initiative | Bake bread | Bo |\n",
        "| Title | Level | Owner |\n|---|---|---|\n| Bake bread | Objective | Ann |\n| Two ovens | \
         KR | Bo |\n| Rest | Objective | Cy |\n| A day off | KR | Di |\n",
    ] {
        under(text, &expected);
    }
    for sign in ["↳", "〃", "\"", "ditto", ""] {
        under(
            &format!(
                "| Objective | Key result |\n|---|---|\n| Bake bread | Two ovens |\n| {sign} | 4 \
                 markets |\n"
            ),
            &["Bake bread", "- Two ovens", "- 4 markets"],
        );
    }
}

#[test]
fn letters_before_lines_count_key_results_and_grades_do_not() {
    under(
        "1. Bake bread\n   a) Two ovens\n   b) 4 markets\n2. Rest\n   a) A day off\n   b) No night shifts\n",
        &["Bake bread", "- Two ovens", "- 4 markets", "Rest", "- A day off", "- No night shifts"],
    );
    // Under an objective they say more of its key results.
    under(
        "## O1: Bake bread\n\n1. Two ovens\n   a) buy\n   b) install\n2. 4 markets\n",
        &["Bake bread", "- Two ovens", "- 4 markets"],
    );
    under(
        "## O1. Bake bread\n\n   a. KR: Two ovens\n   b. KR: 4 markets\n\n### How we grade\n\n0.0 \
         nothing done, 0.3 started, 1.0 all.\n",
        &["Bake bread", "- Two ovens", "- 4 markets"],
    );
}

#[test]
fn heads_of_tables_may_be_objectives_or_nothing() {
    let expected = ["Bake bread", "- Two ovens @ Ann = 50 %"];
    for text in [
        "| **Objective 1: Bake bread** | | |\n|---|---|---|\n| **Key Result** | **Owner** | \
         **Score** |\n| Two ovens | Ann | 0.5 |\n",
        "| **Bake bread** | Owner | Score |\n|---|---|---|\n| Two ovens | Ann | 0.5 |\n",
        "|  | Objective / Key result | Owner | Score |\n|---|---|---|---|\n| 1 | Bake bread | | |\n| \
         1.1 | Two ovens | Ann | 0.5 |\n",
    ] {
        under(text, &expected);
    }
    // Bold heads of all columns are heads, and so is one of a single word.
    for head in
        ["| **Bake bread** | **Owner** |", "| **Milestone** | Owner |", "| Bake bread | Owner |"]
    {
        under(&format!("{head}\n|---|---|\n| Two ovens | Ann |\n"), &[]);
    }
}

#[test]
fn a_column_may_tell_the_quarter() {
    let site = crate::support::Site::with([(
        "content/okrs/plan.md",
        "# OKRs\n\n| Objective | Key result | Quarter |\n|---|---|---|\n| Bake | Two ovens | Q1 2024 \
         |\n| Rest | A day off | Q2 2024 |\n| | No shifts | Q3 2024 |\n",
    )]);
    let outline = site.outline("content/okrs/plan.md");
    let objectives = outline["objectives"].as_array().expect("a list");
    assert_eq!(objectives[0]["period"], "2024-q1");
    // What is for two quarters is for neither.
    assert!(objectives[1]["period"].is_null(), "{}", objectives[1]);
}

#[test]
fn names_in_brackets_hold_what_they_stand_at_where_they_are_known() {
    under(
        "## O1: Bake bread\n\nOwner: Ann\n\n- KR1: Two ovens (Ann)\n- KR2 (Ann): 4 markets\n- KR3: 3 \
         shops [Ann, Bo]\n- KR4: Less waste (web)\n- KR5: A mill\n  - Owner: Bo\n",
        &[
            "Bake bread @ Ann",
            "- Two ovens @ Ann",
            "- 4 markets @ Ann",
            "- 3 shops @ Ann, Bo",
            "- Less waste (web)",
            "- A mill @ Bo",
        ],
    );
    under(
        "## O1: Bake bread\n\n- KR1: Two ovens (Berlin)\n- KR2: 4 markets (Paris)\n",
        &["Bake bread", "- Two ovens (Berlin)", "- 4 markets (Paris)"],
    );
}
