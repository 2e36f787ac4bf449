//! What belongs to what where nothing but the order of lines says it: fields below a key result,
//! words below a heading, lists below an objective, and headings that are no objectives.

use crate::tables::assert_read;

#[test]
fn fields_below_a_key_result_are_its_own() {
    let expected = [
        "Bake bread",
        "- Loaves burnt from 9% to 2% @ Ann = 50 %",
        "- Two new kinds of bread @ Ben ~ on-track",
    ];
    for text in [
        "KR1: Loaves burnt from 9% to 2%\nOwner: Ann\nScore: 0.5\n\n\
         KR2: Two new kinds of bread\nOwner: Ben\nStatus: on track\n",
        "KR1: Loaves burnt from 9% to 2% \\\nOwner: Ann \\\nScore: 0.5 \\\n\
         KR2: Two new kinds of bread \\\nOwner: Ben \\\nStatus: on track\n",
        "**Key Result 1:** Loaves burnt from 9% to 2%\n*Owner:* Ann\n*Score:* 0.5\n\n\
         **Key Result 2:** Two new kinds of bread\n*Owner:* Ben\n*Status:* on track\n",
        "KR1: Loaves burnt from 9% to 2%\n\nOwner: Ann\n\nScore: 0.5\n\n\
         KR2: Two new kinds of bread\n\nOwner: Ben\n\nStatus: on track\n",
    ] {
        assert_read(&format!("# OKRs\n\n## Objective 1: Bake bread\n\n{text}"), &expected);
        assert_read(&format!("# OKRs\n\nObjective 1: Bake bread\n\n{text}"), &expected);
        assert_read(&format!("# OKRs\n\n**Objective 1: Bake bread**\n\n{text}"), &expected);
    }
}

#[test]
fn fields_after_the_last_of_several_key_results_are_the_objectives() {
    let expected = ["Bake bread @ Ann = 50 %", "- Loaves burnt: 2%", "- Two new kinds"];
    for text in [
        "KR1: Loaves burnt: 2%\nKR2: Two new kinds\nOwner: Ann\nScore: 0.5\n",
        "KR1: Loaves burnt: 2%\n\nKR2: Two new kinds\n\nOwner: Ann\n\nScore: 0.5\n",
    ] {
        assert_read(&format!("# OKRs\n\n## Objective 1: Bake bread\n\n{text}"), &expected);
    }
    assert_read(
        "# OKRs\n\n## Objective 1: Bake bread\n\nKR1: A new oven\n=> Ordered.\n\n\
         KR2: A new kind\n=> Not begun.\n\nOverall score: 0.5\n",
        &[
            "Bake bread = 50 %",
            "- A new oven => Ordered.",
            "- A new kind => Not begun. ~ not-done = 0 %",
        ],
    );
}

#[test]
fn a_heading_that_is_all_label_has_its_words_below_it() {
    for words in [
        "Bake bread\n",
        "**Bake bread**\n",
        "> Bake bread\n",
        "Owner: Ann\n\n**Bake bread**\n",
        "*Bake bread*\nOwner: Ann\n",
    ] {
        let owner = if words.contains("Ann") { "Bake bread @ Ann" } else { "Bake bread" };
        assert_read(
            &format!(
                "# OKRs\n\n## Objective 1\n\n{words}\n### Key Result 1\n\nTwo new kinds\n\n\
                 Score: 0.5\n\n### Key Result 2\n\n**A new oven** => Ordered.\n\nOwner: Ben\n"
            ),
            &[owner, "- Two new kinds = 50 %", "- A new oven @ Ben => Ordered."],
        );
        assert_read(
            &format!("# OKRs\n\n## Objective 1\n{words}\n- Two new kinds\n- Loaves burnt: 2%\n"),
            &[owner, "- Two new kinds", "- Loaves burnt: 2%"],
        );
    }
}

#[test]
fn facts_above_labelled_objectives_are_no_objectives() {
    assert_read(
        "# OKRs\n\n- **Product lead:** Mona\n- **Chat:** #bakery\n- **Written:** 14 August 2023\n\n\
         ## Objective 1: Bake bread\n\n- Two new kinds\n\n\
         ## Objective 2: Sell cake\n\n- Three shops\n",
        &["Bake bread", "- Two new kinds", "Sell cake", "- Three shops"],
    );
}

#[test]
fn headings_over_something_else_are_no_objectives() {
    for heading in [
        "Highlights",
        "Key dates",
        "Weekly status",
        "Lessons learned from Q1",
        "Looking back",
        "Not doing this quarter",
        "Further reading",
        "Feedback",
        "Budget",
        "Capacity",
        "Rückblick",
        "Liens utiles",
        "Lecciones aprendidas",
        "Start / Stop / Continue",
        "Agenda",
        "Calendar",
        "Dates",
        "Legende",
        "Ressources",
        "Review of last quarter",
        "Where we are",
        "Zeitplan",
    ] {
        assert_read(
            &format!(
                "# OKRs\n\n## Bake bread that lasts a week\n\n- Offer 2 more kinds of bread\n- Loaves burnt: 2%\n\n\
                 ## Sell cake in every street\n\n- Open 3 shops by the river\n- Sell from 2 carts\n\n\
                 ## {heading}\n\n- The mill was closed\n- Flour has become dear\n"
            ),
            &[
                "Bake bread that lasts a week",
                "- Offer 2 more kinds of bread",
                "- Loaves burnt: 2%",
                "Sell cake in every street",
                "- Open 3 shops by the river",
                "- Sell from 2 carts",
            ],
        );
    }
}

