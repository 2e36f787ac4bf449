//! What the signs and words around a number say about it.

use super::measure::{Bound, Measure, REACH, Role, Side};
use super::scan::{Number, Piece, Token};
use super::words;

/// The number at `at`, in digits or as a word.
pub(super) fn number_at<'a>(tokens: &[Token<'a>], at: usize, side: Side) -> Option<Number<'a>> {
    let spelled = match tokens[at].piece {
        Piece::Number(number) => return Some(number),
        Piece::Word(word) => word,
        _ => return None,
    };
    let next = tokens.get(at + 1);
    let open = next.and_then(words::word).is_none();
    let value = match spelled {
        "No" | "no" if side == Side::Outcome && !open => {
            let later = &tokens[at..tokens.len().min(at + REACH)];
            later.iter().any(|token| words::is_one_of(Some(token), &["yet", "far"])).then_some(0.0)
        }
        _ => words::number_word(spelled)
            .filter(|_| !(open && side == Side::KeyResult))
            .filter(|_| !words::is_one_of(next, &["of", "another", "or", "and", "is"]))
            .filter(|_| !words::is_one_of(previous(tokens, at), &["no", "this", "each", "every"])),
    }?;
    Some(Number { value, out_of: None, suffix: "", decimal: false, or_more: false })
}

