//! Documents whose objectives support one of another document, as their front matter says.

use std::collections::BTreeSet;

use crate::diag::nearest;
use crate::source::{Location, Spanned};

use super::ids::{DocumentId, ObjectiveId};
use super::plan::{ParentFault, Plan};

/// Puts the top objectives of each document with a `parent` below the objective it names.
pub(super) fn adopt(plan: &mut Plan) {
    for id in plan.document_ids().collect::<Vec<_>>() {
        let Some(parent) = plan.document(id).document.fields.parent.clone() else { continue };
        let orphans: Vec<ObjectiveId> = (0..plan.document(id).document.objectives.len())
            .map(|index| plan.objective_at(id, index))
            .filter(|objective| plan.objective(*objective).parent.is_none())
            .collect();
        match find(plan, &orphans, &parent.value) {
            Some(above)
                if !orphans
                    .iter()
                    .any(|orphan| above == *orphan || plan.why(above).any(|it| it == *orphan)) =>
            {
                for orphan in orphans {
                    plan.objectives[orphan.index()].parent = Some(above);
                    plan.objectives[above.index()].children.push(orphan);
                }
            }
            found => {
                let fault = fault(plan, id, &parent, found.is_some());
                plan.parent_faults.push(fault);
            }
        }
    }
}

/// The objective called `name`: one of the same period before one of another, the latest first.
fn find(plan: &Plan, orphans: &[ObjectiveId], name: &str) -> Option<ObjectiveId> {
    let period = orphans.first().map(|orphan| plan.objective(*orphan).period);
    let named = plan.objective_ids().filter(|id| plan.objective(*id).slug == name);
    named.max_by_key(|id| {
        let own = plan.objective(*id).period;
        (Some(own) == period, own)
    })
}

fn fault(plan: &Plan, id: DocumentId, parent: &Spanned<String>, circular: bool) -> ParentFault {
    let slugs: BTreeSet<&str> =
        plan.objectives.iter().map(|objective| objective.slug.as_str()).collect();
    ParentFault {
        parent: parent.value.clone(),
        at: Location { source: plan.document(id).document.source, span: parent.span },
        nearest: nearest(&parent.value, slugs).filter(|_| !circular).map(str::to_owned),
        circular,
    }
}
