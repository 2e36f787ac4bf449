//! Grades of key results and scores of objectives and sets.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::grade::{self, Score};
use crate::markdown::Attributes;
use crate::parse;

use super::ids::{KeyResultId, ObjectiveId};
use super::plan::Plan;

/// How much a thing counts beside others; 1 unless it says otherwise.
pub(super) fn weight(attributes: &Attributes) -> f64 {
    let given = attributes.get("weight").and_then(parse::read_share);
    given.filter(|weight| *weight >= 0.0).unwrap_or(1.0)
}

/// How much an objective counts beside others: as it says itself, or else as its document does.
fn objective_weight(plan: &Plan, id: ObjectiveId) -> f64 {
    let attributes = &plan.written_objective(id).attributes;
    let document = &plan.document(plan.objective(id).document).document;
    let by_document = document.fields.weight.filter(|weight| *weight >= 0.0);
    match attributes.get("weight") {
        Some(_) => weight(attributes),
        None => by_document.unwrap_or(1.0),
    }
}

/// Scores all objectives, those below before those above.
///
/// An objective's score is its own explicit grade; or else the weighted mean of its graded key
/// results; or else, where it has no key results, that of the objectives below it.
pub(super) fn roll_up(plan: &mut Plan) {
    let mut order: Vec<ObjectiveId> =
        plan.objective_ids().filter(|id| plan.objective(*id).parent.is_none()).collect();
    let mut next = 0;
    while next < order.len() {
        order.extend(plan.objective(order[next]).children.iter().copied());
        next += 1;
    }
    for id in order.into_iter().rev() {
        plan.objectives[id.index()].score = score(plan, id);
    }
}

/// Scores some objectives anew, and all above them.
pub(super) fn score_again(plan: &mut Plan, objectives: impl IntoIterator<Item = ObjectiveId>) {
    let mut levels: BTreeSet<(Reverse<usize>, ObjectiveId)> = BTreeSet::new();
    for id in objectives {
        let above: Vec<ObjectiveId> = std::iter::once(id).chain(plan.why(id)).collect();
        let depths = (0..above.len()).rev();
        levels.extend(depths.map(Reverse).zip(above));
    }
    for (_, id) in levels {
        let score = score(plan, id);
        if plan.objective(id).score != score {
            plan.objectives[id.index()].score = score;
        }
    }
}

fn score(plan: &Plan, id: ObjectiveId) -> Score {
    let objective = plan.objective(id);
    let own = objective.assessment.grade.as_ref().map(grade::Grade::clamped);
    let mut score = if objective.key_results.is_empty() {
        let children = objective
            .children
            .iter()
            .map(|child| (objective_weight(plan, *child), plan.objective(*child).score.value));
        grade::score(children)
    } else {
        grade::score(objective.key_results.iter().map(|id| graded(plan, *id)))
    };
    if objective.key_results.is_empty() {
        let below = below(plan, id);
        score.total = below.len();
        score.graded =
            below.iter().filter(|id| plan.key_result(**id).assessment.grade.is_some()).count();
    }
    score.value = own.or(score.value);
    score
}

fn graded(plan: &Plan, id: KeyResultId) -> (f64, Option<f64>) {
    let key_result = plan.key_result(id);
    (key_result.weight, key_result.assessment.grade.as_ref().map(grade::Grade::clamped))
}

/// All key results under an objective's children.
fn below(plan: &Plan, id: ObjectiveId) -> Vec<KeyResultId> {
    let mut open = plan.objective(id).children.clone();
    let mut all = Vec::new();
    while let Some(next) = open.pop() {
        all.extend(plan.objective(next).key_results.iter().copied());
        open.extend(plan.objective(next).children.iter().copied());
    }
    all
}

/// A set of key results taken together.
#[derive(Clone, Debug)]
pub struct Total {
    /// The weighted mean of those graded, and how many they are.
    pub score: Score,
    /// The key results counted: shared ones once.
    pub key_results: Vec<KeyResultId>,
}

impl Plan {
    /// Takes `key_results` together; one that stands in several places of a period counts once.
    #[must_use]
    pub fn total(&self, key_results: impl IntoIterator<Item = KeyResultId>) -> Total {
        let key_results = once_each(self, key_results);
        let score = grade::score(key_results.iter().map(|id| graded(self, *id)));
        Total { score, key_results }
    }
}

/// `key_results` without those whose words another of the same period has; a graded one is kept
/// before one that is not.
#[must_use]
pub fn once_each(
    plan: &Plan,
    key_results: impl IntoIterator<Item = KeyResultId>,
) -> Vec<KeyResultId> {
    let mut all: Vec<KeyResultId> = key_results.into_iter().collect();
    let mut seen = FxHashSet::default();
    let mut is_kept = vec![false; all.len()];
    for graded in [true, false] {
        for (id, is_kept) in all.iter().zip(&mut is_kept) {
            let key_result = plan.key_result(*id);
            if key_result.assessment.grade.is_some() == graded {
                let period = plan.objective(key_result.objective).period;
                *is_kept = seen.insert((period, &*key_result.words));
            }
        }
    }
    let mut is_kept = is_kept.into_iter();
    all.retain(|_| is_kept.next() == Some(true));
    all
}
