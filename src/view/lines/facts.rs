//! What is told beside the lines of a document: owners, parents, periods, grades, targets.

use std::collections::BTreeMap;

use crate::config::Fields;
use crate::grade::{Assessment, Status};
use crate::markdown::Attributes;
use crate::model::{DocumentId, ItemId, KeyResultId, ObjectiveId, Plan, Supported};
use crate::parse::{Document, OwnerName, OwnerVia, PeriodMention, TargetUse};
use crate::source::{Span, Spanned};

use super::super::assemble::View;
use super::super::state::score;
use super::sheet::Sheet;
use super::{Role, span};
use crate::words::Words;

impl View {
    /// Writes beside the lines of a document what they tell, and gives back what is to be said of
    /// the document as a whole; its Markdown starts at byte `body`.
    pub(super) fn tell(&self, id: DocumentId, body: u32, sheet: &mut Sheet<'_>) -> Vec<String> {
        let document = &self.plan.document(id).document;
        let mut about = Vec::new();
        fields(&document.fields, sheet);
        for mention in &document.periods {
            self.tell_period(mention, sheet, &mut about);
        }
        about.extend(nothing_read(document).map(str::to_owned));
        headings(document, body, sheet);
        let first = document.objectives.first().and_then(|it| it.period);
        let several = document.objectives.iter().any(|it| it.period != first);
        for (index, written) in document.objectives.iter().enumerate() {
            let objective = self.plan.objective_at(id, index);
            self.tell_objective(objective, body, sheet);
            if several {
                let period = self.plan.objective(objective).period;
                sheet.fact(written.span, format!("for {}", self.plan.period(period).label));
            }
            for key_result in &self.plan.objective(objective).key_results {
                self.tell_key_result(*key_result, body, sheet);
            }
        }
        for index in 0..document.items.len() {
            self.tell_item(self.plan.item_at(id, index), sheet);
        }
        self.tell_targets(id, sheet);
        about
    }

    fn tell_period(&self, mention: &PeriodMention, sheet: &mut Sheet<'_>, about: &mut Vec<String>) {
        let all = &self.plan.periods;
        let found = all.iter().find(|period| period.name == Some(mention.name));
        let mut text = format!("period {}", mention.name.label());
        if let Some(range) = found.and_then(|period| period.range) {
            text = format!("{text}, {} to {}", range.starts(), range.ends());
        }
        if let Some(stated) = &mention.stated {
            text = format!("{text}, as line {} says", sheet.number(stated.span));
            sheet.fact(stated.span, format!("dates of {}", mention.name.label()));
        }
        if mention.span == Span::default() {
            about.push(format!("{text}, from the path"));
        } else {
            sheet.fact(mention.span, text);
        }
    }

    fn tell_objective(&self, id: ObjectiveId, body: u32, sheet: &mut Sheet<'_>) {
        let plan = &*self.plan;
        let (objective, written) = (plan.objective(id), plan.written_objective(id));
        let at = written.span;
        written.owners.iter().for_each(|owner| sheet.fact(at, holder(owner, body, sheet)));
        if let Some(parent) = objective.parent {
            let there = plan.objective(parent);
            let line = self.line(there.document, plan.written_objective(parent).span);
            let path = &plan.document(there.document).document.path;
            sheet.fact(
                at,
                if there.document == objective.document {
                    format!("supports line {line}")
                } else {
                    format!("supports {path}, line {line}")
                },
            );
        }
        let outcome = written.outcome.as_deref().and_then(span).unwrap_or(at);
        assessed(&objective.assessment, outcome, sheet);
        let total = objective.score;
        if let Some(value) = total.value.filter(|_| objective.assessment.grade.is_none()) {
            let graded = format!(", graded {} of {}", total.graded, total.total);
            let graded = Some(graded).filter(|_| total.graded > 0).unwrap_or_default();
            sheet.fact(at, format!("score {}{graded}", percent(value)));
        }
        attributes(&written.attributes, at, sheet);
    }

