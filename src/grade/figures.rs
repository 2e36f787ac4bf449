//! Figures that stand in columns of a table: where a metric started, where it is to be, where it
//! is. They are read only where all of them are plain numbers of one unit.

use super::measure::{Bound, Side, measure};
use super::reading::{is as same, kept};
use super::scan::{Piece, Token, scan};
use super::{Grade, How, Status, words};

/// What the columns of a table tell of a key result's metric, in plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures<'a> {
    /// Where it started.
    pub start: Option<&'a str>,
    /// Where it is to be.
    pub target: Option<&'a str>,
    /// Where it is.
    pub current: Option<&'a str>,
}

impl Figures<'_> {
    /// Whether they tell where the metric is on its way, so that its number is no share.
    pub(super) fn place(&self) -> bool {
        let told =
            |text: Option<&str>| text.is_some_and(|text| text.contains(char::is_alphanumeric));
        let number = |text: &str| text.contains(|sign: char| sign.is_ascii_digit());
        (told(self.start) || told(self.target)) && self.current.is_some_and(number)
    }

    /// The number that a hint about the start is to name.
    pub(super) fn unstarted(&self) -> Option<f64> {
        let known = self.start.is_some_and(|start| figure(start).is_some());
        figure(self.target?).filter(|_| !known).map(|target| target.value)
    }
}

/// A number of a column.
#[derive(Clone, Debug, PartialEq)]
struct Figure {
    value: f64,
    /// What stands around it, in lower case: `%`, `min`, `€`.
    unit: Vec<String>,
    bound: Bound,
}

/// The most words and signs of a unit.
const LONGEST_UNIT: usize = 4;

/// The grade that the figures of a key result that says `text` come to.
pub(super) fn read(text: &str, figures: &Figures<'_>) -> Option<Grade> {
    let target = figure(figures.target?)?;
    let current = figure(figures.current?).filter(|it| it.bound == Bound::Exact)?;
    match figures.start.map(str::trim).filter(|start| start.contains(char::is_alphanumeric)) {
        Some(start) if figure(start).is_some() => way(&figure(start)?, &target, &current),
        // What stands there instead of a number says that the start is not known.
        _ => reached(text, &target, &current),
    }
}

/// (c − s) / (t − s). A bound that the start keeps already is to be kept.
fn way(start: &Figure, target: &Figure, current: &Figure) -> Option<Grade> {
    let years = |figure: &&Figure| figure.unit.is_empty() && is_year(figure.value);
    let alike = of_one_unit(start, target) && of_one_unit(current, target);
    let exact = start.bound == Bound::Exact;
    if !alike || !exact || [start, target, current].iter().all(years) {
        return None;
    }
    let (s, t, c) = (start.value, target.value, current.value);
    match target.bound {
        Bound::AtMost if s <= t => kept(t, c, c <= t),
        Bound::AtLeast if s >= t => kept(t, c, c >= t),
        _ if same(s, t) => {
            if same(c, t) {
                kept(t, c, true)
            } else {
                None
            }
        }
        _ => Grade::measured((c - s) / (t - s), How::Way { current: c, start: s, target: t }),
    }
}

/// A target without a start: it is reached, or the key result's own words ask for that number or
/// for at least it, so that it is counted from 0.
fn reached(text: &str, target: &Figure, current: &Figure) -> Option<Grade> {
    let (t, c) = (target.value, current.value);
    if !of_one_unit(current, target) || (target.unit.is_empty() && is_year(t)) {
        return None;
    }
    let share = target.unit.iter().any(|unit| unit == "%");
    let asked = measure(text, Side::KeyResult);
    let asks = |bound: &[Bound]| {
        asked.measures.iter().any(|it| same(it.value, t) && bound.contains(&it.bound))
    };
    let falls = target.bound == Bound::AtMost || asks(&[Bound::AtMost]);
    let of = || Grade::measured(c / t, How::Of(c, t));
    match () {
        () if falls && c <= t => Grade::measured(1.0, How::AtMost(c, t)),
        () if falls => None,
        () if same(c, t) => kept_or_whole(t, c),
        () if t <= 0.0 || c < 0.0 => None,
        () if target.bound == Bound::AtLeast || asks(&[Bound::AtLeast]) => of(),
        () if !share && asks(&[Bound::Exact]) && !words::sinks(&asked.tokens) => of(),
        // What is new was not there before.
        () if !share && words::is_one_of(asked.tokens.first(), &["new", "neue", "nouveaux"]) => {
            of()
        }
        () => None,
    }
}

fn kept_or_whole(t: f64, c: f64) -> Option<Grade> {
    if same(t, 0.0) { kept(t, c, true) } else { Grade::measured(1.0, How::Of(c, t)) }
}

fn is_year(value: f64) -> bool {
    (1990.0..=2100.0).contains(&value) && same(value.fract(), 0.0)
}

