//! Small documents, their fields, and what is said of them.

use proptest::prelude::*;

use super::*;
use crate::config::tests::{assert_inside, likely_text, printed};
use crate::source::{SourcePath, Sources};

/// The front matter of `text`, its diagnostics as lines, and the Markdown after it.
fn read(text: &str) -> (Fields, Vec<String>, &str) {
    let mut sources = Sources::new();
    let id = sources.add(SourcePath::new("a.md"), text);
    let front = front_matter(sources.get(id));
    let diagnostics = printed(&front.diagnostics, &sources);
    (front.fields, diagnostics, &text[front.body as usize..])
}

fn complaints(text: &str) -> Vec<String> {
    read(text).1
}

/// A text field and the bytes at its span.
fn at<'a>(field: Option<&'a Spanned<String>>, text: &'a str) -> (&'a str, &'a str) {
    field.map_or(("", ""), |field| (field.value.as_str(), &text[field.span.range()]))
}

const NO_COMPLAINTS: [&str; 0] = [];

#[test]
fn yaml_fields_keep_their_places_in_the_file() {
    let text = "\u{feff}---\r\n# Größe\r\ntitle: \"Größe: ja\"\r\nperiod: 2021\r\nteam: é # x\r\n\
                starts: 2020-05-01\r\nends: 2020-07-31T00:00:00Z\r\nweight: 2\r\ndraft: true\r\n\
                owner: 007\r\ndescription: >-\r\n  two\r\n  lines\r\naliases: [/a/, '/b/']\r\n\
                ---  \r\n# Body\r\n";
    let (fields, diagnostics, body) = read(text);
    assert_eq!(diagnostics, NO_COMPLAINTS);
    assert_eq!(body, "# Body\r\n");
    assert_eq!(at(fields.title.as_ref(), text), ("Größe: ja", "\"Größe: ja\""));
    assert_eq!(at(fields.period.as_ref(), text), ("2021", "2021"));
    assert_eq!(at(fields.team.as_ref(), text), ("é", "é"));
    assert_eq!(at(fields.owner.as_ref(), text), ("007", "007"));
    assert_eq!(at(fields.starts.as_ref(), text), ("2020-05-01", "2020-05-01"));
    assert_eq!(at(fields.ends.as_ref(), text), ("2020-07-31", "2020-07-31T00:00:00Z"));
    assert_eq!(at(fields.description.as_ref(), text).0, "two lines");
    assert_eq!(at(fields.aliases.get(1), text), ("/b/", "'/b/'"));
    assert_eq!((fields.weight, fields.draft), (Some(2.0), true));
}

#[test]
fn toml_fields_keep_their_places_in_the_file() {
    let text = "+++\ntitle = 2020.10\nperiod = 2021\nstarts = 2020-05-01\nends = \"2020-07-31\"\n\
                date = 2020-05-01T07:32:00Z\nweight = 0.5\naliases = ['é']\n[extra]\nx = [1]\n\
                +++\nBody";
    let (fields, diagnostics, body) = read(text);
    assert_eq!(
        diagnostics,
        ["front-matter/foreign-key 9:2: `extra` is not a field of ours and is left out"]
    );
    assert_eq!(body, "Body");
    assert_eq!(at(fields.title.as_ref(), text), ("2020.10", "2020.10"));
    assert_eq!(at(fields.period.as_ref(), text), ("2021", "2021"));
    assert_eq!(at(fields.starts.as_ref(), text), ("2020-05-01", "2020-05-01"));
    assert_eq!(at(fields.ends.as_ref(), text), ("2020-07-31", "\"2020-07-31\""));
    assert_eq!(at(fields.date.as_ref(), text), ("2020-05-01", "2020-05-01T07:32:00Z"));
    assert_eq!(at(fields.aliases.first(), text), ("é", "'é'"));
}

