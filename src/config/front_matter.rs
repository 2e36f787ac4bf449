//! Front matter: the fields between two fences at the top of a document.

mod fence;

use std::sync::LazyLock;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::Value;

use super::alias::file_at;
use super::settings::schema_of;
use super::tree::{self, Entry, Kind, Node, SyntaxError};
use super::walk::{self, Dialect, Unknown};
use crate::calendar::periods_in;
use crate::diag::{Diagnostic, rules};
use crate::source::{Location, Source, Span, Spanned};
use fence::{Block, Language};

/// Bytes of front matter that are read; one that is longer is none.
const LONGEST: usize = 64 * 1024;

/// The schema of [`Fields`], made once.
static SCHEMA: LazyLock<Value> = LazyLock::new(schema_of::<Fields>);

/// Keys of other programs that only look like misspelled ones of ours.
const WORDS_OF_THEIR_OWN: &[&str] =
    &["data", "part", "parts", "stars", "state", "states", "stats", "status", "term", "tile"];

/// What others call our fields, and our names of them.
const OTHER_NAMES: [(&str, &str); 4] =
    [("quarter", "period"), ("cycle", "period"), ("owners", "owner"), ("dri", "owner")];

/// What stands above the Markdown of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// The fields that are ours.
    pub fields: Fields,
    /// The byte at which the Markdown starts: after the closing fence's line, and after a
    /// byte order mark.
    pub body: u32,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// The fields of front matter. All are optional, and none is an empty text.
///
/// Spans are in the file. Dates are `YYYY-MM-DD`, without a time of day.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Fields {
    /// The title of the page.
    #[schemars(schema_with = "text")]
    pub title: Option<Spanned<String>>,
    /// One sentence about the page.
    #[schemars(schema_with = "text")]
    pub description: Option<Spanned<String>>,
    /// The period that the document is for, such as `FY21-Q2`.
    #[schemars(schema_with = "text")]
    pub period: Option<Spanned<String>>,
    /// The first day of the period.
    #[schemars(schema_with = "day")]
    pub starts: Option<Spanned<String>>,
    /// The last day of the period.
    #[schemars(schema_with = "day")]
    pub ends: Option<Spanned<String>>,
    /// The team whose objectives these are.
    #[schemars(schema_with = "text")]
    pub team: Option<Spanned<String>>,
    /// Who owns what has no owner of its own; several are parted by `;`.
    #[schemars(schema_with = "text")]
    pub owner: Option<Spanned<String>>,
    /// The id of the objective that all objectives here support.
    #[schemars(schema_with = "text")]
    pub parent: Option<Spanned<String>>,
    /// Whether the document is kept from the site.
    pub draft: bool,
    /// The page's place among others, or the weight of its objectives; finite.
    pub weight: Option<f64>,
    /// The day on which the document was written.
    #[schemars(schema_with = "day")]
    pub date: Option<Spanned<String>>,
    /// The day on which the document was last changed.
    #[schemars(schema_with = "day")]
    pub updated: Option<Spanned<String>>,
    /// Former addresses of the page, from the top of the site; each is one that
    /// [`file_at`](super::file_at) knows a file for.
    pub aliases: Vec<Spanned<String>>,
}

/// Reads the front matter of a document; without any, all fields are empty.
#[must_use]
pub fn front_matter(source: &Source) -> FrontMatter {
    let text = source.text();
    let start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    let nothing = FrontMatter { body: offset(start), ..FrontMatter::default() };
    let Some(block) = fence::find(text, start) else {
        let open = fence::unclosed(text, start, is_ours);
        let diagnostics = open.map(|span| unclosed(span, source)).into_iter().collect();
        return FrontMatter { diagnostics, ..nothing };
    };
    match read(source, &block) {
        Read::Nothing => nothing,
        Read::Tree(root) => {
            let (fields, diagnostics) = fields(root, source);
            FrontMatter { fields, body: block.body, diagnostics }
        }
        Read::Broken(errors) => {
            let diagnostics = errors.iter().map(|error| syntax(error, source)).collect();
            FrontMatter { body: block.body, diagnostics, ..nothing }
        }
    }
}

