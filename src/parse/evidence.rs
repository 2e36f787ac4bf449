//! Evidence: what a node's label, form, words and place say for and against each role.
//!
//! Every piece of evidence has a weight, and the weights of a role are added up. A label outweighs
//! everything else; a form outweighs words; and what stands around a node is weighed in
//! [`classify`](super::classify), where whole lists and rows of headings are judged together.

use std::borrow::Cow;

use crate::grade;
use crate::markdown::{Inline, InlineKind};

use super::classify::Role;
use super::label::{Label, LabelKind, label};
use super::lead::Lead;
use super::outline::{Form, Node, Part};
use super::owner::{self, Names};
use super::table::Column;
use super::text::{flat, is_bold};
use super::vocabulary::{self, Header};

/// What cannot be.
pub(super) const NEVER: i32 = -1000;

/// Weights of roles, in the order of [`Role::ALL`].
pub(super) type Weights = [i32; 6];

/// Whether objectives are to be expected in a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Territory {
    /// A title or heading announces OKRs, and a period is known.
    Expected,
    /// OKRs are announced, but no period.
    Announced,
    /// Nothing is said.
    #[default]
    Silent,
    /// A heading leads elsewhere: a retrospective, a process.
    Excluded,
}

/// Something that holds of a node or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// It is bold.
    Bold,
    /// It is a remark `Key: value`.
    Field,
    /// It is nothing but a name.
    NameOnly,
    /// It ends in a colon.
    Introduces,
    /// It names its owner by a handle or in brackets.
    Held,
    /// It has a number of its own, as headings do.
    Numbered,
    /// A priority, grade, tick or sign stands at it.
    Marked,
    /// A priority stands at it: `P1` at its beginning, or before a grade at its end.
    Priority,
    /// It is a heading that ends in a bare score.
    Scored,
    /// It measures something.
    Measures,
    /// An arrow and an outcome follow.
    Outcome,
    /// A heading further down tells it in detail.
    Entry,
    /// It tells in detail what an item above leads to.
    Detail,
    /// It begins with a link to another place on its page.
    Contents,
    /// It is a link and nothing else.
    LinkOnly,
    /// It speaks of OKRs as such.
    AboutOkrs,
    /// It names a period.
    Period,
    /// All of it stands in brackets.
    Aside,
    /// It heads a part of a retrospective: `Good`, `Try`.
    Retrospective,
    /// It is a list item.
    Item,
    /// It is a list item with a box to tick.
    Task,
    /// It is a heading of one or two words, none of which says that something is done.
    Topic,
    /// It is a heading that is a sentence: of many words, or of what is done.
    Sentence,
    /// Labelled key results stand directly under it.
    HasLabelled,
    /// A line under it names its owner or score.
    HasFields,
    /// It is an item that says what is done beside key results.
    Beside,
    /// Lines with letters before them stand under it.
    Lettered,
    /// Its label is a word that also stands before much else: `Goal: save a tenth of the cost`.
    Loose,
}

/// What is known about a node by itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub label: Option<LabelKind>,
    /// The owner before a colon, and whether it is surely one.
    pub prefix: Option<(String, bool)>,
    pub header: Option<Header>,
    pub words: usize,
    signs: u32,
}

impl Facts {
    pub(super) fn is(&self, sign: Sign) -> bool {
        self.signs & (1 << sign as u32) != 0
    }

    pub(super) fn note(&mut self, sign: Sign, holds: bool) {
        self.signs |= u32::from(holds) << sign as u32;
    }
}

/// Looks at a node by itself.
pub(super) fn facts(node: &Node<'_>, leads: &[Lead<'_>], names: &Names) -> Facts {
    let lead = &leads[node.id];
    let mut facts = Facts { label: lead.label.as_ref().map(|it| it.kind), ..Facts::default() };
    facts.note(Sign::Item, matches!(node.form, Form::Item(_)));
    facts.note(Sign::Task, matches!(node.form, Form::Item(item) if item.task.is_some()));
    facts.note(Sign::HasLabelled, has_labelled(node, leads));
    facts.note(Sign::HasFields, has_fields(node));
    let is_lettered = |line: &Vec<Inline>| super::lines::is_lettered(&flat(line));
    facts.note(Sign::Lettered, node.lines.len() > 1 && node.lines.iter().all(is_lettered));
    facts.note(Sign::Loose, lead.label.as_ref().is_some_and(|it| it.is_loose()));
    if !lead.words.is_empty() {
        words(node, lead, names, &mut facts);
    }
    facts
}

