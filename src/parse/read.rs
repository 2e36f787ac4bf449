//! Walks the outline and builds the document: every word ends up in an objective, a key result
//! or a piece of prose.

use crate::calendar::PeriodName;
use crate::calendar::{period_of_path, periods_in};
use crate::config::{Config, front_matter};
use crate::markdown::{self, Block, BlockKind, Inline, plain, take_attributes};
use crate::source::{Source, SourcePath, Span, Spanned};

use super::classify::{Role, in_section, lead, survey, under_objective};
use super::context::{Scope, announces, heads_results, leads_elsewhere, names_nobody, period};
use super::document::{Document, PeriodMention, Piece, Reading};
use super::label::{LabelKind, label};
use super::outline::{Form, Node, Part, outline};
use super::owner::{self, Names};
use super::text::{flat, span};
use super::{arrow, dates, items, problems, target};

/// Reads the document in `source`, whose name relative to the content folder is `path`.
#[must_use]
pub fn document(source: &Source, path: &SourcePath, config: &Config) -> Document {
    let front = front_matter(source);
    let body = source.text().get(front.body as usize..).unwrap_or("");
    let mut markdown = markdown::read(body, front.body);
    let blocks = std::mem::take(&mut markdown.blocks);
    let mut document = Document {
        source: source.id(),
        path: path.clone(),
        title: None,
        periods: Vec::new(),
        pieces: Vec::new(),
        objectives: Vec::new(),
        definitions: markdown.definitions,
        uses: Vec::new(),
        anchors: Vec::new(),
        title_anchor: None,
        expects_objectives: false,
        unread: Vec::new(),
        footnotes: markdown.footnotes,
        diagnostics: front.diagnostics,
        fields: front.fields,
    };
    let body = take_title(&mut document, &blocks);
    let mut anchors = anchors(&blocks);
    if body.len() < blocks.len() {
        document.title_anchor = Some(anchors.remove(0));
    }
    document.anchors = anchors;
    let root = outline(body);
    let mut names = Names::default();
    survey(&root, &mut names);
    let mut reader = Reader { document, names };
    let scope = reader.document_scope();
    reader.document.expects_objectives = scope.expects_okrs;
    reader.section(&root, &scope);
    let mut document = reader.document;
    dates::state(&mut document);
    document.uses = target::uses(&document, config);
    problems::find(&mut document, &markdown.problems, config);
    document
}

/// Walks the outline.
struct Reader {
    document: Document,
    names: Names,
}

impl Reader {
    fn document_scope(&mut self) -> Scope {
        let title = self.document.title.clone();
        let words = title.as_ref().map_or("", |title| title.value.as_str());
        let path = self.document.path.as_str();
        // A period in front matter says more than any words.
        let stated = self.document.fields.period.is_some();
        let announced = stated || announces(words) || announces(path);
        let elsewhere = !stated && leads_elsewhere(words);
        let named = self.document_period(title.as_ref());
        let period = named.map(|(name, span)| self.mention(name, span));
        let owner = self.document.fields.owner.as_ref().or(self.document.fields.team.as_ref());
        let owner = owner.map(|owner| (owner.value.clone(), owner.span));
        let expects_okrs = period.is_some() && announced && !elsewhere;
        Scope { expects_okrs, excluded: elsewhere, announced, owner, period }
    }

    /// The document's own period: from front matter, the title, the file's name or its folder.
    fn document_period(&self, title: Option<&Spanned<String>>) -> Option<(PeriodName, Span)> {
        let fields = &self.document.fields;
        let in_text = |text: &Spanned<String>| {
            Some((periods_in(&text.value).into_iter().next()?.value, text.span))
        };
        let by_field = fields.period.as_ref().and_then(in_text);
        by_field.or_else(|| title.and_then(in_text)).or_else(|| {
            period_of_path(self.document.path.as_str()).map(|name| (name, Span::default()))
        })
    }

    fn mention(&mut self, name: PeriodName, span: Span) -> usize {
        let periods = &mut self.document.periods;
        if let Some(index) = periods.iter().position(|mention| mention.name == name) {
            return index;
        }
        periods.push(PeriodMention { name, span, stated: None });
        periods.len() - 1
    }

    /// Reads what stands in a section.
    fn section(&mut self, node: &Node<'_>, scope: &Scope) {
        let mut sibling = None;
        for part in &node.parts {
            match part {
                Part::Prose(block) => self.prose((*block).clone(), scope),
                Part::List(block, items) => self.list(block, items, scope, sibling),
                Part::Node(child) => sibling = self.node(child, scope, sibling),
            }
        }
    }

