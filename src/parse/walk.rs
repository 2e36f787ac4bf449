//! Walks the outline and builds the document: every word ends up in an objective, a key result
//! or a piece of prose.

use std::collections::HashSet;

use crate::calendar::{Fit, PeriodName};
use crate::markdown::{Block, BlockKind, Inline, take_attributes};
use crate::source::{Location, Span, Spanned};

use super::classify::{Role, Roles};
use super::document::{Document, OwnerName, OwnerVia, PeriodMention, Piece, Reading};
use super::evidence::Territory;
use super::label::{LabelKind, label};
use super::lead::Lead;
use super::outline::{Form, Node, Part};
use super::text::{flat, span, trim};
use super::{above, arrow, cells, field, heading, items, measures, owner, problems, said, scores};

mod apart;

/// What the headings above a place say about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// Who holds what names nobody itself.
    pub owners: Vec<OwnerName>,
    /// The period, an index into the document's periods.
    pub period: Option<usize>,
    /// Whether objectives are to be expected.
    pub territory: Territory,
}

/// Walks the outline.
pub(super) struct Walk<'r, 'a> {
    pub document: Document,
    pub roles: &'r Roles,
    pub leads: &'r [Lead<'r>],
    /// All nodes, by their numbers.
    pub nodes: Vec<&'r Node<'a>>,
    /// The headings that are told already, in the place of an item that leads to them.
    pub told: HashSet<usize>,
    /// The blocks of the text, and those among them that are prose as they are: in which piece,
    /// where in it, and which block. They are moved there when all is read.
    pub blocks: &'r [Block],
    pub moved: Vec<(usize, usize, usize)>,
}

/// Where a node below an objective stands.
struct Place<'a> {
    scope: &'a Scope,
    /// The objective.
    index: usize,
    /// The list it is an item of, if it is one.
    list: Option<&'a Block>,
}

impl<'r, 'a> Walk<'r, 'a> {
    /// The index of a period that some words name among the document's, to which it is added.
    pub(super) fn mention(&mut self, name: PeriodName, words: &str, span: Span) -> usize {
        if heading::spelled(words).is_some_and(|(_, fit)| fit == Fit::Loose) {
            let at = Location { source: self.document.source, span };
            self.document.diagnostics.push(problems::loose_period(name, at));
        }
        let periods = &mut self.document.periods;
        let stated = heading::dates(words, name).map(|days| Spanned::new(days, span));
        if let Some(index) = periods.iter().position(|mention| mention.name == name) {
            let known = &mut periods[index].stated;
            *known = known.take().or(stated);
            return index;
        }
        periods.push(PeriodMention { name, span, stated });
        periods.len() - 1
    }

    /// Reads what stands in a section.
    pub(super) fn section(&mut self, node: &Node<'_>, scope: &Scope) {
        let mut sibling = None;
        for part in &node.parts {
            match part {
                Part::Prose(block) => self.whole(block, scope),
                Part::List(block, nodes) => sibling = self.list(block, nodes, scope, sibling),
                Part::Node(child) => sibling = self.node(child, None, scope, sibling),
            }
        }
    }

    /// The items of a list or the rows of a table, which stays whole when none of them is read;
    /// gives back the objective that key results may follow: those of a second list, where authors
    /// indent too little for one in the other.
    fn list(
        &mut self,
        block: &Block,
        nodes: &[Node<'_>],
        scope: &Scope,
        sibling: Option<usize>,
    ) -> Option<usize> {
        let is_read = |node: &Node<'_>| match self.roles.of(node) {
            Role::Objective | Role::Section => true,
            Role::KeyResult | Role::Group => sibling.is_some(),
            Role::Field | Role::Note => false,
        };
        if !nodes.iter().any(is_read) {
            self.whole(block, scope);
            return sibling;
        }
        // What stands over its columns was read as that, bold or not.
        if let Some(heads) = items::heads(block, nodes) {
            self.append(heads, scope);
        }
        let mut current = sibling;
        for node in nodes {
            current = self.node(node, Some(block), scope, current);
        }
        current
    }

