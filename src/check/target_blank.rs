//! `target/blank`: where a number is still to be chosen, or kept elsewhere, a target says so.

use super::Subject;
use super::blank::{self, Blank};
use crate::diag::{Diagnostic, rules};
use crate::source::{Location, SourceId};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for id in subject.plan.objective_ids() {
        let (source, written) = (subject.plan.source_of(id), subject.plan.written_objective(id));
        let texts = written.key_results.iter().map(|key_result| &key_result.text);
        for text in std::iter::once(&written.title).chain(texts) {
            found.extend(blank::in_text(text).iter().map(|blank| diagnostic(blank, source)));
        }
    }
    found
}

fn diagnostic(blank: &Blank, source: SourceId) -> Diagnostic {
    let at = Location { source, span: blank.span };
    let message = format!("`{}` leaves open what is meant", blank.word);
    Diagnostic::new(&rules::TARGET_BLANK, at, message).help(
        "write the number, or a target such as `[_N<sub>1</sub>_][n1]` when it is kept elsewhere",
    )
}
