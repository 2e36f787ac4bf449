//! All outcomes of a plan, whether an objective's or a key result's.

use crate::grade::Assessment;
use crate::markdown::Inline;
use crate::model::{PeriodId, Plan};
use crate::source::{Location, SourceId, Span};

/// What came of an objective or a key result.
pub(super) struct Outcome<'a> {
    /// The words after the arrow; `None` when a tick or a grade alone tells.
    pub words: Option<&'a [Inline]>,
    /// Whether a box is ticked.
    pub is_ticked: bool,
    /// What was made of them.
    pub assessment: &'a Assessment,
    /// The period of what it is the outcome of.
    pub period: PeriodId,
    source: SourceId,
    whole: Span,
}

impl Outcome<'_> {
    /// Where the words stand, or else what they would be the outcome of.
    pub(super) fn at(&self) -> Location {
        let ends = self.words.and_then(|words| Some((words.first()?.span, words.last()?.span)));
        let span = ends.map_or(self.whole, |(first, last)| Span {
            start: first.start,
            end: last.end.max(first.start),
        });
        Location { source: self.source, span }
    }
}

/// All things that have an outcome or could have one, in the order of the plan.
pub(super) fn all(plan: &Plan) -> impl Iterator<Item = Outcome<'_>> {
    plan.objective_ids().flat_map(move |id| {
        let (objective, written) = (plan.objective(id), plan.written_objective(id));
        let (source, period) = (plan.source_of(id), objective.period);
        let own = Outcome {
            words: written.outcome.as_deref(),
            is_ticked: false,
            assessment: &objective.assessment,
            period,
            source,
            whole: written.span,
        };
        let below = objective.key_results.iter().map(move |id| {
            let written = plan.written_key_result(*id);
            Outcome {
                words: written.outcome.as_deref(),
                is_ticked: written.task == Some(true),
                assessment: &plan.key_result(*id).assessment,
                period,
                source,
                whole: written.span,
            }
        });
        std::iter::once(own).chain(below)
    })
}
