//! `link/missing-anchor`: a link's anchor exists on the page it leads to.

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::model::LinkFault;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let found = subject.plan.broken_links();
    found
        .filter_map(|link| {
            let LinkFault::MissingAnchor(page, near) = &link.fault else { return None };
            let anchor = link.address.split_once('#').map_or("", |(_, anchor)| anchor);
            let message = format!("`{page}` has no anchor `#{anchor}`");
            let help = match near {
                Some(near) => format!("did you mean `#{near}`?"),
                None => "use an explicit id, as in `{#name}`, or the words of a heading".to_owned(),
            };
            let diagnostic = Diagnostic::new(&rules::LINK_MISSING_ANCHOR, link.at, message);
            Some(diagnostic.label("published as text, unlinked").help(help))
        })
        .collect()
}
