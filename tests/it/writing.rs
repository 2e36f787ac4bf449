//! The output folder: nothing is written twice, equal inputs give equal bytes, and a build that is
//! killed leaves no torn file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use crate::support::{Pages, Site, TODAY};

const BUILD: [&str; 3] = ["build", "--today", TODAY];

#[test]
fn a_second_build_writes_nothing() {
    let site = sample("One");
    assert!(site.run(&BUILD).stderr.contains(" 0 unchanged, 0 deleted"));
    let before = touched(&site.path("public"));
    let run = site.run(&BUILD);
    assert!(run.stderr.contains(": 0 written, "), "{}", run.stderr);
    assert_eq!(touched(&site.path("public")), before);
}

#[test]
fn timings_name_every_stage_and_what_was_written() {
    let site = sample("One");
    let stages = |words: &[&str]| -> Vec<String> {
        let run = site.run(&[&BUILD[..], words].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        // Where there is no terminal, no bar is drawn.
        assert!(!run.stderr.contains(['\r', '\u{1b}']), "{}", run.stderr);
        let lines = run.stderr.lines().filter(|line| line.starts_with(' ') && line.contains(" ms"));
        lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let all = "read history parse model view check index publish render write all";
    let told = stages(&["--timings"]);
    let names: Vec<&str> = told.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names.join(" "), all);
    for line in &told {
        let (_, number) = line.split_once(' ').unwrap();
        let number = number.split_once(" ms").unwrap_or_else(|| panic!("{line}")).0;
        assert!(number.parse::<f64>().is_ok_and(|number| number >= 0.0), "{line}");
    }
    let written = Pages::read(&site.path("public")).files.len();
    assert!(
        told[9].ends_with(&format!("ms {written} files written, 0 kept, 0 deleted")),
        "{told:?}"
    );
    assert!(told[8].contains("pages") && told[2].ends_with(" documents"), "{told:?}");
    // What is there already is not made again.
    let again = stages(&["--timings"]);
    assert!(!again.iter().any(|line| line.starts_with("render")), "{again:?}");
    let last = again.iter().find(|line| line.starts_with("write")).unwrap();
    assert!(last.ends_with(&format!("ms 0 files written, {written} kept, 0 deleted")), "{again:?}");
    assert!(stages(&[]).is_empty());
}

#[test]
fn what_is_known_of_earlier_builds_may_be_broken_or_left_aside() {
    let site = sample("One");
    assert_eq!(site.run(&BUILD).code, 0);
    let made = Pages::read(&site.path("public")).files;
    let rendered = |words: &[&str]| -> bool {
        let run = site.run(&[&BUILD[..], &["--timings"], words].concat());
        assert!(run.stderr.contains(": 0 written, "), "{}", run.stderr);
        assert!(Pages::read(&site.path("public")).files == made);
        run.stderr.contains("\n  render")
    };
    assert!(!rendered(&[]));
    assert!(rendered(&["--no-cache"]));
    assert!(!rendered(&[]));
    for broken in ["", "\n", "another program's\n1 2 3 index.html\n", "\u{0}\u{fffd}"] {
        site.write("public/.quarterdeck/seen", broken);
        site.write("public/.quarterdeck/made", broken);
        assert!(rendered(&[]), "{broken:?}");
        assert!(!rendered(&[]), "{broken:?}");
    }
}

#[test]
fn one_edit_writes_only_what_it_changes() {
    let site = Site::with([
        // An index for searching holds the words of all pages, so that it changes with each.
        ("quarterdeck.toml", "[search]\nenabled = false\n"),
        ("content/okrs/fy21-q2.md", "# FY21-Q2 OKRs\n\n1. **Web: Grow.**\\\n   KR: Ship.\n"),
        ("content/about.md", "# About us\n\nOld words.\n"),
        ("content/team.md", "# The team\n\nUs.\n"),
    ]);
    assert_eq!(site.run(&BUILD).code, 0);
    site.write("content/about.md", "# About us\n\nNew words.\n");
    let run = site.run(&BUILD);
    assert!(run.stderr.contains(": 1 written, "), "{}", run.stderr);
    assert!(site.read("public/about/index.html").contains("New words."));
}

#[test]
fn whatever_is_edited_the_output_is_that_of_a_build_from_nothing() {
    let site = sample("One");
    let theme =
        "{% extends \"default/base.html\" %}\n{% block foot %}<p>x</p>{% endblock foot %}\n";
    let q3 = site.read("content/okrs/fy21-q3.md");
    let edits = [
        ("content/okrs/fy21-q3.md", q3.replace("Down to 20 minutes", "Down to 12 minutes")),
        ("content/okrs/fy21-q3.md", q3.replace("# FY21-Q3", "# FY21-Q4")),
        ("themes/own/templates/base.html", theme.to_owned()),
        ("quarterdeck.toml", "title = \"One\"\ntheme = \"own\"\n".to_owned()),
        ("themes/own/templates/base.html", theme.replace(">x<", ">y<")),
        ("themes/own/strings/en.toml", "[frame]\nlegend = \"Signs\"\n".to_owned()),
        ("quarterdeck.toml", "title = \"Two\"\ntheme = \"own\"\nlanguage = \"de\"\n".to_owned()),
        ("content/okrs/fy21-q3.md", q3),
    ];
    assert!(edits[0].1 != edits[7].1 && edits[1].1 != edits[7].1);
    assert_eq!(site.run(&BUILD).code, 0);
    for (at, (path, text)) in edits.into_iter().enumerate() {
        site.write(path, text);
        // So that files count as settled, whose times tell that nobody has touched them.
        std::thread::sleep(std::time::Duration::from_millis(30));
        let cold = format!("cold-{at}");
        let run = site.run(&["build", "--today", TODAY, "--output", &cold]);
        assert_eq!((run.code, site.run(&BUILD).code), (0, 0), "{}", run.stderr);
        assert!(pages(&site.path("public")) == pages(&site.path(&cold)), "after edit {at}");
    }
}

#[test]
fn what_the_site_has_no_more_is_deleted_and_what_is_not_ours_stays() {
    let site = Site::with([
        ("content/about.md", "# About us\n"),
        ("content/gone.md", "# Gone\n"),
        ("content/edited.md", "# Edited\n"),
    ]);
    assert_eq!(site.run(&BUILD).code, 0);
    site.write("public/CNAME", "plan.example.org");
    site.write("public/edited/index.html", "by hand");
    fs::remove_file(site.path("content/gone.md")).unwrap();
    fs::remove_file(site.path("content/edited.md")).unwrap();
    let run = site.run(&BUILD);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!site.path("public/gone").exists());
    assert_eq!(site.read("public/CNAME"), "plan.example.org");
    assert_eq!(site.read("public/edited/index.html"), "by hand");
    assert!(run.stderr.contains("left in place, since it was edited: edited/index.html"));
}

