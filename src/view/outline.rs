//! How a document was read, as data with a stable shape for programs.

mod items;

use serde::Serialize;

use crate::diag::Diagnostic;
use crate::grade::Assessment;
use crate::markdown::plain;
use crate::model::{DocumentId, Home, KeyResultId, ObjectiveId};
use crate::parse::TargetPlace;
use crate::source::Span;

use super::assemble::View;

pub use items::{OutlineDate, OutlineItem};

/// All documents that were asked for. Names and meanings only ever grow within a schema version.
#[derive(Clone, Debug, Serialize)]
pub struct Outline {
    /// The version of this shape.
    pub schema: u32,
    /// The documents, in the order in which they were asked for.
    pub documents: Vec<OutlineDocument>,
}

/// One document.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineDocument {
    /// Its path, relative to the content folder.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// The periods its objectives are for.
    pub periods: Vec<OutlinePeriod>,
    /// Its objectives, each after its parent.
    pub objectives: Vec<OutlineObjective>,
    /// The items of its roadmap, each after the one it is a part of.
    pub items: Vec<OutlineItem>,
    /// The targets it defines.
    pub targets: Vec<OutlineTarget>,
    /// What is wrong with it.
    pub diagnostics: Vec<OutlineDiagnostic>,
    /// What each of its lines was read as.
    pub lines: Vec<OutlineLine>,
}

/// A line of a document.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineLine {
    /// Its number, from 1.
    pub line: u32,
    /// What it is, and then what stands in it; empty for a blank line.
    pub roles: Vec<&'static str>,
    /// The rule that made it an objective or key result.
    pub rule: Option<&'static str>,
}

/// A period.
#[derive(Clone, Debug, Serialize)]
pub struct OutlinePeriod {
    /// `fy21-q2`.
    pub id: String,
    /// `FY21-Q2`.
    pub label: String,
    /// The first day, `YYYY-MM-DD`.
    pub starts: Option<String>,
    /// The last day, `YYYY-MM-DD`.
    pub ends: Option<String>,
}

/// An objective.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineObjective {
    /// Its id, unique in its period.
    pub id: String,
    /// The line it starts on, from 1.
    pub line: u32,
    /// The id of its period; `null` when it names none.
    pub period: Option<String>,
    /// Its owner as written; the first of several.
    pub owner: Option<String>,
    /// All its owners as written.
    pub owners: Vec<String>,
    /// Its words.
    pub title: String,
    /// The id of the objective it stands under.
    pub parent: Option<String>,
    /// The words after the arrow.
    pub outcome: Option<String>,
    /// The status its author gave it, or that its outcome tells.
    pub status: Option<&'static str>,
    /// Its own grade.
    pub grade: Option<OutlineGrade>,
    /// Its key results.
    pub key_results: Vec<OutlineKeyResult>,
}

/// A key result.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineKeyResult {
    /// Its id, unique in its period.
    pub id: String,
    /// The line it starts on, from 1.
    pub line: u32,
    /// Its words.
    pub text: String,
    /// Its own owner as written; `null` when it names none and its objective's owner holds it.
    pub owner: Option<String>,
    /// All owners it names itself.
    pub owners: Vec<String>,
    /// The words after the arrow.
    pub outcome: Option<String>,
    /// The status its author gave it, or that its outcome tells.
    pub status: Option<&'static str>,
    /// Its grade.
    pub grade: Option<OutlineGrade>,
    /// The labels of the targets it names.
    pub targets: Vec<String>,
}

/// A grade and how it came about.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineGrade {
    /// The value; 1 is all of it, more and less than 0…1 is possible.
    pub value: f64,
    /// `measured` or `declared`.
    pub source: &'static str,
    /// How it was read.
    pub explanation: String,
}

/// A target.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineTarget {
    /// Its label in lower case.
    pub label: String,
    /// The address of its definition.
    pub definition: String,
    /// The line of its definition, from 1.
    pub line: u32,
    /// Its uses.
    pub uses: Vec<OutlineUse>,
}

/// A use of a target.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineUse {
    /// The line, from 1.
    pub line: u32,
    /// The id of the key result it stands in; `null` elsewhere.
    pub key_result: Option<String>,
}

/// Something that is wrong.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineDiagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// `error`, `warning` or `hint`.
    pub severity: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

