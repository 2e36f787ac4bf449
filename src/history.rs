//! Asks version control when each document was changed, and what it said before.
//!
//! The main line is followed: of a branch that was merged, the day on which it was merged counts,
//! since then everybody could read it. One pass over the log tells of all files, and one more
//! process hands out the texts. Where there is no git, no history, or only a part of one, nothing
//! is said: a wrong day is worse than none.

#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::calendar::Date;
use crate::past::{Commit, Edit};

/// What a commit begins with in the log; nothing else in it does.
const COMMIT: char = '\u{1}';

/// What is a document.
const DOCUMENTS: [&str; 3] = [":(icase)*.md", ":(icase)*.markdown", ":(icase)*.mdx"];

/// Bytes of former texts that are read in one run, the newest first. What came before is unknown.
const MOST: usize = 32 * 1024 * 1024;

/// Whether it is worth asking git, which takes longer to start than a small site to be read: a
/// folder above has a `.git`, or the environment names a repository.
fn may_be_in_one(folder: &Utf8Path) -> bool {
    std::env::var_os("GIT_DIR").is_some()
        || folder.canonicalize().is_ok_and(|it| it.ancestors().any(|it| it.join(".git").exists()))
}

/// The repository that a folder lies in.
pub struct Repository {
    folder: Utf8PathBuf,
    head: String,
    /// Where git keeps what belongs to this copy of the repository alone.
    memory: Utf8PathBuf,
}

impl Repository {
    /// The repository of `folder`, if the folder lies in one with a whole history.
    #[must_use]
    pub fn open(folder: &Utf8Path) -> Option<Self> {
        if !may_be_in_one(folder) {
            return None;
        }
        let words = ["rev-parse", "--is-shallow-repository", "--show-prefix"];
        let place = ["--git-path", "quarterdeck", "HEAD"];
        let answer = ask(folder, &[&words[..], &place[..]].concat())?;
        let answer = String::from_utf8(answer).ok()?;
        let mut lines = answer.lines();
        // The log of a shallow copy says that everything was made in its first commit.
        lines.next().filter(|shallow| *shallow == "false")?;
        let prefix = blake3::hash(lines.next()?.as_bytes()).to_hex();
        let memory = folder.join(lines.next()?).join(format!("{}.json", &prefix[..16]));
        let head = lines.next()?.to_owned();
        Some(Self { folder: folder.to_owned(), head, memory })
    }

    /// The commit that is checked out.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The commits of the main line after `since`, or all, the oldest first. `None` when `since`
    /// is not on it.
    #[must_use]
    pub fn commits(&self, since: &str) -> Option<Vec<Commit>> {
        if since == self.head {
            return Some(Vec::new());
        }
        let mut range = self.head.clone();
        if !since.is_empty() {
            range = format!("{since}..{}", self.head);
            let line = ["rev-list", "--first-parent", "--parents", range.as_str()];
            let line = String::from_utf8(ask(&self.folder, &line)?).ok()?;
            let first = line.lines().last()?.split(' ').nth(1);
            first.filter(|parent| *parent == since)?;
        }
        let line = ["-c", "log.showSignature=false", "log", "--first-parent", "-m"];
        let form = ["--format=%x01%cs", "--raw", "--no-abbrev", "-z", "-M", "-l200", "--relative"];
        let log = [&line[..], &form[..], &[&range, "--"], &DOCUMENTS[..]].concat();
        let log = ask(&self.folder, &log)?;
        Some(read(&String::from_utf8_lossy(&log)))
    }

    /// The files that differ from their last commit.
    #[must_use]
    pub fn modified(&self) -> BTreeSet<String> {
        let words = ["diff", "--name-only", "--no-renames", "--relative", "-z", "HEAD", "--"];
        let paths = ask(&self.folder, &[&words[..], &DOCUMENTS[..]].concat()).unwrap_or_default();
        let paths = paths.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        paths.map(|path| String::from_utf8_lossy(path).into_owned()).collect()
    }

    /// The texts of these names, as many as are reasonable. What is no text is left out.
    #[must_use]
    pub fn texts(&self, names: &[String]) -> HashMap<String, Arc<str>> {
        if names.is_empty() {
            return HashMap::new();
        }
        self.hand_out(names).unwrap_or_default()
    }

    fn hand_out(&self, names: &[String]) -> Option<HashMap<String, Arc<str>>> {
        let mut git = git(&self.folder, &["cat-file", "--batch"]);
        let mut git = git.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        let (mut asks, answers) = (git.stdin.take()?, git.stdout.take()?);
        let texts = std::thread::scope(|scope| {
            // It answers while it is asked: one of the two has to be done elsewhere.
            scope.spawn(move || names.iter().try_for_each(|name| writeln!(asks, "{name}")));
            let mut answers = BufReader::new(answers);
            let mut texts = HashMap::new();
            let mut left = MOST;
            for name in names {
                let Some(bytes) = answer(&mut answers, &mut left) else { break };
                if let Ok(text) = String::from_utf8(bytes) {
                    texts.insert(name.clone(), text.into());
                }
            }
            texts
        });
        // There may be more answers than are wanted.
        let _ = git.kill();
        let _ = git.wait();
        Some(texts)
    }

