//! What headings, the sentences before lists and the words before colons say.

use super::words::{
    ABOUT, ANNOUNCE, BACK, BESIDE_RESULTS, CONTENTS, DENY, ELSEWHERE, EXAMPLES, FIELD_ENDS,
    FIELD_STARTS, FIELDS_ALONE, GENERIC, HOLDER_KEYS, HOLDER_KEYS_ALONE, HOLDERS, KEY, List,
    MEASURES, NOTES, PUT_OFF, QUESTIONS, RESULTS, RETROSPECTIVE, SUMS, TEAM_KEYS, TEXTS, VERBS,
};

/// What a heading, a bold paragraph or the sentence before a list says about what stands below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// Key results of the objective above.
    Results,
    /// Remarks: initiatives, motivation, risks.
    Notes,
    /// Something that is no plan: a process, a schedule, a retrospective.
    Elsewhere,
    /// Objectives, a period, or nothing in particular.
    Generic,
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '-' | '\'' | '’'))
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// The text of a header as it is compared: without number, marks, colon and case.
fn bare(heading: &str) -> String {
    unmarked(heading).to_lowercase()
}

/// A header without number, marks and colon.
fn unmarked(heading: &str) -> &str {
    let text = super::heading::without_number(heading);
    let text = text.trim_start_matches(|sign: char| !sign.is_alphanumeric() && sign != '\'');
    let closes = |sign: char| matches!(sign, ':' | ' ' | '!' | '?' | '*' | '.' | '\u{a0}');
    text.trim_end_matches(closes).trim()
}

/// What follows `phrase` at the beginning of `text`. Most phrases differ in their first byte.
fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let alike = text.as_bytes().first() == phrase.as_bytes().first();
    if alike { text.strip_prefix(phrase) } else { None }
}

