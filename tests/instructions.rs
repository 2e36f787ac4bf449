//! How many instructions it takes to read a plan and to make its pages, beside the figures that
//! were recorded: a stage that takes a tenth more or less than it did fails.
//!
//! Instructions are counted by callgrind, because unlike time their number is the same in every
//! run, however busy the machine is. What is counted is this program itself, as `cargo test`
//! compiles it: an optimised one would take minutes to make, and what makes a stage do its work
//! twice, or look through a list for each of its members, is seen in either. Of a figure that
//! comes from one compiler another one's cannot be compared, so the compiler is recorded, too.
//!
//! `UPDATE_INSTRUCTIONS=1 cargo test --test instructions` records what is counted now. Where
//! valgrind is missing the stages are ignored, with the reason; under `CI=true` that is a failure.

#![expect(clippy::disallowed_methods, reason = "runs itself, and reads what it took")]

#[expect(dead_code, reason = "this takes a plan of its own size")]
#[path = "../benches/support/plans.rs"]
mod plans;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};
use plans::Size;
use quarterdeck::load::{self, Request};
use quarterdeck::parse;
use quarterdeck::site::{Drafts, Inputs, Site};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

/// What is counted: the function of this file whose name is that of the stage after `counted_`.
const STAGES: [&str; 2] = ["parse", "render"];

/// The plan. All kinds of pages are in it, and not more of them than take a few seconds.
const SIZE: Size = Size { quarters: 2, teams: 2, objectives: 3, key_results: 3, items: 6 };

/// By how many percent of what was recorded a count may differ.
const TOLERANCE: u64 = 10;

/// Where the figures are recorded.
const FIGURES: &str = "tests/instructions.toml";

/// Tells this program that it is the one that is counted, and where the plan lies.
const COUNTED: &str = "QUARTERDECK_COUNTED";

/// Asks for the figures to be recorded.
const UPDATE: &str = "UPDATE_INSTRUCTIONS";

/// The counts of one compiler, as they are recorded.
#[derive(Debug, PartialEq, Deserialize, Serialize)]
struct Figures {
    compiler: String,
    stages: BTreeMap<String, u64>,
}

/// Why nothing can be counted here.
enum Hindrance {
    /// Something that could be installed.
    Missing(String),
    /// The figures are not those of this program.
    Incomparable(String),
}

fn main() -> ExitCode {
    if let Some(root) = env::var_os(COUNTED) {
        work(Path::new(&root));
        return ExitCode::SUCCESS;
    }
    let is_set = |name: &str, value: &str| env::var_os(name).is_some_and(|it| it == value);
    let recorded = recorded();
    let trials = match hindrance(&recorded, is_set(UPDATE, "1")) {
        None if is_set(UPDATE, "1") => vec![record()],
        None => trials(recorded),
        Some(Hindrance::Missing(what)) if is_set("CI", "true") => {
            let fail = |name: &str, what: String| Trial::test(name, move || Err(what.into()));
            STAGES.iter().map(|stage| fail(stage, what.clone())).collect()
        }
        Some(Hindrance::Missing(why) | Hindrance::Incomparable(why)) => {
            let ignored = |name: &str| Trial::test(name, || Ok(())).with_ignored_flag(true);
            STAGES.iter().map(|stage| ignored(stage).with_kind(why.as_str())).collect()
        }
    };
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Why the stages cannot be counted, or not be compared with what is recorded.
fn hindrance(recorded: &Figures, updates: bool) -> Option<Hindrance> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Some(Hindrance::Missing("needs valgrind".to_owned()));
    }
    if !cfg!(debug_assertions) {
        let why = "the figures are those of a program that is not optimised";
        return Some(Hindrance::Incomparable(why.to_owned()));
    }
    let compiler = compiler();
    let is_other = !updates && recorded.compiler != compiler;
    is_other.then(|| {
        let why = format!("the figures are of {}, this is {compiler}", recorded.compiler);
        Hindrance::Incomparable(why)
    })
}

/// The compiler and what it compiles for. Cargo asks the same program by default.
fn compiler() -> String {
    let program = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let told = Command::new(program).arg("--version").output();
    let told = told.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
    let version = told.ok().filter(|it| !it.is_empty()).unwrap_or("an unknown compiler".to_owned());
    format!("{}, {} {}", version.trim(), env::consts::ARCH, env::consts::OS)
}

