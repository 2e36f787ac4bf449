//! What the parts of a document say, as numbers that are the same only if they say the same.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Age;
use crate::calendar::Date;
use crate::markdown::{Attributes, Inline, plain, plain_blocks};
use crate::parse::{Document, FieldKind, KeyResult, Objective, OwnerName, RoadmapItem};

/// What a part of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Objective,
    KeyResult,
    Item,
}

/// What a part of a version says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub(super) struct Trace {
    kind: Kind,
    /// What it is recognised by: its id or its words, and how many before it are alike.
    key: u64,
    /// Its words, owners and dates.
    words: u64,
    /// Its outcome, grade and state.
    told: u64,
}

/// A trace as it is kept: short, since there are many.
type Kept = (u8, u64, u64, u64);

impl From<Trace> for Kept {
    fn from(trace: Trace) -> Self {
        (trace.kind as u8, trace.key, trace.words, trace.told)
    }
}

impl From<Kept> for Trace {
    fn from((kind, key, words, told): Kept) -> Self {
        let kind = match kind {
            0 => Kind::Objective,
            1 => Kind::KeyResult,
            _ => Kind::Item,
        };
        Self { kind, key, words, told }
    }
}

/// What a part says, and since when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Known {
    pub(super) trace: Trace,
    pub(super) age: Age,
}

/// The parts of the next version of a document, written on `day`: what `before` says too keeps
/// its days. Without a day it cannot be told when it began to say anything else.
pub(super) fn follow(before: &[Known], traces: Vec<Trace>, day: Option<Date>) -> Vec<Known> {
    let name = |trace: &Trace| (trace.kind, trace.key);
    let by_name: HashMap<_, usize> =
        before.iter().enumerate().map(|(at, known)| (name(&known.trace), at)).collect();
    let same: Vec<Option<usize>> =
        traces.iter().map(|trace| by_name.get(&name(trace)).copied()).collect();
    let mut taken = vec![false; before.len()];
    same.iter().flatten().for_each(|at| taken[*at] = true);
    let mut next = 0;
    let mut known = Vec::with_capacity(traces.len());
    for (trace, same) in traces.into_iter().zip(same) {
        // What stands in the place of something that is gone is the same in other words.
        let reworded = || Some(next).filter(|at| is_free(before, &taken, *at, trace.kind));
        let old = same.or_else(reworded);
        if let Some(at) = old {
            taken[at] = true;
            next = at + 1;
        }
        known.push(Known { trace, age: age(old.map(|at| &before[at]), &trace, day) });
    }
    known
}

fn is_free(before: &[Known], taken: &[bool], at: usize, kind: Kind) -> bool {
    before.get(at).is_some_and(|known| known.trace.kind == kind && !taken[at])
}

fn age(old: Option<&Known>, trace: &Trace, day: Option<Date>) -> Age {
    let Some(old) = old else { return Age { born: day, worded: day, told: day } };
    let keep = |is_same: bool, since: Option<Date>| if is_same { since } else { day };
    Age {
        born: old.age.born,
        worded: keep(old.trace.words == trace.words, old.age.worded),
        told: keep(old.trace.told == trace.told, old.age.told),
    }
}

/// The parts of a document: each objective, its key results after it, and then the items.
pub(super) fn traces(document: &Document) -> Vec<Trace> {
    let mut alike: HashMap<(Kind, u64), u64> = HashMap::new();
    let mut all: Vec<Trace> = Vec::new();
    let mut add = |mut trace: Trace| {
        let count = alike.entry((trace.kind, trace.key)).or_default();
        trace.key = trace.key.wrapping_add(*count);
        *count += 1;
        all.push(trace);
    };
    for written in &document.objectives {
        add(objective(written));
        written.key_results.iter().for_each(|written| add(key_result(written)));
    }
    document.items.iter().for_each(|written| add(item(written)));
    all
}

fn objective(written: &Objective) -> Trace {
    let title = plain(&written.title);
    let mut words = Print::new();
    words.add(&title).marks(&written.marks).owners(&written.owners);
    words.add(&plain_blocks(&written.notes));
    let mut told = Print::new();
    told.inlines(written.outcome.as_deref()).attributes(&written.attributes);
    let key = key(&written.attributes, &title);
    Trace { kind: Kind::Objective, key, words: words.done(), told: told.done() }
}

