//! What tells where something belongs though it stands apart: key results that name their objectives
//! by numbers, `O1` in a cell beside them or `KR 1.2` in a list of their own; and columns of periods.

use crate::calendar::PeriodName;
use crate::parse::document::{Document, Objective};
use crate::parse::heading;
use crate::parse::items;
use crate::parse::label::{Label, LabelKind, label};
use crate::parse::lead::Lead;
use crate::parse::outline::{Form, Node, Part};
use crate::parse::table::{Cell, Column, digits};
use crate::parse::text::{flat, span};
use crate::parse::words::PERIOD_KEYS;
use crate::source::Span;

use super::{Place, Scope, Walk};

impl Walk<'_, '_> {
    /// Reads key results that stand apart from the objectives whose numbers they have; `false` when
    /// they do not.
    pub(super) fn apart(&mut self, node: &Node<'_>, scope: &Scope) -> bool {
        let Some(all) = each(node, self.leads, &self.document, scope.period) else {
            return false;
        };
        self.prose(items::own_block(node), scope);
        for part in &node.parts {
            if let Part::Prose(block) = part {
                self.prose((*block).clone(), scope);
            }
        }
        for (child, index) in all {
            self.key_result(child, &Place { scope, index, list: None });
        }
        true
    }

    /// The period that a column of a table tells of an objective: beside itself, or beside all its
    /// key results.
    pub(super) fn in_column(&mut self, node: &Node<'_>, scope: &Scope) -> Option<usize> {
        let year = scope.period.map(|at| self.document.periods[at].name);
        let own = told(node, year);
        let below = || {
            let mut all = node.children().map(|child| told(child, year));
            let first = all.next()??;
            all.all(|other| other.is_some_and(|it| it.name == first.name)).then_some(first)
        };
        let Told { name, words, span } = own.or_else(below)?;
        Some(self.mention(name, &words, span))
    }
}

/// A period that a cell tells.
struct Told {
    name: PeriodName,
    words: String,
    span: Span,
}

/// The period that a cell of a row tells; `year`: one that has the year of a mere `Q3`.
fn told(node: &Node<'_>, year: Option<PeriodName>) -> Option<Told> {
    let Form::Row(_, cells) = &node.form else { return None };
    let head = |cell: &&Cell<'_>| {
        PERIOD_KEYS.contains(&&*flat(cell.head).trim().trim_end_matches(':').to_lowercase())
    };
    let cell = cells.iter().find(head)?;
    let words = flat(cell.content).trim().to_owned();
    let part = || {
        let (year, part) = (year?, heading::part(&words)?);
        PeriodName::new(year.reckoning(), year.year(), part)
    };
    let name = heading::period(&words).or_else(part)?;
    Some(Told { name, words, span: span(cell.content)? })
}

/// More objectives than this are not looked through for a number: it is not their own.
const MOST: usize = 200;

/// The objective of a period whose number this is: that of its label, or, where none has one, its
/// place among the objectives.
fn numbered(number: &str, all: &[Objective], period: Option<usize>) -> Option<usize> {
    if all.len() > MOST {
        return None;
    }
    let own = |objective: &Objective| {
        let mut labels = objective.marks.iter().filter_map(|mark| label(&format!("{mark}: x")));
        let label = labels.find(|label| label.kind == LabelKind::Objective)?;
        digits(&label.text)
    };
    let meant = || all.iter().enumerate().filter(|(_, it)| it.period == period);
    if meant().all(|(_, objective)| own(objective).is_none()) {
        let nth = number.parse::<usize>().ok()?.checked_sub(1)?;
        return meant().nth(nth).map(|(at, _)| at);
    }
    let mut found = meant().filter(|(_, it)| own(it).as_deref() == Some(number));
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at)
}

/// The objective that the row of a table goes on with, when it has nothing but its code: `O1` beside
/// a key result.
pub(super) fn row(node: &Node<'_>, all: &[Objective], period: Option<usize>) -> Option<usize> {
    let Form::Row(Column::Objective, cells) = &node.form else { return None };
    let words = node.words();
    let found = label(&format!("{}: x", words.trim()))?;
    let is_code = found.owner.is_none()
        && found.kind == LabelKind::Objective
        && found.text.len() == words.trim().len();
    if !is_code || !cells.is_empty() || node.is_leaf() {
        return None;
    }
    numbered(&digits(&words)?, all, period)
}

/// The objectives that the key results under a heading name by their numbers, each its own; `None`
/// when one does not.
fn each<'n, 'a>(
    node: &'n Node<'a>,
    leads: &[Lead<'_>],
    document: &Document,
    period: Option<usize>,
) -> Option<Vec<(&'n Node<'a>, usize)>> {
    let of = |label: &Label| {
        let number = digits(&label.text).filter(|_| label.kind == LabelKind::KeyResult)?;
        let (above, _) = number.split_once('.')?;
        numbered(above, &document.objectives, period)
    };
    let one = |child: &'n Node<'a>| Some((child, of(leads[child.id].label.as_deref()?)?));
    let all: Option<Vec<_>> = node.children().map(one).collect();
    all.filter(|all| !all.is_empty())
}
