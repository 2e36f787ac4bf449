//! Which number of an outcome answers which number of its key result.

use std::collections::HashSet;

use super::context::goes_on;
use super::measure::{Kind, Measure, Measured, Role, Side, measure};
use super::scan::Token;
use super::words::{self, overlap};

/// More numbers than this of one kind in one text are a report, not a result.
const MOST: usize = 16;

/// What a key result asks and what its outcome says.
#[derive(Clone, Debug)]
pub(super) struct Pair<'a> {
    pub(super) asked: Measured<'a>,
    pub(super) said: Measured<'a>,
}

impl<'a> Pair<'a> {
    pub(super) fn new(key_result: &'a str, outcome: &'a str) -> Self {
        let (asked, said) = (measure(key_result, Side::KeyResult), measure(outcome, Side::Outcome));
        Self { asked, said }
    }
}

impl Measured<'_> {
    /// For each of `measures`, the stems that stand near it and near no other.
    pub(super) fn own_words(&self, measures: &[&Measure]) -> Vec<HashSet<String>> {
        let near: Vec<_> = measures.iter().map(|m| words::stems(self.clause(m.at))).collect();
        let own = |at: usize| {
            let others = near.iter().enumerate().filter(|(other, _)| *other != at);
            let shared: HashSet<&String> = others.flat_map(|(_, words)| words).collect();
            near[at].iter().filter(|word| !shared.contains(word)).cloned().collect()
        };
        (0..near.len()).map(own).collect()
    }

    /// The tokens around the one at `at`, from stop or comma to stop or comma.
    fn clause(&self, at: usize) -> &[Token<'_>] {
        let ends = |token: &Token<'_>| {
            matches!(token.piece, super::scan::Piece::Sign(',' | '.' | ';' | '!' | '?' | ':'))
        };
        let start = self.tokens[..at].iter().rposition(ends).map_or(0, |end| end + 1);
        let end = self.tokens[at..].iter().position(ends).map_or(self.tokens.len(), |e| at + e);
        &self.tokens[start..end]
    }
}

/// The numbers a key result asks for: those in parentheses and conditions only if no others are.
pub(super) fn targets<'p>(pair: &'p Pair<'_>) -> Vec<&'p Measure> {
    without_asides(pair.asked.measures.iter().collect())
}

/// The numbers of an outcome that could answer `targets`, which must be of one kind; `None` when
/// any of them is in doubt. Later sentences explain, so their numbers count only when they answer
/// a target as well.
pub(super) fn claims<'p>(pair: &'p Pair<'_>, targets: &[&Measure]) -> Option<Vec<&'p Measure>> {
    let kind = targets.first()?.kind;
    let mixed = targets.iter().any(|target| target.kind != kind);
    if mixed || pair.asked.muddled || pair.said.muddled {
        return None;
    }
    let said = pair.said.measures.iter().filter(|said| said.kind == kind);
    let mut said = without_asides(said.collect());
    if said.len().max(targets.len()) > MOST {
        return None;
    }
    let first = said.first()?.sentence;
    said.retain(|said| {
        said.sentence == first || targets.iter().any(|target| answers(pair, said, target))
    });
    if said.iter().any(|said| said.doubtful) { None } else { Some(said) }
}

/// Whether `said` can be about what `target` asks, going by the words around both.
pub(super) fn answers(pair: &Pair<'_>, said: &Measure, target: &Measure) -> bool {
    let known = |stem: &String| pair.asked.words().contains(stem);
    let wide = target.kind != Kind::Count || target.unit.is_empty();
    let named = names_unit(said, target)
        || overlap(&said.unit, &target.before) > 0
        || (wide && said.unit.iter().chain(&said.before).any(known));
    let related = if said.unit.is_empty() {
        (said.before.is_empty() && !goes_on(&pair.said.tokens, said.at))
            || said.before.iter().any(known)
    } else {
        named
    };
    // "Released with 4.2" says nothing about two designers.
    let odd = said.kind == Kind::Count
        && said.value.fract() != 0.0
        && target.value.fract() == 0.0
        && !named;
    said.kind == target.kind && related && (!odd || target.start.is_some())
}

/// Whether a change is compared with a change and a level with a level.
pub(super) fn comparable(target: &Measure, said: &Measure) -> bool {
    match target.role {
        Role::Change => matches!(said.role, Role::Change | Role::Signed),
        Role::Level => matches!(said.role, Role::Plain | Role::Level),
        Role::Plain => said.role != Role::Change,
        Role::Signed => {
            said.role != Role::Level && said.value.signum() * target.value.signum() >= 0.0
        }
    }
}

/// The one target whose unit `said` names best, or whose verb it shares when it names no unit;
/// `None` when there is none or more than one.
pub(super) fn best_target(pair: &Pair<'_>, said: &Measure, targets: &[&Measure]) -> Option<usize> {
    // In "2 writers and 3 editors" the verb before the first number governs the second as well.
    let mut verbs: &[String] = &[];
    let mut scores = Vec::with_capacity(targets.len());
    for target in targets {
        if !(target.listed && target.before.is_empty()) {
            verbs = &target.before;
        }
        let units = overlap(&said.unit, &target.unit);
        scores.push(if said.unit.is_empty() && !goes_on(&pair.said.tokens, said.at) {
            overlap(&said.before, verbs)
        } else {
            units.max(usize::from(names_unit(said, target)))
        });
    }
    let best = scores.iter().copied().max().filter(|best| *best > 0)?;
    let mut at = (0..scores.len()).filter(|at| scores[*at] == best);
    let found = at.next();
    if at.next().is_some() { None } else { found }
}

fn names_unit(said: &Measure, target: &Measure) -> bool {
    overlap(&said.unit, &target.unit) > 0
        || said.shares_dimension(target)
        || words::abbreviates(&said.unit, &target.unit)
        || words::abbreviates(&target.unit, &said.unit)
}

fn without_asides(mut measures: Vec<&Measure>) -> Vec<&Measure> {
    if measures.iter().any(|measure| !measure.aside) {
        measures.retain(|measure| !measure.aside);
    }
    measures
}
