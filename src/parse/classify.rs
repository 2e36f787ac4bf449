//! Evidence of a node, and the role it gives it.

use crate::markdown::{Inline, plain};

use super::context::{Scope, leads_elsewhere, names_nobody, number, period};
use super::document::Reading;
use super::label::{self, Label, LabelKind, label};
use super::outline::{Form, Node, Part};
use super::owner::{self, Names, Prefix, Strength};
use super::text::{flat, is_bold, split_at};
use super::{arrow, text};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Objective(Reading),
    KeyResult(Reading),
    /// It arranges what stands under it.
    Section,
    /// It is prose, with all that stands under it.
    Prose,
}

/// The parts of a lead: its number, its text before the arrow, and its label.
pub(super) struct Lead {
    pub number: Option<String>,
    pub text: Vec<Inline>,
    pub outcome: Option<Vec<Inline>>,
    pub label: Option<Label>,
}

/// Takes a lead apart.
pub(super) fn lead(node: &Node<'_>) -> Lead {
    let (mut text, outcome) = arrow::split(&node.lead);
    let words = flat(&text);
    let digits = if node.is_heading() { number(&words) } else { 0 };
    let number = (digits > 0).then(|| words[..digits].trim().to_owned());
    if digits > 0 {
        text = text::trim(split_at(&text, digits).1);
    }
    let words = flat(&text);
    // A heading may be all label, with the words below it.
    let whole = || if node.is_heading() { label::whole(&words) } else { None };
    let label = label(&words).or_else(whole);
    Lead { number, text, outcome, label }
}

impl Lead {
    /// The text after the label, or the whole text.
    pub(super) fn unlabelled(&self) -> Vec<Inline> {
        match &self.label {
            Some(label) => text::trim(split_at(&self.text, label.end).1),
            None => self.text.clone(),
        }
    }

    fn is(&self, kind: LabelKind) -> bool {
        self.label.as_ref().is_some_and(|label| label.kind == kind)
    }

    /// The owner before the colon of a text without label.
    pub(super) fn prefix(&self) -> Option<Prefix> {
        owner::prefix(&self.unlabelled())
    }
}

/// Counts the names before colons, so that a name seen in a strong place is known in a weak one.
pub(super) fn survey(node: &Node<'_>, names: &mut Names) {
    for child in node.children() {
        let lead = lead(child);
        if let Some(prefix) = lead.prefix().filter(|_| !lead.is(LabelKind::KeyResult)) {
            let strong = is_bold(&lead.text)
                || child.is_heading()
                || !child.is_leaf()
                || has_key_results(child);
            let place = if strong { Strength::Strong } else { Strength::Weak };
            names.count(&prefix.owner.name, place);
        }
        if child.is_heading() && !names_nobody(&child.words()) {
            names.count(child.words().trim(), Strength::Strong);
        }
        survey(child, names);
    }
}

/// The role of a node that stands in a section, beside `siblings`.
pub(super) fn in_section(node: &Node<'_>, siblings: &[Node<'_>], scope: &Scope) -> Role {
    match &node.form {
        Form::Heading { .. } => heading(node, scope),
        Form::Item(_) => item_in_section(node, siblings, scope),
        Form::Bold(_) | Form::Line => bold(node, scope),
        Form::Root => Role::Section,
    }
}

fn heading(node: &Node<'_>, scope: &Scope) -> Role {
    let words = node.words();
    let lead = lead(node);
    if leads_elsewhere(&words) {
        return Role::Section;
    }
    if lead.is(LabelKind::Objective) {
        return if scope.excluded { Role::Section } else { Role::Objective(Reading::Labelled) };
    }
    if scope.excluded || period(&words).is_some() {
        return Role::Section;
    }
    if has_key_results(node) {
        return Role::Objective(Reading::HasKeyResults);
    }
    if !scope.expects_okrs {
        return Role::Section;
    }
    if lead.prefix().is_some() && !holds_structures(node, scope, Depth::Headings) {
        return Role::Objective(Reading::OwnerPrefix);
    }
    let arranges = holds_structures(node, scope, Depth::All) || names_nobody(&words);
    if !arranges && holds_results(node) {
        return Role::Objective(Reading::HeadingOverList);
    }
    Role::Section
}

fn bold(node: &Node<'_>, scope: &Scope) -> Role {
    let lead = lead(node);
    if scope.excluded {
        return Role::Prose;
    }
    if lead.is(LabelKind::Objective) {
        return Role::Objective(Reading::Labelled);
    }
    if lead.is(LabelKind::KeyResult) {
        return Role::KeyResult(Reading::Labelled);
    }
    let is_bold = matches!(node.form, Form::Bold(_));
    if has_key_results(node) {
        return Role::Objective(Reading::HasKeyResults);
    }
    let is_field = flat(&node.lead).trim_end().ends_with(':');
    if scope.expects_okrs && is_bold && !is_field && holds_results(node) {
        return Role::Objective(Reading::BoldOverList);
    }
    Role::Prose
}

