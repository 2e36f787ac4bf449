//! What is taken over from an earlier build is what would have been made.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use quarterdeck::calendar::Date;
use quarterdeck::config;
use quarterdeck::output::{Fingerprint, OutputPath, Take};
use quarterdeck::site::{Drafts, Indexing, Inputs, Site, Unwatched};
use quarterdeck::source::{SourcePath, Sources};

use crate::support::TODAY;
use crate::words;

/// A file, and what it follows from where that is known.
type Made = (Option<Fingerprint>, Vec<u8>);

/// The files of a build, each with what it follows from, and the names of those that were made.
#[derive(Default)]
struct Build {
    earlier: BTreeMap<String, Made>,
    files: Mutex<BTreeMap<String, Made>>,
    made: Mutex<BTreeSet<String>>,
}

impl Take for Build {
    fn has(&self, path: &OutputPath, of: Fingerprint) -> bool {
        let known = self.earlier.get(path.as_str()).filter(|(known, _)| *known == Some(of));
        let Some(known) = known else { return false };
        self.files.lock().unwrap().insert(path.to_string(), known.clone());
        true
    }

    fn take(&self, path: OutputPath, bytes: &[u8], of: Option<Fingerprint>) {
        self.files.lock().unwrap().insert(path.to_string(), (of, bytes.to_vec()));
        self.made.lock().unwrap().insert(path.to_string());
    }
}

impl Build {
    /// A build of `plan` after an `earlier` one.
    fn of(plan: &Plan, earlier: &Self) -> Self {
        let earlier = earlier.files.lock().unwrap().clone();
        let build = Self { earlier, ..Self::default() };
        plan.site().each(&Unwatched, &build).unwrap();
        build
    }

    fn bytes(&self) -> BTreeMap<String, Vec<u8>> {
        let files = self.files.lock().unwrap();
        files.iter().map(|(path, (_, bytes))| (path.clone(), bytes.clone())).collect()
    }
}

/// Who holds something, and its words.
type Held = (usize, String);

/// A plan of two quarters and a roadmap: words that change, and who holds what.
#[derive(Clone, Debug)]
struct Plan {
    title: String,
    year: usize,
    /// Of each objective its owner and words, and of each of its key results the same.
    objectives: Vec<(Held, Vec<Held>)>,
    items: Vec<Held>,
}

const OWNERS: [&str; 5] = ["Ann", "Ben", "Product", "Web", "Sales"];

impl Plan {
    fn documents(&self) -> Vec<(String, String)> {
        let mut quarters = [String::new(), String::new()];
        for (at, ((owner, words), key_results)) in self.objectives.iter().enumerate() {
            let text = &mut quarters[at % 2];
            let _ = writeln!(text, "1. **{}: Objective {words} {at}.**", OWNERS[*owner]);
            for (owner, words) in key_results {
                let _ = writeln!(text, "   - @{}: Sell {words}. => Sold 4.", OWNERS[*owner]);
            }
        }
        let items = self.items.iter().map(|(owner, words)| {
            format!("- **Item {words}** — Owner: {}, Due: 2020-08-01\n", OWNERS[*owner])
        });
        let year = 2020 + self.year;
        vec![
            ("okrs/one.md".to_owned(), format!("# 2020-Q2 OKRs\n\n{}", quarters[0])),
            ("okrs/two.md".to_owned(), format!("# {year}-Q3 OKRs\n\n{}", quarters[1])),
            (
                "roadmap.md".to_owned(),
                format!("# Roadmap\n\n## Now\n\n{}", items.collect::<String>()),
            ),
        ]
    }