#[test]
fn what_is_no_front_matter_stays_in_the_body() {
    for text in [
        "",
        "# Title\n",
        "---\n",
        "---",
        "---\nplain prose\n---\nmore\n",
        "---\n- a\n- b\n---\n",
        "---\n**Bold:** and `code`: yes\n---\n",
        "---\n# Heading\n\nA [link]: to * nothing\n---\n",
        "---\nPlease note: this is prose\n  and: so is this\n---\n",
        "----\ntitle: x\n----\n",
        "text\n---\ntitle: x\n---\n",
        "\n---\ntitle: x\n---\n",
    ] {
        let (fields, diagnostics, body) = read(text);
        assert_eq!((fields, body), (Fields::default(), text));
        assert_eq!(diagnostics, NO_COMPLAINTS, "{text:?}");
    }
    assert_eq!(read("\u{feff}# Title").2, "# Title");
}

#[test]
fn front_matter_may_say_nothing() {
    for text in ["---\n---\nBody", "---\n# later\n---\nBody", "+++\n+++\nBody", "---\n\n---\nBody"]
    {
        let (fields, diagnostics, body) = read(text);
        assert_eq!((fields, body), (Fields::default(), "Body"));
        assert_eq!(diagnostics, NO_COMPLAINTS);
    }
    let (fields, diagnostics, _) =
        read("---\ntitle:\nowner: \"\"\nteam: ~\ndraft:\nweight:\n---\n");
    assert_eq!((fields, diagnostics), (Fields::default(), Vec::new()));
}

#[test]
fn values_of_a_wrong_type_fall_alone() {
    let (fields, diagnostics, _) = read(
        "---\ntitle: [a]\ndescription: true\nperiod: FY21-Q2\ndraft: yes\nweight: heavy\n\
         aliases: /a/\nowner: {a: b}\n---\n",
    );
    assert_eq!(
        diagnostics,
        [
            "front-matter/wrong-type 2:8: `title` is a list, but a string is expected",
            "front-matter/wrong-type 3:14: `description` is `true`, but a string is expected",
            "front-matter/wrong-type 5:8: `draft` is a string, but `true` or `false` is expected",
            "front-matter/wrong-type 6:9: `weight` is a string, but a number is expected",
            "front-matter/wrong-type 7:10: `aliases` is a string, but a list is expected",
            "front-matter/wrong-type 8:8: `owner` is a table, but a string is expected",
        ]
    );
    assert_eq!(fields.period.map(|period| period.value).as_deref(), Some("FY21-Q2"));
    assert_eq!(
        complaints("+++\nowner = 1\nstarts = 2020\naliases = [1]\n+++\n"),
        [
            "front-matter/wrong-type 3:10: `starts` is a whole number, but a date is expected",
            "front-matter/wrong-type 4:12: an item of `aliases` is a whole number, but a string \
             is expected",
        ]
    );
}

#[test]
fn values_that_cannot_be_taken_fall_alone() {
    let (fields, diagnostics, _) = read(
        "---\nstarts: May 2020\nends: 2020-13-01\nupdated: 2020-05-01 10:00 +0200\n\
         date: 2020-05-011\nweight: .nan\nteam: A\n---\n",
    );
    let told = |place: &str, name: &str, value: &str| {
        format!(
            "front-matter/invalid-value {place}: `{name}` is `{value}`, but a date is expected \
             (write year, month and day: `2020-05-01`)"
        )
    };
    assert_eq!(
        diagnostics,
        [
            told("2:9", "starts", "May 2020"),
            told("3:7", "ends", "2020-13-01"),
            told("5:7", "date", "2020-05-011"),
            "front-matter/invalid-value 6:9: `weight` is `.nan`, but a finite number is expected"
                .to_owned(),
        ]
    );
    assert_eq!(fields.updated.map(|day| day.value).as_deref(), Some("2020-05-01"));
    assert_eq!(fields.team.map(|team| team.value).as_deref(), Some("A"));
}

