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
