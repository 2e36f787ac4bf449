//! A plan in which everything that can be many is many: no page is too large, and everything is
//! found by following links.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;

use crate::crawl::target;
use crate::support::{Pages, Site};

/// The most bytes of a page.
const MOST: usize = 150_000;

/// How many there are of what the plan has many of.
const OWNERS: usize = 400;
const QUARTERS: usize = 60;
const KEY_RESULTS: usize = 150;
const CHILDREN: usize = 100;
const TARGETS: usize = 90;
const ITEMS: usize = 300;
const DOCUMENTS: usize = 60;

/// First names, so that the letters they begin with are as many as in life.
const NAMES: [&str; 12] =
    ["ada", "ben", "cem", "dora", "ela", "finn", "greta", "hugo", "ida", "jan", "kim", "lea"];

/// One quarter that everybody holds something in.
fn full_quarter() -> String {
    let mut text = "# FY21-Q3 OKRs\n\n".to_owned();
    let reason = "so that whoever reads this knows what it is for and where it leads";
    let _ = writeln!(text, "## Company: Grow as one {{#top}}\n");
    for n in 0..KEY_RESULTS {
        let _ =
            writeln!(text, "- KR: Reach {n} harbours of {} {reason}. => Reached {}.", n + 9, n / 2);
    }
    for n in 0..CHILDREN {
        let _ = writeln!(
            text,
            "\n## Crew: Serve harbour {n} {{#harbour-{n} parent=top}}\n\n- KR: {n} of {} ships {reason}",
            n + 7
        );
    }
    for n in 0..OWNERS {
        let name = NAMES[n % NAMES.len()];
        let _ = writeln!(
            text,
            "\n## Clear the way to pier {n} {reason} {{#pier-{n} owner=@{name}-{n}}}\n\n- KR: Clear \
             {n} of {} stones, and [N{n}][n{n}] in all",
            n + 5,
        );
    }
    let _ = writeln!(text);
    for n in 0..OWNERS {
        let _ = writeln!(text, "[n{n}]: https://docs.google.com/n{}", n % TARGETS);
    }
    text
}

/// A roadmap with a long column, most of whose items serve the same key result.
fn roadmap() -> String {
    let mut text = "# Roadmap\n\n".to_owned();
    for (horizon, items) in [("Now", 0..ITEMS), ("Done", ITEMS..ITEMS + 60)] {
        let _ = writeln!(text, "## {horizon}\n");
        for n in items {
            let name = NAMES[(n / 3) % NAMES.len()];
            let _ = writeln!(
                text,
                "### {name} lays stone {n} {{#stone-{n}}}\n\nOwner: Crew · Due: 2020-0{}-15 \\\nSupports: \
                 [the harbours](okrs/fy21-q3.md#top)\n",
                1 + n % 9
            );
        }
    }
    text
}

fn site() -> Site {
    let site = Site::with([(
        "quarterdeck.toml",
        "[calendar]\nyear_starts = 2\nyear_named_for = \"end\"\n",
    )]);
    site.write("content/okrs/fy21-q3.md", full_quarter());
    site.write("content/roadmap.md", roadmap());
    for n in 1..QUARTERS {
        let (year, quarter) = (21 - n.div_ceil(4), 4 - n % 4);
        let mut text = format!("# FY{year:02}-Q{quarter} OKRs\n\n");
        for goal in 0..6 {
            let _ = writeln!(
                text,
                "1. **Crew: Sail route {goal} of season {n}** \\\n   KR: {n} of 90 sails, for \
                 everybody who waits for us \\\n   KR: 3 of 4 masts => 2.\n"
            );
        }
        text += "1. **@ada-0: Keep the log**\n   - KR: 4 of 7 pages => 3.\n";
        site.write(&format!("content/okrs/fy{year:02}-q{quarter}.md"), text);
    }
    for n in 0..DOCUMENTS {
        let name = NAMES[n % NAMES.len()];
        site.write(
            &format!("content/notes/{name}-{n}.md"),
            format!("# {name} writes {n}\n\nWords.\n"),
        );
    }
    site
}

#[test]
fn no_page_of_a_large_plan_is_too_large_and_links_lead_to_everything() {
    let pages = site().build();
    let sizes = pages.pages().map(|path| (pages.files[path].len(), path));
    let mut large: Vec<_> = sizes.filter(|(size, _)| *size > MOST).collect();
    large.sort_unstable();
    assert!(large.is_empty(), "{large:#?}");

    let found = walk(&pages);
    let lost: Vec<&str> = pages.pages().filter(|path| !found.contains(*path)).collect();
    assert_eq!(lost, ["404.html"]);
    let count = |part: &str| found.iter().filter(|path| path.contains(part)).count();
    assert_eq!(count("/pier-"), OWNERS);
    assert_eq!(count("/harbour-"), CHILDREN);
    assert_eq!(count("roadmap/stone-"), ITEMS + 60);
    // Each key result stands in full on one page, and the links of others lead there.
    let top = "quarters/fy21-q3/top/";
    let own = pages.pages().filter(|path| path.starts_with(top));
    let ids: BTreeSet<&str> = own.flat_map(|path| ids(pages.text(path))).collect();
    assert_eq!(ids.iter().filter(|id| id.starts_with("kr-reach")).count(), KEY_RESULTS);
}

/// All pages that links lead to from the home page. Each link must lead to a page, and to a place
/// on it that is there.
fn walk(pages: &Pages) -> HashSet<String> {
    let places: BTreeMap<&str, HashSet<&str>> =
        pages.pages().map(|path| (path, ids(pages.text(path)).collect())).collect();
    let mut found = HashSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(path) = open.pop() {
        for address in attributes(pages.text(&path), "href=\"") {
            let Some((to, anchor)) = target(&path, &address.replace("&amp;", "&")) else {
                continue;
            };
            assert!(pages.files.contains_key(&to), "{path}: {address} leads nowhere");
            let Some(ids) = places.get(to.as_str()) else { continue };
            assert!(
                anchor.is_empty() || ids.contains(&*anchor),
                "{path}: {address} leads to no id"
            );
            if found.insert(to.clone()) {
                open.push(to);
            }
        }
    }
    found
}

fn ids(html: &str) -> impl Iterator<Item = &str> {
    attributes(html, " id=\"")
}

/// The values of an attribute, as the pages of the built-in theme write it.
fn attributes<'a>(html: &'a str, name: &'static str) -> impl Iterator<Item = &'a str> {
    html.split(name).skip(1).filter_map(|rest| rest.split('"').next())
}