#[test]
fn keys_by_which_others_mean_ours_are_taken_as_ours() {
    let (fields, diagnostics, _) = read("---\nquarter: Q3 2025\nowners: [Ann, Ben Lee]\n---\n");
    assert_eq!(fields.period.map(|it| it.value).as_deref(), Some("Q3 2025"));
    assert_eq!(fields.owner.map(|it| it.value).as_deref(), Some("Ann; Ben Lee"));
    assert_eq!(diagnostics, NO_COMPLAINTS);
    let (fields, diagnostics, _) =
        read("---\ncycle: 3\nperiod: Q3 2025\nquarter: Q4 2025\nowner: Ann\ndri: Ben\n---\n");
    assert_eq!(fields.period.map(|it| it.value).as_deref(), Some("Q3 2025"));
    assert_eq!(fields.owner.map(|it| it.value).as_deref(), Some("Ann"));
    assert_eq!(
        diagnostics,
        ["cycle", "quarter", "dri"].map(|key| {
            let line = if key == "cycle" { 2 } else { 4 + 2 * usize::from(key == "dri") };
            format!(
                "front-matter/foreign-key {line}:1: `{key}` is not a field of ours and is left out"
            )
        })
    );
}

#[test]
fn misspelled_keys_are_told_from_those_of_other_programs() {
    assert_eq!(
        complaints(
            "---\npreiod: 2021\nTitle: x\nparents: y\nlayout: page\nstatus: open\n\
             breadcrumbs:\n  - {title: a, preiod: b}\ntitles: z\n---\n"
        ),
        [
            "front-matter/unknown-key 2:1: front matter has no field `preiod` (did you mean \
             `period`?)",
            "front-matter/unknown-key 3:1: front matter has no field `Title` (did you mean \
             `title`?)",
            "front-matter/unknown-key 4:1: front matter has no field `parents` (did you mean \
             `parent`?)",
            "front-matter/foreign-key 5:1: `layout` is not a field of ours and is left out",
            "front-matter/foreign-key 6:1: `status` is not a field of ours and is left out",
            "front-matter/foreign-key 7:1: `breadcrumbs` is not a field of ours and is left out",
            "front-matter/unknown-key 9:1: front matter has no field `titles` (did you mean \
             `title`?)",
        ]
    );
    assert_eq!(
        complaints("---\ntitle: x\ntitles: y\n---\n"),
        ["front-matter/foreign-key 3:1: `titles` is not a field of ours and is left out"]
    );
}

#[test]
fn syntax_errors_have_their_place_and_the_body_starts_after_the_fence() {
    let broken = |text: &str, told: &str| {
        let (fields, diagnostics, body) = read(text);
        assert_eq!(diagnostics, [format!("front-matter/syntax {told}")]);
        assert_eq!((fields, body), (Fields::default(), "Body"));
    };
    broken(
        "---\nteam: é\ntitle: é: b\n---\nBody",
        "3:9: front matter cannot be read: a second `: ` in one line (a text that holds `: ` \
         stands in quotes: `\"…\"`)",
    );
    broken(
        "---\r\ntitle: é\r\ntitle: b\r\n---\r\nBody",
        "3:1: front matter cannot be read: `title` stands twice",
    );
    broken(
        "---\ntitle: *soon*\n---\nBody",
        "2:8: front matter cannot be read: an alias (`*name`) of something that is not there \
         (a text that starts with `*` stands in quotes: `\"*…\"`)",
    );
    broken("---\ntitle: \"a\n---\nBody", "2:8: front matter cannot be read: unclosed quote");
    broken(
        "---\nowner: @alice\n---\nBody",
        "2:8: front matter cannot be read: unexpected character: '@' (a text that starts with \
         `@` or a backtick stands in quotes: `\"@…\"`)",
    );
    broken(
        "+++\ntitle = é\n+++\nBody",
        "2:9: front matter cannot be read: string values must be quoted, expected literal string \
         (put the value in quotes: `\"…\"`)",
    );
}

#[test]
fn all_syntax_errors_of_toml_are_reported() {
    let (fields, diagnostics, _) = read("+++\ntitle = a\nteam = \"A\"\nteam = \"B\"\n+++\n");
    assert_eq!(diagnostics.len(), 2, "{diagnostics:?}");
    assert_eq!(fields, Fields::default());
}