    /// Reads a node of a section; gives back the objective that key results may follow.
    fn node(
        &mut self,
        node: &Node<'_>,
        list: Option<&Block>,
        scope: &Scope,
        sibling: Option<usize>,
    ) -> Option<usize> {
        if self.told.contains(&node.id) {
            return sibling;
        }
        match (self.roles.of(node), sibling) {
            (Role::Objective, _) => {
                let known = self.goes_on(node, scope);
                known.or_else(|| {
                    let index = self.objective(node, scope, None);
                    self.document.pieces.push(Piece::Objective(index));
                    Some(index)
                })
            }
            (Role::KeyResult, Some(objective)) => {
                self.key_result(node, &Place { scope, index: objective, list });
                sibling
            }
            (Role::Group, Some(objective)) => {
                self.under(node, &Place { scope, index: objective, list });
                sibling
            }
            (Role::Group, None) if self.apart(node, scope) => None,
            (Role::Section, _) => {
                let below = self.enter(node, scope);
                match node.form {
                    Form::Heading { block, .. } => self.whole(block, &below),
                    _ => self.prose(items::own_block(node), scope),
                }
                self.section(node, &below);
                None
            }
            (_, _) => {
                match list {
                    Some(block) => self.prose(items::only(block, node), scope),
                    None => {
                        for block in items::all_blocks(node) {
                            self.prose(block, scope);
                        }
                    }
                }
                None
            }
        }
    }

    /// The scope below a heading, or below an item that is nothing but a name.
    fn enter(&mut self, node: &Node<'_>, scope: &Scope) -> Scope {
        let words = node.words();
        let mut below = scope.clone();
        below.territory = self.roles.below(node);
        let period = self.leads[node.id].period;
        if let Some(name) = period {
            below.period = Some(self.mention(name, &words, node.span));
        }
        let blocks = node.is_heading().then(|| node.parts.iter().map_while(Part::block));
        let (mut holders, mut teams) = above::holders(blocks.into_iter().flatten());
        if teams.is_empty() {
            let named = owner::headed(&words, period.is_some());
            teams.extend(named.map(|name| OwnerName::of_heading(name, node.span)));
        }
        items::hold(&mut holders, teams);
        if !holders.is_empty() {
            below.owners = holders;
        }
        below
    }

    /// Keeps a block as it is.
    fn whole(&mut self, block: &Block, scope: &Scope) {
        let start = block.span.start;
        let at = self.blocks.partition_point(|it| it.span.start < start);
        // What stands in a quotation or an item is not the text's own.
        if !self.blocks.get(at).is_some_and(|own| std::ptr::eq(own, block)) {
            return self.prose(block.clone(), scope);
        }
        self.look(block, scope);
        let (piece, place) = self.append(Block { span: block.span, kind: BlockKind::Break }, scope);
        self.moved.push((piece, place, at));
    }

    fn prose(&mut self, block: Block, scope: &Scope) {
        self.look(&block, scope);
        self.append(block, scope);
    }

    /// Looks for what a block of prose says of objectives, and whether it was meant for one.
    fn look(&mut self, block: &Block, scope: &Scope) {
        let range = 0..self.document.objectives.len();
        let told = scores::apply(block, &mut self.document.objectives, range, scope.period);
        if !told && items::seems_meant(block, scope.territory) {
            self.document.unread.push(block.span);
        }
    }

    /// Adds a block to the prose; gives back to which piece, and its place there.
    fn append(&mut self, block: Block, scope: &Scope) -> (usize, usize) {
        let next = self.document.pieces.len();
        if let Some(Piece::Prose(blocks, period)) = self.document.pieces.last_mut()
            && *period == scope.period
        {
            blocks.push(block);
            return (next - 1, blocks.len() - 1);
        }
        self.document.pieces.push(Piece::Prose(vec![block], scope.period));
        (next, 0)
    }

    /// The objective that was named before and that a node goes on with.
    fn goes_on(&mut self, node: &Node<'_>, scope: &Scope) -> Option<usize> {
        let all = &self.document.objectives;
        let known = said::continued(node, &self.leads[node.id], all)
            .or_else(|| apart::row(node, all, scope.period));
        known.inspect(|known| self.parts(&node.parts, scope, *known))
    }

