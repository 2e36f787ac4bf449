//! Compares a tree with a JSON Schema: reports everything that does not fit, and takes it out.
//!
//! The schema is generated from the Rust types, so that there is one truth. The walk knows the
//! part of JSON Schema that these types need: `type`, `properties`, `required`, `items`, `enum`,
//! `oneOf` with `const`, `anyOf` with null, `minimum`, `maximum`, `minLength`.

use serde_json::Value;

use super::tree::{Entry, Kind, Node};
use crate::diag::{Diagnostic, Rule, nearest};
use crate::source::{Location, SourceId, Span, Spanned};

/// Characters of an author's value that a message repeats.
const SHOWN: usize = 40;

/// Bytes of a name that is compared with others: the comparison takes space for each pair of
/// characters.
const LONGEST_NAME: usize = 100;

/// Which rules are breached, and what an unknown key means.
pub(super) struct Dialect {
    /// The rule of values of another type.
    pub(super) wrong_type: &'static Rule,
    /// The rule of values of the right type that cannot be taken.
    pub(super) invalid_value: &'static Rule,
    /// What to say of a key that the schema does not know.
    pub(super) unknown: fn(&Unknown<'_>) -> Diagnostic,
}

/// A key that the schema does not know.
pub(super) struct Unknown<'a> {
    /// Where the key stands.
    pub(super) at: Location,
    /// The key.
    pub(super) key: &'a str,
    /// The table it stands in; empty at the top.
    pub(super) table: &'a str,
    /// The keys that the table may have.
    pub(super) known: Vec<&'a str>,
    /// The key that is probably meant: similar, and not there yet.
    pub(super) meant: Option<&'a str>,
}

/// Compares `root` with `schema` and leaves in it only what fits.
pub(super) fn prune(
    root: &mut Node,
    schema: &Value,
    dialect: &Dialect,
    file: SourceId,
) -> Vec<Diagnostic> {
    let mut walk = Walk { dialect, file, diagnostics: Vec::new() };
    if let Kind::Table(entries) = &mut root.kind {
        walk.entries(entries, schema, "");
    }
    walk.diagnostics
}

struct Walk<'a> {
    dialect: &'a Dialect,
    file: SourceId,
    diagnostics: Vec<Diagnostic>,
}

/// What a message calls a value: its key, and whether it is an item of the list there.
#[derive(Clone, Copy)]
struct Name<'a> {
    key: &'a str,
    item: &'static str,
}

impl std::fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}`{}`", self.item, shown(self.key))
    }
}

impl Walk<'_> {
    /// Drops the entries that do not fit and says whether none is missing that has to be there.
    fn entries(&mut self, entries: &mut Vec<Entry>, schema: &Value, table: &str) {
        let Some(properties) = schema["properties"].as_object() else { return };
        let present = entries.iter().map(|entry| entry.key.value.clone());
        let present: Vec<String> = present.filter(|key| properties.contains_key(key)).collect();
        entries.retain_mut(|entry| {
            let name = Name { key: &entry.key.value, item: "" };
            if let Some(schema) = properties.get(name.key) {
                return self.fits(&mut entry.value, schema, name);
            }
            let known: Vec<&str> = properties.keys().map(String::as_str).collect();
            self.unknown(&entry.key, table, known, &present);
            false
        });
    }

    fn unknown(
        &mut self,
        key: &Spanned<String>,
        table: &str,
        known: Vec<&str>,
        present: &[String],
    ) {
        let meant = near(&key.value, &known);
        // Two keys of which one is ours are no misspelling of it.
        let meant = meant.filter(|meant| !present.iter().any(|key| key == meant));
        let at = self.at(key.span);
        let key = &key.value;
        self.diagnostics.push((self.dialect.unknown)(&Unknown { at, key, table, known, meant }));
    }

    /// Whether `node` can be kept; says why not.
    fn fits(&mut self, node: &mut Node, schema: &Value, name: Name<'_>) -> bool {
        let schema = meant(schema);
        if matches!(node.kind, Kind::Null) {
            // A key with nothing after it says as much as no key.
            return false;
        }
        if !is_welcome(&node.kind, schema) {
            self.wrong_type(node, schema, name);
            return false;
        }
        let (span, complaint) = (node.span, complaint(&node.kind, schema));
        if let Some((wrong, help)) = complaint {
            self.invalid(span, &format!("{name} {wrong}"), help);
            return false;
        }
        match &mut node.kind {
            Kind::List(items) => {
                let name = Name { item: "an item of ", ..name };
                items.retain_mut(|item| self.fits(item, &schema["items"], name));
                true
            }
            Kind::Table(entries) => self.table(entries, span, schema, name),
            _ => true,
        }
    }

    fn table(
        &mut self,
        entries: &mut Vec<Entry>,
        span: Span,
        schema: &Value,
        name: Name<'_>,
    ) -> bool {
        let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
        let required = || required.iter().filter_map(Value::as_str);
        let has = |entries: &[Entry], key| entries.iter().any(|entry| entry.key.value == key);
        let missing: Vec<&str> = required().filter(|key| !has(entries, *key)).collect();
        self.entries(entries, schema, name.key);
        for key in missing {
            let help = Some(format!("add `{key} = \"…\"`"));
            self.invalid(span, &format!("{name} has no `{key}`"), help);
        }
        required().all(|key| has(entries, key))
    }

    fn wrong_type(&mut self, node: &Node, schema: &Value, name: Name<'_>) {
        let (is, expected) = (node.noun(), expected(schema));
        let message = format!("{name} is {is}, but {expected} is expected");
        let diagnostic = Diagnostic::new(self.dialect.wrong_type, self.at(node.span), message);
        self.diagnostics.push(diagnostic.label(format!("{expected} is expected")));
    }

    fn invalid(&mut self, span: Span, message: &str, help: Option<String>) {
        let diagnostic = Diagnostic::new(self.dialect.invalid_value, self.at(span), message);
        self.diagnostics.push(Diagnostic { help, ..diagnostic });
    }

    fn at(&self, span: Span) -> Location {
        Location { source: self.file, span }
    }
}

