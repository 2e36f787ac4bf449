//! What goes wrong in real life, and what nobody should do: each is told for what it is, and
//! nothing panics, hangs or leaks.

use std::fmt::Write as _;

use crate::corpus::model;
use crate::support::{Pages, Run, Site, TODAY, seed, shared};

const PLAN: &str = "# FY21-Q2 OKRs\n\n- **Web: Grow.**\n  - KR: Ship it.\n";

/// Checks a site, which must find `rule` at `place` and end with `code`.
fn finds(site: &Site, code: i32, place: &str, rule: &str) {
    let run = site.check();
    let found = run.stdout.lines().any(|line| line.starts_with(place) && line.contains(rule));
    assert!(found, "no {rule} at {place} in\n{}", run.stdout);
    assert_eq!(run.code, code, "{}", run.stdout);
    let build = site.run(&["build", "--today", TODAY]);
    assert_eq!(build.code, code, "{}", build.stderr);
}

/// Checks a site of one document.
fn document_finds(text: impl AsRef<[u8]>, code: i32, place: &str, rule: &str) -> Site {
    let site = Site::new();
    site.write("content/okrs/fy21-q2.md", text);
    finds(&site, code, &format!("content/okrs/fy21-q2.md:{place}"), rule);
    site
}

/// Builds a site of one document, which must go well, and gives back what its pages hold.
fn builds(text: impl AsRef<[u8]>) -> Pages {
    let site = Site::new();
    site.write("content/okrs/fy21-q2.md", text);
    site.build()
}

fn fails(site: &Site, words: &[&str], complaint: &str) -> Run {
    let run = site.run(words);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains(complaint), "{}", run.stderr);
    run
}

#[test]
fn a_target_that_is_not_defined_fails() {
    let text = format!("{PLAN}  - KR: [_N<sub>2</sub>_][n2] users\n\n[n1]: https://a.test/1\n");
    let site = document_finds(text, 1, "5:9", "error[target/undefined]");
    assert!(!site.path("public").exists());
}

#[test]
fn a_page_that_is_missing_is_a_warning_and_fails_when_strict() {
    let text = format!("{PLAN}\nSee [this](gone.md).\n");
    let site = document_finds(text, 0, "6:5", "warning[link/missing-page]");
    assert!(site.read("public/quarters/fy21-q2/index.html").contains("See this."));
    assert_eq!(site.run(&["check", "--strict"]).code, 1);
    assert_eq!(site.run(&["build", "--strict"]).code, 1);
}

#[test]
fn a_link_from_the_top_of_the_site_is_followed_and_judged() {
    let text = format!("{PLAN}\nSee [all](/quarters/), [that](/gone/) and [it](/a.txt).\n");
    let site = Site::with([("content/okrs/fy21-q2.md", &text), ("static/a.txt", "it")]);
    finds(&site, 0, "content/okrs/fy21-q2.md:6:24: ", "warning[link/missing-page]");
    let page = site.read("public/quarters/fy21-q2/index.html");
    assert!(page.contains("\"../index.html\">all</a>, that and"), "{page}");
    assert!(page.contains("\"../../a.txt\">it</a>"), "{page}");
}

#[test]
fn text_that_is_not_utf_8_fails_with_its_place() {
    document_finds(b"# FY21-Q2 OKRs\n\ncaf\xE9\n", 1, "3:4", "error[source/not-utf8]");
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(PLAN.bytes().flat_map(|b| [b, 0])).collect();
    document_finds(wide, 1, "1:1", "error[source/not-utf8]");
}

#[test]
fn ten_megabytes_are_read_and_told() {
    let mut text = PLAN.to_owned();
    while text.len() < 10_000_000 {
        text.push_str("  - KR: Reach **twenty** percent more. => Done.\n\n    Because we can.\n");
        text.push_str(&"lorem ipsum dolor sit amet ".repeat(600));
        text.push('\n');
    }
    document_finds(text, 0, "1:1", "warning[source/too-large]");
}

#[test]
fn nesting_beyond_reason_is_told_and_survived() {
    let mut lists = String::new();
    for level in 0..10_000 {
        lists.extend(std::iter::repeat_n(' ', level).chain("- a\n".chars()));
    }
    let deep = "syntax/nested-too-deep";
    let site = document_finds(format!("{PLAN}\n{}deepest\n", "> ".repeat(10_000)), 0, "6:", deep);
    assert!(site.read("public/quarters/fy21-q2/index.html").contains("deepest"));
    for opening in ["- ", "1. ", "* > "] {
        document_finds(format!("{PLAN}\n{}deep\n", opening.repeat(10_000)), 0, "", deep);
    }
    document_finds(format!("{PLAN}\n{lists}"), 0, "", deep);
}

