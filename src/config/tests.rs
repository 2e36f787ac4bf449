//! Small configurations and what is said of them.

use proptest::prelude::*;

use super::*;
use crate::source::{SourcePath, Sources};

/// The configuration of `text`, and its diagnostics as `rule at line:column: message`.
pub(super) fn config(text: &str) -> (Config, Vec<String>) {
    let mut sources = Sources::new();
    let id = sources.add(SourcePath::new("quarterdeck.toml"), text);
    let (config, diagnostics) = read(Some(sources.get(id)));
    (config, printed(&diagnostics, &sources))
}

pub(super) fn printed(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| {
        let place = sources.place(diagnostic.at);
        let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
        let (rule, message) = (diagnostic.rule.name, &diagnostic.message);
        format!("{rule} {}:{}: {message}{help}", place.line, place.column)
    };
    diagnostics.iter().map(line).collect()
}

pub(super) fn complaints(text: &str) -> Vec<String> {
    config(text).1
}

#[test]
fn no_file_gives_the_defaults() {
    let (config, diagnostics) = read(None);
    assert!(diagnostics.is_empty());
    assert_eq!(config, Config::default());
    assert_eq!((config.content.as_str(), config.output.as_str()), ("content", "public"));
    assert_eq!((config.language.value.as_str(), config.theme.value.as_str()), ("en", "default"));
    assert_eq!(config.calendar, None);
    assert_eq!(config.base_path(), None);
    assert_eq!(config.grading, Grading { delivered: 0.7, progress: 0.4 });
}

#[test]
fn an_empty_file_says_as_much_as_none() {
    let (mut config, diagnostics) = config("\u{feff}# nothing\r\n");
    assert_eq!(diagnostics, [""; 0]);
    config.file = None;
    assert_eq!(config, Config::default());
}

#[test]
fn every_setting_can_be_set() {
    let text = r#"
title = "Where we are going"
description = "Our objectives"
language = "pt-BR"
base_url = "https://example.com/okrs"
theme = "harbour"
content = "./docs/"
output = "build/site"
[calendar]
year_starts = 2
year_named_for = "start"
[source]
url = "https://example.com/o/r/blob/main"
[issues]
url = "https://example.com/issues/{number}?a=//"
[links]
member_hosts = ["Wiki.example.com.", "*.corp.example.com"]
[targets]
pattern = "T-[0-9]+|goal"
[[teams]]
name = "Distribution"
parent = "Engineering"
owners = ["Distribution", "Engineering (Distribution)"]
[lints]
"target/unused" = "allow"
[grading]
delivered = 1
progress = 0.5
"#;
    let (config, diagnostics) = config(text);
    assert_eq!(diagnostics, [""; 0]);
    assert_eq!(config.title.as_deref(), Some("Where we are going"));
    assert_eq!(config.language.value, "pt-BR");
    assert_eq!(config.base_url.as_deref(), Some("https://example.com/okrs/"));
    assert_eq!(config.base_path(), Some("/okrs/"));
    assert_eq!((config.content.as_str(), config.output.as_str()), ("docs", "build/site"));
    let calendar = Calendar { year_starts: 2, year_named_for: NamedFor::Start };
    assert_eq!(config.calendar, Some(calendar));
    assert_eq!(config.source_url.as_deref(), Some("https://example.com/o/r/blob/main/"));
    assert_eq!(config.issues_url.as_deref(), Some("https://example.com/issues/{number}?a=//"));
    assert_eq!(config.member_hosts, ["wiki.example.com", "*.corp.example.com"]);
    assert_eq!(config.level(&rules::TARGET_UNUSED), Level::Allow);
    assert_eq!(config.level(&rules::TARGET_UNDEFINED), Level::Error);
    assert!((config.grading.delivered - 1.0).abs() < f64::EPSILON);
    assert_eq!(&text[config.teams[0].name.span.range()], "\"Distribution\"");
    assert_eq!(&text[config.teams[0].owners[1].span.range()], "\"Engineering (Distribution)\"");
    assert_eq!(config.teams[0].parent.as_ref().map(|p| p.value.as_str()), Some("Engineering"));
    assert_eq!(&text[config.theme.span.range()], "\"harbour\"");
}

