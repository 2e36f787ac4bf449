//! How the items of a roadmap were read, as data.

use serde::Serialize;

use crate::calendar::{DateRange, Precision};
use crate::markdown::plain;
use crate::model::{DocumentId, ItemId, Supported};
use crate::parse::FieldKind;

use super::super::assemble::View;

/// An item of a roadmap.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineItem {
    /// Its id, unique among all items.
    pub id: String,
    /// The line it starts on, from 1.
    pub line: u32,
    /// Its title.
    pub title: String,
    /// The id of the item it is a part of.
    pub parent: Option<String>,
    /// `now`, `next`, `later`, `exploring` or `done`: what it stands under or names, or else what
    /// follows from its state and its date.
    pub horizon: &'static str,
    /// The release it belongs to.
    pub release: Option<String>,
    /// `planned`, `in-progress`, `on-track`, `behind`, `at-risk`, `blocked`, `done` or `dropped`.
    pub status: Option<&'static str>,
    /// The days on which it may start.
    pub starts: Option<OutlineDate>,
    /// When it is to be done, or was.
    pub due: Option<OutlineDate>,
    /// All its owners as written.
    pub owners: Vec<String>,
    /// Where it is tracked, as written.
    pub issues: Vec<String>,
    /// The ids of the items that come before it.
    pub depends_on: Vec<String>,
    /// The ids of the objectives and key results that it serves, each after its period.
    pub supports: Vec<String>,
    /// How much work it is, as written.
    pub size: Option<String>,
    /// How urgent it is, as written.
    pub priority: Option<String>,
    /// The share of it that is done: of its boxes, or as its author gives it.
    pub progress: Option<f64>,
}

/// A date of any precision.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineDate {
    /// The first day it may mean, `YYYY-MM-DD`.
    pub from: String,
    /// The last day it may mean, `YYYY-MM-DD`.
    pub to: String,
    /// `day`, `month` or `period`.
    pub precision: &'static str,
}

impl View {
    pub(super) fn outline_items(&self, id: DocumentId) -> Vec<OutlineItem> {
        let count = self.plan.document(id).document.items.len();
        (0..count).map(|index| self.outline_item(self.plan.item_at(id, index))).collect()
    }

    fn outline_item(&self, id: ItemId) -> OutlineItem {
        let plan = &*self.plan;
        let (item, written) = (plan.item(id), plan.written_item(id));
        let slug = |id: &ItemId| plan.item(*id).slug.clone();
        let value = |kind: FieldKind| written.of(kind).map(|field| plain(&field.value)).next();
        let starts = written.starts.as_ref().map(|when| when.value.precision());
        OutlineItem {
            id: item.slug.clone(),
            line: self.line(item.document, written.span),
            title: plain(&written.title),
            parent: item.parent.as_ref().map(slug),
            horizon: self.lane(id).word(),
            release: written.release.clone(),
            status: written.state.map(crate::parse::State::word),
            starts: item.starts.zip(starts).map(|(range, precision)| date(range, precision)),
            due: item.due.map(|due| date(due.range, due.precision)),
            owners: written.owners.iter().map(|owner| owner.name.clone()).collect(),
            issues: written.of(FieldKind::Issue).map(|field| plain(&field.value)).collect(),
            depends_on: item.depends_on.iter().map(slug).collect(),
            supports: item.supports.iter().map(|it| self.outline_supported(*it)).collect(),
            size: value(FieldKind::Size),
            priority: value(FieldKind::Priority),
            progress: self.item_progress(id),
        }
    }

    fn outline_supported(&self, supported: Supported) -> String {
        let plan = &*self.plan;
        let objective = plan.objective(plan.objective_of(supported));
        let slug = match supported {
            Supported::Objective(_) => &objective.slug,
            Supported::KeyResult(id) => &plan.key_result(id).slug,
        };
        format!("{}/{slug}", plan.period(objective.period).slug)
    }
}

fn date(range: DateRange, precision: Precision) -> OutlineDate {
    let precision = match precision {
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Part => "period",
    };
    OutlineDate { from: range.starts().to_string(), to: range.ends().to_string(), precision }
}
