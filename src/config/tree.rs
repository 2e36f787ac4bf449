//! A tree of values and their places: what TOML and YAML have in common.

mod deserialize;
mod toml;
mod yaml;

use crate::source::{Source, Span, Spanned};

pub(super) use deserialize::deserialize;

/// One value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The bytes of the value; for a table in TOML, of its header.
    pub(super) span: Span,
    /// What stands there.
    pub(super) kind: Kind,
}

/// What a value can be.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A key without a value; YAML only.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number, and how it was written.
    Integer(i64, String),
    /// Any other number, and how it was written; in YAML, whole numbers past 64 bits too.
    Float(f64, String),
    /// A text without its quotes.
    Text(String),
    /// A date or time of TOML, as written.
    Date(String),
    /// Values one after the other.
    List(Vec<Node>),
    /// Keys and their values, in the order in which they were written.
    Table(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The key without its quotes.
    pub(super) key: Spanned<String>,
    /// What it is set to.
    pub(super) value: Node,
}

/// A place at which a text breaks the rules of its language.
#[derive(Debug)]
pub(super) struct SyntaxError {
    /// Where.
    pub(super) span: Span,
    /// What is wrong there.
    pub(super) message: String,
    /// What to type, where that is known.
    pub(super) help: Option<&'static str>,
}

/// Reads the part of `source` at `span` as TOML: every error, and whatever the errors leave intact.
pub(super) fn read_toml(source: &Source, span: Span) -> (Node, Vec<SyntaxError>) {
    toml::read(source, span)
}

/// Reads the part of `source` at `span` as YAML.
///
/// # Errors
///
/// The first breach of the language, or of the limits on size, depth and aliases.
pub(super) fn read_yaml(source: &Source, span: Span) -> Result<Node, SyntaxError> {
    yaml::read(source.slice(span), span.start as usize)
}

impl Node {
    /// Takes out the innermost entry or item whose value stands exactly at `span`.
    ///
    /// Says whether there was one.
    pub(super) fn remove(&mut self, span: Span) -> bool {
        match &mut self.kind {
            Kind::List(items) => {
                if items.iter_mut().any(|item| item.remove(span)) {
                    return true;
                }
                let before = items.len();
                items.retain(|item| item.span != span);
                items.len() < before
            }
            Kind::Table(entries) => {
                if entries.iter_mut().any(|entry| entry.value.remove(span)) {
                    return true;
                }
                let before = entries.len();
                entries.retain(|entry| entry.value.span != span);
                entries.len() < before
            }
            _ => false,
        }
    }

    /// What it is, in words for an author.
    pub(super) fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Null => "empty",
            Kind::Boolean(true) => "`true`",
            Kind::Boolean(false) => "`false`",
            Kind::Integer(..) => "a whole number",
            Kind::Float(..) => "a number with a fraction",
            Kind::Text(_) => "a string",
            Kind::Date(_) => "a date",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }
}
