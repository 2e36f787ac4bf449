//! How well real documents are read: what a careful reader labelled by hand, before the program
//! saw it, against what the program finds.
//!
//! A file of labels has one line for each objective and key result: its line, its kind, its first
//! words, its owners, and where its outcome begins. Those in `tests/labels` are for documents that
//! are other people's; only a few words of each stand there, to find it by. The documents in
//! `tests/documents/labelled` were made up for this, by somebody who had not seen the program, in
//! the dialects of many teams; their labels name the file that each would be.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::pages::project;
use crate::support::{Site, shared};

/// One thing that stands in a document.
type Found = BTreeSet<(usize, String)>;

/// What is compared.
#[derive(Clone, Debug, Default)]
struct Labels {
    objectives: Found,
    key_results: Found,
    owners: Found,
    outcomes: Found,
}

impl Labels {
    /// The same with the words cut to those of the labels that they begin with.
    fn shortened(mut self, labels: &Self) -> Self {
        shorten(&mut self.objectives, &labels.objectives);
        shorten(&mut self.key_results, &labels.key_results);
        shorten(&mut self.outcomes, &labels.outcomes);
        self
    }
}

fn shorten(found: &mut Found, labels: &Found) {
    let label = |line: usize, words: &str| {
        let mut here = labels.range((line, String::new())..(line + 1, String::new()));
        here.find(|(_, label)| words.starts_with(label.as_str())).cloned()
    };
    *found = std::mem::take(found)
        .into_iter()
        .map(|(line, words)| label(line, &words).unwrap_or((line, words)))
        .collect();
}

/// How many things were found rightly, wrongly, and not at all.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn of(expected: &Found, found: &Found) -> Self {
        let right = expected.intersection(found).count();
        Self { right, wrong: found.len() - right, missed: expected.len() - right }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            wrong: self.wrong + other.wrong,
            missed: self.missed + other.missed,
        }
    }

    fn f1(self) -> f64 {
        let twice = 2.0 * count(self.right);
        let all = twice + count(self.wrong + self.missed);
        if all == 0.0 { 1.0 } else { twice / all }
    }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

#[test]
fn real_documents_are_read_as_a_careful_reader_labelled_them() {
    let Some(shared) = shared() else { return };
    let root = project("tests/labels");
    let score = score(&root, &|name, _| {
        let file = document(&shared, name);
        let path = format!("okrs/{}", file.file_name().unwrap().to_str().unwrap());
        (file, path)
    });
    score.holds(28, [0.99, 0.99, 0.97, 0.97]);
}

#[test]
fn made_up_documents_of_many_dialects_are_read_as_they_were_meant() {
    let root = project("tests/documents/labelled");
    let score = score(&root, &|name, labels| {
        let file = PathBuf::from(format!("{}.md", root.join(name).display()));
        let named = labels.lines().find_map(|line| line.strip_prefix("# file: ")).unwrap();
        let path = named.trim().trim_end_matches(".mdx").trim_end_matches(".md");
        (file, format!("{path}.md"))
    });
    score.holds(103, [0.99, 0.99, 0.98, 0.95]);
}

/// How well the documents under a folder of labels are read, and what differs.
struct Score {
    documents: usize,
    total: [Tally; 4],
    report: String,
}

impl Score {
    fn holds(&self, documents: usize, least: [f64; 4]) {
        let figures: Vec<String> = self
            .total
            .iter()
            .zip(KINDS)
            .map(|(it, kind)| format!("{kind} {:.4}", it.f1()))
            .collect();
        println!("{}\n{} documents, F1: {}", self.report, self.documents, figures.join(", "));
        assert!(self.documents >= documents, "{} documents are labelled", self.documents);
        for ((tally, least), kind) in self.total.iter().zip(least).zip(KINDS) {
            assert!(tally.f1() >= least, "{kind}: {tally:?}\n{}", self.report);
        }
    }
}

