//! The register of values that are held elsewhere.

use std::collections::HashMap;

use crate::config::Config;
use crate::parse::{Document, TargetPlace};
use crate::source::Location;

use super::ids::{DocumentId, PeriodId, TargetId};
use super::plan::{DocumentEntry, Home, Target};
use super::slugs::{self, Wish};
use super::table::Table;

/// All targets, by period and label, and for each document the target that a label means.
pub(super) struct Targets {
    pub all: Vec<Target>,
    by_label: HashMap<(DocumentId, String), TargetId>,
}

/// Gathers the targets that the documents define.
pub(super) fn gather(documents: &Table<DocumentEntry>, periods: usize, config: &Config) -> Targets {
    let mut all = Vec::new();
    for (index, entry) in documents.iter().enumerate() {
        let Home::Periods(homes) = &entry.home else { continue };
        let id = DocumentId::new(index);
        for definition in entry.document.definitions.iter().filter(|it| !it.repeated) {
            let label = definition.label.to_lowercase();
            let uses = uses_of(&entry.document, &label);
            let Some(home) =
                homes.first().filter(|_| config.is_target_label(&label) || !uses.is_empty())
            else {
                continue;
            };
            let at = Location { source: entry.document.source, span: definition.span };
            let definition = (definition.address.clone(), at);
            all.push(target(&entry.document, (id, *home), label, definition, uses));
        }
    }
    all.sort_by_key(|target| (target.period, sort_key(&target.label), target.document));
    name(&mut all, periods);
    let by_label = all
        .iter()
        .enumerate()
        .map(|(index, target)| ((target.document, target.label.clone()), TargetId::new(index)))
        .collect();
    Targets { all, by_label }
}

impl Targets {
    /// The target that `label` (in lower case) means in `document`.
    pub(super) fn find(&self, document: DocumentId, label: &str) -> Option<TargetId> {
        self.by_label.get(&(document, label.to_owned())).copied()
    }
}

fn uses_of(document: &Document, label: &str) -> Vec<usize> {
    let uses = document.uses.iter().enumerate();
    uses.filter(|(_, used)| used.label == label).map(|(index, _)| index).collect()
}

fn target(
    document: &Document,
    (id, period): (DocumentId, PeriodId),
    label: String,
    definition: (String, Location),
    uses: Vec<usize>,
) -> Target {
    let all = || uses.iter().map(|index| &document.uses[*index]);
    let symbol = all().map(|used| used.symbol.clone()).next().unwrap_or_else(|| label.clone());
    let unit =
        all().map(|used| used.unit.clone()).find(|unit| !unit.is_empty()).unwrap_or_default();
    let slug = String::new();
    Target { period, document: id, label, slug, symbol, unit, definition, uses }
}

/// Gives targets their ids on the register's page: the label, told apart by document.
fn name(all: &mut [Target], periods: usize) {
    for period in (0..periods).map(PeriodId::new) {
        let mut here: Vec<&mut Target> = all.iter_mut().filter(|it| it.period == period).collect();
        let wishes: Vec<Wish> = here
            .iter()
            .map(|it| Wish {
                explicit: None,
                words: slugs::of(&it.label, "target").into(),
                owner: "",
            })
            .collect();
        for (target, slug) in here.iter_mut().zip(slugs::assign(&wishes)) {
            target.slug = slug;
        }
    }
}

/// Labels in the order of a reader: `n2` before `n10`.
fn sort_key(label: &str) -> (String, u64) {
    let letters: String = label.chars().take_while(|sign| !sign.is_ascii_digit()).collect();
    let number =
        label[letters.len()..].chars().take_while(char::is_ascii_digit).collect::<String>();
    (letters, number.parse().unwrap_or(0))
}

/// The key result that a use stands in, as indices of the document.
pub(super) fn key_result_of(place: TargetPlace) -> Option<(usize, usize)> {
    match place {
        TargetPlace::KeyResult(objective, key_result) => Some((objective, key_result)),
        TargetPlace::Objective(_) | TargetPlace::Prose => None,
    }
}
