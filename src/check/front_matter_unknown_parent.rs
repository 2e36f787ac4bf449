//! `front-matter/unknown-parent`: the objective that a document supports exists.

use super::Subject;
use crate::diag::{Diagnostic, rules};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let found = subject.plan.parent_faults.iter();
    found
        .map(|fault| {
            let parent = &fault.parent;
            let message = if fault.circular {
                format!("the objective `{parent}` stands below those of this document")
            } else {
                format!("no objective has the id `{parent}`")
            };
            let help = match &fault.nearest {
                Some(near) => format!("did you mean `{near}`?"),
                None if fault.circular => {
                    "name an objective that does not depend on these".to_owned()
                }
                None => format!("give the objective this id: `{{#{parent}}}` at its end"),
            };
            Diagnostic::new(&rules::FRONT_MATTER_UNKNOWN_PARENT, fault.at, message).help(help)
        })
        .collect()
}
