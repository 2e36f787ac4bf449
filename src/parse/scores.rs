//! What tables of scores say of objectives and key results that stand elsewhere, found by their
//! codes.

use crate::markdown::{Attributes, Block, BlockKind};

use super::document::Objective;
use super::field;
use super::label::{LabelKind, label};
use super::table::{self, Code, digits};

/// Applies what the table `block` says of those objectives that are `meant`, and of their key
/// results. `false` when it says nothing of any. A code that several have is nobody's.
pub(super) fn apply(
    block: &Block,
    objectives: &mut [Objective],
    meant: impl Fn(usize, &Objective) -> bool,
) -> bool {
    let BlockKind::Table { head, rows, .. } = &block.kind else { return false };
    let scores = table::scores(head, rows);
    if scores.is_empty() {
        return false;
    }
    let places: Vec<usize> =
        (0..objectives.len()).filter(|at| meant(*at, &objectives[*at])).collect();
    let mut told = false;
    for score in scores {
        let Some((objective, key_result)) = find(objectives, &places, &score.code) else {
            continue;
        };
        let objective = &mut objectives[objective];
        let attributes: &mut Attributes = match key_result {
            Some(at) => &mut objective.key_results[at].attributes,
            None => &mut objective.attributes,
        };
        field::set(attributes, score.key, score.value, &[]);
        told = true;
    }
    told
}

/// The only objective, or key result of one, that has a code.
fn find(objectives: &[Objective], places: &[usize], code: &Code) -> Option<(usize, Option<usize>)> {
    let of = |number: &str| {
        let named = |(at, place): (usize, &usize)| {
            let own = own(&objectives[*place].marks, LabelKind::Objective);
            own.unwrap_or_else(|| (at + 1).to_string()) == number
        };
        let all = places.iter().enumerate().filter(|it| named(*it)).map(|(_, place)| *place);
        all.collect::<Vec<_>>()
    };
    let places = code.objective.as_deref().map_or_else(|| places.to_vec(), of);
    let Some(number) = code.key_result.as_deref() else {
        return only(places.iter().map(|at| (*at, None)));
    };
    let result = |at: usize, number: &str| {
        let all = &objectives[at].key_results;
        let own: Vec<_> = all.iter().map(|it| own(&it.marks, LabelKind::KeyResult)).collect();
        if own.iter().any(Option::is_some) {
            return only((0..all.len()).filter(|at| own[*at].as_deref() == Some(number)));
        }
        number.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < all.len())
    };
    let whole = places.iter().filter_map(|at| Some((*at, Some(result(*at, number)?))));
    only(whole).or_else(|| {
        let (first, second) = number.split_once('.')?;
        let all = of(first);
        only(all.iter().filter_map(|at| Some((*at, Some(result(*at, second)?)))))
    })
}

/// The number of the label among `marks`.
fn own(marks: &[String], kind: LabelKind) -> Option<String> {
    let labelled =
        |mark: &&String| label(&format!("{mark}: x")).is_some_and(|label| label.kind == kind);
    digits(marks.iter().find(labelled)?)
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    if all.next().is_some() { None } else { first }
}
