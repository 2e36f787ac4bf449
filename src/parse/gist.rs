//! What objectives and key results say by themselves, found out once for each document: plans are
//! made of documents again and again, and grading is most of the work.

use std::sync::Arc;

use crate::grade::{self, Assessment, Declared, Evidence, Figures, Status};
use crate::markdown::{Attributes, Inline, InlineKind, plain, slug};

use super::document::{KeyResult, Objective};
use super::progress;
use super::read_share;

/// The longest address made of words, in bytes.
pub const LONGEST: usize = 60;

/// What one objective or key result says by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gist {
    /// Its words, without marks.
    pub words: Arc<str>,
    /// The same in small letters.
    pub folded: Arc<str>,
    /// The address that its words make; empty when they hold no letter or digit.
    pub address: Arc<str>,
    /// What its words and its outcome say about its progress.
    pub assessment: Arc<Assessment>,
}

/// The gists of an objective and of its key results, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gists {
    /// The objective's own, apart from its key results.
    pub own: Gist,
    /// Those of its key results.
    pub key_results: Vec<Gist>,
}

/// The gists of an objective and of its key results.
pub(super) fn of(objective: &Objective) -> Gists {
    let weighed = are_weights(objective);
    let key_results = objective.key_results.iter().map(|it| key_result(it, weighed));
    Gists { own: own(objective), key_results: key_results.collect() }
}

/// Whether the percentages at the ends of key results are their weights: they make a hundred.
fn are_weights(objective: &Objective) -> bool {
    let share = |written: &KeyResult| {
        let end = written.text.last()?.text()?.trim_end();
        let may_be = end.ends_with(['%', ')', ']']);
        may_be.then(|| last_percentage(&plain(&written.text))).flatten()
    };
    let all: Option<Vec<f64>> = objective.key_results.iter().map(share).collect();
    all.is_some_and(|all| all.len() > 1 && (all.iter().sum::<f64>() - 100.0).abs() < 0.5)
}

/// The percentage that ends some words, in brackets or not.
fn last_percentage(words: &str) -> Option<f64> {
    let last = words.rsplit([' ', '\u{a0}']).next()?;
    last.trim_matches(['(', ')', '[', ']']).strip_suffix('%')?.parse().ok()
}

fn key_result(written: &KeyResult, weighed: bool) -> Gist {
    let words = plain(&written.text);
    let outcome = written.outcome.as_deref().map(plain);
    // What its own words tell of how far it is says nothing of where it is to be.
    let share = || progress::share(&words).filter(|_| !weighed);
    let told = progress::progress(&words).or_else(share);
    let bare = told.as_ref().and_then(|it| words.rsplit_once(it.told));
    let text = bare.map_or(&*words, |(before, _)| before.trim_end());
    let figures = written.figures.told();
    let assessment = grade::assess(&Evidence {
        text,
        outcome: outcome.as_deref(),
        ticked: written.task,
        struck: is_struck(&written.text),
        declared: declared(&written.attributes),
        figures: Figures {
            current: figures.current.or(told.as_ref().map(|it| it.figure.as_str())),
            ..figures
        },
    });
    gist(words, assessment)
}

fn own(written: &Objective) -> Gist {
    let words = plain(&written.title);
    let outcome = written.outcome.as_deref().map(plain);
    let assessment = grade::assess(&Evidence {
        text: &words,
        outcome: outcome.as_deref(),
        ticked: None,
        struck: is_struck(&written.title),
        declared: declared(&written.attributes),
        figures: Figures::default(),
    });
    gist(words, assessment)
}

fn gist(words: String, assessment: Assessment) -> Gist {
    Gist {
        folded: words.to_lowercase().into(),
        address: slug(&words, LONGEST).into(),
        words: words.into(),
        assessment: Arc::new(assessment),
    }
}

fn declared(attributes: &Attributes) -> Declared {
    Declared {
        grade: attributes.get("grade").and_then(read_share),
        status: attributes.get("status").and_then(Status::named),
        confidence: attributes.get("confidence").and_then(read_share),
    }
}

fn is_struck(inlines: &[Inline]) -> bool {
    let struck = |inline: &Inline| match &inline.kind {
        InlineKind::Strike(_) => true,
        InlineKind::Text(text) => !text.contains(char::is_alphanumeric),
        _ => false,
    };
    !inlines.is_empty()
        && inlines.iter().all(struck)
        && inlines.iter().any(|it| it.text().is_none())
}
