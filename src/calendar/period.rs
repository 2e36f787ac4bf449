//! Finds the years, halves and quarters that a text names.

use super::name::YEARS;
use super::range::range_at;
use super::spoken::{self, spoken_part};
use super::token::{Token, Tokens};
use super::written::date_at;
use super::{Fiscal, Found, Part, PeriodName, Reckoning};

/// Marks that join a year and a part without a space.
pub(super) const JOINTS: &[char] = &['-', '_', '/', '–', '\u{2010}', '\u{2011}', '\'', '’'];
const DASHES: &[char] = &['-', '–', '—', '|'];
const APOSTROPHES: &[char] = &['\'', '’'];
/// Marks that make an amount, an issue, a version or an address of the four digits beside them.
const NOT_BEFORE_YEAR: &[char] =
    &['$', '€', '£', '#', '@', '+', '=', '.', '<', '>', '≤', '≥', '/', '\\', '&', '?'];
const NOT_AFTER_YEAR: &[char] = &['+', '=', '@', '/', '\\', '&'];

/// Every period named in a title, a heading, a sentence, or the name of a file or folder, in the
/// order of the text: `FY21-Q2`, `Q2 FY21`, `2018_q3`, `Q1-19`, `1Q21`, `H1 2020`, `2021`,
/// `third quarter of 2015`, `Q2 in fiscal year 2021`.
///
/// The longest reading wins: `FY21-Q2` is not also `FY21`. A year alone counts only from 2000 to
/// 2099 and when it is not part of a date, a number, a version, an address or the like.
#[must_use]
pub fn periods_in(text: &str) -> Vec<Found<PeriodName>> {
    let mut found = Vec::new();
    if !holds_year(text) {
        return found;
    }
    let tokens = Tokens::of(text);
    let mut at = 0;
    while at < tokens.len() {
        at = match reading_at(&tokens, at) {
            Reading::Period(value, end) => {
                found.push(Found { value, range: tokens.bytes(at, end) });
                end
            }
            Reading::Date(end) => end,
            Reading::Nothing => at + 1,
        };
    }
    found
}

/// The first `Q2` or `H1` of the text that no year of the text belongs to.
///
/// A caller combines it with a year from elsewhere, as [`period_of_path`](super::period_of_path)
/// does with the names of folders.
#[must_use]
pub fn bare_part_in(text: &str) -> Option<Found<Part>> {
    if !may_hold_part(text) {
        return None;
    }
    let tokens = Tokens::of(text);
    let mut at = 0;
    while at < tokens.len() {
        at = match reading_at(&tokens, at) {
            Reading::Period(_, end) | Reading::Date(end) => end,
            Reading::Nothing => {
                match lettered_part(&tokens, at).or_else(|| spoken_part(&tokens, at)) {
                    Some((value, end)) if tokens.is_start(at) && tokens.is_end(end) => {
                        return Some(Found { value, range: tokens.bytes(at, end) });
                    }
                    _ => at + 1,
                }
            }
        };
    }
    None
}

/// Whether a digit or the word for a quarter or a half stands somewhere.
fn may_hold_part(text: &str) -> bool {
    let mut words = text.split(|sign: char| !sign.is_alphanumeric());
    words.any(|word| {
        spoken::is_kind(word)
            || word.contains(|sign: char| sign.is_ascii_digit() || matches!(sign, '季' | '半'))
    })
}

/// Whether two or four digits stand together somewhere, or five as in `Q32020`: without them no
/// year is named.
fn holds_year(text: &str) -> bool {
    let mut runs = text.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
    runs.any(|run| matches!(run.len(), 2 | 4 | 5) && run[0].is_ascii_digit())
}

/// What can be read from a place on, and the place after it.
enum Reading {
    Period(PeriodName, usize),
    /// A date, which names no period, nor does the year in it.
    Date(usize),
    Nothing,
}

