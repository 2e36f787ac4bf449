//! The grades of the seed's plan, row by row, as `docs/writing.md` and the seed's readers have them.

use serde_json::Value;

use crate::support::{Site, shared};

/// The status and the grade of each key result with an outcome, in their order; no grade for what
/// is reported or in progress.
const ROWS: [(&str, Option<f64>); 16] = [
    ("in-progress", None),
    ("", None),
    ("", Some(2.0 / 1.5)),
    ("done", Some(1.0)),
    ("", Some(0.5)),
    ("", None),
    ("", Some(0.75)),
    ("done", Some(1.0)),
    ("", Some(0.5)),
    ("", Some(1.5)),
    ("", Some(f64::midpoint(43.0 / 75.0, 0.83))),
    ("", Some(1.0 / 6.0)),
    ("", Some(1.0)),
    ("", Some(0.0)),
    ("", Some(12.3 / 14.0)),
    ("", Some(0.22)),
];

fn assert_rows(outline: &Value) {
    let objectives = outline["objectives"].as_array().expect("a list").iter();
    let results = objectives.flat_map(|it| it["key_results"].as_array().expect("a list"));
    let results: Vec<&Value> = results.filter(|it| !it["outcome"].is_null()).collect();
    assert_eq!(results.len(), ROWS.len());
    for (result, (status, grade)) in results.into_iter().zip(ROWS) {
        let words = &result["text"];
        assert_eq!(result["status"].as_str().unwrap_or(""), status, "{words}");
        let found = result["grade"]["value"].as_f64();
        let near = |(a, b): (f64, f64)| (a - b).abs() < 1e-9;
        assert_eq!(found.is_some(), grade.is_some(), "{words}");
        assert!(found.zip(grade).is_none_or(near), "{words}: {found:?}");
        let line = format!(", line {}", result["line"]);
        let explanation = result["grade"]["explanation"].as_str();
        assert!(explanation.is_none_or(|it| it.ends_with(&line)), "{explanation:?}");
    }
}

#[test]
fn the_sample_is_graded_as_a_careful_reader_grades_it() {
    let text = include_str!("../../content/okrs/fy21-q2.md");
    let site = Site::with([("content/okrs/fy21-q2.md", text)]);
    assert_rows(&site.outline("content/okrs/fy21-q2.md"));
}

#[test]
fn the_seed_is_graded_as_a_careful_reader_grades_it() {
    let Some(shared) = shared() else { return };
    let text = std::fs::read_to_string(shared.join("seed/fy21-q2-okrs.md")).expect("the seed");
    let site = Site::with([("content/okrs/fy21-q2-okrs.md", text.as_str())]);
    assert_rows(&site.outline("content/okrs/fy21-q2-okrs.md"));
}
