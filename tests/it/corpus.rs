//! Real documents, as their organisations published them: what a careful reader counts in them is
//! what the program counts.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::{Pages, Site, css, quarterdeck, seed, shared};

/// What a reader counts in an outline.
#[derive(Debug, PartialEq, Eq)]
struct Counts {
    /// Objectives by level, from the top.
    levels: Vec<usize>,
    key_results: usize,
    /// Key results that carry an outcome.
    outcomes: usize,
    /// Objectives that carry one.
    objective_outcomes: usize,
    owners: usize,
    targets: usize,
    uses: usize,
}

const SEED: Counts = Counts {
    levels: Vec::new(),
    key_results: 73,
    outcomes: 16,
    objective_outcomes: 0,
    owners: 15,
    targets: 14,
    uses: 15,
};

#[test]
fn the_seed_alone_is_read_as_a_careful_reader_counts_it() {
    let Some((site, _)) = seed() else { return };
    let outline = site.outline("content/okrs/fy21-q2-okrs.md");
    assert_eq!(counts(&outline), Counts { levels: vec![3, 19, 7], ..SEED });
    let period = json!([{
        "id": "fy21-q2", "label": "FY21-Q2", "starts": "2020-05-01", "ends": "2020-07-31",
    }]);
    assert_eq!(outline["periods"], period);
    let labels: Vec<&str> = list(&outline["targets"]).map(|it| text(&it["label"])).collect();
    let expected: Vec<String> = (0..14).map(|number| format!("n{number}")).collect();
    assert_eq!(labels, expected);
    let n6 = list(&outline["targets"]).find(|target| target["label"] == "n6").unwrap();
    assert_eq!(list(&n6["uses"]).count(), 2);
}

#[test]
fn the_sample_retells_the_seed_with_the_same_counts() {
    let project = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = ["outline", "--format", "json", "content/okrs/fy21-q2.md"];
    let run = quarterdeck(project, &words);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(counts(&json["documents"][0]), Counts { levels: vec![3, 19, 7], ..SEED });
    assert_eq!(json["documents"][0]["periods"][0]["starts"], "2020-05-01");
    assert_eq!(json["documents"][0]["periods"][0]["ends"], "2020-07-31");
}

#[test]
fn every_owner_of_the_seed_has_a_page() {
    let Some((site, pages)) = seed() else { return };
    let outline = site.outline("content/okrs/fy21-q2-okrs.md");
    let named: BTreeSet<&str> = list(&outline["objectives"]).map(|it| text(&it["owner"])).collect();
    let paths = pages.pages().filter(|path| path.starts_with("owners/"));
    let own = paths.filter(|path| *path != "owners/index.html");
    let titles: Vec<String> = own.map(|path| words_of(pages, path, "h1")).collect();
    assert_eq!(titles.len(), 15);
    assert_eq!(titles.iter().map(String::as_str).collect::<BTreeSet<_>>(), named);
}

#[test]
fn a_target_and_its_uses_link_to_each_other() {
    let Some((_, pages)) = seed() else { return };
    let register = pages.html("targets/fy21-q2/index.html");
    let uses = css("tr#n6 .uses a[href*='#']");
    let addresses: Vec<&str> = register.select(&uses).filter_map(|it| it.attr("href")).collect();
    assert_eq!(addresses.len(), 2);
    for address in addresses {
        let (path, anchor) = address.strip_prefix("../../").unwrap().split_once('#').unwrap();
        let objective = pages.html(path);
        let key_result = objective.select(&css(&format!("[id='{anchor}']"))).next();
        let key_result = key_result.unwrap_or_else(|| panic!("`{anchor}` is no anchor"));
        let back = css("a[href$='targets/fy21-q2/index.html#n6']");
        assert!(key_result.select(&back).next().is_some(), "`{anchor}` does not link back");
    }
}

#[test]
fn formatting_a_document_changes_nothing_of_its_model() {
    let Some(folder) = shared() else { return };
    let Some((site, _)) = seed() else { return };
    let seed = model(&site.outline("content/okrs/fy21-q2-okrs.md"));
    for name in ["fy21-q2.handwritten.md", "fy21-q2.prettier.md"] {
        let file = folder.join("corpus/okrs/pairs").join(name);
        let site = Site::new();
        site.write("content/okrs/fy21-q2.md", std::fs::read(file).unwrap());
        let found = model(&site.outline("content/okrs/fy21-q2.md"));
        assert_eq!(found, seed, "{name}");
    }
}

#[test]
fn one_line_an_objective_is_read_with_its_owner_and_outcome() {
    let Some(outline) = corpus("okrs/sourcegraph/2019_q3.md") else { return };
    let expected = Counts {
        levels: vec![2, 14, 9],
        key_results: 9,
        outcomes: 0,
        objective_outcomes: 16,
        ..counts(&outline)
    };
    assert_eq!(counts(&outline), expected);
}