/// What the text between two fences is.
enum Read {
    /// Markdown between two rules.
    Nothing,
    /// Front matter.
    Tree(Node),
    /// Front matter that cannot be read.
    Broken(Vec<SyntaxError>),
}

fn read(source: &Source, block: &Block) -> Read {
    let text = source.slice(block.inner);
    let meant = block.language == Language::Toml || fence::opens_with_a_key(text);
    if text.len() > LONGEST {
        let span = source.line_span(source.line(block.inner.start));
        let message = format!("longer than {} KiB", LONGEST / 1024);
        let help = Some("close front matter with a line of the three signs that opened it");
        let error = SyntaxError { span, message, help };
        return if meant { Read::Broken(vec![error]) } else { Read::Nothing };
    }
    match block.language {
        Language::Toml => match tree::read_toml(source, block.inner) {
            (root, errors) if errors.is_empty() => Read::Tree(root),
            (_, errors) => Read::Broken(errors),
        },
        Language::Yaml => match tree::read_yaml(source, block.inner) {
            Ok(root) if is_table(&root, meant) => Read::Tree(root),
            Ok(Node { kind: Kind::Null, span }) => {
                Read::Tree(Node { span, kind: Kind::Table(Vec::new()) })
            }
            Err(error) if meant => Read::Broken(vec![error]),
            Ok(_) | Err(_) => Read::Nothing,
        },
    }
}

/// Whether YAML is more than a sentence with a colon in it: it looks like keys, or has one of ours.
fn is_table(root: &Node, meant: bool) -> bool {
    let Kind::Table(entries) = &root.kind else { return false };
    meant || entries.iter().any(|entry| is_ours(&entry.key.value))
}

/// Whether a key is one of our fields'.
fn is_ours(key: &str) -> bool {
    SCHEMA["properties"].get(key).is_some()
}

fn unclosed(span: Span, source: &Source) -> Diagnostic {
    let sign = source.slice(span);
    let at = Location { source: source.id(), span };
    Diagnostic::new(&rules::FRONT_MATTER_UNCLOSED, at, "front matter is opened and never closed")
        .label("opened here")
        .help(format!(
            "write a line `{sign}` below the last field, or an empty line above the first if this \
             is no front matter"
        ))
}

fn syntax(error: &SyntaxError, source: &Source) -> Diagnostic {
    let at = Location { source: source.id(), span: error.span };
    let message = format!("front matter cannot be read: {}", error.message);
    let help = error.help.map(str::to_owned);
    Diagnostic { help, ..Diagnostic::new(&rules::FRONT_MATTER_SYNTAX, at, message) }
}

fn fields(mut root: Node, source: &Source) -> (Fields, Vec<Diagnostic>) {
    let at = |span| Location { source: source.id(), span };
    if let Kind::Table(entries) = &mut root.kind {
        let blank = |kind: &Kind| matches!(kind, Kind::Text(text) if text.trim().is_empty());
        entries.retain(|entry| !blank(&entry.value.kind));
        respell(entries);
    }
    let mut diagnostics = walk::prune(&mut root, &SCHEMA, &DIALECT, source.id());
    let (mut fields, misfits) = tree::deserialize::<Fields>(root);
    diagnostics.extend(misfits.into_iter().map(|misfit| {
        let span = misfit.span.unwrap_or_default();
        Diagnostic::new(&rules::FRONT_MATTER_INVALID_VALUE, at(span), misfit.message)
    }));
    let days = [
        ("starts", &mut fields.starts),
        ("ends", &mut fields.ends),
        ("date", &mut fields.date),
        ("updated", &mut fields.updated),
    ];
    for (name, field) in days {
        let Some(written) = field.take() else { continue };
        match day_of(&written.value) {
            Some(day) => *field = Some(Spanned::new(day.to_owned(), written.span)),
            None => diagnostics.push(no_day(name, &written.value, at(written.span))),
        }
    }
    fields.aliases.retain(|alias| match file_at(&alias.value) {
        Ok(_) => true,
        Err(flaw) => {
            diagnostics.push(no_alias(&alias.value, flaw, at(alias.span)));
            false
        }
    });
    diagnostics.sort_by_key(|diagnostic| diagnostic.at.span);
    (fields, diagnostics)
}

