//! `key-result/unsupported`: an item of a roadmap serves each key result that is open.

use super::{Subject, when};
use crate::diag::{Diagnostic, rules};
use crate::model::{KeyResultId, ObjectiveId, Plan};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    // Where there is no roadmap, nothing could serve anything.
    if plan.items.is_empty() {
        return Vec::new();
    }
    let over = |id: &ObjectiveId| {
        when::ended(plan.period(plan.objective(*id).period), subject.today).is_some()
    };
    let open = plan.objective_ids().filter(|id| !over(id));
    // An item that serves an objective as a whole serves all of it.
    let open = open.filter(|id| plan.objective(*id).items.is_empty());
    let all = open.flat_map(|id| plan.objective(id).key_results.iter().copied());
    all.filter(|id| is_lost(plan, *id)).map(|id| told(plan, id)).collect()
}

/// Whether no item serves a key result that is still to be reached.
fn is_lost(plan: &Plan, id: KeyResultId) -> bool {
    let key_result = plan.key_result(id);
    key_result.items.is_empty() && key_result.assessment.grade.is_none()
}

fn told(plan: &Plan, id: KeyResultId) -> Diagnostic {
    let source = plan.source_of(plan.key_result(id).objective);
    let at = Location { source, span: plan.written_key_result(id).span };
    Diagnostic::new(
        &rules::KEY_RESULT_UNSUPPORTED,
        at,
        "no item of a roadmap supports this key result",
    )
    .help("add `Supports: …` with its id or title to the item that does, or plan one")
}
