//! A site that was made from an older one is the site that is made from nothing, whatever happened
//! to its folder in between.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use quarterdeck::calendar::Date;
use quarterdeck::load::{self, Request};
use quarterdeck::site::{Drafts, Site as Made, Unwatched};

use crate::preview::Preview;
use crate::support::{Site, TODAY};

const PATHS: [&str; 6] = [
    "content/okrs/2020-q2.md",
    "content/okrs/2020-q3.md",
    "content/okrs/company.md",
    "content/roadmap.md",
    "content/index.md",
    "content/notes/about.md",
];

/// Texts that speak of each other, whole ones and broken ones.
pub(crate) const TEXTS: [&str; 16] = [
    "# 2020-Q2 OKRs\n\n1. **CEO: Grow the shop.** {#grow} \\\n   KR: Sell 10 boxes. => Sold 4.\n",
    "# 2020-Q2 OKRs\n\n1. **CEO: Grow the shop.** {#grow} \\\n   KR: Sell 10 boxes. => Sold 9.\n",
    "# 2020-Q2 OKRs\n\n1. **CEO: Grow the shop.** {#grow} \\\n   KR: Sell 20 boxes. => Sold 9.\n",
    "# 2020-Q3 OKRs\n\n1. **Ann: Grow the shop.** \\\n   KR: Sell 10 boxes.\n   1. **Ben: Help.** \\\n      KR: Write 3 letters. => Done.\n",
    "# 2020-Q3 OKRs\n\n1. **Ann: Grow the shop.** \\\n   KR: Sell 10 boxes.\n   KR: Sell 11 boxes. => 50%.\n",
    "# 2020-Q3 OKRs\n\nWords.\n\n1. **ann: Grow the shop.** \\\n   KR: Sell [_N<sub>1</sub>_][n1] boxes.\n\n[n1]: https://a.test/\n",
    "# 2020-Q3 OKRs\n\n1. **Ann: Grow the shop.** \\\n   KR: Sell [_N<sub>1</sub>_][n1] boxes.\n",
    "# 2020-Q3 OKRs\n\nFrom 2020-08-01 to 2020-10-31.\n\n1. **Ann: Open.** \\\n   KR: Open 2 shops.\n",
    "# Roadmap\n\n## Now\n\n### Second shop {#second}\n\nOwner: Ann · Due: 2020-09-30 \\\nSupports: [grow](okrs/2020-q2.md#grow)\n\n## Done\n\n### First shop\n",
    "# Roadmap\n\n## Now\n\n### Second shop\n\nSupports: Grow the shop.\n\n### Third shop\n\nDepends on: Second shop\n",
    "# Hello\n\nSee [the plan](okrs/2020-q2.md#grow) and [about](notes/about.md).\n",
    "# Grow the shop.\n\nSee [nothing](nowhere.md).\n",
    "---\ndraft: true\n---\n\n# Draft\n\n1. **Ann: Hide.** \\\n   KR: Find 3 places.\n",
    "---\nperiod: FY21-Q1\nowner: Ann\n---\n\n# Goals\n\n1. **Grow the shop.** \\\n   KR: Sell 10 boxes.\n",
    "",
    "**unclosed\n\n| a | b |\n|---|\n",
];

const SETTINGS: [&str; 5] = [
    "",
    "title = \"Other\"\nlanguage = \"de\"\n",
    "[calendar]\nyear_starts = 2\n",
    "[[teams]]\nname = \"All\"\nowners = [\"Ann\", \"Ben\"]\n",
    "colour = \"red\"\n",
];

/// What happens to the folder.
#[derive(Clone, Debug)]
enum Change {
    Write(&'static str, &'static str),
    Delete(&'static str),
    Rename(&'static str, &'static str),
    Settings(&'static str),
    Template(bool),
    File(&'static str),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        8 => (select(&PATHS[..]), select(&TEXTS[..])).prop_map(|(path, text)| Change::Write(path, text)),
        1 => select(&PATHS[..]).prop_map(Change::Delete),
        1 => (select(&PATHS[..]), select(&PATHS[..])).prop_map(|(from, to)| Change::Rename(from, to)),
        1 => select(&SETTINGS[..]).prop_map(Change::Settings),
        1 => any::<bool>().prop_map(Change::Template),
        1 => select(&["a", "b"][..]).prop_map(Change::File),
    ]
}

impl Change {
    fn apply(&self, site: &Site) {
        let theme = "themes/default/templates/legend.html";
        match self {
            Self::Write(path, text) => site.write(path, text),
            Self::Delete(path) => drop(std::fs::remove_file(site.path(path))),
            Self::Rename(from, to) => drop(std::fs::rename(site.path(from), site.path(to))),
            Self::Settings(text) => site.write("quarterdeck.toml", text),
            Self::Template(true) => {
                site.write(
                    theme,
                    "{% extends \"default/legend.html\" %}{% block title %}T{% endblock %}",
                );
            }
            Self::Template(false) => drop(std::fs::remove_file(site.path(theme))),
            Self::File(text) => site.write("content/okrs/picture.txt", text),
        }
    }
}

fn request(site: &Site) -> Request {
    let root = site.path("").to_str().unwrap().into();
    Request { root, today: Date::parse(TODAY), drafts: Drafts::Left }
}

fn read(site: &Site) -> quarterdeck::site::Inputs {
    let request = request(site);
    load::inputs(load::settings(&request), &request).unwrap()
}

/// Everything that a site publishes and says.
fn told(site: &Made) -> (BTreeMap<String, Vec<u8>>, String) {
    let outputs = site.outputs(&Unwatched).unwrap_or_default();
    let outputs = outputs.into_iter().map(|(path, bytes)| (path.to_string(), bytes));
    (outputs.collect(), format!("{:?}", site.diagnostics()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_site_made_from_an_older_one_is_the_one_made_from_nothing(
        changes in prop::collection::vec(change(), 1..12),
    ) {
        let folder = Site::with([("content/index.md", "# Hello\n")]);
        let mut site = Made::new(read(&folder));
        for change in changes {
            change.apply(&folder);
            let inputs = read(&folder);
            let text = |id| inputs.sources.get(id).text().to_owned();
            let texts = inputs.documents.iter().map(|(id, _)| (*id, text(*id))).collect();
            let same_shape = site.inputs().documents == inputs.documents
                && matches!(change, Change::Write(..));
            let next = if same_shape && inputs.diagnostics == site.inputs().diagnostics {
                site.edited(texts)
            } else {
                site.remade(inputs.clone())
            };
            let fresh = Made::new(inputs);
            prop_assert_eq!(told(&next), told(&fresh), "after {:?}", change);
            site = next;
        }
    }
}

#[test]
fn after_many_changes_the_preview_serves_what_a_build_makes() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let changes = prop::collection::vec(change(), 40);
    let changes = changes.new_tree(&mut runner).unwrap().current();
    let folder = Site::with([("content/index.md", "# Hello\n")]);
    let root = folder.path("");
    let preview = Preview::of(&root);
    for change in changes {
        change.apply(&folder);
    }
    // At the end, something that can be built.
    for path in PATHS {
        folder.write(path, "# Hello\n");
    }
    folder.write("quarterdeck.toml", "title = \"End\"\n");
    folder.write(PATHS[1], TEXTS[3]);
    preview.until_built(&folder);
}
