//! Where the key results of an objective end: what has other words over it stands behind them.

use super::evidence::Facts;
use super::outline::{Form, Node};
use super::vocabulary::{self, Header};
use super::words::AFTERWARDS;

/// Takes what stands under a node behind `Key results`, as `Results` or `Highlights`, for remarks,
/// if no more key results follow.
pub(super) fn end_results(node: &Node<'_>, facts: &mut [Facts]) {
    let heads = |child: &&Node<'_>| {
        let is_headed = may_head(child) && facts[child.id].header == Some(Header::Results);
        is_headed && vocabulary::heads_key_results(&child.words())
    };
    let mut headed = node.children().filter(heads);
    let (first, more) = (headed.next(), headed.next());
    if let Some(results) = first.filter(|_| more.is_none()) {
        let behind = node.children().skip_while(|child| child.id <= results.id);
        let behind: Vec<usize> = behind
            .filter(|child| is_level(child, results))
            .filter(|child| {
                let (own, words) = (&facts[child.id], child.words());
                let results =
                    own.header == Some(Header::Results) && !vocabulary::heads_measures(&words);
                let told = results || vocabulary::is_headed(&words, &AFTERWARDS);
                told && own.label.is_none()
            })
            .map(|child| child.id)
            .collect();
        for id in behind {
            facts[id].header = Some(Header::Notes);
        }
    }
    for child in node.children() {
        end_results(child, facts);
    }
}

fn may_head(node: &Node<'_>) -> bool {
    matches!(node.form, Form::Bold(_) | Form::Heading { .. })
}

/// Whether a node is what another is: a bold paragraph, or a heading of its level.
fn is_level(node: &Node<'_>, other: &Node<'_>) -> bool {
    match (&node.form, &other.form) {
        (Form::Bold(_), Form::Bold(_)) => true,
        (Form::Heading { level, .. }, Form::Heading { level: other, .. }) => level == other,
        _ => false,
    }
}