#[test]
fn what_stands_in_the_way_is_told_and_left_alone() {
    let site = Site::with([("content/about.md", "# About us\n"), ("public/index.html", "mine")]);
    let run = site.run(&BUILD);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("public/index.html"), "{}", run.stderr);
    assert_eq!(site.read("public/index.html"), "mine");
    assert!(!site.path("public/about").exists());
}

#[test]
fn two_folders_get_the_same_bytes() {
    let site = sample("One");
    for folder in ["first", "second"] {
        let run = site.run(&["build", "--today", TODAY, "--output", folder]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let [first, second] = ["first", "second"].map(|it| pages(&site.path(it)));
    assert!(first.len() > 80);
    let differ =
        first.keys().chain(second.keys()).find(|path| first.get(*path) != second.get(*path));
    assert_eq!(differ, None);
}

#[test]
fn a_content_error_leaves_the_old_site_whole() {
    let site = sample("One");
    assert_eq!(site.run(&BUILD).code, 0);
    let before = Pages::read(&site.path("public")).files;
    site.write(
        "content/okrs/fy21-q4.md",
        "# FY21-Q4 OKRs\n\n- **Web: Grow.**\n  - KR: [_N_][n1]\n\n[n2]: x\n",
    );
    let run = site.run(&BUILD);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("nothing was written: 1 error"), "{}", run.stderr);
    assert_eq!(Pages::read(&site.path("public")).files, before);
}

#[test]
fn a_build_that_is_killed_leaves_old_files_or_new_ones() {
    let sites = [sample("Old"), sample("New and longer")];
    sites[1].write("content/extra.md", "# A page that only the new site has\n");
    let whole = sites.each_ref().map(|site| {
        assert_eq!(site.run(&BUILD).code, 0);
        pages(&site.path("public"))
    });
    let folder = Site::new();
    let output = folder.path("public");
    build(&sites[0], &output, &mut |_| false);
    let mut killed = 0;
    for round in 0..8 {
        killed += usize::from(build(&sites[(round + 1) % 2], &output, &mut kill_at(round)));
        for (path, bytes) in pages(&output) {
            let known = whole.iter().any(|site| site.get(&path) == Some(&bytes));
            assert!(known, "`{path}` is torn in round {round}");
        }
        let kept = whole[0].keys().filter(|path| whole[1].contains_key(*path));
        for path in kept {
            assert!(output.join(path).exists(), "`{path}` is gone in round {round}");
        }
    }
    assert!(killed > 0, "every build was faster than its killer");
    build(&sites[1], &output, &mut |_| false);
    assert!(pages(&output) == whole[1], "a whole build does not mend what killed ones left");
    build(&sites[0], &output, &mut |_| false);
    assert!(pages(&output) == whole[0], "a whole build does not mend what killed ones left");
}

/// When to kill the build of a round: in even rounds while files are put aside, in odd ones while
/// they are moved into place. It is told how many files are put aside.
fn kill_at(round: usize) -> impl FnMut(usize) -> bool {
    let mut most = 0;
    move |aside| {
        most = most.max(aside);
        if round.is_multiple_of(2) { aside > round * 12 } else { aside + round * 9 < most }
    }
}

/// Builds `site` into `output`, and kills the build as soon as `is_time` says so. Whether it did.
fn build(site: &Site, output: &Path, is_time: &mut dyn FnMut(usize) -> bool) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
        .current_dir(site.path(""))
        .args(["build", "--quiet", "--today", TODAY, "--output", output.to_str().unwrap()])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let aside = output.join(".quarterdeck/tmp");
    while child.try_wait().unwrap().is_none() {
        let files = walkdir::WalkDir::new(&aside).into_iter().flatten();
        if is_time(files.filter(|entry| entry.file_type().is_file()).count()) {
            child.kill().unwrap();
            return !child.wait().unwrap().success();
        }
    }
    assert!(child.wait().unwrap().success());
    false
}

