//! How long a build takes as a whole process, beside the least that it could take: reading the
//! same documents, making plain HTML of them, and writing as many files with as many bytes.
//!
//! `cargo bench --bench building` measures the sample and two generated plans; words after `--`
//! choose among `sample`, `medium` and `large`. Every figure is taken `RUNS` times in turn, those of
//! the large plan once, and the median is printed; ratios are those of one run. The large plan takes
//! 7 GB of disk.

#![expect(clippy::disallowed_methods, reason = "a benchmark knows the clock and the disk")]

#[path = "support/plans.rs"]
mod plans;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use plans::Size;
use rayon::prelude::*;
use tempfile::TempDir;

/// How often each figure is taken; those of the large plan are taken once.
const RUNS: usize = 3;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["floor", content, list, output] => floor(content.as_ref(), list.as_ref(), output.as_ref()),
        ["write", size, folder] => plans::write(folder.as_ref(), size_of(size)),
        asked => compare(asked),
    }
}

fn size_of(name: &str) -> Size {
    if name == "large" { Size::LARGE } else { Size::MEDIUM }
}

/// A site, and an edit that is made to it.
struct Subject {
    root: PathBuf,
    document: PathBuf,
}

fn compare(asked: &[&str]) {
    let wanted = |name: &str| asked.is_empty() || asked.contains(&name);
    println!(
        "{:<8} {:>7} {:>7} {:>8} {:>8} {:>10} {:>9} {:>9} {:>8} {:>8} {:>8}",
        "site",
        "files",
        "MB",
        "floor s",
        "cold s",
        "cold/floor",
        "none/cold",
        "edit/cold",
        "none wr.",
        "edit wr.",
        "peak MB"
    );
    let folders =
        ["sample", "medium", "large"].map(|name| (name, TempDir::new().expect("a folder")));
    for (name, folder) in folders.iter().filter(|(name, _)| wanted(name)) {
        let root = folder.path().join(name);
        measure(name, &subject(name, &root), folder.path());
    }
}

fn subject(name: &str, root: &Path) -> Subject {
    if name != "sample" {
        let size = size_of(name);
        plans::write(root, size);
        let document = plans::document_path(size.quarters - 1, size.teams / 2);
        return Subject { root: root.into(), document: root.join(document) };
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(root).expect("a folder");
    for name in ["content", "quarterdeck.toml", "docs"] {
        let status = Command::new("cp").arg("-r").arg(project.join(name)).arg(root).status();
        assert!(status.expect("`cp`").success());
    }
    Subject { root: root.into(), document: root.join("content/okrs/fy21-q3.md") }
}

/// What one process took.
#[derive(Clone, Copy, Default)]
struct Figure {
    seconds: f64,
    peak: f64,
    written: usize,
}

fn measure(name: &str, subject: &Subject, folder: &Path) {
    let (first, list) = (folder.join("first"), folder.join("list"));
    build(subject, &first);
    let (files, megabytes) = write_list(&first, &list);
    let (mut floors, mut colds, mut nones, mut edits) = (vec![], vec![], vec![], vec![]);
    let text = fs::read_to_string(&subject.document).expect("a document");
    // Nothing is deleted before the end: file systems take their time to make files where others
    // have just been deleted.
    let runs = if name == "large" { 1 } else { RUNS };
    for run in 0..runs {
        let (output, other) = (folder.join(format!("output-{run}")), folder.join(format!("{run}")));
        floors.push(floor_of(subject, &list, &other));
        colds.push(build(subject, &output));
        nones.push(build(subject, &output));
        fs::write(&subject.document, edited(&text, run)).expect("a file");
        edits.push(build(subject, &output));
        fs::write(&subject.document, &text).expect("a file");
    }
    let [floor, cold, none, edit] = [floors, colds, nones, edits].map(|all| median(&all));
    println!(
        "{name:<8} {files:>7} {:>7.1} {:>8.3} {:>8.3} {:>10.2} {:>9.2} {:>9.2} {:>8} {:>8} {:>8.0}",
        megabytes,
        floor.seconds,
        cold.seconds,
        cold.seconds / floor.seconds,
        none.seconds / cold.seconds,
        edit.seconds / cold.seconds,
        none.written,
        edit.written,
        cold.peak,
    );
}

/// A document with a word more in the last of its outcomes.
fn edited(text: &str, run: usize) -> String {
    let from = text.rfind("=>").expect("an outcome");
    let line = text[from..].lines().next().unwrap_or_default();
    let outcome = line.trim_end_matches(['\\', ' ']);
    format!("{}{outcome} {run}{}", &text[..from], &text[from + outcome.len()..])
}

fn median(figures: &[Figure]) -> Figure {
    let mut sorted = figures.to_vec();
    sorted.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
    sorted[sorted.len() / 2]
}

fn build(subject: &Subject, output: &Path) -> Figure {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    command.arg("build").arg("--root").arg(&subject.root).arg("--output").arg(output);
    timed(&mut command)
}

fn floor_of(subject: &Subject, list: &Path, output: &Path) -> Figure {
    let own = std::env::current_exe().expect("this program");
    let mut command = Command::new(own);
    timed(command.arg("floor").arg(subject.root.join("content")).arg(list).arg(output))
}

/// Runs `command`; its peak memory is looked at while it runs.
fn timed(command: &mut Command) -> Figure {
    let began = Instant::now();
    let mut child = command.stderr(Stdio::piped()).spawn().expect("the program");
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0.0_f64;
    while child.try_wait().expect("its end").is_none() {
        peak = peak.max(high_water(&status));
        std::thread::sleep(Duration::from_millis(1));
    }
    let seconds = began.elapsed().as_secs_f64();
    let told = child.wait_with_output().expect("its words");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    let before = told.split(" written").next().and_then(|it| it.rsplit(' ').next());
    let written = before.and_then(|it| it.parse().ok()).unwrap_or_default();
    Figure { seconds, peak, written }
}

/// The most memory that a process has had, in megabytes.
fn high_water(status: &Path) -> f64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    let number = line.split_whitespace().nth(1).and_then(|it| it.parse::<f64>().ok());
    number.unwrap_or_default() / 1024.0
}

