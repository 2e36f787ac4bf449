//! `item/dependency-cycle`: no items wait for each other.

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::markdown::plain;
use crate::model::{ItemId, Plan, Reference, Referent};

/// So many items of a circle are named.
const NAMED: usize = 4;

const HELP: &str =
    "delete the dependency that is none, or part off what the other item needs first";

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    let itself = plan.items.iter().flat_map(|item| &item.references);
    let itself = itself.filter(|it| it.to == Referent::Itself);
    let alone = itself.map(|it| {
        Diagnostic::new(&rules::ITEM_DEPENDENCY_CYCLE, it.at, "this item waits for itself")
            .help(HELP)
    });
    alone.chain(circles(plan).iter().filter_map(|circle| told(plan, circle))).collect()
}

/// Circles of items, each of which waits for the next and the last for the first. No item is in two
/// of them: when a circle is broken, another may come to light.
fn circles(plan: &Plan) -> Vec<Vec<ItemId>> {
    let tangled = tangled(plan);
    let next = |id: ItemId| plan.item(id).depends_on.iter().copied().find(|it| tangled[it.index()]);
    let mut walk_of: Vec<Option<usize>> = vec![None; plan.items.len()];
    let mut circles = Vec::new();
    for (number, start) in plan.item_ids().enumerate() {
        let mut path = Vec::new();
        let mut at = Some(start).filter(|it| tangled[it.index()]);
        while let Some(id) = at.filter(|it| walk_of[it.index()].is_none()) {
            walk_of[id.index()] = Some(number);
            path.push(id);
            at = next(id);
        }
        // The walk came back to itself, and not to one before it.
        let Some(back) = at.filter(|it| walk_of[it.index()] == Some(number)) else { continue };
        let from = path.iter().position(|it| *it == back).unwrap_or_default();
        let mut circle = path.split_off(from);
        let first = circle.iter().enumerate().min_by_key(|(_, id)| **id).map_or(0, |(at, _)| at);
        circle.rotate_left(first);
        circles.push(circle);
    }
    circles
}

/// Which items wait for a circle or are in one: those that are left when all that wait for nothing
/// are taken away, again and again.
fn tangled(plan: &Plan) -> Vec<bool> {
    let mut waits: Vec<usize> = plan.items.iter().map(|item| item.depends_on.len()).collect();
    let mut free: Vec<ItemId> = plan.item_ids().filter(|id| waits[id.index()] == 0).collect();
    while let Some(id) = free.pop() {
        for other in &plan.item(id).needed_by {
            waits[other.index()] -= 1;
            if waits[other.index()] == 0 {
                free.push(*other);
            }
        }
    }
    waits.into_iter().map(|count| count > 0).collect()
}

fn told(plan: &Plan, circle: &[ItemId]) -> Option<Diagnostic> {
    let title = |id: &ItemId| format!("`{}`", plain(&plan.written_item(*id).title));
    let mut names: Vec<String> = circle.iter().skip(1).take(NAMED).map(title).collect();
    if let Some(more) = circle.len().checked_sub(NAMED + 1).filter(|more| *more > 0) {
        names.push(format!("{more} more"));
    }
    let message =
        format!("{} waits for itself, through {}", title(circle.first()?), names.join(", "));
    let edges = circle.iter().zip(circle.iter().cycle().skip(1));
    let mut places = edges.filter_map(|(id, other)| edge(plan, *id, *other)).map(|it| it.at);
    let mut found = Diagnostic::new(&rules::ITEM_DEPENDENCY_CYCLE, places.next()?, message);
    for at in places.take(NAMED) {
        found = found.also(at, "and this waits in its turn");
    }
    Some(found.help(HELP))
}

fn edge(plan: &Plan, id: ItemId, other: ItemId) -> Option<&Reference> {
    plan.item(id).references.iter().find(|it| it.to == Referent::Item(other))
}
