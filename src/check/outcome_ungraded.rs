//! `outcome/ungraded`: an outcome can be graded, and in one way only.

use std::collections::BTreeMap;

use super::Subject;
use super::custom::is_custom;
use super::outcome::{self, Outcome};
use crate::diag::{Diagnostic, rules};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut documents: BTreeMap<_, (Vec<Diagnostic>, usize)> = BTreeMap::new();
    for outcome in outcome::all(subject.plan).filter(|outcome| outcome.words.is_some()) {
        let at = outcome.at();
        let (found, all) = documents.entry(at.source).or_default();
        found.extend(diagnostic(&outcome));
        *all += 1;
    }
    let told = documents.into_values().flat_map(|(mut found, all)| {
        if is_custom(found.len(), all) {
            let count = found.len();
            found.truncate(1);
            for first in &mut found {
                first.message = format!("{count} of {all} outcomes give no sure grade");
                "the first of them".clone_into(&mut first.label);
            }
        }
        found
    });
    told.collect()
}

fn diagnostic(outcome: &Outcome<'_>) -> Option<Diagnostic> {
    let said = outcome.assessment;
    let tell = |message| Diagnostic::new(&rules::OUTCOME_UNGRADED, outcome.at(), message);
    match (&said.grade, &said.hint) {
        (Some(grade), Some(hint)) => {
            let found = tell("this outcome can be read in two ways");
            Some(found.label(grade.how.to_string()).help(hint.to_string()))
        }
        (None, hint) if said.reported => {
            let usual = "begin it with `Done`, `Not done`, `In progress` or a share such as `70%`";
            let help = hint.map_or_else(|| usual.to_owned(), |hint| hint.to_string());
            Some(tell("no grade can be read from this outcome").help(help))
        }
        _ => None,
    }
}