/// The schema of an optional value without its null.
fn meant(schema: &Value) -> &Value {
    let choices = schema["anyOf"].as_array().map_or(&[][..], Vec::as_slice);
    choices.iter().find(|choice| choice["type"] != "null").unwrap_or(schema)
}

fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let one = schema["type"].as_str();
    let many = schema["type"].as_array().map_or(&[][..], Vec::as_slice);
    // Named choices say no type of their own.
    let named = schema.get("oneOf").map(|_| "string");
    let types = one.into_iter().chain(many.iter().filter_map(Value::as_str)).chain(named);
    types.filter(|name| *name != "null")
}

/// Whether the type of a value is one of those that `schema` names.
fn is_welcome(kind: &Kind, schema: &Value) -> bool {
    let any = |names: &[&str]| types(schema).any(|name| names.contains(&name));
    match kind {
        Kind::Null => false,
        Kind::Boolean(_) => any(&["boolean"]),
        Kind::Integer(..) => any(&["integer", "number"]),
        Kind::Float(..) => any(&["number"]),
        Kind::Text(_) => any(&["string"]),
        // JSON Schema has no dates: a text that may be a number may be a date as well.
        Kind::Date(_) => any(&["string"]) && (any(&["number"]) || schema["format"] == "date"),
        Kind::List(_) => any(&["array"]),
        Kind::Table(_) => any(&["object"]),
    }
}

fn expected(schema: &Value) -> &'static str {
    if schema["format"] == "date" {
        return "a date";
    }
    match types(schema).next() {
        Some("boolean") => "`true` or `false`",
        Some("integer") => "a whole number",
        Some("number") => "a number",
        Some("array") => "a list",
        Some("object") => "a table",
        _ => "a string",
    }
}

/// What is wrong with a value of the right type, as the end of a sentence, and what to type.
fn complaint(kind: &Kind, schema: &Value) -> Option<(String, Option<String>)> {
    match kind {
        Kind::Text(text) => not_a_choice(text, schema).or_else(|| empty(text, schema)),
        // A number as text has no range.
        Kind::Integer(..) | Kind::Float(..) if types(schema).any(|name| name == "string") => None,
        Kind::Integer(value, text) => out_of_range(small(*value), text, schema),
        Kind::Float(value, text) => out_of_range(*value, text, schema),
        _ => None,
    }
}

/// A whole number for comparison with bounds, all of which are small.
fn small(value: i64) -> f64 {
    let end = if value < 0 { i32::MIN } else { i32::MAX };
    f64::from(i32::try_from(value).unwrap_or(end))
}

fn not_a_choice(text: &str, schema: &Value) -> Option<(String, Option<String>)> {
    let choices = choices(schema);
    if choices.is_empty() || choices.contains(&text) {
        return None;
    }
    let list: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
    let list = list.join(" or ");
    let help = near(text, &choices).map(|meant| format!("did you mean `{meant}`?"));
    Some((format!("is `{}`, but {list} is expected", shown(text)), help))
}

fn choices(schema: &Value) -> Vec<&str> {
    let list = |key: &str| schema[key].as_array().map_or(&[][..], Vec::as_slice).iter();
    let named = list("oneOf").filter_map(|choice| choice["const"].as_str());
    list("enum").filter_map(Value::as_str).chain(named).collect()
}

fn empty(text: &str, schema: &Value) -> Option<(String, Option<String>)> {
    let wanted = schema["minLength"].as_u64().is_some_and(|least| least > 0);
    (wanted && text.trim().is_empty()).then(|| ("is empty".to_owned(), None))
}

fn out_of_range(value: f64, text: &str, schema: &Value) -> Option<(String, Option<String>)> {
    let (least, most) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
    let low = least.is_some_and(|least| value < least);
    let high = most.is_some_and(|most| value > most);
    if value.is_finite() && !low && !high {
        return None;
    }
    let expected = match (least, most) {
        (Some(least), Some(most)) => format!("a number from {least} to {most}"),
        (Some(least), None) => format!("a number of at least {least}"),
        (None, Some(most)) => format!("a number of at most {most}"),
        (None, None) => "a finite number".to_owned(),
    };
    Some((format!("is `{}`, but {expected} is expected", shown(text)), None))
}

/// The one of `known` that is probably meant; nothing for what is far too long to be any.
pub(super) fn near<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    nearest(name, known.iter().copied())
}

/// As much of an author's text as fits into a message of one line.
pub(super) fn shown(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim().replace('`', "'");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
