//! The same plan, written in many ways, is one and the same plan.
//!
//! A plan is made up, and written down twice: plainly, and in a random hand, with other list
//! markers, emphasis, indentation, labels, breaks and blank lines. Both must be read alike.

use std::fmt::Write as _;

use proptest::prelude::*;
use quarterdeck::config::Config;
use quarterdeck::markdown::plain;
use quarterdeck::parse;
use quarterdeck::source::{SourcePath, Sources};

use crate::words::config;

/// An objective of the plan that is made up.
#[derive(Clone, Debug)]
struct Objective {
    owner: &'static str,
    title: String,
    key_results: Vec<(String, Option<String>)>,
    children: Vec<Objective>,
}

/// How a plan is written down.
#[derive(Clone, Debug)]
struct Hand {
    markers: [&'static str; 3],
    emphasis: &'static str,
    /// How far below its parent an item stands, beyond the least.
    indent: usize,
    label: &'static str,
    arrow: &'static str,
    /// The end of a line that goes on; `None` when key results are items.
    lines: Option<&'static str>,
    loose: bool,
    wrapped: bool,
    newline: &'static str,
    nbsp: bool,
}

/// The hand in which everything else is compared.
const PLAIN: Hand = Hand {
    markers: ["1. ", "1. ", "1. "],
    emphasis: "**",
    indent: 0,
    label: "KR: ",
    arrow: " => ",
    lines: Some(" \\"),
    loose: false,
    wrapped: false,
    newline: "\n",
    nbsp: false,
};

fn title() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{3,7} [a-z]{2,8} [a-z]{2,8} [a-z]{2,8}"
        .prop_filter("names a month or a role", |title| title.split(' ').all(|it| it.len() > 1))
}

fn objective(depth: u32) -> BoxedStrategy<Objective> {
    let owner =
        prop::sample::select(vec!["Marketing", "Sales", "Product", "CEO", "Head of Design"]);
    let result = (title(), prop::option::of("[0-9]{1,2}% of [a-z]{3,6} [a-z]{3,6}"));
    let key_results = prop::collection::vec(result, 1..4);
    let children = if depth == 0 {
        Just(Vec::new()).boxed()
    } else {
        prop::collection::vec(objective(depth - 1), 0..3).boxed()
    };
    (owner, title(), key_results, children)
        .prop_map(|(owner, title, key_results, children)| Objective {
            owner,
            title,
            key_results,
            children,
        })
        .boxed()
}

fn hand() -> impl Strategy<Value = Hand> {
    let marker = || prop::sample::select(vec!["1. ", "- ", "* ", "+ ", "1) "]);
    let select = |all: &[&'static str]| prop::sample::select(all.to_vec());
    let lines = prop::option::of(select(&[" \\", "\\", "  ", "<br>"]));
    let labels =
        select(&["KR: ", "kr: ", "Kr: ", "KR 1: ", "Key Result: ", "key result: ", "**KR:** "]);
    let arrows = select(&[" => ", " ==> ", " ⇒ ", "=> ", " --> "]);
    let spacing = (any::<bool>(), any::<bool>(), select(&["\n", "\r\n"]), any::<bool>());
    (
        marker(),
        marker(),
        marker(),
        select(&["**", "__"]),
        0_usize..2,
        labels,
        arrows,
        lines,
        spacing,
    )
        .prop_map(|(one, two, three, emphasis, indent, label, arrow, lines, spacing)| Hand {
            markers: [one, two, three],
            emphasis,
            indent,
            label,
            arrow,
            lines,
            loose: spacing.0,
            wrapped: spacing.1,
            newline: spacing.2,
            nbsp: spacing.3,
        })
}

fn written(plan: &[Objective], hand: &Hand) -> String {
    let mut out = "# FY21-Q2 OKRs\n\n".to_owned();
    for objective in plan {
        write(objective, 0, 0, hand, &mut out);
    }
    out.replace('\n', hand.newline)
}

fn write(objective: &Objective, column: usize, depth: usize, hand: &Hand, out: &mut String) {
    let marker = hand.markers[depth];
    let below = column + marker.len();
    let margin = " ".repeat(column);
    let Objective { owner, title, .. } = objective;
    let mark = hand.emphasis;
    write!(out, "{margin}{marker}{mark}{owner}: {title}{mark}").unwrap();
    let results = objective.key_results.iter().map(|(text, outcome)| {
        let outcome = outcome.as_ref().map(|it| format!("{}{it}", hand.arrow)).unwrap_or_default();
        let text = if hand.wrapped { wrapped(text, below) } else { text.clone() };
        format!("{}{text}{outcome}", hand.label)
    });
    if let Some(end) = hand.lines {
        for result in results {
            write!(out, "{end}\n{}{result}", " ".repeat(below)).unwrap();
        }
        out.push('\n');
    } else {
        // An item of another kind would begin a list of its own after the children's.
        let marker = hand.markers[depth + 1];
        out.push('\n');
        for result in results {
            writeln!(out, "{}{marker}{result}", " ".repeat(below + hand.indent)).unwrap();
        }
    }
    if hand.nbsp {
        *out = out.replace(": ", ":\u{a0}");
    }
    if hand.loose && !objective.children.is_empty() {
        out.push('\n');
    }
    for child in &objective.children {
        write(child, below + hand.indent, depth + 1, hand, out);
    }
    if hand.loose && depth == 0 {
        out.push('\n');
    }
}

/// Text that goes on in the next line, as an editor wraps it.
fn wrapped(text: &str, column: usize) -> String {
    text.replacen(' ', &format!("\n{}", " ".repeat(column + 2)), 1)
}

/// An objective as it is compared: its depth, owner, title and key results.
type Read = (usize, String, String, Vec<(String, Option<String>)>);

/// What a text is read as: depth, owner, title and key results of each objective.
fn read(text: &str) -> Vec<Read> {
    let mut sources = Sources::new();
    let path = SourcePath::new("okrs/plan.md");
    let source = sources.add(path.clone(), text);
    let document = parse::document(sources.get(source), &path, &Config::default());
    let words = |inlines: &[quarterdeck::markdown::Inline]| {
        plain(inlines).replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let depth = |index: usize| {
        let above = |at: &usize| document.objectives[*at].parent;
        std::iter::successors(Some(index), above).count()
    };
    let objectives = document.objectives.iter().enumerate();
    objectives
        .map(|(index, objective)| {
            let owner = objective.owners.first().map(|it| it.name.clone()).unwrap_or_default();
            let results = objective.key_results.iter();
            let results =
                results.map(|it| (words(&it.text), it.outcome.as_deref().map(words))).collect();
            (depth(index), owner, words(&objective.title), results)
        })
        .collect()
}

/// How the plan that was made up should be read.
fn expected(plan: &[Objective], depth: usize) -> Vec<Read> {
    let mut all = Vec::new();
    for objective in plan {
        let Objective { owner, title, key_results, children } = objective;
        all.push((depth, (*owner).to_owned(), title.clone(), key_results.clone()));
        all.extend(expected(children, depth + 1));
    }
    all
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_plan_is_read_alike_in_every_hand(
        plan in prop::collection::vec(objective(1), 1..4),
        hand in hand(),
    ) {
        prop_assert_eq!(read(&written(&plan, &PLAIN)), expected(&plan, 1));
        let text = written(&plan, &hand);
        prop_assert_eq!(read(&text), expected(&plan, 1), "{}", text);
    }
}
