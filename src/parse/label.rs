//! Labels that say what a line is: `KR:`, `KR 1.2:`, `CEO KR:`, `Objective 2:`, `[Key Result]`, `O1.`

use crate::grade::Status;
use crate::markdown::Inline;

use super::key;
use super::text::{flat, left, right, trim};
use super::vocabulary::{is_example, names_holder};

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelKind {
    Objective,
    KeyResult,
}

/// A label at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub kind: LabelKind,
    /// The label as written, without its delimiter.
    pub text: String,
    /// The owner named before `KR`, as in `CEO KR:`.
    pub owner: Option<String>,
    /// Where the label starts, after signs such as 🎯, in bytes.
    pub start: usize,
    /// Where the text after the label starts, in bytes.
    pub end: usize,
}

const WORDS: [(&str, LabelKind); 33] = [
    ("key result", LabelKind::KeyResult),
    ("key-result", LabelKind::KeyResult),
    ("kr", LabelKind::KeyResult),
    ("objective", LabelKind::Objective),
    ("obj", LabelKind::Objective),
    ("goal", LabelKind::Objective),
    ("ziel", LabelKind::Objective),
    ("objectif", LabelKind::Objective),
    ("objetivo", LabelKind::Objective),
    ("obiettivo", LabelKind::Objective),
    ("doelstelling", LabelKind::Objective),
    ("doel", LabelKind::Objective),
    ("rc", LabelKind::KeyResult),
    ("schlüsselergebnis", LabelKind::KeyResult),
    ("schluesselergebnis", LabelKind::KeyResult),
    ("résultat clé", LabelKind::KeyResult),
    ("resultado clave", LabelKind::KeyResult),
    ("resultado-chave", LabelKind::KeyResult),
    ("risultato chiave", LabelKind::KeyResult),
    ("kernresultaat", LabelKind::KeyResult),
    ("sleutelresultaat", LabelKind::KeyResult),
    ("目标", LabelKind::Objective),
    ("目標", LabelKind::Objective),
    ("关键结果", LabelKind::KeyResult),
    ("關鍵結果", LabelKind::KeyResult),
    ("主要な成果", LabelKind::KeyResult),
    ("成果指標", LabelKind::KeyResult),
    ("목표", LabelKind::Objective),
    ("핵심 결과", LabelKind::KeyResult),
    ("핵심결과", LabelKind::KeyResult),
    ("Цель", LabelKind::Objective),
    ("Ключевой результат", LabelKind::KeyResult),
    ("o", LabelKind::Objective),
];

/// Words that are labels of key results only with a number and a sign behind it: `Result 2:`. By
/// themselves they say what came of one.
const NUMBERED: [&str; 6] =
    ["resultado", "resultaat", "result", "ergebnis", "résultat", "risultato"];

/// The longest name that may stand before `KR:`.
const LONGEST_OWNER: usize = 48;

/// The label that `line` starts with.
pub(super) fn label(line: &str) -> Option<Label> {
    let start = line.len() - line.trim_start_matches(is_sign).len();
    at(line, start).or_else(|| at(line, after_mark(line, start)?))
}

/// The label that `line` has at one place.
fn at(line: &str, start: usize) -> Option<Label> {
    let found = bracketed(line, start)
        .or_else(|| plain(line, start))
        .or_else(|| owned(line, start))
        .or_else(|| described(line, start))
        .or_else(|| promised(line, start));
    found.map(|label| Label { start, ..label })
}

/// Whether `line` starts with a label, and with no mark before it.
pub(super) fn begins(line: &str) -> bool {
    at(line, 0).is_some()
}

/// Whether `word` is a label's word with its number: `KR-1`.
pub(super) fn is_code(word: &str) -> bool {
    word_and_number(word).is_some_and(|(_, end)| end == word.len())
}

