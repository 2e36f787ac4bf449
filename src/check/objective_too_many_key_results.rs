//! `objective/too-many-key-results`: an objective has few enough key results to be steered by.

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    let limit = subject.config.limits.key_results_per_objective;
    plan.objective_ids()
        .filter(|id| plan.objective(*id).key_results.len() > limit)
        .map(|id| {
            let count = plan.objective(id).key_results.len();
            let message = format!("this objective has {count} key results, more than {limit}");
            let at = Location { source: plan.source_of(id), span: plan.written_objective(id).span };
            Diagnostic::new(&rules::OBJECTIVE_TOO_MANY_KEY_RESULTS, at, message).help(
                "keep those that tell whether it is reached, or raise `key_results_per_objective` under `[limits]` in `quarterdeck.toml`",
            )
        })
        .collect()
}