fn reading_at(tokens: &Tokens<'_>, at: usize) -> Reading {
    if !tokens.is_start(at) {
        return Reading::Nothing;
    }
    if let Some((_, end)) = date_at(tokens, at) {
        return Reading::Date(end);
    }
    let period = part_of_year(tokens, at)
        .or_else(|| year_after_part(tokens, at))
        .or_else(|| run_together(tokens, at));
    match period.or_else(|| two_years(tokens, at)).or_else(|| lone_year(tokens, at)) {
        Some((name, end)) => Reading::Period(name, end),
        None => Reading::Nothing,
    }
}

/// `FY21-Q2`, `2018 Q3`, `2020, first half`, `2022.Q3`, `21Q3`.
fn part_of_year(tokens: &Tokens<'_>, at: usize) -> Option<(PeriodName, usize)> {
    let short = || {
        let year = i32::try_from(tokens.number(at, 2)?).ok()? + 2000;
        let is_quarter = matches!(lettered_part(tokens, at + 1)?.0, Part::Quarter(_));
        is_quarter.then_some((Reckoning::Plain, year, at + 1))
    };
    let (reckoning, year, end) = years(tokens, at, Digits::Four).or_else(short)?;
    let joined = |end: usize| {
        let next = tokens.any_mark(end, &['.'])?;
        lettered_part(tokens, next).map(|_| (Digits::Two, next))
    };
    let (digits, part_at) =
        joined(end).or_else(|| gap(tokens, spoken::after_year_sign(tokens, end).unwrap_or(end)))?;
    // `2020-1H`, but not `2020, 1 h`.
    let numbered = || {
        let is_joined = digits == Digits::Two && part_at > end;
        let part = Part::lettered(tokens.word(part_at + 1)?, tokens.number(part_at, 1)?)?;
        is_joined.then_some((part, part_at + 2))
    };
    let part = lettered_part(tokens, part_at).or_else(|| spoken_part(tokens, part_at));
    let (part, end) = part.or_else(|| trimester(tokens, part_at)).or_else(numbered)?;
    let name = PeriodName::new(reckoning, year, part)?;
    tokens.is_end(end).then_some((name, end))
}

/// `Q2 FY21`, `Q1-19`, `1Q21`, `third quarter of 2015`, `Q3–Q4 2022`, `Q2 (Apr–Jun 2023)`.
fn year_after_part(tokens: &Tokens<'_>, at: usize) -> Option<(PeriodName, usize)> {
    let (part, part_end) = two_quarters(tokens, at)
        .or_else(|| lettered_part(tokens, at))
        .or_else(|| numbered_part(tokens, at))
        .or_else(|| spoken_part(tokens, at))
        .or_else(|| trimester(tokens, at))?;
    let (digits, year_at) = gap(tokens, after_months(tokens, part_end).unwrap_or(part_end))?;
    let Some((reckoning, year, end)) = years(tokens, year_at, digits) else {
        return with_its_months(tokens, part, year_at);
    };
    if belongs_to_next_part(tokens, year_at) {
        return None;
    }
    let name = PeriodName::new(reckoning, year, part)?;
    (tokens.is_end(end) && !leads_to_number(tokens, end)).then_some((name, end))
}

/// Steps over brackets without a number, which tell the months of a part: `Q1 (Jan–Mar) 2025`.
fn after_months(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let open = tokens.any_mark(tokens.space(at)?, &['('])?;
    let mut inner = open..(open + "April – June".len()).min(tokens.len());
    let end = inner.find(|at| {
        matches!(tokens.get(*at), Some(Token::Number(_))) || tokens.mark(*at) == Some(')')
    })?;
    (tokens.mark(end) == Some(')')).then_some(end + 1)
}

/// `Q32020`, as files are named.
fn run_together(tokens: &Tokens<'_>, at: usize) -> Option<(PeriodName, usize)> {
    let digits = tokens.number(at + 1, 5)?;
    let part = Part::lettered(tokens.word(at)?, digits / 10_000)?;
    let year = i32::try_from(digits % 10_000).ok().filter(|year| YEARS.contains(year))?;
    let name = PeriodName::new(Reckoning::Plain, year, part)?;
    tokens.is_end(at + 2).then_some((name, at + 2))
}

