//! Quarters, halves and seasons in words.

use super::period::JOINTS;
use super::token::Tokens;
use super::{Found, Part};

/// `third quarter`, `1st half`, `quarter 3`, `3. Quartal`, `2º trimestre`, `III trimestre`,
/// `3-й квартал`, `第三季度`, `第3四半期`, `3분기`.
pub(super) fn spoken_part(tokens: &Tokens<'_>, at: usize) -> Option<(Part, usize)> {
    let joint = |at| tokens.space(at).or_else(|| tokens.any_mark(at, JOINTS));
    if let Some(found) = counted_by_signs(tokens, at) {
        return Some(found);
    }
    if let Some(letter) = letter(tokens, at) {
        let number_at = joint(at + 1)?;
        let spelled = || u32::try_from(tokens.one_of(number_at, &CARDINALS)? + 1).ok();
        let number = tokens.number(number_at, 1).or_else(spelled)?;
        return Some((Part::lettered(letter, number)?, number_at + 1));
    }
    let (ordinal, end) = ordinal(tokens, at)?;
    let kind_at = joint(end)?;
    Some((Part::lettered(letter(tokens, kind_at)?, ordinal)?, kind_at + 1))
}

/// Whether a text may name a quarter or a half in words, told at a glance.
pub(super) fn is_in(text: &str) -> bool {
    let mut words = text.split(|sign: char| !sign.is_alphanumeric());
    words.any(|word| is_kind(word) || word.contains(['季', '半', '期', '분', '반']))
}

/// Whether a word is one for a quarter or a half.
pub(super) fn is_kind(word: &str) -> bool {
    SPOKEN.iter().any(|(kind, _)| word.eq_ignore_ascii_case(kind))
}

