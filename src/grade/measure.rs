//! Finds the measures in a text: numbers with their units, and no dates, versions or names.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::context;
use super::scale::{Scale, scale};
use super::scan::{Piece, Token, scan};
use super::words::{self, WAYS};

/// How many tokens around a number can say what it counts.
pub(super) const REACH: usize = 12;

/// Which of the two texts is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    KeyResult,
    Outcome,
}

/// A text, cut up and measured.
#[derive(Clone, Debug)]
pub(super) struct Measured<'a> {
    /// Its tokens.
    pub(super) tokens: Vec<Token<'a>>,
    /// What it measures.
    pub(super) measures: Vec<Measure>,
    /// Whether it holds digits whose meaning is open.
    pub(super) muddled: bool,
    /// The stems of its words, once they are asked for.
    words: OnceCell<HashSet<String>>,
}

impl Measured<'_> {
    /// The stems of its words.
    pub(super) fn words(&self) -> &HashSet<String> {
        self.words.get_or_init(|| words::stems(&self.tokens))
    }
}

/// A number that measures something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measure {
    /// The number.
    pub(super) value: f64,
    /// What sort of number it is.
    pub(super) kind: Kind,
    /// The stems of the words that name what is counted.
    pub(super) unit: Vec<String>,
    /// How its unit relates to others, if it is a unit of measure.
    pub(super) scale: Option<Scale>,
    /// The stems of the words before it in its phrase.
    pub(super) before: Vec<String>,
    /// Whether more or less is meant.
    pub(super) bound: Bound,
    /// Whether it is a level or a change.
    pub(super) role: Role,
    /// Where the metric started, if that is said.
    pub(super) start: Option<f64>,
    /// The `m` of "n of m".
    pub(super) out_of: Option<f64>,
    /// What is wanted of it, going by the words that name it.
    pub(super) wanted: Wanted,
    /// Whether it stands in parentheses or as a condition.
    pub(super) aside: bool,
    /// Whether it goes on with a list: a comma or "and" stands before it.
    pub(super) listed: bool,
    /// Which sentence it stands in, from 0.
    pub(super) sentence: usize,
    /// Whether that sentence or one before it speaks of what is not the case.
    pub(super) doubtful: bool,
    /// Its token.
    pub(super) at: usize,
}

/// The sorts of numbers that are never compared with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Count,
    Percent,
    Times,
    Money(char),
}

/// Whether a number is meant exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Exact,
    AtLeast,
    AtMost,
}

/// Whether more or less of something is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Nothing says: what is asked for is wanted.
    AsAsked,
    /// Less: a cost, a time to wait, a number of bugs.
    Less,
}

/// How a number relates to the metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing says.
    Plain,
    /// The metric itself: "to 60%".
    Level,
    /// A difference: "by 5%".
    Change,
    /// A plus or minus stands before it: a difference, or a count as in "hire +2".
    Signed,
}

/// Measures `text`.
pub(super) fn measure(text: &str, side: Side) -> Measured<'_> {
    let tokens = scan(text);
    let muddled = tokens.iter().any(|token| token.piece == Piece::Muddle);
    let measures = ranges(&tokens, collect(text, &tokens, side));
    Measured { tokens, measures, muddled, words: OnceCell::new() }
}

/// The index of the token that ends the sentence of the token at `from`.
pub(super) fn sentence_end(text: &str, tokens: &[Token<'_>], from: usize) -> usize {
    let ends = |token: &Token<'_>| {
        let spaced = text[token.end..].chars().next().is_none_or(char::is_whitespace);
        matches!(token.piece, Piece::Sign('.' | '!' | '?' | ';')) && spaced
    };
    tokens[from..].iter().position(ends).map_or(tokens.len(), |more| from + more)
}