/// The first token of the number with its signs, its plus or minus and its currency; `None` when
/// a sign makes it a name (`#123`, `/3`).
pub(super) fn prefix(
    tokens: &[Token<'_>],
    at: usize,
) -> Option<(usize, Option<char>, Option<char>)> {
    let (mut first, mut sign, mut money) = (at, None, None);
    while first > 0 && tokens[first - 1].end == tokens[first].start {
        match tokens[first - 1].piece {
            Piece::Sign(symbol @ ('$' | '€' | '£')) => money = Some(symbol),
            Piece::Sign('+') => sign = Some('+'),
            Piece::Sign('-' | '−' | '–') => sign = Some('-'),
            Piece::Sign('#' | '!' | '/' | '.' | '_' | '\\' | '@') => return None,
            _ => break,
        }
        first -= 1;
    }
    Some((first, sign, money))
}

/// Whether the number at `at` names something: a date, a year, a version, "Tier 1".
pub(super) fn is_name(tokens: &[Token<'_>], first: usize, at: usize, number: &Number<'_>) -> bool {
    let (before, next) = (previous(tokens, first), tokens.get(at + 1));
    if number.out_of.is_some() {
        return words::is_one_of(before, words::BEFORE_DATES);
    }
    let month =
        |token: Option<&Token<'_>>| token.and_then(words::word).is_some_and(words::is_month);
    let short = tokens[at].end - tokens[at].start == 4;
    if number.decimal {
        let as_of = words::is_one_of(before, &["of"])
            && words::is_one_of(first.checked_sub(2).map(|at| &tokens[at]), &["as"]);
        return as_of || words::is_one_of(before, words::BEFORE_VERSIONS);
    }
    let year = short && (1990.0..=2100.0).contains(&number.value);
    let dated =
        words::is_one_of(before, words::BEFORE_YEARS) || next.and_then(words::word).is_none();
    let day = number.value <= 31.0 && (month(before) || month(next));
    let labelled = first == at && words::is_one_of(before, words::LABELS);
    day || labelled || year && (dated || month(before))
}

/// What the signs and words before `first` say about the number, and where they begin; `None`
/// for "up to 5", which asks for nothing.
pub(super) fn bound(tokens: &[Token<'_>], first: usize) -> Option<(Bound, usize)> {
    let Some(before) = previous(tokens, first) else { return Some((Bound::Exact, first)) };
    let last = words::word(before).unwrap_or("");
    let begins = last.as_bytes().first().map(u8::to_ascii_lowercase);
    let found = |all: &[&'static [&'static str]]| {
        let ends = |words: &&&[&str]| {
            words.last().is_some_and(|own| own.as_bytes().first().copied() == begins)
        };
        let mut phrases = all.iter().filter(ends);
        phrases.find(|words| ends_in(tokens, first, words)).map(|words| first - words.len())
    };
    if let Some(from) = found(words::AT_MOST) {
        return Some((Bound::AtMost, from));
    }
    if let Some(from) = found(words::AT_LEAST) {
        return Some((Bound::AtLeast, from));
    }
    match before.piece {
        // `max. 5`
        Piece::Sign('.') if first > 1 => {
            let short = |names| words::is_one_of(tokens.get(first - 2), names);
            return Some(match () {
                () if short(&["max"]) => (Bound::AtMost, first - 2),
                () if short(&["min"]) => (Bound::AtLeast, first - 2),
                // `No. 1` is a place or a name.
                () if short(&["no", "nr"]) => return None,
                () => (Bound::Exact, first),
            });
        }
        Piece::Sign('>' | '≥') => return Some((Bound::AtLeast, first - 1)),
        Piece::Sign('<' | '≤') => return Some((Bound::AtMost, first - 1)),
        Piece::Sign('~' | '≈' | '=') => return Some((Bound::Exact, first - 1)),
        _ => {}
    }
    let is = |back: usize, words: &[&str]| {
        first.checked_sub(back).is_some_and(|at| words::is_one_of(tokens.get(at), words))
    };
    let grows = is(3, &["ramp", "scale", "go", "grow", "move", "speed", "get", "went", "ramped"]);
    Some(match () {
        () if is(1, &["to"]) && is(2, &["up"]) && !grows => return None,
        // A place in an order is no number of anything.
        () if is(1, &["top", "rank", "position", "rang", "platz"]) => return None,
        () if is(1, &["least"]) && is(2, &["at"]) => (Bound::AtLeast, first - 2),
        () if is(1, &["most"]) && is(2, &["at"]) => (Bound::AtMost, first - 2),
        () if is(1, &["than"]) && is(2, &["less", "fewer", "lower"]) => (Bound::AtMost, first - 2),
        () if is(1, &["than"]) && is(2, &["more"]) && is(3, &["no", "not"]) => {
            (Bound::AtMost, first - 3)
        }
        () if is(1, &["than"]) && is(2, &["more"]) => (Bound::AtLeast, first - 2),
        () if is(1, &["over", "above", "minimum", "min"]) => (Bound::AtLeast, first - 1),
        () if is(1, &["within"]) => (Bound::AtMost, first),
        // "Pages load in 1 second"; what is done "in 2 weeks" has a time and no bound.
        () if is(1, &["in"]) && words::is_one_of(tokens.get(first + 1), MOMENTS) => {
            (Bound::AtMost, first)
        }
        () if is(1, &["under", "below", "maximum", "max"]) => (Bound::AtMost, first - 1),
        () if is(
            1,
            &["about", "around", "roughly", "approximately", "only", "just", "exactly"],
        ) =>
        {
            (Bound::Exact, first - 1)
        }
        () => (Bound::Exact, first),
    })
}

/// Whether the tokens before `first` are some words, in small letters.
fn ends_in(tokens: &[Token<'_>], first: usize, words: &[&str]) -> bool {
    let Some(from) = first.checked_sub(words.len()) else { return false };
    let said = tokens[from..first].iter().zip(words);
    said.into_iter().all(|(token, word)| words::is_one_of(Some(token), &[word]))
}

/// Units of the time that a machine takes.
const MOMENTS: &[&str] =
    &["ms", "milliseconds", "millisecond", "s", "sec", "second", "seconds", "minute", "minutes"];

pub(super) fn role(tokens: &[Token<'_>], first: usize, at: usize, sign: Option<char>) -> Role {
    const LEVELS: &[&str] = &[
        "to",
        "at",
        "is",
        "are",
        "was",
        "reached",
        "reach",
        "now",
        "currently",
        "stands",
        "of",
        "hit",
        "auf",
        "à",
        "op",
    ];
    let before = previous(tokens, first);
    let change = words::is_one_of(tokens.get(at + 1), words::CHANGES);
    match sign {
        _ if words::is_one_of(before, &["by"]) || (is_percent(&tokens[at]) && change) => {
            Role::Change
        }
        Some(_) => Role::Signed,
        None if words::is_one_of(before, LEVELS) => Role::Level,
        None if before.is_some_and(|token| matches!(token.piece, Piece::Sign('→'))) => {
            Role::Level
        }
        None => Role::Plain,
    }
}

/// The stems that name what the number at `at` counts.
pub(super) fn unit(tokens: &[Token<'_>], at: usize, number: &Number<'_>) -> Vec<String> {
    let glued = !matches!(number.suffix, "" | "%" | "x" | "m");
    let mut unit: Vec<String> = glued.then(|| number.suffix.to_lowercase()).into_iter().collect();
    for token in tokens[at + 1..].iter().take(REACH) {
        match token.piece {
            Piece::Word(word) if words::is_connector(word) || unit.len() > 4 => break,
            Piece::Word(_)
                if number.suffix == "%" && words::is_one_of(Some(token), words::CHANGES) => {}
            Piece::Word(word) if !words::is_filler(word) => unit.push(words::stem(word)),
            Piece::Word(_) | Piece::Sign('"' | '“' | '”' | '*' | '‘' | '\'' | '`') => {}
            _ => break,
        }
    }
    unit
}

/// The `m` after "of" or "out of".
pub(super) fn out_of(tokens: &[Token<'_>], at: usize) -> Option<f64> {
    let mut rest = tokens[at + 1..].iter().peekable();
    rest.next_if(|token| words::is_one_of(Some(token), &["out"]));
    rest.next_if(|token| words::is_one_of(Some(token), &["of", "von", "sur", "van"]))?;
    rest.next_if(|token| words::is_one_of(Some(token), &["the", "our"]));
    rest.next_if(|token| matches!(token.piece, Piece::Sign('$' | '€' | '£')));
    match rest.next()?.piece {
        Piece::Number(number) if number.suffix.is_empty() => Some(number.value),
        Piece::Word(word) => words::number_word(word),
        _ => None,
    }
}

pub(super) fn goes_on(tokens: &[Token<'_>], at: usize) -> bool {
    const HARMLESS: &[&str] =
        &["so", "already", "now", "as", "of", "out", "overall", "total", "today"];
    let next = tokens.get(at + 1);
    let change = is_percent(&tokens[at]) && words::is_one_of(next, words::CHANGES);
    next.and_then(words::word).is_some() && !change && !words::is_one_of(next, HARMLESS)
}

/// The stems of the words before `first`, back to the last joint of the sentence.
pub(super) fn words_before(tokens: &[Token<'_>], first: usize) -> Vec<String> {
    let mut before = Vec::new();
    for token in tokens[..first].iter().rev().take(REACH) {
        match token.piece {
            _ if is_list_joint(token) => break,
            Piece::Word(word) if words::is_filler(word) || words::is_general_verb(word) => {}
            Piece::Word(word) => before.push(words::stem(word)),
            Piece::Sign('"' | '“' | '”' | '*' | '\'' | '‘' | '’' | '`' | '/' | '&' | '-') =>
                {}
            _ => break,
        }
    }
    before
}

/// What stands in its sentence before `first`.
pub(super) fn sentence_before<'t, 'a>(tokens: &'t [Token<'a>], first: usize) -> &'t [Token<'a>] {
    let ends = |token: &Token<'_>| matches!(token.piece, Piece::Sign('.' | '!' | '?' | ';'));
    let from = tokens[..first].iter().rposition(ends).map_or(0, |end| end + 1);
    &tokens[from..first]
}

pub(super) fn is_list_joint(token: &Token<'_>) -> bool {
    matches!(token.piece, Piece::Sign(',' | '/' | '&' | '+'))
        || words::is_one_of(Some(token), &["and", "or", "plus"])
}

/// Whether an outcome only repeats what was asked: "below our 2 second goal", "the target of 5".
pub(super) fn restates_goal(tokens: &[Token<'_>], measure: &Measure) -> bool {
    let goal = |stem: &String| matches!(stem.as_str(), "goal" | "target");
    let share = words::is_one_of(tokens.get(measure.at + 1), &["of"]);
    (!share && measure.unit.iter().any(goal)) || measure.before.first().is_some_and(goal)
}

fn previous<'t, 'a>(tokens: &'t [Token<'a>], at: usize) -> Option<&'t Token<'a>> {
    tokens.get(at.checked_sub(1)?)
}

fn is_percent(token: &Token<'_>) -> bool {
    matches!(token.piece, Piece::Number(Number { suffix: "%", .. }))
}

/// Whether the number at `at` is asked of each of many: "5 tests per team". Rates over time are
/// what they are.
pub(super) fn is_per_piece(tokens: &[Token<'_>], at: usize) -> bool {
    let after = &tokens[at + 1..tokens.len().min(at + 1 + REACH)];
    let phrase = after.split(|token| !matches!(token.piece, Piece::Word(_))).next().unwrap_or(&[]);
    let per =
        phrase.iter().position(|token| words::is_one_of(Some(token), &["per", "each", "every"]));
    let piece = per.and_then(|at| phrase.get(at + 1)).and_then(words::word).map(words::stem);
    per.is_some() && !piece.is_some_and(|piece| words::TIMES.contains(&piece.as_str()))
}
