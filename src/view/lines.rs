//! How each line of a document was read, for its author: what it is, which rule decided, and what
//! was made of it.

mod facts;
mod sheet;

use std::collections::BTreeSet;

use crate::config::front_matter;
use crate::diag::Diagnostic;
use crate::grade::Assessment;
use crate::markdown::Inline;
use crate::model::DocumentId;
use crate::parse::{Document, ItemReading, OwnerName, OwnerVia, Piece, Reading};
use crate::source::Span;

use super::assemble::View;
use super::outline::{OutlineDiagnostic, OutlineLine};
use sheet::Sheet;

/// A document, line by line.
#[derive(Clone, Debug)]
pub struct ReadDocument {
    /// Its path, relative to the content folder.
    pub path: String,
    /// Whether it is a roadmap.
    pub is_roadmap: bool,
    /// What is to be said of it as a whole.
    pub about: Vec<String>,
    /// Its lines, all of them, in order.
    pub lines: Vec<ReadLine>,
    /// What is wrong with it and stands on none of its lines.
    pub problems: Vec<OutlineDiagnostic>,
    /// How much was read.
    pub counts: Counts,
    /// What to type so that outcomes are graded that are not.
    pub hints: BTreeSet<String>,
}

/// A line of a document.
#[derive(Clone, Debug)]
pub struct ReadLine {
    /// Its number, from 1.
    pub number: u32,
    /// The line as it is written, without its line break.
    pub text: String,
    /// What it is, the first first; none for a blank line.
    pub roles: Vec<Role>,
    /// How many objectives and key results it stands under.
    pub level: usize,
    /// The rule that made it an objective or key result.
    pub rule: Option<Rule>,
    /// What stands in it, by bytes of its text, in order.
    pub parts: Vec<Part>,
    /// What it tells and what was computed from it, a few words each.
    pub facts: Vec<String>,
    /// What is wrong with it.
    pub problems: Vec<OutlineDiagnostic>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A line between the fences at the top, or a fence.
    FrontMatter,
    /// The title of the document.
    Title,
    /// A heading that arranges what stands below it.
    Heading,
    /// The first line of an objective.
    Objective,
    /// The first line of a key result.
    KeyResult,
    /// The first line of an item of a roadmap.
    Item,
    /// A line that is a field of an item.
    Field,
    /// The first line of an outcome that stands on a line of its own.
    Outcome,
    /// A line that names the owner of an objective.
    Owner,
    /// A line that goes on with what the line before it began.
    Continued,
    /// Prose under an objective or key result.
    Note,
    /// Other prose.
    Prose,
    /// Prose that has the form of objectives or key results where these were looked for.
    Unread,
    /// Code.
    Code,
    /// A table that is shown as it is.
    Table,
    /// Raw HTML.
    Html,
    /// The definition of a target.
    Target,
    /// The definition of another link.
    Link,
}

impl Role {
    /// The name that stands for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::Title => "title",
            Self::Heading => "heading",
            Self::Objective => "objective",
            Self::KeyResult => "key result",
            Self::Item => "item",
            Self::Field => "field",
            Self::Outcome => "outcome",
            Self::Owner => "owner",
            Self::Continued => "continued",
            Self::Note => "note",
            Self::Prose => "prose",
            Self::Unread => "not read",
            Self::Code => "code",
            Self::Table => "table",
            Self::Html => "html",
            Self::Target => "target",
            Self::Link => "link",
        }
    }
}

/// The rule by which something was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// In one word.
    pub word: &'static str,
    /// In a few words.
    pub words: &'static str,
}

impl From<Reading> for Rule {
    fn from(reading: Reading) -> Self {
        Self { word: reading.word(), words: reading.words() }
    }
}

impl From<ItemReading> for Rule {
    fn from(reading: ItemReading) -> Self {
        Self { word: reading.word(), words: reading.words() }
    }
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its bytes in the line.
    pub span: Span,
    /// What it is: an owner, an outcome or a target.
    pub role: Role,
}

