//! The output folder: written once, never torn, equal for equal inputs.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::support::{Pages, Site, TODAY};

/// A site whose every page differs with `mark`.
fn plan(mark: &str) -> String {
    let mut text = String::from("# FY21-Q2 OKRs\n\n");
    for number in 0..60 {
        let line =
            format!("1. **Team{number}: Grow {mark} {number}** \\\n   KR: Reach {number} {mark}\n");
        text.push_str(&line);
    }
    text
}

fn site(mark: &str) -> Site {
    Site::with([("content/okrs/q2.md", plan(mark).as_str())])
}

fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let files = Pages::read(folder).files;
    let time = |path: &String| folder.join(path).metadata().unwrap().modified().unwrap();
    files.keys().map(|path| (path.clone(), time(path))).collect()
}

#[test]
fn a_second_build_writes_nothing() {
    let site = site("customers");
    site.build();
    let before = times(&site.path("public"));
    let run = site.run(&["build", "--today", TODAY]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains(": 0 written, "), "{}", run.stderr);
    assert_eq!(times(&site.path("public")), before);
}

#[test]
fn a_change_writes_only_what_changed() {
    let site = site("customers");
    site.build();
    site.write("content/about.md", "# About\n\nHello.\n");
    let run = site.run(&["build", "--today", TODAY]);
    assert!(!run.stderr.contains(": 0 written"), "{}", run.stderr);
    let pages = Pages::read(&site.path("public"));
    assert!(pages.text("about/index.html").contains("Hello."));
    site.write("content/about.md", "---\ndraft: true\n---\n# About\n");
    site.build();
    assert!(!site.path("public/about").exists());
}

#[test]
fn two_folders_get_the_same_bytes() {
    let (one, two) = (site("customers"), site("customers"));
    let (one, two) = (one.build().files, two.build().files);
    assert!(one.len() > 60);
    assert!(one == two);
}

#[test]
fn foreign_files_are_never_touched() {
    let site = site("customers");
    site.write("public/notes.txt", "mine");
    site.build();
    assert_eq!(site.read("public/notes.txt"), "mine");
    site.write("public/teams/index.html", "mine");
    site.write("content/okrs/q2.md", plan("partners"));
    let other =
        Site::with([("content/okrs/q2.md", plan("x").as_str()), ("public/index.html", "mine")]);
    let run = other.run(&["build"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("public/index.html"), "{}", run.stderr);
    assert_eq!(other.read("public/index.html"), "mine");
    assert!(!other.path("public/legend").exists());
}

#[test]
fn a_killed_build_leaves_old_or_new_files_whole() {
    let site = site("old");
    let old = site.build().files;
    site.write("content/okrs/q2.md", plan("new"));
    let new = Site::with([("content/okrs/q2.md", plan("new").as_str())]).build().files;
    for wait in (0..24).map(|step| Duration::from_millis(step * 12)) {
        let mut build = Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
            .args(["build", "--quiet", "--today", TODAY])
            .current_dir(site.path(""))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(wait);
        let _ = build.kill();
        build.wait().unwrap();
        let published = |path: &String| !path.starts_with(".quarterdeck/");
        let files = Pages::read(&site.path("public")).files;
        for (path, bytes) in files.into_iter().filter(|(path, _)| published(path)) {
            let whole = old.get(&path) == Some(&bytes) || new.get(&path) == Some(&bytes);
            assert!(whole, "{path} is torn after {wait:?}");
        }
    }
    assert_eq!(site.build().text("index.html").as_bytes(), new["index.html"]);
}