#[test]
fn a_short_heading_over_what_is_measured_is_an_objective() {
    assert_read(
        "# OKRs\n\n## Bake bread that lasts a week\n\n- Offer 2 more kinds of bread\n- Loaves burnt: 2%\n\n\
         ## Sell cake in every street\n\n- Open 3 shops by the river\n\n## Apprentices\n\n- Hire 3 of them\n",
        &[
            "Bake bread that lasts a week",
            "- Offer 2 more kinds of bread",
            "- Loaves burnt: 2%",
            "Sell cake in every street",
            "- Open 3 shops by the river",
            "Apprentices",
            "- Hire 3 of them",
        ],
    );
}

#[test]
fn words_over_lists_of_what_is_measured_are_objectives() {
    let expected =
        ["Growth", "- 40 more streets", "- Loaves burnt below 2%", "Kitchen", "- Hire 3 bakers"];
    for [open, close, indent] in
        [["## ", "\n", ""], ["**", "**\n", ""], ["- ", "", "  "], ["### ", "\n", ""]]
    {
        assert_read(
            &format!(
                "# OKRs Q2 2025\n\n{open}Growth{close}\n{indent}- 40 more streets\n\
                 {indent}- Loaves burnt below 2%\n\n{open}Kitchen{close}\n{indent}- Hire 3 bakers\n"
            ),
            &expected,
        );
    }
    // Teams over objectives, with key results below those, are none.
    assert_read(
        "# OKRs Q2 2025\n\n## Kitchen\n\n1. Bake 3 kinds\n   - 9 ovens\n2. Win 2 towns\n   - 12 shops\n",
        &["Bake 3 kinds @ Kitchen", "- 9 ovens", "Win 2 towns @ Kitchen", "- 12 shops"],
    );
    // Lists that measure little, and headings beside labelled objectives, hold none.
    assert_read("# OKRs Q2 2025\n\n## Growth\n\n- More streets\n- 2 carts\n", &[]);
    assert_read(
        "# OKRs Q2 2025\n\n## Objective 1: Bake bread\n\n- KR: 9 kinds\n\n\
         ## Hiring\n\n- 2 bakers\n- 1 miller\n",
        &["Bake bread", "- 9 kinds"],
    );
}

#[test]
fn lists_of_work_below_an_objective_are_no_key_results() {
    for words in ["What we will do:", "Work to do:", "Epics:", "Action plan:", "And in the yard:"] {
        assert_read(
            &format!(
                "# OKRs\n\n## Objective 1: Bake bread\n\nKey results:\n\n- Offer 2 more kinds of bread\n\n\
                 {words}\n\n- Buy an oven\n- Sweep the yard\n\nStretch:\n\n- A third kind\n"
            ),
            &["Bake bread", "- Offer 2 more kinds of bread", "- A third kind"],
        );
    }
    assert_read(
        "# OKRs\n\n## Objective 1: Bake bread\n\n- Offer 2 more kinds of bread\n- Burn 1% of all loaves\n- Bake for 9 schools\n\
         - Effort: 3 weeks\n\
         - Stakeholders: mill, shop\n- Contributors: Ann, Ben\n- Budget: 20k\n",
        &[
            "Bake bread",
            "- Offer 2 more kinds of bread",
            "- Burn 1% of all loaves",
            "- Bake for 9 schools",
        ],
    );
}

#[test]
fn boxes_below_an_objective_are_key_results_however_short() {
    assert_read(
        "# Goals of the bakery\n\n1. **Bake the new bread**\n   - [x] Recipe agreed\n\
         \x20  - [ ] Signs\n2. **Sell more cake**\n   - [ ] Cart\n   - [ ] Two more shops\n",
        &[
            "Bake the new bread",
            "- Recipe agreed ~ done = 100 %",
            "- Signs",
            "Sell more cake",
            "- Cart",
            "- Two more shops",
        ],
    );
}

#[test]
fn levels_of_key_results_and_labels_of_more_languages_are_read() {
    assert_read(
        "# OKRs 2024\n\n## CO1: Bake bread\n\n- CKR1: 9 kinds\n- CKR2: 3 shops\n\n\
         ## TO1: Sell cake\n\n- TKR 1: 2 carts\n",
        &["CO1: Bake bread", "- 9 kinds", "- 3 shops", "TO1: Sell cake", "- 2 carts"],
    );
    assert_read(
        "# OKRs Q2 2025\n\n## Doel 1: Brood bakken\n\nTrekker: Ann\n\n\
         1. Kernresultaat: Verloop van 30% naar 15% (nu 24%)\n\
         2. Kernresultaat: 12 scholen – 3/12\n",
        &[
            "Brood bakken @ Ann",
            "- Verloop van 30% naar 15% (nu 24%) = 40 %",
            "- 12 scholen => 3/12 = 25 %",
        ],
    );
    // What is numbered otherwise is no label.
    assert_read(
        "# OKRs\n\n## Objective 1: Breathe\n\n- CO2: 4 ppm\n",
        &["Breathe", "- CO2: 4 ppm"],
    );
}