/// Where what follows a state, a score or a priority in brackets, or the key of an issue, starts:
/// `[Done] KR1: …`, `PROJ-7 KR1: …`.
fn after_mark(line: &str, start: usize) -> Option<usize> {
    if let Some((_, end)) = key::leading(&line[start..]) {
        return Some(start + end);
    }
    let inner = line[start..].strip_prefix(['[', '('])?;
    let (mark, rest) = inner.split_once([']', ')'])?;
    let mark = mark.trim();
    let says = Status::named(mark).is_some()
        || super::read_share(mark).is_some()
        || super::holder::is_priority(mark);
    let blanks = rest.len() - rest.trim_start().len();
    says.then_some(line.len() - rest.len() + blanks)
}

/// Whether `sign` may stand before a label: a blank, 🎯, 🟢.
fn is_sign(sign: char) -> bool {
    // Pictures, what joins and varies them, but no dashes, quotes or arrows.
    sign.is_whitespace() || sign == '\u{200d}' || (sign >= '\u{2300}' && !sign.is_alphanumeric())
}

/// The words that end an objective before its key results: `We will grow, as measured by:`.
fn promised(line: &str, start: usize) -> Option<Label> {
    let rest = line.trim_end().strip_suffix(':')?.trim_end();
    let ends = |words: &&str| {
        let from = rest.len().checked_sub(words.len()).filter(|from| *from > start);
        from.and_then(|from| rest.get(from..)).is_some_and(|end| end.eq_ignore_ascii_case(words))
    };
    let kind = LabelKind::Objective;
    let found = PROMISES.iter().any(ends);
    found.then(|| Label { kind, text: String::new(), owner: None, start, end: start })
}

/// What stands between an objective and its key results in one sentence.
const PROMISES: [&str; 7] = [
    "as measured by",
    "measured by the following",
    "we will measure it by",
    "we will know we are there when",
    "we will know we have succeeded when",
    "we'll know we are there when",
    "we'll know we have succeeded when",
];

/// The label that `line` is and nothing else, as `Objective 1` or `Key Result 2`.
pub(super) fn whole(line: &str) -> Option<Label> {
    let text = line.trim();
    let (kind, length) = word_and_number(text)?;
    let numbered = text.ends_with(|sign: char| sign.is_ascii_digit());
    // `Goal` alone may head anything, and `Key result` a list of them; `Objective` does neither.
    let plain = kind == LabelKind::Objective && text.len() > "goal".len();
    let is_whole = length == text.len() && (numbered || plain);
    is_whole.then(|| Label { kind, text: text.to_owned(), owner: None, start: 0, end: line.len() })
}

/// Whether `line` starts with a label.
pub(super) fn is_labelled(line: &str) -> bool {
    label(line).is_some()
}

/// `[Key Result] …`, `[O1]: …`
fn bracketed(line: &str, start: usize) -> Option<Label> {
    let inner = line[start..].strip_prefix('[')?;
    let close = inner.find(']')?;
    let (kind, length) = word_and_number(&inner[..close])?;
    let complete = inner[length..close].trim().is_empty();
    let mut end = start + 1 + close + 1;
    end += usize::from(line[end..].starts_with(':'));
    complete.then(|| Label { kind, text: inner[..close].to_owned(), owner: None, start, end })
}

/// `KR: …`, `KR-1.1 …`, `Objective 2: …`, `O1. …`, `TKR 2: …`
fn plain(line: &str, start: usize) -> Option<Label> {
    let rest = &line[start..];
    let found = word_and_number(rest).or_else(|| of_level(rest)).or_else(|| numbered_word(rest));
    let (kind, length) = found.or_else(|| of_set(rest))?;
    let text = rest[..length].trim_end().to_owned();
    let numbered = text.contains(|sign: char| sign.is_ascii_digit());
    let weight = weight(&rest[length..]);
    let length = length + weight;
    let text = if weight > 0 { rest[..length].to_owned() } else { text };
    let delimiter = delimiter(&rest[length..], numbered)?;
    // `Goal: 500` tells a number that was to be reached.
    let after = rest[length + delimiter..].trim();
    let is_figure = after.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'%'));
    let is_none = if numbered { tells(after) } else { is_figure && !after.is_empty() };
    if kind == LabelKind::Objective && is_none {
        return None;
    }
    Some(Label { kind, text, owner: None, start, end: start + length + delimiter })
}