/// A site of many pages, each of which shows `title`.
fn sample(title: &str) -> Site {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/okrs");
    let site = Site::new();
    for name in ["fy21-q2.md", "fy21-q3.md", "index.md"] {
        site.write(&format!("content/okrs/{name}"), fs::read(content.join(name)).unwrap());
    }
    site.write("quarterdeck.toml", format!("title = \"{title}\"\n"));
    site
}

/// The published files of an output folder.
fn pages(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    Pages::read(folder).files
}

/// When each file of a folder was last written.
fn touched(folder: &Path) -> BTreeMap<String, SystemTime> {
    let published = pages(folder).into_keys();
    let time = |path: &String| fs::metadata(folder.join(path)).unwrap().modified().unwrap();
    published.map(|path| (path.clone(), time(&path))).collect()
}

#[test]
fn what_is_built_again_says_the_same_and_mends_what_was_touched() {
    let site = sample("One");
    // An unused target is a warning, which every build has to print.
    site.write("content/okrs/fy21-q4.md", "# FY21-Q4 OKRs\n\n- **Web: Grow.**\n\n[n2]: x\n");
    for _ in 0..2 {
        let (first, again) = (site.run(&BUILD), site.run(&BUILD));
        assert!(again.stderr.contains(": 0 written, "), "{}", again.stderr);
        let said = |text: &str| {
            let kept = |line: &&str| !line.starts_with("built ");
            text.lines().filter(kept).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(said(&again.stderr), said(&first.stderr));
        // Without anything to print there is nothing to judge again.
        site.write(
            "content/okrs/fy21-q4.md",
            "# FY21-Q4 OKRs\n\n- **Web: Grow.**\n  - KR: Ship.\n",
        );
    }
    site.write("public/index.html", "by hand");
    let run = site.run(&BUILD);
    assert!(run.stderr.contains(": 1 written, "), "{}", run.stderr);
    assert_ne!(site.read("public/index.html"), "by hand");
    let other_day = ["build", "--today", "2020-09-16"];
    assert!(!site.run(&other_day).stderr.contains(": 0 written, "));
}
