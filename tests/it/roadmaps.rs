//! How well roadmaps are read: items, dates and states that a careful reader labelled by hand,
//! before the program saw the documents, against what the program finds.
//!
//! A file of labels has one line for each item: its line, its first words, the days it is due (one
//! day, or the first and the last), and its state. Those in `tests/labels/roadmaps` are for
//! documents that are other people's; those in `tests/documents/roadmaps` were made up for this.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::pages::project;
use crate::support::{Site, shared};

type Found = BTreeSet<(usize, String)>;

/// Items, dates and states, each with its line.
type Labels = [Found; 3];

const KINDS: [&str; 3] = ["item", "date", "state"];

#[test]
fn real_roadmaps_are_read_as_a_careful_reader_labelled_them() {
    let Some(shared) = shared() else { return };
    let score = score("tests/labels/roadmaps", &|name| {
        shared.join("corpus/roadmaps").join(name).with_extension("md")
    });
    score.holds(7, 0.97);
}

#[test]
fn made_up_roadmaps_of_many_dialects_are_read_as_they_were_meant() {
    let root = project("tests/documents/roadmaps");
    let score = score("tests/documents/roadmaps", &|name| root.join(name).with_extension("md"));
    score.holds(10, 0.97);
}

/// What was found rightly, wrongly and not at all, by kind.
struct Score {
    documents: usize,
    total: [(usize, usize, usize); 3],
    report: String,
}

impl Score {
    fn holds(&self, documents: usize, least: f64) {
        println!("{}\n{} documents: {:?}", self.report, self.documents, self.total);
        assert!(self.documents >= documents, "{} documents are labelled", self.documents);
        for ((right, wrong, missed), kind) in self.total.into_iter().zip(KINDS) {
            let count = |number: usize| f64::from(u32::try_from(number).unwrap());
            let f1 = count(2 * right) / count(2 * right + wrong + missed).max(1.0);
            assert!(f1 >= least, "{kind}: {f1}\n{}", self.report);
        }
    }
}

fn score(labels: &str, file: &dyn Fn(&Path) -> std::path::PathBuf) -> Score {
    let root = project(labels);
    let mut score = Score { documents: 0, total: [(0, 0, 0); 3], report: String::new() };
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "labels") {
            continue;
        }
        let name = path.strip_prefix(&root).unwrap();
        let expected = labelled(&std::fs::read_to_string(&path).unwrap());
        let found = read(&file(name), &expected);
        score.documents += 1;
        for (kind, (expected, found)) in expected.iter().zip(&found).enumerate() {
            let total = &mut score.total[kind];
            let right = expected.intersection(found).count();
            *total =
                (total.0 + right, total.1 + found.len() - right, total.2 + expected.len() - right);
            for (mark, set, other) in [('-', expected, found), ('+', found, expected)] {
                for (line, words) in set.difference(other) {
                    let (name, kind) = (name.display(), KINDS[kind]);
                    writeln!(score.report, "{mark} {kind} {name}:{line} {words}").unwrap();
                }
            }
        }
    }
    score
}

fn labelled(text: &str) -> Labels {
    let mut labels = Labels::default();
    for record in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let columns: Vec<&str> = record.split('|').map(str::trim).collect();
        let line: usize = columns[0].parse().unwrap_or_else(|_| panic!("no line: {record}"));
        let words = key(columns[1]);
        labels[0].insert((line, words.clone()));
        for (kind, column) in [(1, 2), (2, 3)] {
            if let Some(value) = columns.get(column).filter(|value| !value.is_empty()) {
                labels[kind].insert((line, format!("{words} {value}")));
            }
        }
    }
    labels
}

/// What the program finds, its titles cut to the words of the labels that they begin with.
fn read(file: &Path, labels: &Labels) -> Labels {
    let site = Site::new();
    let document = "content/roadmap/plan.md";
    site.write(document, std::fs::read(file).unwrap());
    let outline = site.outline(document);
    let mut found = Labels::default();
    for item in outline["items"].as_array().unwrap() {
        let line = usize::try_from(item["line"].as_u64().unwrap()).unwrap();
        let title = key(item["title"].as_str().unwrap());
        let label = labels[0].iter().find(|(at, words)| *at == line && title.starts_with(words));
        let title = label.map_or(title.as_str(), |(_, words)| words).to_owned();
        if let Some(due) = days(&item["due"]) {
            found[1].insert((line, format!("{title} {due}")));
        }
        if let Some(state) = item["status"].as_str() {
            found[2].insert((line, format!("{title} {state}")));
        }
        found[0].insert((line, title));
    }
    found
}

fn days(due: &Value) -> Option<String> {
    let (from, to) = (due["from"].as_str()?, due["to"].as_str()?);
    Some(if from == to { from.to_owned() } else { format!("{from}..{to}") })
}

fn key(words: &str) -> String {
    words.to_lowercase().chars().filter(|sign| sign.is_alphanumeric()).collect()
}
