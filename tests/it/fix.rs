//! `check --fix`: what it mends no longer warns, twice is the same as once, and every other byte
//! stays as it was.

use proptest::prelude::*;
use quarterdeck::diag::{Diagnostic, mend, rules};
use quarterdeck::site::Site as Plan;
use serde_json::Value;

use crate::support::{Run, Site, TODAY};
use crate::words;

const FILE: &str = "content/okrs/q2.md";

fn fix(site: &Site) -> Run {
    site.run(&["check", "--fix", "--today", TODAY])
}

/// Mends a site of one document.
fn fixed(text: impl AsRef<[u8]>) -> Vec<u8> {
    let site = Site::new();
    site.write(FILE, text);
    fix(&site);
    std::fs::read(site.path(FILE)).unwrap()
}

#[test]
fn everything_that_takes_no_judgement_is_mended_and_told() {
    let text = "# FY21-Q2 OKRs\n\n1. **CEO: Grow.**\\\n   KR: Hire 2 people. => Hired 1. \\\n\n\
        See (the plan)[https://a.test/plan]. **Never closed\n";
    let site = Site::with([(FILE, text), ("content/b.md", "# B\n\nSome words\\\n")]);
    let run = fix(&site);
    assert_eq!(run.code, 0);
    assert!(run.stdout.starts_with("warning[syntax/unclosed-bold]: "), "{}", run.stdout);
    let told = "fixed 4 problems in 2 files\nchecked 2 documents: 1 warning\n";
    assert_eq!(run.stderr, told);
    let expected = "# FY21-Q2 OKRs\n\n1. **CEO: Grow.** \\\n   KR: Hire 2 people. => Hired 1.\n\n\
        See [the plan](https://a.test/plan). **Never closed\n";
    assert_eq!(site.read(FILE), expected);
    assert_eq!(site.read("content/b.md"), "# B\n\nSome words\n");
    let again = fix(&site);
    assert_eq!(again.stderr, "fixed 0 problems in 0 files\nchecked 2 documents: 1 warning\n");
    assert_eq!(site.read(FILE), expected);
}

#[test]
fn people_are_told_what_can_be_mended() {
    let site = Site::with([(FILE, "# About\n\nwords\\\n\n**more\n")]);
    let run = site.run(&["check", "--today", TODAY]);
    let told = "checked 1 document: 1 warning, 1 hint; `--fix` mends 1\n";
    assert_eq!(run.stderr, told, "{}", run.stdout);
}

#[test]
fn bytes_that_are_not_mended_stay() {
    for (text, expected) in [
        ("\u{feff}---\r\ntitle: x\r\n---\r\na\\\r\nb \\\r\n\r\nc", "b\r\n\r\nc"),
        ("# A  \n\n\na\u{a0}b\t\\\n \n * c\\\n   d \\", "b\n \n * c \\\n   d"),
        ("a\\\n\tb\\  ", "a \\\n\tb"),
    ] {
        let found = fixed(text);
        assert!(found.ends_with(expected.as_bytes()), "{}", String::from_utf8_lossy(&found));
    }
    let crlf = "\u{feff}---\r\ntitle: x\r\n---\r\na \\\r\nb\r\n\r\nc";
    assert_eq!(fixed("\u{feff}---\r\ntitle: x\r\n---\r\na\\\r\nb \\\r\n\r\nc"), crlf.as_bytes());
}

#[test]
fn documents_with_nothing_to_mend_are_not_touched() {
    let site = Site::with([(FILE, "# FY21-Q2 OKRs\n\n**words\n")]);
    let time = || std::fs::metadata(site.path(FILE)).unwrap().modified().unwrap();
    let before = time();
    fix(&site);
    assert_eq!(time(), before);
    assert_eq!(fixed(b"caf\xE9\\\n\nb\\\n"), b"caf\xE9\\\n\nb\\\n");
}

#[test]
fn what_is_allowed_is_not_mended() {
    let site = Site::with([
        (FILE, "a\\\nb \\\n"),
        ("quarterdeck.toml", "[lints]\n\"syntax/break-spacing\" = \"allow\"\n"),
    ]);
    fix(&site);
    assert_eq!(site.read(FILE), "a\\\nb\n");
}

#[test]
fn a_patch_is_shown_and_nothing_is_changed() {
    let site = Site::with([(FILE, "# A\n\nb\\\nc")]);
    let run = site.run(&["check", "--diff", "--today", TODAY]);
    let patch = "--- a/content/okrs/q2.md\n+++ b/content/okrs/q2.md\n\
        @@ -1,4 +1,4 @@\n # A\n \n-b\\\n+b \\\n c\n\\ No newline at end of file\n";
    assert_eq!(run.stdout, patch);
    assert_eq!(site.read(FILE), "# A\n\nb\\\nc");
    assert_eq!(site.run(&["check", "--diff", "--fix"]).code, 2);
}

#[test]
fn json_tells_what_was_mended() {
    let site = Site::with([(FILE, "a\\\nb \\\n")]);
    let run = site.run(&["check", "--fix", "--format", "json", "--today", TODAY]);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        (&found["summary"]["fixed"], &found["summary"]["fixed_files"]),
        (&2.into(), &1.into())
    );
    assert_eq!(found["summary"]["fixable"], 0);
}

