//! `key-result/unmeasured`: a key result tells when it is reached.
//!
//! A state that anybody can check ("the handbook is public") or a thing that is there or is not
//! ("hire a CFO") is as good as a number. What says only in which direction things are to go
//! ("improve the search") is not.

use super::{Subject, blank, measure};
use crate::diag::{Diagnostic, rules};
use crate::markdown::plain_blocks;
use crate::model::{KeyResultId, Plan};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    let key_results = plan.objectives.iter().flat_map(|objective| &objective.key_results);
    key_results
        .filter(|id| is_unmeasured(plan, **id))
        .map(|id| {
            let source = plan.source_of(plan.key_result(*id).objective);
            let at = Location { source, span: plan.written_key_result(*id).span };
            let message = "this key result does not tell when it is reached";
            Diagnostic::new(&rules::KEY_RESULT_UNMEASURED, at, message)
                .help("say how far, as in `from 40% to 60%`, `to 12` or `by 2020-07-31`, or name a state that anybody can check")
        })
        .collect()
}

fn is_unmeasured(plan: &Plan, id: KeyResultId) -> bool {
    let (key_result, written) = (plan.key_result(id), plan.written_key_result(id));
    let text = &plan.key_result_gist(id).words;
    measure::is_endless(text)
        && key_result.assessment.grade.is_none()
        && key_result.targets.is_empty()
        && !measure::is_in(text)
        && blank::in_text(&written.text).is_empty()
        && !measure::is_in(&plain_blocks(&written.notes))
}
