//! What the headings above a place say about it: whether OKRs stand there, whose, and when.

use crate::calendar::{PeriodName, periods_in};
use crate::source::Span;

/// Words that announce objectives.
const ANNOUNCE: [&str; 7] =
    ["okr", "okrs", "objective", "objectives", "goal", "goals", "key results"];

/// Beginnings of headings below which no objectives stand.
const ELSEWHERE: [&str; 38] = [
    "about",
    "appendix",
    "background",
    "best practices",
    "contents",
    "cycle",
    "definition",
    "definitions",
    "example",
    "examples",
    "external references",
    "faq",
    "glossary",
    "guidelines",
    "history",
    "how",
    "introduction",
    "key concepts",
    "learnings",
    "lessons",
    "links",
    "notes",
    "on this page",
    "philosophy",
    "principles",
    "process",
    "quick links",
    "references",
    "resources",
    "retrospective",
    "roadmap",
    "schedule",
    "table of contents",
    "template",
    "timeline",
    "toc",
    "what",
    "why",
];

/// Whole headings of retrospectives.
const RETROSPECTIVE: [&str; 9] =
    ["good", "bad", "try", "went well", "keep", "stop", "start", "went badly", "improve"];

/// Beginnings of headings over lists of what stands on the page.
const CONTENTS: [&str; 4] = ["contents", "on this page", "table of contents", "toc"];

/// What is known about the place where a node stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// Whether unlabelled structures are objectives here.
    pub expects_okrs: bool,
    /// Whether not even labelled structures are objectives here.
    pub excluded: bool,
    /// Whether the text above speaks of OKRs, so that a period is enough to expect them.
    pub announced: bool,
    /// The section's owner.
    pub owner: Option<(String, Span)>,
    /// The period, an index into the document's periods.
    pub period: Option<usize>,
}

/// Whether `text` announces objectives.
pub(super) fn announces(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric()).collect();
    ANNOUNCE.iter().any(|phrase| match phrase.split_once(' ') {
        None => words.contains(phrase),
        Some((first, second)) => words.windows(2).any(|pair| pair == [first, second]),
    })
}

/// Whether a heading stands over a list of contents.
pub(super) fn lists_contents(heading: &str) -> bool {
    let text = without_number(heading).trim().to_lowercase();
    CONTENTS.iter().any(|start| {
        text.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether a heading stands over the key results of the objective before it.
pub(super) fn heads_results(heading: &str) -> bool {
    let text = without_number(heading).trim().trim_end_matches(':').to_lowercase();
    matches!(text.as_str(), "key results" | "key result" | "krs" | "results")
}

/// Whether what stands below this heading is about something else.
pub(super) fn leads_elsewhere(heading: &str) -> bool {
    let text = without_number(heading).trim().to_lowercase();
    let starts_with = |word: &&str| {
        text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric()).collect();
    // "OKR Schedule" speaks of the schedule, not of OKRs.
    let last = words.iter().rev().find(|word| !word.is_empty());
    let about = [
        "schedule",
        "process",
        "retrospective",
        "philosophy",
        "guidelines",
        "definitions",
        "template",
        "roadmap",
    ];
    ELSEWHERE.iter().any(starts_with)
        || RETROSPECTIVE.contains(&text.trim_end_matches([':', '!', '?']))
        || last.is_some_and(|last| about.contains(last))
        || words.contains(&"retrospective")
}

/// The period a heading names, with its bytes in the text.
pub(super) fn period(heading: &str) -> Option<PeriodName> {
    periods_in(heading).into_iter().next().map(|found| found.value)
}

/// Whether a heading only arranges (`OKRs`, `Objectives for 2020 Q3`) and names nobody.
pub(super) fn names_nobody(heading: &str) -> bool {
    let generic = ["overview", "details", "summary", "current", "draft", "priorities", "results"];
    let lower = heading.to_lowercase();
    announces(heading)
        || period(heading).is_some()
        || lower.split_whitespace().any(|word| generic.contains(&word))
}

/// A heading without its number: `2. CEO: Grow` → `CEO: Grow`, and the number.
pub(super) fn without_number(heading: &str) -> &str {
    heading.get(number(heading)..).unwrap_or(heading)
}

/// The length of the number and blanks that a heading starts with.
pub(super) fn number(heading: &str) -> usize {
    let digits = heading.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let numbered = heading[..digits].ends_with('.') || heading[digits..].starts_with(')');
    let after = digits + usize::from(heading[digits..].starts_with(')'));
    let blanks = heading[after..].len() - heading[after..].trim_start().len();
    if digits > 0 && numbered && blanks > 0 { after + blanks } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_lead_elsewhere_are_known() {
        for heading in [
            "On this page",
            "OKR Schedule",
            "How we set goals",
            "What is an OKR?",
            "Good",
            "Retrospective Q2",
            "2. Process",
        ] {
            assert!(leads_elsewhere(heading), "{heading}");
        }
        for heading in
            ["OKRs", "Howard's team", "Goodwill", "Sales and marketing", "CEO: Good hiring"]
        {
            assert!(!leads_elsewhere(heading), "{heading}");
        }
    }

    #[test]
    fn numbers_of_headings_are_told_from_years() {
        assert_eq!(without_number("2. CEO: Grow"), "CEO: Grow");
        assert_eq!(without_number("2018 Q3"), "2018 Q3");
        assert_eq!(without_number("10) Grow"), "Grow");
    }

    #[test]
    fn words_announce_objectives_and_parts_of_words_do_not() {
        assert!(announces("FY21-Q2 OKRs") && announces("Quarterly Objectives and Key Results"));
        assert!(!announces("Objectively good") && !announces("Monkrs"));
    }
}