    fn site(&self) -> Site {
        let mut sources = Sources::new();
        let settings = format!(
            "title = \"{}\"\nbase_url = \"https://plan.example/\"\n\
             [[teams]]\nname = \"Product\"\nowners = [\"Ann\", \"Web\"]\n",
            self.title
        );
        let file = sources.add(SourcePath::new("quarterdeck.toml"), settings);
        let (config, found) = config::read(Some(sources.get(file)));
        assert!(found.is_empty(), "{found:?}");
        let documents = self.documents().into_iter().map(|(path, text)| {
            (sources.add(SourcePath::new(&format!("content/{path}")), text), SourcePath::new(&path))
        });
        let documents = documents.collect();
        Site::new(Inputs {
            sources,
            config: config.into(),
            documents,
            templates: Vec::new(),
            strings: Vec::new(),
            content_files: Arc::default(),
            static_files: Arc::default(),
            history: Arc::default(),
            today: Date::parse(TODAY).unwrap(),
            drafts: Drafts::Left,
            indexing: Indexing::Left,
            diagnostics: Vec::new(),
        })
    }
}

fn plans() -> impl Strategy<Value = Plan> {
    let word = || prop::sample::select(vec!["boxes", "shops", "10 pens", "20 pens", "more"]);
    let word = move || word().prop_map(str::to_owned);
    let held = move || (0..OWNERS.len(), word());
    let objective = (held(), prop::collection::vec(held(), 0..3));
    let parts = (prop::collection::vec(objective, 1..5), prop::collection::vec(held(), 0..3));
    (prop::sample::select(vec!["One", "Two"]), 0..2usize, parts).prop_map(
        |(title, year, (objectives, items))| Plan {
            title: title.to_owned(),
            year,
            objectives,
            items,
        },
    )
}

/// A plan, and the same with one thing changed.
fn edited() -> impl Strategy<Value = (Plan, Plan)> {
    (plans(), plans(), 0..6u8).prop_map(|(plan, other, what)| {
        let mut new = plan.clone();
        let (last, one) = (new.objectives.last_mut().unwrap(), &other.objectives[0]);
        match what {
            0 => new.title = other.title,
            1 => new.year = other.year,
            2 => last.0.1.clone_from(&one.0.1),
            3 => last.1.clone_from(&one.1),
            4 => last.0.0 = one.0.0,
            _ => new.items = other.items,
        }
        (plan, new)
    })
}

proptest! {
    #![proptest_config(words::config())]

    #[test]
    fn what_is_taken_over_is_what_would_be_made((old, new) in edited()) {
        let nothing = Build::default();
        let warm = Build::of(&new, &Build::of(&old, &nothing));
        let cold = Build::of(&new, &nothing);
        let (warm, cold) = (warm.bytes(), cold.bytes());
        prop_assert_eq!(warm.keys().collect::<Vec<_>>(), cold.keys().collect::<Vec<_>>());
        for (path, bytes) in &cold {
            prop_assert!(warm[path] == *bytes, "{} of {:?}, before {:?}", path, new, old);
        }
    }
}

#[test]
fn data_and_feeds_of_those_whom_an_edit_does_not_concern_are_not_made_again() {
    let held = |owner| (owner, "boxes".to_owned());
    let old = Plan {
        title: "One".to_owned(),
        year: 0,
        objectives: vec![
            ((0, "pens".to_owned()), vec![held(0), held(1)]),
            ((2, "shops".to_owned()), vec![held(2)]),
            ((4, "more".to_owned()), vec![held(4)]),
        ],
        items: vec![held(3)],
    };
    let mut new = old.clone();
    new.objectives[0].0.1 = "crayons".to_owned();
    let first = Build::of(&old, &Build::default());
    let made = Build::of(&new, &first).made.into_inner().unwrap();
    let files = |owner: &str| {
        ["api/v1/owners/OWNER.json", "owners/OWNER/feed.xml"].map(|it| it.replace("OWNER", owner))
    };
    // Ben holds a key result of Ann's objective.
    for file in ["ann", "ben"].iter().flat_map(|it| files(it)) {
        assert!(made.contains(&file), "{file} is old: {made:?}");
    }
    for file in ["sales", "web"].iter().flat_map(|it| files(it)) {
        assert!(!made.contains(&file), "{file} was made again");
        assert!(first.made.lock().unwrap().contains(&file), "there is no {file}");
    }
}