    /// Reads a heading, bold paragraph or labelled line; gives back the objective that key results
    /// may follow.
    fn node(&mut self, node: &Node<'_>, scope: &Scope, sibling: Option<usize>) -> Option<usize> {
        match (in_section(node, &[], scope), sibling) {
            (Role::Objective(reading), _) => {
                let index = self.objective(node, scope, None, reading);
                self.document.pieces.push(Piece::Objective(index));
                Some(index)
            }
            (Role::KeyResult(reading), Some(objective)) => {
                self.key_result(node, objective, reading);
                sibling
            }
            (Role::Section, Some(objective))
                if node.is_heading() && heads_results(&node.words()) =>
            {
                self.note(items::own_block(node), objective);
                self.parts(&node.parts, scope, objective);
                sibling
            }
            (_, _) if node.is_heading() => {
                let scope = self.enter(node, scope);
                if let Form::Heading { block, .. } = node.form {
                    self.prose(block.clone(), &scope);
                }
                self.section(node, &scope);
                None
            }
            (_, _) => {
                self.prose(items::own_block(node), scope);
                self.section(node, scope);
                None
            }
        }
    }

    /// The scope below a heading.
    fn enter(&mut self, node: &Node<'_>, scope: &Scope) -> Scope {
        let words = node.words();
        let mut below = scope.clone();
        let announced = announces(&words);
        below.announced |= announced;
        if let Some(name) = period(&words) {
            below.period = Some(self.mention(name, node.span));
            below.expects_okrs = below.announced;
            below.excluded = false;
        } else if leads_elsewhere(&words) {
            below.expects_okrs = false;
            below.excluded = true;
        } else if announced && scope.period.is_some() {
            below.expects_okrs = true;
        }
        if !names_nobody(&words) && owner::is_name(words.trim()) {
            below.owner = Some((words.trim().to_owned(), node.span));
        }
        below
    }