fn item_in_section(node: &Node<'_>, siblings: &[Node<'_>], scope: &Scope) -> Role {
    let lead = lead(node);
    if scope.excluded {
        return Role::Prose;
    }
    if lead.is(LabelKind::Objective) {
        return Role::Objective(Reading::Labelled);
    }
    if lead.is(LabelKind::KeyResult) {
        return Role::KeyResult(Reading::Labelled);
    }
    if has_key_results(node) {
        return Role::Objective(Reading::HasKeyResults);
    }
    if !scope.expects_okrs {
        return Role::Prose;
    }
    match structure(node, siblings) {
        Some(reading) => Role::Objective(reading),
        None if siblings.iter().any(|sibling| structure(sibling, siblings).is_some()) => {
            Role::Objective(Reading::BesideObjectives)
        }
        None => Role::Prose,
    }
}

/// The form that makes an item at the top of a section an objective, beside `siblings`.
fn structure(node: &Node<'_>, siblings: &[Node<'_>]) -> Option<Reading> {
    let lead = lead(node);
    if has_key_results(node) {
        Some(Reading::HasKeyResults)
    } else if is_bold(&lead.text) {
        Some(Reading::BoldItem)
    } else if lead.prefix().is_some() && (!node.is_leaf() || are_owned(siblings)) {
        Some(Reading::OwnerPrefix)
    } else if node.items().next().is_some() {
        Some(Reading::HasKeyResults)
    } else {
        None
    }
}

/// Whether most items begin with a name and a colon. A single leaf that does may be a result.
fn are_owned(items: &[Node<'_>]) -> bool {
    let owned = items.iter().filter(|item| lead(item).prefix().is_some()).count();
    owned * 2 > items.len()
}

/// The role of an item or heading that stands under an objective, beside `siblings`.
pub(super) fn under_objective(
    node: &Node<'_>,
    siblings: &[Node<'_>],
    scope: &Scope,
    names: &Names,
) -> Role {
    match &node.form {
        Form::Heading { .. } => match heading(node, scope) {
            Role::Section if !scope.expects_okrs || leads_elsewhere(&node.words()) => Role::Prose,
            role => role,
        },
        Form::Item(_) => item_under_objective(node, siblings, names),
        Form::Bold(_) | Form::Line => match bold(node, scope) {
            Role::Objective(Reading::Labelled) => Role::Objective(Reading::Labelled),
            Role::KeyResult(reading) => Role::KeyResult(reading),
            _ => Role::Section,
        },
        Form::Root => Role::Section,
    }
}

fn item_under_objective(node: &Node<'_>, siblings: &[Node<'_>], names: &Names) -> Role {
    let lead = lead(node);
    if lead.is(LabelKind::KeyResult) {
        return Role::KeyResult(Reading::Labelled);
    }
    if lead.is(LabelKind::Objective) {
        return Role::Objective(Reading::Labelled);
    }
    if has_key_results(node) {
        return Role::Objective(Reading::HasKeyResults);
    }
    if owner::is_remark(&flat(&node.lead)) {
        return Role::Prose;
    }
    let Some(prefix) = lead.prefix() else {
        let bold = is_bold(&lead.text) && node.items().next().is_some();
        let role = Role::KeyResult(Reading::LeafUnderObjective);
        return if bold { Role::Objective(Reading::BoldItem) } else { role };
    };
    let company = siblings.len() > 1 && are_owned(siblings);
    if names.knows(&prefix.owner.name) || is_bold(&lead.text) || company {
        return Role::Objective(Reading::OwnerPrefix);
    }
    Role::KeyResult(Reading::LeafUnderObjective)
}

/// Whether labelled key results stand directly under `node`, as lines or items.
pub(super) fn has_key_results(node: &Node<'_>) -> bool {
    let is = |line: &[Inline]| label(&flat(line)).is_some_and(|it| it.kind == LabelKind::KeyResult);
    node.lines.iter().any(|line| is(line)) || node.items().any(|item| is(&item.lead))
}

/// How deep to look for structures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Headings,
    All,
}

/// Whether something under `node` is an objective by itself, so that `node` only arranges.
fn holds_structures(node: &Node<'_>, scope: &Scope, depth: Depth) -> bool {
    let is_item = |item: &Node<'_>, items: &[Node<'_>]| {
        structure(item, items).is_some_and(|it| {
            it != Reading::HasKeyResults || has_key_results(item) || !item.is_leaf()
        })
    };
    node.parts.iter().any(|part| match part {
        Part::Prose(_) => false,
        Part::List(_, items) => {
            depth == Depth::All && items.iter().any(|item| is_item(item, items))
        }
        Part::Node(child) if child.is_heading() => {
            !leads_elsewhere(&child.words())
                && (matches!(heading(child, scope), Role::Objective(_))
                    || holds_structures(child, scope, depth))
        }
        Part::Node(child) => matches!(bold(child, scope), Role::Objective(_)),
    })
}

/// Whether the items directly under `node` read like results: sentences or measures, not names or
/// links.
fn holds_results(node: &Node<'_>) -> bool {
    let items: Vec<_> = node.items().collect();
    let reads_like_one = |item: &&&Node<'_>| {
        let words = plain(&item.lead).split_whitespace().count();
        let running = text::running(&item.lead);
        let letters = running.chars().filter(|sign| sign.is_alphabetic()).count();
        let measures = words > 1 && running.chars().any(|sign| sign.is_ascii_digit());
        measures || (words > 3 && letters > 8)
    };
    let results = items.iter().filter(reads_like_one).count();
    !items.is_empty() && results * 2 >= items.len()
}