/// What the words of a node show.
fn words(node: &Node<'_>, lead: &Lead<'_>, names: &Names, facts: &mut Facts) {
    let words = &*lead.words;
    let text = flat(lead.body());
    let text = text.trim();
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    facts.words = text.split_whitespace().filter(is_word).take(MANY).count();
    // `Key Result 1` is one and heads none.
    let is_result = facts.label == Some(LabelKind::KeyResult);
    facts.header = if is_result { None } else { header(node, lead) };
    // A question over labelled key results is an objective: `How do we keep the lights on?`
    let asks = text.ends_with('?') && facts.is(Sign::HasLabelled);
    // `Week 1` over labelled objectives is when they are for.
    let holds =
        |child: &Node<'_>| label(&child.words()).is_some_and(|it| it.kind == LabelKind::Objective);
    if facts.header == Some(Header::Elsewhere)
        && text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("week"))
        && node.children().any(holds)
    {
        facts.header = Some(Header::Generic);
    }
    if asks && !vocabulary::speaks_of_okrs(words) && !vocabulary::asks_back(text) {
        facts.header = None;
    }
    facts.prefix = lead.prefix.as_ref().map(|prefix| {
        let name = &prefix.owner.name;
        let sure = names.knows(name) || is_bold(&lead.text) || vocabulary::names_holder(name);
        (name.clone(), sure)
    });
    // What a known owner holds is no remark, whatever the owner is called: `Discussion: Ship it`.
    let holds = lead.prefix.as_ref().is_some_and(|prefix| !prefix.rest.is_empty());
    if holds && matches!(facts.prefix, Some((_, true))) && facts.header == Some(Header::Notes) {
        facts.header = None;
    }
    let task = facts.is(Sign::Task);
    let (held, marked) = if super::holder::may_stand_in(lead.body()) {
        let (decoration, rest) = super::holder::take(lead.body().to_vec());
        let marked = decoration.priority.is_some() || grade::is_marked(&flat(&rest));
        (!decoration.owners.is_empty(), marked)
    } else {
        (false, grade::is_marked(text))
    };
    let few = facts.words <= 6;
    let task_like = vocabulary::begins_with_verb(text);
    let plain = node.is_heading() && facts.label.is_none() && facts.prefix.is_none();
    facts.note(Sign::Topic, plain && !task_like && facts.words <= 2 && !has_digit(lead.body()));
    facts.note(Sign::Sentence, plain && facts.words > 1 && (task_like || facts.words > 3));
    facts.note(Sign::Retrospective, vocabulary::looks_back(words));
    facts.note(Sign::Bold, is_bold(&lead.text));
    facts.note(Sign::Field, super::field::is_remark(words));
    let few = few && lead.prefix.is_none();
    facts.note(Sign::NameOnly, few && owner::is_name(text.trim_end_matches(':')));
    facts.note(Sign::Introduces, words.trim_end().ends_with(':'));
    facts.note(Sign::Held, held);
    facts.note(Sign::Numbered, lead.number.is_some());
    // The marks of a heading that was wrapped stand in the line after it.
    let tail = if node.is_heading() { first_paragraph(node) } else { None };
    let tail = tail.filter(|tail| tail.split_whitespace().count() < MANY / 2).unwrap_or_default();
    let score = super::holder::score;
    facts.note(Sign::Scored, node.is_heading() && score(text).or(score(&tail)).is_some());
    facts.note(Sign::Marked, task || marked || grade::is_marked(&tail));
    let priority = super::holder::has_priority;
    facts.note(Sign::Priority, priority(text) || priority(&tail));
    facts.note(Sign::Measures, facts.words > 1 && has_digit(lead.body()));
    facts.note(Sign::Outcome, lead.outcome.is_some());
    facts.note(Sign::Beside, facts.is(Sign::Item) && vocabulary::is_beside_results(words));
    facts.note(Sign::LinkOnly, is_link(lead));
    facts.note(Sign::Contents, super::details::entry(node).is_some());
    facts.note(Sign::AboutOkrs, vocabulary::speaks_of_okrs(words));
    facts.note(Sign::Period, lead.period.is_some());
    facts.note(Sign::Aside, text.starts_with('(') && text.find(')') == Some(text.len() - 1));
}

/// More words than any rule asks for.
const MANY: usize = 32;

/// Whether a digit stands in plain running text.
fn has_digit(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Text(text) => text.bytes().any(|byte| byte.is_ascii_digit()),
        InlineKind::Link(_) | InlineKind::Image(_) => false,
        _ => has_digit(inline.children()),
    })
}

/// What a node's words say about what stands below it. An item is no heading: `Improve our OKR
/// process` is work to be done.
fn header(node: &Node<'_>, lead: &Lead<'_>) -> Option<Header> {
    if node.is_heading() {
        return vocabulary::header(&lead.words, lead.period.is_some());
    }
    vocabulary::below(&lead.words)
}

fn is_link(lead: &Lead<'_>) -> bool {
    let mut links = lead
        .text
        .iter()
        .filter(|inline| inline.text().is_none_or(|text| text.contains(char::is_alphanumeric)));
    let first = links.next().is_some_and(|inline| matches!(inline.kind, InlineKind::Link(_)));
    first && links.next().is_none()
}