fn begins(text: &str, phrase: &str) -> bool {
    after(text, phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn ends(text: &str, phrase: &str) -> bool {
    let alike = text.as_bytes().last() == phrase.as_bytes().last();
    let before = if alike { text.strip_suffix(phrase) } else { None };
    before.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// Whether `text` announces objectives.
pub(super) fn announces(text: &str) -> bool {
    is_announced(&text.to_lowercase())
}

/// The same for words in lower case.
fn is_announced(lower: &str) -> bool {
    let mut last = "";
    lower.split(|sign: char| !sign.is_alphanumeric()).any(|word| {
        let before = std::mem::replace(&mut last, word);
        let goes_on = |phrase: &&str| {
            phrase.strip_prefix(before).and_then(|rest| rest.strip_prefix(' ')) == Some(word)
        };
        !word.is_empty() && (ANNOUNCE.has(word) || ANNOUNCE.starting(before).iter().any(goes_on))
    })
}

/// Whether an item speaks of OKRs as such: an explanation, and no part of a plan.
pub(super) fn speaks_of_okrs(text: &str) -> bool {
    // All these words have one of two rare letters.
    if !text.bytes().any(|letter| matches!(letter.to_ascii_lowercase(), b'k' | b'j')) {
        return false;
    }
    let one = ["okr", "okrs", "objectives", "krs"];
    let mut key = false;
    words(text).any(|word| {
        let result = word.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("result"));
        let found = (key && result) || one.iter().any(|one| word.eq_ignore_ascii_case(one));
        key = word.eq_ignore_ascii_case("key");
        found
    })
}

/// Whether a heading stands over a list of contents.
pub(super) fn lists_contents(heading: &str) -> bool {
    let text = bare(heading);
    CONTENTS.starting(&text).iter().any(|start| begins(&text, start))
}

/// Whether a heading stands over the key results of the objective before it.
pub(super) fn heads_results(heading: &str) -> bool {
    // `Key results: Ann and Ben` names those who hold them.
    results(&bare(heading.split_once(": ").map_or(heading, |(head, _)| head)))
}

/// Whether a heading names the key results by their name.
pub(super) fn heads_key_results(heading: &str) -> bool {
    heads_results(heading) && {
        let text = bare(heading);
        words(&text).any(|word| KEY.has(word))
    }
}

/// Whether a heading tells by what something is measured, as key results do.
pub(super) fn heads_measures(heading: &str) -> bool {
    is_headed(heading, &MEASURES)
}

/// Whether words, bare, head key results.
fn results(text: &str) -> bool {
    let near = |phrase: &&str| {
        let more = words(text).count().saturating_sub(words(phrase).count());
        more == 0
            || (more <= 3 && phrase.contains(' ') && (begins(text, phrase) || ends(text, phrase)))
    };
    let mut first = RESULTS.starting(text).iter().filter(|phrase| begins(text, phrase));
    let mut last = RESULTS.ending(text).iter().filter(|phrase| ends(text, phrase));
    first.any(near) || last.any(near)
}

/// Whether what stands below this heading, whose bare words are `text`, remarks on the objective
/// above it.
fn heads_notes(heading: &str, text: &str) -> bool {
    let few = || words(text).nth(5).is_none();
    let denies = heading.trim_end().ends_with(':') && words(text).any(|word| DENY.has(word));
    let purpose = words(text).any(|word| matches!(word, "mission" | "vision")) && few();
    denies || purpose || NOTES.starting(text).iter().any(|phrase| heads(text, phrase))
}

/// Whether `text` is headed by `phrase`, which stands alone or before a sign: `Risks (2)`. After a
/// phrase of one word, words that go on make it a sentence: `Score 10 customers`.
fn heads(text: &str, phrase: &str) -> bool {
    const JOIN: [&str; 6] = ["of", "for", "and", "to", "in", "from"];
    let Some(rest) = after(text, phrase) else { return false };
    let next = rest.trim_start();
    let joined = words(next).next().is_some_and(|word| JOIN.contains(&word));
    match rest.chars().next() {
        None => true,
        Some(' ') => phrase.contains(' ') || !next.starts_with(char::is_alphabetic) || joined,
        Some(sign) => !sign.is_alphanumeric() && !matches!(sign, '-' | '\'' | '’'),
    }
}

/// Whether a heading is one of some words and no more.
pub(super) fn is_headed(heading: &str, of: &List) -> bool {
    of.has(&bare(heading))
}

/// Whether what stands below this heading is about something else.
pub(super) fn leads_elsewhere(heading: &str) -> bool {
    is_elsewhere(heading.len(), &bare(heading))
}

/// The same for a heading of some length whose bare words are `text`.
fn is_elsewhere(length: usize, text: &str) -> bool {
    // "Goals and roadmap" speaks of goals, "OKR process and schedule" of neither.
    let head = text.rsplit_once(" and ").map_or(text, |(head, _)| head);
    let last = words(head).last();
    QUESTIONS.starting(text).iter().any(|start| begins(text, start))
        || ELSEWHERE.starting(text).iter().any(|start| heads(text, start))
        || is_retrospective(length, text)
        || last.is_some_and(|last| ABOUT.has(last)) && (words(head).count() <= 3 || announces(head))
        || words(text).any(|word| word == "retrospective")
}

/// Whether words head a part of a retrospective: `Good`, `What went well?`.
pub(super) fn looks_back(words: &str) -> bool {
    words.len() < LONGEST_RETROSPECTIVE && RETROSPECTIVE.has_any_case(unmarked(words))
}

/// The same for words of some length that are `text` when bare; all parts of a retrospective may
/// stand in one heading: `Start / Stop / Continue`.
fn is_retrospective(length: usize, text: &str) -> bool {
    length < LONGEST_RETROSPECTIVE
        && text.split(['/', ',', '&']).all(|it| RETROSPECTIVE.has(it.trim()))
}

/// Whether a heading looks back, also where it names the period on which it does.
pub(super) fn reviews(heading: &str) -> bool {
    let text = bare(heading);
    BACK.starting(&text).iter().any(|start| heads(&text, start))
}

/// Whether a question asks how something went, or why.
pub(super) fn asks_back(text: &str) -> bool {
    const WORDS: [&str; 6] = ["why", "did", "was", "were", "went", "have"];
    words(text).any(|word| WORDS.iter().any(|it| word.eq_ignore_ascii_case(it)))
}

/// Whether words begin with what is done: `Improve the docs`.
pub(super) fn begins_with_verb(text: &str) -> bool {
    words(text).next().is_some_and(|word| VERBS.has_any_case(word))
}

/// The longest words that head a part of a retrospective, in bytes.
const LONGEST_RETROSPECTIVE: usize = 40;

/// Whether a heading only arranges (`OKRs`, `Objectives for 2020 Q3`) and names nobody.
/// A heading that names a period names nobody either; that is not looked for here. One that says
/// from when something is left, or until when it can wait, does: `Carried over from Q2`, `Backlog`.
pub(super) fn names_nobody(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let short = words(&lower).count() <= 3;
    let task = words(&lower).next().is_some_and(|word| VERBS.has(word));
    !task && is_announced(&lower)
        || !task && short && words(&lower).any(|word| GENERIC.has(word))
        || is_put_off(&bare(heading))
}

/// Whether bare words head what is left from before or put off. A team of more words may be called
/// after such a word, as in `Ideas team`.
fn is_put_off(text: &str) -> bool {
    let heads =
        |phrase: &&&str| heads(text, phrase) || phrase.contains(' ') && begins(text, phrase);
    !names_holder(text) && PUT_OFF.starting(text).iter().any(|phrase| heads(&phrase))
}

/// The team or role that the title of a document names before it announces what it holds, or in a
/// part of its own: `Core team OKRs`, `OKRs Q1 2026 – Growth squad`, `Team OKRs: Search`.
pub(super) fn titled_holder(title: &str) -> Option<&str> {
    let is_start = |at: &usize| title[..*at].ends_with([' ', '\u{a0}']) || *at == 0;
    let mut starts = title.char_indices().map(|(at, _)| at).filter(is_start);
    let at = starts.find(|at| words(&title[*at..]).next().is_some_and(announces))?;
    let before = title[..at].trim_matches(AROUND);
    let parts = title.split(PARTS).map(|part| part.trim_matches(AROUND));
    let named = |part: &&str| !announces(part) && super::heading::period(part).is_none();
    // `Group goals: Growing together` are those of all.
    let is_kind = super::words::TEAM_KINDS.has_any_case(before);
    if is_kind && !before.eq_ignore_ascii_case("group") {
        let arranges = |part: &&str| names_nobody(part) || leads_elsewhere(part);
        let mut named = parts.filter(named);
        return named.find(|part| !arranges(part) && super::owner::is_name(part));
    }
    holder_name(before).or_else(|| {
        // What only looks like a part, as `Re-engineering` does, stands before the announcement.
        let apart = |part: &&str| is_team(part) && !before.contains(part) && named(part);
        parts.filter(apart).find_map(holder_name)
    })
}

/// The team that a title names beside its period, and nothing else: `Search team: Q1 2026`.
pub(super) fn dated_holder(title: &str) -> Option<&str> {
    let parts = title.split(PARTS).map(|part| part.trim_matches(AROUND));
    let (dates, mut rest): (Vec<&str>, Vec<&str>) =
        parts.partition(|part| super::heading::period(part).is_some());
    let name = rest.pop().filter(|_| rest.is_empty() && !dates.is_empty())?;
    let ends = words(name).last().is_some_and(names_holder);
    holder_name(name).filter(|_| ends && is_team(name))
}

/// Whether a part of a title is the name of a team: a few words, of which the first or the last says
/// so, and no sentence about one.
fn is_team(part: &str) -> bool {
    let few = words(part).nth(3).is_none() && part.starts_with(char::is_uppercase);
    let ends = [words(part).next(), words(part).last()].into_iter().flatten();
    few && ends.into_iter().any(names_holder) && !part.ends_with(" level")
}

/// What stands around a name in a title, and what parts it from the rest.
const AROUND: [char; 8] = [' ', '\u{a0}', '-', '–', '—', ':', '|', ','];
const PARTS: [char; 4] = ['–', '—', ':', '|'];

/// A title that is nothing but the name of a team: `Docs & Content Team`.
pub(super) fn holder_name(name: &str) -> Option<&str> {
    let is_text = || {
        let last = words(name).last().is_some_and(names_holder);
        !last && words(name).any(|word| TEXTS.has_any_case(word))
    };
    let is_one = !name.contains([':', ';', '.']) && words(name).nth(5).is_none();
    let named = is_one && names_holder(name) && !is_text();
    (named && super::heading::period(name).is_none()).then_some(name)
}

/// Whether words head remarks or key results, and nobody is called so: `Updates`.
pub(super) fn says_remarks(text: &str) -> bool {
    below(text).is_some() && !names_holder(text)
}

/// What words before key results or remarks say; `None` for other words.
pub(super) fn below(text: &str) -> Option<Header> {
    if may_head(text) { is_below(text, &bare(text)) } else { None }
}

/// Whether words are few enough. Further words after the first few make a sentence, unless a colon
/// comes first.
fn may_head(text: &str) -> bool {
    let few = || text.split(' ').nth(LONGEST_SENTENCE).is_none();
    let headed = || text.find(':').is_some_and(|colon| colon < 60);
    (3..=LONGEST_HEADER).contains(&text.len()) && (few() || headed())
}

/// The same for words that are `bare` without their marks.
fn is_below(text: &str, bare: &str) -> Option<Header> {
    let named = text.contains(": ");
    if if named { heads_results(text) } else { results(bare) } {
        Some(Header::Results)
    } else if heads_notes(text, bare) {
        Some(Header::Notes)
    } else {
        None
    }
}

/// The most words of a header without a colon.
const LONGEST_SENTENCE: usize = 10;

/// The longest words that are looked at as a header, in bytes.
const LONGEST_HEADER: usize = 160;

/// What a heading, bold paragraph or sentence before a list says about what stands below it.
/// `dated` tells whether a period is named.
pub(super) fn header(text: &str, dated: bool) -> Option<Header> {
    if text.len() > LONGEST_HEADER {
        return None;
    }
    let bare = bare(text);
    let below = if may_head(text) { is_below(text, &bare) } else { None };
    if below.is_some() {
        below
    } else if is_elsewhere(text.len(), &bare) {
        Some(Header::Elsewhere)
    } else if (dated || names_nobody(text)) && words(text).count() <= 6 {
        Some(Header::Generic)
    } else {
        None
    }
}

/// Whether `key`, what stands before a colon, begins a remark on what the line stands under:
/// `Status`, `Tracking manager`, `KR measurement deadline`.
pub(super) fn is_field(key: &str) -> bool {
    if key.len() > 60 {
        return false;
    }
    let plain: String = key.to_lowercase().replace("(s)", "s");
    // What stands before the key is a sentence of its own: `Hire two. Owner`, `Automate it (Owner`.
    let parted = [". ", " - ", " – ", " — "].iter().any(|sign| plain.contains(sign));
    if parted || plain.contains(['(', '[', '|', ';']) {
        return false;
    }
    let words: Vec<&str> = words(&plain).collect();
    // `Status`, `Final score`; `FinOps lead` is somebody.
    let alone =
        |word: &str| [&FIELDS_ALONE, &HOLDER_KEYS_ALONE, &TEAM_KEYS].iter().any(|it| it.has(word));
    let last = words.last().is_some_and(|word| {
        FIELD_ENDS.has(word) || HOLDER_KEYS.has(word) || words.len() == 1 && alone(word)
    });
    let first = words.first().is_some_and(|word| FIELD_STARTS.has(word));
    // `Improve the rating: from 4.0 to 4.5` promises something.
    let promises = words.len() > 1 && words.first().is_some_and(|word| VERBS.has(word));
    words.len() <= 4 && (first || last) && !promises
}

/// Whether words begin as what is only an example does: `Example objective`.
pub(super) fn is_example(text: &str) -> bool {
    words(text).next().is_some_and(|word| EXAMPLES.has_any_case(word))
}

/// Whether a line introduces an example and says no more: `Example:`, `For example:`.
pub(super) fn introduces_example(line: &str) -> bool {
    let Some(text) = line.trim_end().strip_suffix(':') else { return false };
    words(text).nth(2).is_none() && words(text).last().is_some_and(|it| EXAMPLES.has_any_case(it))
}

/// Whether an item says what is done beside key results, or what only goes along with them:
/// `Initiative: buy a cache`, `Health metric: uptime`.
pub(super) fn is_beside_results(text: &str) -> bool {
    let Some((key, _)) = text.split_once(':') else { return false };
    let key = key.trim().trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == ' ');
    BESIDE_RESULTS.has_any_case(key) || is_example(key)
}

/// Whether `key`, what stands before a colon, sums up more than one key result: `Overall score`.
pub(super) fn sums_up(key: &str) -> bool {
    words(key).next().is_some_and(|word| SUMS.has_any_case(word))
}

/// Whether `name` holds a word that only names of teams and roles hold.
pub(super) fn names_holder(name: &str) -> bool {
    words(name).any(|word| HOLDERS.has_any_case(word) || word == "IT" || is_chief(word))
}

/// Whether a word is a title such as `CTO`.
fn is_chief(word: &str) -> bool {
    let initials = word.strip_prefix('C').and_then(|rest| rest.strip_suffix('O'));
    let capital = |byte: u8| byte.is_ascii_uppercase();
    initials.is_some_and(|it| (1..=2).contains(&it.len()) && it.bytes().all(capital))
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
    fn words_announce_objectives_and_parts_of_words_do_not() {
        assert!(announces("FY21-Q2 OKRs") && announces("Quarterly Objectives and Key Results"));
        assert!(!announces("Objectively good") && !announces("Monkrs"));
    }

    #[test]
    fn headers_say_what_stands_below_them() {
        for text in
            ["Key Results:", "'2022.C1' Key Results", "**Milestones:**", "What we will ship:"]
        {
            assert_eq!(header(text, false), Some(Header::Results), "{text}");
        }
        for text in
            ["Initiatives", "Motivation:", "In Q2 we are not working on:", "Key initiatives"]
        {
            assert_eq!(header(text, false), Some(Header::Notes), "{text}");
        }
        for text in ["Improve our metrics", "Search results load in a second", "Sales"] {
            assert_eq!(header(text, false), None, "{text}");
        }
    }

    #[test]
    fn fields_are_told_from_names() {
        for key in
            ["Owner(s)", "Status", "KR Measurement Deadline", "Tracking Manager", "Final score"]
        {
            assert!(is_field(key), "{key}");
        }
        for key in ["Engineering manager", "Status page team", "CEO", "Data platform"] {
            assert!(!is_field(key), "{key}");
        }
    }
}
