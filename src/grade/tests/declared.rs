//! What authors declare, tick and strike.

use super::*;

#[test]
fn the_authors_grade_is_declared() {
    for (text, grade) in [
        ("Publish the report (0.7)", 0.7),
        ("Publish the report [0.7].", 0.7),
        ("Publish the report (7/10)", 0.7),
        ("Publish the report - 0.7", 0.7),
        ("Publish the report: 0.70", 0.7),
        ("Publish the report. 1.0", 1.0),
        ("Publish the report P2 0.40", 0.4),
        ("Publish the report. Score: 0.7", 0.7),
        ("Publish the report (score: 0)", 0.0),
        ("Publish the report. Score: 0.8. It came late.", 0.8),
        ("Publish the report. Score: 0.3 (2 of 7 parts)", 0.3),
        ("Publish the report. Score: 0.5 – 15 pages so far", 0.5),
        ("Publish the report – final score 0.8", 0.8),
        ("Publish the report. Score: 0,7", 0.7),
        ("Publish the report. Score: 7 out of 10", 0.7),
    ] {
        let found = assess(&Evidence { text, ..Evidence::default() }).grade;
        let found = found.map(|grade| (grade.value, grade.source));
        assert_eq!(found, Some((grade, Source::Declared)), "{text}");
    }
    for outcome in [
        "0.7",
        "(0.7)",
        "7/10",
        "Score: 0.7",
        "0.7. Good work.",
        "Grade: 70%",
        "✅ 0.7",
        "0.7 (all but one)",
        "0.7 - one left",
        "Score: 0.7 (was 0.5)",
    ] {
        let grade = told("Publish the report", outcome).grade.expect(outcome);
        assert_eq!((grade.value, grade.source), (0.7, Source::Declared), "{outcome}");
    }
}

#[test]
fn a_trailing_measure_is_no_grade() {
    for text in [
        "Ship v1.0",
        "Raise satisfaction to 0.7",
        "Keep the shift below the threshold (0.1)",
        "Release version: 0.7",
        "Hire 3 writers (2)",
        "Reach a rating of 7/10",
        "Raise the data quality score: 0.9",
        "Lighthouse Score: 90%",
        "Sign partners. Confidence: 0.7",
        "Sign partners. Weight: 0.3",
        "Sign partners. Likelihood: 0.6",
        "Publish on 3/10",
        "(2.5)",
        "",
    ] {
        assert_eq!(
            assess(&Evidence { text, ..Evidence::default() }),
            Assessment::default(),
            "{text}"
        );
    }
}

#[test]
fn declarations_beat_what_is_read() {
    let declared = Declared { grade: Some(0.3), status: Some(Status::AtRisk), confidence: None };
    let evidence =
        Evidence { text: "Hire 2 (0.9)", outcome: Some("Done"), declared, ..Evidence::default() };
    let told = assess(&evidence);
    assert_eq!(told.grade.map(|grade| (grade.value, grade.source)), Some((0.3, Source::Declared)));
    assert_eq!(told.status, Some(Status::AtRisk));

    let declared = Declared { grade: Some(f64::NAN), status: Some(Status::Done), confidence: None };
    let told = assess(&Evidence { text: "Hire 2", declared, ..Evidence::default() });
    assert_eq!(told.grade.map(|grade| (grade.value, grade.source)), Some((1.0, Source::Declared)));
}

#[test]
fn ticks_and_strikes_mean_done_unless_the_outcome_says_less() {
    let evidence = Evidence { text: "Hire 2 writers", ticked: Some(true), ..Evidence::default() };
    let value = |evidence: &Evidence<'_>| assess(evidence).grade.map(|grade| grade.value);
    assert_eq!(value(&evidence), Some(1.0));
    assert_eq!(value(&Evidence { outcome: Some("see the notes"), ..evidence }), Some(1.0));
    assert_eq!(assess(&Evidence { outcome: Some("see the notes"), ..evidence }).hint, None);
    assert_eq!(value(&Evidence { outcome: Some("hired 1"), ..evidence }), Some(0.5));
    assert_eq!(value(&Evidence { outcome: Some("in progress"), ..evidence }), None);
    assert_eq!(value(&Evidence { ticked: Some(false), ..evidence }), None);
    assert_eq!(value(&Evidence { ticked: None, struck: true, ..evidence }), Some(1.0));
    assert_eq!(value(&Evidence { ticked: Some(false), struck: true, ..evidence }), None);
    for outcome in ["moved to Q1", "(dropped in week 4)", "not this quarter", "postponed to May"] {
        let moved = Evidence { ticked: None, struck: true, outcome: Some(outcome), ..evidence };
        assert_eq!(value(&moved), None, "{outcome}");
    }
    let told = Evidence { ticked: None, struck: true, outcome: Some("see the notes"), ..evidence };
    assert_eq!(value(&told), Some(1.0));
    assert_eq!(value(&Evidence { text: "✅ Hire 2 writers", ..Evidence::default() }), Some(1.0));
}

#[test]
fn no_outcome_is_nothing_and_no_zero() {
    for outcome in [None, Some(""), Some("  "), Some("=>")] {
        let told = assess(&Evidence { text: "Hire 2 writers", outcome, ..Evidence::default() });
        assert_eq!(told, Assessment::default());
    }
}