    /// What was kept in this copy of the repository.
    #[must_use]
    pub fn remembered(&self) -> Option<Vec<u8>> {
        fs::read(&self.memory).ok()
    }

    /// Keeps something in this copy of the repository. Where that cannot be, the next run has more
    /// to do.
    pub fn remember(&self, bytes: &[u8]) {
        let beside = self.memory.with_extension(format!("{}.tmp", std::process::id()));
        let folder = self.memory.parent().unwrap_or(&self.folder);
        let kept = fs::create_dir_all(folder)
            .and_then(|()| fs::write(&beside, bytes))
            .and_then(|()| fs::rename(&beside, &self.memory));
        if kept.is_err() {
            let _ = fs::remove_file(&beside);
        }
    }
}

/// The next answer of git: a text; empty when there is none of the name. `None` when it has ended,
/// or when `left` bytes are not enough.
fn answer(answers: &mut impl BufRead, left: &mut usize) -> Option<Vec<u8>> {
    let mut line = String::new();
    answers.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let Some(size) = line.trim_end().split(' ').nth(2) else { return Some(Vec::new()) };
    let size: usize = size.parse().ok()?;
    *left = left.checked_sub(size)?;
    // A line break follows.
    let mut bytes = vec![0; size + 1];
    answers.read_exact(&mut bytes).ok()?;
    bytes.pop();
    Some(bytes)
}

fn git(folder: &Utf8Path, words: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(words).stderr(Stdio::null());
    // Neither is anything fetched that is not here, nor is anything written.
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_OPTIONAL_LOCKS", "0");
    git
}

fn ask(folder: &Utf8Path, words: &[&str]) -> Option<Vec<u8>> {
    let output = git(folder, words).stdin(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// The commits of a log, the oldest first.
fn read(log: &str) -> Vec<Commit> {
    let mut commits: Vec<Commit> = Vec::new();
    let mut parts = log.split('\0').map(|part| part.trim_start_matches('\n'));
    while let Some(part) = parts.next() {
        if let Some(day) = part.strip_prefix(COMMIT) {
            let day = Date::parse(day.trim());
            commits.extend(day.map(|day| Commit { day, edits: Vec::new() }));
        } else if let Some(change) = part.strip_prefix(':') {
            let mut path = || parts.next().unwrap_or_default().to_owned();
            let mut words = change.split(' ').skip(3);
            let text = words.next().unwrap_or_default().to_owned();
            let edit = match words.next().and_then(|kind| kind.chars().next()) {
                Some('D') => Edit::Deleted { path: path() },
                Some('R') => Edit::Moved { from: path(), path: path(), text },
                Some('C') => {
                    let _from = path();
                    Edit::Written { path: path(), text }
                }
                _ => Edit::Written { path: path(), text },
            };
            if let Some(commit) = commits.last_mut() {
                commit.edits.push(edit);
            }
        }
    }
    commits.reverse();
    commits
}

#[cfg(test)]
mod tests {
    use super::{answer, read};
    use crate::past::Edit;

    #[test]
    fn a_log_is_read_from_its_end() {
        let log = "\u{1}2020-09-02\0\n:100644 100644 a1 b2 M\0okrs/q2.md\0:100644 100644 c c R086\0old name.md\0a b.md\0\u{1}2020-08-01\0\n:000000 100644 0 a1 A\0okrs/q2.md\0:100644 000000 d4 0 D\0gone.md\0";
        let commits = read(log);
        let days: Vec<String> = commits.iter().map(|commit| commit.day.to_string()).collect();
        assert_eq!(days, ["2020-08-01", "2020-09-02"]);
        let written =
            |path: &str, text: &str| Edit::Written { path: path.into(), text: text.into() };
        assert_eq!(
            commits[0].edits,
            [written("okrs/q2.md", "a1"), Edit::Deleted { path: "gone.md".into() }]
        );
        let moved =
            Edit::Moved { from: "old name.md".into(), path: "a b.md".into(), text: "c".into() };
        assert_eq!(commits[1].edits, [written("okrs/q2.md", "b2"), moved]);
    }

    #[test]
    fn texts_are_handed_out_until_it_is_enough() {
        let mut answers = &b"a1 blob 3\none\nb2 missing\nc3 blob 5\nthree\n"[..];
        let mut left = 7;
        assert_eq!(answer(&mut answers, &mut left), Some(b"one".to_vec()));
        assert_eq!(answer(&mut answers, &mut left), Some(Vec::new()));
        assert_eq!(answer(&mut answers, &mut left), None);
    }
}
