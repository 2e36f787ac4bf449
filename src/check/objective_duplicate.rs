//! `objective/duplicate`: an owner has each objective of a period once.
//!
//! Teams may well set themselves the same objective, each for its own part.

use std::collections::HashMap;

use super::{Subject, blank, wording};
use crate::diag::{Diagnostic, rules};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    let mut seen = HashMap::new();
    let mut found = Vec::new();
    for id in plan.objective_ids() {
        let (objective, written) = (plan.objective(id), plan.written_objective(id));
        let words = wording::key(&plan.objective_gist(id).words);
        if words.is_empty() || !blank::in_text(&written.title).is_empty() {
            continue;
        }
        let at = Location { source: plan.source_of(id), span: written.span };
        match seen.get(&(objective.period, objective.owners.clone(), words.clone())) {
            Some(first) => {
                let period = &plan.period(objective.period).label;
                let message = match objective.owner().map(|owner| &plan.owner(owner).name) {
                    Some(name) => format!("`{name}` has the same objective twice in `{period}`"),
                    None => format!("`{period}` has the same objective twice"),
                };
                let diagnostic = Diagnostic::new(&rules::OBJECTIVE_DUPLICATE, at, message);
                found.push(
                    diagnostic
                        .also(*first, "the first one")
                        .help("put all key results under one of the two, and delete the other"),
                );
            }
            None => {
                seen.insert((objective.period, objective.owners.clone(), words), at);
            }
        }
    }
    found
}
