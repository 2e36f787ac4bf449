//! The pages of the rules: every rule has one, and its examples are run.
//!
//! With `UPDATE_DOCS=1` the outputs in the pages and the table of rules are written anew.
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use quarterdeck::diag::Level;
use quarterdeck::diag::rules::{self, ALL};

use crate::pages::{self, Fence, expect, fences, files, project, read, write};

/// A rule whose breach cannot be written in a page, why not, and how to commit it in the folder of
/// a site; the page shows what is said about it.
type Excuse = (&'static str, &'static str, fn(&Path));

const WITHOUT_EXAMPLE: [Excuse; 5] = [
    ("source/link-loop", "a page cannot hold a symbolic link", |site| {
        link("..", &site.join("content/all"));
    }),
    ("source/not-utf8", "a page is UTF-8 itself", |site| {
        write(site, "content/about.md", b"# About us\n\nOur caf\xE9 is open to all.\n");
    }),
    ("source/too-large", "the example would have more than two megabytes", |site| {
        let line = "This year we hired, shipped and learned.\n";
        write(site, "content/history.md", line.repeat(87_000).as_bytes());
    }),
    ("source/unreadable", "a page cannot hold a link that leads nowhere", |site| {
        link("../gone.md", &site.join("content/plans.md"));
    }),
    ("syntax/nested-too-deep", "nobody could read an example with so many levels", |site| {
        let steps = (0..200).map(|level| format!("{}- step\n", "  ".repeat(level)));
        write(site, "content/steps.md", steps.collect::<String>().as_bytes());
    }),
];

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let folder = project("docs/rules");
    let name = |page: PathBuf| {
        let name = page.strip_prefix(&folder).expect("below").with_extension("");
        name.to_string_lossy().replace('\\', "/")
    };
    let mut pages: Vec<String> = files(&folder, "md").into_iter().map(name).collect();
    pages.retain(|name| name != "README");
    pages.sort();
    let rules: Vec<&str> = ALL.iter().map(|rule| rule.name).collect();
    assert_eq!(pages, rules);
}

#[test]
fn every_page_opens_with_the_name_and_the_level_of_its_rule() {
    for rule in ALL {
        let opening = format!("# {}\n\nDefault level: {}\n\n", rule.name, word(rule.level));
        let page = read(&path(rule.name));
        assert!(page.starts_with(&opening), "{} must open with:\n{opening}", rule.name);
    }
}

#[test]
fn every_page_has_an_example_unless_none_can_be_written() {
    for rule in ALL {
        let fences = fences(&read(&path(rule.name)));
        let complete = !example(&fences).is_empty() && !mended(&fences).is_empty();
        let excused = excuse(rule.name).is_some();
        assert_eq!(complete, !excused, "{}: an example and how to mend it", rule.name);
        assert!(output(&fences).is_some(), "{}: what is said about the example", rule.name);
    }
    let known = WITHOUT_EXAMPLE.iter().all(|(name, ..)| rules::find(name).is_some());
    assert!(known, "an excuse for a rule that does not exist");
}

#[test]
fn examples_say_what_the_pages_say_they_do() {
    let mut wrong = String::new();
    for rule in ALL {
        let path = path(rule.name);
        let fences = fences(&read(&path));
        let said = match excuse(rule.name) {
            Some(commit) => check(commit),
            None => check(|site| write_all(site, &example(&fences))),
        };
        let of_rule = format!("[{}]", rule.name);
        let said: String =
            said.split_inclusive('\n').filter(|line| line.contains(&of_rule)).collect();
        assert!(!said.is_empty(), "{}: the example breaks no rule", rule.name);
        let page = output(&fences).expect("an output");
        wrong.extend(expect(&path, page, &said).err());
    }
    assert!(wrong.is_empty(), "{wrong}`UPDATE_DOCS=1 cargo test` writes the pages anew");
}

#[test]
fn mended_examples_leave_nothing_to_say() {
    for rule in ALL {
        let fences = fences(&read(&path(rule.name)));
        let mended = mended(&fences);
        if !mended.is_empty() {
            let said = check(|site| write_all(site, &mended));
            assert_eq!(said, "", "{}: the mended example", rule.name);
        }
    }
}

#[test]
fn the_table_of_rules_is_complete() {
    let mut table = String::from("| rule | level | what it asks for |\n|---|---|---|\n");
    for rule in ALL {
        let (name, level, summary) = (rule.name, word(rule.level), rule.summary);
        let _ = writeln!(table, "| [`{name}`]({name}.md) | {level} | {summary} |");
    }
    let path = project("docs/rules/README.md");
    let text = read(&path);
    let old: String = text.split_inclusive('\n').filter(|line| line.starts_with('|')).collect();
    if old != table && pages::updating() {
        fs::write(&path, text.replace(&old, &table)).expect("written");
        return;
    }
    assert_eq!(old, table, "`UPDATE_DOCS=1 cargo test` writes the table anew");
}

fn check(fill: impl FnOnce(&Path)) -> String {
    pages::run(&["check", "--format", "short"], fill)
}

fn path(rule: &str) -> PathBuf {
    project(&format!("docs/rules/{rule}.md"))
}

/// The files of the example.
fn example(fences: &[Fence]) -> Vec<&Fence> {
    fences.iter().filter(|it| it.section == "Example" && !it.info.1.is_empty()).collect()
}

/// The files of the mended example.
fn mended(fences: &[Fence]) -> Vec<&Fence> {
    fences.iter().filter(|it| it.section == "How to mend it" && !it.info.1.is_empty()).collect()
}

/// What is said about the example.
fn output(fences: &[Fence]) -> Option<&Fence> {
    fences.iter().find(|it| {
        let of_example = ["Example", "When it happens"].contains(&it.section.as_str());
        of_example && it.info == ("text".to_owned(), String::new())
    })
}

fn write_all(site: &Path, files: &[&Fence]) {
    for file in files {
        write(site, &file.info.1, file.text.as_bytes());
    }
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).expect("linked");
}

#[cfg(windows)]
fn link(target: &str, path: &Path) {
    std::os::windows::fs::symlink_dir(target, path).expect("linked");
}

/// How to commit a breach that no page can show.
fn excuse(rule: &str) -> Option<fn(&Path)> {
    WITHOUT_EXAMPLE.iter().find(|(name, ..)| *name == rule).map(|(.., commit)| *commit)
}

fn word(level: Level) -> &'static str {
    level.severity().map_or("allow", quarterdeck::diag::Severity::word)
}