#[test]
fn owners_that_are_headings_group_their_objectives() {
    let Some(outline) = corpus("okrs/sourcegraph/2021_q1.md") else { return };
    let found = counts(&outline);
    assert_eq!(found.levels.iter().sum::<usize>(), 29);
    assert_eq!((found.key_results, found.outcomes, found.objective_outcomes), (73, 69, 2));
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for objective in list(&outline["objectives"]) {
        let group = groups.entry(text(&objective["owner"])).or_default();
        group.0 += 1;
        group.1 += list(&objective["key_results"]).count();
    }
    // Under "Sales and marketing" the name before the colon is the owner, not the heading.
    let sales_and_marketing = groups
        .iter()
        .filter(|(owner, _)| !GROUPS_2021.iter().any(|(name, ..)| name == *owner))
        .fold((0, 0), |sum, (_, group)| (sum.0 + group.0, sum.1 + group.1));
    assert_eq!(sales_and_marketing, (7, 15), "{groups:?}");
    for (owner, objectives, key_results) in GROUPS_2021 {
        assert_eq!(groups.get(owner), Some(&(objectives, key_results)), "{owner}: {groups:?}");
    }
}

/// The owners outside "Sales and marketing" with their objectives and key results; the one
/// objective under "Operations" names its own.
const GROUPS_2021: [(&str, usize, usize); 10] = [
    ("CEO", 2, 6),
    ("Product", 2, 5),
    ("VP Eng", 3, 7),
    ("Distribution", 3, 4),
    ("Code intelligence", 2, 6),
    ("Web", 3, 7),
    ("Core services", 2, 9),
    ("Campaigns", 1, 4),
    ("Business", 1, 2),
    ("People Ops", 3, 8),
];

#[test]
fn handles_are_owners_of_key_results() {
    let Some(outline) = corpus("okrs/ipfs/js-ipfs_OKR_2018Q3.md") else { return };
    let each: Vec<usize> =
        list(&outline["objectives"]).map(|it| list(&it["key_results"]).count()).collect();
    assert_eq!(each, [4, 5, 4]);
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for key_result in list(&outline["objectives"]).flat_map(|it| list(&it["key_results"])) {
        *owners.entry(text(&key_result["owner"])).or_default() += 1;
    }
    let expected = [("@achingbrain", 2), ("@alanshaw", 3), ("@diasdavid", 5), ("@hugomrdias", 3)];
    assert_eq!(owners.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn pages_about_the_process_hold_no_objectives() {
    for path in ["okrs/sourcegraph/product_okrs_process.md", "okrs/mayadata/process_okr.md"] {
        let Some(outline) = corpus(path) else { return };
        assert_eq!(outline["objectives"], json!([]), "{path}");
    }
}

/// How a document of the corpus is read when it stands among the OKRs of a site.
fn corpus(path: &str) -> Option<Value> {
    let file = shared()?.join("corpus").join(path);
    let document = format!("content/okrs/{}", file.file_name()?.to_str()?);
    let site = Site::new();
    site.write(&document, std::fs::read(file).unwrap());
    Some(site.outline(&document))
}

fn counts(outline: &Value) -> Counts {
    let objectives: Vec<&Value> = list(&outline["objectives"]).collect();
    let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
    let mut levels = Vec::new();
    for objective in &objectives {
        let depth = objective["parent"].as_str().map_or(0, |parent| depths[parent] + 1);
        depths.insert(text(&objective["id"]), depth);
        levels.resize(levels.len().max(depth + 1), 0);
        levels[depth] += 1;
    }
    let key_results = || objectives.iter().flat_map(|objective| list(&objective["key_results"]));
    let with_outcome = |it: &&Value| it["outcome"].is_string();
    let owners: BTreeSet<&str> =
        objectives.iter().filter_map(|objective| objective["owner"].as_str()).collect();
    let targets = || list(&outline["targets"]);
    Counts {
        levels,
        key_results: key_results().count(),
        outcomes: key_results().filter(with_outcome).count(),
        objective_outcomes: objectives.iter().filter(|it| with_outcome(it)).count(),
        owners: owners.len(),
        targets: targets().count(),
        uses: targets().map(|target| list(&target["uses"]).count()).sum(),
    }
}

/// What an outline says, without the places where it says it.
pub(crate) fn model(outline: &Value) -> Value {
    let mut model = outline.clone();
    model
        .as_object_mut()
        .unwrap()
        .retain(|key, _| ["periods", "objectives", "targets"].contains(&key.as_str()));
    strip(&mut model);
    model
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("line");
            fields.remove("explanation");
            fields.values_mut().for_each(strip);
        }
        Value::Array(values) => values.iter_mut().for_each(strip),
        _ => {}
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn words_of(pages: &Pages, path: &str, selector: &str) -> String {
    let page = pages.html(path);
    let words: Vec<&str> = page.select(&css(selector)).flat_map(|it| it.text()).collect();
    words.concat().split_whitespace().collect::<Vec<_>>().join(" ")
}
