//! `link/members-only`: every reader can open what a link leads to.

use super::Subject;
use crate::config::host;
use crate::diag::{Diagnostic, rules};
use crate::markdown::{Link, LinkForm};
use crate::source::{Location, Span};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &subject.plan.documents {
        let source = entry.document.source;
        let mut on_link = |link: &Link, span: Span| {
            let host = host(&link.address);
            if !is_target(link, subject) && subject.config.is_member_host(host) {
                let message = format!("only members can open what is at `{host}`");
                let help = "link to a page that everybody can open, or say here what it holds";
                let at = Location { source, span };
                found.push(Diagnostic::new(&rules::LINK_MEMBERS_ONLY, at, message).help(help));
            }
        };
        entry.document.each_link(&mut on_link, &mut |_, _| {});
    }
    found
}

/// A target is meant to lead to where only members can look.
fn is_target(link: &Link, subject: &Subject<'_>) -> bool {
    matches!(&link.form, LinkForm::Reference(label) if subject.config.is_target_label(label))
}
