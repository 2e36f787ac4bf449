//! Bad input: each kind has its own diagnostic, loses nothing and stops nothing.

use std::fmt::Write as _;

use crate::support::{Run, Site};

/// `check` on a site with this one document.
fn check(text: impl AsRef<[u8]>) -> Run {
    let site = Site::new();
    site.write("content/okrs/q2.md", text);
    site.check()
}

fn assert_rule(run: &Run, rule: &str, code: i32) {
    assert!(run.stdout.contains(&format!("[{rule}]")), "no {rule}: {}{}", run.stdout, run.stderr);
    assert_eq!(run.code, code, "{rule}: {}", run.stdout);
}

#[test]
fn an_undefined_target_is_an_error_with_its_place() {
    let run = check("# FY21-Q2 OKRs\n\n1. **A: b** \\\n   KR: [_N<sub>2</sub>_][n2] users\n");
    assert_rule(&run, "target/undefined", 1);
    assert!(run.stdout.starts_with("content/okrs/q2.md:4:8: error"), "{}", run.stdout);
}

#[test]
fn text_that_is_no_utf_8_is_told_with_its_place() {
    let run = check(b"# FY21-Q2 OKRs\n\n1. **A: b\xffc**\n");
    assert_rule(&run, "source/not-utf8", 1);
    assert!(run.stdout.contains("q2.md:3:10: error"), "{}", run.stdout);
    let utf16: Vec<u8> = "# Plan\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let run = check([&[0xff, 0xfe], utf16.as_slice()].concat());
    assert_rule(&run, "source/not-utf8", 1);
    assert!(run.stdout.contains("UTF-16"), "{}", run.stdout);
}

#[test]
fn ten_megabytes_are_read_and_remarked_on() {
    let line = "A sentence about nothing in particular, to be read by nobody at all.\n\n";
    let run = check(line.repeat(10 * 1024 * 1024 / line.len() + 1));
    assert_rule(&run, "source/too-large", 0);
}

#[test]
fn ten_thousand_levels_lose_no_words() {
    for opening in ["> ", "- ", "1. ", "* > "] {
        let run = check(format!("{}deep\n", opening.repeat(10_000)));
        assert_rule(&run, "syntax/nested-too-deep", 0);
    }
    for text in ["[", "*", "**a ", "_a ", "`", "![", "<a ", "| a "] {
        let run = check(format!("# FY21-Q2 OKRs\n\n{}end\n", text.repeat(10_000)));
        assert_eq!(run.code, 0, "{text}: {}", run.stdout);
    }
    let site = Site::new();
    site.write("content/deep.md", format!("{}deepest\n", "> ".repeat(10_000)));
    assert!(site.build().text("deep/index.html").contains("deepest"));
}

#[test]
fn an_alias_bomb_goes_off_harmlessly() {
    let mut bomb = String::from("---\na: &a [x,x,x,x,x,x,x,x,x]\n");
    for (name, last) in ('b'..='i').zip('a'..='h') {
        let all = vec![format!("*{last}"); 9].join(",");
        let _ = writeln!(bomb, "{name}: &{name} [{all}]");
    }
    assert_rule(&check(format!("{bomb}---\n# Plan\n")), "front-matter/syntax", 1);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_pipes_do_not_stop_the_run() {
    let site = Site::with([("content/a.md", "# A\n")]);
    std::os::unix::fs::symlink(".", site.path("content/loop")).unwrap();
    assert_rule(&site.check(), "source/link-loop", 1);
    let site = Site::with([("content/a.md", "# A\n")]);
    std::os::unix::fs::symlink("nowhere.md", site.path("content/gone.md")).unwrap();
    assert_rule(&site.check(), "source/unreadable", 1);
}

#[test]
fn a_template_with_a_syntax_error_is_told_with_its_place() {
    let site = Site::with([
        ("quarterdeck.toml", "theme = \"mine\"\n"),
        ("themes/mine/templates/prose.html", "<p>\n  {{ a b }}\n"),
        ("content/a.md", "# A\n"),
    ]);
    let run = site.check();
    assert_rule(&run, "theme/template", 1);
    let place = "themes/mine/templates/prose.html:2:8: error";
    assert!(run.stdout.starts_with(place), "{}", run.stdout);
}

#[test]
fn an_unknown_theme_and_wrong_settings_are_told_in_one_run() {
    let toml = "theme = \"nope\"\ntitel = \"x\"\n[calendar]\nyear_starts = \"May\"\n";
    let site = Site::with([("quarterdeck.toml", toml), ("content/a.md", "# A\n")]);
    let run = site.check();
    for rule in ["theme/unknown", "config/unknown-key", "config/wrong-type"] {
        assert_rule(&run, rule, 1);
    }
}

#[test]
fn an_output_folder_that_cannot_be_is_refused() {
    let site = Site::with([("content/a.md", "# A\n"), ("file", "mine")]);
    for (output, word) in [("file", "is a file"), ("content/public", "overlaps"), (".", "overlaps")]
    {
        let run = site.run(&["build", "--output", output]);
        assert_eq!(run.code, 2, "{output}: {}", run.stderr);
        assert!(run.stderr.contains(word), "{output}: {}", run.stderr);
    }
    assert_eq!(site.read("file"), "mine");
    assert!(!site.path("content/public").exists());
}

#[test]
fn a_site_that_is_not_there_is_told() {
    let run = Site::new().run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("content"), "{}", run.stderr);
}

#[test]
fn scripts_and_handlers_are_not_published() {
    let site = Site::new();
    let text = "# A\n\n<script>alert(1)</script>\n\n<b onclick=\"x()\">b</b> [j](javascript:alert(1))\n\n<iframe src=\"https://x.test\"></iframe> kept\n";
    site.write("content/a.md", text);
    assert_rule(&site.check(), "link/unsafe-scheme", 0);
    let pages = site.build();
    let page = pages.text("a/index.html");
    for bad in ["alert(1)", "onclick", "javascript:", "<iframe"] {
        assert!(!page.contains(bad), "{bad}: {page}");
    }
    assert!(page.contains("kept"));
}

#[test]
fn errors_leave_the_old_site_alone() {
    let site = Site::with([("content/a.md", "# A\n\nBefore.\n")]);
    site.build();
    site.write("content/a.md", "# A\n\nAfter.\n");
    site.write("content/b.md", "---\nperiod: [1]\n---\n");
    let run = site.run(&["build"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(site.read("public/a/index.html").contains("Before."));
}

#[test]
fn other_line_ends_and_marks_change_nothing() {
    let text = include_str!("../../content/okrs/fy21-q2.md");
    let lf = Site::with([("content/okrs/q2.md", text)]).outline("content/okrs/q2.md");
    let crlf = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let site = Site::with([("content/okrs/q2.md", crlf.as_str())]);
    assert_eq!(site.outline("content/okrs/q2.md"), lf);
}
