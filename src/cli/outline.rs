//! `quarterdeck outline`: how documents were read.

use std::fmt::Write as _;

use camino::{Utf8Path, Utf8PathBuf};

use super::Outcome;
use super::args::{Common, Outline as Request, OutlineFormat};
use super::load::{Settings, inputs, settings};
use super::talk::result;
use crate::discover;
use crate::model::DocumentId;
use crate::site::{Drafts, Inputs, Site};
use crate::source::SourcePath;
use crate::view::outline::{Outline, OutlineDocument, OutlineKeyResult, OutlineObjective};

pub(super) fn outline(request: &Request, common: &Common) -> Result<Outcome, String> {
    let mut documents = Vec::new();
    for file in &request.files {
        documents.push(read(file, common)?);
    }
    let outline = Outline { schema: 1, documents };
    match request.format {
        OutlineFormat::Json => {
            let json = serde_json::to_string_pretty(&outline).map_err(|error| error.to_string())?;
            result(&format!("{json}\n"));
        }
        OutlineFormat::Text => {
            let text: Vec<String> = outline.documents.iter().map(text).collect();
            result(&text.join("\n"));
        }
    }
    Ok(Outcome::Clean)
}

/// One document, read as a part of its site when it is one.
fn read(file: &Utf8Path, common: &Common) -> Result<OutlineDocument, String> {
    let settings = settings(common);
    let content = common.root.join(&settings.config.content);
    let inside = inside(file, &content);
    let (inputs, wanted) = match inside {
        Some(path) => (whole_site(settings, common)?, path),
        None => alone(settings, file, common)?,
    };
    let site = Site::new(inputs);
    let plan = site.plan();
    let found = plan.document_ids().find(|id| plan.document(*id).document.path == wanted);
    let id: DocumentId = found.ok_or_else(|| format!("`{file}` is no Markdown document"))?;
    Ok(site.view().outline(id, site.diagnostics()))
}

fn whole_site(settings: Settings, common: &Common) -> Result<Inputs, String> {
    let mut inputs = inputs(settings, common)?;
    inputs.drafts = Drafts::Shown;
    Ok(inputs)
}

/// A document by itself, whose links cannot be followed.
fn alone(
    settings: Settings,
    file: &Utf8Path,
    common: &Common,
) -> Result<(Inputs, SourcePath), String> {
    let read = discover::file(file);
    let path = SourcePath::new(file.as_str());
    match (read.file, read.problem) {
        (Some(text), problem) => Ok((settings.with_document(text, problem, common), path)),
        (None, Some(problem)) => Err(format!("`{file}` {}", problem.kind)),
        (None, None) => Err(format!("`{file}` does not exist")),
    }
}

/// The path of `file` relative to the content folder, when it lies in it.
fn inside(file: &Utf8Path, content: &Utf8Path) -> Option<SourcePath> {
    let real = |path: &Utf8Path| -> Option<Utf8PathBuf> { path.canonicalize_utf8().ok() };
    let file = real(file)?;
    let relative = file.strip_prefix(real(content)?).ok()?;
    Some(SourcePath::new(relative.as_str()))
}

fn text(document: &OutlineDocument) -> String {
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
    let counts =
        counts.map(
            |(count, noun)| {
                if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
            },
        );
    let _ = writeln!(out, "  read    {}", counts.join(", "));
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
    out
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
