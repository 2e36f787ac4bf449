//! Where owners are named.

use crate::model::{KeyResultId, ObjectiveId, OwnerId, Plan};
use crate::parse::OwnerName;
use crate::source::{Location, SourceId};

/// Where an objective names its owner `id`.
pub(super) fn of_objective(plan: &Plan, objective: ObjectiveId, id: OwnerId) -> Option<Location> {
    let names = &plan.written_objective(objective).owners;
    find(&plan.objective(objective).owners, names, id, plan.source_of(objective))
}

/// Where a key result names its own owner `id`.
pub(super) fn of_key_result(plan: &Plan, key_result: KeyResultId, id: OwnerId) -> Option<Location> {
    let names = &plan.written_key_result(key_result).owners;
    let found = plan.key_result(key_result);
    find(&found.owners, names, id, plan.source_of(found.objective))
}

fn find(
    owners: &[OwnerId],
    names: &[OwnerName],
    id: OwnerId,
    source: SourceId,
) -> Option<Location> {
    let (_, name) = owners.iter().zip(names).find(|(owner, _)| **owner == id)?;
    Some(Location { source, span: name.span })
}
