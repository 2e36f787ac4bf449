//! `owner/spelling`: an owner is spelled the same everywhere.

use super::Subject;
use crate::diag::{Diagnostic, rules};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let found = subject.plan.spellings.iter();
    found
        .map(|spelling| {
            let (kept, other) = (&spelling.kept, &spelling.other);
            let message = format!("the owner `{kept}` is also spelled `{other}`");
            let diagnostic = Diagnostic::new(&rules::OWNER_SPELLING, spelling.other_at, message)
                .label("taken for the same owner")
                .help(format!("write `{kept}`"));
            match spelling.kept_at {
                Some(at) => diagnostic.also(at, "spelled so here"),
                None => diagnostic,
            }
        })
        .collect()
}