impl View {
    /// How the document `id` was read; `diagnostics` may hold those of other documents too.
    #[must_use]
    pub fn outline(&self, id: DocumentId, diagnostics: &[Diagnostic]) -> OutlineDocument {
        let plan = &*self.plan;
        let entry = plan.document(id);
        let document = &entry.document;
        // A text that could not be read as it is has two sources: what came of it, and the fault.
        let path = self.sources.get(document.source).path();
        let homes = match &entry.home {
            Home::Periods(homes) => homes.as_slice(),
            Home::Page => &[],
        };
        let named = homes.iter().map(|home| plan.period(*home)).filter(|it| it.name.is_some());
        let objectives = 0..document.objectives.len();
        let targets = plan.target_ids().filter(|target| plan.target(*target).document == id);
        OutlineDocument {
            path: document.path.as_str().to_owned(),
            title: document.title.as_ref().map(|title| title.value.clone()),
            periods: named
                .map(|period| OutlinePeriod {
                    id: period.slug.clone(),
                    label: period.label.clone(),
                    starts: period.range.map(|range| range.starts().to_string()),
                    ends: period.range.map(|range| range.ends().to_string()),
                })
                .collect(),
            objectives: objectives
                .map(|index| self.outline_objective(plan.objective_at(id, index)))
                .collect(),
            items: self.outline_items(id),
            targets: targets.map(|target| self.outline_target(target)).collect(),
            diagnostics: diagnostics
                .iter()
                .filter(|diagnostic| self.sources.get(diagnostic.at.source).path() == path)
                .map(|diagnostic| self.outline_diagnostic(diagnostic))
                .collect(),
            lines: self.outline_lines(id),
        }
    }

    fn outline_objective(&self, id: ObjectiveId) -> OutlineObjective {
        let plan = &*self.plan;
        let objective = plan.objective(id);
        let written = plan.written_objective(id);
        let period = plan.period(objective.period);
        OutlineObjective {
            id: objective.slug.clone(),
            line: self.line(objective.document, written.span),
            period: period.name.is_some().then(|| period.slug.clone()),
            owner: written.owners.first().map(|owner| owner.name.clone()),
            owners: written.owners.iter().map(|owner| owner.name.clone()).collect(),
            title: plain(&written.title),
            parent: objective.parent.map(|parent| plan.objective(parent).slug.clone()),
            outcome: written.outcome.as_deref().map(plain),
            status: objective.assessment.status.map(crate::grade::Status::word),
            grade: self.grade(&objective.assessment, objective.document, written.span),
            key_results: objective
                .key_results
                .iter()
                .map(|id| self.outline_key_result(*id))
                .collect(),
        }
    }

    fn outline_key_result(&self, id: KeyResultId) -> OutlineKeyResult {
        let plan = &*self.plan;
        let key_result = plan.key_result(id);
        let written = plan.written_key_result(id);
        let document = plan.objective(key_result.objective).document;
        OutlineKeyResult {
            id: key_result.slug.clone(),
            line: self.line(document, written.span),
            text: plain(&written.text),
            owner: written.owners.first().map(|owner| owner.name.clone()),
            owners: written.owners.iter().map(|owner| owner.name.clone()).collect(),
            outcome: written.outcome.as_deref().map(plain),
            status: key_result.assessment.status.map(crate::grade::Status::word),
            grade: self.grade(&key_result.assessment, document, written.span),
            targets: key_result.targets.iter().map(|id| plan.target(*id).label.clone()).collect(),
        }
    }

    fn outline_target(&self, id: crate::model::TargetId) -> OutlineTarget {
        let plan = &*self.plan;
        let target = plan.target(id);
        let document = &plan.document(target.document).document;
        let uses = target.uses.iter().map(|index| &document.uses[*index]);
        let (definition, at) = &target.definition;
        OutlineTarget {
            label: target.label.clone(),
            definition: definition.clone(),
            line: self.line(target.document, at.span),
            uses: uses
                .map(|used| OutlineUse {
                    line: self.line(target.document, used.span),
                    key_result: match used.place {
                        TargetPlace::KeyResult(objective, index) => {
                            let objective = plan.objective_at(target.document, objective);
                            let key_result = plan.objective(objective).key_results[index];
                            Some(plan.key_result(key_result).slug.clone())
                        }
                        TargetPlace::Objective(_) | TargetPlace::Prose => None,
                    },
                })
                .collect(),
        }
    }

    pub(super) fn outline_diagnostic(&self, diagnostic: &Diagnostic) -> OutlineDiagnostic {
        let place = self.sources.place(diagnostic.at);
        OutlineDiagnostic {
            rule: diagnostic.rule.name,
            severity: diagnostic.severity.word(),
            line: place.line,
            column: place.column,
            message: diagnostic.message.clone(),
        }
    }

    pub(super) fn line(&self, id: DocumentId, span: Span) -> u32 {
        self.sources.get(self.plan.document(id).document.source).line(span.start)
    }

    fn grade(&self, assessment: &Assessment, id: DocumentId, span: Span) -> Option<OutlineGrade> {
        assessment.grade.as_ref().map(|grade| OutlineGrade {
            value: grade.value,
            source: grade.source.word(),
            explanation: format!("{}, line {}", grade.how, self.line(id, span)),
        })
    }
}
