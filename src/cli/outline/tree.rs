//! An outline as a tree: only what was read as objectives, key results and targets.

use std::fmt::Write as _;

use super::cells::harmless;
use crate::view::outline::{OutlineDocument, OutlineItem, OutlineKeyResult, OutlineObjective};

/// The objectives and key results of a document, nested.
pub(super) fn tree(document: &OutlineDocument) -> String {
    let mut out = format!("{}\n", document.path);
    if let Some(title) = &document.title {
        let _ = writeln!(out, "  title   {title}");
    }
    for period in &document.periods {
        let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "?".to_owned());
        let _ = writeln!(
            out,
            "  period  {} ({} to {})",
            period.label,
            day(&period.starts),
            day(&period.ends)
        );
    }
    let key_results: usize = document.objectives.iter().map(|it| it.key_results.len()).sum();
    let counts = [
        (document.objectives.len(), "objective"),
        (key_results, "key result"),
        (document.targets.len(), "target"),
    ];
    let counts = counts.map(|(number, noun)| count(number, noun));
    let roadmap = document.objectives.is_empty() && !document.items.is_empty();
    let counts = if roadmap { count(document.items.len(), "item") } else { counts.join(", ") };
    let _ = writeln!(out, "  read    {counts}");
    for item in &document.items {
        item_text(item, document, &mut out);
    }
    for index in 0..document.objectives.len() {
        objective_text(index, document, &mut out);
    }
    for target in &document.targets {
        let lines: Vec<String> = target.uses.iter().map(|used| used.line.to_string()).collect();
        let used = if lines.is_empty() {
            "never used".to_owned()
        } else {
            format!("used on line {}", lines.join(", "))
        };
        let _ = writeln!(out, "{:>5}  target       [{}] {used}", target.line, target.label);
    }
    for diagnostic in &document.diagnostics {
        let (rule, word) = (diagnostic.rule, diagnostic.severity);
        let _ =
            writeln!(out, "{:>5}  {word:<11}  {} [{rule}]", diagnostic.line, diagnostic.message);
    }
    // Nothing in a document reaches the terminal as a command.
    out.lines().map(|line| harmless(line) + "\n").collect()
}

fn count(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// An item of a roadmap, with what is known of it in brackets.
fn item_text(item: &OutlineItem, document: &OutlineDocument, out: &mut String) {
    let above =
        |item: &OutlineItem| document.items.iter().find(|it| Some(&it.id) == item.parent.as_ref());
    let depth = std::iter::successors(above(item), |it| above(it)).count();
    let indent = "  ".repeat(depth);
    let mut known = vec![item.horizon.to_owned()];
    known.extend(item.status.map(str::to_owned));
    known.extend(item.due.as_ref().map(|due| format!("due {}", due.to)));
    known.extend(item.owners.first().cloned());
    let title = &item.title;
    let _ = writeln!(out, "{:>5}  item         {indent}{title}  [{}]", item.line, known.join(", "));
}

/// The objective at `index` of the document, with its key results.
fn objective_text(index: usize, document: &OutlineDocument, out: &mut String) {
    let objective = &document.objectives[index];
    let indent = "  ".repeat(depth(index, &document.objectives));
    let owner = objective.owner.as_ref().map_or_else(String::new, |owner| format!("{owner}: "));
    let outcome = |outcome: &Option<String>| {
        outcome.as_ref().map_or_else(String::new, |outcome| format!(" => {outcome}"))
    };
    let title = &objective.title;
    let _ = writeln!(
        out,
        "{:>5}  objective    {indent}{owner}{title}{}",
        objective.line,
        outcome(&objective.outcome)
    );
    for key_result in &objective.key_results {
        let _ = writeln!(
            out,
            "{:>5}  key result   {indent}  {}{}{}",
            key_result.line,
            key_result.text,
            outcome(&key_result.outcome),
            standing(key_result)
        );
    }
}

/// How many objectives of the document stand above the one at `index`. Each comes after its
/// parent; a parent in another document counts for nothing, even if one here has its id.
fn depth(index: usize, objectives: &[OutlineObjective]) -> usize {
    let above = |index: &usize| {
        let OutlineObjective { parent, period, .. } = &objectives[*index];
        objectives[..*index]
            .iter()
            .rposition(|it| parent.as_ref() == Some(&it.id) && *period == it.period)
    };
    std::iter::successors(above(&index), above).count()
}

/// What was made of a key result's outcome, in brackets; empty when it has none.
fn standing(key_result: &OutlineKeyResult) -> String {
    match (&key_result.grade, key_result.status) {
        (Some(grade), _) => format!("  [{:.0} %: {}]", grade.value * 100.0, grade.explanation),
        (None, Some(status)) => format!("  [{status}]"),
        (None, None) if key_result.outcome.is_some() => "  [reported, not graded]".to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objective(id: &str, parent: Option<&str>, period: &str) -> OutlineObjective {
        OutlineObjective {
            id: id.to_owned(),
            line: 1,
            period: Some(period.to_owned()),
            owner: None,
            owners: Vec::new(),
            title: id.to_owned(),
            parent: parent.map(str::to_owned),
            outcome: None,
            status: None,
            grade: None,
            key_results: Vec::new(),
        }
    }

    #[test]
    fn depth_counts_the_parents_within_the_document_and_its_period() {
        let objectives = [
            objective("grow", Some("grow"), "fy21"),
            objective("hire", Some("grow"), "fy21"),
            objective("train", Some("hire"), "fy21"),
            objective("move", Some("grow"), "fy22"),
        ];
        assert_eq!([0, 1, 2, 3].map(|index| depth(index, &objectives)), [0, 1, 2, 0]);
    }
}