/// Whether labelled key results stand directly under `node`, as lines or items. Those after a
/// labelled objective are that one's, however little they are indented.
fn has_labelled(node: &Node<'_>, leads: &[Lead<'_>]) -> bool {
    let is = |label: &Label| label.kind == LabelKind::KeyResult;
    let is_line = |child: &&Node<'_>| matches!(child.form, Form::Line);
    let mut below = node.children().filter(is_line).chain(node.items());
    node.lines.iter().any(|line| label(&flat(line)).as_ref().is_some_and(is))
        || below.find_map(|child| leads[child.id].label.as_deref()).is_some_and(is)
}

/// Whether the first lines under `node` name its owner, its score or the like.
fn has_fields(node: &Node<'_>) -> bool {
    let first = first_paragraph(node);
    let line = node.lines.first().map(|line| flat(line));
    let item = node.items().next().map(Node::words);
    [first, line, item].into_iter().flatten().any(|words| super::field::is_remark(&words))
}

/// The words of the paragraph that stands first under `node`.
pub(super) fn first_paragraph<'n>(node: &'n Node<'_>) -> Option<Cow<'n, str>> {
    match node.parts.first()? {
        Part::Prose(block) => super::items::paragraph(block).map(flat),
        _ => None,
    }
}

/// What the node's own label, form and words say for each role.
pub(super) fn weigh(
    node: &Node<'_>,
    facts: &Facts,
    territory: Territory,
    habits: &Habits,
) -> Weights {
    if territory == Territory::Excluded || facts.is(Sign::Detail) {
        return excluded(node, facts);
    }
    let mut weights = by_form(node, facts);
    let lists = [Sign::Contents, Sign::LinkOnly].iter().all(|sign| facts.is(*sign));
    // What only leads to an objective on its page is none.
    let leads = lists
        && node.is_leaf()
        && !facts.is(Sign::Entry)
        && facts.label == Some(LabelKind::Objective);
    if let Some(kind) = facts.label.filter(|_| !leads) {
        let role = match kind {
            LabelKind::Objective => Role::Objective,
            LabelKind::KeyResult => Role::KeyResult,
        };
        // Where nothing speaks of objectives, such a word says little.
        let loose = facts.is(Sign::Loose) && territory == Territory::Silent;
        weights[role as usize] += if loose && !facts.is(Sign::HasLabelled) { 0 } else { 60 };
        return weights;
    }
    weights[Role::Objective as usize] += objective(node, facts, territory, habits);
    weights[Role::KeyResult as usize] += key_result(node, facts, territory, habits);
    weights[Role::Section as usize] += section(facts);
    weights[Role::Group as usize] += group(facts);
    if facts.is(Sign::Field) {
        weights[Role::Field as usize] += 30;
    }
    if facts.header == Some(Header::Notes) && !node.is_heading() {
        weights[Role::Note as usize] += 12;
    }
    weights
}

/// What a document makes a habit of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    /// It labels its objectives as such.
    Objectives,
    /// It labels its key results as such.
    KeyResults,
    /// Most of its items begin with a name and a colon.
    Owners,
    /// Its headings end in scores.
    Scores,
}

/// The habits of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Habits(pub Vec<Habit>);

impl Habits {
    pub(super) fn has(&self, habit: Habit) -> bool {
        self.0.contains(&habit)
    }
}

fn excluded(node: &Node<'_>, facts: &Facts) -> Weights {
    let mut weights = [NEVER; Role::ALL.len()];
    weights[Role::Note as usize] = 0;
    weights[Role::Field as usize] = if facts.is(Sign::Field) { 1 } else { NEVER };
    if node.is_heading() {
        weights[Role::Section as usize] = 1;
    }
    weights
}

/// What the form alone says: section, objective, key result, group, field, note.
fn by_form(node: &Node<'_>, facts: &Facts) -> Weights {
    let leaf = node.is_leaf();
    match &node.form {
        Form::Root => [0, NEVER, NEVER, NEVER, NEVER, NEVER],
        Form::Heading { .. } => [0, -2, -3, -2, NEVER, -1],
        Form::Bold(_) => [-4, -2, -4, -2, -2, 0],
        Form::Line => [NEVER, -14, -14, if leaf { NEVER } else { 0 }, -1, 0],
        Form::Item(_) => {
            let named = if facts.is(Sign::NameOnly) && !leaf { 0 } else { NEVER };
            let group = if leaf { NEVER } else { -3 };
            [named, if leaf { -4 } else { -2 }, if leaf { 2 } else { 1 }, group, -1, 0]
        }
        Form::Row(Column::Objective, _) => [NEVER, 20, NEVER, NEVER, NEVER, 0],
        Form::Row(..) => [NEVER, -6, 20, NEVER, NEVER, 0],
    }
}

