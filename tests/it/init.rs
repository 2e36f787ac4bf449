//! A new site, and a site made of what is there already.

use std::fs;

use crate::crawl::crawl;
use crate::pages::project;
use crate::support::{Pages, Run, Site, TODAY};

fn init(site: &Site, words: &[&str]) -> Run {
    let run = site.run(&[&["init", "--today", TODAY], words].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    run
}

#[test]
fn a_new_site_has_no_fault_and_all_its_links_lead_somewhere() {
    let site = Site::new();
    init(&site, &["plan"]);
    let words = ["--root", "plan", "--today", TODAY];
    let check = site.run(&[&["check", "--strict", "--format", "short"], &words[..]].concat());
    let found = (check.code, check.stdout.as_str());
    assert_eq!(found, (0, ""), "{}", check.stderr);
    let address = ["--base-url", "https://plan.example/some-repo/"];
    let build = site.run(&[&["build", "--strict"], &words[..], &address].concat());
    assert_eq!(build.code, 0, "{}", build.stderr);
    let mut pages = Pages::read(&site.path("plan/public"));
    // Shown at any address, it names what it loads from the top of the host.
    let lost = pages.files.remove("404.html").unwrap();
    assert!(String::from_utf8_lossy(&lost).contains("\"/some-repo/assets/"));
    crawl(&pages);
    for page in ["quarters/2020-q3/index.html", "roadmap/index.html", "about/index.html"] {
        assert!(pages.files.contains_key(page), "{page}");
    }
}

#[test]
fn a_file_is_told_from_a_folder() {
    let site = Site::with([("afile", "words\n")]);
    let run = site.run(&["init", "afile"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("error: `afile` is a file, not a folder"), "{}", run.stderr);
    let run = site.run(&["init", "--here", "afile"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`afile` is not a folder"), "{}", run.stderr);
}

#[test]
fn nothing_is_overwritten() {
    let site = Site::with([("quarterdeck.toml", "title = \"Ours\"\n"), (".gitignore", "/old/\n")]);
    let run = site.run(&["init"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("is not empty; `quarterdeck init --here` adds"), "{}", run.stderr);
    assert!(!site.path("content").exists(), "something was made");
    let told = init(&site, &["--here"]).stderr;
    assert!(told.contains("kept ./quarterdeck.toml as it was"), "{told}");
    assert!(told.contains("a line `/public/` in .gitignore"), "{told}");
    assert_eq!(site.read("quarterdeck.toml"), "title = \"Ours\"\n");
    assert_eq!(site.read(".gitignore"), "/old/\n");
    let again = init(&site, &["--here"]).stderr;
    assert!(!again.contains("made "), "{again}");
}

#[test]
fn a_repository_that_holds_goals_becomes_a_site_of_them() {
    let goals = |period: &str| format!("# {period} OKRs\n\n1. **Web: Ship**\n   - KR: 2 pages\n");
    let site = Site::with([
        ("README.md", "# Handbook\n"),
        ("plans/okrs/2020/q1.md", &goals("2020 Q1")),
        ("plans/okrs/2020/q2.md", &goals("2020 Q2")),
        ("plans/okrs/2019/q4.md", &goals("2019 Q4")),
        ("drafts/goals.md", &goals("2021 Q1")),
        (".git/HEAD", "ref: refs/heads/main\n"),
    ]);
    let told = init(&site, &["--here"]).stderr;
    let chosen = "content folder: plans/okrs (3 documents with 3 objectives, 3 key results";
    assert!(told.contains(chosen), "{told}");
    assert!(told.contains("could be it, too: drafts (1 document with 1 objective, 1 key result and 0 roadmap items)"), "{told}");
    assert!(!site.path("content").exists(), "sample documents were made");
    assert!(site.build().files.contains_key("quarters/2020-q2/ship/index.html"));
}

#[test]
fn goals_at_the_top_of_a_repository_are_asked_to_move() {
    let site = Site::with([("okrs.md", "# 2020 Q1 OKRs\n\n1. **Web: Ship**\n   - KR: 2 pages\n")]);
    let run = site.run(&["init", "--here"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("the goals stand at the top of `.`; move them"), "{}", run.stderr);
    assert!(!site.path("quarterdeck.toml").exists(), "something was made");
}

#[test]
fn inside_a_repository_the_workflows_stand_at_its_top_and_name_the_folder() {
    let site = Site::with([(".git/HEAD", "ref: refs/heads/main\n")]);
    init(&site, &["handbook/plan"]);
    assert!(site.path("handbook/plan/content/okrs/2020-q3.md").is_file());
    assert!(!site.path("handbook/plan/.github").exists());
    for workflow in ["pages.yml", "check.yml"] {
        let text = site.read(&format!(".github/workflows/{workflow}"));
        assert!(text.contains("root: \"handbook/plan\"\n"), "{text}");
        assert!(!text.contains('@') || !text.contains("@root@"), "{text}");
    }
}

#[test]
fn the_settings_of_a_new_site_show_every_key_with_its_default() {
    let site = Site::new();
    init(&site, &[]);
    let text = site.read("quarterdeck.toml");
    // Explanations begin with a capital letter; settings that are switched off do not.
    let settings = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(setting) if !setting.starts_with(|sign: char| sign.is_uppercase()) => setting,
        _ => line,
    });
    let all: String = settings.flat_map(|line| [line, "\n"]).collect();
    site.write("quarterdeck.toml", &all);
    // The sample's fiscal year moves the quarter; whatever else is said would be of the settings.
    let found = site.check().stdout;
    assert!(!found.contains("quarterdeck.toml:"), "{found}");
    let written: toml::Table = all.parse().unwrap();
    let schema = quarterdeck::config::schema();
    for (key, setting) in schema["properties"].as_object().unwrap() {
        let value = written.get(key).unwrap_or_else(|| panic!("`{key}` is missing"));
        let value = value.as_array().and_then(|all| all.last()).unwrap_or(value);
        for inner in setting["properties"].as_object().into_iter().flatten() {
            let shown = key == "lints" || value.get(inner.0).is_some();
            assert!(shown, "`{}` of `{key}` is missing", inner.0);
            if let (Some(default), Some(number)) = (inner.1["default"].as_f64(), value.get(inner.0))
            {
                let number: Option<f64> = number.to_string().parse().ok();
                let is_sample = key == "calendar";
                assert!(is_sample || number == Some(default), "`{}` of `{key}`", inner.0);
            }
        }
    }
}

/// A release of the program in a folder, in place of the one on the web.
fn release(site: &Site, sum: Option<&str>) {
    let target = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
    let name = format!("quarterdeck-v9.9.9-{target}");
    site.write(&format!("{name}/quarterdeck"), "#!/bin/sh\necho released\n");
    let folder = "home/releases/download/v9.9.9";
    fs::create_dir_all(site.path(folder)).unwrap();
    let shell = format!(
        "tar -czf {folder}/{name}.tar.gz {name} && cd {folder} && sha256sum {name}.tar.gz > {name}.tar.gz.sha256"
    );
    let mut bash = std::process::Command::new("bash");
    let made = bash.args(["-c", &shell]).current_dir(site.path("")).status().unwrap();
    assert!(made.success());
    if let Some(sum) = sum {
        site.write(&format!("{folder}/{name}.tar.gz.sha256"), sum);
    }
}

fn install(site: &Site) -> std::process::Output {
    std::process::Command::new("bash")
        .arg(project(".github/install.sh"))
        .args(["bin", "v9.9.9"])
        .current_dir(site.path(""))
        .env("QUARTERDECK_HOME", format!("file://{}/home", site.path("").display()))
        .output()
        .unwrap()
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "the stand-in for a release is for Linux")]
fn the_action_installs_a_release_only_if_its_checksum_is_right() {
    let site = Site::new();
    release(&site, None);
    let right = install(&site);
    assert!(right.status.success(), "{}", String::from_utf8_lossy(&right.stderr));
    assert!(site.read("bin/quarterdeck").contains("released"));
    let site = Site::new();
    release(&site, Some("00 quarterdeck.tar.gz\n"));
    let wrong = install(&site);
    assert!(!wrong.status.success());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("instead of 00"));
    assert!(!site.path("bin/quarterdeck").exists());
}
