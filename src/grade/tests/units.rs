//! Numbers in units of measure, below zero, and of what one wants less of.

use super::*;

/// None of these is graded.
fn assert_silent(cases: &[(&str, &str)]) {
    for (text, outcome) in cases {
        assert_eq!(percent(text, outcome), None, "{text} => {outcome}");
    }
}

#[test]
fn different_units_of_one_kind_are_converted() {
    assert_grades(&[
        ("Cut build time from 2 h to 30 min.", "45 min", "83"),
        ("Cut build time from 2 h to 30 min.", "1 hour", "67"),
        ("Cut latency from 2s to 800ms.", "900ms", "92"),
        ("Cut latency from 2 seconds to 800 milliseconds.", "0.9 s", "92"),
        ("Cut build time from 1 day to 3 hours.", "6 hours", "86"),
        ("Lead time from 3 weeks to 5 days.", "10 days", "69"),
        ("Storage from 500 MB to 2 GB.", "1 GB", "33"),
        ("Grow from 800 KB to 1.2 GB.", "1 GB", "83"),
        ("Shrink the image from 1.2 GB to 400 MB.", "500 MB", "88"),
        ("Distance from 1 km to 500 m.", "750 m", "50"),
        ("Record 2 hours of talks.", "90 minutes", "75"),
        ("Onboarding takes 2 hours (from 1 day).", "4 hours", "91"),
        // Where only one names a unit, the other has the same.
        ("Cut build time from 40 to 30 min.", "35 min", "50"),
        ("Cut build time from 40 min to 30 min.", "35", "50"),
    ]);
    let told = told("Cut build time from 2 h to 30 min.", "45 min");
    let how = told.grade.map(|grade| grade.how.to_string()).unwrap_or_default();
    assert!(how.contains("45") && how.contains("120") && how.contains("30"), "{how}");
}

#[test]
fn units_of_different_kinds_are_not_compared() {
    assert_silent(&[
        ("Cut build time from 2 h to 30 min.", "3 GB"),
        ("Storage from 500 MB to 2 GB.", "3 hours"),
        ("Record 2 hours of talks.", "3 GB of talks"),
    ]);
}

#[test]
fn a_metric_below_zero_is_a_level() {
    assert_grades(&[
        ("Raise NPS from -10 to 20.", "-5", "17"),
        ("Raise NPS from -10 to 20.", "-10", "0"),
        ("Raise temperature from -20 to -5.", "-10", "67"),
        ("Cut debt from 10 to -5.", "-5", "100"),
        ("Raise NPS from 10 to 20.", "+5", "50"),
    ]);
    // A change of five, or the metric itself.
    assert_silent(&[("Raise NPS from -10 to 20.", "+5")]);
}

#[test]
fn points_are_compared_with_points() {
    assert_grades(&[
        ("Raise margin by 5 pp.", "3pp", "60"),
        ("Raise margin by 5pp.", "3 pp", "60"),
        ("Raise margin by 5 pp.", "+3 pp", "60"),
    ]);
}

#[test]
fn more_of_what_one_wants_less_of_is_no_success() {
    assert_silent(&[
        ("Respond in 4 hours.", "6 hours"),
        ("Respond within 4 hours.", "6 hours"),
        ("Ship in 2 weeks.", "3 weeks"),
        ("Ship every 2 weeks.", "every 3 weeks"),
        ("Time to hire 30 days.", "45 days"),
        ("Page load 2 seconds.", "3 seconds"),
        ("p95 latency 300 ms.", "0.5 s"),
        ("Cost per lead $20.", "$30"),
        ("5 bugs open.", "10"),
        ("Churn 5%.", "Churn 8%"),
    ]);
    assert_grades(&[
        ("Respond in 4 hours.", "3 hours", "100"),
        ("Respond in 4 hours.", "200 minutes", "100"),
        ("Cost per lead $20.", "$20", "100"),
        // Of bugs that are fixed and hours that are spent with customers, more are better.
        ("Fix 5 bugs.", "Fixed 10", "200"),
        ("Spend 4 hours with customers.", "5 hours", "125"),
        ("Raise $2M.", "$3M", "150"),
    ]);
}
