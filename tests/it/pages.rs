//! Pages of the documentation whose fenced blocks are files of an example, or what is said of them.
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A fenced block of a page.
#[derive(Clone, Debug)]
pub(crate) struct Fence {
    /// The heading of the second level above it; empty when there is none.
    pub section: String,
    /// The word after the fence, and what follows it: `md` and `content/okrs/q2.md`.
    pub info: (String, String),
    /// What stands in it.
    pub text: String,
    /// The lines of the page that hold the text, from 0.
    pub lines: Range<usize>,
}

/// All fenced blocks of a page.
pub(crate) fn fences(page: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut section = "";
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        section = line.strip_prefix("## ").unwrap_or(section);
        if !line.starts_with("```") {
            continue;
        }
        let info = line.trim_start_matches('`');
        let fence = &line[..line.len() - info.len()];
        let (word, rest) = info.split_once(' ').unwrap_or((info, ""));
        let mut text = String::new();
        let mut end = number + 1;
        for (_, line) in lines.by_ref().take_while(|(_, line)| *line != fence) {
            let _ = writeln!(text, "{line}");
            end += 1;
        }
        let info = (word.to_owned(), rest.to_owned());
        found.push(Fence { section: section.to_owned(), info, text, lines: number + 1..end });
    }
    found
}

/// Compares what a block of the page at `path` says with what is `said`; with `UPDATE_DOCS=1` a
/// block that says something else is written anew.
pub(crate) fn expect(path: &Path, fence: &Fence, said: &str) -> Result<(), String> {
    if fence.text == said {
        return Ok(());
    }
    if !updating() {
        let (path, old) = (path.display(), &fence.text);
        return Err(format!("{path}, line {}:\n{said}but it says\n{old}", fence.lines.start));
    }
    let page = read(path);
    let all: Vec<&str> = page.split_inclusive('\n').collect();
    let (above, below) = (all[..fence.lines.start].concat(), all[fence.lines.end..].concat());
    fs::write(path, format!("{above}{said}{below}")).expect("written");
    Ok(())
}

/// Whether pages are to be written anew.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some_and(|value| value == "1")
}

/// A file or folder of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder that end in `.` and `extension`, sorted.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Writes one file of a site.
pub(crate) fn write(site: &Path, name: &str, bytes: &[u8]) {
    let path = site.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("made");
    fs::write(path, bytes).expect("written");
}

/// What the program prints when it runs with `words` in a site that `fill` has put into an empty
/// folder.
pub(crate) fn run(words: &[&str], fill: impl FnOnce(&Path)) -> String {
    let site = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(site.path().join("content")).expect("made");
    fill(site.path());
    let output = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("quarterdeck"))
        .current_dir(site.path())
        .args(words)
        .args(["--today", "2020-07-07", "--quiet"])
        .output()
        .expect("the program runs");
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(complaint, "", "the program could not run {words:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}
