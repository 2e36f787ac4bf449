//! The settings as they stand in `quarterdeck.toml`: the one truth for reading and for editors.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Grading, Limits, NamedFor};
use crate::diag::{Level, Severity, rules};
use crate::source::Spanned;

/// The schema of [`Settings`], made once.
pub(super) static SCHEMA: LazyLock<Value> = LazyLock::new(schema_of::<Settings>);

/// The JSON Schema of a type, in one piece.
pub(super) fn schema_of<T: JsonSchema>() -> Value {
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Settings of a Quarterdeck site. All are optional.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "quarterdeck.toml")]
pub(super) struct Settings {
    /// The site's name, shown on every page.
    pub(super) title: Option<String>,
    /// One sentence about the site, for search engines and link previews.
    pub(super) description: Option<String>,
    /// The language of the documents and of the theme's words, as a BCP 47 tag such as `en` or
    /// `pt-BR`.
    #[schemars(length(min = 1))]
    pub(super) language: Spanned<String>,
    /// Where the site will be found, such as `https://example.com/okrs/`.
    pub(super) base_url: Option<Spanned<String>>,
    /// The theme: a folder below `themes`, or `default`.
    #[schemars(length(min = 1))]
    pub(super) theme: Spanned<String>,
    /// The folder of the documents, below the site's folder.
    #[schemars(length(min = 1))]
    pub(super) content: Spanned<String>,
    /// The folder that the site is written to, below the site's folder.
    #[schemars(length(min = 1))]
    pub(super) output: Spanned<String>,
    /// The day to show the site on, as `YYYY-MM-DD`, for archives and demonstrations; otherwise
    /// it is the day of the build.
    pub(super) today: Option<Spanned<String>>,
    /// The fiscal calendar; without it, it is inferred from the documents.
    pub(super) calendar: Option<CalendarSettings>,
    /// Where the documents can be seen.
    pub(super) source: SourceSettings,
    /// Where issues are tracked.
    pub(super) issues: IssueSettings,
    /// What is known about links.
    pub(super) links: LinkSettings,
    /// How the site is previewed.
    pub(super) preview: PreviewSettings,
    /// What is shown of a page where somebody shares a link to it.
    pub(super) cards: CardSettings,
    /// Whether the site can be searched.
    pub(super) search: SearchSettings,
    /// What counts as a target.
    pub(super) targets: TargetSettings,
    /// Teams that cannot be told from the owners' names.
    pub(super) teams: Vec<TeamSettings>,
    /// How grave a breach of each rule is.
    #[schemars(schema_with = "lints")]
    pub(super) lints: BTreeMap<String, String>,
    /// Where one word for a grade ends and the next one begins.
    pub(super) grading: GradingSettings,
    /// How many of a kind are a few; `check` tells of more.
    pub(super) limits: LimitSettings,
    /// When things are to be looked at again.
    pub(super) freshness: FreshnessSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            language: unwritten("en"),
            base_url: None,
            theme: unwritten("default"),
            content: unwritten("content"),
            output: unwritten("public"),
            today: None,
            calendar: None,
            source: SourceSettings::default(),
            issues: IssueSettings::default(),
            links: LinkSettings::default(),
            preview: PreviewSettings::default(),
            cards: CardSettings::default(),
            search: SearchSettings::default(),
            targets: TargetSettings::default(),
            teams: Vec::new(),
            lints: BTreeMap::new(),
            grading: GradingSettings::default(),
            limits: LimitSettings::default(),
            freshness: FreshnessSettings::default(),
        }
    }
}

/// The fiscal calendar.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CalendarSettings {
    /// The month in which a fiscal year starts: 1 is January.
    #[schemars(range(min = 1, max = 12))]
    pub(super) year_starts: u8,
    /// Which of the two calendar years that it touches a fiscal year is named for.
    pub(super) year_named_for: NamedFor,
}

impl Default for CalendarSettings {
    fn default() -> Self {
        Self { year_starts: 1, year_named_for: NamedFor::End }
    }
}

/// Where the documents can be seen.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SourceSettings {
    /// Where the site's folder can be seen on the web, such as
    /// `https://example.com/organisation/handbook/blob/main/okrs/`.
    pub(super) url: Option<Spanned<String>>,
}

/// Where issues are tracked.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct IssueSettings {
    /// Where an issue can be seen, such as `https://example.com/issues/{number}`.
    #[schemars(regex(pattern = r"\{number\}"))]
    pub(super) url: Option<Spanned<String>>,
}

/// How the site is previewed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PreviewSettings {
    /// What opens an editor at the place of a mistake: `{path}`, `{line}` and `{column}` stand for
    /// it. Without a text, nothing does.
    #[schemars(regex(pattern = r"^$|\{path\}"))]
    pub(super) editor: Spanned<String>,
}