#[cfg(unix)]
#[test]
fn a_document_that_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Site::with([(FILE, "a\\\nb\n"), ("content/c.md", "a\\\nb\n")]);
    let permissions = std::fs::Permissions::from_mode(0o444);
    std::fs::set_permissions(site.path(FILE), permissions).unwrap();
    let run = fix(&site);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("fixed 1 problem in 1 file\n"), "{}", run.stderr);
    assert!(
        run.stderr.contains("`content/okrs/q2.md` is read-only, and was left alone"),
        "{}",
        run.stderr
    );
    assert_eq!(site.read(FILE), "a\\\nb\n");
    assert_eq!(site.read("content/c.md"), "a \\\nb\n");
}

#[test]
fn every_page_says_whether_its_rule_can_be_mended() {
    for rule in rules::ALL {
        let can = ["link/malformed", "syntax/break-spacing", "syntax/break-to-nothing"];
        let says = rule.page.contains("`quarterdeck check --fix`");
        assert_eq!(says, can.contains(&rule.name), "{}", rule.name);
    }
}

proptest! {
    #![proptest_config(words::config())]

    #[test]
    fn any_document_is_mended_once_and_for_all(text in document()) {
        mends(&text)?;
    }

    #[test]
    fn any_plan_is_mended_once_and_for_all(text in plan()) {
        mends(&text)?;
    }
}

/// Documents of the tokens that authors use, with more of what can be mended.
fn document() -> impl Strategy<Value = String> {
    let malformed = prop::sample::select(MALFORMED).prop_map(str::to_owned);
    let piece = prop_oneof![1 => words::document(), 3 => malformed];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// Plans whose breaks stand right after words.
fn plan() -> impl Strategy<Value = String> {
    let malformed = prop::sample::select(MALFORMED);
    (words::plan(), malformed).prop_map(|(plan, malformed)| {
        plan.replacen(" \\\n", "\\\n", 3).replacen("KR: ", &format!("KR: {malformed}"), 1)
    })
}

const MALFORMED: &[&str] = &[
    "word\\\n",
    "word \\\n\n",
    "**bold**\\\n",
    "`code`\\\r\n",
    "word \\\r\n\r\n",
    "- item \\\n",
    "- \\\n",
    "> quoted \\\n",
    "---\\\n",
    "<b> \\\n\n",
    "[n1]: a.md \\\n\n",
    "| a \\ | b\\ |\n",
    "(word)[https://a.test/b]",
    "*(two words)[../b.md#c]*",
    "(a)[b.md](c)[d.md]",
    "!(a)[b.md]",
    "[x](a)[b.md]",
    "\\",
];

fn mends(text: &str) -> Result<(), TestCaseError> {
    let (first, found) = read(text);
    let (mut once, mut links) = (text.to_owned(), 0);
    let fixes: Vec<&Diagnostic> = found.iter().filter(|it| it.fix.is_some()).collect();
    if let [mended] = mend(&found, first.sources()).as_slice() {
        prop_assert_eq!(mended.problems, fixes.len(), "fixes overlap in\n{}", text);
        once.clone_from(&mended.text);
        links = fixes.iter().filter(|it| it.rule == &rules::LINK_MALFORMED).count();
    }
    others_stay(text, &once, &fixes)?;
    let (second, left) = read(&once);
    let again: Vec<_> = left.iter().filter(|it| it.fix.is_some()).collect();
    prop_assert!(again.is_empty(), "{again:#?} in\n{once}\nof\n{text}");
    for rule in [&rules::SYNTAX_BREAK_SPACING, &rules::SYNTAX_BREAK_TO_NOTHING] {
        let count = |all: &[Diagnostic]| all.iter().filter(|it| it.rule == rule).count();
        let mended = fixes.iter().filter(|it| it.rule == rule).count();
        prop_assert_eq!(count(&left), count(&found) - mended, "{}", text);
    }
    if links == 0 {
        prop_assert_eq!(outline(&second), outline(&first), "{}\nbecame\n{}", text, once);
    }
    Ok(())
}

/// Checks that `new` is `old` but for the edits of `fixes`.
fn others_stay(old: &str, new: &str, fixes: &[&Diagnostic]) -> Result<(), TestCaseError> {
    let fixes = fixes.iter().filter_map(|it| it.fix.as_ref());
    let mut edits: Vec<_> = fixes.flat_map(|fix| &fix.edits).collect();
    edits.sort();
    let (mut at, mut rest) = (0, new);
    for edit in edits {
        let kept = &old[at..edit.span.start as usize];
        rest = rest.strip_prefix(kept).and_then(|it| it.strip_prefix(&*edit.text)).expect("kept");
        at = edit.span.end as usize;
    }
    prop_assert_eq!(rest, &old[at..]);
    Ok(())
}

fn read(text: &str) -> (Plan, Vec<Diagnostic>) {
    let site = words::site("okrs/2020-q3.md", text);
    let found = site.diagnostics().to_vec();
    (site, found)
}

/// How the document was read, lines included.
fn outline(site: &Plan) -> Value {
    let document = site.plan().document_ids().next().expect("a document");
    serde_json::to_value(site.view().outline(document, &[])).expect("JSON")
}
