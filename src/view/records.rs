//! The plan as data, for programs: everything that the pages say, without their markup.
//!
//! These types are the API. Fields may be added; what is there keeps its name and its meaning for
//! as long as [`SCHEMA`] is the same.

use schemars::JsonSchema;
use serde::Serialize;

/// The version of the shape.
pub const SCHEMA: u32 = 1;

/// A plan, or a part of one: a quarter, a team, an owner, the roadmap.
///
/// Ids lead from one record to another. Days are written as `YYYY-MM-DD`; scores are shares of
/// what was promised, so that 1 is all of it. Addresses are full ones where the site's own is
/// configured, and otherwise relative to the top of the site.
// Its long lists hold whatever is serialised as such records: the records themselves, or what they
// were written as before. `publish::api` relies on their order. This is not part of the schema.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "A plan published by Quarterdeck")]
pub struct Records<O = ObjectiveRecord, K = KeyResultRecord, I = ItemRecord> {
    /// The version of this shape.
    pub schema: u32,
    /// The program that made it, with its version.
    pub generator: String,
    /// The name of the site.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// The language of the texts, as a BCP 47 tag.
    pub language: String,
    /// The address of the site.
    pub url: Option<String>,
    /// The day on which the site was made; states depend on it.
    pub built: String,
    /// The quarters and other periods, oldest first.
    pub periods: Vec<PeriodRecord>,
    /// The objectives, each after the one that it supports.
    pub objectives: Vec<O>,
    /// The key results, in the order of their objectives.
    pub key_results: Vec<K>,
    /// The items of the roadmap.
    pub items: Vec<I>,
    /// The owners, by name.
    pub owners: Vec<OwnerRecord>,
    /// The teams.
    pub teams: Vec<TeamRecord>,
    /// The numbers that are kept elsewhere.
    pub targets: Vec<TargetRecord>,
    /// The documents that all this was read from.
    pub documents: Vec<DocumentRecord>,
}

/// A quarter, half or year.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PeriodRecord {
    /// Its id, as `fy21-q2`.
    pub id: String,
    /// What it is called, as `FY21-Q2`.
    pub label: String,
    /// Its first day; null when unknown.
    pub starts: Option<String>,
    /// Its last day.
    pub ends: Option<String>,
    /// `future`, `present`, `past`, or `undated`.
    pub phase: &'static str,
    /// The mean of what is graded, each key result once; null when nothing is.
    pub score: Option<f64>,
    /// How many key results are graded.
    pub graded: usize,
    /// How many there are.
    pub total: usize,
    /// Its page.
    pub url: String,
}

/// How something stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StateRecord {
    /// `done`, `on-track`, `behind`, `at-risk`, `progress`, `missed`, `in-progress`, `reported`,
    /// `private`, or `none`; of an item of the roadmap also `planned`.
    pub code: &'static str,
    /// The same in words.
    pub word: String,
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SourceRecord {
    /// The document, relative to the content folder.
    pub path: String,
    /// The line, from 1.
    pub line: Option<u32>,
    /// The place on the web, when the configuration says where documents can be seen.
    pub url: Option<String>,
}

/// An objective.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ObjectiveRecord {
    /// Its id, as `fy21-q2/grow-the-pipeline`.
    pub id: String,
    /// Its period.
    pub period: String,
    /// Its words.
    pub title: String,
    /// Labels and priorities that its author wrote before it.
    pub labels: Vec<String>,
    /// The ids of those who hold it.
    pub owners: Vec<String>,
    /// The id of the objective that it supports; null at the top.
    pub supports: Option<String>,
    /// The ids of the objectives that support it.
    pub supported_by: Vec<String>,
    /// The ids of its key results.
    pub key_results: Vec<String>,
    /// The ids of the items that serve it itself.
    pub items: Vec<String>,
    /// What came of it, as its author wrote; may be empty.
    pub outcome: String,
    /// What else is written under it; may be empty.
    pub notes: String,
    /// How it stands.
    pub state: StateRecord,
    /// Its score; null when nothing below it is graded.
    pub score: Option<f64>,
    /// How many of its key results are graded.
    pub graded: usize,
    /// How many it has.
    pub total: usize,
    /// How the score came about.
    pub explanation: String,
    /// The day on which it first stood in its document, when that is known.
    pub since: Option<String>,
    /// The last day on which it or one of its key results was changed, or else its document, when
    /// that is known.
    pub updated: Option<String>,
    /// The same apart from its key results.
    pub own_updated: Option<String>,
    /// The last day on which its own outcome was changed, when that is known.
    pub outcome_updated: Option<String>,
    /// The day up to which somebody is to look at it again; null when nobody has to.
    pub review_due: Option<String>,
    /// Whether that day has passed.
    pub review_overdue: bool,
    /// Where it was read.
    pub source: SourceRecord,
    /// Its page.
    pub url: String,
}