/// A part before its months, which have the year: `Q2 (Apr–Jun 2023)`. Other months than those of
/// the calendar year do not say which year is meant.
fn with_its_months(tokens: &Tokens<'_>, part: Part, at: usize) -> Option<(PeriodName, usize)> {
    let (range, end) = range_at(tokens, at)?;
    let name = PeriodName::new(Reckoning::Plain, range.starts().year(), part)?;
    (name.dates(&Fiscal::default()) == range).then_some((name, end))
}

/// Two quarters that make a half: `Q3–Q4`; and all that make a year: `Q1–Q4`.
fn two_quarters(tokens: &Tokens<'_>, at: usize) -> Option<(Part, usize)> {
    let (first, end) = lettered_part(tokens, at)?;
    let spaced = tokens.space(end).unwrap_or(end);
    let dash_end = tokens.any_mark(spaced, &['-', '–', '—', '/', '+', '&'])?;
    let (last, end) = lettered_part(tokens, tokens.space(dash_end).unwrap_or(dash_end))?;
    let part = match (first, last) {
        (Part::Quarter(1), Part::Quarter(2)) => Part::Half(1),
        (Part::Quarter(3), Part::Quarter(4)) => Part::Half(2),
        (Part::Quarter(1), Part::Quarter(4)) => Part::Year,
        _ => return None,
    };
    Some((part, end))
}

/// `T3` and `S2`, the French and Spanish quarter and half; other things are numbered so, too, where
/// no year stands.
fn trimester(tokens: &Tokens<'_>, at: usize) -> Option<(Part, usize)> {
    let letter = elsewhere(tokens.word(at)?)?;
    Some((Part::lettered(letter, tokens.number(at + 1, 1)?)?, at + 2))
}

/// Whether the year at `at` goes with what follows, as in `Q3, FY20-Q1` but not in
/// `Q3 2018-Q4 2019`.
fn belongs_to_next_part(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some((_, end)) = part_of_year(tokens, at) else { return false };
    let is_joined = (at..end).all(|at| tokens.space(at).is_none());
    let next_year = gap(tokens, end).and_then(|(digits, next)| year(tokens, next, digits));
    is_joined && next_year.is_none()
}

/// A fiscal year that is written as the two in which it lies: `FY 2023/24`, `FY 2024-25`.
fn two_years(tokens: &Tokens<'_>, at: usize) -> Option<(PeriodName, usize)> {
    let (reckoning, first, end) = year(tokens, at, Digits::Four)?;
    let next = tokens.any_mark(end, &['/', '-', '–'])?;
    let short = tokens.number(next, 2);
    let follows = i32::try_from(short? + 2000).ok() == Some(first + 1);
    // Nobody can tell when `2023/24` begins, unless it is a fiscal year.
    let is_fiscal = reckoning != Reckoning::Plain;
    let ends = tokens.is_end(next + 1) && !leads_to_number(tokens, next + 1);
    let name = PeriodName::new(reckoning, first, Part::Year)?;
    (follows && is_fiscal && ends).then_some((name, next + 1))
}

/// `FY21`, `2021`.
fn lone_year(tokens: &Tokens<'_>, at: usize) -> Option<(PeriodName, usize)> {
    let (reckoning, year, end) = year(tokens, at, Digits::Four)?;
    let alone = match reckoning {
        Reckoning::Plain => is_plainly_a_year(tokens, at),
        Reckoning::Fiscal | Reckoning::Calendar => tokens.is_end(end),
    };
    let part_only =
        || stands_by_unknown_part(tokens, at, end) || spoken::stands_by_season(tokens, at, end);
    if !alone || leads_to_number(tokens, end) || part_only() {
        return None;
    }
    Some((PeriodName::new(reckoning, year, Part::Year)?, end))
}

/// How few digits may write a year that no `FY` or `CY` announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Digits {
    Two,
    Four,
}

