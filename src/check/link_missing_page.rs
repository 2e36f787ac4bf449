//! `link/missing-page`: a link's page exists.

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::model::LinkFault;
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let found = subject.plan.broken_links();
    found
        .filter_map(|link| {
            let LinkFault::MissingPage(near) = &link.fault else { return None };
            Some(missing_page(&link.address, near.as_deref(), link.at))
        })
        .collect()
}

/// The diagnostic for a link to a page that does not exist; perhaps `near` was meant.
#[must_use]
pub fn missing_page(address: &str, near: Option<&str>, at: Location) -> Diagnostic {
    let message = format!("the page `{address}` does not exist");
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "link to a document of the content folder, or write the page".to_owned(),
    };
    Diagnostic::new(&rules::LINK_MISSING_PAGE, at, message)
        .label("published as text, unlinked")
        .help(help)
}
