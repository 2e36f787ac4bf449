//! Plans of any size for benchmarks: the same numbers give the same bytes.

#![expect(clippy::disallowed_methods, reason = "a benchmark writes its own folders")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// How much a plan holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// Quarters, from the first of fiscal year 2011 on.
    pub(crate) quarters: usize,
    /// Teams; each has a document a quarter.
    pub(crate) teams: usize,
    /// Objectives in a document.
    pub(crate) objectives: usize,
    /// Key results of an objective.
    pub(crate) key_results: usize,
    /// Items of the roadmap.
    pub(crate) items: usize,
}

impl Size {
    /// A thousand documents, 5,000 objectives, 15,000 key results.
    pub(crate) const MEDIUM: Self =
        Self { quarters: 20, teams: 50, objectives: 5, key_results: 3, items: 500 };

    /// Ten thousand documents, 50,000 objectives, 150,000 key results.
    pub(crate) const LARGE: Self =
        Self { quarters: 40, teams: 250, objectives: 5, key_results: 3, items: 5_000 };
}

const VERBS: [&str; 8] = ["Ship", "Halve", "Win", "Publish", "Measure", "Replace", "Teach", "Open"];
const THINGS: [&str; 12] = [
    "checkout",
    "search",
    "billing",
    "onboarding",
    "reports",
    "the mobile app",
    "support",
    "backups",
    "the partner programme",
    "exports",
    "the design system",
    "audits",
];
const REASONS: [&str; 6] = [
    "so that customers stay",
    "before the busy season",
    "for every region",
    "without a second team",
    "at half the cost",
    "where it is used most",
];
const OUTCOMES: [&str; 5] =
    ["", " => Done.", " => Not yet.", " => 40%.", " => Two of them so far."];

/// Writes a site's folder: `quarterdeck.toml`, documents and a roadmap.
///
/// # Panics
///
/// When a file cannot be written.
pub(crate) fn write(folder: &Path, size: Size) {
    let put = |path: String, text: String| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put("quarterdeck.toml".to_owned(), settings(size));
    for quarter in 0..size.quarters {
        for team in 0..size.teams {
            put(document_path(quarter, team), document(quarter, team, size));
        }
    }
    for part in 0..size.items.div_ceil(100) {
        let items = part * 100..size.items.min(part * 100 + 100);
        put(format!("content/roadmap/part-{:02}.md", part + 1), roadmap(items, size));
    }
}

/// Where the document of a team for a quarter stands.
pub(crate) fn document_path(quarter: usize, team: usize) -> String {
    format!("content/okrs/{}/team-{:03}.md", slug(quarter), team + 1)
}

fn slug(quarter: usize) -> String {
    format!("fy{}-q{}", 11 + quarter / 4, quarter % 4 + 1)
}

fn settings(size: Size) -> String {
    let last = size.quarters - 1;
    let (year, month) = (2011 + last / 4, (last % 4) * 3 + 2);
    format!(
        "title = \"A plan for measuring\"\ntoday = \"{year}-{month:02}-10\"\n\n[calendar]\nyear_starts = 1\n\n[search]\nenabled = false\n"
    )
}

/// The text of one document.
pub(crate) fn document(quarter: usize, team: usize, size: Size) -> String {
    let mut text = format!("# {} OKRs of team {:03}\n\n", slug(quarter).to_uppercase(), team + 1);
    for objective in 0..size.objectives {
        let n = (quarter * size.teams + team) * size.objectives + objective;
        let id = format!("o{n}");
        let _ = writeln!(
            text,
            "1. **Team {:03}: {} {} {}, part {n}.** {{#{id}}} \\",
            team + 1,
            pick(&VERBS, n),
            pick(&THINGS, n / 3),
            pick(&REASONS, n / 5),
        );
        for key_result in 0..size.key_results {
            let m = n * size.key_results + key_result;
            let end = if key_result + 1 < size.key_results { " \\" } else { "" };
            let _ = writeln!(
                text,
                "   KR: {} {} for {} of {} customers in group {m} {}.{}{end}",
                pick(&VERBS, m / 2),
                pick(&THINGS, m),
                10 + m % 37,
                60 + m % 11,
                pick(&REASONS, m / 7),
                pick(&OUTCOMES, m / 4),
            );
        }
    }
    text
}

fn roadmap(items: std::ops::Range<usize>, size: Size) -> String {
    let mut text = "# Roadmap\n\n".to_owned();
    let all = size.quarters * size.teams * size.objectives;
    for (state, horizon) in ["Now", "Next", "Later"].iter().enumerate() {
        let _ = writeln!(text, "## {horizon}\n");
        for item in items.clone().filter(|item| item % 3 == state) {
            // They serve the objectives of the last quarters.
            let n = all - 1 - item % (size.teams * size.objectives);
            let (quarter, team) =
                (n / size.objectives / size.teams, n / size.objectives % size.teams);
            let document = document_path(quarter, team).replace("content/", "../");
            let _ = writeln!(
                text,
                "### {} {}, step {item} {{#item-{item}}}\n\nOwner: Team {:03} · Status: planned \
                 \\\nSupports: [what it is for]({document}#o{n})\n\nWhat is there today is slow. {}\n",
                pick(&VERBS, item),
                pick(&THINGS, item / 2),
                team + 1,
                pick(&REASONS, item),
            );
        }
    }
    text
}

fn pick(of: &[&'static str], n: usize) -> &'static str {
    of[n % of.len()]
}
