//! `item/supports-nothing`: items serve an objective, where others say which.

use super::Subject;
use super::custom::is_custom;
use crate::diag::{Diagnostic, rules};
use crate::model::{DocumentId, ItemId, Plan};
use crate::parse::FieldKind;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    if plan.objectives.is_empty() {
        return Vec::new();
    }
    plan.document_ids().flat_map(|id| in_document(plan, id)).collect()
}

fn in_document(plan: &Plan, document: DocumentId) -> Vec<Diagnostic> {
    let all: Vec<ItemId> = plan.items_in(document).collect();
    // Where no item says what it supports, that is no oversight.
    if !all.iter().any(|id| names_goal(plan, *id)) {
        return Vec::new();
    }
    let open: Vec<ItemId> = all.into_iter().filter(|id| !plan.is_over(*id)).collect();
    let lost: Vec<ItemId> = open.iter().copied().filter(|id| is_lost(plan, *id)).collect();
    if is_custom(lost.len(), open.len()) {
        let message = format!("{} of {} open items support nothing", lost.len(), open.len());
        let first = lost.first().map(|id| told(plan, *id, message));
        return first.map(|first| first.label("the first of them")).into_iter().collect();
    }
    let message = "this item does not say what it supports";
    lost.into_iter().map(|id| told(plan, id, message.to_owned())).collect()
}

/// Whether neither an item, nor what it is a part of, nor a part of it says what it supports.
fn is_lost(plan: &Plan, id: ItemId) -> bool {
    let mut above = std::iter::successors(Some(id), |id| plan.item(*id).parent);
    !above.any(|id| names_goal(plan, id)) && plan.item(id).parts.iter().all(|id| is_lost(plan, *id))
}

/// Whether an item says what it supports, be it wrongly.
fn names_goal(plan: &Plan, id: ItemId) -> bool {
    let (item, written) = (plan.item(id), plan.written_item(id));
    !item.supports.is_empty() || written.of(FieldKind::Supports).any(|it| !it.may_explain())
}

fn told(plan: &Plan, id: ItemId, message: String) -> Diagnostic {
    Diagnostic::new(&rules::ITEM_SUPPORTS_NOTHING, plan.location_of(id), message)
        .help("add a line `Supports: …` with the id or title of an objective or a key result")
}
