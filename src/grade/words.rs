//! The words that matter around a number, and when two words mean the same thing.

mod lists;

pub(super) use lists::{
    AT_LEAST, AT_MOST, BEFORE_DATES, BEFORE_VERSIONS, BEFORE_YEARS, CHANGES, FALLING, GOALS, HARMS,
    KEEPING, LABELS, NO, NONE, PROGRESS, RATES, TIMES,
};

pub use lists::WAYS;

use std::collections::HashSet;

use super::measure::{Kind, Wanted};
use super::scale::Scale;
use super::scan::{Piece, Token};
use lists::{
    ARTICLES, CONNECTORS, COSTS, DOUBTS, GENERAL_VERBS, RESERVATIONS, RISING, SINKING, UNWANTED,
    WAITS,
};

/// The stem of `word`, so that "Hire", "hired" and "hires" are one: a few English endings off.
pub(super) fn stem(word: &str) -> String {
    let mut stem = word.to_lowercase();
    if stem.contains('’') {
        stem = stem.replace('’', "'");
    }
    let endings = [("'s", 3), ("s", 3), ("ing", 6), ("ed", 5), ("ly", 5), ("e", 4)];
    for (ending, least) in endings {
        let fits = stem.ends_with(ending) && !(ending == "s" && stem.ends_with("ss"));
        if fits && stem.chars().count() >= least {
            stem.truncate(stem.len() - ending.len());
        }
    }
    if stem.ends_with('y') && stem.len() > 3 {
        stem.truncate(stem.len() - 1);
        stem.push('i');
    }
    stem
}

