//! `item/unknown-dependency`: the items that an item waits for exist.

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::model::{Reference, Referent};
use crate::parse::FieldKind;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let all = subject.plan.items.iter().flat_map(|item| &item.references);
    let named = all.filter(|it| it.kind == FieldKind::DependsOn);
    named.filter_map(|it| told(subject, it)).collect()
}

fn told(subject: &Subject<'_>, reference: &Reference) -> Option<Diagnostic> {
    let words = &reference.words;
    let (message, near) = match &reference.to {
        Referent::Nothing(near) => (format!("no item is called `{words}`"), near.as_deref()),
        // A page about something else may well come first.
        Referent::Page(page) if subject.plan.document(*page).document.is_roadmap => {
            let path = &subject.plan.document(*page).document.path;
            (format!("this leads to `{path}`, and there to no item"), None)
        }
        _ => return None,
    };
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name an item by its id or title; link to what is no item, or write a sentence"
            .to_owned(),
    };
    Some(Diagnostic::new(&rules::ITEM_UNKNOWN_DEPENDENCY, reference.at, message).help(help))
}