fn objective(node: &Node<'_>, facts: &Facts, territory: Territory, habits: &Habits) -> i32 {
    let dated =
        facts.is(Sign::Period) && node.is_heading() && (facts.words < 5 || facts.header.is_some());
    let other = matches!(facts.header, Some(Header::Results | Header::Elsewhere));
    if facts.is(Sign::HasLabelled) && !other && !dated {
        return 50;
    }
    let place = match territory {
        Territory::Expected | Territory::Excluded => 0,
        Territory::Announced => -5,
        Territory::Silent => -40,
    };
    let owner = match &facts.prefix {
        Some((_, true)) => 8,
        Some((_, false)) if habits.has(Habit::Owners) => 8,
        Some((_, false)) => 3,
        None => 0,
    };
    let words = match facts.words {
        0 | 1 => -3,
        2 => -1,
        3 => 1,
        _ => 2,
    };
    let alone =
        if facts.is(Sign::NameOnly) && vocabulary::names_holder(&node.words()) { -8 } else { 0 };
    let header = match facts.header {
        Some(Header::Results | Header::Elsewhere) => NEVER,
        Some(Header::Notes) => -14,
        Some(Header::Generic) => -8,
        None => 0,
    };
    let bold = match node.form {
        Form::Item(_) if facts.is(Sign::Bold) => 6,
        Form::Bold(_) if node.is_leaf() => -8,
        _ => 0,
    };
    let is_heading = node.is_heading();
    // Among labelled objectives, `Sponsor: Mona` with nothing below it holds none.
    let is_fact = facts.is(Sign::Item) && node.is_leaf();
    place
        + owner
        + words
        + alone
        + header
        + bold
        + yes(facts.is(Sign::Introduces), -10)
        + yes(dated, -40)
        + yes(facts.is(Sign::Marked) && !matches!(node.form, Form::Item(_)), 3)
        + yes(facts.is(Sign::Priority) && is_heading, -2)
        + yes(facts.is(Sign::Numbered), 1)
        + yes(facts.is(Sign::Held) && is_heading, 4)
        + yes(facts.is(Sign::HasFields), 3)
        + yes(facts.is(Sign::LinkOnly) && node.is_leaf(), -6)
        + yes(facts.is(Sign::Contents), -12)
        + yes(facts.is(Sign::AboutOkrs) && !is_heading, -4)
        + yes(habits.has(Habit::Objectives) && (owner == 0 || is_fact), -16)
}

fn key_result(node: &Node<'_>, facts: &Facts, territory: Territory, habits: &Habits) -> i32 {
    let words = match facts.words {
        0 => NEVER,
        1 => -2,
        2 => 0,
        _ => 1,
    };
    let header = match facts.header {
        Some(Header::Results | Header::Notes) => -14,
        Some(Header::Elsewhere | Header::Generic) if facts.words < 5 => -4,
        _ => 0,
    };
    let name = facts.is(Sign::NameOnly) && facts.words < 4 && !facts.is(Sign::Measures);
    words
        + header
        + yes(facts.is(Sign::Measures), 1)
        + yes(facts.is(Sign::Marked), 2)
        + yes(facts.is(Sign::Priority), 2)
        + yes(facts.is(Sign::Outcome), 3)
        + yes(facts.is(Sign::Held), 1)
        + yes(facts.is(Sign::HasFields), 4)
        + yes(facts.is(Sign::AboutOkrs), -5)
        + yes(facts.is(Sign::Aside), -6)
        + yes(facts.is(Sign::Contents), if facts.is(Sign::Entry) { 3 } else { -6 })
        + yes(name, if node.is_leaf() { -2 } else { -8 })
        + yes(facts.prefix.as_ref().is_some_and(|(_, sure)| *sure || habits.has(Habit::Owners)), -4)
        + yes(matches!(territory, Territory::Announced | Territory::Silent), -2)
        + yes(habits.has(Habit::KeyResults), -4)
}

fn section(facts: &Facts) -> i32 {
    yes(facts.header == Some(Header::Generic) || facts.is(Sign::Period), 3)
        + yes(facts.is(Sign::NameOnly) && !facts.is(Sign::Marked), 1)
        + yes(facts.header == Some(Header::Elsewhere), 40)
}

fn group(facts: &Facts) -> i32 {
    match facts.header {
        Some(Header::Results) => 16,
        Some(Header::Notes) => -20,
        Some(_) => 0,
        None if facts.is(Sign::Item) => {
            yes(facts.is(Sign::Introduces), 1) + yes(facts.is(Sign::NameOnly), 1)
        }
        None => yes(facts.is(Sign::Introduces), 1) - 8,
    }
}

fn yes(holds: bool, weight: i32) -> i32 {
    if holds { weight } else { 0 }
}
