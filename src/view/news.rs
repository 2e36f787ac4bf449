//! What is new: since when something says what it says, and what of it changed last.

use crate::calendar::{Date, DateRange};
use crate::markdown::plain;
use crate::model::{ItemId, KeyResultId, ObjectiveId};
use crate::words::Arg;

use super::assemble::View;
use super::freshness::Days;

/// What is new of something, or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// `objective`, `key_result`, `item` or `outcome`; or that it `changed`.
    pub what: &'static str,
    /// The first day on which it was there, when that is known.
    pub since: Option<Date>,
    /// The day of its last change.
    pub updated: Date,
}

/// A key result in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InWords {
    /// What it says.
    pub text: String,
    /// What came of it; may be empty.
    pub outcome: String,
    /// How it stands.
    pub state: String,
}

impl View {
    /// The day on which the site was made.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// What is new of an objective, by the day of its own last change, or else that on which its
    /// period began.
    #[must_use]
    pub fn objective_news(&self, id: ObjectiveId) -> Option<News> {
        let days = self.objective_days(id);
        let range = self.plan.period(self.plan.objective(id).period).range;
        let begun = range.map(DateRange::starts).filter(|day| *day <= self.today);
        let told = days.told.filter(|_| self.plan.written_objective(id).outcome.is_some());
        news("objective", Days { updated: days.updated.or(begun), told, ..days })
    }

    /// What is new of a key result that came later than its objective, or has changed since.
    #[must_use]
    pub fn key_result_news(&self, id: KeyResultId) -> Option<News> {
        let days = self.key_result_days(id);
        let (since, updated) = (days.since?, days.updated?);
        let objective = self.objective_days(self.plan.key_result(id).objective);
        // What came with its objective is told with it.
        if objective.since == Some(since) && since == updated {
            return None;
        }
        let told = days.told.filter(|_| self.plan.written_key_result(id).outcome.is_some());
        news("key_result", Days { told, ..days })
    }

    /// What is new of an item of the roadmap.
    #[must_use]
    pub fn item_news(&self, id: ItemId) -> Option<News> {
        news("item", Days { told: None, ..self.item_days(id) })
    }

    /// A key result in words, without more about it.
    #[must_use]
    pub fn key_result_in_words(&self, id: KeyResultId) -> InWords {
        let outcome = self.plan.written_key_result(id).outcome.as_deref();
        InWords {
            text: self.key_result_text(id),
            outcome: plain(outcome.unwrap_or_default()),
            state: self.key_result_state(id).word,
        }
    }

    /// What is said of something new: `objective`, `key_result`, `item` or `outcome`; or of
    /// something that was `changed`.
    #[must_use]
    pub fn news(&self, what: &str) -> String {
        let key = match what {
            "objective" => "news.objective",
            "key_result" => "news.key_result",
            "item" => "news.item",
            "outcome" => "news.outcome",
            _ => "news.changed",
        };
        self.say(key, &[])
    }

    /// What is said of the first day of a period, and of its last.
    #[must_use]
    pub fn bounds(&self, period: &str) -> [String; 2] {
        let args = [("period", Arg::Text(period))];
        [self.say("calendar.begins", &args), self.say("calendar.ends", &args)]
    }

    /// The word for the roadmap.
    #[must_use]
    pub fn roadmap_word(&self) -> String {
        self.say("navigation.roadmap", &[])
    }
}

/// What of a `thing` is new that has changed on these days.
fn news(thing: &'static str, days: Days) -> Option<News> {
    let Days { since, updated, told } = days;
    let updated = updated?;
    let what = match () {
        () if since.is_none_or(|since| since == updated) => thing,
        () if told == Some(updated) => "outcome",
        () => "changed",
    };
    Some(News { what, since, updated })
}
