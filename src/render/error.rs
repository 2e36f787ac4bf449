//! What a template engine complains about, as a place and a sentence.

use tera::ErrorKind;

/// A template that cannot be used, or not be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The template's name, such as `components/state.html`.
    pub template: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong: one sentence, lower case, without a full stop.
    pub message: String,
    /// What to type instead, where that can be told.
    pub help: Option<String>,
}

impl TemplateError {
    /// An error of a template as a whole.
    pub(super) fn at_start(template: &str, message: impl AsRef<str>) -> Self {
        Self {
            template: template.to_owned(),
            line: 1,
            column: 1,
            message: sentence(message.as_ref()),
            help: None,
        }
    }
}

/// The first problem that `error` tells of. `template` is to blame when it names none.
pub(super) fn first(error: &tera::Error, template: &str) -> TemplateError {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => TemplateError {
            template: report.filename().to_owned(),
            line: number(report.span().start_line),
            column: number(report.span().start_col + 1),
            message: sentence(report.message()),
            help: None,
        },
        ErrorKind::MissingParent { current, parent } => {
            TemplateError::at_start(current, format!("there is no template `{parent}` to extend"))
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let help = format!("the built-in one is `{{% extends \"default/{tpl}\" %}}`");
            let error = TemplateError::at_start(tpl, "the template extends itself");
            TemplateError { help: Some(help), ..error }
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            TemplateError::at_start(tpl, "the template includes itself")
        }
        _ => TemplateError::at_start(template, error.to_string()),
    }
}

/// All problems that `error` tells of. Names that lead nowhere come as one text with many reports.
pub(super) fn all(error: &tera::Error, template: &str) -> Vec<TemplateError> {
    let reports: Vec<_> = match error.kind() {
        ErrorKind::Msg(text) => text.split("\n\n").filter_map(read_report).collect(),
        _ => Vec::new(),
    };
    if reports.is_empty() { vec![first(error, template)] } else { reports }
}

/// Reads `error: MESSAGE`, and below it `--> FILE:LINE:COLUMN`.
fn read_report(report: &str) -> Option<TemplateError> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column = place.next()?.parse().ok()?;
    let line = place.next()?.parse().ok()?;
    let template = place.next()?.to_owned();
    Some(TemplateError { template, line, column, message: sentence(message), help: None })
}

/// The first line of a message, begun in lower case and without its full stop. What there is
/// instead of a missing variable is left out: it is another on pages of every kind.
fn sentence(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.split(". Available variables:").next().unwrap_or_default();
    let line = line.trim().trim_end_matches('.');
    let mut signs = line.chars();
    match signs.next() {
        Some(first) => first.to_lowercase().chain(signs).collect(),
        None => "the template cannot be used".to_owned(),
    }
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_for_its_place_and_its_sentence() {
        let report =
            "error: Unknown filter `shout`\n  --> a:b.html:12:7\n   |\n12 | {{ x | shout }}";
        let error = read_report(report).unwrap();
        assert_eq!((error.template.as_str(), error.line, error.column), ("a:b.html", 12, 7));
        assert_eq!(error.message, "unknown filter `shout`");
    }

    #[test]
    fn a_message_becomes_a_sentence_without_a_full_stop() {
        assert_eq!(sentence("Unexpected end of input.\nmore"), "unexpected end of input");
        let missing = "Variable `nope` is not defined. Available variables: page, root";
        assert_eq!(sentence(missing), "variable `nope` is not defined");
        assert_eq!(sentence(""), "the template cannot be used");
    }
}
