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
