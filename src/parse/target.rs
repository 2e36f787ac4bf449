//! Uses of targets: links through a label that looks like a placeholder and is defined.

use std::collections::HashSet;

use crate::config::Config;
use crate::markdown::{Inline, InlineKind, Link, LinkForm, each_text, plain};

use super::document::{Document, Piece, TargetPlace, TargetUse};
use super::text::flat;

/// Words and signs before a target that compare with it, longest first.
const COMPARATORS: [&str; 16] = [
    "no more than",
    "at least",
    "at most",
    "less than",
    "more than",
    "fewer than",
    "up to",
    "over",
    "under",
    "above",
    "below",
    "≥",
    "≤",
    ">",
    "<",
    "~",
];

/// Words that end the description of what is counted.
const STOPS: [&str; 28] = [
    "a",
    "across",
    "and",
    "are",
    "at",
    "begin",
    "by",
    "each",
    "each.",
    "for",
    "from",
    "generated",
    "have",
    "in",
    "is",
    "of",
    "on",
    "or",
    "out",
    "per",
    "that",
    "the",
    "through",
    "to",
    "using",
    "via",
    "which",
    "with",
];

/// All uses of targets in `document`, in the order of the text.
pub(super) fn uses(document: &Document, config: &Config) -> Vec<TargetUse> {
    let defined: HashSet<String> =
        document.definitions.iter().map(|definition| definition.label.to_lowercase()).collect();
    let mut uses = Vec::new();
    if defined.is_empty() {
        return uses;
    }
    let mut find = |inlines: &[Inline], place| {
        let mut context = Context { config, defined: &defined, place, uses: &mut uses };
        context.look(inlines, &flat(inlines), &mut 0);
    };
    for piece in &document.pieces {
        if let Piece::Prose(blocks, _) = piece {
            each_text(blocks, &mut |inlines| find(inlines, TargetPlace::Prose));
        }
    }
    for (index, objective) in document.objectives.iter().enumerate() {
        let place = TargetPlace::Objective(index);
        find(&objective.title, place);
        objective.outcome.iter().for_each(|outcome| find(outcome, place));
        each_text(&objective.notes, &mut |inlines| find(inlines, place));
        for (number, key_result) in objective.key_results.iter().enumerate() {
            let place = TargetPlace::KeyResult(index, number);
            find(&key_result.text, place);
            key_result.outcome.iter().for_each(|outcome| find(outcome, place));
            each_text(&key_result.notes, &mut |inlines| find(inlines, place));
        }
    }
    uses.sort_by_key(|found| found.span);
    uses
}

struct Context<'a> {
    config: &'a Config,
    defined: &'a HashSet<String>,
    place: TargetPlace,
    uses: &'a mut Vec<TargetUse>,
}

impl Context<'_> {
    /// Looks for targets; `words` is the whole text and `at` how much of it has been passed.
    fn look(&mut self, inlines: &[Inline], words: &str, at: &mut usize) {
        for inline in inlines {
            let length = flat(std::slice::from_ref(inline)).len();
            if let InlineKind::Link(link) = &inline.kind
                && let Some(label) = self.label(link)
            {
                let before = words.get(..*at).unwrap_or("");
                let after = words.get(*at + length..).unwrap_or("");
                self.uses.push(TargetUse {
                    label,
                    span: inline.span,
                    symbol: symbol(&link.content),
                    comparator: comparator(before),
                    unit: unit(after),
                    place: self.place,
                });
            } else if !inline.children().is_empty() {
                self.look(inline.children(), words, &mut at.clone());
            }
            *at += length;
        }
    }

    fn label(&self, link: &Link) -> Option<String> {
        let LinkForm::Reference(label) = &link.form else { return None };
        let is_target = self.config.is_target_label(label);
        let label = label.to_lowercase();
        (is_target && self.defined.contains(&label)).then_some(label)
    }
}

/// What a placeholder shows, with lowered digits: `_$N<sub>0</sub>_` → `$N₀`.
fn symbol(content: &[Inline]) -> String {
    let mut out = String::new();
    let mut lowered = false;
    symbol_into(content, &mut lowered, &mut out);
    if out.trim().is_empty() { plain(content) } else { out.trim().to_owned() }
}

fn symbol_into(content: &[Inline], lowered: &mut bool, out: &mut String) {
    for inline in content {
        match &inline.kind {
            InlineKind::Html(tag) => {
                *lowered = tag.get(..4).is_some_and(|tag| tag.eq_ignore_ascii_case("<sub"));
            }
            InlineKind::Text(text) | InlineKind::Code(text) => {
                out.extend(text.chars().map(|sign| if *lowered { subscript(sign) } else { sign }));
            }
            _ => symbol_into(inline.children(), lowered, out),
        }
    }
}

fn subscript(sign: char) -> char {
    match sign.to_digit(10) {
        Some(digit) => char::from_u32('₀' as u32 + digit).unwrap_or(sign),
        None => sign,
    }
}

fn comparator(before: &str) -> String {
    let before = before.trim_end().trim_end_matches(['$', '€', '£']).trim_end();
    let lower = before.to_lowercase();
    let found = COMPARATORS.iter().find(|word| {
        lower.strip_suffix(**word).is_some_and(|rest| {
            !word.starts_with(char::is_alphabetic) || !rest.ends_with(char::is_alphanumeric)
        })
    });
    found.map_or_else(String::new, |word| (*word).to_owned())
}

/// Up to three words after a target, as far as they say what is counted.
fn unit(after: &str) -> String {
    if !after.starts_with([' ', '\u{a0}', '%', 'x', '/', '+']) {
        return String::new();
    }
    let mut words = Vec::new();
    for word in after.split_whitespace().take(3) {
        let bare = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
        let lower = bare.to_lowercase();
        if bare.is_empty() || STOPS.contains(&lower.as_str()) || bare.starts_with(['(', '=', '→'])
        {
            break;
        }
        words.push(bare);
        // An abbreviation (`WAU`, `IARR`) is a unit by itself.
        let is_short = bare.len() > 1 && bare.chars().all(char::is_uppercase);
        if bare.len() < word.len() || is_short {
            break;
        }
    }
    words.join(" ")
}