/// How much of a document was read as what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Objectives.
    pub objectives: usize,
    /// Key results.
    pub key_results: usize,
    /// Items of roadmaps.
    pub items: usize,
    /// Key results that have a grade.
    pub graded: usize,
    /// Outcomes, those of objectives too.
    pub outcomes: usize,
    /// Different names of owners.
    pub owners: usize,
    /// Targets.
    pub targets: usize,
    /// Lines of prose, and of tables that are shown as they are.
    pub prose: usize,
    /// Lines that were not read although they have the form of objectives or key results.
    pub unread: usize,
}

impl View {
    /// How each line of the document `id` was read; `diagnostics` may hold those of other
    /// documents too.
    #[must_use]
    pub fn lines(&self, id: DocumentId, diagnostics: &[Diagnostic]) -> ReadDocument {
        let document = &self.plan.document(id).document;
        let source = self.sources.get(document.source);
        let body = front_matter(source).body;
        let mut sheet = Sheet::new(source);
        let above = Span { start: 0, end: body };
        // A byte order mark alone is none.
        if source.slice(above).contains('\n') {
            sheet.paint(above, Role::FrontMatter, 0);
        }
        prose(document, body, &mut sheet);
        objectives(document, &mut sheet);
        items(document, &mut sheet);
        for used in &document.uses {
            sheet.part(used.span, Role::Target);
        }
        let mut problems = Vec::new();
        let about = self.tell(id, body, &mut sheet);
        let path = source.path();
        for found in diagnostics.iter().filter(|it| self.sources.get(it.at.source).path() == path) {
            let problem = self.outline_diagnostic(found);
            match sheet.line(problem.line) {
                Some(line) => line.problems.push(problem),
                None => problems.push(problem),
            }
        }
        let lines = sheet.finish();
        let counts = self.counts(id, &lines);
        let hints = self.hints(id);
        let path = document.path.as_str().to_owned();
        let is_roadmap = document.is_roadmap;
        ReadDocument { path, is_roadmap, about, lines, problems, counts, hints }
    }

    /// The lines as data.
    pub(super) fn outline_lines(&self, id: DocumentId) -> Vec<OutlineLine> {
        let lines = self.lines(id, &[]).lines.into_iter();
        lines
            .map(|line| {
                let mut roles: Vec<&str> = line.roles.iter().map(|role| role.word()).collect();
                for part in &line.parts {
                    if !roles.contains(&part.role.word()) {
                        roles.push(part.role.word());
                    }
                }
                OutlineLine { line: line.number, roles, rule: line.rule.map(|rule| rule.words) }
            })
            .collect()
    }

    /// What is known about the progress of the objectives and key results of a document.
    fn assessments(&self, id: DocumentId) -> Vec<&Assessment> {
        let plan = &*self.plan;
        let all = 0..plan.document(id).document.objectives.len();
        let objectives = all.map(|index| plan.objective(plan.objective_at(id, index)));
        let each = objectives.flat_map(|objective| {
            let results = objective.key_results.iter().map(|id| &*plan.key_result(*id).assessment);
            std::iter::once(&*objective.assessment).chain(results)
        });
        each.collect()
    }

    fn hints(&self, id: DocumentId) -> BTreeSet<String> {
        let told = self.assessments(id).into_iter().filter(|it| it.grade.is_none());
        told.filter_map(|it| it.hint.map(|hint| hint.to_string())).collect()
    }

