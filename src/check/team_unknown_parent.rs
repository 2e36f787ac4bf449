//! `team/unknown-parent`: a team's parent exists and is not below it.

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(source) = subject.config.file else { return Vec::new() };
    let found = subject.plan.team_faults.iter();
    found
        .map(|fault| {
            let (team, parent) = (&fault.team, &fault.parent);
            let at = Location { source, span: fault.at };
            let message = if fault.circular {
                format!("the team `{team}` would stand below itself: `{parent}` is one of its own")
            } else {
                format!("the team `{team}` has a parent that does not exist: `{parent}`")
            };
            let help = match &fault.nearest {
                Some(near) => format!("did you mean `{near}`?"),
                None if fault.circular => "name a parent that does not belong to it".to_owned(),
                None => format!("add `[[teams]]` with `name = \"{parent}\"`"),
            };
            Diagnostic::new(&rules::TEAM_UNKNOWN_PARENT, at, message).help(help)
        })
        .collect()
}
