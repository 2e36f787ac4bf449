//! Words that tell how much, how many or when, and words that tell of a change without an end.

/// Words that count or date something.
const COUNTS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozen",
    "dozens",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "half",
    "double",
    "doubles",
    "doubled",
    "triple",
    "triples",
    "tripled",
    "twice",
    "thrice",
    "once",
    "zero",
    "no",
    "none",
    "nobody",
    "nothing",
    "never",
    "always",
    "all",
    "every",
    "each",
    "everyone",
    "everybody",
    "both",
    "per",
    "fully",
    "completely",
    "entire",
    "entirely",
    "majority",
    "hourly",
    "daily",
    "nightly",
    "weekly",
    "monthly",
    "quarterly",
    "yearly",
    "annually",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "eoq",
    "eoy",
    "eom",
    "deadline",
];

/// Verbs that say in which direction, and not how far; without the `e` that inflection takes away.
const DIRECTIONS: &[&str] = &[
    "improv",
    "increas",
    "decreas",
    "reduc",
    "grow",
    "lower",
    "boost",
    "enhanc",
    "optimis",
    "optimiz",
    "strengthen",
    "accelerat",
    "expand",
    "deepen",
    "maximis",
    "maximiz",
    "minimis",
    "minimiz",
    "streamlin",
    "broaden",
    "widen",
    "shorten",
    "elevat",
    "scal",
    "refin",
    "continu",
    "help",
    "explor",
    "investigat",
    "foster",
    "encourag",
    "focus",
    "work",
    "striv",
    "engag",
    "evolv",
    "collaborat",
    "contribut",
    "cultivat",
    "nurtur",
    "inspir",
    "empower",
    "leverag",
    "progress",
];

const ENDINGS: &[&str] = &["", "e", "s", "es", "ed", "d", "ing"];

/// First words that praise and do not measure.
const PRAISE: &[&str] = &[
    "more",
    "better",
    "fewer",
    "less",
    "faster",
    "higher",
    "greater",
    "stronger",
    "happier",
    "easier",
    "improved",
    "increased",
    "good",
    "great",
    "happy",
    "effective",
    "efficient",
    "seamless",
    "smooth",
    "excellent",
    "robust",
    "sustainable",
    "awesome",
];

/// What follows "clear" where that is a verb with an end: "clear the backlog".
const CLEARED: &[&str] = &["the", "our", "out", "up", "any", "a", "backlog", "old", "legacy"];

/// Whether `text` holds a number, a count, a share or a date.
pub(super) fn is_in(text: &str) -> bool {
    // The number of an issue measures nothing.
    let numbers = |word: &str| !word.contains('#') && word.chars().any(char::is_numeric);
    let signs = |word: &str| word.contains(['%', '$', '€', '£', '≥', '≤']);
    text.split_whitespace().any(|word| numbers(word) || signs(word))
        || words(text).any(|word| COUNTS.contains(&word.to_lowercase().as_str()))
}

/// Whether `text` opens by telling of a change that has no end: "improve …", "more …".
pub(super) fn is_endless(text: &str) -> bool {
    let mut words = words(text).map(str::to_lowercase).skip_while(|word| {
        ["to", "we", "will", "further", "significantly", "continuously", "and"]
            .contains(&word.as_str())
    });
    // A single word is a heading, and no sentence.
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    match (first.as_str(), second.as_str()) {
        ("make", "progress") | ("raise", "awareness" | "quality") => true,
        ("clear", next) => !CLEARED.contains(&next),
        (first, _) => PRAISE.contains(&first) || is_direction(first),
    }
}

fn is_direction(word: &str) -> bool {
    DIRECTIONS
        .iter()
        .any(|stem| word.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_shares_counts_and_dates_measure() {
        let measured = [
            "Reach 5 customers",
            "Reach 50%",
            "Double the number of trials",
            "All policies are public",
            "Ramp up to almost daily live events",
            "Increase revenue by $",
            "Improve the docs before June",
        ];
        assert_eq!(measured.map(is_in), [true; 7]);
        let open = ["Improve search (#7148)", "Improve search", "A one-off? Allow it", ""];
        assert_eq!(open.map(is_in), [false, false, true, false]);
    }

    #[test]
    fn what_says_in_which_direction_only_has_no_end() {
        let endless = [
            "Improve search",
            "Improving search",
            "**Increase** usage",
            "We will grow fast",
            "More testimonials",
            "Clear value for the buyer",
            "Make progress on search",
            "Works on the road map",
        ];
        assert_eq!(endless.map(is_endless), [true; 8]);
        let states = [
            "Launch the new site",
            "Hire a CFO",
            "Clear the backlog",
            "The workers are paid",
            "Workshop is held",
            "Scalability test is green",
            "Growth plan is signed",
            "Verbessere die Suche",
            "GOOD",
            "",
        ];
        assert_eq!(states.map(is_endless), [false; 10]);
    }
}