/// Whether the words after the label of an objective only tell how it goes: `O1 on track`,
/// `O2: KR2 behind`.
fn tells(words: &str) -> bool {
    let words = words.trim();
    let of_result = || {
        let (kind, length) = word_and_number(words)?;
        let rest = &words[length..];
        let goes_on = rest.trim_start().starts_with(char::is_lowercase);
        Some(kind == LabelKind::KeyResult && words[..length].ends_with(is_digit) && goes_on)
    };
    // `O2 Open` is called so.
    let is_name = words.starts_with(char::is_uppercase) && !words.contains(' ');
    Status::named(words).is_some() && !is_name || of_result() == Some(true)
}

fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit()
}

/// The length of a weight or a mark after a label, before a colon: ` (40%)`, ` [0.7]`.
fn weight(rest: &str) -> usize {
    let Some(inner) = rest.trim_start().strip_prefix(['(', '[']) else { return 0 };
    let skipped = rest.len() - inner.len();
    let Some((mark, after)) = inner.split_once([')', ']']) else { return 0 };
    let short = !mark.trim().is_empty() && mark.len() <= LONGEST_MARK;
    if short && after.starts_with(':') { skipped + mark.len() + 1 } else { 0 }
}

/// The longest mark in brackets after a label, in bytes.
const LONGEST_MARK: usize = 24;

impl Label {
    /// Whether it is a word that stands before much else, too, and has no number.
    pub(super) fn is_loose(&self) -> bool {
        ["goal", "ziel", "target"].iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// Whether it counts an objective together with its key results: `OKR 1`.
    pub(super) fn is_of_set(&self) -> bool {
        of_set(&format!("{}:", self.text)).is_some()
    }

    /// `inlines` without it; the sign of a state before it stays, as 🟢 does.
    pub(super) fn off(&self, inlines: &[Inline]) -> Vec<Inline> {
        let rest = trim(right(inlines, self.end));
        let mut signs = left(inlines, self.start);
        let words = flat(&signs);
        if !words.contains(char::is_alphanumeric) && !crate::grade::is_marked(&words) {
            return rest;
        }
        signs.extend(rest);
        trim(signs)
    }

    /// The weight in it: 0.4 of `KR 1 (40%)`.
    pub(super) fn weight(&self) -> Option<f64> {
        let (_, share) = self.text.strip_suffix("%)")?.rsplit_once('(')?;
        Some(share.parse::<f64>().ok()? / 100.0)
    }
}

/// `CEO KR: …`, `Product KR 2: …`
fn owned(line: &str, start: usize) -> Option<Label> {
    let rest = &line[start..];
    let colon = rest.find(':')?;
    let before = &rest[..colon];
    let at = before.rfind(" KR").or_else(|| before.rfind(" Key Result"))?;
    let (kind, length) = word_and_number(&before[at + 1..])?;
    let owner = before[..at].trim();
    let named =
        owner.chars().next().is_some_and(char::is_uppercase) && owner.len() <= LONGEST_OWNER;
    let sentence = owner.contains(['.', ',', ';', '!', '?']) || owner.contains(char::is_control);
    let complete = before[at + 1 + length..].trim().is_empty() && kind == LabelKind::KeyResult;
    let named = named && !key::is_key(owner) && !is_example(owner);
    (complete && named && !sentence).then(|| Label {
        kind,
        text: before[at + 1..].trim_end().to_owned(),
        owner: Some(owner.to_owned()),
        start,
        end: start + colon + 1,
    })
}

/// `Top goal: …`, `Marketing objective 2: …`
fn described(line: &str, start: usize) -> Option<Label> {
    let rest = &line[start..];
    let colon = rest.find(':')?;
    let before = &rest[..colon];
    if before.len() > 2 * LONGEST_OWNER {
        return None;
    }
    let words: Vec<&str> = before.split(' ').collect();
    let at = (1..words.len()).rev().find(|at| {
        let length: usize = words[..*at].iter().map(|word| word.len() + 1).sum();
        word_and_number(&before[length..]).is_some_and(|(kind, end)| {
            let rest = &rest[length + end..];
            let ends = rest[weight(rest)..].trim_start().starts_with(':');
            kind == LabelKind::Objective && ends
        })
    })?;
    let name = words[..at].join(" ");
    let plain = words[..at].iter().all(|word| {
        word.starts_with(char::is_alphabetic)
            && word.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '&'))
    });
    let capital = name.starts_with(char::is_uppercase);
    (at <= 4 && plain && capital && !is_example(&name)).then(|| Label {
        kind: LabelKind::Objective,
        text: if names_holder(&name) { words[at..].join(" ") } else { before.trim().to_owned() },
        owner: names_holder(&name).then_some(name),
        start,
        end: start + colon + 1,
    })
}

