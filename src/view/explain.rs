//! How numbers came about, in the words of the site.

use crate::grade::{Advice, Grade, How};
use crate::model::{DocumentId, KeyResultId, ObjectiveId};
use crate::parse::Reading;
use crate::source::Span;
use crate::words::Arg;

use super::assemble::View;

impl View {
    /// How the grade of a key result came about, or why there is none.
    pub(super) fn key_result_explanation(&self, id: KeyResultId) -> String {
        let key_result = self.plan.key_result(id);
        let document = self.plan.objective(key_result.objective).document;
        let span = self.plan.written_key_result(id).span;
        match &key_result.assessment.grade {
            Some(grade) => self.explained(grade, document, span),
            None => key_result.assessment.hint.map_or_else(String::new, |it| self.ungraded(it)),
        }
    }

    /// How the score of an objective came about.
    pub(super) fn objective_explanation(&self, id: ObjectiveId) -> String {
        let objective = self.plan.objective(id);
        if let Some(grade) = &objective.assessment.grade {
            let span = self.plan.written_objective(id).span;
            return self.explained(grade, objective.document, span);
        }
        if objective.score.value.is_none() {
            return String::new();
        }
        let (key, values): (_, Vec<String>) = if objective.key_results.is_empty() {
            let children = objective.children.iter();
            let scores = children.filter_map(|child| self.plan.objective(*child).score.value);
            ("grade.mean_of_objectives", scores.map(|it| self.score(it).label).collect())
        } else {
            let key_results = objective.key_results.iter();
            let grades =
                key_results.filter_map(|id| self.plan.key_result(*id).assessment.grade.as_ref());
            let labels = grades.map(|grade| self.score(grade.clamped()).label);
            ("grade.mean_of_key_results", labels.collect())
        };
        self.say(key, &[("values", Arg::Text(&values.join(", ")))])
    }

    /// How a grade was read, and where.
    fn explained(&self, grade: &Grade, document: DocumentId, span: Span) -> String {
        let how = self.how(&grade.how);
        let line = self.line(document, span).to_string();
        self.say("grade.line", &[("how", Arg::Text(&how)), ("line", Arg::Text(&line))])
    }

    fn how(&self, how: &How) -> String {
        let number = Arg::Number;
        let of = |key, done: f64, whole: f64| {
            self.say(key, &[("done", number(done)), ("whole", number(whole))])
        };
        let kept = |key, now: f64, asked: f64| {
            self.say(key, &[("current", number(now)), ("target", number(asked))])
        };
        match how {
            How::Of(done, whole) => of("grade.of", *done, *whole),
            How::AtMost(done, most) => of("grade.at_most", *done, *most),
            How::Share(percent) => self.say("grade.share", &[("percent", number(*percent))]),
            How::Way { current, start, target } => {
                let negative = *start < 0.0;
                let key = if negative { "grade.way_from_below_zero" } else { "grade.way" };
                let ends = [("start", number(*start)), ("target", number(*target))];
                self.say(key, &[("current", number(*current)), ends[0], ends[1]])
            }
            How::Kept(now, asked) => kept("grade.kept", *now, *asked),
            How::NotKept(now, asked) => kept("grade.not_kept", *now, *asked),
            How::Parts(parts) => {
                let parts = parts.iter().map(|(done, whole)| of("grade.part", *done, *whole));
                let parts = parts.collect::<Vec<_>>().join(", ");
                self.say("grade.parts", &[("parts", Arg::Text(&parts))])
            }
            How::ByAuthor(grade) => self.say("grade.by_author", &[("grade", number(*grade))]),
            How::Ticked => self.say("grade.ticked", &[]),
            How::Struck => self.say("grade.struck", &[]),
            How::Marked(mark) => self.say("grade.marked", &[("mark", Arg::Text(mark))]),
            How::Words(words) => words.clone(),
        }
    }

    /// Why there is no grade: the author is told elsewhere what would give one.
    fn ungraded(&self, advice: Advice) -> String {
        match advice {
            Advice::ShareOrMetric(percent) => {
                self.say("ungraded.share_or_metric", &[("percent", Arg::Number(percent))])
            }
            Advice::Start(target) => self.say("ungraded.start", &[("target", Arg::Number(target))]),
            Advice::Share => self.say("ungraded.share", &[]),
        }
    }

    /// By which rule something was read as an objective.
    pub(super) fn reading(&self, reading: Reading) -> String {
        let key = match reading {
            Reading::Labelled => "reading.label",
            Reading::OwnerPrefix => "reading.owner",
            Reading::BoldItem => "reading.bold",
            Reading::HasKeyResults => "reading.results",
            Reading::BoldOverList => "reading.paragraph",
            Reading::HeadingOverList => "reading.heading",
            Reading::BesideObjectives => "reading.beside",
            Reading::LeafUnderObjective => "reading.leaf",
            Reading::TableRow => "reading.table",
        };
        self.say(key, &[])
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::calendar::Date;
    use crate::config::Config;
    use crate::model::{self, Context};
    use crate::source::Sources;
    use crate::view::{Edition, Files};
    use crate::words::Words;

    /// A view of nothing, in English.
    fn view() -> View {
        let config = Config::default();
        let plan = model::resolve(Vec::new(), &Context { config: &config, files: &[].into() });
        let (plan, config, sources) = (Arc::new(plan), Arc::new(config), Arc::new(Sources::new()));
        let edition = Edition {
            words: Words::english(),
            today: Date::from_unix_days(0),
            history: Arc::default(),
        };
        let files = Files { named: Arc::default(), may_be: |_| false };
        View::new(plan, config, sources, edition, files)
    }

    #[test]
    fn readers_are_told_in_english_what_authors_are_told() {
        let view = view();
        let ways = [
            How::Of(1.0, 2.5),
            How::AtMost(25.0, 3000.0),
            How::Share(40.0),
            How::Way { current: 58.3, start: 46.0, target: 60.0 },
            How::Way { current: 5.0, start: -5.0, target: 20.0 },
            How::Kept(99.0, 98.0),
            How::NotKept(97.0, 98.0),
            How::Parts(vec![(43.0, 75.0), (83.0, 100.0)]),
            How::ByAuthor(0.7),
            How::Ticked,
            How::Struck,
            How::Marked("✅".into()),
            How::Words("not yet".into()),
        ];
        for how in ways {
            assert_eq!(view.how(&how), how.to_string());
        }
        for reading in [
            Reading::Labelled,
            Reading::OwnerPrefix,
            Reading::BoldItem,
            Reading::HasKeyResults,
            Reading::BoldOverList,
            Reading::HeadingOverList,
            Reading::BesideObjectives,
            Reading::LeafUnderObjective,
            Reading::TableRow,
        ] {
            assert_eq!(view.reading(reading), reading.words());
        }
    }
}
