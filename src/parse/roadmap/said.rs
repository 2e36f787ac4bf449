//! What the words of roadmaps say: keys of fields, states, times.

use std::collections::HashMap;

use crate::calendar::{YearOf, when_in};
use crate::grade::Status;

use super::super::words::{
    AROUND_DATES, FIELD_KEYS, FINISHED, NO_DATE, SIZES, STATE_SIGNS, STATES,
};
use super::data::{FieldKind, State};

/// The longest words that are looked at as a value, in bytes.
pub(super) const LONGEST: usize = 80;

/// What signs stand for in one document, as it explains itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Signs {
    by_sign: HashMap<char, State>,
}

impl Signs {
    /// Remembers that `sign` stands for the state that `words` name, if they name one.
    pub(super) fn learn(&mut self, sign: &str, words: &str) {
        let mut signs = sign.chars().filter(|sign| is_sign(*sign));
        if let (Some(sign), None, Some(state)) = (signs.next(), signs.next(), state(words)) {
            self.by_sign.insert(sign, state);
        }
    }

    /// The state that a sign stands for.
    pub(super) fn state(&self, sign: char) -> Option<State> {
        let known = self.by_sign.get(&sign).copied();
        let listed = || STATE_SIGNS.iter().find(|(one, _)| *one == sign).map(|(_, state)| *state);
        let usual = || Status::named(sign.encode_utf8(&mut [0; 4])).map(State::from);
        known.or_else(listed).or_else(usual)
    }

    /// The state that a value tells, by a sign before or after its words, or by its words.
    pub(super) fn read(&self, words: &str) -> Option<State> {
        if words.len() > LONGEST {
            return None;
        }
        let sign = || words.chars().filter(|sign| is_sign(*sign)).find_map(|it| self.state(it));
        state(words).or_else(sign)
    }

    /// The state that a remark without a key is: a phrase of its own, or a sign at either end.
    pub(super) fn remark(&self, words: &str) -> Option<State> {
        if words.len() > LONGEST {
            return None;
        }
        let signs = || words.trim().chars().filter(|sign| *sign != '\u{fe0f}');
        let ends = || signs().next().into_iter().chain(signs().next_back());
        phrase(words).or_else(|| ends().filter(|sign| is_sign(*sign)).find_map(|it| self.state(it)))
    }
}

/// Whether a character is a sign and neither a letter nor punctuation.
pub(super) fn is_sign(sign: char) -> bool {
    !sign.is_alphanumeric()
        && !sign.is_whitespace()
        && !sign.is_ascii()
        && !matches!(sign, '\u{fe0f}' | '\u{200d}' | '–' | '—' | '·' | '•' | '’' | '“' | '”' | '…')
}

/// Lower case, one space between words, no signs around them.
pub(super) fn plain(text: &str) -> String {
    let lower = text.to_lowercase().replace('’', "'");
    let parts = lower.split(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '_' | '–'));
    let bare = |part: &str| {
        part.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '%').to_owned()
    };
    parts.map(bare).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The state that words name: all of them, those before a sign, or the first three or fewer.
pub(super) fn state(text: &str) -> Option<State> {
    let whole = plain(text);
    if let Some(state) = named(&whole) {
        return Some(state);
    }
    let head = text
        .split(['(', ',', ';', ':', '.', '–', '—', '|', '·', '/'])
        .find(|it| it.contains(char::is_alphabetic))?;
    let head = plain(head);
    named(&head).or_else(|| {
        let words: Vec<&str> = head.split(' ').collect();
        let few = words.len() <= 5;
        (1..=words.len().min(3))
            .rev()
            .filter(|_| few)
            .find_map(|end| named(&words[..end].join(" ")))
    })
}

/// The state that words without a key are: all of them, those before a sign, or those before nothing
/// but a time, a version or a name. `Completed orders` and `planned for schools` are none.
fn phrase(text: &str) -> Option<State> {
    if let Some(state) = named(&plain(text)) {
        return Some(state);
    }
    let text = text.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    let sign = text.find(['(', '[', ',', ';', '|', '·']);
    let dash = PARTING.iter().filter_map(|dash| text.find(dash)).min();
    let head = &text[..sign.into_iter().chain(dash).min().unwrap_or(text.len())];
    let words: Vec<&str> = head.split_whitespace().collect();
    named(&plain(head)).or_else(|| {
        (1..words.len().min(4)).rev().find_map(|end| {
            let state = named(&plain(&words[..end].join(" ")));
            state.filter(|_| says_when(&words[end..].join(" ")) || says_why(&words, end))
        })
    })
}

