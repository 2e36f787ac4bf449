//! `key-result/duplicate`: an objective holds each key result once.
//!
//! The same key result under several objectives is shared, and counts once in totals.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Subject, blank, wording};
use crate::diag::{Diagnostic, rules};
use crate::model::{KeyResultId, ObjectiveId, OwnerId, Plan};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.plan.objective_ids().flat_map(|id| under(subject.plan, id)).collect()
}

fn under(plan: &Plan, objective: ObjectiveId) -> Vec<Diagnostic> {
    let source = plan.source_of(objective);
    let mut seen: HashMap<(String, &[OwnerId]), KeyResultId> = HashMap::new();
    let mut found = Vec::new();
    // Two that are still to be written are no duplicates.
    let is_blank = |id| !blank::in_text(&plan.written_key_result(id).text).is_empty();
    for id in plan.objective(objective).key_results.iter().copied() {
        let key_result = plan.key_result(id);
        let words = wording::key(&key_result.words);
        if words.is_empty() {
            continue;
        }
        match seen.entry((words, &key_result.owners)) {
            Entry::Vacant(free) => drop(free.insert(id)),
            Entry::Occupied(mut first) if is_blank(*first.get()) => drop(first.insert(id)),
            Entry::Occupied(_) if is_blank(id) => {}
            Entry::Occupied(first) => {
                let at = |id| Location { source, span: plan.written_key_result(id).span };
                let message = "this objective has the same key result twice";
                let diagnostic = Diagnostic::new(&rules::KEY_RESULT_DUPLICATE, at(id), message);
                let diagnostic = diagnostic.also(at(*first.get()), "the first one");
                found.push(diagnostic.help("delete one of the two"));
            }
        }
    }
    found
}
