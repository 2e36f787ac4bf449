//! Asks version control when each file was changed.
//!
//! One pass over the log tells of all files. Where there is no git, no history, or only a part of
//! one, nothing is said: a wrong day is worse than none.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use camino::Utf8Path;

use crate::calendar::Date;

/// What a commit begins with in the log; no path begins so.
const COMMIT: char = '\u{1}';

/// The last day on which each file in `folder` was changed, by its path relative to `folder`.
#[must_use]
pub fn changes(folder: &Utf8Path) -> BTreeMap<String, Date> {
    let ask = |words: &[&str]| -> Option<Vec<u8>> {
        let mut git = Command::new("git");
        git.arg("-C").arg(folder).args(words);
        let output = git.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        output.status.success().then_some(output.stdout)
    };
    // The log of a shallow copy says that everything was made in its first commit.
    let whole = ask(&["rev-parse", "--is-shallow-repository"]);
    if whole.is_none_or(|answer| answer.trim_ascii() != b"false") {
        return BTreeMap::new();
    }
    let log = ask(&["log", "--format=%x01%cs", "--name-only", "--relative", "-z", "--", "."]);
    log.map_or_else(BTreeMap::new, |log| read(&String::from_utf8_lossy(&log)))
}

/// The first day that the log tells of each file, which is the last on which it was changed.
fn read(log: &str) -> BTreeMap<String, Date> {
    let mut changes = BTreeMap::new();
    let mut day = None;
    for part in log.split('\0').map(|part| part.trim_start_matches('\n')) {
        match part.strip_prefix(COMMIT) {
            Some(date) => day = Date::parse(date.trim()),
            None => {
                if let Some(day) = day.filter(|_| !part.is_empty()) {
                    changes.entry(part.to_owned()).or_insert(day);
                }
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_newest_commit_of_each_file_counts() {
        let log = "\u{1}2020-09-02\0\nokrs/q2.md\0a b.md\0\u{1}2020-08-01\0\nokrs/q2.md\0old.md\0";
        let changes = read(log);
        let told: Vec<String> = changes.iter().map(|(path, day)| format!("{path} {day}")).collect();
        assert_eq!(told, ["a b.md 2020-09-02", "okrs/q2.md 2020-09-02", "old.md 2020-08-01"]);
    }
}
