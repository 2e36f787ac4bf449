//! Judges the plan; one rule, one file, one page in `docs/rules/`.

mod blank;
mod custom;
mod front_matter_unknown_parent;
mod holder;
mod id_duplicate;
mod item_dependency_cycle;
mod item_dependency_late;
mod item_overdue;
mod item_supports_nothing;
mod item_unknown_dependency;
mod item_unknown_support;
mod key_result_duplicate;
mod key_result_unmeasured;
mod key_result_unsupported;
mod link_members_only;
mod link_missing_anchor;
mod link_missing_page;
mod link_outside_content;
mod link_unsafe_scheme;
mod measure;
mod objective_duplicate;
mod objective_empty;
mod objective_too_many_key_results;
mod outcome;
mod outcome_missing;
mod outcome_too_early;
mod outcome_ungraded;
mod outcome_without_evidence;
mod owner_similar;
mod owner_spelling;
mod owner_too_many_objectives;
mod period_dates_disagree;
mod source_too_large;
mod target_blank;
mod team_unknown_parent;
mod when;
mod wording;

pub use link_missing_page::missing_page;

use crate::calendar::Date;
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::Plan;
use crate::source::Sources;

/// What the rules look at.
pub struct Subject<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// All texts.
    pub sources: &'a Sources,
    /// The settings.
    pub config: &'a Config,
    /// The day on which the plan is looked at.
    pub today: Date,
}

/// All diagnostics that the rules of this room find, and those that were found in reading.
#[must_use]
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let rules = [
        front_matter_unknown_parent::check,
        id_duplicate::check,
        item_dependency_cycle::check,
        item_dependency_late::check,
        item_overdue::check,
        item_supports_nothing::check,
        item_unknown_dependency::check,
        item_unknown_support::check,
        key_result_duplicate::check,
        key_result_unmeasured::check,
        key_result_unsupported::check,
        link_members_only::check,
        link_missing_anchor::check,
        link_missing_page::check,
        link_outside_content::check,
        link_unsafe_scheme::check,
        objective_duplicate::check,
        objective_empty::check,
        objective_too_many_key_results::check,
        outcome_missing::check,
        outcome_too_early::check,
        outcome_ungraded::check,
        outcome_without_evidence::check,
        owner_similar::check,
        owner_spelling::check,
        owner_too_many_objectives::check,
        period_dates_disagree::check,
        source_too_large::check,
        target_blank::check,
        team_unknown_parent::check,
    ];
    let read = subject.plan.documents.iter().flat_map(|entry| entry.document.diagnostics.clone());
    read.chain(rules.iter().flat_map(|rule| rule(subject))).collect()
}
