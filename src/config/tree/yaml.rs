//! YAML into a tree, within limits that no honest document reaches.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{Error, Location, Options};

use super::{Entry, Kind, Node, SyntaxError};
use crate::source::{Span, Spanned};

/// Aliases (`*name`) in one text.
const ALIASES: usize = 64;
/// Values that aliases may stand for altogether.
const REPLAYED: usize = 4_096;
/// Aliases in what an alias stands for.
const ALIAS_DEPTH: usize = 8;
/// Lists and tables inside each other.
const DEPTH: usize = 32;
/// Values in one text.
const VALUES: usize = 8_192;

/// Reads `text`, which starts at byte `base` of its file.
pub(super) fn read(text: &str, base: usize) -> Result<Node, SyntaxError> {
    match serde_saphyr::from_str_with_options::<Value>(text, options()) {
        Ok(value) => Ok(value.node(text, base)),
        Err(error) => Err(syntax_error(&error, text, base)),
    }
}

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_aliases: ALIASES,
            max_anchors: ALIASES,
            max_recorded_anchor_events: REPLAYED * 8,
            max_depth: DEPTH,
            flow_nesting_limit: DEPTH,
            max_documents: 1,
            max_nodes: VALUES,
            max_events: VALUES * 4,
            max_merge_keys: ALIASES,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: REPLAYED,
            max_replay_stack_depth: ALIAS_DEPTH,
        },
        // `No` is an answer or a country, but not `false`.
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: serde_saphyr::NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    }
}

fn syntax_error(error: &Error, text: &str, base: usize) -> SyntaxError {
    let span = error.location().map_or_else(Span::default, |at| error_place(at, text));
    let (message, help) = message(error);
    SyntaxError { span: shift(span, base), message, help }
}

/// The bytes of `at`; the parser's own errors know only characters.
fn error_place(at: Location, text: &str) -> Span {
    let byte = |character: u64| {
        let index = usize::try_from(character).unwrap_or(usize::MAX);
        text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte)
    };
    if at.span().byte_offset().is_some() {
        return place(at, text);
    }
    Span::new(byte(at.span().offset()), byte(at.span().offset().saturating_add(at.span().len())))
}

/// The bytes of `at`, which every value knows.
fn place(at: Location, text: &str) -> Span {
    let clamp = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX).min(text.len());
    let start = at.span().byte_offset().unwrap_or(0);
    let end = start.saturating_add(at.span().byte_len().unwrap_or(0));
    Span::new(clamp(start), clamp(end))
}

fn shift(span: Span, base: usize) -> Span {
    Span::new(base + span.start as usize, base + span.end as usize)
}

/// What is wrong, and what to type.
type Message = (String, Option<&'static str>);

fn message(error: &Error) -> Message {
    match error {
        Error::AliasError { error, .. } => message(error),
        Error::Message { msg, .. } | Error::ExternalMessage { msg, .. } => scanner_message(msg),
        Error::DuplicateMappingKey { key: Some(key), .. } => {
            (format!("`{key}` stands twice"), None)
        }
        Error::UnknownAnchor { .. } => (
            "an alias (`*name`) of something that is not there".to_owned(),
            Some("a text that starts with `*` stands in quotes: `\"*…\"`"),
        ),
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            ("an alias that stands for itself".to_owned(), None)
        }
        Error::AliasReplayLimitExceeded { .. } => too_much("values through aliases", REPLAYED),
        Error::AliasReplayStackDepthExceeded { .. } => too_much("aliases of aliases", ALIAS_DEPTH),
        Error::Budget { breach, .. } => budget_message(breach),
        other => {
            let text = other.to_string();
            (text.split(" at line ").next().unwrap_or_default().replace('`', "'"), None)
        }
    }
}

