//! Outlines line by line: each line of a document stands in them once, beside what it was read as.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use quarterdeck::view::lines::Role;
use serde_json::Value;

use crate::pages::files;
use crate::support::{Run, Site, TODAY, documents};
use crate::words;

/// Cells of the number of a line; more in documents of a thousand lines.
const NUMBER: usize = 3;

#[test]
fn lines_are_shown_beside_what_they_were_read_as() {
    insta::glob!("../documents", "lines/*.md", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let site = Site::new();
        site.write("content/okrs/plan.md", text);
        let shown = outline(&site, "content/okrs/plan.md", &[]);
        insta::with_settings!({ snapshot_path => "../documents/snapshots",
            omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(shown);
        });
    });
}

#[test]
fn every_line_stands_in_the_outline_once_and_in_order() {
    let own = files(&folder("tests/documents"), "md")
        .into_iter()
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
    let mut wrong = String::new();
    for (path, text) in own.chain(documents()) {
        let site = Site::with([("content/okrs/plan.md", text.as_str())]);
        let shown = outline(&site, "content/okrs/plan.md", &[]);
        if let Err(problem) = complete(&text, &shown) {
            let _ = writeln!(wrong, "{path}: {problem}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn line_breaks_of_either_kind_are_read_alike() {
    let text = std::fs::read_to_string(folder("tests/documents/lines/nested.md")).unwrap();
    let shown = |text: &str| {
        outline(&Site::with([("content/okrs/plan.md", text)]), "content/okrs/plan.md", &[])
    };
    assert_eq!(shown(&text.replace('\n', "\r\n")), shown(&text));
}

#[test]
fn an_empty_document_has_an_outline() {
    let site = Site::with([("content/a.md", "")]);
    let expected = "a.md\nread as a page: it names no period for objectives\n\n\
        0 objectives, 0 key results, 0 owners, 0 outcomes, 0 targets\n";
    assert_eq!(outline(&site, "content/a.md", &[]), expected);
}

#[test]
fn nothing_in_a_document_reaches_the_terminal_as_a_command() {
    let text = "# \u{1b}]0;owned\u{7}Q3 2020 OKRs\n\n\
        1. **\u{1b}[31mCEO\u{9b}2J: Grow.** \\\n   KR: Hire\u{8} 2 \u{202e}people. => \u{1b}[2J Hired 1.\n\n\
        [gone](\u{1b}[1m.md)\n";
    let site = Site::with([("content/okrs/plan.md", text)]);
    for format in ["text", "tree"] {
        let words = ["--format", format];
        let plain = outline(&site, "content/okrs/plan.md", &words);
        let odd = |sign: char| sign.is_control() && sign != '\n' || sign == '\u{202e}';
        assert!(!plain.contains(odd), "{plain:?}");
        assert!(format == "tree" || plain.contains("␛[31mCEO"), "{plain}");
    }
    let coloured = outline(&site, "content/okrs/plan.md", &["--color", "always"]);
    for command in coloured.split('\u{1b}').skip(1) {
        let end = command.find(|sign: char| !sign.is_ascii_digit() && !"[;".contains(sign));
        assert_eq!(end.map(|at| &command[at..=at]), Some("m"), "{command:?}");
    }
}

#[test]
fn very_long_lines_are_shown() {
    let long =
        format!("# Q3 2020 OKRs\n\n- **CEO: {}**\n  - KR: grow\n", "Grow 日本 ".repeat(40_000));
    let site = Site::with([("content/okrs/plan.md", long.as_str())]);
    let shown = outline(&site, "content/okrs/plan.md", &[]);
    assert_eq!(complete(&long, &shown), Ok(()));
}

#[test]
fn colours_are_for_terminals_and_for_whoever_asks() {
    let site = Site::with([("content/okrs/plan.md", "# Q3 2020 OKRs\n")]);
    let words = ["outline", "content/okrs/plan.md"];
    let coloured = |more: &[&str], set: &[(&str, &str)]| {
        run(&site, &[&words, more].concat(), set).stdout.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn lines_are_told_as_data_too() {
    let text = std::fs::read_to_string(folder("tests/documents/lines/nested.md")).unwrap();
    let site = Site::with([("content/okrs/plan.md", text.as_str())]);
    let json = site.outline("content/okrs/plan.md");
    let lines = json["lines"].as_array().unwrap();
    assert_eq!(lines.len(), text.lines().count());
    let roles = |line: usize| -> Vec<&str> {
        lines[line - 1]["roles"].as_array().unwrap().iter().filter_map(Value::as_str).collect()
    };
    for (line, expected) in [
        (1, vec!["title"]),
        (2, vec![]),
        (3, vec!["prose"]),
        (5, vec!["objective", "owner"]),
        (6, vec!["key result", "outcome"]),
        (8, vec!["continued"]),
        (9, vec!["outcome"]),
        (10, vec!["key result", "target"]),
        (17, vec!["owner"]),
        (20, vec!["key result", "owner", "outcome"]),
        (24, vec!["prose"]),
        (26, vec!["target"]),
        (29, vec!["link"]),
    ] {
        assert_eq!(roles(line), expected, "line {line}");
    }
    assert_eq!(lines[5]["rule"], "it carries a label");
    assert_eq!(lines[8]["rule"], Value::Null);
}

proptest! {
    #![proptest_config(words::config())]

    #[test]
    fn every_line_of_any_document_has_its_role(text in words::document()) {
        roles_are_given(&text);
    }

    #[test]
    fn every_line_of_any_plan_has_its_role(text in words::plan()) {
        roles_are_given(&text);
    }
}

/// Checks that all lines are there, that only blank ones have no role, and that what was read as an
/// objective or key result is one in its line.
fn roles_are_given(text: &str) {
    let site = words::site("okrs/2020-q3.md", text);
    let plan = site.plan();
    let id = plan.document_ids().next().expect("a document");
    let lines = site.view().lines(id, site.diagnostics()).lines;
    let found: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(found, text.lines().collect::<Vec<_>>());
    for line in &lines {
        assert_eq!(line.roles.is_empty(), line.text.trim().is_empty(), "{line:?} of\n{text}");
    }
    let has = |start: u32, role: Role| {
        let line = &lines[text[..start as usize].matches('\n').count()];
        assert!(line.roles.contains(&role), "{line:?} is no {role:?} in\n{text}");
    };
    for objective in &plan.document(id).document.objectives {
        has(objective.span.start, Role::Objective);
        for key_result in &objective.key_results {
            has(key_result.span.start, Role::KeyResult);
        }
    }
}

/// Whether each line of `text` stands in its outline, in order and whole.
fn complete(text: &str, shown: &str) -> Result<(), String> {
    let count = text.lines().count();
    let cells = count.to_string().len().max(NUMBER);
    let number = |line: &str| line.get(..cells)?.trim_start().parse::<usize>().ok();
    // Blank lines of the document have their numbers; empty ones stand above and below it.
    let body = shown.split("\n\n").nth(1).unwrap_or_default();
    let numbered: Vec<&str> = body.lines().filter(|line| number(line).is_some()).collect();
    if numbered.len() != count {
        return Err(format!("{} lines instead of {count}", numbered.len()));
    }
    for (index, (line, shown)) in text.lines().zip(numbered).enumerate() {
        let dense = |text: &str| text.split_whitespace().collect::<String>();
        let line = dense(line.trim_start_matches('\u{feff}'));
        if number(shown) != Some(index + 1) || !dense(shown).ends_with(&line) {
            return Err(format!("line {} is shown as {shown:?}", index + 1));
        }
    }
    Ok(())
}

/// The outline of a document, as it is printed where there is no terminal.
fn outline(site: &Site, document: &str, words: &[&str]) -> String {
    let run = run(site, &[&["outline", document], words].concat(), &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

fn run(site: &Site, words: &[&str], set: &[(&str, &str)]) -> Run {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    command.current_dir(site.path("")).args(words).args(["--today", TODAY]);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    let output = command.envs(set.iter().copied()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    Run { code, stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
