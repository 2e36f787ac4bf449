//! Everything the theme says, in the language of the site: sentences, plural forms, dates, numbers.
//!
//! The words stand in one file for each language, `themes/default/strings/<tag>.toml`. A theme of
//! the user's may say some of them otherwise. What a language lacks is said in the next one:
//! `de-AT`, `de`, `en`.

mod file;
mod message;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use intl_pluralrules::{PluralRuleType, PluralRules};
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;

use crate::calendar::{Date, DateRange};
use crate::diag::Diagnostic;
use crate::source::Source;
use message::Message;

/// The language that has every string.
const LAST: &str = "en";

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default/strings");

/// The files of the built-in theme, by the tag of their language.
static FILES: LazyLock<BTreeMap<&str, File>> = LazyLock::new(|| {
    let files = BUILT_IN.files().filter_map(|file| {
        let (tag, text) = (file.path().file_stem()?.to_str()?, file.contents_utf8()?);
        Some((tag, File { text, strings: OnceLock::new() }))
    });
    files.collect()
});

/// A file of the built-in theme, read when its language is spoken.
struct File {
    text: &'static str,
    strings: OnceLock<BTreeMap<String, Message>>,
}

impl File {
    fn strings(&self) -> &BTreeMap<String, Message> {
        self.strings.get_or_init(|| file::strings(self.text))
    }
}

static ENGLISH: LazyLock<Arc<Words>> = LazyLock::new(|| Arc::new(Words::new(LAST, &[]).0));

const MONTHS: [&str; 12] = [
    "date.january",
    "date.february",
    "date.march",
    "date.april",
    "date.may",
    "date.june",
    "date.july",
    "date.august",
    "date.september",
    "date.october",
    "date.november",
    "date.december",
];

/// How many digits stand together.
const GROUP: usize = 3;