/// A label's word at the start of `text`, and how far it reaches with its number.
fn word_and_number(text: &str) -> Option<(LabelKind, usize)> {
    // Most texts begin with none of the letters that labels begin with.
    let first = text.as_bytes().first()?.to_ascii_lowercase();
    if first.is_ascii() && !matches!(first, b'k' | b'o' | b'g' | b'z' | b'd' | b'r' | b's') {
        return None;
    }
    WORDS.into_iter().find_map(|(word, kind)| {
        let start = text.get(..word.len())?;
        if !start.eq_ignore_ascii_case(word) {
            return None;
        }
        let rest = &text[word.len()..];
        let number = match number(rest) {
            0 if word.len() > 2 => spelled_number(rest),
            digits => digits,
        };
        let letter = || lettered(&rest[number..], number > 0);
        let number = number + if word.len() > 2 || number > 0 { letter() } else { 0 };
        if kind == LabelKind::Objective
            && number > 0
            && let Some(code) = coded(&rest[number..])
        {
            return Some((LabelKind::KeyResult, word.len() + number + code));
        }
        let bounded = !rest[number..].starts_with(char::is_alphanumeric);
        // A lone `o` is a label only with a number or when it stands before a colon.
        let short = matches!(word, "o" | "rc") && number == 0 && !rest.starts_with(':');
        (bounded && !short).then_some((kind, word.len() + number))
    })
}

/// A key result's label with letters before it that say whose it is, company's or team's: `CKR1`,
/// `TKR 2`. `OKR 1` is something else.
fn of_level(text: &str) -> Option<(LabelKind, usize)> {
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let level = text[..capitals].strip_suffix("KR")?;
    let number = number(&text[capitals..]);
    ((1..=2).contains(&level.len()) && level != "O" && number > 0)
        .then_some((LabelKind::KeyResult, capitals + number))
}

/// The label of an objective that is counted together with its key results, with a sign behind it:
/// `OKR 1:`, `OKR #2 –`. `OKR 2026:` tells of a year.
fn of_set(text: &str) -> Option<(LabelKind, usize)> {
    let word = text.get(..OF_SET.len()).filter(|word| word.eq_ignore_ascii_case(OF_SET))?;
    let rest = &text[word.len()..];
    // `OKR-7` is the key of an issue.
    let length = if rest.starts_with('-') { 0 } else { number(rest) };
    let digits = rest[..length].bytes().filter(u8::is_ascii_digit).count();
    let end = word.len() + length;
    let signed = [":", ".", " -", " –", " —", " :"].iter().any(|it| text[end..].starts_with(it));
    ((1..=2).contains(&digits) && signed).then_some((LabelKind::Objective, end))
}

/// The word for an objective together with its key results.
const OF_SET: &str = "okr";

/// A word that is a label of key results with a number and a sign behind it, and how far both
/// reach.
fn numbered_word(text: &str) -> Option<(LabelKind, usize)> {
    // Most texts begin with other letters.
    if !matches!(text.as_bytes().first()?.to_ascii_lowercase(), b'e' | b'r') {
        return None;
    }
    let is =
        |word: &&&str| text.get(..word.len()).is_some_and(|start| start.to_lowercase() == ***word);
    let word = NUMBERED.iter().find(is)?.len();
    let number = number(&text[word..]);
    let signed = text[word + number..].starts_with(':');
    let spaced = [" -", " –", " —", " :"].iter().any(|it| text[word + number..].starts_with(it));
    // `Result 2024:` tells of a year.
    let mut parts = text[word..word + number].split(|sign: char| !sign.is_ascii_digit());
    let few = number > 0 && parts.all(|digits| digits.len() <= 2);
    (few && (signed || spaced)).then_some((LabelKind::KeyResult, word + number))
}

