//! How fresh things are: when they were changed, and when somebody is to look at them again.

use crate::calendar::Date;
use crate::model::{DocumentId, Home, ItemId, KeyResultId, ObjectiveId, PeriodId};
use crate::past::{Age, Ages};

use super::assemble::View;
use super::data::{DateView, Freshness};

/// The days on which something changed, as far as anything tells, and none after today.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Days {
    /// When it first stood there.
    pub since: Option<Date>,
    /// When anything about it changed last.
    pub updated: Option<Date>,
    /// When its outcome, grade or state changed last.
    pub told: Option<Date>,
}

/// When somebody is to look at something again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Review {
    /// The last day on which that is in time.
    pub due: Date,
    /// Whether it has passed.
    pub overdue: bool,
}

/// What tells when a document and its parts changed.
#[derive(Debug)]
pub(super) struct Dating {
    /// The last day that it names itself.
    said: Option<Date>,
    /// What version control knows.
    ages: Option<Ages>,
}

impl View {
    /// The last day on which a document was changed, as far as it or version control says.
    pub(super) fn freshness(&self, id: DocumentId) -> Option<Date> {
        self.dating(id).said.max(self.committed(id))
    }

    /// The day on which version control saw the last change of a document, up to today.
    pub(super) fn committed(&self, id: DocumentId) -> Option<Date> {
        let path = self.plan.document(id).document.path.as_str();
        self.history.changed(path).filter(|day| *day <= self.today)
    }

    /// When an objective itself changed, apart from its key results.
    pub(super) fn objective_days(&self, id: ObjectiveId) -> Days {
        let objective = self.plan.objective(id);
        let ages = self.ages(objective.document);
        self.days(objective.document, ages.and_then(|ages| ages.objectives.get(objective.index)))
    }

    /// When a key result changed.
    pub(super) fn key_result_days(&self, id: KeyResultId) -> Days {
        let key_result = self.plan.key_result(id);
        let objective = self.plan.objective(key_result.objective);
        let ages = self.ages(objective.document);
        let ages = ages.and_then(|ages| ages.key_results.get(objective.index));
        self.days(objective.document, ages.and_then(|ages| ages.get(key_result.index)))
    }

    /// When an item of the roadmap changed.
    pub(super) fn item_days(&self, id: ItemId) -> Days {
        let item = self.plan.item(id);
        let ages = self.ages(item.document);
        self.days(item.document, ages.and_then(|ages| ages.items.get(item.index)))
    }

    /// The last day on which an objective or one of its key results changed.
    pub(super) fn objective_updated(&self, id: ObjectiveId) -> Option<Date> {
        let key_results = self.plan.objective(id).key_results.iter();
        let updated = key_results.map(|id| self.key_result_days(*id).updated);
        updated.max().flatten().max(self.objective_days(id).updated)
    }

    /// The next review of an objective, unless its period is over.
    pub(super) fn objective_review(&self, id: ObjectiveId) -> Option<Review> {
        let is_open = self.is_open(self.plan.objective(id).period);
        self.review(self.objective_updated(id)).filter(|_| is_open)
    }

    /// The next review of an item, unless it is done or dropped.
    pub(super) fn item_review(&self, id: ItemId) -> Option<Review> {
        let is_open = self.lane(id) != crate::parse::Horizon::Done;
        self.review(self.item_days(id).updated).filter(|_| is_open)
    }

    /// The next review of a document, unless all the periods it is for are over.
    pub(super) fn document_review(&self, id: DocumentId) -> Option<Review> {
        let is_open = match &self.plan.document(id).home {
            Home::Periods(periods) => periods.iter().any(|period| self.is_open(*period)),
            Home::Page => true,
        };
        self.review(self.freshness(id)).filter(|_| is_open)
    }

    /// How fresh something is, for a page.
    pub(super) fn fresh(&self, updated: Option<Date>, review: Option<Review>) -> Freshness {
        Freshness {
            updated: updated.map(|day| self.date(day)),
            review: review.map(|review| self.date(review.due)),
            overdue: review.is_some_and(|review| review.overdue),
        }
    }

    pub(super) fn updated_view(&self, id: DocumentId) -> Option<DateView> {
        self.freshness(id).map(|day| self.date(day))
    }

    fn is_open(&self, id: PeriodId) -> bool {
        self.plan.period(id).range.is_none_or(|range| self.today <= range.ends())
    }

    fn review(&self, updated: Option<Date>) -> Option<Review> {
        let due = updated?.plus_days(self.config.review_every?);
        Some(Review { due, overdue: due < self.today })
    }

    fn ages(&self, id: DocumentId) -> Option<&Ages> {
        self.dating(id).ages.as_ref()
    }

    fn dating(&self, id: DocumentId) -> &Dating {
        self.datings.get_or_make(id.index(), || Dating {
            said: self.said(id),
            ages: self.history.ages(&self.plan.document(id).document),
        })
    }

    /// What version control knows of a part, or else what its document says of itself.
    fn days(&self, document: DocumentId, age: Option<&Age>) -> Days {
        let past = |day: Option<Date>| day.filter(|day| *day <= self.today);
        let age = age.copied().unwrap_or_default();
        Days {
            since: past(age.born),
            updated: past(age.changed()).or(self.dating(document).said),
            told: past(age.told),
        }
    }
}
