//! Small documents in every dialect, and how each is read.
//!
//! To add one, put it into `tests/documents/okrs` or `tests/documents/pages` and run the tests with
//! `INSTA_UPDATE=always`; then read the snapshot. Documents in one folder of
//! `tests/documents/same` must all be read alike.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::corpus::model;
use crate::support::{Site, css};

#[test]
fn documents_are_read_as_their_snapshots_say() {
    insta::glob!("../documents", "{okrs,pages}/*.md", |path| {
        let folder = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let document = format!("content/{folder}/{name}");
        let (site, outline) = read(path, &document);
        // What is still to be written when a period is over says nothing about reading.
        let said = site.check().stdout;
        let lines = said.split_inclusive('\n').filter(|line| !line.contains("[outcome/missing]"));
        let diagnostics: String = lines.collect();
        let json = serde_json::to_string_pretty(&without_diagnostics(outline)).unwrap();
        insta::with_settings!({ snapshot_path => "../documents/snapshots",
            omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("{json}\n\n{diagnostics}"));
        });
    });
}

#[test]
fn documents_that_differ_in_form_only_are_read_alike() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/same");
    let mut groups: BTreeMap<String, Vec<(String, Value)>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name().min_depth(2) {
        let path = entry.unwrap().into_path();
        let group = path.parent().unwrap().display().to_string();
        let (_, outline) = read(&path, "content/okrs/plan.md");
        groups.entry(group).or_default().push((path.display().to_string(), model(&outline)));
    }
    assert!(groups.len() >= 4);
    for members in groups.values() {
        let (first, expected) = &members[0];
        let holds = !expected["objectives"][0]["key_results"][0].is_null();
        assert!(holds, "{first} holds nothing");
        for (path, found) in &members[1..] {
            assert_eq!(found, expected, "{path} is read otherwise than {first}");
        }
    }
}

#[test]
fn the_register_tells_what_is_compared_and_counted() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/okrs/targets.md");
    let (site, _) = read(&path, "content/okrs/targets.md");
    let pages = site.build();
    let page = pages.html("targets/fy21-q2/index.html");
    let text = |selector: &str| -> Vec<String> {
        let selector = css(selector);
        page.select(&selector).map(|it| it.text().collect::<String>()).collect()
    };
    assert_eq!(text("#n1 .chip"), ["N₁ barrels"]);
    assert_eq!(text("#n2 .chip"), ["N₂ barrels"]);
    assert_eq!(text("#n3 .chip"), ["$N₃ weighted gold"]);
    assert_eq!(text("#n1 .comparator"), Vec::<String>::new());
    assert_eq!(text("#n2 .comparator"), ["≥", "no more than"]);
    assert_eq!(text("#n3 .comparator"), ["at least"]);
    assert_eq!(text("#n2 .uses li").len(), 3);
}

/// A site of the one document at `path`, and how it is read there.
fn read(path: &Path, document: &str) -> (Site, Value) {
    let site = Site::new();
    let text = std::fs::read(path).unwrap();
    if text.windows(4).any(|word| word == b"FY21") {
        let calendar = "[calendar]\nyear_starts = 2\nyear_named_for = \"end\"\n";
        site.write("quarterdeck.toml", calendar);
    }
    site.write(document, text);
    let outline = site.outline(document);
    (site, outline)
}

/// An outline without what `check` says with places and all, and without its single lines.
fn without_diagnostics(mut outline: Value) -> Value {
    outline.as_object_mut().unwrap().retain(|key, _| key != "diagnostics" && key != "lines");
    outline
}
