//! One document → outline → OKRs, with spans. Sees one file at a time and never fails.
//!
//! The text becomes an *outline* of headings, items, bold paragraphs and labelled lines; each node
//! of it is *classified* by its label, its form and its place; what is not understood stays prose,
//! in its place. No rule here knows a company or a document, only ways of writing.

mod above;
mod arrow;
mod cells;
mod classify;
mod dates;
mod details;
mod document;
mod ends;
mod evidence;
mod field;
mod gist;
mod heading;
mod holder;
mod items;
mod key;
mod kin;
mod known;
mod label;
mod lead;
mod levels;
mod lines;
mod measures;
mod outline;
mod owner;
mod problems;
mod progress;
mod read;
mod roadmap;
mod said;
mod scores;
mod sums;
mod table;
mod target;
mod territory;
mod text;
mod vocabulary;
mod walk;
mod words;

pub use document::{
    Document, Figures, KeyResult, Objective, OwnerName, OwnerVia, PeriodMention, Piece, Reading,
    TargetPlace, TargetUse,
};
pub use gist::{Gist, Gists, LONGEST};
pub use read::document;
pub use roadmap::{Checks, FieldKind, Horizon, ItemReading, RoadmapItem, State, WrittenField};

/// Reads a share as people write it: `0.8`, `0,8`, `8/10` or `80%`; `None` when it is none of these.
#[must_use]
pub fn read_share(text: &str) -> Option<f64> {
    // `0,8` is how a share is written where the comma parts the fraction.
    let number = |text: &str| {
        let plain = text.trim().replacen(',', ".", 1);
        plain.parse::<f64>().ok().filter(|number| number.is_finite())
    };
    if let Some((part, whole)) = text.split_once('/') {
        return Some(number(part)? / number(whole).filter(|whole| *whole > 0.0)?);
    }
    match text.strip_suffix('%') {
        Some(percent) => Some(number(percent)? / 100.0),
        None => number(text),
    }
}
