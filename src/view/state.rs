//! States, scores and sums: how numbers are told.

use crate::grade::{self, Assessment, Band, Commitment, Pace, Status};
use crate::model::{KeyResultId, ObjectiveId, PeriodId, Total};

use super::assemble::View;
use super::data::{Coverage, Score, Segment, State, Summary};

/// Where today stands in a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Phase {
    Future,
    /// The share that has passed, 0 to 1.
    Present(f64),
    Past,
    Undated,
}

/// Just short of all of it.
const NEARLY: f64 = 0.99;

/// The closed vocabulary of states, in the order in which they are shown, with their shapes, words
/// and meanings.
pub(super) const STATES: [(&str, &str, &str, &str); 10] = [
    (
        "done",
        "✓",
        "delivered",
        "It reached its goal; once the period is over, 0.7 and more count as delivered.",
    ),
    (
        "on-track",
        "●",
        "on track",
        "It is as far as the share of the period that has passed, or further; or its author says so.",
    ),
    ("in-progress", "◐", "in progress", "Work is under way, and no number says how far."),
    (
        "behind",
        "▲",
        "behind",
        "It is up to 15 points behind the share of the period that has passed.",
    ),
    ("progress", "◒", "some progress", "The period is over, and it came part of the way."),
    (
        "at-risk",
        "■",
        "at risk",
        "It is more than 15 points behind the share of the period that has passed.",
    ),
    (
        "missed",
        "✕",
        "missed",
        "The period is over, or its author has given it up, and little or nothing came of it.",
    ),
    (
        "reported",
        "◇",
        "reported",
        "An outcome is written down, but no number can be read from it without doubt.",
    ),
    (
        "private",
        "▨",
        "private",
        "It is measured by a value that is held privately, and no outcome is written down.",
    ),
    ("none", "○", "no result", "No outcome is written down."),
];

/// The state called `code`, with its usual word or `word`.
pub(super) fn state(code: &str, word: Option<&str>) -> State {
    let found = STATES.iter().find(|(known, ..)| *known == code).unwrap_or(&STATES[9]);
    State { code: found.0, shape: found.1, word: word.unwrap_or(found.2).to_owned() }
}

/// A number from 0 to 1 as people read it.
pub(super) fn score(value: f64) -> Score {
    let percent = (value * 100.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=100"
    )]
    let bar = percent.clamp(0.0, 100.0) as u8;
    let sign = if percent < 0.0 { "−" } else { "" };
    Score { label: format!("{sign}{} %", percent.abs()), bar }
}

pub(super) fn coverage(graded: usize, total: usize) -> Coverage {
    Coverage { graded, total, label: format!("graded {graded} of {total}") }
}

impl View {
    pub(super) fn phase(&self, id: PeriodId) -> Phase {
        let Some(range) = self.plan.period(id).range else { return Phase::Undated };
        if self.today < range.starts() {
            Phase::Future
        } else if self.today > range.ends() {
            Phase::Past
        } else {
            Phase::Present(range.elapsed(self.today))
        }
    }

    /// Where the bar should be today, 0 to 100.
    pub(super) fn tick(&self, id: PeriodId) -> Option<u8> {
        match self.phase(id) {
            Phase::Present(share) => Some(score(share).bar),
            _ => None,
        }
    }

    pub(super) fn key_result_state(&self, id: KeyResultId) -> State {
        let key_result = self.plan.key_result(id);
        let phase = self.phase(self.plan.objective(key_result.objective).period);
        let assessment = &key_result.assessment;
        if let Some(state) = self.assessed(assessment, phase) {
            return state;
        }
        if assessment.reported {
            state("reported", None)
        } else if key_result.targets.is_empty() {
            state("none", None)
        } else {
            state("private", None)
        }
    }

