//! `period/dates-disagree`: stated dates agree with the fiscal calendar.

use super::Subject;
use crate::diag::{Diagnostic, rules};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let found = subject.plan.dates_conflicts.iter();
    found
        .map(|conflict| {
            let (label, stated) = (&conflict.label, conflict.stated);
            let expected = conflict.expected;
            let message = format!(
                "`{label}` runs from {} to {} here, but from {} to {} by {}",
                stated.starts(),
                stated.ends(),
                expected.starts(),
                expected.ends(),
                if conflict.other.is_some() { "another document" } else { "the calendar" },
            );
            let diagnostic = Diagnostic::new(&rules::PERIOD_DATES_DISAGREE, conflict.at, message);
            match conflict.other {
                Some(other) => diagnostic.also(other, "these dates are used").help("make the two agree"),
                None => diagnostic.label("these dates are used").help(
                    "correct the dates, or `year_starts` and `year_named_for` under `[calendar]` in `quarterdeck.toml`",
                ),
            }
        })
        .collect()
}
