//! Labels as people write them, and what only looks like one.

use super::*;

fn read(line: &str) -> Option<(LabelKind, String, Option<String>, &str)> {
    label(line).map(|found| (found.kind, found.text, found.owner, line[found.end..].trim()))
}

#[test]
fn key_results_are_known_by_labels_of_every_kind() {
    for (line, text) in [
        ("KR: grow", "KR"),
        ("kr: grow", "kr"),
        ("KR 1: grow", "KR 1"),
        ("KR-1.1 grow", "KR-1.1"),
        ("KR2. grow", "KR2"),
        ("O1.KR1: grow", "O1.KR1"),
        ("O1-KR2 grow", "O1-KR2"),
        ("O1 KR3: grow", "O1 KR3"),
        ("KR 1a: grow", "KR 1a"),
        ("KR2b. grow", "KR2b"),
        ("KR A1.2: grow", "KR A1.2"),
        ("Key Result Two: grow", "Key Result Two"),
        ("KR2 = grow", "KR2"),
        ("Key result: grow", "Key result"),
        ("Key Result 3: grow", "Key Result 3"),
        ("[Key Result] grow", "Key Result"),
        ("[KR1]: grow", "KR1"),
        ("关键结果1：grow", "关键结果1"),
        ("主要な成果 2：grow", "主要な成果 2"),
    ] {
        let expected = Some((LabelKind::KeyResult, text.to_owned(), None, "grow"));
        assert_eq!(read(line), expected, "{line}");
    }
    let owned = Some((LabelKind::KeyResult, "KR".to_owned(), Some("CEO".to_owned()), "grow"));
    assert_eq!(read("CEO KR: grow"), owned);
}

#[test]
fn objectives_are_known_by_labels_of_every_kind() {
    for (line, text) in [
        ("Objective: grow", "Objective"),
        ("OBJECTIVE 2: grow", "OBJECTIVE 2"),
        ("O: grow", "O"),
        ("O1. grow", "O1"),
        ("O1 – grow", "O1"),
        ("[Objective] grow", "Objective"),
        ("🎯 Objective 1: grow", "Objective 1"),
        ("❤️ O2: grow", "O2"),
        ("Objetivo 1: grow", "Objetivo 1"),
        ("Objectif 2 : grow", "Objectif 2"),
        ("Objective A: grow", "Objective A"),
        ("Objective A – grow", "Objective A"),
        ("Objective A1: grow", "Objective A1"),
        ("Objective II: grow", "Objective II"),
        ("Objective One – grow", "Objective One"),
        ("Goal 1 → grow", "Goal 1"),
        ("目标1：grow", "目标1"),
        ("目標 2：grow", "目標 2"),
        ("목표 1: grow", "목표 1"),
        ("Цель 1: grow", "Цель 1"),
    ] {
        let expected = Some((LabelKind::Objective, text.to_owned(), None, "grow"));
        assert_eq!(read(line), expected, "{line}");
    }
}

#[test]
fn a_sentence_that_promises_key_results_is_an_objective() {
    let found = label("We will **grow**, as measured by:");
    assert_eq!(found.map(|it| (it.kind, it.end)), Some((LabelKind::Objective, 0)));
    assert_eq!(label("As measured by:"), None);
    assert_eq!(label("Ships are slow, as measured by the port"), None);
}

#[test]
fn words_that_only_begin_alike_are_no_labels() {
    for line in [
        "Krakow: visit",
        "Objectives and key results",
        "Key results: all",
        "On time",
        "O",
        "Object: x",
        "This improves the KR a bit: yes",
        "目标是什么",
    ] {
        assert_eq!(read(line), None, "{line}");
    }
}