/// Whether the words from `end` on tell by whom or why a state is so: `done by Ann`, `blocked by
/// legal`, `waiting for the audit`.
fn says_why(words: &[&str], end: usize) -> bool {
    const ALWAYS: [&str; 7] = ["by", "because", "due", "since", "until", "last", "with"];
    const RESTING: [&str; 5] = ["blocked", "waiting", "paused", "delayed", "hold"];
    let is = |at: usize, all: &[&str]| {
        words.get(at).is_some_and(|word| all.contains(&word.to_lowercase().as_str()))
    };
    is(end, &ALWAYS) || is(end, &["for", "on"]) && end > 0 && is(end - 1, &RESTING)
}

/// Signs behind which something else is said.
const PARTING: [&str; 5] = [" – ", " — ", " - ", ". ", ": "];

/// Whether words tell a time, a version or a name such as `@ann`, and nothing more.
fn says_when(text: &str) -> bool {
    let bare = |word: &str| word.trim_matches(['.', ':']).to_lowercase();
    let number = |word: &str| {
        word.starts_with(|sign: char| sign.is_ascii_digit() || matches!(sign, '#' | '@'))
    };
    let counted = |word: &str| number(word) || is_version(word) || AROUND_DATES.contains(&word);
    dated(text, Some(YearOf::any())).is_some()
        || text.split(' ').all(|word| counted(&bare(word)) || word == "with")
}

fn named(plain: &str) -> Option<State> {
    if plain.is_empty() || !plain.contains(char::is_alphabetic) {
        return None;
    }
    let listed = STATES.iter().find(|(_, names)| names.contains(&plain)).map(|(state, _)| *state);
    listed.or_else(|| Status::named(plain).map(State::from))
}

/// What a key before a colon or over a column says.
pub(super) fn field_kind(key: &str) -> Option<FieldKind> {
    let parted = key.contains([',', ';', '—', '–', '|', '·']) || key.contains(" - ");
    if key.len() > LONGEST || parted {
        return None;
    }
    let key = plain(&key.replace("(s)", "s").replace('-', " "));
    let words: Vec<&str> = key.split(' ').collect();
    let singular = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    let is = |wanted: &str| {
        FIELD_KEYS.iter().find(|(_, keys)| keys.contains(&wanted)).map(|(kind, _)| *kind)
    };
    let either = |wanted: &str| is(wanted).or_else(|| is(&singular(wanted)));
    either(&key).or_else(|| {
        // `Target date`, `Product owner`: the last word says what it is.
        let few = (2..=4).contains(&words.len());
        let last = words.last().filter(|_| few)?;
        either(last).filter(|kind| {
            !matches!(kind, FieldKind::Supports | FieldKind::Issue | FieldKind::Progress)
        })
    })
}

/// The keys of one line may be joined: `Owner / Team`.
pub(super) fn column_kind(head: &str) -> Option<FieldKind> {
    field_kind(head).or_else(|| head.split(['/', '&']).find_map(field_kind))
}

/// What the words around a time say.
pub(super) struct Dated {
    pub finished: bool,
    pub begins: bool,
}

/// The time that `text` is, but for words around it that say nothing more.
pub(super) fn dated(text: &str, year: Option<YearOf>) -> Option<Dated> {
    if text.len() > LONGEST {
        return None;
    }
    let found = when_in(text, year)?;
    let (before, after) = (text.get(..found.range.start)?, text.get(found.range.end..)?);
    let mut finished = false;
    let mut begins = false;
    for word in plain(&format!("{before} {after}")).split(' ').filter(|word| !word.is_empty()) {
        let number = word.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
        let ordinal = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if FINISHED.contains(&word) {
            finished = true;
        } else if !(AROUND_DATES.contains(&word) || ordinal && number.len() <= 2) {
            return None;
        }
        begins |= matches!(word, "since" | "start" | "started");
    }
    Some(Dated { finished, begins })
}

/// Whether a value says that there is no date yet.
pub(super) fn is_no_date(text: &str) -> bool {
    NO_DATE.contains(&text.trim().to_lowercase().as_str())
}

/// `P1`, `high priority`.
pub(super) fn is_priority(text: &str) -> bool {
    let words = plain(text);
    let coded = words.strip_prefix('p').is_some_and(|it| it.len() == 1 && it.parse::<u8>().is_ok());
    coded || ["high priority", "medium priority", "low priority"].contains(&words.as_str())
}

/// `v2.0`, `1.4.2`.
pub(super) fn is_version(text: &str) -> bool {
    let digits = text.trim().trim_start_matches(['v', 'V']);
    let mut parts = digits.split('.');
    let number = |part: &str| part.len() <= 3 && part.parse::<u16>().is_ok();
    digits.contains('.') && parts.all(number)
}