    fn tell_key_result(&self, id: KeyResultId, body: u32, sheet: &mut Sheet<'_>) {
        let (key_result, written) = (self.plan.key_result(id), self.plan.written_key_result(id));
        let at = written.span;
        written.owners.iter().for_each(|owner| sheet.fact(at, holder(owner, body, sheet)));
        let outcome = written.outcome.as_deref().and_then(span).unwrap_or(at);
        assessed(&key_result.assessment, outcome, sheet);
        attributes(&written.attributes, at, sheet);
    }

    /// Where an item of a roadmap stands, and what it refers to.
    fn tell_item(&self, id: ItemId, sheet: &mut Sheet<'_>) {
        let (item, written) = (self.plan.item(id), self.plan.written_item(id));
        let at = written.span;
        sheet.fact(at, self.lane(id).word());
        if let Some(state) = written.state {
            sheet.fact(at, state.word());
        }
        if let Some(due) = item.due {
            let (from, to) = (due.range.starts(), due.range.ends());
            let days = if from == to { to.to_string() } else { format!("{from} to {to}") };
            sheet.fact(at, format!("due {days}"));
        }
        for owner in &written.owners {
            sheet.fact(at, format!("owner {}", owner.name));
        }
        if written.checks.all > 0 {
            sheet.fact(at, format!("{} of {} done", written.checks.done, written.checks.all));
        }
        for supported in &item.supports {
            let objective = self.plan.objective_of(*supported);
            let span = match supported {
                Supported::Objective(id) => self.plan.written_objective(*id).span,
                Supported::KeyResult(id) => self.plan.written_key_result(*id).span,
            };
            let document = self.plan.objective(objective).document;
            let path = &self.plan.document(document).document.path;
            sheet.fact(at, format!("supports {path}, line {}", self.line(document, span)));
        }
        for other in &item.depends_on {
            sheet.fact(at, format!("depends on `{}`", self.plan.item(*other).slug));
        }
    }

    /// The targets of a document, where they are used and where they are defined.
    fn tell_targets(&self, id: DocumentId, sheet: &mut Sheet<'_>) {
        let document = &self.plan.document(id).document;
        let line = |used: &TargetUse| sheet.number(used.span);
        let mut used: Vec<(Span, Vec<&str>)> = Vec::new();
        for uses in document.uses.chunk_by(|a, b| line(a) == line(b)) {
            let mut labels: Vec<&str> = uses.iter().map(|it| it.label.as_str()).collect();
            labels.dedup();
            used.push((uses[0].span, labels));
        }
        for (at, labels) in used {
            let noun = if labels.len() == 1 { "target" } else { "targets" };
            sheet.fact(at, format!("{noun} {}", labels.join(", ")));
        }
        let plan: &Plan = &self.plan;
        for target in plan.target_ids().map(|target| plan.target(target)) {
            if target.document != id {
                continue;
            }
            let (_, at) = &target.definition;
            sheet.paint(at.span, Role::Target, 0);
            let numbers = target.uses.iter().map(|at| sheet.number(document.uses[*at].span));
            let lines: Vec<String> = numbers.map(|line| line.to_string()).collect();
            let word = if lines.len() == 1 { "line" } else { "lines" };
            if !lines.is_empty() {
                sheet.fact(at.span, format!("used on {word} {}", lines.join(", ")));
            }
        }
    }
}

/// What the fields of front matter are taken for.
fn fields(fields: &Fields, sheet: &mut Sheet<'_>) {
    let mut tell = |field: &Option<Spanned<String>>, fact: &str| {
        if let Some(field) = field {
            sheet.fact(field.span, fact);
        }
    };
    tell(&fields.title, "title of the page");
    tell(&fields.owner, "owner of objectives that name none");
    let team = "team of the document";
    tell(
        &fields.team,
        if fields.owner.is_none() { "owner of objectives that name none" } else { team },
    );
    tell(&fields.parent, "what the objectives at the top support");
}