fn megabytes(bytes: u64) -> f64 {
    // In whole kilobytes, which is exact enough and exactly a float.
    f64::from(u32::try_from(bytes / 1000).unwrap_or(u32::MAX)) / 1000.0
}

/// Writes down the files below `output` with their sizes; how many there are, and their bytes.
fn write_list(output: &Path, list: &Path) -> (usize, f64) {
    let (mut lines, mut bytes, mut folders) = (Vec::new(), 0, vec![output.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let size = entry.metadata().expect("a size").len();
            bytes += size;
            lines.push(format!("{size} {}", path.strip_prefix(output).expect("inside").display()));
        }
    }
    lines.sort();
    fs::write(list, lines.join("\n")).expect("a file");
    (lines.len(), megabytes(bytes))
}

/// Reads all documents, makes HTML of them, and writes the files of `list` with as many bytes.
fn floor(content: &Path, list: &Path, output: &Path) {
    let mut documents = Vec::new();
    let mut folders = vec![content.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.file_type().expect("a type").is_dir() {
                folders.push(entry.path());
            } else {
                documents.push(entry.path());
            }
        }
    }
    let pages: Vec<String> = documents
        .par_iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("a text");
            let mut html = String::with_capacity(text.len() * 3 / 2);
            let options = pulldown_cmark::Options::all();
            pulldown_cmark::html::push_html(
                &mut html,
                pulldown_cmark::Parser::new_ext(&text, options),
            );
            html
        })
        .collect();
    let list = fs::read_to_string(list).expect("a list");
    let files: Vec<(usize, &str)> = list
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(size, path)| (size.parse().expect("a size"), path))
        .collect();
    files.par_iter().enumerate().for_each(|(at, (size, path))| {
        let path = output.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, repeated(pages[at % pages.len()].as_bytes(), *size)).expect("a file");
    });
}

/// As many bytes as are asked for, those of `page` again and again.
fn repeated(page: &[u8], size: usize) -> Vec<u8> {
    let page = if page.is_empty() { b"\n" } else { page };
    let mut bytes = Vec::with_capacity(size + page.len());
    while bytes.len() < size {
        bytes.extend_from_slice(page);
    }
    bytes.truncate(size);
    bytes
}