/// A key result.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct KeyResultRecord {
    /// Its id, as `fy21-q2/kr-hire-2-designers`.
    pub id: String,
    /// Its period.
    pub period: String,
    /// The id of its objective.
    pub objective: String,
    /// Its words.
    pub text: String,
    /// Labels and priorities that its author wrote before it.
    pub labels: Vec<String>,
    /// The ids of its own owners; without any, those of its objective answer for it.
    pub owners: Vec<String>,
    /// The last day that its words name.
    pub due: Option<String>,
    /// What came of it, as its author wrote; may be empty.
    pub outcome: String,
    /// What else is written under it; may be empty.
    pub notes: String,
    /// How it stands.
    pub state: StateRecord,
    /// Its grade; null when it has none.
    pub score: Option<f64>,
    /// `measured`, `declared`, or null without a grade.
    pub provenance: Option<&'static str>,
    /// How the grade came about.
    pub explanation: String,
    /// How much it counts in the score of its objective.
    pub weight: f64,
    /// The ids of the targets that it names.
    pub targets: Vec<String>,
    /// The ids of the items that serve it.
    pub items: Vec<String>,
    /// The day on which it first stood in its document, when that is known.
    pub since: Option<String>,
    /// The last day on which it was changed, or else its document, when that is known.
    pub updated: Option<String>,
    /// The last day on which its outcome was changed, when that is known.
    pub outcome_updated: Option<String>,
    /// Where it was read.
    pub source: SourceRecord,
    /// Its place on the page of its objective.
    pub url: String,
}

/// An item of the roadmap.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ItemRecord {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Labels that its author wrote before it.
    pub labels: Vec<String>,
    /// `now`, `next`, `later`, `exploring`, or `done`.
    pub horizon: &'static str,
    /// How it goes; null when nothing says so.
    pub state: Option<StateRecord>,
    /// The first day on which it may start.
    pub starts: Option<String>,
    /// The first of the days that its date may mean.
    pub due_from: Option<String>,
    /// The last of the days that its date may mean.
    pub due: Option<String>,
    /// Its date as exactly as it was written; may be empty.
    pub due_words: String,
    /// Whether the last of these days is past and it is not done.
    pub overdue: bool,
    /// The share of it that is done, when anything tells.
    pub progress: Option<f64>,
    /// The ids of those who do it.
    pub owners: Vec<String>,
    /// The ids of the objectives and key results that it serves.
    pub supports: Vec<String>,
    /// The id of the item that it is a part of.
    pub part_of: Option<String>,
    /// The ids of its parts.
    pub parts: Vec<String>,
    /// The ids of the items that come before it.
    pub depends_on: Vec<String>,
    /// The ids of the items that wait for it.
    pub needed_by: Vec<String>,
    /// Its fields as its author wrote them.
    pub fields: Vec<FieldRecord>,
    /// What else is written under it; may be empty.
    pub notes: String,
    /// The day on which it first stood in its document, when that is known.
    pub since: Option<String>,
    /// The last day on which it was changed, or else its document, when that is known.
    pub updated: Option<String>,
    /// The day up to which somebody is to look at it again; null when nobody has to.
    pub review_due: Option<String>,
    /// Whether that day has passed.
    pub review_overdue: bool,
    /// Where it was read.
    pub source: SourceRecord,
    /// Its page.
    pub url: String,
}

/// A field as its author wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FieldRecord {
    /// What it is called.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// Somebody who holds objectives, key results or items.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct OwnerRecord {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The id of the team.
    pub team: Option<String>,
    /// The page.
    pub url: String,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TeamRecord {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The id of the team that it is a part of.
    pub parent: Option<String>,
    /// The ids of its owners.
    pub owners: Vec<String>,
    /// The page.
    pub url: String,
}

/// A number that is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TargetRecord {
    /// Its id, as `fy21-q2/n6`.
    pub id: String,
    /// Its period.
    pub period: String,
    /// Its label.
    pub label: String,
    /// What is shown for it.
    pub symbol: String,
    /// What is counted; may be empty.
    pub unit: String,
    /// The address at which it is defined.
    pub definition: String,
    /// Whether only members can open that.
    pub private: bool,
    /// Where it was defined.
    pub source: SourceRecord,
    /// Its entry in the register.
    pub url: String,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DocumentRecord {
    /// Its path, relative to the content folder.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The last day on which it was changed, when that is known.
    pub updated: Option<String>,
    /// The day up to which somebody is to look at it again; null when nobody has to.
    pub review_due: Option<String>,
    /// Whether that day has passed.
    pub review_overdue: bool,
    /// The page that its text stands on.
    pub url: String,
}
