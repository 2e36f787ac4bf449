//! `item/overdue`: what is past its date is done, or has another date.

use super::Subject;
use super::custom::is_custom;
use crate::calendar::Date;
use crate::diag::{Diagnostic, rules};
use crate::model::{DocumentId, DueVia, ItemId, Plan};
use crate::source::Location;

const HELP: &str = "write `Status: done` if it is, `Status: dropped`, or a date that can be kept";

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.plan.document_ids().flat_map(|id| in_document(subject, id)).collect()
}

fn in_document(subject: &Subject<'_>, document: DocumentId) -> Vec<Diagnostic> {
    let plan = subject.plan;
    let all: Vec<ItemId> = plan.items_in(document).collect();
    let late = all.iter().filter_map(|id| Some((*id, plan.overdue(*id, subject.today)?)));
    let late = late.filter(|(id, _)| !is_told_above(subject, *id));
    let is_silent = |(id, _): &(ItemId, Date)| plan.written_item(*id).state.is_none();
    let (silent, told): (Vec<_>, Vec<_>) = late.partition(is_silent);
    let mut found: Vec<Diagnostic> =
        told.iter().map(|(id, ended)| one(plan, *id, *ended)).collect();
    match silent.first() {
        Some((first, _)) if is_custom(silent.len(), all.len()) => {
            let count = (silent.len(), all.len());
            let message =
                format!("{} of {} items are past their dates without a word", count.0, count.1);
            let first = Diagnostic::new(&rules::ITEM_OVERDUE, place(plan, *first), message);
            found.push(first.label("the first of them").help(HELP));
        }
        _ => found.extend(silent.iter().map(|(id, ended)| one(plan, *id, *ended))),
    }
    found
}

/// Whether the date is that of a whole the item is a part of, which is late itself.
fn is_told_above(subject: &Subject<'_>, id: ItemId) -> bool {
    let plan = subject.plan;
    let item = plan.item(id);
    let whole = item
        .parent
        .filter(|whole| plan.item(*whole).due.map(|it| it.range) == item.due.map(|it| it.range));
    whole.is_some_and(|whole| plan.overdue(whole, subject.today).is_some())
}

fn one(plan: &Plan, id: ItemId, ended: Date) -> Diagnostic {
    let message = match plan.written_item(id).state {
        Some(state) => format!("this was due by {ended}, and is `{}`", state.word()),
        None => format!("this was due by {ended}, and nothing says that it is done"),
    };
    Diagnostic::new(&rules::ITEM_OVERDUE, place(plan, id), message).help(HELP)
}

/// The date, or the item when the heading above it has the date.
fn place(plan: &Plan, id: ItemId) -> Location {
    let (item, written) = (plan.item(id), plan.written_item(id));
    let own = item.due.is_some_and(|due| due.via == DueVia::Item);
    let date = written.due.as_ref().filter(|_| own).map(|due| due.span);
    let source = plan.document(item.document).document.source;
    Location { source, span: date.unwrap_or(written.span) }
}
