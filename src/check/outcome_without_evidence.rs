//! `outcome/without-evidence`: what is done can be looked up.

use super::{Subject, outcome};
use crate::diag::{Diagnostic, rules};
use crate::grade::Status;
use crate::markdown::{Inline, InlineKind, plain};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    outcome::all(subject.plan)
        .filter(|found| found.words.map_or(found.is_ticked, is_bare))
        .map(|found| {
            let message = "this is called done, and nothing shows it";
            Diagnostic::new(&rules::OUTCOME_WITHOUT_EVIDENCE, found.at(), message)
                .help("add a number or a link, as in `=> Done: [the report](https://…)`")
        })
        .collect()
}

/// Whether an outcome says that it is done, and nothing else.
fn is_bare(words: &[Inline]) -> bool {
    Status::named(&plain(words)) == Some(Status::Done) && !words.iter().any(holds_link)
}

fn holds_link(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Link(_)) || inline.children().iter().any(holds_link)
}
