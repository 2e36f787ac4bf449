//! Children of a node that are alike, and are judged together: items of one list, headings of one
//! level.

use super::outline::{Form, Node, Part};
use super::text::flat;
use super::vocabulary::{self, Header};

/// Children of a node that are alike: items of one list, headings of one level.
pub(super) struct Kin<'n, 'a> {
    nodes: Alike<'n, 'a>,
    /// What the words before a list say about it.
    pub intro: Option<Header>,
    /// Whether they are the parts of a retrospective.
    pub retrospective: bool,
    pub labelled: Labelled,
    /// Whether most stand over lists of what is measured, and none is labelled.
    pub measured: bool,
    pub most: Most,
}

/// As what some children are labelled, at least one of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Labelled {
    pub objective: bool,
    pub key_result: bool,
}

/// What most of some children are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Most {
    /// They begin with a name and a colon.
    pub owned: bool,
    /// They are headings that are sentences.
    pub sentences: bool,
    /// They have a box to tick.
    pub boxes: bool,
}

enum Alike<'n, 'a> {
    /// The items or rows of one list.
    Items(&'n [Node<'a>]),
    /// Headings, bold paragraphs or lines.
    Others(Vec<&'n Node<'a>>),
}

impl<'n, 'a> Kin<'n, 'a> {
    fn new(nodes: Alike<'n, 'a>, intro: Option<Header>) -> Self {
        Self {
            nodes,
            intro,
            retrospective: false,
            labelled: Labelled::default(),
            measured: false,
            most: Most::default(),
        }
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = &'n Node<'a>> {
        let (items, others) = match &self.nodes {
            Alike::Items(items) => (*items, [].as_slice()),
            Alike::Others(others) => ([].as_slice(), others.as_slice()),
        };
        items.iter().chain(others.iter().copied())
    }

    pub(super) fn count(&self) -> usize {
        match &self.nodes {
            Alike::Items(items) => items.len(),
            Alike::Others(others) => others.len(),
        }
    }

    /// The only one, when there is but one.
    pub(super) fn only(&self) -> Option<&'n Node<'a>> {
        if self.count() == 1 { self.nodes().next() } else { None }
    }
}

/// The children of a node, those that are alike together.
pub(super) fn kin<'n, 'a>(node: &'n Node<'a>) -> Vec<Kin<'n, 'a>> {
    let mut all: Vec<Kin<'n, 'a>> = Vec::new();
    if node.parts.is_empty() {
        return all;
    }
    let mut intro = node.lines.last().and_then(|line| introduction(&flat(line)));
    let mut levels: Vec<(u8, usize)> = Vec::new();
    let (mut results, mut named) = (false, false);
    for part in &node.parts {
        match part {
            Part::Prose(block) => {
                let text = super::items::paragraph(block).map(flat);
                intro = text.as_deref().and_then(introduction);
                // After a list of key results the next one with words of its own is another.
                let text = text.as_deref().unwrap_or_default();
                let key = intro == Some(Header::Results) && vocabulary::heads_key_results(text);
                let is_named = || named || is_named(node);
                let other = match intro {
                    Some(Header::Results) => {
                        !key && !vocabulary::heads_measures(text) && is_named()
                    }
                    None => introduces_more(text) && (results || is_named()),
                    _ => false,
                };
                if other {
                    intro = Some(Header::Notes);
                }
                named |= key;
            }
            Part::List(_, nodes) => {
                results |= intro == Some(Header::Results);
                all.push(Kin::new(Alike::Items(nodes), intro.take()));
            }
            Part::Node(child) => {
                intro = None;
                let level = match &child.form {
                    Form::Heading { level, .. } => *level,
                    Form::Bold(_) => 10,
                    _ => 11,
                };
                let known = levels.iter().find(|(other, _)| *other == level);
                if let Some(Alike::Others(others)) = known.map(|(_, at)| &mut all[*at].nodes) {
                    others.push(child);
                } else {
                    levels.push((level, all.len()));
                    all.push(Kin::new(Alike::Others(vec![&**child]), None));
                }
            }
        }
    }
    all
}

/// Whether a node is headed as key results by their name.
fn is_named(node: &Node<'_>) -> bool {
    !matches!(node.form, Form::Item(_)) && vocabulary::heads_key_results(&node.words())
}

/// Whether a short paragraph introduces a list that is no part of those before it: `Stretch:`
/// arranges more of the same.
fn introduces_more(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with(':') && text.len() <= LONGEST_INTRODUCTION && !vocabulary::names_nobody(text)
}

/// The longest words that only introduce a list, in bytes.
const LONGEST_INTRODUCTION: usize = 60;

/// What the last sentence of a paragraph says about the list that follows.
fn introduction(text: &str) -> Option<Header> {
    let text = text.trim_end();
    if !text.ends_with(':') {
        return None;
    }
    let from = text.rfind(". ").map_or(0, |at| at + 2);
    vocabulary::below(&text[from..])
}
