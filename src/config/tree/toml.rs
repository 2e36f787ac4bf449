//! TOML into a tree.

use std::collections::HashSet;
use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use super::{Entry, Kind, Node, SyntaxError};
use crate::source::{Source, Span, Spanned};

/// What the parser says of a key or a table that is there already.
const DUPLICATE: &str = "duplicate key";

/// Reads the part of `source` at `span`.
pub(super) fn read(source: &Source, span: Span) -> (Node, Vec<SyntaxError>) {
    let (text, base) = (source.slice(span), span.start as usize);
    let (table, errors) = DeTable::parse_recoverable(text);
    // The second of two equal keys is left out by the parser; the first is as good as any.
    let broken = errors.iter().filter(|error| error.message() != DUPLICATE);
    let mut broken: Vec<u32> =
        broken.map(|error| place(error.span().unwrap_or_default(), text, base).start).collect();
    broken.sort_unstable();
    let mut errors: Vec<SyntaxError> =
        errors.iter().map(|error| syntax_error(error, text, base)).collect();
    errors.sort_by_key(|error| error.span);
    let mut cascades = Vec::new();
    let kind = Reader { text, base, broken }.table(table.get_ref(), &mut cascades);
    cascades.sort_unstable();
    (Node { span: Span::new(base, base), kind }, one_a_line(errors, &cascades, source))
}

fn syntax_error(error: &Error, text: &str, base: usize) -> SyntaxError {
    let range = error.span().unwrap_or_default();
    let span = place(range.clone(), text, base);
    let help = match error.message() {
        message if message.contains("must be quoted") => Some("put the value in quotes: `\"…\"`"),
        _ => None,
    };
    let message = match (error.message(), text.get(range)) {
        (DUPLICATE, Some(key)) => format!("`{}` stands twice", super::super::walk::shown(key)),
        (message, _) => message.to_owned(),
    };
    SyntaxError { span, message, help }
}

/// `range` of `text` as a place in the file.
fn place(range: Range<usize>, text: &str, base: usize) -> Span {
    Span::new(base + range.start.min(text.len()), base + range.end.min(text.len()))
}

/// What follows from an earlier error, on its line or in its value, is left unsaid.
fn one_a_line(errors: Vec<SyntaxError>, cascades: &[Span], source: &Source) -> Vec<SyntaxError> {
    let mut lines = HashSet::new();
    let mut values = HashSet::new();
    let mut first_of_its_kind = |error: &SyntaxError| {
        let at = error.span.start;
        let next = cascades.partition_point(|span| span.start <= at);
        let value = next.checked_sub(1).filter(|index| at <= cascades[*index].end);
        let first_in_value = value.is_none_or(|index| values.insert(index));
        lines.insert(source.line(at)) && first_in_value
    };
    errors.into_iter().filter(|error| first_of_its_kind(error)).collect()
}

/// The text that a tree is made from.
struct Reader<'a> {
    text: &'a str,
    base: usize,
    broken: Vec<u32>,
}

impl Reader<'_> {
    /// The entries of `table`; those that a syntax error touches are put among the `cascades`.
    fn table(&self, table: &DeTable<'_>, cascades: &mut Vec<Span>) -> Kind {
        let mut entries = Vec::new();
        for (key, value) in table {
            let key = Spanned::new(key.get_ref().to_string(), self.span(key.span()));
            let written = key.span.cover(self.span(value.span()));
            if self.is_broken(written) {
                cascades.push(written);
                continue;
            }
            entries.push(Entry { key, value: self.node(value, cascades) });
        }
        Kind::Table(entries)
    }

    fn node(&self, value: &toml::Spanned<DeValue<'_>>, cascades: &mut Vec<Span>) -> Node {
        let text = || self.text.get(value.span()).unwrap_or_default().to_owned();
        let kind = match value.get_ref() {
            DeValue::String(text) => Kind::Text(text.to_string()),
            DeValue::Integer(number) => {
                let value = i64::from_str_radix(number.as_str(), number.radix());
                // No setting reaches as far: past the end is as wrong as the end.
                let end = if number.as_str().starts_with('-') { i64::MIN } else { i64::MAX };
                Kind::Integer(value.unwrap_or(end), text())
            }
            DeValue::Float(number) => {
                Kind::Float(number.as_str().parse().unwrap_or(f64::NAN), text())
            }
            DeValue::Boolean(value) => Kind::Boolean(*value),
            DeValue::Datetime(_) => Kind::Date(text()),
            DeValue::Array(items) => {
                Kind::List(items.iter().map(|item| self.node(item, cascades)).collect())
            }
            DeValue::Table(table) => self.table(table, cascades),
        };
        Node { span: self.span(value.span()), kind }
    }

    fn is_broken(&self, written: Span) -> bool {
        let next = self.broken.partition_point(|at| *at < written.start);
        self.broken.get(next).is_some_and(|at| *at <= written.end)
    }

    fn span(&self, range: Range<usize>) -> Span {
        place(range, self.text, self.base)
    }
}
