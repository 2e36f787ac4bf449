//! `key-result/duplicate`: an objective holds each key result once.
//!
//! The same key result under several objectives is shared, and counts once in totals.

use std::collections::HashMap;

use super::{Subject, blank, wording};
use crate::diag::{Diagnostic, rules};
use crate::model::{ObjectiveId, Plan};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.plan.objective_ids().flat_map(|id| under(subject.plan, id)).collect()
}

fn under(plan: &Plan, objective: ObjectiveId) -> Vec<Diagnostic> {
    let source = plan.source_of(objective);
    let mut seen = HashMap::new();
    let mut found = Vec::new();
    for id in &plan.objective(objective).key_results {
        let (key_result, written) = (plan.key_result(*id), plan.written_key_result(*id));
        let words = wording::key(&key_result.words);
        // Two that are still to be written are no duplicates.
        if words.is_empty() || !blank::in_text(&written.text).is_empty() {
            continue;
        }
        let at = Location { source, span: written.span };
        match seen.get(&(words.clone(), key_result.owners.clone())) {
            Some(first) => {
                let message = "this objective has the same key result twice";
                let diagnostic = Diagnostic::new(&rules::KEY_RESULT_DUPLICATE, at, message);
                found.push(diagnostic.also(*first, "the first one").help("delete one of the two"));
            }
            None => {
                seen.insert((words, key_result.owners.clone()), at);
            }
        }
    }
    found
}
