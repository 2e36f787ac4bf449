//! `link/outside-content`: a link out of the content folder has somewhere to go.

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::model::LinkFault;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let found = subject.plan.broken_links();
    found
        .filter(|link| link.fault == LinkFault::OutsideContent)
        .map(|link| {
            let message = format!("`{}` leads out of the content folder", link.address);
            Diagnostic::new(&rules::LINK_OUTSIDE_CONTENT, link.at, message)
                .label("published as text, unlinked")
                .help("tell where the source can be read: `[source]` with `url = \"https://…\"` in `quarterdeck.toml`")
        })
        .collect()
}
