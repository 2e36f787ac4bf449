//! Diagnostics as JSON, in a shape of our own that only grows.

use std::sync::LazyLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Value;

use super::{Diagnostic, Report, Severity};
use crate::source::{Location, Place, Span};

/// The version of the shape.
const SCHEMA: u32 = 1;

/// What `quarterdeck check --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "quarterdeck check --format json")]
struct Whole<'a> {
    /// The version of this shape.
    schema: u32,
    /// How much there is of what.
    summary: Summary,
    /// Why the command could not run to its end; null when it could.
    failure: Option<&'a str>,
    /// What is wrong, by file and place.
    diagnostics: Vec<Entry<'a>>,
}

/// How much there is of what.
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// The documents that were checked.
    documents: usize,
    /// The diagnostics that are errors.
    errors: usize,
    /// The diagnostics that are warnings.
    warnings: usize,
    /// The diagnostics that are hints.
    hints: usize,
    /// The diagnostics that `--fix` mends.
    fixable: usize,
    /// The problems that `--fix` has mended.
    fixed: usize,
    /// The files in which it has.
    fixed_files: usize,
}

/// One thing that is wrong.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
struct Entry<'a> {
    /// The name of the rule.
    rule: &'static str,
    /// How grave it is.
    severity: Word,
    /// The file.
    path: String,
    /// Where it begins.
    start: Point,
    /// Where it ends; what stands here is no part of it.
    end: Point,
    /// What is wrong, in one sentence.
    message: &'a str,
    /// A word or two about the place itself.
    label: Option<&'a str>,
    /// What to type.
    help: Option<&'a str>,
    /// The address of the rule's page.
    page: String,
    /// Other places that have to do with it.
    also: Vec<Also<'a>>,
    /// What `--fix` does about it; null when it takes judgement.
    fix: Option<Remedy<'a>>,
}

/// How grave a diagnostic is.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Severity")]
#[serde(rename_all = "lowercase")]
enum Word {
    Error,
    Warning,
    Hint,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
struct Point {
    /// The line, from 1.
    line: u32,
    /// The column, in characters from 1.
    column: u32,
    /// The bytes before it, from the top of the file.
    offset: u32,
}

/// Another place.
#[derive(Serialize, JsonSchema)]
struct Also<'a> {
    /// The file.
    path: String,
    /// Where it begins.
    start: Point,
    /// Where it ends.
    end: Point,
    /// What it has to do with it.
    label: &'a str,
}

/// What mends the place.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fix")]
struct Remedy<'a> {
    /// What is done.
    description: &'a str,
    /// The changes, in the file of the diagnostic; they do not overlap.
    edits: Vec<Change<'a>>,
}

/// A text in the place of another.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Edit")]
struct Change<'a> {
    /// Where what goes begins.
    start: Point,
    /// Where it ends.
    end: Point,
    /// What comes; empty when nothing does.
    text: &'a str,
}

/// One JSON object that tells all.
#[must_use]
pub fn json(report: &Report<'_>) -> String {
    let whole = Whole {
        schema: SCHEMA,
        summary: Summary {
            documents: report.documents,
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            hints: report.count(Severity::Hint),
            fixable: report.diagnostics.iter().filter(|it| it.fix.is_some()).count(),
            fixed: report.fixed.problems,
            fixed_files: report.fixed.files,
        },
        failure: report.failure,
        diagnostics: report.diagnostics.iter().map(|it| entry(it, report)).collect(),
    };
    // The shape holds nothing that JSON cannot.
    format!("{}\n", serde_json::to_string_pretty(&whole).unwrap_or_default())
}

/// The JSON Schema (draft 2020-12) of what [`json`] prints.
#[must_use]
pub fn schema() -> Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
        let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
        generator.into_root_schema_for::<Whole<'_>>().to_value()
    });
    SCHEMA.clone()
}

fn entry<'a>(diagnostic: &'a Diagnostic, report: &Report<'a>) -> Entry<'a> {
    let at = diagnostic.at;
    let (start, end) = points(at, report);
    Entry {
        rule: diagnostic.rule.name,
        severity: match diagnostic.severity {
            Severity::Error => Word::Error,
            Severity::Warning => Word::Warning,
            Severity::Hint => Word::Hint,
        },
        path: report.path(at),
        start,
        end,
        message: &diagnostic.message,
        label: Some(diagnostic.label.as_str()).filter(|label| !label.is_empty()),
        help: diagnostic.help.as_deref(),
        page: diagnostic.rule.url(),
        also: diagnostic.also.iter().map(|(at, label)| also(*at, label, report)).collect(),
        fix: diagnostic.fix.as_ref().map(|fix| Remedy {
            description: &fix.description,
            edits: fix
                .edits
                .iter()
                .map(|edit| {
                    let (start, end) = points(Location { span: edit.span, ..at }, report);
                    Change { start, end, text: &edit.text }
                })
                .collect(),
        }),
    }
}

fn also<'a>(at: Location, label: &'a str, report: &Report<'a>) -> Also<'a> {
    let (start, end) = points(at, report);
    Also { path: report.path(at), start, end, label }
}

fn points(at: Location, report: &Report<'_>) -> (Point, Point) {
    let point = |Place { line, column }, offset| Point { line, column, offset };
    let (start, end) = report.places(at);
    let Span { start: first, end: last } = at.span;
    (point(start, first), point(end, last.max(first)))
}
