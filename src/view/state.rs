//! States, scores and sums: how numbers are told.

use crate::grade::{self, Assessment, Band, Commitment, Pace, Status};
use crate::model::{KeyResultId, ObjectiveId, PeriodId, Total};

use super::assemble::View;
use super::data::{Coverage, Score, Segment, State, Summary};
use crate::words::{Arg, Words};

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

/// A state of the closed vocabulary.
pub(super) struct Known {
    pub code: &'static str,
    pub shape: &'static str,
    /// The string that is its word.
    pub word: &'static str,
    /// The string that says what it means.
    pub meaning: &'static str,
}

macro_rules! states {
    ($($code:literal $shape:literal $word:literal $meaning:literal),*) => {
        [$(Known { code: $code, shape: $shape, word: $word, meaning: $meaning }),*]
    };
}

/// The closed vocabulary of states, in the order in which they are shown.
pub(super) const STATES: [Known; 11] = states![
    "done" "✓" "state.done" "meaning.done",
    "on-track" "●" "state.on_track" "meaning.on_track",
    "in-progress" "◐" "state.in_progress" "meaning.in_progress",
    "behind" "▲" "state.behind" "meaning.behind",
    "progress" "◒" "state.progress" "meaning.progress",
    "at-risk" "■" "state.at_risk" "meaning.at_risk",
    "missed" "✕" "state.missed" "meaning.missed",
    "reported" "◇" "state.reported" "meaning.reported",
    "private" "▨" "state.private" "meaning.private",
    "none" "○" "state.none" "meaning.none",
    "planned" "◎" "item.planned" "meaning.planned"
];

/// What is told of what has no state that is known.
const NONE: &Known = &STATES[9];

/// A state before it is put into words.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    known: &'static Known,
    /// The string that is its word: the usual one, or another.
    word: &'static str,
}

impl Standing {
    /// The state called `code`, with its usual word.
    fn of(code: &str) -> Self {
        let known = STATES.iter().find(|known| known.code == code).unwrap_or(NONE);
        Self { known, word: known.word }
    }

    /// The state called `code`, with another word.
    fn called(code: &str, word: &'static str) -> Self {
        Self { word, ..Self::of(code) }
    }

    pub(super) fn code(self) -> &'static str {
        self.known.code
    }
}

/// A number from 0 to 1 as people read it.
pub(super) fn score(value: f64, words: &Words) -> Score {
    let percent = (value * 100.0).round();
    let label = words.say("number.percent", &[("number", Arg::Number(percent))]);
    Score { label, bar: bar(percent) }
}

/// A share from 0 to 1 as the length of a bar.
pub(super) fn bar(percent: f64) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=100"
    )]
    let bar = percent.clamp(0.0, 100.0).round() as u8;
    bar
}