#[test]
fn what_is_folded_away_under_bold_words_is_read() {
    for summary in ["O1: Bake bread", "<b>O1: Bake bread</b>", "<h3><b>O1: Bake bread</b></h3>"] {
        assert_read(
            &format!(
                "# OKRs\n\n<details>\n<summary>{summary}</summary>\n\n- KR1: 9 kinds\n\n</details>\n"
            ),
            &["Bake bread", "- 9 kinds"],
        );
    }
}

#[test]
fn what_heads_the_list_below_an_objective_is_no_part_of_it() {
    for head in ["How we'll know:", "What success looks like:", "Woran wir es merken:"] {
        assert_read(
            &format!(
                "# Goals\n\nGoal: Bake bread\n{head}\n* Loaves burnt below 2%\n* Two new kinds\n"
            ),
            &["Bake bread", "- Loaves burnt below 2%", "- Two new kinds"],
        );
    }
}

#[test]
fn folded_objectives_are_read_whatever_their_words_look_like() {
    for words in [
        "<b>Objective 1 – Bake bread</b> (Owner: Ann)",
        "<strong>O1:</strong> Bake <em>bread</em> (Owner: Ann)",
        "O1: Bake bread (Owner: Ann)",
    ] {
        assert_read(
            &format!(
                "# OKRs\n\n<details open><summary>{words}</summary>\n\n\
                 - [x] **KR1** Two new kinds\n- **KR2** Loaves burnt from 9% to 2% — *at 5%*\n\n\
                 </details>\n"
            ),
            &[
                "Bake bread @ Ann",
                "- Two new kinds ~ done = 100 %",
                "- Loaves burnt from 9% to 2% => at 5% = 57 %",
            ],
        );
    }
}

#[test]
fn numbered_results_are_key_results_and_others_what_came_of_them() {
    for label in ["Result", "Ergebnis", "Résultat", "Resultado"] {
        assert_read(
            &format!(
                "# OKRs\n\n## Objective: Bake bread\n\n- {label} 1: Two kinds\n- {label} 2: An oven\n"
            ),
            &["Bake bread", "- Two kinds", "- An oven"],
        );
    }
    assert_read(
        "# OKRs\n\n## Objective: Bake bread\n\n- KR1: Two new kinds\n  - Result: one of two\n",
        &["Bake bread", "- Two new kinds => one of two"],
    );
}

#[test]
fn progress_that_is_no_share_is_the_metric() {
    let objective = "# OKRs\n\n## Objective: Bake bread\n\n";
    assert_read(
        &format!(
            "{objective}- Price from $3.10 to $2.20. _Progress: $2.65_\n\
             - Guests give 4.5/5. _Progress: 4.1_\n- Two new kinds. Progress: 0.5\n\
             - Wait below 2 min (was 9 min, now 4 min)\n"
        ),
        &[
            "Bake bread",
            "- Price from $3.10 to $2.20. => $2.65 = 50 %",
            "- Guests give 4.5/5. Progress: 4.1",
            "- Two new kinds. = 50 %",
            "- Wait below 2 min (was 9 min, now 4 min) = 71 %",
        ],
    );
}

#[test]
fn bullets_below_a_labelled_line_are_notes_on_it() {
    assert_read(
        "# OKRs\n\nObjective 1: Bake bread\nKR1: Two kinds\n• by May\n• with Ann\nKR2: An oven\n• by June\n",
        &["Bake bread", "- Two kinds", "- An oven"],
    );
    assert_read(
        "# OKRs\n\n**Objective 1: Bake**\n• Two kinds\n**Objective 2: Sell**\n• Six loaves\n\
         Initiatives:\n• Buy flour\n",
        &["Bake", "- Two kinds", "Sell", "- Six loaves"],
    );
    assert_read(
        "# OKRs\n\n• Objective 1: Bake\n    • Two kinds\n• Objective 2: Sell\n    • Six loaves\n",
        &["Bake", "- Two kinds", "Sell", "- Six loaves"],
    );
}

#[test]
fn who_holds_something_is_not_cut_out_of_other_words() {
    assert_read(
        "# OKRs\n\n## Objective: Bake\n\n- Ship it (Tech-Lead: Ann Lee)\n- Ship (by May, DRI Ann)\n\
         - Raise stars from 3.9 to 4.5\n  - Progress: 4.2\n- Fees from $2M to $3M ($1M)\n\
         - Win 3 shops. Score: 1.2\n",
        &[
            "Bake",
            "- Ship it (Tech-Lead: Ann Lee)",
            "- Ship (by May, DRI Ann)",
            "- Raise stars from 3.9 to 4.5 => 4.2 = 50 %",
            "- Fees from $2M to $3M ($1M)",
            "- Win 3 shops. = 120 %",
        ],
    );
}
