//! Who holds an objective or a key result, and what only looks like a name.

use serde_json::Value;

use crate::support::Site;

/// What is read of a document: each objective and key result with its marks and owners.
fn read(text: &str) -> Vec<String> {
    let site = Site::with([("content/okrs/2024-q4.md", text)]);
    let outline = site.outline("content/okrs/2024-q4.md");
    let mut all = Vec::new();
    for objective in outline["objectives"].as_array().unwrap() {
        all.push(shown(objective, "title"));
        for key_result in objective["key_results"].as_array().unwrap() {
            all.push(format!("- {}", shown(key_result, "text")));
        }
    }
    all
}

fn shown(item: &Value, words: &str) -> String {
    let owners = item["owners"].as_array().unwrap().iter().filter_map(Value::as_str);
    let owners: Vec<&str> = owners.collect();
    let words = item[words].as_str().unwrap();
    if owners.is_empty() { words.to_owned() } else { format!("{words} @ {}", owners.join(", ")) }
}

#[test]
fn keys_of_issues_name_nobody_and_decide_nothing() {
    let expected = ["Cut the spend", "- Reduce idle hours from 40% to 15%", "- Move 12 services"];
    assert_eq!(
        read(
            "# OKRs\n\n## OKR-7: Cut the spend\n- OKR-8: Reduce idle hours from 40% to 15%\n\
             - [OKR-9] Move 12 services\n"
        ),
        expected
    );
    assert_eq!(
        read(
            "# OKRs\n\n1. **PROJ-7 – Cut the spend**\n   - PROJ-8: KR1: Reduce idle hours from \
             40% to 15%\n   - PROJ-9 KR2: Move 12 services\n"
        ),
        expected
    );
    // A key that leads to its issue stays a link in the words.
    assert_eq!(
        read(
            "# OKRs\n\n## [OKR-7](https://x.test/7): Cut it\n- [OKR-8](https://x.test/8): Move 2\n"
        ),
        ["OKR-7: Cut it", "- OKR-8: Move 2"]
    );
    let text = "# OKRs\n\n## OKR-7: Cut the spend\n- Move 12 services\n";
    let pages = Site::with([("content/okrs/2024-q4.md", text)]).build();
    let plan: Value = serde_json::from_str(pages.text("api/v1/plan.json")).unwrap();
    assert_eq!(plan["objectives"][0]["labels"], serde_json::json!(["OKR-7"]));
}

#[test]
fn headings_that_arrange_name_nobody() {
    for heading in [
        "Ideas for later",
        "Backlog",
        "Carried over from Q2",
        "Carry-over",
        "Pillar: Trust",
        "Theme 2: Trust",
        "Autumn 2024",
    ] {
        let text = format!("# OKRs\n\n## {heading}\n\n### Objective: Dream\n\n- KR: Sell 13\n");
        assert_eq!(read(&text), ["Dream", "- Sell 13"], "{heading}");
    }
    for team in ["Backlog team", "Web", "Customer success", "Trust & Safety"] {
        let text = format!("# OKRs\n\n## {team}\n\n### Objective: Dream\n\n- KR: Sell 13\n");
        assert_eq!(read(&text), [format!("Dream @ {team}"), "- Sell 13".into()], "{team}");
    }
}

#[test]
fn brackets_name_holders_with_the_words_that_lines_do() {
    for (holder, name) in [
        ("(verantwortlich: Sabine Krüger)", "Sabine Krüger"),
        ("(Responsable : Jo)", "Jo"),
        ("(Assignee: Wei Zhang)", "Wei Zhang"),
        ("(assigned to: Wei)", "Wei"),
        ("[Team: Web]", "Web"),
        ("（担当：佐藤）", "佐藤"),
        ("（负责人：王芳、李伟）", "王芳, 李伟"),
    ] {
        let text = format!("# OKRs\n\n## Ziel 1: Dream big {holder}\n\n- KR1: Sell 13 {holder}\n");
        let expected = [format!("Dream big @ {name}"), format!("- Sell 13 @ {name}")];
        assert_eq!(read(&text), expected, "{holder}");
        let line = holder.trim_matches(['(', ')', '[', ']', '（', '）']);
        let text = format!("# OKRs\n\n## Ziel 1: Dream big\n\n{line}\n\n- KR1: Sell 13\n");
        assert_eq!(read(&text), [format!("Dream big @ {name}"), "- Sell 13".into()], "{line}");
    }
    assert_eq!(
        read(
            "# OKRs\n\n## Objective: Dream (Owner: Ann, who will be back from her leave in May)\n\n- KR: Sell 13\n"
        )[1],
        "- Sell 13"
    );
}

