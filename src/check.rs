//! Judges the plan; one rule, one file, one page in `docs/rules/`.

mod front_matter_unknown_parent;
mod id_duplicate;
mod link_missing_anchor;
mod link_missing_page;
mod link_outside_content;
mod link_unsafe_scheme;
mod owner_spelling;
mod period_dates_disagree;
mod source_too_large;
mod team_unknown_parent;

pub use link_missing_page::missing_page;

use crate::diag::Diagnostic;
use crate::model::Plan;
use crate::source::{SourceId, Sources};

/// What the rules look at.
pub struct Subject<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// All texts.
    pub sources: &'a Sources,
    /// The configuration file, if there is one.
    pub config: Option<SourceId>,
}

/// All diagnostics that the rules of this room find, and those that were found in reading.
#[must_use]
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let rules = [
        front_matter_unknown_parent::check,
        id_duplicate::check,
        link_missing_anchor::check,
        link_missing_page::check,
        link_outside_content::check,
        link_unsafe_scheme::check,
        owner_spelling::check,
        period_dates_disagree::check,
        source_too_large::check,
        team_unknown_parent::check,
    ];
    let read = subject.plan.documents.iter().flat_map(|entry| entry.document.diagnostics.clone());
    read.chain(rules.iter().flat_map(|rule| rule(subject))).collect()
}