/// What fills a placeholder.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// Plain text; it is escaped where the string is HTML.
    Text(&'a str),
    /// HTML that is safe, for strings that are HTML.
    Html(&'a str),
    /// A whole number, which decides the plural form where it is the `count`.
    Count(usize),
    /// A number, shown with at most two decimals.
    Number(f64),
}

/// The words of a site.
pub struct Words {
    /// The languages there are files for, in lower case.
    files: BTreeSet<String>,
    /// Each with the plural rules of the language it was found in.
    strings: FxHashMap<String, (Message, Arc<Option<PluralRules>>)>,
}

impl Words {
    /// The words in `language`, a BCP 47 tag. `own` are the strings files of the user's theme, by
    /// the tags in their names; what is wrong with them is told, and left out.
    #[must_use]
    pub fn new(language: &str, own: &[(&str, &Source)]) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let read = own.iter().map(|(tag, source)| {
            (
                tag.to_ascii_lowercase(),
                file::judged(source, FILES[LAST].strings(), &mut diagnostics),
            )
        });
        let read: BTreeMap<String, BTreeMap<String, Message>> = read.collect();
        let mut chain = tags(language);
        chain.retain(|tag| tag != LAST);
        chain.push(LAST.to_owned());
        let mut strings = FxHashMap::default();
        for tag in chain.iter().rev() {
            let rules = Arc::new(rules(tag));
            let built_in = FILES.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag));
            for found in built_in.map(|(_, file)| file.strings()).into_iter().chain(read.get(tag)) {
                let found = found.iter();
                strings
                    .extend(found.map(|(key, it)| (key.clone(), (it.clone(), Arc::clone(&rules)))));
            }
        }
        let built_in = FILES.keys().map(|tag| tag.to_ascii_lowercase());
        let files = built_in.chain(read.into_keys()).collect();
        (Self { files, strings }, diagnostics)
    }

    /// The words in English.
    #[must_use]
    pub fn english() -> Arc<Self> {
        Arc::clone(&ENGLISH)
    }

    /// Whether there are words in `language`, or in one that it belongs to.
    #[must_use]
    pub fn speaks(&self, language: &str) -> bool {
        tags(language).iter().any(|tag| self.files.contains(tag))
    }

    /// Whether there is a string called `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.strings.contains_key(key)
    }

    /// The string called `key`, its placeholders filled; the key itself when there is none. It is
    /// HTML when the key ends in `_html`, and plain text otherwise.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some((message, rules)) = self.strings.get(key) else { return key.to_owned() };
        let number = |arg: Arg<'_>| match arg {
            Arg::Count(count) => Some(self.count(count)),
            Arg::Number(number) => Some(self.number(number)),
            _ => None,
        };
        let count = args.iter().find(|(name, _)| *name == "count").map(|(_, arg)| *arg);
        let category = match count {
            Some(Arg::Count(count)) => rules.as_ref().as_ref().and_then(|it| it.select(count).ok()),
            _ => None,
        };
        let fill = |name: &str| args.iter().find(|(known, _)| *known == name).map(|(_, arg)| *arg);
        let is_html = is_html(key);
        message.form(category.as_ref()).fill(&|name, out: &mut String| match fill(name) {
            Some(Arg::Text(text)) if is_html => escape(text, out),
            Some(Arg::Text(text) | Arg::Html(text)) => out.push_str(text),
            Some(arg) => out.push_str(&number(arg).unwrap_or_default()),
            None => {}
        })
    }

    /// The day without its year: `1 May`.
    #[must_use]
    pub fn day(&self, date: Date) -> String {
        self.dated("date.day", date)
    }

    /// The day with its year: `1 May 2020`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        self.dated("date.long", date)
    }

    /// The month with its year: `May 2020`.
    #[must_use]
    pub fn month(&self, date: Date) -> String {
        self.dated("date.month", date)
    }

    /// `1 May – 31 July 2020`: the year once if both days share it, the day once if it is only
    /// one.
    #[must_use]
    pub fn range(&self, range: DateRange) -> String {
        let (starts, ends) = (range.starts(), range.ends());
        if starts == ends {
            return self.date(ends);
        }
        let same_year = starts.year() == ends.year();
        let from = if same_year { self.day(starts) } else { self.date(starts) };
        self.say("date.range", &[("from", Arg::Text(&from)), ("to", Arg::Text(&self.date(ends)))])
    }

    /// A number for people: at most two decimals, thousands apart, and a minus sign that is one.
    #[must_use]
    pub fn number(&self, value: f64) -> String {
        let text = two_decimals(value);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("−", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let sign = if digits == "0" { "" } else { sign };
        let whole = self.grouped(whole);
        if fraction.is_empty() {
            return [sign, &whole].concat();
        }
        [sign, &whole, &self.say("number.decimal", &[]), fraction].concat()
    }

    fn count(&self, count: usize) -> String {
        self.grouped(&count.to_string())
    }

    fn grouped(&self, digits: &str) -> String {
        if digits.len() <= GROUP {
            return digits.to_owned();
        }
        let separator = self.say("number.group", &[]);
        let mut grouped = String::new();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(GROUP) {
                grouped.push_str(&separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    fn dated(&self, key: &str, date: Date) -> String {
        let index = usize::try_from(date.month()).unwrap_or(1);
        let month = self.say(MONTHS.get(index - 1).copied().unwrap_or_default(), &[]);
        let (day, year) = (date.day().to_string(), date.year().to_string());
        let args =
            [("day", Arg::Text(&day)), ("month", Arg::Text(&month)), ("year", Arg::Text(&year))];
        self.say(key, &args)
    }
}

/// A number with two decimals.
fn two_decimals(value: f64) -> String {
    // For nearly all that people write, whole hundredths, this is the same and ten times as quick.
    let hundredths = (value * 100.0).round();
    if (hundredths / 100.0).to_bits() == value.to_bits() && hundredths.abs() < 1e15 {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
        let hundredths = hundredths as i64;
        let sign = if value.is_sign_negative() { "-" } else { "" };
        let all = hundredths.unsigned_abs();
        return format!("{sign}{}.{:02}", all / 100, all % 100);
    }
    format!("{value:.2}")
}

/// The languages that the built-in theme speaks.
pub fn languages() -> impl Iterator<Item = &'static str> {
    FILES.keys().copied()
}

/// Whether the string called `key` is HTML.
#[must_use]
pub fn is_html(key: &str) -> bool {
    key.ends_with("_html")
}

/// `language` and those it belongs to, from the narrowest: `de-at`, `de`.
fn tags(language: &str) -> Vec<String> {
    let narrowest = language.to_ascii_lowercase();
    let wider = |tag: &String| Some(tag.rsplit_once('-')?.0.to_owned());
    std::iter::successors(Some(narrowest), wider).collect()
}

/// The plural rules of a language, or of the one it belongs to, or else those of English.
fn rules(tag: &str) -> Option<PluralRules> {
    let primary = tag.split('-').next().unwrap_or(tag);
    [tag, primary, LAST].into_iter().find_map(|tag| {
        let language: LanguageIdentifier = tag.parse().ok()?;
        PluralRules::create(language, PluralRuleType::CARDINAL).ok()
    })
}

fn escape(text: &str, out: &mut String) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(sign),
        }
    }
}
