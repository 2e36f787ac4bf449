//! Keeps trees of objectives as shallow as the template engine needs them.

use crate::view::data::{Content, ObjectiveView, Page};

/// How many levels a tree is drawn with. The engine lets components call each other twenty deep,
/// and a card takes a handful of calls of its own.
const LEVELS: usize = 10;

/// Moves what lies deeper than that up into the last level, in its order. Each objective still
/// names the one it supports.
pub(super) fn level(page: &mut Page) {
    for objectives in trees(&mut page.content) {
        level_tree(objectives, 1);
    }
}

/// Every list of objectives on a page.
fn trees(content: &mut Content) -> Vec<&mut Vec<ObjectiveView>> {
    match content {
        Content::Quarter(quarter) => {
            quarter.pieces.iter_mut().map(|piece| &mut piece.objectives).collect()
        }
        Content::Objective(page) => vec![&mut page.objective.children],
        Content::Team(page) => {
            page.holdings.iter_mut().map(|holding| &mut holding.objectives).collect()
        }
        Content::Owner(page) => {
            page.holdings.iter_mut().map(|holding| &mut holding.objectives).collect()
        }
        Content::TeamQuarter(page) => {
            page.entries.iter_mut().map(|entry| &mut entry.objective.children).collect()
        }
        _ => Vec::new(),
    }
}

fn level_tree(objectives: &mut Vec<ObjectiveView>, depth: usize) {
    if depth < LEVELS {
        for objective in objectives {
            level_tree(&mut objective.children, depth + 1);
        }
        return;
    }
    flatten(objectives);
}

/// Puts children behind their parent instead of below it.
fn flatten(objectives: &mut Vec<ObjectiveView>) {
    if objectives.iter().all(|objective| objective.children.is_empty()) {
        return;
    }
    let mut waiting: Vec<_> = std::mem::take(objectives);
    waiting.reverse();
    while let Some(mut objective) = waiting.pop() {
        waiting.extend(std::mem::take(&mut objective.children).into_iter().rev());
        objectives.push(objective);
    }
}
