//! What tables of scores say of objectives and key results that stand elsewhere, found by their
//! codes.

use std::collections::HashMap;
use std::ops::Range;

use crate::markdown::{Block, BlockKind};

use super::document::Objective;
use super::field;
use super::label::{LabelKind, label};
use super::table::{self, Code, digits};

/// More objectives than this are not looked through for a table: their codes are not their own.
const MOST: usize = 200;

/// An objective, or a key result of one.
type Place = (usize, Option<usize>);

/// Applies what the table `block` says of the objectives in `range` of a period, and of their key
/// results. `false` when it says nothing of any. A code that several have is nobody's.
pub(super) fn apply(
    block: &Block,
    objectives: &mut [Objective],
    range: Range<usize>,
    period: Option<usize>,
) -> bool {
    let BlockKind::Table { head, rows, .. } = &block.kind else { return false };
    let scores = table::scores(head, rows);
    let meant = range.filter(|at| objectives[*at].period == period);
    let meant: Vec<usize> = if scores.is_empty() { Vec::new() } else { meant.collect() };
    if meant.is_empty() || meant.len() > MOST {
        return false;
    }
    let places = places(objectives, &meant);
    let mut told = false;
    for score in scores {
        let Some((objective, key_result)) = find(&places, &score.code) else { continue };
        let objective = &mut objectives[objective];
        let attributes = match key_result {
            Some(at) => &mut objective.key_results[at].attributes,
            None => &mut objective.attributes,
        };
        field::set(attributes, score.key, score.value, &[]);
        told = true;
    }
    told
}

/// The places of objectives (`2/`) and key results (`1`, and `2/1`) by the numbers of their labels,
/// or else by how they follow one another.
fn places(objectives: &[Objective], meant: &[usize]) -> HashMap<String, Vec<Place>> {
    let mut places: HashMap<String, Vec<Place>> = HashMap::new();
    for (nth, at) in meant.iter().enumerate() {
        let objective = &objectives[*at];
        let above = own(&objective.marks, LabelKind::Objective);
        let above = above.unwrap_or_else(|| (nth + 1).to_string());
        places.entry(format!("{above}/")).or_default().push((*at, None));
        let all = &objective.key_results;
        let labels: Vec<_> = all.iter().map(|it| own(&it.marks, LabelKind::KeyResult)).collect();
        let bare = labels.iter().all(Option::is_none);
        for (nth, label) in labels.into_iter().enumerate() {
            let counted = || bare.then(|| (nth + 1).to_string());
            if let Some(number) = label.or_else(counted) {
                let place = (*at, Some(nth));
                places.entry(format!("{above}/{number}")).or_default().push(place);
                places.entry(number).or_default().push(place);
            }
        }
    }
    places
}

/// The only objective or key result that has a code.
fn find(places: &HashMap<String, Vec<Place>>, code: &Code) -> Option<Place> {
    let only = |key: &str| match places.get(key)?.as_slice() {
        [place] => Some(*place),
        _ => None,
    };
    let number = code.key_result.as_deref();
    match (code.objective.as_deref(), number) {
        (Some(above), number) => only(&format!("{above}/{}", number.unwrap_or(""))),
        (None, Some(number)) => only(number).or_else(|| only(&number.replacen('.', "/", 1))),
        (None, None) => None,
    }
}

/// The number of the label among `marks`.
fn own(marks: &[String], kind: LabelKind) -> Option<String> {
    let labelled =
        |mark: &&String| label(&format!("{mark}: x")).is_some_and(|label| label.kind == kind);
    digits(marks.iter().find(labelled)?)
}
