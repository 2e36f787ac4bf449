//! Which periods there are, and when they are.

use std::collections::BTreeMap;

use crate::calendar::{DateRange, Fiscal, PeriodName, Reckoning, YearNaming};
use crate::config::{Config, NamedFor};
use crate::parse::{Document, PeriodMention};
use crate::source::Location;

use super::ids::PeriodId;
use super::plan::{DatesConflict, Period};

/// By how many days a fiscal year that nobody described may lie elsewhere.
pub const LEEWAY: i64 = 366;

/// The periods of all documents, oldest first, and what contradicts about their dates.
pub(super) struct Periods {
    pub all: Vec<Period>,
    pub fiscal: Fiscal,
    pub fiscal_is_guess: bool,
    pub conflicts: Vec<DatesConflict>,
}

/// Gathers the periods in which objectives stand.
pub(super) fn gather(documents: &[&Document], config: &Config) -> Periods {
    let mut named: BTreeMap<&PeriodName, Vec<(&PeriodMention, &Document)>> = BTreeMap::new();
    let mut undated = false;
    for document in documents {
        for objective in &document.objectives {
            match objective.period.map(|index| &document.periods[index]) {
                None => undated = true,
                Some(mention) => {
                    let mentions = named.entry(&mention.name).or_default();
                    if !mentions.last().is_some_and(|(_, last)| std::ptr::eq(*last, *document)) {
                        mentions.push((mention, document));
                    }
                }
            }
        }
    }
    let configured = configured(config);
    let told = configured.or_else(|| inferred(&named));
    let fiscal = told.unwrap_or_default();
    let mut conflicts = Vec::new();
    let mut all: Vec<Period> = named
        .into_iter()
        .map(|(name, mentions)| {
            let range = dates(*name, &mentions, fiscal, configured.is_some(), &mut conflicts);
            let stated = mentions.iter().any(|(mention, _)| mention.stated.is_some());
            let is_fiscal = name.reckoning() == Reckoning::Fiscal;
            let named = period(Some(*name), name.id(), name.label(), Some(range));
            Period { is_guess: is_fiscal && told.is_none() && !stated, ..named }
        })
        .collect();
    all.sort_by(|a, b| {
        a.range.map(order).cmp(&b.range.map(order)).then_with(|| a.slug.cmp(&b.slug))
    });
    if undated {
        all.push(period(None, "undated".into(), "Undated".into(), None));
    }
    Periods { all, fiscal, fiscal_is_guess: told.is_none(), conflicts }
}

/// The calendar that the configuration tells, if it tells one.
fn configured(config: &Config) -> Option<Fiscal> {
    let calendar = config.calendar?;
    let naming = match calendar.year_named_for {
        NamedFor::Start => YearNaming::Start,
        NamedFor::End => YearNaming::End,
    };
    Fiscal::new(calendar.year_starts, naming)
}

impl Periods {
    /// The period of an objective that stands under `mention`.
    pub(super) fn of(&self, mention: Option<&PeriodMention>) -> PeriodId {
        let name = mention.map(|mention| &mention.name);
        let index = self.all.iter().position(|period| period.name.as_ref() == name);
        PeriodId::new(index.unwrap_or_default())
    }
}

/// Earlier periods first; of two that begin together the longer one first, as a year before its
/// first quarter.
fn order(range: DateRange) -> (crate::calendar::Date, std::cmp::Reverse<crate::calendar::Date>) {
    (range.starts(), std::cmp::Reverse(range.ends()))
}

fn period(
    name: Option<PeriodName>,
    slug: String,
    label: String,
    range: Option<DateRange>,
) -> Period {
    let (objectives, documents, targets) = (Vec::new(), Vec::new(), Vec::new());
    Period { name, slug, label, range, is_guess: false, objectives, documents, targets }
}

/// The calendar under which most stated dates come out as stated. The configuration may be
/// silent, but a document that says when a quarter runs has told the calendar.
fn inferred(named: &BTreeMap<&PeriodName, Vec<(&PeriodMention, &Document)>>) -> Option<Fiscal> {
    let mut votes: Vec<(Fiscal, usize)> = Vec::new();
    for (name, mentions) in named {
        for (mention, _) in mentions.iter().filter(|_| name.reckoning() != Reckoning::Calendar) {
            let Some(stated) = &mention.stated else { continue };
            let Some(fiscal) = Fiscal::inferred(name, stated.value) else { continue };
            match votes.iter_mut().find(|(known, _)| *known == fiscal) {
                Some((_, count)) => *count += 1,
                None => votes.push((fiscal, 1)),
            }
        }
    }
    // The first of the most frequent.
    votes.into_iter().rev().max_by_key(|(_, count)| *count).map(|(fiscal, _)| fiscal)
}

/// The dates of a period: as stated, or else by the calendar.
fn dates(
    name: PeriodName,
    mentions: &[(&PeriodMention, &Document)],
    fiscal: Fiscal,
    configured: bool,
    conflicts: &mut Vec<DatesConflict>,
) -> DateRange {
    let computed = name.dates(&fiscal);
    let mut first: Option<(DateRange, Location)> = None;
    for (mention, document) in mentions {
        let Some(stated) = &mention.stated else { continue };
        let at = Location { source: document.source, span: stated.span };
        let (expected, other) = match first {
            Some((range, place)) if range != stated.value => (range, Some(place)),
            None if computed != stated.value && configured => (computed, None),
            _ => (stated.value, None),
        };
        if expected != stated.value {
            let label = name.label();
            conflicts.push(DatesConflict { label, stated: stated.value, at, expected, other });
        }
        first.get_or_insert((stated.value, at));
    }
    first.map_or(computed, |(range, _)| range)
}
