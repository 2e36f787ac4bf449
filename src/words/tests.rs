//! The words of the theme: whole in every language, and right in each.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::calendar::range_in;
use crate::source::{SourcePath, Sources};

fn date(iso: &str) -> Date {
    Date::parse(iso).unwrap()
}

fn words(language: &str) -> Words {
    let (words, found) = Words::new(language, &[]);
    assert!(found.is_empty());
    words
}

/// The words in `language` with those of a user's file, and what is wrong with it.
fn with(language: &str, tag: &str, text: &str) -> (Words, Vec<String>) {
    let mut sources = Sources::new();
    let id = sources.add(SourcePath::new("themes/mine/strings/x.toml"), text.to_owned());
    let (words, found) = Words::new(language, &[(tag, sources.get(id))]);
    (words, found.into_iter().map(|it| it.message).collect())
}

fn objectives(words: &Words, count: usize) -> String {
    words.say("summary.objectives", &[("count", Arg::Count(count))])
}

#[test]
fn built_in_files_have_no_mistakes() {
    for file in BUILT_IN.files() {
        let tag = file.path().file_stem().unwrap().to_str().unwrap();
        let (_, mistakes) = with(LAST, tag, file.contents_utf8().unwrap());
        assert_eq!(mistakes, Vec::<String>::new(), "{tag}");
    }
}

#[test]
fn all_languages_have_the_same_strings_with_the_same_places_to_fill() {
    let english = FILES[LAST].strings();
    for (tag, strings) in FILES.iter().map(|(tag, file)| (tag, file.strings())) {
        let keys = |strings: &BTreeMap<String, Message>| strings.keys().cloned().collect();
        let (theirs, ours): (BTreeSet<String>, BTreeSet<String>) = (keys(strings), keys(english));
        assert_eq!(theirs, ours, "{tag}");
        for (key, message) in strings {
            assert_eq!(message.placeholders(), english[key].placeholders(), "{tag}: {key}");
        }
    }
}

#[test]
fn every_language_has_the_plural_forms_that_it_needs() {
    for (tag, strings) in FILES.iter().map(|(tag, file)| (tag, file.strings())) {
        let rules = rules(tag).unwrap();
        let needed: Vec<_> = (0..200).map(|count: usize| rules.select(count).unwrap()).collect();
        for (key, message) in strings.iter().filter(|(_, message)| !message.forms.is_empty()) {
            for (form, category) in &message::FORMS {
                let has = *form == "other" || message.forms.contains_key(form);
                assert_eq!(has, needed.contains(category), "{tag}: {key}, {form}");
            }
        }
    }
}

#[test]
fn a_narrower_language_falls_back_on_the_wider_one_and_then_on_english() {
    assert_eq!(words("de-AT").say("frame.skip", &[]), words("de").say("frame.skip", &[]));
    assert_eq!(words("xx").say("frame.skip", &[]), words("en").say("frame.skip", &[]));
    assert!(words("de-Latn-AT").speaks("de-Latn-AT") && words("en-GB").speaks("en-GB"));
    assert!(!words("fr").speaks("fr") && !words("den").speaks("den"));
}

#[test]
fn plural_forms_follow_the_rules_of_the_language_they_were_found_in() {
    assert_eq!(
        [0, 1, 2].map(|it| objectives(&words("en"), it)).join(", "),
        "0 objectives, 1 objective, 2 objectives"
    );
    assert_eq!(objectives(&words("de"), 1), "1 Ziel");
    let polish = "[summary]\nobjectives = { one = \"{count} cel\", few = \"{count} cele\", other = \"{count} celów\" }";
    let (polish, mistakes) = with("pl", "pl", polish);
    assert!(mistakes.is_empty() && polish.speaks("pl"));
    assert_eq!(
        [1, 3, 5, 22].map(|it| objectives(&polish, it)).join(", "),
        "1 cel, 3 cele, 5 celów, 22 cele"
    );
    let key_results = polish.say("summary.key_results", &[("count", Arg::Count(1))]);
    assert_eq!(key_results, "1 key result");
}

