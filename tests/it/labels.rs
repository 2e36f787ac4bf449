//! How well real documents are read: what a careful reader labelled by hand, before the program
//! saw it, against what the program finds.
//!
//! `tests/labels` holds one file for each document, one line for each objective and key result:
//! its line, its kind, its first words, its owners, and where its outcome begins. The documents
//! are other people's; only a few words of each stand there, to find it by.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

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
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labels");
    let mut total = [Tally::default(); 4];
    let mut report = String::new();
    let mut documents = 0;
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "labels") {
            continue;
        }
        let name = path.strip_prefix(&root).unwrap().with_extension("");
        let expected = labelled(&std::fs::read_to_string(&path).unwrap());
        let found = read(&document(&shared, &name)).shortened(&expected);
        documents += 1;
        for (kind, (expected, found)) in pairs(&expected, &found).into_iter().enumerate() {
            let tally = Tally::of(expected, found);
            total[kind] = total[kind].plus(tally);
            for (mark, (line, words)) in differences(expected, found) {
                let (kind, name) = (KINDS[kind], name.display());
                writeln!(report, "{mark} {kind} {name}:{line} {words}").unwrap();
            }
        }
    }
    let figures: Vec<String> =
        total.iter().zip(KINDS).map(|(tally, kind)| format!("{kind} {:.4}", tally.f1())).collect();
    println!("{report}\n{documents} documents, F1: {}", figures.join(", "));
    assert!(documents >= 28, "{documents} documents are labelled");
    let least = [0.99, 0.99, 0.97, 0.97];
    for ((tally, least), kind) in total.iter().zip(least).zip(KINDS) {
        assert!(tally.f1() >= least, "{kind}: {tally:?}\n{report}");
    }
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
fn read(file: &Path) -> Labels {
    let site = Site::new();
    let document = format!("content/okrs/{}", file.file_name().unwrap().to_str().unwrap());
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