#[test]
fn a_quotation_tells_who_holds_what_it_stands_under() {
    assert_eq!(
        read("# OKRs\n\n## Objective: Dream\n\n> Owner: Rita\n\n- KR: Sell 13\n\n  > Owner: Bo\n"),
        ["Dream @ Rita", "- Sell 13 @ Bo"]
    );
}

#[test]
fn lines_below_the_title_name_who_holds_what_names_nobody() {
    let below =
        "\n## Objective: Win\n- KR: 20 shops\n\n## Objective: Delight\nOwner: Kim\n- KR: 3\n";
    for (lines, first) in [
        ("Owner: Mira Patel\nTeam: Growth\n", "Mira Patel, Growth"),
        ("- **Owner:** Mira, Joe\n- **Status:** draft\n", "Mira, Joe"),
        ("**Team:** Growth | **Lead:** Ravi | **Quarter:** Q4 2024\n", "Ravi, Growth"),
        ("Period: Q4 2024\n\nDRI: Mira\n\nWhat we want to win.\n", "Mira"),
    ] {
        let expected = [format!("Win @ {first}"), "- 20 shops".into()];
        let expected = [&expected[..], &["Delight @ Kim".into(), "- 3".into()]].concat();
        assert_eq!(read(&format!("# OKRs\n\n{lines}{below}")), expected, "{lines}");
    }
    assert_eq!(
        read(
            "---\nowners: [Mira, Joe]\n---\n# OKRs\n\n## Objective: Win\n- KR: 20 shops, DRI Kim\n"
        ),
        ["Win @ Mira, Joe", "- 20 shops @ Kim"]
    );
    for (lines, first) in [
        ("Owner: Ann Lee\nLast updated: May\nTeam: Bread & Cake\n", "Ann Lee, Bread & Cake"),
        ("---\nowner: Trust & Safety\n---\n# OKRs\n", "Trust & Safety"),
    ] {
        let title = if lines.starts_with("---") { "" } else { "# OKRs\n\n" };
        let found = read(&format!("{title}{lines}\n## Objective: Win\n- KR: 20 shops\n"));
        assert_eq!(found, [format!("Win @ {first}"), "- 20 shops".into()], "{lines}");
    }
    // The team that the title names holds it, too.
    assert_eq!(
        read("# Security OKRs\n\nOwner: Mira\n\n## Objective: Win\n- KR: 20 shops\n"),
        ["Win @ Mira, Security", "- 20 shops"]
    );
    // Behind other words a line belongs to what it stands under.
    assert_eq!(
        read("# OKRs\n\nGrow the shop\n\nOwner: Ann\n\n## Objective: Win\n- KR: 20 shops\n"),
        ["Win", "- 20 shops"]
    );
}

#[test]
fn lists_with_the_bullets_of_word_processors_are_lists() {
    let expected = ["Win", "- 20 shops", "- 6 stories"];
    for text in [
        "**Objective: Win**\n\n• 20 shops\n• 6 stories\n",
        "Objective: Win\n• KR1: 20 shops\n• KR2: 6 stories\n",
        "1. **Win**\n   ● 20 shops\n   ● 6 stories\n",
        "## Win\n\nKey results:\n▪ 20 shops\n▪ 6 stories\n",
    ] {
        assert_eq!(read(&format!("# OKRs\n\n{text}")), expected, "{text}");
    }
    let text = "# OKRs\n\n## Win\n• 20 **shops**\n• 6 [stories](https://x.test)\n";
    let page = Site::with([("content/okrs/2024-q4.md", text)]).build();
    assert!(!page.text("quarters/2024-q4/index.html").contains('•'));
}
