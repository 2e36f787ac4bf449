//! Reads numbers, units and states out of a key result and its outcome; computes and explains
//! progress.
//!
//! Three things are kept apart: what was measured, what the author declared, and what the calendar
//! lets one infer ([`pace`]). Reading is conservative: a text whose numbers and units do not match
//! without doubt is *reported*, not graded, and a number that was not there is never made up.
//!
//! Both texts are cut into tokens (`scan`), the numbers among them that measure something get
//! their units (`measure`), those of the outcome are matched with those of the key result
//! (`matching`), and a fixed row of readings is tried (`reading`). States in words and the
//! author's own grades are read beside that (`stated`).

mod context;
mod figures;
mod how;
mod matching;
mod measure;
mod reading;
mod scale;
mod scan;
mod score;
mod stated;
mod status;
#[cfg(test)]
mod tests;
mod words;

pub use figures::Figures;
pub use how::{Advice, How};
pub use score::{Band, Bands, Commitment, Pace, Score, pace, score};
pub use status::Status;
pub use words::WAYS;

use matching::Pair;
use stated::{Force, Opening};

/// What is known about a key result, in plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence<'a> {
    /// The key result's own words.
    pub text: &'a str,
    /// The words after `=>`, or of an outcome column.
    pub outcome: Option<&'a str>,
    /// Whether its box is ticked, if it is an item of a task list.
    pub ticked: Option<bool>,
    /// Whether it is struck through.
    pub struck: bool,
    /// What its attributes and columns declare.
    pub declared: Declared,
    /// What columns, lines below it and brackets behind it tell of its metric.
    pub figures: Figures<'a>,
}

/// What an author declares outright.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Declared {
    /// The grade, where 1 is the whole goal; beats everything that is read.
    pub grade: Option<f64>,
    /// The state; beats the one that is read.
    pub status: Option<Status>,
    /// How likely the goal is to be reached, 0 to 1; changes no grade.
    pub confidence: Option<f64>,
}

/// How far a key result has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Grade {
    /// The raw share of the goal: 1.5 is 150 %; may be negative; always finite.
    pub value: f64,
    /// Where the number comes from.
    pub source: Source,
    /// How it was read.
    pub how: How,
}

impl Grade {
    /// The share of the goal, 0 to 1, for bars and roll-ups.
    #[must_use]
    pub fn clamped(&self) -> f64 {
        score::clamped(self.value)
    }

    fn measured(value: f64, how: How) -> Option<Self> {
        Self::new(value, Source::Measured, how)
    }

    fn declared(value: f64, how: How) -> Option<Self> {
        Self::new(value, Source::Declared, how)
    }

    fn new(value: f64, source: Source, how: How) -> Option<Self> {
        // Adding zero turns a negative zero into a plain one.
        let value = value + 0.0;
        value.is_finite().then_some(Self { value, source, how })
    }
}

/// Where a grade comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// It was read from the outcome.
    Measured,
    /// It is the author's own.
    Declared,
}

impl Source {
    /// The word that stands for it: `measured` or `declared`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Declared => "declared",
        }
    }
}

/// What was made of the evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assessment {
    /// The state the author gives it; never inferred from the grade.
    pub status: Option<Status>,
    /// How far it has come, if that can be told.
    pub grade: Option<Grade>,
    /// Whether there is an outcome that gave neither a grade nor a state.
    pub reported: bool,
    /// What to type so that the outcome is graded, or is clear.
    pub hint: Option<Advice>,
}

impl Assessment {
    /// Whether nothing at all is said about what came of it.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.status.is_none() && self.grade.is_none() && !self.reported
    }
}

/// Reads the evidence.
///
/// In order: a declared grade, the author's grade in the text or as the outcome, a plain state
/// ("Done."), the numbers of the outcome, a state with an explanation, a tick, a strike or a sign
/// at the key result itself, a declared state.
#[must_use]
pub fn assess(evidence: &Evidence<'_>) -> Assessment {
    let outcome = evidence.outcome.map(trim_arrow).filter(|outcome| !outcome.is_empty());
    let told = if evidence.figures.place() {
        place(evidence, outcome)
    } else {
        let said = outcome.or(evidence.figures.current);
        said.map(|said| tell(evidence.text, said)).unwrap_or_default()
    };
    // What is struck through is done, unless words say otherwise: `moved to Q1`.
    let given_up = evidence.struck && outcome.is_some_and(|it| stated::gives_up(it, evidence.text));
    let moved = evidence.struck && outcome.is_some_and(stated::puts_off) || given_up;
    let marked = mark(evidence).filter(|_| {
        let agrees = told.status.is_none_or(|status| status == Status::Done);
        told.grade.is_none() && agrees && !moved
    });
    let declared = evidence.declared.status;
    let read = told.grade.clone();
    let grade = author_grade(evidence, outcome)
        .or(told.grade)
        .or_else(|| marked.as_ref().and_then(|(status, how)| terminal(*status, how.clone())))
        .or_else(|| {
            declared.and_then(|status| {
                Grade::declared(share(status)?, How::Words(status.word().into()))
            })
        });
    let silent = grade.is_none() && told.status.is_none() && !given_up;
    let reported = outcome.is_some() && silent;
    Assessment {
        status: declared
            .or(given_up.then_some(Status::Dropped))
            .or(told.status)
            .or(marked.map(|(status, _)| status)),
        hint: told.hint.filter(|_| reported || (read.is_some() && grade == read)),
        grade,
        reported,
    }
}

