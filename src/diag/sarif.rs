//! Diagnostics as SARIF 2.1.0, which code scanning services and editors read.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::rules::{self, Rule};
use super::{Diagnostic, Level, Report, Severity};
use crate::source::Location;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Stands for the folder that relative addresses start from.
const ROOT: &str = "%SRCROOT%";

/// What stands in an address as it is.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// One SARIF log with one run.
#[must_use]
pub fn sarif(report: &Report<'_>) -> String {
    let mut same = BTreeMap::new();
    let results: Vec<Value> =
        report.diagnostics.iter().map(|it| result(it, report, &mut same)).collect();
    let mut invocation = json!({ "executionSuccessful": report.failure.is_none() });
    if let Some(failure) = report.failure {
        invocation["toolExecutionNotifications"] =
            json!([{ "level": "error", "message": { "text": text(failure) } }]);
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Quarterdeck",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": rules::HOME,
                "rules": rules::ALL.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "invocations": [invocation],
            "originalUriBaseIds": { ROOT: { "description": { "text": "The repository." } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // Keys are texts: nothing here can fail.
    format!("{}\n", serde_json::to_string_pretty(&log).unwrap_or_default())
}

fn descriptor(rule: &Rule) -> Value {
    let (summary, url) = (text(rule.summary), rule.url());
    json!({
        "id": rule.name,
        "shortDescription": { "text": format!("{summary}.") },
        "helpUri": url,
        "help": { "text": format!("{summary}: {url}"), "markdown": rule.page },
        "defaultConfiguration": {
            "enabled": rule.level != Level::Allow,
            "level": rule.level.severity().map_or("note", level),
        },
    })
}

fn result(
    diagnostic: &Diagnostic,
    report: &Report<'_>,
    same: &mut BTreeMap<String, usize>,
) -> Value {
    let Diagnostic { rule, severity, at, message, label, also, help, fix } = diagnostic;
    let message = match help {
        Some(help) => format!("{message}; {help}"),
        None => message.clone(),
    };
    let mut result = json!({
        "ruleId": rule.name,
        "ruleIndex": rules::ALL.iter().position(|other| other.name == rule.name),
        "level": level(*severity),
        "message": { "text": text(&message) },
        "locations": [location(*at, label, report)],
        "partialFingerprints": { "quarterdeck/v1": fingerprint(diagnostic, report, same) },
    });
    if !also.is_empty() {
        let also = also.iter().map(|(at, label)| location(*at, label, report));
        result["relatedLocations"] = also.collect();
    }
    if let Some(fix) = fix {
        let replacements = fix.edits.iter().map(|edit| {
            json!({
                "deletedRegion": region(Location { span: edit.span, ..*at }, report),
                "insertedContent": { "text": edit.text },
            })
        });
        result["fixes"] = json!([{
            "description": { "text": text(&fix.description) },
            "artifactChanges": [{
                "artifactLocation": artifact(*at, report),
                "replacements": replacements.collect::<Vec<_>>(),
            }],
        }]);
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn location(at: Location, label: &str, report: &Report<'_>) -> Value {
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": artifact(at, report),
        "region": region(at, report),
    } });
    if !label.is_empty() {
        location["message"] = json!({ "text": text(label) });
    }
    location
}

fn artifact(at: Location, report: &Report<'_>) -> Value {
    let path = report.path(at);
    let address = utf8_percent_encode(&path, PATH).to_string();
    if path.starts_with('/') {
        json!({ "uri": format!("file://{address}") })
    } else if path.get(1..3) == Some(":/") {
        json!({ "uri": format!("file:///{}", address.replacen("%3A", ":", 1)) })
    } else {
        json!({ "uri": address, "uriBaseId": ROOT })
    }
}

fn region(at: Location, report: &Report<'_>) -> Value {
    let (start, end) = report.places(at);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// What a problem is known by when lines above it come and go: its rule, its file, its line, and
/// how many like it stand before it.
fn fingerprint(
    diagnostic: &Diagnostic,
    report: &Report<'_>,
    same: &mut BTreeMap<String, usize>,
) -> String {
    let source = report.source(diagnostic.at);
    let line = source.line_span(source.line(diagnostic.at.span.start));
    let words: Vec<&str> = source.slice(line).split_whitespace().collect();
    let (rule, path) = (diagnostic.rule.name, source.path());
    let known = format!("{rule}\n{path}\n{}", words.join(" "));
    let nth = same.entry(known.clone()).or_default();
    *nth += 1;
    let hash = blake3::hash(format!("{known}\n{nth}").as_bytes());
    hash.to_hex()[..32].to_owned()
}

/// A message as SARIF writes it: braces would be placeholders, and `[words](address)` a link.
fn text(message: &str) -> String {
    let message = message.replace('{', "{{").replace('}', "}}");
    if message.contains("](") { message.replace('[', "\\[").replace(']', "\\]") } else { message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_hold_neither_placeholders_nor_links() {
        assert_eq!(text("write `[a](b)` {#c}"), "write `\\[a\\](b)` {{#c}}");
        assert_eq!(text("`[n1]: https://…`"), "`[n1]: https://…`");
    }
}