/// Takes keys by which others mean ours, where ours is not there, and a list of owners as one text,
/// parted by `;`.
fn respell(entries: &mut [Entry]) {
    for (other, own) in OTHER_NAMES {
        // Others also count by it, `cycle: 3`, or hold more than a name.
        let is_meant = |entry: &&mut Entry| {
            let names = names(&entry.value).filter(|_| entry.key.value == other);
            names.is_some_and(|text| own != "period" || !periods_in(&text).is_empty())
        };
        if entries.iter().all(|entry| entry.key.value != own)
            && let Some(entry) = entries.iter_mut().find(is_meant)
        {
            own.clone_into(&mut entry.key.value);
        }
    }
    for entry in entries.iter_mut().filter(|entry| entry.key.value == "owner") {
        if let Some(names) = names(&entry.value) {
            entry.value.kind = Kind::Text(names);
        }
    }
}

/// A text, or the texts of a list; `None` for all other values.
fn names(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Text(text) => Some(text.clone()),
        Kind::List(all) if !all.is_empty() => {
            let texts = all.iter().map(|it| match &it.kind {
                Kind::Text(text) => Some(text.as_str()),
                _ => None,
            });
            Some(texts.collect::<Option<Vec<_>>>()?.join("; "))
        }
        _ => None,
    }
}

/// The day in an ISO date, with or without a time of day after it.
fn day_of(written: &str) -> Option<&str> {
    let (day, rest) = written.trim().split_at_checked(10)?;
    let digits = |range: std::ops::Range<usize>| {
        day.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    let _year: u32 = digits(0..4)?;
    let (month, of_month): (u32, u32) = (digits(5..7)?, digits(8..10)?);
    let parted = day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-';
    let ends = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    let exists = (1..=12).contains(&month) && (1..=31).contains(&of_month);
    (parted && ends && exists).then_some(day)
}

fn no_day(name: &str, written: &str, at: Location) -> Diagnostic {
    let message = format!("`{name}` is `{}`, but a date is expected", walk::shown(written));
    Diagnostic::new(&rules::FRONT_MATTER_INVALID_VALUE, at, message)
        .help("write year, month and day: `2020-05-01`")
}

fn no_alias(written: &str, flaw: &str, at: Location) -> Diagnostic {
    let message = format!("the alias `{}` {flaw}", walk::shown(written));
    Diagnostic::new(&rules::FRONT_MATTER_INVALID_VALUE, at, message)
        .help("write a former address of this page from the top of the site: `/old-plan/`")
}

const DIALECT: Dialect = Dialect {
    wrong_type: &rules::FRONT_MATTER_WRONG_TYPE,
    invalid_value: &rules::FRONT_MATTER_INVALID_VALUE,
    unknown,
};

/// A key near one of ours is a slip; any other one is for another program that reads the file.
fn unknown(key: &Unknown<'_>) -> Diagnostic {
    let name = walk::shown(key.key);
    let meant = key.meant.filter(|_| !WORDS_OF_THEIR_OWN.contains(&key.key));
    if let Some(meant) = meant {
        let message = format!("front matter has no field `{name}`");
        return Diagnostic::new(&rules::FRONT_MATTER_UNKNOWN_KEY, key.at, message)
            .label("unknown field")
            .help(format!("did you mean `{meant}`?"));
    }
    let message = format!("`{name}` is not a field of ours and is left out");
    Diagnostic::new(&rules::FRONT_MATTER_FOREIGN_KEY, key.at, message)
}

/// A text; a number is taken as it is written, so that `period: 2021` needs no quotes.
fn text(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "number", "null"] })
}

fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "format": "date" })
}

fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