    fn objective(&mut self, node: &Node<'_>, scope: &Scope, parent: Option<usize>) -> usize {
        let lead = &self.leads[node.id];
        let reading = self.roles.reading(node);
        let mut objective = items::objective(node, lead, scope, reading);
        objective.parent = parent;
        objective.period = self.in_column(node, scope).or(scope.period);
        if let Some(score) = self.roles.score(node) {
            field::set(&mut objective.attributes, "grade", score, &node.lead);
        }
        // A heading that is all label has its words in the paragraph below it.
        let below = if objective.title.is_empty() { said::words_below(node) } else { None };
        if let Some(below) = &below {
            objective.title.clone_from(&below.words);
            objective.span = below.span;
        }
        if let Form::Row(_, cells) = &node.form {
            let notes = cells::apply(cells, objective.subject());
            objective.notes.extend(notes);
        }
        let index = self.document.objectives.len();
        self.document.objectives.push(objective);
        self.lines(&node.lines, index);
        let mut rest = node.parts.as_slice();
        if let Some(below) = below {
            let (before, after) = rest.split_at(below.at);
            self.parts(before, scope, index);
            for block in below.rest {
                self.note(block, index);
            }
            rest = after.get(1..).unwrap_or_default();
        }
        self.parts(rest, scope, index);
        measures::promote(&mut self.document.objectives[index]);
        index
    }

    /// The lines under an objective's first one, and what some of them say of key results.
    fn lines(&mut self, lines: &[Vec<Inline>], index: usize) {
        for (line, said) in lines.iter().zip(said::of_results(lines)) {
            self.line(line, said, index);
        }
    }

    /// One of them, which may be said of the key result before it.
    fn line(&mut self, line: &[Inline], said: bool, index: usize) {
        let words = flat(line);
        let objective = &mut self.document.objectives[index];
        if label(&words).is_some_and(|it| it.kind == LabelKind::KeyResult) {
            let key_result =
                items::key_result(line, Reading::Labelled, span(line).unwrap_or_default());
            objective.key_results.push(key_result);
            return;
        }
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
        let kind = BlockKind::Paragraph(line.to_vec());
        let block = Block { span: span(line).unwrap_or_default(), kind };
        match objective.key_results.last_mut().filter(|_| said) {
            Some(last) => items::add_to(last, block),
            None => self.note(block, index),
        }
    }