/// The letter of the word for a quarter or a half.
fn letter(tokens: &Tokens<'_>, at: usize) -> Option<&'static str> {
    let word = tokens.word(at)?;
    SPOKEN.iter().find(|(kind, _)| word.eq_ignore_ascii_case(kind)).map(|(_, letter)| *letter)
}

/// Which one: `3rd`, `3.`, `3-й`, `third`, and `III` before words of languages that count so.
fn ordinal(tokens: &Tokens<'_>, at: usize) -> Option<(u32, usize)> {
    if let Some(ordinal) = tokens.number(at, 1) {
        let glued = tokens.one_of(at + 1, &ENDINGS).map(|_| at + 2);
        let hyphened = || {
            let next = tokens.any_mark(at + 1, &['-', '\u{2010}', '\u{2011}'])?;
            tokens.one_of(next, &HYPHENED).map(|_| next + 1)
        };
        // `2.` and `2.º`
        let dotted = || {
            let next = tokens.any_mark(at + 1, &['.', '°'])?;
            Some(tokens.one_of(next, &["º", "ª"]).map_or(next, |_| next + 1))
        };
        // `3 квартал` has no sign between.
        let bare = || {
            let next = tokens.space(at + 1)?;
            tokens.one_of(next, &COUNTED).map(|_| at + 1)
        };
        let end = glued.or_else(hyphened).or_else(dotted).or_else(bare)?;
        return Some((ordinal, end));
    }
    let written = ORDINALS.iter().find_map(|ordinals| tokens.one_of(at, ordinals));
    let roman = || {
        let kind = tokens.space(at + 1).filter(|next| tokens.one_of(*next, &ROMAN_KINDS).is_some());
        kind.and_then(|_| tokens.one_of(at, &ROMAN))
    };
    Some((u32::try_from(written.or_else(roman)?).ok()? + 1, at + 1))
}

/// The words for quarters and halves, with their letters.
const SPOKEN: [(&str, &str); 12] = [
    ("quarter", "q"),
    ("half", "h"),
    ("quartal", "q"),
    ("trimestre", "q"),
    ("halbjahr", "h"),
    ("semestre", "h"),
    ("kwartaal", "q"),
    ("halfjaar", "h"),
    ("квартал", "q"),
    ("Квартал", "q"),
    ("полугодие", "h"),
    ("Полугодие", "h"),
];

/// Those that follow a bare number.
const COUNTED: [&str; 2] = ["квартал", "полугодие"];

/// Those that Roman numbers stand before.
const ROMAN_KINDS: [&str; 6] =
    ["quartal", "trimestre", "halbjahr", "semestre", "квартал", "полугодие"];

/// The first four numbers in words, as in `Quarter One`.
const CARDINALS: [&str; 4] = ["one", "two", "three", "four"];

/// The first four Roman numbers.
const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// What is written right after a digit to make it an ordinal.
const ENDINGS: [&str; 9] = ["st", "nd", "rd", "th", "º", "o", "er", "e", "ème"];

/// What is written behind a hyphen for the same.
const HYPHENED: [&str; 4] = ["й", "ый", "е", "ое"];

/// The first four ordinals, in English, German, French, Spanish, Portuguese, Italian and Dutch.
const ORDINALS: [[&str; 4]; 7] = [
    ["first", "second", "third", "fourth"],
    ["erstes", "zweites", "drittes", "viertes"],
    ["premier", "deuxième", "troisième", "quatrième"],
    ["primer", "segundo", "tercer", "cuarto"],
    ["primeiro", "segundo", "terceiro", "quarto"],
    ["primo", "secondo", "terzo", "quarto"],
    ["eerste", "tweede", "derde", "vierde"],
];

/// `第三季度`, `第3四半期`, `3분기`, `上半年`, also after the sign for a year. What is written right
/// behind it is another word: `第3季度目标`.
fn counted_by_signs(tokens: &Tokens<'_>, at: usize) -> Option<(Part, usize)> {
    let quarter = |number: usize| Part::lettered("q", u32::try_from(number).ok()?);
    if let Some(number) = tokens.number(at, 1) {
        let kind = tokens.word(at + 1).filter(|word| word.starts_with("분기"));
        return kind.and_then(|_| Some((quarter(usize::try_from(number).ok()?)?, at + 2)));
    }
    let word = without_year_sign(tokens.word(at)?);
    let half = HALVES.iter().position(|names| names.iter().any(|name| word.starts_with(name)));
    if let Some(which) = half {
        return Some((Part::lettered("h", u32::try_from(which).ok()? + 1)?, at + 1));
    }
    let number = word.strip_prefix('第')?;
    let is_quarter = |rest: &str| QUARTERS.iter().any(|kind| rest.starts_with(kind));
    if number.is_empty() {
        let digit = tokens.number(at + 1, 1)?;
        let kind = tokens.word(at + 2).filter(|word| is_quarter(word));
        return kind.and_then(|_| Some((quarter(usize::try_from(digit).ok()?)?, at + 3)));
    }
    let which = ["一", "二", "三", "四"]
        .iter()
        .position(|sign| number.strip_prefix(sign).is_some_and(is_quarter))?;
    Some((quarter(which + 1)?, at + 1))
}

/// The words for a quarter in Chinese and Japanese.
const QUARTERS: [&str; 2] = ["季度", "四半期"];

/// The words for the first and for the second half of a year in Chinese, Japanese and Korean.
const HALVES: [[&str; 3]; 2] = [["上半年", "上半期", "상반기"], ["下半年", "下半期", "하반기"]];

/// The signs for a year, which are written right behind its number.
const YEAR_SIGNS: [&str; 5] = ["年度", "年", "년도", "년", "года"];

fn without_year_sign(word: &str) -> &str {
    YEAR_SIGNS.iter().find_map(|sign| word.strip_prefix(sign)).unwrap_or(word)
}

/// The place after the sign for a year, where nothing else is glued to that: `2024年度 第2四半期`.
pub(super) fn after_year_sign(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    tokens.one_of(at, &YEAR_SIGNS).map(|_| at + 1)
}

/// The first season with its year: `Summer 2026`, `2027 winter`. Nobody knows on which days it begins
/// and ends.
#[must_use]
pub fn season_in(text: &str) -> Option<Found<()>> {
    let tokens = Tokens::of(text);
    let year = |at: usize| tokens.number(at, 4).filter(|year| (2000..2100).contains(year));
    let at = (0..tokens.len()).find(|at| {
        year(*at).is_some() && tokens.is_end(at + 1) && stands_by_season(&tokens, *at, at + 1)
    })?;
    let behind = at >= 2 && tokens.before(at, 2).is_some() && !is_season(&tokens, at + 2);
    let (from, to) = if behind { (at - 2, at + 1) } else { (at, at + 3) };
    Some(Found { value: (), range: tokens.bytes(from, to) })
}

fn is_season(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens
        .word(at)
        .is_some_and(|word| SEASONS.iter().any(|season| word.eq_ignore_ascii_case(season)))
}

/// Whether a season stands by the year from `at` to `end`: `Autumn 2024`. Then what was meant is
/// not the whole year, and no quarter either, for seasons begin where they like.
pub(super) fn stands_by_season(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let is = |at: usize| is_season(tokens, at);
    let joined = |at: usize| tokens.space(at).or_else(|| tokens.any_mark(at, JOINTS)).is_some();
    let before = at >= 2 && joined(at - 1) && is(at - 2);
    before || (joined(end) && is(end + 1))
}

/// The seasons in English, German, French, Spanish and Italian.
const SEASONS: [&str; 23] = [
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "frühling",
    "frühjahr",
    "sommer",
    "herbst",
    "printemps",
    "été",
    "automne",
    "hiver",
    "primavera",
    "verano",
    "otoño",
    "invierno",
    "estate",
    "autunno",
    "inverno",
    "春",
    "夏",
    "秋",
];