/// Headings, and lines below the title, that give names to the objectives below them.
fn headings(document: &Document, body: u32, sheet: &mut Sheet<'_>) {
    let by_heading = |owner: &&OwnerName| {
        matches!(owner.via, OwnerVia::Heading | OwnerVia::Above) && owner.span.start >= body
    };
    // By the line: of several owners there, each holds what is below.
    let mut named: BTreeMap<u32, (Span, usize)> = BTreeMap::new();
    for objective in &document.objectives {
        let spans = objective.owners.iter().filter(by_heading).map(|owner| owner.span);
        for (line, span) in spans.map(|it| (sheet.number(it), it)).collect::<BTreeMap<_, _>>() {
            named.entry(line).or_insert((span, 0)).1 += 1;
        }
    }
    for (at, count) in named.into_values() {
        let noun = if count == 1 { "objective" } else { "objectives" };
        sheet.fact(at, format!("owner of {count} {noun} below"));
    }
}

/// Who holds something, and where that is said.
fn holder(owner: &OwnerName, body: u32, sheet: &Sheet<'_>) -> String {
    let line = sheet.number(owner.span);
    let via = match owner.via {
        _ if owner.span.end <= body && owner.via != OwnerVia::Handle => {
            "from front matter".to_owned()
        }
        OwnerVia::Prefix => "before the colon".to_owned(),
        OwnerVia::Heading => format!("from the heading on line {line}"),
        OwnerVia::Handle => "by handle".to_owned(),
        OwnerVia::Line | OwnerVia::Above => format!("on line {line}"),
        OwnerVia::FrontMatter => "from front matter".to_owned(),
    };
    format!("owner {}, {via}", owner.name)
}

/// What was made of an outcome, told at `at`.
fn assessed(assessment: &Assessment, at: Span, sheet: &mut Sheet<'_>) {
    let ends = |status: &Status| matches!(status, Status::Done | Status::NotDone);
    let status = assessment.status.map(|status| format!("status {}", status.word()));
    match &assessment.grade {
        Some(grade) => {
            if !assessment.status.is_none_or(|status| ends(&status)) {
                sheet.fact(at, status.unwrap_or_default());
            }
            let (value, source) = (percent(grade.value), grade.source.word());
            sheet.fact(at, format!("{value}, {source}: {}", grade.how));
            if let Some(hint) = &assessment.hint {
                sheet.fact(at, hint.to_string());
            }
        }
        None => match status {
            Some(status) => sheet.fact(at, format!("{status}, not graded")),
            None if assessment.reported => sheet.fact(at, "outcome told, not graded"),
            None => {}
        },
    }
}

/// What stands in braces and can be read.
fn attributes(attributes: &Attributes, at: Span, sheet: &mut Sheet<'_>) {
    if let Some(id) = &attributes.id {
        sheet.fact(at, format!("id {}", id.value));
    }
    for key in ["weight", "confidence"] {
        if let Some(value) = attributes.get(key) {
            sheet.fact(at, format!("{key} {value}"));
        }
    }
}

/// What is said of a roadmap without items.
const NO_ITEMS: &str = "read as a roadmap: nothing in it is an item";

/// Why no objectives were looked for, in a document that has none.
fn nothing_read(document: &Document) -> Option<&'static str> {
    if document.is_roadmap {
        return document.items.is_empty().then_some(NO_ITEMS);
    }
    if !document.objectives.is_empty() || document.expects_objectives {
        return None;
    }
    Some(if document.periods.is_empty() {
        "read as a page: it names no period for objectives"
    } else {
        "read as a page: neither its title nor its path announces objectives"
    })
}

/// A number from 0 to 1, as authors are shown it.
fn percent(value: f64) -> String {
    score(value, &Words::english()).label
}