#[test]
fn signs_without_end_are_words() {
    for sign in ["[", "*", "_", "**a ", "![", "<", "`", "~~", "](", "[a](", "&", "|", "\\", "<b>"] {
        let pages = builds(format!("{PLAN}\n{}\n\nthe end\n", sign.repeat(10_000)));
        assert!(pages.text("quarters/fy21-q2/index.html").contains("the end"), "{sign}");
    }
}

#[test]
fn aliases_without_end_in_front_matter_fail() {
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let below = format!("*a{}", level - 1);
        let all = vec![below; 10].join(", ");
        let _ = writeln!(bomb, "a{level}: &a{level} [{all}]");
    }
    bomb.push_str("title: *a11\n---\n# FY21-Q2 OKRs\n");
    document_finds(bomb, 1, "", "error[front-matter/");
}

#[cfg(unix)]
#[test]
fn links_that_run_in_circles_or_nowhere_fail() {
    use std::os::unix::fs::symlink;
    let site = Site::with([("content/okrs/fy21-q2.md", PLAN)]);
    symlink("..", site.path("content/okrs/up")).unwrap();
    finds(&site, 1, "content/okrs/up:1:1: ", "error[source/link-loop]");
    let site = Site::with([("content/okrs/fy21-q2.md", PLAN)]);
    symlink("b.md", site.path("content/a.md")).unwrap();
    symlink("a.md", site.path("content/b.md")).unwrap();
    finds(&site, 1, "content/a.md:1:1: ", "error[source/link-loop]");
    let site = Site::with([("content/okrs/fy21-q2.md", PLAN)]);
    symlink("gone.md", site.path("content/a.md")).unwrap();
    finds(&site, 1, "content/a.md:1:1: ", "error[source/unreadable]");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let site = Site::with([("content/okrs/fy21-q2.md", PLAN)]);
    let made = std::process::Command::new("mkfifo").arg(site.path("content/pipe.md")).status();
    assert!(made.unwrap().success());
    finds(&site, 1, "content/pipe.md:1:1: ", "error[source/unreadable]");
}

#[test]
fn a_theme_that_does_not_exist_fails() {
    let site = Site::with([
        ("content/okrs/fy21-q2.md", PLAN),
        ("quarterdeck.toml", "title = \"x\"\ntheme = \"dark\"\n"),
    ]);
    finds(&site, 1, "quarterdeck.toml:2:", "error[theme/unknown]");
}

#[test]
fn everything_that_is_wrong_is_told_in_one_run() {
    let toml = "theme = \"nope\"\ntitel = \"x\"\n[calendar]\nyear_starts = \"May\"\n";
    let site = Site::with([("content/a.md", "# A\n\n[x](gone.md)\n"), ("quarterdeck.toml", toml)]);
    let found = site.check().stdout;
    let wanted = ["theme/unknown", "config/unknown-key", "config/wrong-type", "link/missing-page"];
    for rule in wanted {
        assert!(found.contains(rule), "no {rule} in\n{found}");
    }
    let places: Vec<&str> = found.lines().filter_map(|line| line.split(": ").next()).collect();
    assert!(places.is_sorted(), "{found}");
}

#[test]
fn a_template_that_cannot_be_read_fails_at_its_place() {
    let site = Site::with([
        ("content/okrs/fy21-q2.md", PLAN),
        ("quarterdeck.toml", "theme = \"own\"\n"),
        ("themes/own/templates/legend.html", "<h1>x</h1>\n<p>{% if page %}</p>\n"),
    ]);
    finds(&site, 1, "themes/own/templates/legend.html:3:1: ", "error[theme/template]");
    site.write("themes/own/templates/legend.html", "<h1>x</h1>\n<p>{{ gone.title }}</p>\n");
    finds(&site, 1, "themes/own/templates/legend.html:2:", "error[theme/template]");
}

#[test]
fn an_output_folder_that_is_none_is_refused() {
    let site = Site::with([("content/okrs/fy21-q2.md", PLAN), ("file", "mine")]);
    fails(&site, &["build", "--output", "file"], "`file`");
    assert_eq!(site.read("file"), "mine");
    fails(&site, &["build", "--output", "content/site"], "content");
    fails(&site, &["build", "--output", "content"], "content");
    fails(&site, &["build", "--output", "."], "content");
    assert!(!site.path("content/site").exists());
}

