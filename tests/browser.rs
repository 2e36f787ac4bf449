//! The sample site in a real browser: accessibility, markup, weight, links into pages, visitors'
//! questions, searching, and reading by keyboard, without scripts, on paper and in the dark. The checks are in
//! `tests/browser/`, one a file; with `--nocapture` they tell their times.
//!
//! They need Node.js, the packages of `tests/browser/package.json` and Chromium. Where one of them
//! is missing they are ignored, with the reason; under `CI=true` that is a failure.

#![expect(clippy::disallowed_methods, reason = "looks for its tools in the environment")]

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use tempfile::TempDir;

/// The checks, by the names of their files.
const CHECKS: [&str; 10] = [
    "accessibility",
    "anchors",
    "lighthouse",
    "markup",
    "preview",
    "reading",
    "search",
    "visitor",
    "weight",
    "workflows",
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = match tools() {
        Ok(tools) => trials(&tools, arguments.nocapture),
        Err(missing) if env::var_os("CI").is_some_and(|it| it == "true") => {
            let fail = |name: &str| {
                let missing = missing.clone();
                Trial::test(name, move || Err(Failed::from(missing)))
            };
            CHECKS.iter().map(|name| fail(name)).collect()
        }
        Err(missing) => {
            let ignored = |name: &str| Trial::test(name, || Ok(())).with_ignored_flag(true);
            CHECKS.iter().map(|name| ignored(name).with_kind(missing.as_str())).collect()
        }
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// What the checks run with.
#[derive(Clone)]
struct Tools {
    chromium: PathBuf,
    /// The folder of the checks.
    checks: PathBuf,
}

/// The tools, or what is missing and how to get it.
fn tools() -> Result<Tools, String> {
    let checks = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let on_path = |name: &str| {
        let folders = env::var_os("PATH").unwrap_or_default();
        env::split_paths(&folders).map(|folder| folder.join(name)).find(|file| file.is_file())
    };
    if on_path("node").is_none() {
        return Err("needs Node.js".to_owned());
    }
    if !checks.join("node_modules/playwright-core").is_dir() {
        return Err("needs `npm ci --prefix tests/browser`".to_owned());
    }
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let known = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path);
    let chromium = named.or(known).ok_or("needs Chromium")?;
    Ok(Tools { chromium, checks })
}

/// One trial a check, on one site; `told`: what a check prints is shown even if all is well.
fn trials(tools: &Tools, told: bool) -> Vec<Trial> {
    let sites = match Sites::build() {
        Ok(sites) => std::sync::Arc::new(sites),
        Err(problem) => {
            return vec![Trial::test("the_sample_is_built", move || Err(Failed::from(problem)))];
        }
    };
    let trial = |check: &'static str| {
        let (tools, sites) = (tools.clone(), std::sync::Arc::clone(&sites));
        Trial::test(check, move || {
            let text = run(check, &tools, sites.of(check))?;
            if told {
                print!("{text}");
            }
            Ok(())
        })
    };
    CHECKS.into_iter().map(trial).collect()
}

/// The sample site, as built by default and as published at an address.
struct Sites {
    plain: TempDir,
    published: TempDir,
}

impl Sites {
    fn build() -> Result<Self, String> {
        let address = ["--base-url", "https://plan.example/some/repo/"];
        Ok(Self { plain: sample(&[])?, published: sample(&address)? })
    }

    /// The site that a check is for. Only search engines care where a site is published.
    fn of(&self, check: &str) -> &Path {
        if check == "lighthouse" { self.published.path() } else { self.plain.path() }
    }
}

/// The sample site, built into a folder of its own.
fn sample(more: &[&str]) -> Result<TempDir, String> {
    let folder = TempDir::new().map_err(|error| error.to_string())?;
    let built = Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
        .args(["build", "--quiet", "--root", env!("CARGO_MANIFEST_DIR"), "--output"])
        .arg(folder.path())
        .args(more)
        .output()
        .map_err(|error| error.to_string())?;
    if built.status.success() {
        Ok(folder)
    } else {
        Err(String::from_utf8_lossy(&built.stderr).into_owned())
    }
}

/// Runs a check, and gives back what it prints.
fn run(check: &str, tools: &Tools, site: &Path) -> Result<String, Failed> {
    let done = Command::new("node")
        .arg(tools.checks.join("run.mjs"))
        .arg(check)
        .arg(site)
        .env("CHROMIUM", &tools.chromium)
        .env("QUARTERDECK", env!("CARGO_BIN_EXE_quarterdeck"))
        .output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let said = text(&done.stdout);
    if done.status.success() { Ok(said) } else { Err(Failed::from(said + &text(&done.stderr))) }
}
