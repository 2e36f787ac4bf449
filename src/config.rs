//! `quarterdeck.toml` and front matter into typed settings.
//!
//! The Rust types say what can be set; the JSON Schema that is generated from them serves editors
//! and finds every mistake of a run. A value that cannot be used falls back to its default, alone.

mod address;
mod alias;
mod front_matter;
mod hosts;
mod resolve;
mod settings;
mod tree;
mod walk;

use std::collections::BTreeMap;

use regex_lite::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use alias::file_at;
pub use front_matter::{Fields, FrontMatter, front_matter};
pub use hosts::host;

use crate::calendar::Date;
use crate::diag::{Diagnostic, Level, Rule, rules};
use crate::source::{Location, Source, SourceId, Span, Spanned};
use settings::Settings;
use walk::{Dialect, Unknown};

/// The settings of a site, checked and with their defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The file that the spans below are in; `None` when there is no configuration.
    pub file: Option<SourceId>,
    /// The site's name.
    pub title: Option<String>,
    /// One sentence about the site.
    pub description: Option<String>,
    /// The language of the site, a BCP 47 tag; its span is empty when unset.
    pub language: Spanned<String>,
    /// Where the site will be found: `http` or `https`, no query, no fragment, `/` at its end.
    pub base_url: Option<String>,
    /// The name of the theme, good as the name of a folder; its span is empty when unset.
    pub theme: Spanned<String>,
    /// The folder of the documents: relative, parted by `/`; empty for the site's folder itself.
    pub content: String,
    /// The folder to write to: relative, parted by `/`, never empty, apart from `content`.
    pub output: String,
    /// The day to show the site on, when it is not the day of the build.
    pub today: Option<Date>,
    /// The fiscal calendar; `None` when it is to be inferred from the documents.
    pub calendar: Option<Calendar>,
    /// Where the site's folder can be seen on the web, with `/` at its end.
    pub source_url: Option<String>,
    /// Where an issue can be seen; holds `{number}`.
    pub issues_url: Option<String>,
    /// What opens an editor at a place: holds `{path}`, or is empty.
    pub editor: String,
    /// Whether a picture is drawn for each quarter, objective, team and item.
    pub cards: bool,
    /// Whether the site can be searched.
    pub search: bool,
    /// Hosts that only members can open, in lower case; `*.x` is every host below `x`.
    pub member_hosts: Vec<String>,
    /// Teams that cannot be told from the owners' names; no two have one name.
    pub teams: Vec<Team>,
    /// Where one word for a grade ends and the next one begins.
    pub grading: Grading,
    /// How many of a kind are a few.
    pub limits: Limits,
    /// How many days after its last change something is to be reviewed, at least one; `None` when
    /// nobody asks for reviews.
    pub review_every: Option<i64>,
    targets: Pattern,
    levels: BTreeMap<String, Level>,
}

/// The fiscal calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The month in which a fiscal year starts, 1 to 12.
    pub year_starts: u8,
    /// Which of its two calendar years a fiscal year is named for.
    pub year_named_for: NamedFor,
}

/// Which of the two calendar years that it touches a fiscal year is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NamedFor {
    /// The one in which it starts.
    Start,
    /// The one in which it ends.
    End,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// What it is called.
    pub name: Spanned<String>,
    /// The team that it is a part of.
    pub parent: Option<Spanned<String>>,
    /// The owners that belong to it, as the documents write them.
    pub owners: Vec<Spanned<String>>,
}

/// Where one word for a grade ends and the next one begins: grades from 0 to 1, inclusive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grading {
    /// The least grade that is called delivered.
    pub delivered: f64,
    /// The least grade that is called progress; not above `delivered`.
    pub progress: f64,
}

impl Default for Grading {
    fn default() -> Self {
        Self { delivered: 0.7, progress: 0.4 }
    }
}

/// How many of a kind are a few; more are too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most objectives that an owner has in a period.
    pub objectives_per_owner: usize,
    /// The most key results that an objective has.
    pub key_results_per_objective: usize,
    /// The most objectives that the page of a period shows as cards.
    pub objectives_per_page: usize,
    /// The most entries that an index for searching holds.
    pub entries_per_index: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            objectives_per_owner: 5,
            key_results_per_objective: 5,
            objectives_per_page: 40,
            entries_per_index: 20_000,
        }
    }
}

