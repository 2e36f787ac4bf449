//! `item/unknown-support`: what an item supports exists.

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::model::{Reference, Referent};
use crate::parse::FieldKind;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    // Without objectives there is nothing that could be named.
    if plan.objectives.is_empty() {
        return Vec::new();
    }
    let all = plan.items.iter().flat_map(|item| &item.references);
    let supports = all.filter(|it| it.kind == FieldKind::Supports);
    supports.filter_map(|it| told(subject, it)).collect()
}

fn told(subject: &Subject<'_>, reference: &Reference) -> Option<Diagnostic> {
    let words = &reference.words;
    let (message, near) = match &reference.to {
        Referent::Nothing(near) => {
            (format!("no objective or key result is called `{words}`"), near.as_deref())
        }
        Referent::Page(page) => {
            let path = &subject.plan.document(*page).document.path;
            let message =
                format!("this leads to `{path}`, and there to no objective or key result");
            (message, None)
        }
        Referent::Goal(_) | Referent::Item(_) | Referent::Itself => return None,
    };
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "name an id or a title, or link to it, as in `[words](okrs/fy21-q2.md#id)`".to_owned()
        }
    };
    Some(Diagnostic::new(&rules::ITEM_UNKNOWN_SUPPORT, reference.at, message).help(help))
}
