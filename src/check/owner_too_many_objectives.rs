//! `owner/too-many-objectives`: an owner has few enough objectives to attend to.

use std::collections::BTreeMap;

use super::{Subject, holder};
use crate::diag::{Diagnostic, rules};
use crate::model::ObjectiveId;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    let limit = subject.config.limits.objectives_per_owner;
    let mut found = Vec::new();
    for id in plan.owner_ids() {
        let owner = plan.owner(id);
        let mut periods: BTreeMap<_, Vec<ObjectiveId>> = BTreeMap::new();
        for held in &owner.objectives {
            periods.entry(plan.objective(*held).period).or_default().push(*held);
        }
        for (period, held) in periods {
            // The first that is too many.
            let Some(last) = held.get(limit) else { continue };
            let Some(at) = holder::of_objective(plan, *last, id) else { continue };
            let (name, label) = (&owner.name, &plan.period(period).label);
            let message =
                format!("`{name}` has {} objectives in `{label}`, more than {limit}", held.len());
            found.push(Diagnostic::new(&rules::OWNER_TOO_MANY_OBJECTIVES, at, message).help(
                "choose what matters most, or raise `objectives_per_owner` under `[limits]` in `quarterdeck.toml`",
            ));
        }
    }
    found
}