/// The length of a letter that counts: `a` of `KR 1a`, ` A` of `Objective A:`.
fn lettered(rest: &str, numbered: bool) -> usize {
    let blank = if numbered { 0 } else { usize::from(rest.starts_with(' ')) };
    let letter = rest[blank..].starts_with(|sign: char| sign.is_ascii_alphabetic());
    let ends = |from: usize| {
        let rest = &rest[from..];
        // `Goal 2x growth` has no number but 2.
        rest.starts_with(':') || (numbered && rest.starts_with(['.', ')']))
    };
    let capital = rest[blank..].starts_with(|sign: char| sign.is_ascii_uppercase());
    let dashed = || {
        let rest = &rest[blank + 1..];
        blank == 1 && capital && [" – ", " — ", " - "].iter().any(|sign| rest.starts_with(sign))
    };
    let counts = letter && (numbered || blank == 1) && (ends(blank + 1) || dashed());
    if counts { blank + 1 } else { 0 }
}

/// The length of a key result's code after its objective's: `.KR1` of `O1.KR1`.
fn coded(rest: &str) -> Option<usize> {
    let code = rest.trim_start_matches(['.', '-', '/', '_', ' ']);
    let skipped = rest.len() - code.len();
    let digits =
        code.get(..2).filter(|start| start.eq_ignore_ascii_case("kr")).map(|_| &code[2..])?;
    let number = number(digits);
    let bounded = !digits[number..].starts_with(char::is_alphanumeric);
    (skipped <= 2 && number > 0 && bounded).then_some(skipped + 2 + number)
}

/// The length of a number after a label's word: `1`, ` 2`, `-1.1`, ` #3`.
fn number(text: &str) -> usize {
    let digits = text.trim_start_matches([' ', '\u{a0}', '-', '#', '_']);
    let skipped = text.len() - digits.len();
    // `A1`, `A1.2`
    let letter = digits.starts_with(|sign: char| sign.is_ascii_uppercase());
    let letter = usize::from(letter && digits[1..].starts_with(|it: char| it.is_ascii_digit()));
    let bare = &digits[letter..];
    let length = bare.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let length = bare[..length].trim_end_matches('.').len();
    if length == 0 || skipped > 2 || letter > skipped { 0 } else { skipped + letter + length }
}

/// The length of a number in letters after a label's word and before a sign: ` II`, ` One`.
fn spelled_number(rest: &str) -> usize {
    const NUMBERS: [&str; 10] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let Some(text) = rest.strip_prefix(' ') else { return 0 };
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &text[..length];
    let roman = length <= 4 && word.bytes().all(|it| matches!(it, b'I' | b'V' | b'X'));
    let known = roman || NUMBERS.iter().any(|it| word.eq_ignore_ascii_case(it));
    let after = &text[length..];
    let signed = [":", " -", " –", " —"].iter().any(|sign| after.starts_with(sign));
    if length > 0 && known && signed { 1 + length } else { 0 }
}

/// The length of the sign between a label and its text; `None` when there is none.
fn delimiter(rest: &str, numbered: bool) -> Option<usize> {
    let blanks = rest.len() - rest.trim_start().len();
    let sign = rest[blanks..].chars().next();
    match sign {
        Some(':' | '：') => Some(blanks + sign.map_or(0, char::len_utf8)),
        Some('.' | ')') if numbered && blanks == 0 => Some(1),
        Some('=') if numbered && blanks > 0 => Some(blanks + 1),
        Some('-' | '–' | '—' | '→') if blanks > 0 => {
            Some(blanks + sign.map_or(0, char::len_utf8))
        }
        Some(_) if numbered && blanks > 0 => Some(blanks),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
