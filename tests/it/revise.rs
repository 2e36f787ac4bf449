//! A plan that was revised after an edit is the plan of all documents read anew; and ordinary edits
//! are revised.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;
use quarterdeck::config::{self, Config};
use quarterdeck::model::{self, Context, Moved, Plan};
use quarterdeck::parse::{self, Document};
use quarterdeck::source::{SourcePath, Sources};

use crate::preview_edits::TEXTS;

const PLAN: &str = "# 2020-Q3 OKRs\n\nSome [words](../index.md).\n\n\
    1. **Ann: Grow the shop.** {#grow} \\\n   KR: Sell 10 boxes. => Sold 4.\n   KR: Sell [_N<sub>1</sub>_][n1] bags.\n\
    1. **Ben: Open early.** \\\n   KR: Open 2 shops. \\\n   KR: Hire 3 people.\n\n## Notes\n\nNone yet.\n\n[n1]: https://a.test/\n";

const ROADMAP: &str = "# Roadmap\n\n## Now\n\n### Second shop {#second}\n\nOwner: Ann · Due: 2020-09-30 \\\n\
    Supports: [grow](okrs/2020-q3.md#grow)\n\n### Third shop\n\nDepends on: [it](roadmap.md#second)\n";

/// The documents of a plan, of which one is edited.
const OTHERS: [(&str, &str); 4] = [
    (
        "index.md",
        "# Hello\n\nSee [the hiring](okrs/2020-q3.md#kr-hire-3-people) and [notes](okrs/2020-q3.md#notes).\n",
    ),
    ("okrs/2020-q3.md", PLAN),
    ("okrs/company.md", "# 2020-Q3 OKRs\n\n1. **CEO: Lead.** {#lead}\n   1. **Ann: Follow.**\n"),
    ("roadmap.md", ROADMAP),
];

struct Texts {
    sources: Sources,
    config: Config,
    documents: Vec<Arc<Document>>,
}

impl Texts {
    fn of(texts: &[(&str, &str)]) -> Self {
        let mut sources = Sources::new();
        let (config, _) = config::read(None);
        let documents = texts.iter().map(|(path, text)| {
            let id = sources.add(SourcePath::new(path), *text);
            Arc::new(parse::document(sources.get(id), &SourcePath::new(path), &config))
        });
        let documents = documents.collect();
        Self { sources, config, documents }
    }

    fn resolved(&self) -> Plan {
        let files = BTreeSet::new();
        let context = Context { config: &self.config, files: &files };
        model::resolve(self.documents.clone(), &context)
    }

    /// The plan after the document at `path` became `text`: read anew, and revised if it can be.
    fn edited(&mut self, path: &str, text: &str) -> (Plan, Option<(Plan, Moved)>) {
        let before = self.resolved();
        let path = SourcePath::new(path);
        let at = self.documents.iter().position(|it| it.path == path).unwrap();
        let source = self.documents[at].source;
        self.sources.replace(source, text);
        let document = parse::document(self.sources.get(source), &path, &self.config);
        self.documents[at] = Arc::new(document);
        let id = before.document_ids().nth(at).unwrap();
        let files = BTreeSet::new();
        let context = Context { config: &self.config, files: &files };
        let edits = vec![(id, Arc::clone(&self.documents[at]))];
        let revised = model::revise(&before, edits, &context);
        (self.resolved(), revised.map(|it| (it.plan, it.moved)))
    }
}

/// What became of an edit of the plan above, which puts `new` in the place of `old`.
fn edit(path: &str, old: &str, new: &str) -> Option<Moved> {
    let text = OTHERS.iter().find(|(it, _)| *it == path).unwrap().1;
    assert!(text.contains(old), "{path} has no `{old}`");
    let mut texts = Texts::of(&OTHERS);
    let (resolved, revised) = texts.edited(path, &text.replacen(old, new, 1));
    revised.map(|(plan, moved)| {
        assert_eq!(format!("{plan:#?}"), format!("{resolved:#?}"), "`{old}` became `{new}`");
        moved
    })
}

#[test]
fn ordinary_edits_are_revised() {
    let okrs = "okrs/2020-q3.md";
    assert_eq!(edit(okrs, "Sold 4", "Sold 9"), Some(Moved::Nothing));
    assert_eq!(edit(okrs, " => Sold 4.", ""), Some(Moved::Nothing));
    assert_eq!(edit(okrs, "Hire 3 people.", "Hire 3 people. => Done."), Some(Moved::Nothing));
    assert_eq!(edit(okrs, "{#grow}", "{#grow weight=3}"), Some(Moved::Nothing));
    assert_eq!(edit(okrs, "None yet.", "One, and [a link](nowhere.md)."), Some(Moved::Nothing));
    assert_eq!(edit(okrs, "Some [words]", "\n\nMore [words]"), Some(Moved::Nothing));
    assert_eq!(edit(okrs, "Sell 10 boxes", "Sell 10 large boxes"), Some(Moved::Places));
    // Somebody has a link to it.
    assert_eq!(edit(okrs, "Hire 3 people", "Find 3 people"), Some(Moved::Places));
    assert_eq!(edit(okrs, "## Notes", "## Remarks"), Some(Moved::Places));
    assert_eq!(edit(okrs, "Open early", "Open late"), Some(Moved::Pages));
    assert_eq!(edit("roadmap.md", "2020-09-30", "2020-10-30"), Some(Moved::Nothing));
    assert_eq!(edit("roadmap.md", "Owner: Ann", "Status: done · Owner: Ann"), Some(Moved::Nothing));
    assert_eq!(edit("index.md", "Hello", "Welcome"), Some(Moved::Places));
}

#[test]
fn edits_that_others_depend_on_are_resolved_anew() {
    let okrs = "okrs/2020-q3.md";
    for (old, new) in [
        ("**Ann:", "**Eve:"),
        ("{#grow}", "{#growth}"),
        ("2020-Q3", "2020-Q4"),
        ("   KR: Hire 3 people.\n", ""),
        ("Grow the shop.** {#grow}", "Grow the shop.**"),
        ("# 2020-Q3", "---\nparent: lead\n---\n\n# 2020-Q3"),
        ("[n1]: https", "[n1]: http"),
    ] {
        assert_eq!(edit(okrs, old, new), None, "{old}");
    }
    assert_eq!(edit("roadmap.md", "Second shop", "Other shop"), None);
    assert_eq!(edit("roadmap.md", "q3.md#grow", "q3.md#notes"), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_revised_plan_is_the_one_made_from_nothing(
        texts in prop::collection::vec(select(&TEXTS[..]), 4),
        edits in prop::collection::vec((0usize..4, select(&TEXTS[..]), 0usize..10), 1..6),
    ) {
        let paths = ["index.md", "okrs/2020-q2.md", "okrs/2020-q3.md", "roadmap.md"];
        let all: Vec<(&str, &str)> = paths.into_iter().zip(texts).collect();
        let mut texts = Texts::of(&all);
        for (at, text, digit) in edits {
            // Small edits of what is there, and other texts.
            let here = texts.sources.get(texts.documents[at].source).text().to_owned();
            let text = match digit {
                0..=2 => text.to_owned(),
                3..=6 => here.replacen(|it: char| it.is_ascii_digit(), &digit.to_string(), digit),
                7 => here.replace("boxes", "crates"),
                8 => format!("{here}\nSome words.\n"),
                _ => here.replace("the shop", "a shop"),
            };
            let (resolved, revised) = texts.edited(paths[at], &text);
            if let Some((plan, _)) = revised {
                prop_assert_eq!(format!("{plan:#?}"), format!("{resolved:#?}"));
            }
        }
    }
}