/// A year and the place after it.
fn year(tokens: &Tokens<'_>, at: usize, digits: Digits) -> Option<(Reckoning, i32, usize)> {
    let (reckoning, year_at, digits) = announcement(tokens, at, digits)?;
    let year = match digits {
        Digits::Two => tokens.number(year_at, 2).map(|year| year + 2000),
        Digits::Four => None,
    };
    let year = year.or_else(|| tokens.number(year_at, 4)).and_then(|year| i32::try_from(year).ok());
    year.filter(|year| YEARS.contains(year)).map(|year| (reckoning, year, year_at + 1))
}

/// A year that may be written as the two years it lies in, named for the first: `2023/24`,
/// `FY18/19`.
fn years(tokens: &Tokens<'_>, at: usize, digits: Digits) -> Option<(Reckoning, i32, usize)> {
    let (reckoning, first, end) = year(tokens, at, digits)?;
    let announced = reckoning != Reckoning::Plain;
    let written_out = tokens.number(end - 1, 4).is_some();
    let next = tokens.any_mark(end, &['/', '-', '–']).filter(|_| announced || written_out);
    let second = next.and_then(|next| tokens.number(next, 2));
    let follows = second.and_then(|year| i32::try_from(year).ok()) == Some((first + 1) % 100);
    Some((reckoning, first, if follows { end + 2 } else { end }))
}

/// Steps over `FY`, `fiscal year`, `calendar year` or nothing.
fn announcement(
    tokens: &Tokens<'_>,
    at: usize,
    digits: Digits,
) -> Option<(Reckoning, usize, Digits)> {
    let joint = |at| tokens.space(at).or_else(|| tokens.any_mark(at, JOINTS));
    if let Some(which) = tokens.one_of(at, &["fy", "cy"]) {
        let reckoning = if which == 0 { Reckoning::Fiscal } else { Reckoning::Calendar };
        return Some((reckoning, joint(at + 1).unwrap_or(at + 1), Digits::Two));
    }
    let Some(which) = tokens.one_of(at, &["fiscal", "financial", "calendar"]) else {
        return Some((Reckoning::Plain, at, digits));
    };
    let after_kind = joint(at + 1)?;
    let after_year = tokens.one_of(after_kind, &["year"]).and_then(|_| joint(after_kind + 1));
    match (which, after_year) {
        (2, year_at) => Some((Reckoning::Calendar, year_at?, Digits::Four)),
        (_, year_at) => Some((Reckoning::Fiscal, year_at.unwrap_or(after_kind), Digits::Four)),
    }
}

/// Steps over what may stand between a year and its part, and says how a year may be written
/// after it: `Q3 21` is rather a count than a year, `Q3'21` is not.
fn gap(tokens: &Tokens<'_>, at: usize) -> Option<(Digits, usize)> {
    if let Some(joined) = tokens.any_mark(at, JOINTS)
        && tokens.space(joined).is_none()
    {
        return Some((Digits::Two, joined));
    }
    let comma = tokens.any_mark(at, &[',']);
    let Some(mut next) = tokens.space(comma.unwrap_or(at)) else {
        return if comma.is_none() { Some((Digits::Two, at)) } else { None };
    };
    if let Some(after_dash) = tokens.any_mark(next, DASHES).and_then(|next| tokens.space(next)) {
        next = after_dash;
    } else if let Some(after_of) = tokens.word_and_space(next, &["of", "in", "de", "del", "du"]) {
        next = tokens.word_and_space(after_of, &["the"]).unwrap_or(after_of);
    }
    next = tokens.any_mark(next, &['(', '[']).unwrap_or(next);
    match tokens.any_mark(next, APOSTROPHES) {
        Some(next) => Some((Digits::Two, next)),
        None => Some((Digits::Four, next)),
    }
}

/// `Q2`, `H1`, and `年Q2` after a year.
pub(super) fn lettered_part(tokens: &Tokens<'_>, at: usize) -> Option<(Part, usize)> {
    let letter = tokens.word(at)?.trim_start_matches('年');
    Some((Part::lettered(letter, tokens.number(at + 1, 1)?)?, at + 2))
}

