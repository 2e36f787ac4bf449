//! `objective/empty`: an objective has key results, or objectives below it.

use super::custom::is_custom;
use super::{Subject, measure};
use crate::diag::{Diagnostic, rules};
use crate::markdown::plain;
use crate::model::{DocumentId, ObjectiveId, Plan};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    plan.document_ids().flat_map(|id| in_document(plan, id)).collect()
}

fn in_document(plan: &Plan, id: DocumentId) -> Vec<Diagnostic> {
    let all = plan.document(id).document.objectives.len();
    let ids = (0..all).map(|index| plan.objective_at(id, index));
    let empty: Vec<ObjectiveId> = ids.filter(|id| is_empty(plan, *id)).collect();
    if is_custom(empty.len(), all) {
        let message = format!("{} of {all} objectives have no key results", empty.len());
        let first = empty.first().map(|id| diagnostic(plan, *id, message));
        return first.map(|first| first.label("the first of them")).into_iter().collect();
    }
    let message = "this objective has no key results, and no objectives below it";
    empty.into_iter().map(|id| diagnostic(plan, id, message.to_owned())).collect()
}

/// Whether nothing tells when an objective is reached: it may also do so itself, as one line that
/// is objective and key result in one.
fn is_empty(plan: &Plan, id: ObjectiveId) -> bool {
    let objective = plan.objective(id);
    objective.key_results.is_empty()
        && objective.children.is_empty()
        && objective.assessment.is_silent()
        && !measure::is_in(&plain(&plan.written_objective(id).title))
}

fn diagnostic(plan: &Plan, id: ObjectiveId, message: String) -> Diagnostic {
    let at = Location { source: plan.source_of(id), span: plan.written_objective(id).span };
    Diagnostic::new(&rules::OBJECTIVE_EMPTY, at, message)
        .help("write a line `KR: …` below it that says how one will know that it is reached")
}