    fn list(&mut self, block: &Block, items: &[Node<'_>], scope: &Scope, sibling: Option<usize>) {
        let roles: Vec<Role> = items.iter().map(|item| in_section(item, items, scope)).collect();
        let is_read = |role: &Role| match role {
            Role::Objective(_) => true,
            Role::KeyResult(_) => sibling.is_some(),
            Role::Section | Role::Prose => false,
        };
        if !roles.iter().any(is_read) {
            self.prose(block.clone(), scope);
            return;
        }
        let mut current = sibling;
        for (item, role) in items.iter().zip(roles) {
            match (role, current) {
                (Role::Objective(reading), _) => {
                    let index = self.objective(item, scope, None, reading);
                    self.document.pieces.push(Piece::Objective(index));
                    current = Some(index);
                }
                (Role::KeyResult(reading), Some(objective)) => {
                    self.key_result(item, objective, reading);
                }
                _ => self.prose(items::only(block, item), scope),
            }
        }
    }

    fn prose(&mut self, block: Block, scope: &Scope) {
        if items::seems_meant(&block, scope) {
            self.document.unread.push(block.span);
        }
        if let Some(Piece::Prose(blocks, period)) = self.document.pieces.last_mut()
            && *period == scope.period
        {
            blocks.push(block);
            return;
        }
        self.document.pieces.push(Piece::Prose(vec![block], scope.period));
    }

    fn objective(
        &mut self,
        node: &Node<'_>,
        scope: &Scope,
        parent: Option<usize>,
        reading: Reading,
    ) -> usize {
        let lead = lead(node);
        let (mut objective, inherited) = items::objective(node, &lead, scope, reading);
        objective.parent = parent;
        let mut parts = node.parts.as_slice();
        // A heading that is all label has its words in the paragraph below it.
        if objective.title.is_empty()
            && let Some((Part::Prose(block), rest)) = parts.split_first()
            && let BlockKind::Paragraph(words) = &block.kind
        {
            objective.title.clone_from(words);
            parts = rest;
        }
        let index = self.document.objectives.len();
        let below = Scope { owner: inherited, ..scope.clone() };
        self.document.objectives.push(objective);
        for line in &node.lines {
            self.line(line, index);
        }
        self.parts(parts, &below, index);
        index
    }

    /// A line under an objective's first one.
    fn line(&mut self, line: &[Inline], index: usize) {
        let words = flat(line);
        if label(&words).is_some_and(|it| it.kind == LabelKind::KeyResult) {
            let key_result =
                items::key_result(line, Reading::Labelled, span(line).unwrap_or_default());
            self.document.objectives[index].key_results.push(key_result);
            return;
        }
        let objective = &mut self.document.objectives[index];
        if let Some(mut outcome) = arrow::leading(line) {
            let (place, attributes) = match objective.key_results.last_mut() {
                Some(last) => (&mut last.outcome, &mut last.attributes),
                None => (&mut objective.outcome, &mut objective.attributes),
            };
            if place.is_none() {
                attributes.merge(take_attributes(&mut outcome));
                *place = Some(outcome);
                return;
            }
        }
        if let Some(owner) = owner::line(line) {
            items::own(objective, owner);
        }
        let kind = BlockKind::Paragraph(line.to_vec());
        objective.notes.push(Block { span: span(line).unwrap_or_default(), kind });
    }

    /// What stands under an objective: key results, objectives that support it, and prose.
    fn parts(&mut self, parts: &[Part<'_>], scope: &Scope, index: usize) {
        // A heading `Key results` belongs to the objective just above it.
        let mut above = index;
        for part in parts {
            match part {
                Part::Prose(block) => self.note((*block).clone(), index),
                Part::List(block, items) => {
                    for item in items {
                        let role = under_objective(item, items, scope, &self.names);
                        self.under(item, role, &Place { scope, index, list: Some(block) });
                    }
                }
                Part::Node(child) if child.is_heading() && heads_results(&child.words()) => {
                    self.under(child, Role::Section, &Place { scope, index: above, list: None });
                }
                Part::Node(child) => {
                    let role = under_objective(child, &[], scope, &self.names);
                    self.under(child, role, &Place { scope, index, list: None });
                    let children = &self.document.objectives[index].children;
                    above = children.last().copied().unwrap_or(index);
                }
            }
        }
    }

    fn under(&mut self, node: &Node<'_>, role: Role, place: &Place<'_>) {
        let Place { scope, index, list } = *place;
        match role {
            Role::KeyResult(reading) => self.key_result(node, index, reading),
            Role::Objective(reading) => {
                let child = self.objective(node, scope, Some(index), reading);
                self.document.objectives[index].children.push(child);
            }
            Role::Section => {
                self.note(items::own_block(node), index);
                self.parts(&node.parts, scope, index);
            }
            Role::Prose => match list {
                Some(block) => {
                    if let Some(owner) = owner::line(&node.lead) {
                        items::own(&mut self.document.objectives[index], owner);
                    }
                    self.note(items::only(block, node), index);
                }
                None => {
                    for block in items::all_blocks(node) {
                        self.note(block, index);
                    }
                }
            },
        }
    }

    fn note(&mut self, block: Block, index: usize) {
        if let BlockKind::Paragraph(inlines) = &block.kind
            && let Some(owner) = owner::line(inlines)
        {
            items::own(&mut self.document.objectives[index], owner);
        }
        self.document.objectives[index].notes.push(block);
    }

    fn key_result(&mut self, node: &Node<'_>, index: usize, reading: Reading) {
        let mut key_result = items::key_result(&node.lead, reading, node.span);
        if let Form::Item(item) = node.form {
            key_result.task = item.task;
        }
        for line in &node.lines {
            if label(&flat(line)).is_some_and(|it| it.kind == LabelKind::KeyResult) {
                let span = span(line).unwrap_or(node.span);
                let next = items::key_result(line, Reading::Labelled, span);
                let done = std::mem::replace(&mut key_result, next);
                self.document.objectives[index].key_results.push(done);
                continue;
            }
            let kind = BlockKind::Paragraph(line.clone());
            let block = Block { span: span(line).unwrap_or(node.span), kind };
            items::add_to(&mut key_result, block);
        }
        let mut below = Vec::new();
        for part in &node.parts {
            match part {
                Part::Prose(block) => items::add_to(&mut key_result, (*block).clone()),
                Part::List(block, items) => {
                    for item in items {
                        if label(&item.words()).is_some_and(|it| it.kind == LabelKind::KeyResult) {
                            below.push(item);
                        } else {
                            key_result.notes.push(items::only(block, item));
                        }
                    }
                }
                Part::Node(node) => key_result.notes.extend(items::all_blocks(node)),
            }
        }
        self.document.objectives[index].key_results.push(key_result);
        for node in below {
            self.key_result(node, index, Reading::Labelled);
        }
    }
}

/// Where a node below an objective stands.
struct Place<'a> {
    scope: &'a Scope,
    /// The objective.
    index: usize,
    /// The list it is an item of, if it is one.
    list: Option<&'a Block>,
}

/// Takes the title off the top: the first block, when it is a heading of the first level.
fn take_title<'a>(document: &mut Document, blocks: &'a [Block]) -> &'a [Block] {
    let (title, rest) = match blocks.split_first() {
        Some((Block { span, kind: BlockKind::Heading { level: 1, content, .. } }, rest)) => {
            (Some(Spanned::new(plain(content), *span)), rest)
        }
        _ => (None, blocks),
    };
    // Front matter names the page; a heading that says something else stays on it as prose.
    let named = document.fields.title.clone();
    match (title, named) {
        (Some(title), Some(named)) if title.value != named.value => {
            document.title = Some(named);
            blocks
        }
        (title, named) => {
            document.title = title.or(named);
            rest
        }
    }
}

fn anchors(blocks: &[Block]) -> Vec<String> {
    let anchor = |block: &Block| match &block.kind {
        BlockKind::Heading { anchor, .. } => Some(anchor.clone()),
        _ => None,
    };
    blocks.iter().filter_map(anchor).collect()
}
