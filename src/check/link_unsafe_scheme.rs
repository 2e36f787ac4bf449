//! `link/unsafe-scheme`: links use schemes that are safe to publish.

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::model::LinkFault;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let found = subject.plan.broken_links();
    found
        .filter(|link| link.fault == LinkFault::UnsafeScheme)
        .map(|link| {
            let scheme = link.address.split(':').next().unwrap_or("").trim();
            let message = format!("a link with the scheme `{scheme}` is not published");
            Diagnostic::new(&rules::LINK_UNSAFE_SCHEME, link.at, message)
                .label("published as text, unlinked")
                .help("use `https:`, `http:`, `mailto:`, `tel:` or `ftp:`")
        })
        .collect()
}
