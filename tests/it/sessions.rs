//! Console transcripts: what is typed, what comes out where, and the exit code.

use crate::support::{Run, Site};

const PLAN: &str = "# FY21-Q2 OKRs\n\n1. **CEO: Grow.** \\\n   KR: Hire 2 people. => Hired 1. \\\n";

fn broken() -> Site {
    Site::with([(
        "content/okrs/q2.md",
        "# FY21-Q2 OKRs\n\n1. **CEO: Grow.** \\\n   KR: [_N_][n1]\n",
    )])
}

fn run(site: &Site, words: &[&str]) -> Run {
    let words: Vec<&str> = words.iter().copied().chain(["--today", "2020-09-15"]).collect();
    site.run(&words)
}

#[test]
fn a_clean_check_says_so() {
    let run = run(&Site::with([("content/a.md", "# A\n")]), &["check"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    assert_eq!(run.stderr, "checked 1 document: nothing to mend\n");
}

#[test]
fn a_diagnostic_shows_the_line_the_caret_and_the_cure() {
    let run = run(&broken(), &["check"]);
    assert_eq!(run.code, 1);
    let expected = "\
error[target/undefined]: the target `n1` is not defined
 --> content/okrs/q2.md:4:8
  |
4 |    KR: [_N_][n1]
  |        ^^^^^^^^^ used here
  |
  = help: add a line `[n1]: https://…` at the end of the document

";
    assert_eq!(run.stdout, expected);
    assert_eq!(run.stderr, "checked 1 document: 1 error\n");
}

#[test]
fn hints_never_fail_and_warnings_fail_when_asked() {
    let site = Site::with([("content/okrs/q2.md", PLAN)]);
    let hinted = run(&site, &["check", "--strict", "--format", "short"]);
    assert_eq!(hinted.code, 0, "{}", hinted.stdout);
    let line =
        "content/okrs/q2.md:4:35: hint[syntax/break-to-nothing]: this `\\` breaks to nothing\n";
    assert_eq!(hinted.stdout, line);
    let site = Site::with([("content/a.md", "# A\n\n[gone](gone.md)\n")]);
    assert_eq!(run(&site, &["check"]).code, 0);
    assert_eq!(run(&site, &["check", "--strict"]).code, 1);
    assert_eq!(run(&site, &["build", "--strict"]).code, 1);
    assert!(!site.path("public").exists());
}

#[test]
fn a_build_talks_on_stderr_and_can_be_quiet() {
    let site = Site::with([("content/okrs/q2.md", PLAN)]);
    let loud = run(&site, &["build"]);
    assert_eq!((loud.code, loud.stdout.as_str()), (0, ""));
    assert!(loud.stderr.starts_with("built "), "{}", loud.stderr);
    let quiet = run(&site, &["build", "-q"]);
    assert_eq!((quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()), (0, "", ""));
    let failed = run(&broken(), &["build"]);
    assert_eq!(failed.code, 1);
    assert!(failed.stderr.ends_with("error: nothing was written: 1 error\n"), "{}", failed.stderr);
}

#[test]
fn an_outline_tells_how_each_line_was_read() {
    let site = Site::with([("content/okrs/q2.md", PLAN)]);
    let run = run(&site, &["outline", "content/okrs/q2.md"]);
    let expected = "\
okrs/q2.md

  1  title                 # FY21-Q2 OKRs
                           period FY21-Q2, 2021-04-01 to 2021-06-30
  2
  3  objective    results  1. **CEO: Grow.** \\
                           owner CEO, before the colon
                           score 50 %, graded 1 of 1
  4   key result  label       KR: Hire 2 people. => Hired 1. \\
                           50 %, measured: read as 1 of 2
                           hint: this `\\` breaks to nothing
                           [syntax/break-to-nothing]

1 objective, 1 key result, 1 owner, 1 outcome, 0 targets
graded 1 of 1 key result
label: it carries a label · results: key results stand under it
";
    assert_eq!(run.stdout, expected);
}

#[test]
fn an_outline_can_be_a_tree() {
    let site = Site::with([("content/okrs/q2.md", PLAN)]);
    let run = run(&site, &["outline", "--format", "tree", "content/okrs/q2.md"]);
    let expected = "\
okrs/q2.md
  title   FY21-Q2 OKRs
  period  FY21-Q2 (2021-04-01 to 2021-06-30)
  read    1 objective, 1 key result, 0 targets
    3  objective    CEO: Grow.
    4  key result     Hire 2 people. => Hired 1.  [50 %: read as 1 of 2, line 4]
    4  hint         this `\\` breaks to nothing [syntax/break-to-nothing]
";
    assert_eq!(run.stdout, expected);
}

#[test]
fn a_document_outside_any_site_is_read_too() {
    let site = Site::with([("2021/q3.md", "1. **CEO: Grow** \\\n   KR: [the plan](other.md)\n")]);
    let outline = site.outline("2021/q3.md");
    assert_eq!(outline["path"], "2021/q3.md");
    assert_eq!(outline["diagnostics"], serde_json::json!([]));
    let gone = run(&site, &["outline", "gone.md"]);
    assert_eq!(gone.code, 2);
    assert!(gone.stderr.contains("there is no file `gone.md`\n"), "{}", gone.stderr);
    site.write("content/okrs/q2.md", PLAN);
    let meant = run(&site, &["outline", "okrs/q2.md"]);
    assert!(
        meant.stderr.contains("`okrs/q2.md`; `./content/okrs/q2.md` is one"),
        "{}",
        meant.stderr
    );
}

#[test]
fn words_that_mean_nothing_are_refused() {
    let site = Site::new();
    for words in [["bulid", "-q"], ["build", "--outptu"], ["check", "--format=xml"]] {
        let run = site.run(&words);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{words:?}");
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    }
    let run = site.run(&["build", "--today", "31.7.2020"]);
    assert!(run.stderr.contains("write a day as YYYY-MM-DD"), "{}", run.stderr);
}

#[test]
fn help_and_completions_are_results() {
    let site = Site::new();
    for (words, part) in [
        (["--help", "-q"], "Exit status: 0 clean"),
        (["--version", "-q"], "quarterdeck "),
        (["completions", "bash"], "_quarterdeck()"),
        (["completions", "zsh"], "#compdef quarterdeck"),
    ] {
        let run = site.run(&words);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{words:?}");
        assert!(run.stdout.contains(part), "{words:?}: {}", run.stdout);
    }
}

#[test]
fn colours_are_given_only_when_asked_for() {
    let site = broken();
    assert!(!run(&site, &["check"]).stdout.contains('\u{1b}'));
    assert!(run(&site, &["check", "--color", "always"]).stdout.contains("\u{1b}["));
    assert!(!run(&site, &["check", "--color", "never"]).stdout.contains('\u{1b}'));
}