/// Reads every labelled document; `find` tells its file and its path within the content folder.
fn score(root: &Path, find: &dyn Fn(&Path, &str) -> (PathBuf, String)) -> Score {
    let mut score = Score { documents: 0, total: [Tally::default(); 4], report: String::new() };
    // Those of roadmaps have a test of their own.
    let of_okrs = |it: &walkdir::DirEntry| it.file_name() != "roadmaps";
    for entry in walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(of_okrs) {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "labels") {
            continue;
        }
        let name = path.strip_prefix(root).unwrap().with_extension("");
        let labels = std::fs::read_to_string(&path).unwrap();
        let expected = labelled(&labels);
        let (file, place) = find(&name, &labels);
        let found = read(&file, &place).shortened(&expected);
        score.documents += 1;
        for (kind, (expected, found)) in pairs(&expected, &found).into_iter().enumerate() {
            score.total[kind] = score.total[kind].plus(Tally::of(expected, found));
            for (mark, (line, words)) in differences(expected, found) {
                let (kind, name) = (KINDS[kind], name.display());
                writeln!(score.report, "{mark} {kind} {name}:{line} {words}").unwrap();
            }
        }
    }
    score
}

const KINDS: [&str; 4] = ["objective", "key-result", "owner", "outcome"];

fn pairs<'a>(expected: &'a Labels, found: &'a Labels) -> [(&'a Found, &'a Found); 4] {
    [
        (&expected.objectives, &found.objectives),
        (&expected.key_results, &found.key_results),
        (&expected.owners, &found.owners),
        (&expected.outcomes, &found.outcomes),
    ]
}

fn differences<'a>(expected: &'a Found, found: &'a Found) -> Vec<(char, &'a (usize, String))> {
    let missed = expected.difference(found).map(|it| ('-', it));
    let wrong = found.difference(expected).map(|it| ('+', it));
    let mut all: Vec<_> = missed.chain(wrong).collect();
    all.sort_by_key(|(mark, (line, _))| (*line, *mark));
    all
}

/// The document that a file of labels is about.
fn document(shared: &Path, name: &Path) -> std::path::PathBuf {
    if name == Path::new("seed") {
        return shared.join("seed/fy21-q2-okrs.md");
    }
    let mut path = shared.join("corpus/okrs").join(name).into_os_string();
    path.push(".md");
    path.into()
}

fn labelled(text: &str) -> Labels {
    let mut labels = Labels::default();
    for record in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let columns: Vec<&str> = record.split(" | ").map(str::trim).collect();
        let column = |at: usize| columns.get(at).copied().unwrap_or_default();
        let line: usize = column(0).parse().unwrap_or_else(|_| panic!("no line: {record}"));
        let words = key(column(2));
        match column(1) {
            "objective" => labels.objectives.insert((line, words)),
            "key result" => labels.key_results.insert((line, words)),
            other => panic!("`{other}` is no kind: {record}"),
        };
        for owner in column(3).split(';').filter(|owner| !owner.trim().is_empty()) {
            labels.owners.insert((line, key(owner)));
        }
        if !column(4).is_empty() {
            labels.outcomes.insert((line, key(column(5))));
        }
    }
    labels
}

/// What the program finds in a document.
fn read(file: &Path, path: &str) -> Labels {
    let site = Site::new();
    let document = format!("content/{path}");
    site.write(&document, std::fs::read(file).unwrap());
    let outline = site.outline(&document);
    let mut labels = Labels::default();
    for objective in list(&outline["objectives"]) {
        labels.objectives.insert((line(objective), key(text(&objective["title"]))));
        add(&mut labels, objective);
        for key_result in list(&objective["key_results"]) {
            labels.key_results.insert((line(key_result), key(text(&key_result["text"]))));
            add(&mut labels, key_result);
        }
    }
    labels
}

fn add(labels: &mut Labels, found: &Value) {
    for owner in list(&found["owners"]) {
        labels.owners.insert((line(found), key(text(owner))));
    }
    if let Some(outcome) = found["outcome"].as_str() {
        labels.outcomes.insert((line(found), key(outcome)));
    }
}

/// The letters and digits of the first words, by which two texts are compared.
fn key(words: &str) -> String {
    let plain = words.to_lowercase();
    plain.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

fn line(value: &Value) -> usize {
    usize::try_from(value["line"].as_u64().unwrap()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}
