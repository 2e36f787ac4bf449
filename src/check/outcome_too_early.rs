//! `outcome/too-early`: nothing has come of a period that has not begun.

use super::{Subject, outcome, when};
use crate::diag::{Diagnostic, rules};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    outcome::all(subject.plan)
        // Work may well be under way before its quarter is.
        .filter(|found| found.assessment.grade.is_some() || found.assessment.reported)
        .filter(|found| found.words.is_some() || found.is_ticked)
        .filter_map(|found| {
            let period = subject.plan.period(found.period);
            let starts = when::begins(period, subject.today)?;
            let label = &period.label;
            let message = format!("this has an outcome, but `{label}` begins on {starts}");
            let help = "delete the outcome, or move it to the period that it belongs to";
            Some(Diagnostic::new(&rules::OUTCOME_TOO_EARLY, found.at(), message).help(help))
        })
        .collect()
}
