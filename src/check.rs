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

use rayon::prelude::*;

use crate::calendar::Date;
use crate::config::Config;
use crate::diag::rules::{self, Rule};
use crate::diag::{Diagnostic, Severity};
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

/// A rule, and what finds its breaches.
type Check = (&'static Rule, fn(&Subject<'_>) -> Vec<Diagnostic>);

/// The rules of this room, by name.
const CHECKS: [Check; 30] = [
    (&rules::FRONT_MATTER_UNKNOWN_PARENT, front_matter_unknown_parent::check),
    (&rules::ID_DUPLICATE, id_duplicate::check),
    (&rules::ITEM_DEPENDENCY_CYCLE, item_dependency_cycle::check),
    (&rules::ITEM_DEPENDENCY_LATE, item_dependency_late::check),
    (&rules::ITEM_OVERDUE, item_overdue::check),
    (&rules::ITEM_SUPPORTS_NOTHING, item_supports_nothing::check),
    (&rules::ITEM_UNKNOWN_DEPENDENCY, item_unknown_dependency::check),
    (&rules::ITEM_UNKNOWN_SUPPORT, item_unknown_support::check),
    (&rules::KEY_RESULT_DUPLICATE, key_result_duplicate::check),
    (&rules::KEY_RESULT_UNMEASURED, key_result_unmeasured::check),
    (&rules::KEY_RESULT_UNSUPPORTED, key_result_unsupported::check),
    (&rules::LINK_MEMBERS_ONLY, link_members_only::check),
    (&rules::LINK_MISSING_ANCHOR, link_missing_anchor::check),
    (&rules::LINK_MISSING_PAGE, link_missing_page::check),
    (&rules::LINK_OUTSIDE_CONTENT, link_outside_content::check),
    (&rules::LINK_UNSAFE_SCHEME, link_unsafe_scheme::check),
    (&rules::OBJECTIVE_DUPLICATE, objective_duplicate::check),
    (&rules::OBJECTIVE_EMPTY, objective_empty::check),
    (&rules::OBJECTIVE_TOO_MANY_KEY_RESULTS, objective_too_many_key_results::check),
    (&rules::OUTCOME_MISSING, outcome_missing::check),
    (&rules::OUTCOME_TOO_EARLY, outcome_too_early::check),
    (&rules::OUTCOME_UNGRADED, outcome_ungraded::check),
    (&rules::OUTCOME_WITHOUT_EVIDENCE, outcome_without_evidence::check),
    (&rules::OWNER_SIMILAR, owner_similar::check),
    (&rules::OWNER_SPELLING, owner_spelling::check),
    (&rules::OWNER_TOO_MANY_OBJECTIVES, owner_too_many_objectives::check),
    (&rules::PERIOD_DATES_DISAGREE, period_dates_disagree::check),
    (&rules::SOURCE_TOO_LARGE, source_too_large::check),
    (&rules::TARGET_BLANK, target_blank::check),
    (&rules::TEAM_UNKNOWN_PARENT, team_unknown_parent::check),
];

/// All diagnostics that were found in reading; only of rules that are configured to be at least as
/// grave as `least`.
#[must_use]
pub fn read(subject: &Subject<'_>, least: Severity) -> Vec<Diagnostic> {
    let is_asked = |rule| subject.config.level(rule).severity().is_some_and(|it| it >= least);
    let read = subject.plan.documents.iter().flat_map(|entry| &entry.document.diagnostics);
    read.filter(|found| is_asked(found.rule)).cloned().collect()
}

/// The diagnostics that the rules of this room find; only of rules that are configured to be at
/// least as grave as `least`.
#[must_use]
pub fn judge(subject: &Subject<'_>, least: Severity) -> Vec<Diagnostic> {
    judge_while(subject, least, &|| true).unwrap_or_default()
}

/// The same, as long as somebody wants to know: that is asked before each rule. `None` when nobody
/// does any more.
pub fn judge_while(
    subject: &Subject<'_>,
    least: Severity,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Diagnostic>> {
    let is_asked = |rule| subject.config.level(rule).severity().is_some_and(|it| it >= least);
    let asked = CHECKS.par_iter().filter(|(rule, _)| is_asked(rule));
    let found = asked.map(|(_, check)| is_wanted().then(|| check(subject)));
    let found: Option<Vec<Vec<Diagnostic>>> = found.collect();
    Some(found?.concat())
}
