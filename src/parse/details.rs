//! Overviews whose items lead to headings further down, where the same key result stands again
//! with its owner, its score and its story: the two are one.

use std::collections::HashMap;

use crate::markdown::{Inline, InlineKind};

use super::outline::{Form, Node};
use super::text::flat;

/// The numbers of the headings in which items are told in detail, by the items' numbers.
pub(super) fn details(root: &Node<'_>) -> HashMap<usize, usize> {
    let mut headings = HashMap::new();
    collect(root, &mut |node| {
        if node.is_heading() && node.is_leaf() {
            headings.insert(key(&node.lead), node.id);
        }
    });
    let mut details = HashMap::new();
    if headings.is_empty() {
        return details;
    }
    collect(root, &mut |node| {
        let entry = entry(node).and_then(|words| headings.get(&key(words)));
        if let Some(heading) = entry.filter(|heading| **heading > node.id) {
            details.insert(node.id, *heading);
        }
    });
    // An item that leads to a place where another one led already is a table of contents.
    let mut seen = HashMap::new();
    for heading in details.values() {
        *seen.entry(*heading).or_insert(0) += 1;
    }
    details.retain(|_, heading| seen[heading] == 1);
    details
}

fn collect<'n, 'a>(node: &'n Node<'a>, visit: &mut impl FnMut(&'n Node<'a>)) {
    visit(node);
    for child in node.children() {
        collect(child, visit);
    }
}

/// The text of the link into its own page that an item or a line begins with.
pub(super) fn entry<'n>(node: &'n Node<'_>) -> Option<&'n [Inline]> {
    let InlineKind::Link(link) = &node.lead.first()?.kind else { return None };
    let listed = matches!(node.form, Form::Item(_) | Form::Line | Form::Bold(_));
    let inside = listed && link.address.starts_with('#');
    inside.then_some(link.content.as_slice())
}

fn key(words: &[Inline]) -> String {
    flat(words)
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .flat_map(|word| word.chars().flat_map(char::to_lowercase).chain([' ']))
        .collect()
}