impl View {
    /// The string called `key`, filled.
    pub(super) fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.words.say(key, args)
    }

    fn in_words(&self, Standing { known, word }: Standing) -> State {
        State { code: known.code, shape: known.shape, word: self.say(word, &[]) }
    }

    /// The state called `code`, with its usual word.
    pub(super) fn state(&self, code: &str) -> State {
        self.in_words(Standing::of(code))
    }

    /// The state called `code`, with another word.
    pub(super) fn state_called(&self, code: &str, word: &'static str) -> State {
        self.in_words(Standing::called(code, word))
    }

    pub(super) fn score(&self, value: f64) -> Score {
        score(value, &self.words)
    }

    pub(super) fn coverage(&self, graded: usize, total: usize) -> Coverage {
        let args = [("graded", Arg::Count(graded)), ("total", Arg::Count(total))];
        Coverage { graded, total, label: self.say("coverage.label", &args) }
    }

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
            Phase::Present(share) => Some(bar(share * 100.0)),
            _ => None,
        }
    }

    pub(super) fn key_result_state(&self, id: KeyResultId) -> State {
        self.in_words(self.key_result_standing(id))
    }

    pub(super) fn objective_state(&self, id: ObjectiveId) -> State {
        self.in_words(self.objective_standing(id))
    }

    pub(super) fn key_result_standing(&self, id: KeyResultId) -> Standing {
        let key_result = self.plan.key_result(id);
        let phase = self.phase(self.plan.objective(key_result.objective).period);
        let assessment = &key_result.assessment;
        if let Some(state) = self.assessed(assessment, phase) {
            return state;
        }
        if assessment.reported {
            Standing::of("reported")
        } else if key_result.targets.is_empty() {
            Standing::of("none")
        } else {
            Standing::of("private")
        }
    }

    pub(super) fn objective_standing(&self, id: ObjectiveId) -> Standing {
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
            objective.key_results.iter().any(|id| self.key_result_standing(*id).code() == code)
        };
        if any("in-progress") || any("on-track") {
            Standing::of("in-progress")
        } else if let Some(worst) = ["at-risk", "behind"].into_iter().find(|code| any(code)) {
            // What is known counts for more than what is not.
            Standing::of(worst)
        } else if any("reported") || objective.assessment.reported {
            Standing::of("reported")
        } else if any("private") {
            Standing::of("private")
        } else {
            Standing::of("none")
        }
    }

    fn assessed(&self, assessment: &Assessment, phase: Phase) -> Option<Standing> {
        match (&assessment.grade, assessment.status) {
            (Some(grade), Some(status @ (Status::Done | Status::NotDone))) => {
                let state = self.by_value(grade.value, phase);
                // However early it is: what its author calls not done is not on track.
                let early = status == Status::NotDone && state.code() == "on-track";
                Some(if early { by_status(status, phase) } else { state })
            }
            (Some(grade), None) => Some(self.by_value(grade.value, phase)),
            (_, Some(status)) => Some(by_status(status, phase)),
            (None, None) => None,
        }
    }

    fn by_value(&self, value: f64, phase: Phase) -> Standing {
        match phase {
            Phase::Past | Phase::Undated => match self.bands.of(value, Commitment::Aspirational) {
                Band::Delivered => Standing::of("done"),
                Band::Progress => Standing::of("progress"),
                Band::Missed => Standing::of("missed"),
            },
            _ if value >= 1.0 => Standing::of("done"),
            Phase::Future => Standing::of("on-track"),
            Phase::Present(elapsed) => match grade::pace(value, elapsed) {
                Pace::OnTrack => Standing::of("on-track"),
                Pace::Behind => Standing::of("behind"),
                Pace::AtRisk => Standing::of("at-risk"),
            },
        }
    }

    /// How `key_results` are doing together.
    pub(super) fn summary(&self, total: &Total, objectives: usize) -> Summary {
        Summary {
            score: total.score.value.map(|value| self.score(value)),
            coverage: self.coverage(total.score.graded, total.score.total),
            objectives,
            distribution: self.distribution(&total.key_results),
        }
    }

    pub(super) fn distribution(&self, key_results: &[KeyResultId]) -> Vec<Segment> {
        let mut counts = [0; STATES.len()];
        for id in key_results {
            let code = self.key_result_standing(*id).code();
            if let Some(at) = STATES.iter().position(|known| known.code == code) {
                counts[at] += 1;
            }
        }
        let counted = STATES.iter().zip(counts).filter(|(_, count)| *count > 0);
        let mut end = 0.0;
        let segments = counted.map(|(known, count)| {
            let state = self.state(known.code);
            let (percent, from) = (share(count, key_results.len()), end);
            end = ((from + percent) * 10.0).round() / 10.0;
            let words = [("count", Arg::Count(count)), ("state", Arg::Text(&state.word))];
            let label = self.say("distribution.part", &words);
            Segment { state, count, percent, from, label }
        });
        segments.collect()
    }

    /// Those of `key_results` that need attention, worst first.
    pub(super) fn attention(&self, key_results: &[KeyResultId]) -> Vec<KeyResultId> {
        let rank = |id: KeyResultId| match self.key_result_standing(id).code() {
            "missed" | "at-risk" => Some(0),
            "behind" => Some(1),
            "progress" => Some(2),
            _ => None,
        };
        let value = |id: KeyResultId| {
            let grade = self.plan.key_result(id).assessment.grade.as_ref();
            grade.map_or(0.0, |grade| grade.value)
        };
        let ranked = key_results.iter().filter_map(|id| Some((rank(*id)?, value(*id), *id)));
        let mut ranked: Vec<(u8, f64, KeyResultId)> = ranked.collect();
        ranked.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        ranked.into_iter().map(|(_, _, id)| id).collect()
    }
}

fn by_status(status: Status, phase: Phase) -> Standing {
    match status {
        Status::Done => Standing::called("done", "state.marked_done"),
        Status::InProgress => Standing::of("in-progress"),
        Status::OnTrack if phase == Phase::Past => {
            Standing::called("in-progress", "state.on_track_at_the_end")
        }
        Status::OnTrack => Standing::of("on-track"),
        Status::Behind => Standing::of("behind"),
        Status::AtRisk => Standing::of("at-risk"),
        Status::Blocked => Standing::called("at-risk", "state.blocked"),
        Status::NotDone => Standing::called("missed", "state.not_done"),
        Status::Dropped => Standing::called("missed", "state.dropped"),
    }
}

/// The share of `part` in `whole`, 0 to 100, with one decimal.
#[expect(clippy::cast_precision_loss, reason = "counts of key results are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 * 1000.0 / whole as f64).round() / 10.0 }
}