/// `S`, `XL`.
pub(super) fn is_size(text: &str) -> bool {
    SIZES.contains(&text.trim())
}

/// `#123`, `#12, #13`, `Issue 42`.
pub(super) fn is_issue(text: &str) -> bool {
    let mut words = text.split([' ', ',', '&']).filter(|word| !word.is_empty()).peekable();
    let named = |word: &str| {
        let word = word.trim_end_matches(':').to_lowercase();
        matches!(word.as_str(), "issue" | "issues" | "pr" | "ticket" | "rfc")
    };
    let is_named = words.next_if(|word| named(word)).is_some();
    let number = |word: &str| {
        let digits = word.trim_matches(['(', ')', '[', ']']);
        let bare = digits.strip_prefix('#').or(Some(digits).filter(|_| is_named));
        bare.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
    };
    words.peek().is_some() && words.all(number)
}

/// A share of work: `40%`, `2/5`, `▰▰▱▱▱▱`.
pub(super) fn share(text: &str) -> Option<f64> {
    let text = text.trim();
    let full = text.chars().filter(|sign| matches!(sign, '▰' | '█' | '■' | '●' | '▓')).count();
    let empty = text.chars().filter(|sign| matches!(sign, '▱' | '░' | '□' | '○' | '▒')).count();
    let only = full + empty == text.chars().count();
    if only && full + empty > 2 {
        let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        return Some(count(full) / count(full + empty));
    }
    let marked = text.ends_with('%') || text.contains('/');
    let first = text.split(' ').next().unwrap_or("");
    let share = crate::parse::read_share(if text.ends_with('%') { text } else { first });
    share.filter(|share| marked && (0.0..=1.0).contains(share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_by_words_and_signs() {
        let mut signs = Signs::default();
        signs.learn("🦀", "In progress: Work is ongoing!");
        for (text, expected) in [
            ("in progress", Some(State::InProgress)),
            ("✅ Done", Some(State::Done)),
            ("🔴 At risk", Some(State::AtRisk)),
            ("Done in 3.16", Some(State::Done)),
            ("shipped, with 3.16", Some(State::Done)),
            ("not started", Some(State::Planned)),
            ("🦀 ", Some(State::InProgress)),
            ("🚧  ⬅ ️", Some(State::InProgress)),
            ("Web", None),
            ("🟪", None),
            ("2026", None),
        ] {
            assert_eq!(signs.read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_remark_is_a_state_only_as_a_phrase_of_its_own() {
        let signs = Signs::default();
        for (text, expected) in [
            ("in progress", Some(State::InProgress)),
            ("✅ Done", Some(State::Done)),
            ("Done in 3.16", Some(State::Done)),
            ("shipped in May", Some(State::Done)),
            ("at risk – no budget", Some(State::AtRisk)),
            ("Blocked (legal)", Some(State::Blocked)),
            ("blocked: legal", Some(State::Blocked)),
            ("in progress @mira", Some(State::InProgress)),
            ("🟡 until May", Some(State::Behind)),
            ("Completed orders", None),
            ("Red team exercise", None),
            ("Green data centre", None),
            ("Blue-green", None),
            ("planned for schools", None),
            ("Live music", None),
        ] {
            assert_eq!(signs.remark(text), expected, "{text}");
        }
    }

    #[test]
    fn keys_say_what_a_field_is() {
        for (key, expected) in [
            ("Owner(s)", Some(FieldKind::Owner)),
            ("Estimated Release Date", Some(FieldKind::Due)),
            ("Depends on", Some(FieldKind::DependsOn)),
            ("Contributes to", Some(FieldKind::Supports)),
            ("📅 ETA", Some(FieldKind::Due)),
            ("What", None),
            ("Business impact", None),
        ] {
            assert_eq!(field_kind(key), expected, "{key}");
        }
    }

    #[test]
    fn a_time_with_other_words_is_a_sentence() {
        assert!(dated("released 2026-05-12", None).is_some_and(|it| it.finished));
        assert!(dated("end of Q3 2026", None).is_some_and(|it| !it.finished));
        assert!(dated("we moved in May 2026", None).is_none());
    }

    #[test]
    fn shares_are_read_from_signs_and_numbers() {
        assert_eq!(share("▰▰▱▱"), Some(0.5));
        assert_eq!(share("40%"), Some(0.4));
        assert_eq!(share("1/4"), Some(0.25));
        assert_eq!(share("soon"), None);
    }
}