#[test]
fn numbers_and_dates_follow_the_language() {
    let (english, german) = (words("en"), words("de"));
    let numbers = |words: &Words| [1234.5, -0.001, -7.25, 1e6].map(|it| words.number(it)).join(" ");
    assert_eq!(numbers(&english), "1,234.5 0 −7.25 1,000,000");
    assert_eq!(numbers(&german), "1.234,5 0 −7,25 1.000.000");
    assert_eq!(objectives(&german, 1000), "1.000 Ziele");
    let range = |starts, ends| DateRange::new(date(starts), date(ends)).unwrap();
    let quarter = range("2020-05-01", "2020-07-31");
    assert_eq!(english.range(quarter), "1 May – 31 July 2020");
    assert_eq!(german.range(quarter), "1. Mai – 31. Juli 2020");
    let winter = range("2021-11-01", "2022-01-31");
    assert_eq!(english.range(winter), "1 November 2021 – 31 January 2022");
    assert_eq!(german.range(range("2020-12-31", "2020-12-31")), "31. Dezember 2020");
}

#[test]
fn text_is_escaped_where_the_string_is_html_and_safe_html_is_not() {
    let fill = |arg| words("en").say("teams.numbers_html", &[("period", arg)]);
    assert_eq!(fill(Arg::Text("<b>")), "The numbers are those of &lt;b&gt;");
    assert_eq!(fill(Arg::Html("<b>")), "The numbers are those of <b>");
    let plain = words("en").say("overview.no_objectives", &[("period", Arg::Text("<b>"))]);
    assert_eq!(plain, "<b> has no objectives yet.");
}

#[test]
fn own_words_win_over_built_in_ones_of_their_language() {
    let own = "[frame]\nskip = \"Los {{geht}} es\"\n";
    assert_eq!(with("de-AT", "de", own).0.say("frame.skip", &[]), "Los {geht} es");
    assert_eq!(
        with("de", "de-AT", own).0.say("frame.skip", &[]),
        words("de").say("frame.skip", &[])
    );
    assert_eq!(with("en", "de", own).0.say("frame.skip", &[]), "Skip to the content");
}

#[test]
fn every_mistake_in_own_words_is_told() {
    let own = "[frame]\nskipp = \"a\"\nskip = 3\nlegend = \"{a\"\n[coverage]\nlabel = \"{graded}{all}\"\n\
               [summary]\nobjectives = { other = \"x\", tree = \"y\" }\n";
    let told = [
        "`tree` is no plural form",
        "`coverage.label` has no `{all}` to put in",
        "`frame.legend`: a brace has no partner",
        "`frame.skip` is no text",
        "the theme has no string `frame.skipp`",
    ];
    let mut found = with("en", "en", own).1;
    found.sort();
    let mut told = told.map(str::to_owned);
    told.sort();
    assert_eq!(found, told);
    assert_eq!(with("en", "en", "[frame").1.len(), 1);
}

proptest! {
    #[test]
    fn numbers_have_the_decimals_that_the_standard_library_gives_them(
        any in any::<f64>(),
        near in -1e6..1e6f64,
        hundredths in -100_000_000..100_000_000i32,
    ) {
        let eighths = f64::from(hundredths) / 8.0;
        for value in [any, near, f64::from(hundredths) / 100.0, f64::from(hundredths), eighths, -0.0] {
            prop_assert_eq!(two_decimals(value), format!("{value:.2}"), "{:?}", value);
        }
    }

    #[test]
    fn ranges_in_english_are_read_back(from in -25_567..46_400i64, days in 1..900i64) {
        let starts = Date::from_unix_days(from);
        let range = DateRange::new(starts, starts.plus_days(days)).expect("in order");
        let said = Words::english().range(range);
        prop_assert_eq!(range_in(&said).map(|found| found.value), Some(range));
    }
}