/// Whether a number is plainly one of which less is better, going by the stems before it in its
/// phrase, nearest first, what stands before it in its sentence, and the stems after it.
pub(super) fn wanted(
    kind: Kind,
    scale: Option<Scale>,
    (before, sentence): (&[String], &[Token<'_>]),
    unit: &[String],
) -> Wanted {
    let holds =
        |words: &[String], known: &[&str]| words.iter().any(|it| known.contains(&it.as_str()));
    let is_harm = |word: &String| HARMS.contains(&word.as_str());
    let is_less = match kind {
        Kind::Money(_) => holds(before, COSTS),
        Kind::Count if scale.is_some_and(Scale::is_time) => {
            sentence.iter().filter_map(word).any(|word| WAITS.contains(&stem(word).as_str()))
        }
        // Of bugs that are fixed, more are better.
        Kind::Count => {
            let begins = |word: &String| is_harm(word) || UNWANTED.contains(&word.as_str());
            let mut said = sentence.iter().filter_map(word).filter(|word| !is_filler(word));
            said.next().map(stem).as_ref().is_some_and(begins)
                || before.is_empty() && sentence.is_empty() && unit.iter().any(is_harm)
        }
        Kind::Percent => {
            let rate = |word: &String| is_harm(word) || matches!(word.as_str(), "rat" | "ratio");
            before.iter().any(is_harm) && before.iter().all(rate)
        }
        Kind::Times => false,
    };
    if is_less { Wanted::Less } else { Wanted::AsAsked }
}

/// The stems of every word in `tokens` that carries meaning.
pub(super) fn stems(tokens: &[Token<'_>]) -> HashSet<String> {
    tokens.iter().filter_map(word).filter(|word| !is_filler(word)).map(stem).collect()
}

/// The word that `token` is.
pub(super) fn word<'a>(token: &Token<'a>) -> Option<&'a str> {
    match token.piece {
        Piece::Word(word) => Some(word),
        _ => None,
    }
}

/// Whether `token` is one of `words`, which are lower case.
pub(super) fn is_one_of(token: Option<&Token<'_>>, words: &[&str]) -> bool {
    token.and_then(word).is_some_and(|word| is_among(word, words))
}

/// Whether `word` is one of `words`, which are lower case.
fn is_among(word: &str, words: &[&str]) -> bool {
    // Nearly all words begin otherwise.
    let first = word.as_bytes().first().map(u8::to_ascii_lowercase);
    let begins = |own: &str| own.as_bytes().first().copied() == first;
    let found = words.iter().any(|own| begins(own) && own.eq_ignore_ascii_case(word));
    found || !word.is_ascii() && words.contains(&word.to_lowercase().as_str())
}

/// Whether the stem `short` is made of the first letters of `long`: `ce`, customer engineer.
pub(super) fn abbreviates(short: &[String], long: &[String]) -> bool {
    let initials: String = long.iter().filter_map(|word| word.chars().next()).collect();
    short.iter().any(|word| word.chars().count() > 1 && initials.starts_with(word.as_str()))
}

/// Whether two lists of stems have one in common.
pub(super) fn overlap(one: &[String], other: &[String]) -> usize {
    one.iter().filter(|stem| other.contains(stem)).count()
}

/// Whether `word` says nothing about what is counted.
pub(super) fn is_filler(word: &str) -> bool {
    is_among(word, CONNECTORS) || is_among(word, ARTICLES)
}

/// Whether `word` ends the phrase that names a unit.
pub(super) fn is_connector(word: &str) -> bool {
    is_among(word, CONNECTORS)
}

/// Whether `word` stands before a number without saying what is counted.
pub(super) fn is_general_verb(word: &str) -> bool {
    is_among(word, GENERAL_VERBS)
}

/// Whether the sentence in `tokens` speaks of what is not, or not yet, the case.
pub(super) fn is_doubtful(tokens: &[Token<'_>]) -> bool {
    let doubts = |(at, token): (usize, &Token<'_>)| {
        let Some(name) = word(token) else { return false };
        let lower = name.to_lowercase().replace('’', "'");
        let to_go = name == "go" && at > 0 && is_one_of(tokens.get(at - 1), &["to"]);
        let doubt = DOUBTS.contains(&lower.as_str()) && name != "May";
        to_go || doubt || lower.ends_with("n't") || lower.ends_with("'ll")
    };
    tokens.iter().enumerate().any(doubts)
}

/// Whether `tokens` take back a part of what was said before them.
pub(super) fn takes_back(tokens: &[Token<'_>]) -> bool {
    is_doubtful(tokens) || tokens.iter().any(|token| is_one_of(Some(token), RESERVATIONS))
}

/// Whether one of the two texts speaks of a rise and the other of a fall.
pub(super) fn disagree(asked: &[Token<'_>], said: &[Token<'_>]) -> bool {
    let speaks = |tokens: &[Token<'_>], stems: &[&str]| {
        tokens.iter().filter_map(word).any(|word| stems.contains(&stem(word).as_str()))
    };
    speaks(asked, SINKING) != speaks(said, SINKING) && speaks(asked, RISING) != speaks(said, RISING)
}

/// Whether `tokens` speak of a number that falls.
pub(super) fn sinks(tokens: &[Token<'_>]) -> bool {
    tokens.iter().filter_map(word).any(|word| SINKING.contains(&stem(word).as_str()))
}

/// Whether `tokens` say that something was done after all.
pub(super) fn says_done(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| is_one_of(Some(token), &["done", "but", "although", "partly"]))
}

/// A number from zero to twelve that is written as a word.
pub(super) fn number_word(word: &str) -> Option<f64> {
    const WORDS: [(&str, f64); 13] = [
        ("zero", 0.0),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("eleven", 11.0),
        ("twelve", 12.0),
    ];
    WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}

/// Whether `word` names a month; "may" only with its capital.
pub(super) fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const LONG: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.contains(&word) || LONG.contains(&word) || word == "Sept"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (one, other) in [
            ("Hire", "hired"),
            ("hires", "hiring"),
            ("AEs", "AE"),
            ("weekly", "week"),
            ("companies", "company"),
            ("increase", "Increased"),
        ] {
            assert_eq!(stem(one), stem(other), "{one}, {other}");
        }
        assert_ne!(stem("tests"), stem("teams"));
    }

    #[test]
    fn initials_stand_for_their_words() {
        let words = |text: &str| text.split(' ').map(stem).collect::<Vec<_>>();
        assert!(abbreviates(&words("SREs"), &words("site reliability engineers")));
        assert!(!abbreviates(&words("PMs"), &words("site reliability engineers")));
    }
}
