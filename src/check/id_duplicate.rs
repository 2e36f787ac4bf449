//! `id/duplicate`: no two things share one explicit id.

use super::Subject;
use crate::diag::{Diagnostic, rules};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let found = subject.plan.duplicate_ids.iter();
    found
        .map(|duplicate| {
            let message = format!("the id `{}` is given twice", duplicate.id);
            Diagnostic::new(&rules::ID_DUPLICATE, duplicate.again, message)
                .label("given again")
                .also(duplicate.first, "given first")
                .help("give one of the two another id: an address can lead to one thing only")
        })
        .collect()
}