    /// What stands under an objective: key results, objectives that support it, and prose.
    fn parts(&mut self, parts: &[Part<'_>], scope: &Scope, index: usize) {
        // A heading `Key results` belongs to the objective just above it.
        let mut above = index;
        for part in parts {
            match part {
                Part::Prose(block) => self.note((*block).clone(), index),
                Part::List(block, nodes) => {
                    if let Some(heads) = items::heads(block, nodes) {
                        self.note(heads, index);
                    }
                    for node in nodes {
                        self.under(node, &Place { scope, index, list: Some(block) });
                    }
                }
                Part::Node(child) if self.roles.of(child) == Role::Group => {
                    self.under(child, &Place { scope, index: above, list: None });
                }
                Part::Node(child) => {
                    self.under(child, &Place { scope, index, list: None });
                    let children = &self.document.objectives[index].children;
                    above = children.last().copied().unwrap_or(index);
                }
            }
        }
    }

    /// A node under an objective.
    fn under(&mut self, node: &Node<'_>, place: &Place<'_>) {
        let Place { scope, index, list } = *place;
        match self.roles.of(node) {
            Role::KeyResult => self.key_result(node, place),
            Role::Objective => {
                if self.goes_on(node, scope).is_none() {
                    let child = self.objective(node, scope, Some(index));
                    self.document.objectives[index].children.push(child);
                }
            }
            Role::Section | Role::Group => {
                self.note(items::own_block(node), index);
                items::held_by(node, &mut self.document.objectives[index]);
                let below = self.enter(node, scope);
                self.parts(&node.parts, &below, index);
            }
            Role::Field => {
                let line = &node.lead;
                let subject = self.document.objectives[index].subject();
                let kept = field::field(line).is_some_and(|it| items::apply(it, subject, line));
                if kept {
                    for block in items::below(node) {
                        self.note(block, index);
                    }
                } else {
                    self.keep(node, list, index);
                }
            }
            Role::Note => self.keep(node, list, index),
        }
    }

    /// Keeps a node under an objective as prose.
    fn keep(&mut self, node: &Node<'_>, list: Option<&Block>, index: usize) {
        let blocks = match list {
            Some(block) => vec![items::only(block, node)],
            None => items::all_blocks(node),
        };
        for block in blocks {
            self.note(block, index);
        }
    }

    fn note(&mut self, block: Block, index: usize) {
        let holds = !self.document.objectives[index].key_results.is_empty();
        let period = self.document.objectives[index].period;
        let range = if holds { index..index + 1 } else { 0..self.document.objectives.len() };
        scores::apply(&block, &mut self.document.objectives, range, period);
        let objective = &mut self.document.objectives[index];
        let kept = items::apply_lines(block, objective.subject());
        objective.notes.extend(kept);
    }

    fn key_result(&mut self, node: &Node<'_>, place: &Place<'_>) {
        if let Some(detail) = self.roles.detail(node).map(|id| self.nodes[id]) {
            self.told.insert(detail.id);
            self.document.merged.push(node.span);
            return self.detailed(node, detail, place);
        }
        let reading = self.roles.reading(node);
        let (mut key_result, mut told) = said::key_result(node, &self.leads[node.id], reading);
        if let Some(score) = self.roles.score(node) {
            field::set(&mut key_result.attributes, "grade", score, &node.lead);
        }
        match &node.form {
            Form::Item(item) => key_result.task = item.task.or(key_result.task),
            Form::Row(_, cells) => {
                key_result.figures = cells::figures(cells);
                let notes = cells::apply(cells, key_result.subject());
                key_result.notes.extend(notes);
            }
            _ => {}
        }
        for line in &node.lines {
            if label(&flat(line)).is_some_and(|it| it.kind == LabelKind::KeyResult) {
                let span = span(line).unwrap_or(node.span);
                let next = items::key_result(line, Reading::Labelled, span);
                let done = std::mem::replace(&mut key_result, next);
                self.document.objectives[place.index].key_results.push(done);
                continue;
            }
            let kind = BlockKind::Paragraph(line.clone());
            let block = Block { span: span(line).unwrap_or(node.span), kind };
            items::add_to(&mut key_result, block);
        }
        let mut below = Vec::new();
        for (at, part) in node.parts.iter().enumerate() {
            if let Some(told) = told.take_if(|told| told.at == at) {
                told.rest.into_iter().for_each(|block| items::add_to(&mut key_result, block));
                continue;
            }
            match part {
                Part::Prose(block) => items::add_to(&mut key_result, (*block).clone()),
                Part::List(block, nodes) => {
                    for node in nodes {
                        self.under_result(node, Some(block), &mut key_result, &mut below);
                    }
                }
                Part::Node(node) => self.under_result(node, None, &mut key_result, &mut below),
            }
        }
        self.document.objectives[place.index].key_results.push(key_result);
        for (node, list) in below {
            self.under(node, &Place { list, ..*place });
        }
    }

    /// A key result that an item names and a heading tells: read from the heading, with what the
    /// item has more.
    fn detailed(&mut self, entry: &Node<'_>, detail: &'r Node<'a>, place: &Place<'_>) {
        let objective = place.index;
        self.key_result(detail, place);
        let Some((_, rest)) = entry.lead.split_first() else { return };
        let key_results = &mut self.document.objectives[objective].key_results;
        let Some(key_result) = key_results.last_mut() else { return };
        let named = owner::names(rest, OwnerVia::Line);
        if key_result.owners.is_empty() && named.iter().all(|it| it.name.split(' ').count() < 4) {
            key_result.owners = named;
        } else if named.iter().any(|it| key_result.owners.iter().all(|own| own.name != it.name)) {
            let kind = BlockKind::Paragraph(trim(rest.to_vec()));
            key_result.notes.push(Block { span: entry.span, kind });
        }
        for part in &entry.parts {
            match part {
                Part::Prose(block) => key_result.notes.push((*block).clone()),
                Part::List(block, _) => key_result.notes.push(block.clone().into_owned()),
                Part::Node(_) => {}
            }
        }
    }

    /// A node under a key result: a remark, a note, or something of its own that goes `below`.
    fn under_result<'n, 'b>(
        &self,
        node: &'n Node<'b>,
        list: Option<&'n Block>,
        key_result: &mut super::KeyResult,
        below: &mut Vec<(&'n Node<'b>, Option<&'n Block>)>,
    ) {
        cells::note_figure(&node.lead, &mut key_result.figures);
        match self.roles.of(node) {
            Role::KeyResult | Role::Objective => below.push((node, list)),
            Role::Field if node.lines.is_empty() && node.parts.is_empty() => {
                let field = field::field(&node.lead);
                let kept =
                    field.is_some_and(|it| items::apply(it, key_result.subject(), &node.lead));
                if !kept {
                    key_result.notes.extend(list.map(|block| items::only(block, node)));
                    if list.is_none() {
                        key_result.notes.extend(items::all_blocks(node));
                    }
                }
            }
            _ => match list {
                Some(block) => key_result.notes.push(items::only(block, node)),
                None => key_result.notes.extend(items::all_blocks(node)),
            },
        }
    }
}