/// One trial a stage. All of them come from one run, which the first of them makes.
fn trials(recorded: Figures) -> Vec<Trial> {
    let shared = Arc::new((recorded, OnceLock::new()));
    let trial = |stage: &'static str| {
        let shared = Arc::clone(&shared);
        Trial::test(stage, move || {
            let (recorded, counted) = &*shared;
            let counted = counted.get_or_init(counts).as_ref()?;
            compare(stage, counted[stage], recorded.stages.get(stage).copied())
        })
    };
    STAGES.into_iter().map(trial).collect()
}

/// The only trial when the figures are to be recorded.
fn record() -> Trial {
    Trial::test("record", || {
        let figures = Figures { compiler: compiler(), stages: counts()? };
        fs::write(project(FIGURES), toml::to_string(&figures)?)?;
        Ok(())
    })
}

fn recorded() -> Figures {
    let text = fs::read_to_string(project(FIGURES)).expect("the figures");
    toml::from_str(&text).expect("figures")
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether a count is near enough to what was recorded for its stage.
fn compare(stage: &str, now: u64, recorded: Option<u64>) -> Result<(), Failed> {
    let record = format!("`{UPDATE}=1 cargo test --test instructions` records it");
    let Some(before) = recorded else {
        return Err(format!("`{stage}` takes {now} instructions; {record}").into());
    };
    let part = |percent: u64| before / 100 * percent;
    let what = match now {
        now if now > part(100 + TOLERANCE) => {
            "more: make it cheaper, or say in the commit why it is dearer"
        }
        now if now < part(100 - TOLERANCE) => "fewer",
        _ => {
            println!("{stage}: {now} instructions, {before} recorded");
            return Ok(());
        }
    };
    Err(format!("`{stage}` takes {now} instructions, {before} were recorded, {what}; {record}")
        .into())
}

/// Runs this program under callgrind, and gives back how many instructions each stage took.
fn counts() -> Result<BTreeMap<String, u64>, String> {
    let folder = TempDir::new().map_err(|error| error.to_string())?;
    let root = folder.path().join("plan");
    plans::write(&root, SIZE);
    let (out, own) = (folder.path().join("counts"), env::current_exe());
    let ran = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet", "--compress-strings=no", "--compress-pos=no"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(own.map_err(|error| error.to_string())?)
        .env(COUNTED, &root)
        .output()
        .map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    if !ran.status.success() {
        return Err(told);
    }
    let calls = fs::read_to_string(out).map_err(|error| error.to_string())?;
    let count = |stage: &str| {
        let count = count(&calls, stage).ok_or(format!("`{stage}` was not counted: {told}"))?;
        Ok((stage.to_owned(), count))
    };
    STAGES.into_iter().map(count).collect()
}

/// What the call of a stage took, and all that was called in it. Callgrind writes the name of what
/// was called, how often and where that is, and from where it was called with what it took.
fn count(calls: &str, stage: &str) -> Option<u64> {
    let name = format!("::counted_{stage}");
    let mut lines = calls.lines();
    lines.find(|line| line.starts_with("cfn=") && line.ends_with(&name))?;
    lines.nth(1)?.split(' ').nth(1)?.parse().ok()
}

/// What is counted. Everything is done once before, so that what is made when it is first needed
/// is in no stage.
fn work(root: &Path) {
    // Callgrind counts in this thread alone.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("a pool");
    let root = root.to_owned().try_into().expect("UTF-8");
    let request = Request { root, today: None, drafts: Drafts::Left };
    let inputs = load::inputs(load::settings(&request), &request).expect("a plan");
    let site = Site::new(inputs);
    assert!(!site.has_errors());
    counted_parse(site.inputs());
    counted_render(&site);
}

#[inline(never)]
fn counted_parse(inputs: &Inputs) {
    for (id, path) in &*inputs.documents {
        black_box(parse::document(inputs.sources.get(*id), path, &inputs.config));
    }
}

#[inline(never)]
fn counted_render(site: &Site) {
    for route in site.view().routes() {
        black_box(site.render(*route).expect("a page"));
    }
}