/// Whether a text carries a mark of its author: a grade at its end, or a sign such as ✅.
#[must_use]
pub fn is_marked(text: &str) -> bool {
    stated::trailing_grade(text).is_some()
        || stated::sign(text).is_some()
        || stated::trailing_status(text).is_some()
}

/// Whether a text begins with its author's grade, and says more: `0.7. We ran out of money.`
#[must_use]
pub fn opens_with_grade(text: &str) -> bool {
    stated::whole_grade(text, "").is_some()
}

/// Whether `said` tells the number that a key result `text` came to, and nothing else: `18`,
/// `$1.2M`, `18 signed`.
#[must_use]
pub fn tells_number(text: &str, said: &str) -> bool {
    reading::tells_number(text, said)
}

/// The sign of `status` that a text begins or ends with.
#[must_use]
pub fn sign_of(status: Status, text: &str) -> Option<char> {
    stated::sign(text).and_then(|(found, sign)| (found == status).then_some(sign))
}

/// The outcome without what is left of its arrow, as `==>` and `=>.`, and without brackets around
/// all of it.
fn trim_arrow(outcome: &str) -> &str {
    let outcome = outcome.trim();
    let inner =
        outcome.strip_prefix('(').and_then(|inner| inner.trim_end_matches('.').strip_suffix(')'));
    let outcome = inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(outcome);
    let bare = outcome.trim_start_matches('=');
    let bare = if bare.len() < outcome.len() { bare.trim_start_matches([' ', '>']) } else { bare };
    match bare.strip_prefix(['.', ',']) {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit()) => rest.trim_start(),
        _ => bare,
    }
}

fn author_grade(evidence: &Evidence<'_>, outcome: Option<&str>) -> Option<Grade> {
    let text = |grade| Grade::declared(grade, How::ByAuthor(grade));
    let explicit = evidence.declared.grade.and_then(text);
    let trailing = || stated::trailing_grade(evidence.text).and_then(text);
    let said = |outcome| {
        stated::whole_grade(outcome, evidence.text)
            .or_else(|| stated::closing_grade(outcome, evidence.text))
    };
    // A number beside a start or a target is where the metric is, and no grade.
    let outcome = outcome.filter(|_| !evidence.figures.place());
    explicit.or_else(trailing).or_else(|| outcome.and_then(said).and_then(text))
}

/// What columns tell about where a metric is on its way; the outcome's words only give a state.
fn place(evidence: &Evidence<'_>, outcome: Option<&str>) -> Assessment {
    let opening = outcome.and_then(stated::opening).filter(is_meant);
    let plain = opening.filter(|opening| opening.force == Force::Plain).and_then(state_grade);
    let grade = figures::read(evidence.text, &evidence.figures);
    let hint = evidence.figures.unstarted().map(Advice::Start).filter(|_| grade.is_none());
    let grade = grade.or(plain);
    Assessment { status: opening.map(|it| it.status), hint, grade, reported: false }
}

/// Whether a state can be taken at its word.
fn is_meant(opening: &Opening<'_>) -> bool {
    opening.force != Force::Open || share(opening.status).is_none()
}

/// Whether `text` opens with a state, or closes with the sign of one.
#[must_use]
pub fn tells_state(text: &str) -> bool {
    stated::opening(text).as_ref().is_some_and(is_meant)
}

/// What an outcome tells about a key result that says `text`.
fn tell(text: &str, outcome: &str) -> Assessment {
    let opening = stated::opening(outcome).filter(is_meant);
    let status = opening.map(|opening| opening.status);
    let phrase = opening.map(|it| it.phrase.to_lowercase()).unwrap_or_default();
    let says_none = phrase == "no" || words::NONE.contains(&phrase.as_str());
    if let Some(limit) = says_none.then(|| reading::limit(text)).flatten() {
        let grade = reading::none(limit, &phrase);
        let status = grade.is_some().then_some(Status::Done);
        let hint = grade.is_none().then_some(Advice::Share);
        return Assessment { status, hint, grade, reported: false };
    }
    if let Some(grade) = opening.filter(|o| o.force == Force::Plain).and_then(state_grade) {
        return Assessment { status, grade: Some(grade), ..Assessment::default() };
    }
    let pair = Pair::new(text, opening.map_or(outcome, |opening| opening.rest));
    let grade = reading::read(&pair).or_else(|| opening.and_then(state_grade));
    let hint = reading::hint(&pair, grade.as_ref());
    Assessment { status, hint, grade, reported: false }
}

fn state_grade(opening: Opening<'_>) -> Option<Grade> {
    terminal(opening.status, How::Words(opening.phrase.to_lowercase()))
}

/// The state that a tick, a strike or a sign gives the key result, and what gave it.
fn mark(evidence: &Evidence<'_>) -> Option<(Status, How)> {
    if evidence.ticked == Some(true) {
        return Some((Status::Done, How::Ticked));
    }
    // An empty box says that it is not done: then it was struck because it never will be.
    if evidence.struck && evidence.ticked.is_none() {
        return Some((Status::Done, How::Struck));
    }
    let sign =
        stated::sign(evidence.text).map(|(status, sign)| (status, How::Marked(sign.to_string())));
    sign.or_else(|| {
        let (status, words) = stated::trailing_status(evidence.text)?;
        Some((status, How::Marked(words.to_string())))
    })
}

/// The grade of a state that says all.
fn terminal(status: Status, how: How) -> Option<Grade> {
    Grade::measured(share(status)?, how)
}

/// The share of the goal that a state amounts to, if it says.
fn share(status: Status) -> Option<f64> {
    match status {
        Status::Done => Some(1.0),
        Status::NotDone => Some(0.0),
        _ => None,
    }
}