#[test]
fn bombs_are_refused() {
    let refused = |inner: &str, told: &str| {
        let text = format!("---\n{inner}\n---\nBody");
        let (fields, diagnostics, body) = read(&text);
        assert!(diagnostics[0].contains(told), "{diagnostics:?}");
        assert_eq!((fields, body, diagnostics.len()), (Fields::default(), "Body", 1));
    };
    let wide = |level: usize| {
        let items = vec![format!("*a{level}"); 9].join(",");
        format!("a{}: &a{} [{items}]\n", level + 1, level + 1)
    };
    let laughs: String = (0..6).map(wide).collect();
    refused(&format!("a0: &a0 [x,x,x,x,x,x,x,x,x]\n{laughs}"), "uses more values through aliases");
    let many = (0..100).map(|n| format!("a{n}: *a")).collect::<Vec<_>>().join("\n");
    refused(&format!("a: &a 1\n{many}"), "uses more aliases than 64");
    refused("a: &a [*a]", "an alias that stands for itself");
    refused(&format!("a: {}", "[".repeat(5_000)), "uses more levels of nesting than 32");
    refused(&format!("a: {}x", "- ".repeat(5_000)), "");
    let deep = (0..200).map(|n| " ".repeat(n) + "a:").collect::<Vec<_>>().join("\n");
    refused(&deep, "uses more levels of nesting than 32");
    refused(&format!("a: [{}]", "1,".repeat(20_000)), "uses more values than 8192");
    refused(&"a: 1\n".repeat(20_000), "longer than 64 KiB");
    refused("a: 1\n...\nb: 2", "holds more than one document");
    let toml = format!("+++\na = {}\n+++\n", "[".repeat(5_000));
    assert!(!complaints(&toml).is_empty());
}

#[test]
fn a_long_text_between_two_rules_is_prose() {
    let text = format!("---\n{}\n---\n", "many words without end\n".repeat(10_000));
    assert_eq!(read(&text).2, text);
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_place_lies_in_it(
        text in likely_text(),
        fence in prop::sample::select(vec!["---", "+++"]),
        open in prop::sample::select(vec!["\n", "\r\n", "\ntitle: "]),
    ) {
        for text in [format!("{fence}{open}{text}\n{fence}\nBody"), text] {
            let mut sources = Sources::new();
            let id = sources.add(SourcePath::new("a.md"), text.as_str());
            let front = front_matter(sources.get(id));
            assert_inside(&front.diagnostics, &text);
            prop_assert!(text.get(front.body as usize..).is_some());
            let fields = &front.fields;
            let texts = [&fields.title, &fields.period, &fields.starts, &fields.team];
            for field in texts.into_iter().flatten().chain(&fields.aliases) {
                prop_assert!(text.get(field.span.range()).is_some());
            }
        }
    }
}

#[test]
fn a_key_of_ours_makes_any_table_front_matter() {
    let (fields, diagnostics, body) = read("---\n{\"my key\": 1, title: x}\n---\nBody");
    assert_eq!((fields.title.map(|title| title.value).as_deref(), body), (Some("x"), "Body"));
    assert_eq!(
        diagnostics,
        ["front-matter/foreign-key 2:2: `my key` is not a field of ours and is left out"]
    );
    let prose = "---\nA word of warning: mind the step\n---\nBody";
    assert_eq!(read(prose).2, prose);
}

#[test]
fn front_matter_that_is_never_closed_is_told_from_a_break_above_prose() {
    let told = "front-matter/unclosed 1:1: front matter is opened and never closed (write a line ";
    for text in [
        "---\ndraft: true\n\n# Plan\n",
        "---\ntitle: Plan\ntags:\n  - a\n- b\n# Plan\n",
        "---\nlayout: page\nnav_order: 3\n\nText",
        "+++\ntitle = \"Plan\"\n\nText",
        "---\ntitle: x\n+++\n",
    ] {
        let (fields, diagnostics, body) = read(text);
        assert!(diagnostics.len() == 1 && diagnostics[0].starts_with(told), "{diagnostics:?}");
        assert_eq!((fields, body), (Fields::default(), text));
    }
    for text in [
        "---\n\ntitle: Plan\n",
        "---\nNote: we moved.\n",
        "---\nOwner: Ann\nStatus: on track\n",
        "---\nnote: we moved\nto the hills.\n",
        "---\nWe moved.\n\n## Plan\n",
        "---\n",
        "---",
        "---\n- a: b\n",
        "----\ntitle: Plan\n",
    ] {
        assert_eq!(complaints(text), NO_COMPLAINTS, "{text}");
    }
}
