//! What of a document others depend on, whatever it says besides.

use crate::calendar::{DateRange, PeriodName};
use crate::markdown::{BlockKind, plain};
use crate::parse::{
    Document, KeyResult, Objective, OwnerName, Piece, RoadmapItem, TargetPlace, TargetUse,
};

/// Whether two readings of one document differ in nothing that other documents, or the lists of a
/// plan, depend on, apart from what its objectives and key results are called.
pub(super) fn same(old: &Document, new: &Document) -> bool {
    let parent = |it: &Document| it.fields.parent.as_ref().map(|it| it.value.clone());
    (old.source, &old.path, old.is_roadmap) == (new.source, &new.path, new.is_roadmap)
        && parent(old) == parent(new)
        && old.fields.aliases == new.fields.aliases
        && all(&old.objectives, &new.objectives, |a, b| same_objective((old, a), (new, b)))
        && all(&old.items, &new.items, same_item)
        && all(&old.definitions, &new.definitions, |a, b| {
            (&a.label, &a.address, a.repeated) == (&b.label, &b.address, b.repeated)
        })
        && all(&old.uses, &new.uses, |a, b| told(a) == told(b))
}

/// Whether the headings of two readings stand on the same pages, in the same order.
pub(super) fn same_places(old: &Document, new: &Document) -> bool {
    (old.footnotes, &old.anchors) == (new.footnotes, &new.anchors)
        && all(&old.pieces, &new.pieces, |a, b| place(old, a) == place(new, b))
}

/// What tells the page that a piece stands on, and the headings in it.
fn place<'a>(document: &'a Document, piece: &'a Piece) -> (Option<PeriodName>, Vec<&'a str>) {
    match piece {
        Piece::Prose(blocks, period) => {
            let anchors = blocks.iter().filter_map(|block| match &block.kind {
                BlockKind::Heading { anchor, .. } => Some(anchor.as_str()),
                _ => None,
            });
            (period.map(|index| document.periods[index].name), anchors.collect())
        }
        Piece::Objective(index) => {
            (period(document, &document.objectives[*index]).map(|(name, _)| name), Vec::new())
        }
        Piece::Item(_) => (None, Vec::new()),
    }
}

fn all<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(a, b)| same(a, b))
}

fn same_objective(
    (old_document, old): (&Document, &Objective),
    (new_document, new): (&Document, &Objective),
) -> bool {
    old.parent == new.parent
        && old.children == new.children
        && period(old_document, old) == period(new_document, new)
        && same_owners(&old.owners, &new.owners)
        && id(&old.attributes) == id(&new.attributes)
        && all(&old.key_results, &new.key_results, same_key_result)
}

fn same_key_result(old: &KeyResult, new: &KeyResult) -> bool {
    same_owners(&old.owners, &new.owners) && id(&old.attributes) == id(&new.attributes)
}

fn same_item(old: &RoadmapItem, new: &RoadmapItem) -> bool {
    old.parent == new.parent
        && same_owners(&old.owners, &new.owners)
        && id(&old.attributes) == id(&new.attributes)
        && old.marks == new.marks
        && plain(&old.title) == plain(&new.title)
}

fn same_owners(old: &[OwnerName], new: &[OwnerName]) -> bool {
    all(old, new, |a, b| a.name == b.name)
}

fn id(attributes: &crate::markdown::Attributes) -> Option<&str> {
    attributes.id.as_ref().map(|id| id.value.as_str())
}

/// The period of an objective, and its dates as the document states them.
fn period(document: &Document, objective: &Objective) -> Option<(PeriodName, Option<DateRange>)> {
    let mention = &document.periods[objective.period?];
    Some((mention.name, mention.stated.as_ref().map(|it| it.value)))
}

/// What a use of a target says, without its place in the text.
fn told(used: &TargetUse) -> (&str, &str, &str, TargetPlace) {
    (&used.label, &used.symbol, &used.unit, used.place)
}