/// What the parser's scanner says, in the words of a person who did not write the parser.
fn scanner_message(message: &str) -> Message {
    if message.starts_with("mapping values are not allowed") {
        let help = "a text that holds `: ` stands in quotes: `\"…\"`";
        return ("a second `: ` in one line".to_owned(), Some(help));
    }
    if message.starts_with("recursion limit exceeded") {
        return too_much("levels of nesting", DEPTH);
    }
    let start = message.contains("character: `@'") || message.contains("character: ``'");
    let help = "a text that starts with `@` or a backtick stands in quotes: `\"@…\"`";
    (message.replace('`', "'"), start.then_some(help))
}

fn budget_message(breach: &BudgetBreach) -> Message {
    match breach {
        BudgetBreach::Aliases { .. } | BudgetBreach::AliasAnchorRatio { .. } => {
            too_much("aliases", ALIASES)
        }
        BudgetBreach::Anchors { .. } => too_much("anchors", ALIASES),
        BudgetBreach::MergeKeys { .. } => too_much("merge keys (`<<`)", ALIASES),
        BudgetBreach::Depth { .. } => too_much("levels of nesting", DEPTH),
        BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. } => too_much("values", VALUES),
        BudgetBreach::Documents { .. } => ("holds more than one document".to_owned(), None),
        _ => ("is too large or too complex".to_owned(), None),
    }
}

fn too_much(what: &str, most: usize) -> Message {
    (format!("uses more {what} than {most}"), None)
}

/// A value as the parser gives it: its place is that of its use, its spelling where it was defined.
struct Value {
    used: Location,
    defined: Location,
    kind: Raw,
}

enum Raw {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Value>),
    Table(Vec<(Value, Value)>),
}

impl Value {
    fn node(self, text: &str, base: usize) -> Node {
        let span = shift(place(self.used, text), base);
        let spelling = spelling(self.defined, text);
        let kind = match self.kind {
            Raw::Null => Kind::Null,
            Raw::Boolean(value) => Kind::Boolean(value),
            Raw::Integer(value) => {
                Kind::Integer(value, spelling.unwrap_or_else(|| value.to_string()))
            }
            Raw::Float(value) => Kind::Float(value, spelling.unwrap_or_else(|| value.to_string())),
            Raw::Text(value) => Kind::Text(value),
            Raw::List(items) => {
                Kind::List(items.into_iter().map(|item| item.node(text, base)).collect())
            }
            Raw::Table(entries) => {
                let entries = entries.into_iter();
                Kind::Table(entries.map(|(key, value)| entry(key, value, text, base)).collect())
            }
        };
        Node { span, kind }
    }
}

/// How a number was written: `2020.10` is not `2020.1` when it turns out to be a text.
fn spelling(at: Location, text: &str) -> Option<String> {
    let written = text.get(place(at, text).range())?.trim();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+-._".contains(&byte);
    (!written.is_empty() && written.bytes().all(plain)).then(|| written.to_owned())
}

fn entry(key: Value, value: Value, text: &str, base: usize) -> Entry {
    let key = key.node(text, base);
    let name = match key.kind {
        Kind::Text(name) | Kind::Integer(_, name) | Kind::Float(_, name) => name,
        Kind::Boolean(value) => value.to_string(),
        _ => String::new(),
    };
    Entry { key: Spanned::new(name, key.span), value: value.node(text, base) }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_saphyr::Spanned::<Raw>::deserialize(deserializer)?;
        Ok(Self { used: spanned.referenced, defined: spanned.defined, kind: spanned.value })
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(i64::try_from(value).map_or_else(|_| large(&value), Raw::Integer))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(i64::try_from(value).map_or_else(|_| large(&value), Raw::Integer))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(i64::try_from(value).map_or_else(|_| large(&value), Raw::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<Raw, E> {
        Ok(Raw::Text(String::from_utf8_lossy(value).into_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut table = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            table.push(entry);
        }
        Ok(Raw::Table(table))
    }
}

/// A whole number past 64 bits, as near as a float comes to it.
fn large(value: &impl ToString) -> Raw {
    Raw::Float(value.to_string().parse().unwrap_or(f64::MAX))
}