/// What the label of a target looks like.
#[derive(Clone, Debug)]
struct Pattern {
    /// As written.
    text: String,
    /// Anchored at both ends; nothing is a target when a built-in pattern were broken.
    regex: Option<Regex>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// Reads the configuration; without a file, every setting has its default.
///
/// All mistakes of the file are reported at once. A setting with a mistake keeps its default.
#[must_use]
pub fn read(source: Option<&Source>) -> (Config, Vec<Diagnostic>) {
    let Some(source) = source else { return (Config::default(), Vec::new()) };
    let (mut root, errors) = tree::read_toml(source, Span::new(0, source.text().len()));
    let at = |span| Location { source: source.id(), span };
    let syntax = |error: tree::SyntaxError| Diagnostic {
        help: error.help.map(str::to_owned),
        ..Diagnostic::new(&rules::CONFIG_SYNTAX, at(error.span), error.message)
    };
    let mut diagnostics: Vec<Diagnostic> = errors.into_iter().map(syntax).collect();
    diagnostics.extend(walk::prune(&mut root, &settings::SCHEMA, &DIALECT, source.id()));
    let (settings, misfits) = tree::deserialize::<Settings>(root);
    diagnostics.extend(misfits.into_iter().map(|misfit| {
        let span = misfit.span.unwrap_or_default();
        Diagnostic::new(&rules::CONFIG_INVALID_VALUE, at(span), misfit.message)
    }));
    let config = resolve::resolve(settings, Some(source.id()), &mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.at.span);
    (config, diagnostics)
}

/// The JSON Schema (draft 2020-12) of `quarterdeck.toml`, for editors.
#[must_use]
pub fn schema() -> serde_json::Value {
    settings::SCHEMA.clone()
}

impl Default for Config {
    fn default() -> Self {
        resolve::resolve(Settings::default(), None, &mut Vec::new())
    }
}

impl Config {
    /// The path that all pages of the site stand below, such as `/` or `/okrs/`.
    ///
    /// `None` when it is not known where the site will be found.
    #[must_use]
    pub fn base_path(&self) -> Option<&str> {
        self.base_url.as_deref().map(address::path)
    }

    /// Whether only members can open what is at `host`.
    #[must_use]
    pub fn is_member_host(&self, host: &str) -> bool {
        let host = hosts::canonical(host);
        self.member_hosts.iter().any(|entry| hosts::matches(entry, &host))
    }

    /// Whether the whole of `label` looks like a target's.
    #[must_use]
    pub fn is_target_label(&self, label: &str) -> bool {
        self.targets.regex.as_ref().is_some_and(|regex| regex.is_match(label))
    }

    /// How grave a breach of `rule` is on this site.
    #[must_use]
    pub fn level(&self, rule: &'static Rule) -> Level {
        self.levels.get(rule.name).copied().unwrap_or(rule.level)
    }

    /// Takes `url` for the site's address, in the place of the configured one.
    ///
    /// # Errors
    ///
    /// When it is no `http` or `https` address that pages can stand below; says why.
    pub fn set_base_url(&mut self, url: &str) -> Result<(), String> {
        if let Some(flaw) = address::base_flaw(url) {
            return Err(format!("the base address `{url}` {flaw}; {}", resolve::BASE_HELP));
        }
        self.base_url = Some(address::as_folder(url));
        Ok(())
    }

    /// Says nothing about breaches of `rule`, whatever is configured.
    pub fn silence(&mut self, rule: &'static Rule) {
        self.levels.insert(rule.name.to_owned(), Level::Allow);
    }

    /// The place of `span`, which is one of this configuration's; `None` without a file, and for
    /// a setting that nobody wrote.
    #[must_use]
    pub fn location(&self, span: Span) -> Option<Location> {
        let file = self.file.filter(|_| span != Span::default())?;
        Some(Location { source: file, span })
    }
}

const DIALECT: Dialect = Dialect {
    wrong_type: &rules::CONFIG_WRONG_TYPE,
    invalid_value: &rules::CONFIG_INVALID_VALUE,
    unknown,
};

fn unknown(key: &Unknown<'_>) -> Diagnostic {
    let name = walk::shown(key.key);
    let (message, label) = match key.table {
        "" => (format!("`{name}` is not a setting"), "unknown setting"),
        "lints" => (format!("`{name}` is not a rule"), "unknown rule"),
        table => (format!("`{table}` has no setting `{name}`"), "unknown setting"),
    };
    let known = || {
        let list: Vec<String> = key.known.iter().map(|key| format!("`{key}`")).collect();
        format!("known here: {}", list.join(", "))
    };
    // Too far from all, a rule is looked for by its second word.
    let rule =
        || key.known.iter().find(|rule| rule.rsplit('/').next() == key.key.rsplit('/').next());
    let meant = key.meant.or_else(|| walk::near(key.key, &key.known));
    let meant = meant.or_else(|| rule().copied().filter(|_| key.table == "lints"));
    let help = meant.map_or_else(known, |meant| format!("did you mean `{meant}`?"));
    Diagnostic::new(&rules::CONFIG_UNKNOWN_KEY, key.at, message).label(label).help(help)
}

#[cfg(test)]
mod tests;