fn key_result(written: &KeyResult) -> Trace {
    let text = plain(&written.text);
    let figures = &written.figures;
    let mut words = Print::new();
    words.add(&text).marks(&written.marks).owners(&written.owners);
    words.option(figures.start.as_deref()).option(figures.target.as_deref());
    let mut told = Print::new();
    told.inlines(written.outcome.as_deref()).attributes(&written.attributes);
    told.option(figures.current.as_deref())
        .option(written.task.map(|it| if it { "x" } else { " " }));
    // What stands under a key result tells how it goes.
    told.add(&plain_blocks(&written.notes));
    let key = key(&written.attributes, &text);
    Trace { kind: Kind::KeyResult, key, words: words.done(), told: told.done() }
}

fn item(written: &RoadmapItem) -> Trace {
    let title = plain(&written.title);
    let (mut words, mut told) = (Print::new(), Print::new());
    words.add(&title).marks(&written.marks).owners(&written.owners);
    words.add(&plain_blocks(&written.notes)).option(written.release.as_deref());
    for field in &written.fields {
        let print = match field.kind {
            FieldKind::Status | FieldKind::Progress | FieldKind::Finished | FieldKind::Horizon => {
                &mut told
            }
            _ => &mut words,
        };
        print.add(&field.key).add(&plain(&field.value));
    }
    let times = [written.due.as_ref().map(|due| due.value), written.period];
    words.add(&format!("{times:?}"));
    told.option(written.state.map(crate::parse::State::word));
    told.option(written.horizon.map(crate::parse::Horizon::word));
    told.add(&format!("{}/{} {:?}", written.checks.done, written.checks.all, written.share));
    told.attributes(&written.attributes);
    let key = key(&written.attributes, &title);
    Trace { kind: Kind::Item, key, words: words.done(), told: told.done() }
}

/// What a part is recognised by: the id that its author gave it, or the letters and digits of its
/// words.
fn key(attributes: &Attributes, words: &str) -> u64 {
    let letters = || -> String {
        let letters = words.chars().filter(|sign| sign.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let mut print = Print::new();
    match &attributes.id {
        Some(id) => print.add("#").add(&id.value),
        None => print.add(&letters()),
    };
    print.done()
}

/// Texts as one number.
struct Print(blake3::Hasher);

impl Print {
    fn new() -> Self {
        Self(blake3::Hasher::new())
    }

    fn add(&mut self, text: &str) -> &mut Self {
        self.0.update(&text.len().to_le_bytes()).update(text.as_bytes());
        self
    }

    fn option(&mut self, text: Option<&str>) -> &mut Self {
        self.add(if text.is_some() { "+" } else { "-" }).add(text.unwrap_or_default())
    }

    fn inlines(&mut self, inlines: Option<&[Inline]>) -> &mut Self {
        self.option(inlines.map(plain).as_deref())
    }

    /// Priorities. Other labels are numbers, and change when something is added before them.
    fn marks(&mut self, marks: &[String]) -> &mut Self {
        let is_priority = |mark: &&String| {
            let rest = mark.strip_prefix(['P', 'p']);
            rest.is_some_and(|rest| rest.bytes().all(|sign| sign.is_ascii_digit()))
        };
        marks.iter().filter(is_priority).fold(self, |print, mark| print.add(mark))
    }

    fn owners(&mut self, owners: &[OwnerName]) -> &mut Self {
        let print = self.add(&owners.len().to_string());
        owners.iter().fold(print, |print, owner| print.add(&owner.name))
    }

    fn attributes(&mut self, attributes: &Attributes) -> &mut Self {
        let pairs = attributes.pairs.iter();
        pairs.fold(self, |print, (key, value)| print.add(&key.value).add(value))
    }

    fn done(&self) -> u64 {
        let mut bytes = [0; 8];
        // Six bytes are enough to tell the versions of one part from each other.
        bytes[..6].copy_from_slice(&self.0.finalize().as_bytes()[..6]);
        u64::from_le_bytes(bytes)
    }
}
