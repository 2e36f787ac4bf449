//! Key results that stand apart from their objectives and name them by their numbers: `O1` in a cell
//! beside them, `KR 1.2` in a list of their own.

use crate::parse::document::{Document, Objective};
use crate::parse::items;
use crate::parse::label::{Label, LabelKind, label};
use crate::parse::lead::Lead;
use crate::parse::outline::{Form, Node, Part};
use crate::parse::table::{Column, digits};

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
}

/// The objective of a period whose number this is: that of its label, or, where none has one, its
/// place among the objectives.
fn numbered(number: &str, all: &[Objective], period: Option<usize>) -> Option<usize> {
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