    pub(super) fn objective_state(&self, id: ObjectiveId) -> State {
        let objective = self.plan.objective(id);
        let phase = self.phase(objective.period);
        if let Some(value) = objective.score.value {
            let declared = objective.assessment.status.map(|it| by_status(it, phase));
            // What is graded may be done while the rest is not: no objective is delivered early
            // on the strength of a part.
            let partial = objective.score.graded < objective.score.total;
            let value = if partial { value.min(NEARLY) } else { value };
            return declared.unwrap_or_else(|| self.by_value(value, phase));
        }
        if let Some(state) = self.assessed(&objective.assessment, phase) {
            return state;
        }
        let any = |code: &str| {
            objective.key_results.iter().any(|id| self.key_result_state(*id).code == code)
        };
        if any("in-progress") || any("on-track") {
            state("in-progress", None)
        } else if any("reported") || objective.assessment.reported {
            state("reported", None)
        } else if any("private") {
            state("private", None)
        } else {
            state("none", None)
        }
    }

    fn assessed(&self, assessment: &Assessment, phase: Phase) -> Option<State> {
        match (&assessment.grade, assessment.status) {
            (Some(grade), Some(status @ (Status::Done | Status::NotDone))) => {
                let state = self.by_value(grade.value, phase);
                // However early it is: what its author calls not done is not on track.
                let early = status == Status::NotDone && state.code == "on-track";
                Some(if early { by_status(status, phase) } else { state })
            }
            (Some(grade), None) => Some(self.by_value(grade.value, phase)),
            (_, Some(status)) => Some(by_status(status, phase)),
            (None, None) => None,
        }
    }

    fn by_value(&self, value: f64, phase: Phase) -> State {
        match phase {
            Phase::Past | Phase::Undated => match self.bands.of(value, Commitment::Aspirational) {
                Band::Delivered => state("done", None),
                Band::Progress => state("progress", None),
                Band::Missed => state("missed", None),
            },
            _ if value >= 1.0 => state("done", None),
            Phase::Future => state("on-track", None),
            Phase::Present(elapsed) => match grade::pace(value, elapsed) {
                Pace::OnTrack => state("on-track", None),
                Pace::Behind => state("behind", None),
                Pace::AtRisk => state("at-risk", None),
            },
        }
    }

    /// How `key_results` are doing together.
    pub(super) fn summary(&self, total: &Total, objectives: usize) -> Summary {
        Summary {
            score: total.score.value.map(score),
            coverage: coverage(total.score.graded, total.score.total),
            objectives,
            distribution: self.distribution(&total.key_results),
        }
    }

    pub(super) fn distribution(&self, key_results: &[KeyResultId]) -> Vec<Segment> {
        let states: Vec<State> = key_results.iter().map(|id| self.key_result_state(*id)).collect();
        let segments = STATES.iter().map(|(code, ..)| {
            let count = states.iter().filter(|state| state.code == *code).count();
            Segment { state: state(code, None), count, percent: share(count, states.len()) }
        });
        segments.filter(|segment| segment.count > 0).collect()
    }

    /// Those of `key_results` that need attention, worst first.
    pub(super) fn attention(&self, key_results: &[KeyResultId]) -> Vec<KeyResultId> {
        let rank = |id: &KeyResultId| match self.key_result_state(*id).code {
            "missed" | "at-risk" => Some(0),
            "behind" => Some(1),
            "progress" => Some(2),
            _ => None,
        };
        let value = |id: &KeyResultId| {
            let grade = self.plan.key_result(*id).assessment.grade.as_ref();
            grade.map_or(0.0, |grade| grade.value)
        };
        let mut all: Vec<KeyResultId> =
            key_results.iter().copied().filter(|id| rank(id).is_some()).collect();
        all.sort_by(|a, b| rank(a).cmp(&rank(b)).then(value(a).total_cmp(&value(b))));
        all
    }
}

fn by_status(status: Status, phase: Phase) -> State {
    match status {
        Status::Done => state("done", Some("done")),
        Status::InProgress => state("in-progress", None),
        Status::OnTrack if phase == Phase::Past => {
            state("in-progress", Some("on track at the end"))
        }
        Status::OnTrack => state("on-track", None),
        Status::Behind => state("behind", None),
        Status::AtRisk => state("at-risk", None),
        Status::Blocked => state("at-risk", Some("blocked")),
        Status::NotDone => state("missed", Some("not done")),
        Status::Dropped => state("missed", Some("dropped")),
    }
}

/// The share of `part` in `whole`, 0 to 100, with one decimal.
#[expect(clippy::cast_precision_loss, reason = "counts of key results are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 * 1000.0 / whole as f64).round() / 10.0 }
}
