//! All documents → one resolved, immutable plan: who holds what, what supports what, and what
//! every name and link means.
//!
//! What is odd about the plan is recorded here as facts; the rules in `check` judge them.

mod ids;
mod links;
mod owners;
mod parents;
mod periods;
mod plan;
mod references;
mod resolve;
mod revise;
mod roadmap;
mod scores;
mod slugs;
mod table;
mod targets;
mod teams;

pub use ids::{DocumentId, ItemId, KeyResultId, ObjectiveId, OwnerId, PeriodId, TargetId, TeamId};
pub use links::{Anchor, BrokenLink, Destination, LinkFault, LinksOut, SiteLink};
pub use owners::OWNERS;
pub use periods::LEEWAY;
pub use plan::{
    DatesConflict, DocumentEntry, DuplicateId, Home, KeyResult, Objective, Owner, ParentFault,
    Period, Plan, Spelling, Target, Team, TeamFault,
};
pub use references::{Reference, Referent};
pub use resolve::{Context, LIST, resolve};
pub use revise::{Moved, Revision, revise};
pub use roadmap::{Due, DueVia, ITEMS, Item, Supported};
pub use scores::{Total, once_each};
pub use table::{Rows, Table};
pub use teams::TEAMS;