#[test]
fn a_configuration_that_cannot_be_read_fails_at_its_place() {
    for (text, place, rule) in [
        ("titel = \"x\"\n", "1:1", "error[config/unknown-key]"),
        ("title = 3\n", "1:9", "error[config/wrong-type]"),
        ("title = \"x\"\n[calendar]\nyear_starts = 13\n", "3:15", "error[config/invalid-value]"),
        ("title = \"x\n", "1:", "error[config/syntax]"),
    ] {
        let site = Site::with([("content/okrs/fy21-q2.md", PLAN), ("quarterdeck.toml", text)]);
        finds(&site, 1, &format!("quarterdeck.toml:{place}"), rule);
    }
}

#[test]
fn one_explicit_id_for_two_things_fails() {
    let text = format!("{PLAN}  - KR: Grow. {{#grow}}\n  - KR: Shrink. {{#grow}}\n");
    document_finds(text, 1, "6:18: ", "error[id/duplicate]");
}

#[test]
fn addresses_that_run_code_are_not_published() {
    let bad = [
        "[a](javascript:alert(1))",
        "[b](JaVaScRiPt:alert(1))",
        "[c](java&#115;cript:alert(1))",
        "[d](&#x6A;avascript&colon;alert(1))",
        "<javascript:alert(1)>",
        "[e](data:text/html,x)",
        "[f](vbscript:x)",
        "![g](javascript:alert(1))",
        "<a href=\"javascript:alert(1)\">h</a>",
        "[i]",
        "<a href=\"java&#9;script:alert(1)\">j</a>",
    ];
    let text = format!("{PLAN}\n{}\n\n[i]: <javascript:alert(1)>\n", bad.join("\n"));
    let site = document_finds(text, 0, "6:1", "warning[link/unsafe-scheme]");
    let warnings = site.check().stdout.matches("link/unsafe-scheme").count();
    assert!(warnings >= bad.len() - 1, "{}", site.check().stdout);
    let pages = Pages::read(&site.path("public"));
    for page in pages.pages() {
        for element in pages.html(page).select(&crate::support::css("[href], [src]")) {
            let address = element.attr("href").or(element.attr("src")).unwrap().to_lowercase();
            let clean: String = address.chars().filter(|c| !c.is_control()).collect();
            assert!(!clean.contains("script:") && !clean.contains("data:"), "{page}: {address}");
        }
    }
}

#[test]
fn html_that_runs_code_is_not_published() {
    let html = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n\
        a <b onclick=\"alert(1)\">b</b> <iframe src=\"https://a.test\"></iframe> <svg onload=x>\n\n\
        <style>*{}</style><form action=/x><input name=q></form><base href=\"//a.test\">\n\n\
        <p style=\"color:red\" id=\"qd_main\">red</p> </main></body> kept\n";
    let title =
        "- **Web: A <script>alert(2)</script>.**\n  - KR: B <img src=x onerror=alert(3)>.\n";
    let pages = builds(format!("# FY21-Q2 <script>alert(4)</script> OKRs\n\n{title}\n{html}"));
    for page in pages.pages() {
        let html = pages.html(page);
        let odd = "main script, main iframe, main style, main form:not(#qd_search), base, [onerror], [onclick], \
            [onload], main [style]";
        let found = html.select(&crate::support::css(odd)).next();
        assert!(found.is_none(), "{page}: {}", found.unwrap().html());
        assert_eq!(html.select(&crate::support::css("[id=qd_main]")).count(), 1, "{page}");
    }
    assert!(pages.text("quarters/fy21-q2/index.html").contains("kept"));
}

#[test]
fn two_pages_with_one_address_fail() {
    let site = Site::with([("content/plan.md", "# A\n"), ("content/Plan.md", "# B\n")]);
    let run = site.check();
    assert!(run.stdout.contains("error[page/collision]"), "{}", run.stdout);
    let site = Site::with([("content/okrs/fy21-q2.md", PLAN), ("content/quarters.md", "# All\n")]);
    finds(&site, 1, "content/quarters.md:1:1: ", "error[page/collision]");
}

#[test]
fn a_file_of_the_content_folder_takes_no_place_of_what_is_made() {
    let own = [
        ("api/v1/plan.json", "{}"),
        ("api/v1/owners/web.json", "{}"),
        ("feed.xml", "<feed/>"),
        ("legend/index.html", "mine"),
        ("assets/style.css", "*{}"),
    ];
    let plan = ("content/okrs/fy21-q2.md", PLAN);
    for (path, text) in own {
        let content = format!("content/{path}");
        let site = Site::with([plan, (content.as_str(), text)]);
        finds(&site, 1, &format!("{content}:1:1: "), "error[page/collision]");
        // What is meant to take the place does.
        let meant = format!("static/{path}");
        let site = Site::with([plan, (meant.as_str(), text)]);
        assert_eq!(site.build().text(path), text);
    }
    let beside = [("content/api/v1/mine.json", "{}"), ("content/pictures/card.png", "mine")];
    let site = Site::with([plan, beside[0], beside[1]]);
    assert_eq!(site.build().text("api/v1/mine.json"), "{}");
}