impl Default for PreviewSettings {
    fn default() -> Self {
        Self { editor: unwritten("vscode://file/{path}:{line}:{column}") }
    }
}

/// What is shown of a page where somebody shares a link to it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CardSettings {
    /// Whether a picture is drawn for each quarter, objective, team and item; only where the
    /// site's own address is known.
    pub(super) enabled: bool,
}

impl Default for CardSettings {
    fn default() -> Self {
        Self { enabled: true }
    }
}

/// Whether the site can be searched.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SearchSettings {
    /// Whether there is a page to search the site with, and an index for it.
    pub(super) enabled: bool,
}

impl Default for SearchSettings {
    fn default() -> Self {
        Self { enabled: true }
    }
}

/// What is known about links.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LinkSettings {
    /// Hosts that only members can open, in place of the built-in list; `*.example.com` stands
    /// for every host below `example.com`.
    pub(super) member_hosts: Vec<Spanned<String>>,
}

impl Default for LinkSettings {
    fn default() -> Self {
        Self { member_hosts: super::hosts::MEMBERS.iter().map(|host| unwritten(*host)).collect() }
    }
}

/// What counts as a target.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TargetSettings {
    /// A regular expression for the whole label of a target.
    #[schemars(length(min = 1), extend("format" = "regex"))]
    pub(super) pattern: Spanned<String>,
}

impl Default for TargetSettings {
    fn default() -> Self {
        Self { pattern: unwritten("[A-Za-z]{1,2}[0-9]*") }
    }
}

/// A team.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TeamSettings {
    /// What the team is called.
    #[schemars(length(min = 1))]
    pub(super) name: Spanned<String>,
    /// The team that it is a part of.
    pub(super) parent: Option<Spanned<String>>,
    /// The owners that belong to it, as the documents write them.
    #[serde(default)]
    pub(super) owners: Vec<Spanned<String>>,
}

/// Where one word for a grade ends and the next one begins.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct GradingSettings {
    /// The least grade that is called delivered.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub(super) delivered: Spanned<f64>,
    /// The least grade that is called progress; below it is missed.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub(super) progress: Spanned<f64>,
}

impl Default for GradingSettings {
    fn default() -> Self {
        let Grading { delivered, progress } = Grading::default();
        Self { delivered: unwritten(delivered), progress: unwritten(progress) }
    }
}

/// How many of a kind are a few; `check` tells of more.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LimitSettings {
    /// The most objectives that an owner has in a period.
    #[schemars(range(min = 1))]
    pub(super) objectives_per_owner: u32,
    /// The most key results that an objective has.
    #[schemars(range(min = 1))]
    pub(super) key_results_per_objective: u32,
    /// The most objectives that the page of a period shows with all that they hold; of more, it
    /// shows the upper levels, and each team's part stands on a page of its own.
    #[schemars(range(min = 1))]
    pub(super) objectives_per_page: u32,
    /// The most entries that an index for searching holds; of more, several are made, which are
    /// searched together.
    #[schemars(range(min = 1))]
    pub(super) entries_per_index: u32,
}

impl Default for LimitSettings {
    fn default() -> Self {
        let Limits {
            objectives_per_owner,
            key_results_per_objective,
            objectives_per_page,
            entries_per_index,
        } = Limits::default();
        let written = |limit| u32::try_from(limit).unwrap_or(u32::MAX);
        Self {
            objectives_per_owner: written(objectives_per_owner),
            key_results_per_objective: written(key_results_per_objective),
            objectives_per_page: written(objectives_per_page),
            entries_per_index: written(entries_per_index),
        }
    }
}

/// When things are to be looked at again.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FreshnessSettings {
    /// How long after its last change something is to be reviewed, such as `90 days` or `6 weeks`.
    #[schemars(length(min = 1))]
    pub(super) review_every: Option<Spanned<String>>,
}

/// A value that nobody wrote.
fn unwritten<T, U: Into<T>>(value: U) -> Spanned<T> {
    Spanned::new(value.into(), crate::source::Span::default())
}

/// One property for each rule, so that editors and the walk know them all.
fn lints(_: &mut SchemaGenerator) -> Schema {
    let levels = [Level::Allow, Level::Hint, Level::Warning, Level::Error].map(word);
    let rule = |rule: &&rules::Rule| {
        let schema = json!({
            "description": rule.summary, "enum": levels, "type": "string",
            "default": word(rule.level),
        });
        (rule.name.to_owned(), schema)
    };
    let properties: Map<String, Value> = rules::ALL.iter().map(rule).collect();
    json_schema!({
        "description": "How grave a breach of each rule is.",
        "type": "object", "properties": properties, "additionalProperties": false,
    })
}

fn word(level: Level) -> &'static str {
    level.severity().map_or("allow", Severity::word)
}