    fn counts(&self, id: DocumentId, lines: &[ReadLine]) -> Counts {
        let plan = &*self.plan;
        let document = &plan.document(id).document;
        let all = &document.objectives;
        let ids =
            (0..all.len()).flat_map(|at| &plan.objective(plan.objective_at(id, at)).key_results);
        let graded = ids.filter(|id| plan.key_result(**id).assessment.grade.is_some()).count();
        let results = || all.iter().flat_map(|objective| &objective.key_results);
        let by_name = results().flat_map(|it| &it.owners);
        let of_items = document.items.iter().flat_map(|it| &it.owners);
        let owners = all.iter().flat_map(|it| &it.owners).chain(by_name).chain(of_items);
        let owners: BTreeSet<&str> = owners.map(|owner| owner.name.as_str()).collect();
        let outcomes = all.iter().map(|it| &it.outcome).chain(results().map(|it| &it.outcome));
        let is = |role: Role| lines.iter().filter(|line| line.roles.contains(&role)).count();
        Counts {
            objectives: all.len(),
            key_results: results().count(),
            items: document.items.len(),
            graded,
            outcomes: outcomes.flatten().count(),
            owners: owners.len(),
            targets: plan.target_ids().filter(|at| plan.target(*at).document == id).count(),
            prose: is(Role::Prose) + is(Role::Table),
            unread: is(Role::Unread),
        }
    }
}

/// What is no objective and no key result.
fn prose(document: &Document, body: u32, sheet: &mut Sheet<'_>) {
    for piece in &document.pieces {
        if let Piece::Prose(blocks, _) = piece {
            sheet.blocks(blocks, Role::Prose, 0);
        }
    }
    for span in &document.unread {
        sheet.unread(*span);
    }
    if let Some(title) = document.title.as_ref().filter(|title| title.span.start >= body) {
        sheet.paint(title.span, Role::Title, 0);
    }
    for definition in &document.definitions {
        sheet.paint(definition.span, Role::Link, 0);
    }
}

fn objectives(document: &Document, sheet: &mut Sheet<'_>) {
    let mut levels: Vec<usize> = Vec::new();
    for objective in &document.objectives {
        // An objective comes after its parent.
        let above = objective.parent.and_then(|parent| levels.get(parent));
        let level = above.map_or(0, |level| level + 1);
        levels.push(level);
        sheet.item(objective.span, Role::Objective, level, objective.reading.into());
        sheet.rest(objective.span, &objective.title, level);
        sheet.blocks(&objective.notes, Role::Note, level + 1);
        sheet.outcome(objective.span, objective.outcome.as_deref(), level);
        objective.owners.iter().for_each(|owner| name(objective.span, owner, level, sheet));
        for key_result in &objective.key_results {
            let rule = key_result.reading.into();
            sheet.item(key_result.span, Role::KeyResult, level + 1, rule);
            sheet.blocks(&key_result.notes, Role::Note, level + 2);
            sheet.outcome(key_result.span, key_result.outcome.as_deref(), level + 1);
            let at = key_result.span;
            key_result.owners.iter().for_each(|owner| name(at, owner, level + 1, sheet));
        }
    }
}

/// The items of a roadmap, with their fields.
fn items(document: &Document, sheet: &mut Sheet<'_>) {
    let mut levels: Vec<usize> = Vec::new();
    for item in &document.items {
        // An item comes after the one it is a part of.
        let above = item.parent.and_then(|parent| levels.get(parent));
        let level = above.map_or(0, |level| level + 1);
        levels.push(level);
        sheet.item(item.span, Role::Item, level, item.reading.into());
        sheet.blocks(&item.notes, Role::Note, level + 1);
        for field in &item.fields {
            sheet.paint_line_below(item.span, field.span, Role::Field, level + 1);
        }
        for owner in item.owners.iter().filter(|owner| owner.via == OwnerVia::Line) {
            if let Some(span) = sheet.find(owner.span, &owner.name) {
                sheet.part(span, Role::Owner);
            }
        }
    }
}

/// The name of who holds the thing at `item`.
fn name(item: Span, owner: &OwnerName, level: usize, sheet: &mut Sheet<'_>) {
    if owner.via == OwnerVia::Line {
        sheet.paint_line_below(item, owner.span, Role::Owner, level + 1);
    }
    if let Some(span) = sheet.find(owner.span, &owner.name) {
        sheet.part(span, Role::Owner);
    }
}

/// The bytes of running text.
fn span(inlines: &[Inline]) -> Option<Span> {
    Some(inlines.first()?.span.cover(inlines.last()?.span))
}
