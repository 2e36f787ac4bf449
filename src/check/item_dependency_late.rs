//! `item/dependency-late`: what an item waits for is done before it.

use std::collections::HashSet;

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::markdown::plain;
use crate::model::{ItemId, Plan, Referent};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    plan.item_ids().filter(|id| !plan.is_over(*id)).flat_map(|id| of_item(plan, id)).collect()
}

fn of_item(plan: &Plan, id: ItemId) -> Vec<Diagnostic> {
    let item = plan.item(id);
    let Some(due) = item.due else { return Vec::new() };
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for reference in &item.references {
        let Referent::Item(other) = reference.to else { continue };
        let Some(later) = plan.item(other).due else { continue };
        if !later.is_surely_after(&due) || plan.is_over(other) || !seen.insert(other) {
            continue;
        }
        let title = plain(&plan.written_item(other).title);
        let (ends, needed) = (later.range.ends(), due.range.ends());
        let message = format!("this is due by {needed}, and waits for `{title}`, due by {ends}");
        let help = "move one of the two dates, or part off what can be done without the other";
        found.push(
            Diagnostic::new(&rules::ITEM_DEPENDENCY_LATE, reference.at, message)
                .also(plan.location_of(other), "it waits for this")
                .help(help),
        );
    }
    found
}
