//! `outcome/missing`: when a period is over, each key result says what came of it.

use std::collections::BTreeMap;

use super::custom::is_custom;
use super::{Subject, when};
use crate::diag::{Diagnostic, rules};
use crate::model::{KeyResultId, Plan};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    let mut groups: BTreeMap<_, (Vec<KeyResultId>, usize)> = BTreeMap::new();
    for id in plan.objective_ids() {
        let objective = plan.objective(id);
        let told = objective.assessment.is_silent();
        let silent = |id: &KeyResultId| plan.key_result(*id).assessment.is_silent();
        let (missing, all) = groups.entry((objective.document, objective.period)).or_default();
        *all += objective.key_results.len();
        missing.extend(objective.key_results.iter().copied().filter(|id| told && silent(id)));
    }
    let mut found = Vec::new();
    for ((_, period), (missing, all)) in groups {
        let period = plan.period(period);
        let Some(ended) = when::ended(period, subject.today) else { continue };
        let over = format!("though `{}` ended on {ended}", period.label);
        if is_custom(missing.len(), all) {
            let count = missing.len();
            let message = format!("{count} of {all} key results have no outcome, {over}");
            found.extend(
                missing.first().map(|id| diagnostic(plan, *id, message).label("the first of them")),
            );
        } else {
            let message = format!("this key result has no outcome, {over}");
            found.extend(missing.into_iter().map(|id| diagnostic(plan, id, message.clone())));
        }
    }
    found
}

fn diagnostic(plan: &Plan, id: KeyResultId, message: String) -> Diagnostic {
    let source = plan.source_of(plan.key_result(id).objective);
    let at = Location { source, span: plan.written_key_result(id).span };
    Diagnostic::new(&rules::OUTCOME_MISSING, at, message)
        .help("add what came of it, as in `=> Done`, `=> 3 of 5` or `=> Not done: …`")
}