#[test]
fn a_site_without_documents_is_a_site() {
    let site = Site::new();
    fails(&site, &["build"], "there is no folder");
    fails(&site, &["check"], "there is no folder");
    std::fs::create_dir(site.path("content")).unwrap();
    let pages = site.build();
    assert!(pages.text("index.html").contains("<h1"));
    assert_eq!(site.check().code, 0);
}

#[test]
fn documents_with_nothing_in_them_are_pages() {
    let site = Site::with([
        ("content/a.md", ""),
        ("content/b.md", "---\ntitle: Nothing\n---\n"),
        ("content/c.md", "---\n---\n"),
        ("content/d.md", "\n\n\n"),
        ("content/e.md", "---"),
        ("content/okrs/fy21-q3.md", "---\nperiod: FY21-Q3\n---\n"),
        ("content/okrs/fy21-q2.md", "\u{FEFF}"),
    ]);
    let pages = site.build();
    assert!(pages.text("b/index.html").contains("<h1>Nothing</h1>"));
    for page in ["a", "c", "d", "e", "okrs/fy21-q3", "okrs/fy21-q2"] {
        assert!(pages.text(&format!("{page}/index.html")).contains("<h1>"), "{page}");
    }
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let Some((site, _)) = seed() else { return };
    let expected = site.outline("content/okrs/fy21-q2-okrs.md");
    let text = std::fs::read_to_string(shared().unwrap().join("seed/fy21-q2-okrs.md")).unwrap();
    for (name, text) in [
        ("CRLF", text.replace('\n', "\r\n")),
        ("CR at some ends", text.replacen('\n', "\r\n", 40)),
        ("BOM", format!("\u{FEFF}{text}")),
        ("BOM and CRLF", format!("\u{FEFF}{}", text.replace('\n', "\r\n"))),
    ] {
        let site = Site::new();
        site.write("content/okrs/fy21-q2-okrs.md", text);
        let found = site.outline("content/okrs/fy21-q2-okrs.md");
        assert_eq!(model(&found), model(&expected), "{name}");
        assert_eq!(found["objectives"], expected["objectives"], "{name}");
        assert_eq!(found["diagnostics"], expected["diagnostics"], "{name}");
    }
}

#[test]
fn control_characters_are_not_published() {
    let pages = builds(
        "# FY21-Q2 OKRs \u{0}\n\n- **Web: Gr\u{0}ow \u{1b}[31m.**\n  - KR: A\u{1}\u{7f}b `c\u{2}d`\n\n\u{0}\n",
    );
    for page in pages.pages() {
        let odd = pages.text(page).chars().find(|c| c.is_control() && *c != '\n' && *c != '\t');
        assert_eq!(odd, None, "{page}");
    }
    let site = Site::with([(
        "content/okrs/fy21-q2.md",
        "# FY21-Q2 OKRs\n\n- **Web: \u{1b}[31m.**\n  - KR: [\u{1b}[2J](gone.md)\n",
    )]);
    let run = site.run(&["check"]);
    assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'), "{}", run.stdout);
}

#[test]
fn a_mark_of_the_program_in_a_name_cuts_nothing_off() {
    // The marks that stand for places in HTML are characters that no document can hold. Names from
    // elsewhere can.
    let site = Site::with([
        (
            "content/okrs/2020-q3.md",
            "# 2020-Q3 OKRs\n\n1. **Ann: Grow.** \\\n   KR: Sell 9 boxes. => 3.\n",
        ),
        (
            "content/okrs/q\u{1}\u{1}.md",
            "# 2020-Q3 OKRs\n\n1. **Ann: Help.**\n   - KR: Hire 4 people.\n",
        ),
        ("quarterdeck.toml", "[[teams]]\nname = \"T\\u0001\\u0001x\"\nowners = [\"Ann\"]\n"),
    ]);
    let pages = site.build();
    for page in ["owners/ann/index.html", "quarters/2020-q3/index.html"] {
        let shown = pages.text(page);
        for words in ["Sell 9 boxes.", "Hire 4 people."] {
            assert!(shown.contains(words), "{page} has lost `{words}`");
        }
        assert_eq!(shown.matches("class=\"pilcrow\"").count(), shown.matches(">¶</a>").count());
        assert_eq!(shown.matches("<article").count(), shown.matches("</article>").count());
    }
}
