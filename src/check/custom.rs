//! What most of a document does is its way of writing: it is told once and not at every place.

/// As many things are told one by one, however few others there are.
const FEW: usize = 5;

/// Whether `found` of `all` things of a document are too many to be oversights.
pub(super) fn is_custom(found: usize, all: usize) -> bool {
    found > FEW && found * 2 > all
}