/// Whether two figures are of one unit. None is needed beside a word, or beside nothing at all.
fn of_one_unit(figure: &Figure, target: &Figure) -> bool {
    let word = |unit: &String| unit.chars().all(char::is_alphabetic);
    let nothing = same(figure.value, 0.0);
    figure.unit == target.unit
        || (figure.unit.is_empty() && (nothing || target.unit.iter().all(word)))
}

/// The only number of a cell with its unit; `None` when anything else stands there.
fn figure(text: &str) -> Option<Figure> {
    let mut value = None;
    let (mut unit, mut bound, mut sign) = (Vec::new(), Bound::Exact, 1.0);
    for token in scan(text) {
        match token.piece {
            Piece::Number(number) if value.is_none() && number.out_of.is_none() => {
                if is_grouped_by_stop(text, &token) {
                    return None;
                }
                if number.or_more {
                    bound = Bound::AtLeast;
                }
                value = Some(number.value);
                unit.extend(Some(number.suffix.to_lowercase()).filter(|it| !it.is_empty()));
            }
            Piece::Number(_) | Piece::Label | Piece::Muddle => return None,
            Piece::Word(word) if words::is_month(word) => return None,
            Piece::Word(word) => unit.push(words::stem(word)),
            Piece::Sign('>' | '≥') if value.is_none() => bound = Bound::AtLeast,
            Piece::Sign('<' | '≤') if value.is_none() => bound = Bound::AtMost,
            Piece::Sign('-' | '−') if value.is_none() => sign = -1.0,
            Piece::Sign('~' | '≈' | '=') if value.is_none() => {}
            Piece::Sign(sign) if Status::of_sign(sign).is_some() => {}
            Piece::Sign(sign) => unit.push(sign.to_string()),
        }
    }
    let value = value.filter(|_| unit.len() <= LONGEST_UNIT)?;
    Some(Figure { value: value * sign, unit, bound })
}

/// Whether a number is written as `1.450`, which is one thousand to some and one to others.
fn is_grouped_by_stop(text: &str, token: &Token<'_>) -> bool {
    let digits = |sign: char| sign.is_ascii_digit();
    let number: &str = &text[token.start..token.end];
    let Some((whole, rest)) = number.split_once('.') else { return false };
    let fraction = rest.find(|sign| !digits(sign)).unwrap_or(rest.len());
    fraction == 3 && whole != "0" && !whole.contains(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graded(text: &str, start: &str, target: &str, current: &str) -> Option<f64> {
        let told = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let [start, target, current] = [start, target, current].map(told);
        let grade = read(text, &Figures { start, target, current })?;
        Some((grade.value * 100.0).round() / 100.0)
    }

    #[test]
    fn a_way_is_measured_whether_it_rises_or_falls() {
        for (start, target, current, grade) in [
            ("12", "30", "27", 0.83),
            ("28%", "15%", "22%", 0.46),
            ("1,450", "1,100", "1,420", 0.09),
            ("14 %", "20 %", "21 %", 1.17),
            ("90 T€", "150 T€", "96 T€", 0.1),
            ("$31k", "$18k", "$24.5k", 0.5),
            ("0", "4 countries", "3", 0.75),
            ("60", "< 25", "58", 0.06),
            ("1.4%", "0.5%", "🟡 0.6%", 0.89),
            ("10", "20", "8", -0.2),
            ("2", "≤ 5", "6", 0.0),
            ("2", "≤ 5", "4", 1.0),
        ] {
            let row = format!("{start} | {target} | {current}");
            assert_eq!(graded("Metric", start, target, current), Some(grade), "{row}");
        }
    }

    #[test]
    fn what_is_unclear_is_not_graded() {
        for (start, target, current) in [
            ("28%", "15%", "22"),
            ("2 h", "45 min", "1 h"),
            ("12", "30", "> 27"),
            ("12", "30", "about 2 of 3"),
            ("1.450", "900", "1.200"),
            ("1 May", "31 May", "15 May"),
            ("2021", "2023", "2022"),
            ("12", "30–40", "27"),
            ("12", "Q3", "27"),
            ("5", "5", "7"),
            ("n/a", "90%", "40%"),
            ("", "15%", "22%"),
            ("", "30", "27"),
            ("", "10", "0"),
        ] {
            let row = format!("{start} | {target} | {current}");
            assert_eq!(graded("Metric", start, target, current), None, "{row}");
        }
    }

    #[test]
    fn without_a_start_a_number_that_is_asked_is_counted_from_zero() {
        assert_eq!(graded("Open 30 shops", "", "30", "27"), Some(0.9));
        assert_eq!(graded("Open shops", "", "≥ 30", "27"), Some(0.9));
        assert_eq!(graded("Open shops", "", "30", "30"), Some(1.0));
        assert_eq!(graded("Incidents", "", "< 3", "2"), Some(1.0));
        assert_eq!(graded("Incidents", "", "< 3", "4"), None);
        assert_eq!(graded("Reduce pages to 30", "", "30", "40"), None);
    }
}