#[test]
fn every_mistake_of_a_file_is_reported_and_the_rest_is_kept() {
    let (config, diagnostics) = config(
        "titel = \"A\"\ntitle = 7\nlanguage = \"de\"\n\n[calendar]\nyear_starts = \"2\"\n\
         year_named_for = \"ends\"\n\n[[teams]]\nname = \"A\"\nowner = []\nowners = [\"x\", 3]\n\
         [grading]\ndelivered = 70\n[lints]\n\"targets/unused\" = \"alow\"\n\
         \"target/unused\" = \"warn\"\n",
    );
    assert_eq!(
        diagnostics,
        [
            "config/unknown-key 1:1: `titel` is not a setting (did you mean `title`?)",
            "config/wrong-type 2:9: `title` is a whole number, but a string is expected",
            "config/wrong-type 6:15: `year_starts` is a string, but a whole number is expected",
            "config/invalid-value 7:18: `year_named_for` is `ends`, but `start` or `end` is \
             expected (did you mean `end`?)",
            "config/unknown-key 11:1: `teams` has no setting `owner` (did you mean `owners`?)",
            "config/wrong-type 12:16: an item of `owners` is a whole number, but a string is \
             expected",
            "config/invalid-value 14:13: `delivered` is `70`, but a number from 0 to 1 is expected",
            "config/unknown-key 16:1: `targets/unused` is not a rule (did you mean \
             `target/unused`?)",
            "config/invalid-value 17:19: `target/unused` is `warn`, but `allow` or `hint` or \
             `warning` or `error` is expected",
        ]
    );
    assert_eq!(config.language.value, "de");
    assert_eq!(config.teams[0].owners.len(), 1);
    assert_eq!(config.calendar, Some(Calendar { year_starts: 1, year_named_for: NamedFor::End }));
}

#[test]
fn a_key_that_is_near_none_gets_the_list() {
    assert_eq!(
        complaints("[calendar]\nbegins = 2\n"),
        ["config/unknown-key 2:1: `calendar` has no setting `begins` (known here: \
          `year_starts`, `year_named_for`)"]
    );
}

#[test]
fn tables_and_lists_are_told_apart() {
    assert_eq!(
        complaints("calendar = 2\nteams = { name = \"A\" }\nlinks = []\n"),
        [
            "config/wrong-type 1:12: `calendar` is a whole number, but a table is expected",
            "config/wrong-type 2:9: `teams` is a table, but a list is expected",
            "config/wrong-type 3:9: `links` is a list, but a table is expected",
        ]
    );
    assert_eq!(
        complaints("title = 2020-01-01\n[calendar]\nyear_starts = 1.5\n[grading]\nprogress = nan"),
        [
            "config/wrong-type 1:9: `title` is a date, but a string is expected",
            "config/wrong-type 3:15: `year_starts` is a number with a fraction, but a whole \
             number is expected",
            "config/invalid-value 5:12: `progress` is `nan`, but a number from 0 to 1 is expected",
        ]
    );
}

#[test]
fn months_outside_the_year_are_refused() {
    let month = |month: &str| complaints(&format!("[calendar]\nyear_starts = {month}"));
    let refused = |month: &str| {
        [format!(
            "config/invalid-value 2:15: `year_starts` is `{month}`, but a number from 1 to 12 is \
             expected"
        )]
    };
    assert_eq!(month("12"), [""; 0]);
    assert_eq!(month("0"), refused("0"));
    assert_eq!(month("-1"), refused("-1"));
    assert_eq!(month("99999999999999999999999"), refused("99999999999999999999999"));
}

#[test]
fn a_team_without_a_usable_name_is_dropped_alone() {
    let (config, diagnostics) = config(
        "[[teams]]\nowners = [\"x\"]\n[[teams]]\nname = 3\n[[teams]]\nname = \" \"\n\
         [[teams]]\nname = \"B\"\n[[teams]]\nname = \"B\"\n",
    );
    assert_eq!(
        diagnostics,
        [
            "config/invalid-value 1:1: an item of `teams` has no `name` (add `name = \"…\"`)",
            "config/wrong-type 4:8: `name` is a whole number, but a string is expected",
            "config/invalid-value 6:8: `name` is empty",
            "config/invalid-value 10:8: two teams are called `B` (give all owners of a team in \
             one `[[teams]]`)",
        ]
    );
    assert_eq!(config.teams.len(), 1);
}