/// `1Q`, and `1H` where the year follows at once or in four digits, since `2 h` are hours; so do the
/// quarters and halves of languages that call them `T` and `S`: `3T 2025`.
fn numbered_part(tokens: &Tokens<'_>, at: usize) -> Option<(Part, usize)> {
    let (letter, number) = (tokens.word(at + 1)?, tokens.number(at, 1)?);
    let (part, is_elsewhere) = match Part::lettered(letter, number) {
        Some(part) => (part, false),
        None => (Part::lettered(elsewhere(letter)?, number)?, true),
    };
    let follows = matches!(tokens.get(at + 2), Some(Token::Number(_))) && !is_elsewhere;
    let year = tokens.space(at + 2).and_then(|next| tokens.number(next, 4));
    let named = letter.starts_with(char::is_uppercase) && year.is_some();
    (matches!(part, Part::Quarter(_)) && !is_elsewhere || follows || named)
        .then_some((part, at + 2))
}

/// The letter of a quarter or a half that a language calls otherwise: `T` of *trimestre*, `S` of
/// *semestre*.
fn elsewhere(letter: &str) -> Option<&'static str> {
    let is = |wanted: &str| letter.eq_ignore_ascii_case(wanted);
    if is("t") { Some("q") } else { is("s").then_some("h") }
}

/// Whether the four digits at `at` are neither an amount nor part of a longer name or number.
fn is_plainly_a_year(tokens: &Tokens<'_>, at: usize) -> bool {
    let number_before = |steps| matches!(tokens.before(at, steps), Some(Token::Number(_)));
    let before = match tokens.before(at, 1) {
        Some(Token::Mark(mark)) if NOT_BEFORE_YEAR.contains(&mark) => false,
        Some(Token::Mark(mark)) => !(number_before(2) && is_number_joint(mark)),
        Some(Token::Space) => !is_group_of_phone(tokens.before(at, 2)),
        _ => true,
    };
    let after = match tokens.get(at + 1) {
        Some(Token::Mark(mark)) if NOT_AFTER_YEAR.contains(&mark) => false,
        Some(Token::Mark('.')) => match tokens.get(at + 2) {
            Some(Token::Word(_)) => is_extension(tokens, at + 2),
            _ => true,
        },
        Some(Token::Space) => !is_group_of_phone(tokens.get(at + 2)),
        _ => true,
    };
    before && after && tokens.is_end(at + 1)
}

/// Whether the number that ends before `at` goes on: `2020-05`, `2020/21`, `20:15`.
fn leads_to_number(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.mark(at).is_some_and(is_number_joint)
        && matches!(tokens.get(at + 1), Some(Token::Number(_)))
}

fn is_number_joint(mark: char) -> bool {
    JOINTS.contains(&mark) || matches!(mark, '.' | ',' | ':' | '—')
}

/// Three digits or more beside a year make a telephone number of it, unless they are a year too.
fn is_group_of_phone(token: Option<Token<'_>>) -> bool {
    let Some(Token::Number(digits)) = token else { return false };
    let year = digits.parse().is_ok_and(|year: i32| YEARS.contains(&year)) && digits.len() == 4;
    digits.len() > 2 && !year
}

fn is_extension(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.one_of(at, &["md", "mdx", "markdown", "txt", "html"]).is_some() && tokens.is_end(at + 1)
}

/// Whether a `Q5` or `H3` stands by the year: then what was meant is not the whole year.
fn stands_by_unknown_part(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let is_letter = |token| matches!(token, Some(Token::Word(word)) if ["q", "h"].iter().any(|letter| word.eq_ignore_ascii_case(letter)));
    let is_number = |token| matches!(token, Some(Token::Number(_)));
    let after = gap(tokens, end)
        .is_some_and(|(_, next)| is_letter(tokens.get(next)) && is_number(tokens.get(next + 1)));
    let gap_before = match tokens.before(at, 1) {
        Some(Token::Space) => true,
        Some(Token::Mark(mark)) => JOINTS.contains(&mark),
        _ => false,
    };
    let before = gap_before && is_number(tokens.before(at, 2)) && is_letter(tokens.before(at, 3));
    before || after
}