fn collect(text: &str, tokens: &[Token<'_>], side: Side) -> Vec<Measure> {
    let mut measures = Vec::new();
    let (mut from, mut sentence, mut doubtful) = (0, 0, false);
    while from < tokens.len() {
        let end = sentence_end(text, tokens, from);
        // What follows "Not hired yet." belongs to it, so doubt lasts to the end of the text.
        doubtful |= side == Side::Outcome && words::is_doubtful(&tokens[from..end]);
        let mut depth = 0_usize;
        for at in from..end {
            match tokens[at].piece {
                Piece::Sign('(' | '[') => depth += 1,
                Piece::Sign(')' | ']') => depth = depth.saturating_sub(1),
                _ => {}
            }
            if let Some(mut measure) = measure_at(&tokens[..end], at, side) {
                measure.aside |= depth > 0;
                let restated =
                    side == Side::Outcome && context::restates_goal(&tokens[..end], &measure);
                (measure.sentence, measure.doubtful) = (sentence, doubtful || restated);
                measures.push(measure);
            }
        }
        (from, sentence) = (end + 1, sentence + 1);
    }
    measures
}

fn measure_at(tokens: &[Token<'_>], at: usize, side: Side) -> Option<Measure> {
    let number = context::number_at(tokens, at, side)?;
    let (first, sign, money) = context::prefix(tokens, at)?;
    let mut kind = match (money, number.suffix) {
        (Some(symbol), _) => Kind::Money(symbol),
        (None, "%" | "pp") => Kind::Percent,
        (None, "x") => Kind::Times,
        (None, _) => Kind::Count,
    };
    if words::is_one_of(tokens.get(at + 1), &["percent", "pp"]) {
        kind = Kind::Percent;
    }
    let bare = kind == Kind::Count && number.suffix.is_empty();
    if bare && context::is_name(tokens, first, at, &number) {
        return None;
    }
    let (bound, first) = context::bound(tokens, first)?;
    let millions = if matches!(kind, Kind::Money(_)) && number.suffix == "m" { 1e6 } else { 1.0 };
    let value = number.value * millions * if sign == Some('-') { -1.0 } else { 1.0 };
    let before = context::words_before(tokens, first);
    let unit = context::unit(tokens, at, &number);
    let scale = unit.first().and_then(|unit| scale(unit));
    let role = match context::role(tokens, first, at, sign) {
        // Points are what lies between two shares.
        Role::Plain if kind == Kind::Percent && is_points(&unit) => Role::Change,
        role => role,
    };
    // In some languages the verb comes last: `auf 50 senken`.
    let mut around = before.iter().chain(&unit);
    let falls = role == Role::Level && around.any(|w| words::FALLING.contains(&w.as_str()));
    let above = first.checked_sub(1).map(|at| &tokens[at]);
    let timed = unit.iter().any(|word| words::TIMES.contains(&word.as_str()))
        || scale.is_some_and(Scale::is_time);
    let within = timed && words::is_one_of(above, CONDITIONS);
    let limits = within && words::is_one_of(above, LIMITS);
    Some(Measure {
        value,
        kind,
        bound: match bound {
            Bound::Exact if number.or_more => Bound::AtLeast,
            Bound::Exact if falls || limits => Bound::AtMost,
            _ => bound,
        },
        role,
        start: None,
        out_of: number.out_of.or_else(|| context::out_of(tokens, at)),
        wanted: words::wanted(
            kind,
            scale,
            (&before, context::sentence_before(tokens, first)),
            &unit,
        ),
        aside: within,
        listed: first > 0 && context::is_list_joint(&tokens[first - 1]),
        unit,
        scale,
        before,
        sentence: 0,
        doubtful: false,
        at,
    })
    .filter(|measure| measure.value.is_finite())
}

/// Words before a length of time that make it a condition of the result.
const CONDITIONS: &[&str] =
    &["within", "every", "last", "past", "next", "first", "per", "for", "during", "in"];

/// Those of them that make it one that is not to be passed.
const LIMITS: &[&str] = &["within", "every", "per", "in"];

/// Whether a unit is that of what lies between two shares.
pub(super) fn is_points(unit: &[String]) -> bool {
    unit.iter().any(|word| matches!(word.as_str(), "point" | "pp"))
}

impl Measure {
    /// How many of the unit of `other` one of its own is: 1 where no units are known, or only one
    /// is named; `None` where they measure different things.
    fn in_units_of(&self, other: &Self) -> Option<f64> {
        match (self.scale, other.scale) {
            (Some(own), Some(other)) => own.of(other),
            (None, None) => Some(1.0),
            (None, Some(_)) => self.unit.is_empty().then_some(1.0),
            (Some(_), None) => other.unit.is_empty().then_some(1.0),
        }
    }

    /// The same in the unit of `other`.
    pub(super) fn converted_to(&self, other: &Self) -> Option<Self> {
        let times = self.in_units_of(other)?;
        let (value, start) = (self.value * times, self.start.map(|start| start * times));
        Some(Self { value, start, scale: other.scale, ..self.clone() })
    }

    /// Whether both are counted in units of one dimension.
    pub(super) fn shares_dimension(&self, other: &Self) -> bool {
        self.scale.zip(other.scale).is_some_and(|(own, other)| own.of(other).is_some())
    }
}

/// Joins "from A to B", "A → B", "n of m" and "B (from A)" into one measure each.
fn ranges(tokens: &[Token<'_>], measures: Vec<Measure>) -> Vec<Measure> {
    let mut joined: Vec<Measure> = Vec::new();
    for mut measure in measures {
        let kin = joined.last_mut().filter(|last| {
            let open = last.kind == Kind::Count && last.unit.is_empty() && is_from(tokens, last.at);
            last.kind == measure.kind || open
        });
        let Some(last) = kin.filter(|last| last.sentence == measure.sentence) else {
            joined.push(measure);
            continue;
        };
        let between = &tokens[last.at + 1..measure.at];
        let units = last.in_units_of(&measure);
        if last.out_of == Some(measure.value) && between.len() <= 4 {
            last.unit.clone_from(&measure.unit);
        } else if let Some(times) = units
            && is_way(tokens, last.at, between)
        {
            measure.start = Some(last.value * times);
            measure.before = std::mem::take(&mut last.before);
            (measure.aside, measure.role) = (last.aside, Role::Level);
            *last = measure;
        } else if let Some(times) = units
            && last.start.is_none()
            && is_from(tokens, measure.at)
            && between.len() <= 4
        {
            last.start = Some(measure.value / times);
            last.role = Role::Level;
        } else {
            joined.push(measure);
        }
    }
    joined
}

/// Whether the number at `at` is where something started.
fn is_from(tokens: &[Token<'_>], at: usize) -> bool {
    const STARTS: &[&str] =
        &["from", "currently", "current", "baseline", "was", "today", "previously"];
    words::is_one_of(before(tokens, at), STARTS) || tokens.get(at + 1).is_some_and(is_arrow)
}

/// The word or sign before the number at `at`, but for what belongs to that.
fn before<'t, 'a>(tokens: &'t [Token<'a>], at: usize) -> Option<&'t Token<'a>> {
    let near = &tokens[at.saturating_sub(3)..at];
    let skip = |token: &&Token<'_>| {
        matches!(token.piece, Piece::Sign(':' | '$' | '€' | '£' | '~' | '≈' | '−' | '-'))
    };
    near.iter().rev().find(|token| !skip(token))
}

/// Whether the number at `at` is where a way starts, and the tokens up to the next number say "to",
/// in words of one language.
fn is_way(tokens: &[Token<'_>], at: usize, between: &[Token<'_>]) -> bool {
    let leads_to = |words: &[&str]| {
        between.iter().any(|token| words::is_one_of(Some(token), words) || is_arrow(token))
    };
    let spelled = |(from, to): &(&str, &str)| {
        words::is_one_of(before(tokens, at), &[from]) && leads_to(&[to])
    };
    between.len() <= 6 && (is_from(tokens, at) && leads_to(&["to"]) || WAYS.iter().any(spelled))
}

fn is_arrow(token: &Token<'_>) -> bool {
    matches!(token.piece, Piece::Sign('→' | '⇒' | '⟶' | '⟹' | '➔' | '➜' | '➞' | '➡'))
}