#[test]
fn syntax_errors_are_reported_together_and_spoil_only_their_entries() {
    let (config, diagnostics) = config(
        "title = Objectives\nlanguage = \"de\"\ntheme = \"a\" \"b\"\n[calendar]\n= 5\n\
         year_starts = 2\n[calendar]\nlanguage\n",
    );
    assert_eq!(
        diagnostics,
        [
            "config/syntax 1:9: string values must be quoted, expected literal string (put the \
             value in quotes: `\"…\"`)",
            "config/syntax 3:13: unexpected key or value, expected newline, `#`",
            "config/syntax 5:1: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`",
            "config/syntax 7:2: `calendar` stands twice",
            "config/syntax 8:9: key with no value, expected `=`",
        ]
    );
    assert_eq!((config.title, config.language.value.as_str()), (None, "de"));
    assert_eq!(config.calendar.map(|calendar| calendar.year_starts), Some(2));
}

#[test]
fn an_unclosed_list_is_one_mistake() {
    let (config, diagnostics) =
        config("language = \"de\"\n[links]\nmember_hosts = [\"a\",\n[targets]\npattern = \"x\"\n");
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    assert_eq!(config.language.value, "de");
}

#[test]
fn the_schema_knows_every_rule_and_describes_every_setting() {
    let schema = schema();
    assert_eq!(schema["properties"]["output"]["default"], "public");
    let lints = &schema["properties"]["lints"]["properties"];
    assert!(rules::ALL.iter().all(|rule| lints[rule.name]["description"] == rule.summary));
    let properties = schema["properties"].as_object().unwrap();
    assert!(properties.values().all(|property| property["description"].is_string()));
    assert!(!schema.to_string().contains("$ref"));
}

#[test]
fn a_value_that_only_serde_refuses_falls_alone() {
    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Narrow {
        letter: Option<char>,
        list: Vec<i8>,
    }
    let text = "letter = \"ab\"\nlist = [1, 300, 2]\n";
    let mut sources = Sources::new();
    let id = sources.add(SourcePath::new("a.toml"), text);
    let (root, _) = tree::read_toml(sources.get(id), Span::new(0, text.len()));
    let (narrow, misfits) = tree::deserialize::<Narrow>(root);
    assert_eq!(narrow, Narrow { letter: None, list: vec![1, 2] });
    let places: Vec<&str> = misfits.iter().map(|m| &text[m.span.unwrap().range()]).collect();
    assert_eq!(places, ["\"ab\"", "300"]);
}

/// Texts that are made of what the two languages are made of.
pub(super) fn likely_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "title",
        "period",
        "teams",
        "calendar",
        "year_starts",
        "starts",
        "aliases",
        "=",
        " = ",
        ": ",
        ":",
        "\n",
        "\r\n",
        "\r",
        "[",
        "]",
        "[[",
        "]]\n",
        "{",
        "}",
        "\"",
        "'",
        "\"\"\"",
        "- ",
        ",",
        "#",
        "1",
        "0.5",
        "2020-05-01",
        "true",
        "é",
        "\u{1f6a2}",
        "\u{feff}",
        "---\n",
        "+++\n",
        "---",
        "+++",
        "&a ",
        "*a",
        "<<",
        "|\n",
        ">-\n",
        "? ",
        "!!int ",
        "\t",
        "  ",
        "\\",
        "\u{0}",
        "\u{2028}",
        "nan",
        ".inf",
        "...\n",
        "%",
    ]);
    let joined = prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat());
    prop_oneof![joined, any::<String>()]
}

pub(super) fn assert_inside(diagnostics: &[Diagnostic], text: &str) {
    for diagnostic in diagnostics {
        assert!(text.get(diagnostic.at.span.range()).is_some(), "{diagnostic:?} in {text:?}");
        assert!(!diagnostic.message.contains('\n'), "{diagnostic:?}");
    }
}

#[test]
fn large_and_hostile_files_are_read_in_good_time() {
    let key = "k".repeat(1_000_000);
    assert_eq!(complaints(&format!("{key} = 1\n")).len(), 1);
    let many = (0..5_000).map(|n| format!("k{n} = 1")).collect::<Vec<_>>().join("\n");
    assert_eq!(complaints(&many).len(), 5_000);
    let regex = "[targets]\npattern = '((((((a{999}){999}){999}){999}){999}){999})'";
    assert_eq!(complaints(regex).len(), 1);
    let deep = format!("[targets]\npattern = '{}'", "(".repeat(100_000));
    assert_eq!(complaints(&deep).len(), 1);
    assert!(!complaints(&format!("title = {}", "[".repeat(100_000))).is_empty());
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_place_lies_in_it(text in likely_text()) {
        let mut sources = Sources::new();
        let id = sources.add(SourcePath::new("quarterdeck.toml"), text.as_str());
        let (_, diagnostics) = read(Some(sources.get(id)));
        assert_inside(&diagnostics, &text);
    }
}
