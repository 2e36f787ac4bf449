//! The map of a quarter: its objectives as boxes, from those at the top on the left to those that
//! support them on the right.

use std::collections::HashMap;

use crate::model::{ObjectiveId, PeriodId};

use super::Route;
use super::assemble::View;
use super::data::{Map, MapNode};
use super::lists::List;

/// The size of a box, and the room between two, in CSS pixels.
const WIDTH: usize = 280;
const HEIGHT: usize = 44;
const ACROSS: usize = 40;
const DOWN: usize = 10;

/// How many signs of a title fit into a box.
const SIGNS: usize = 35;

/// How many boxes a map has at most, and about how many bytes one takes.
const NODES: usize = 110;
const NODE: usize = 720;

/// Bytes for a map and the list below it.
const BOTH: usize = 115_000;

/// Where a box stands: its column and its row, from 0.
type Place = (usize, usize);

impl View {
    /// The map of a period: as many of its upper levels as a map can hold; `None` when it cannot
    /// even hold the uppermost, or when there is nothing to see.
    pub(super) fn map(&self, id: PeriodId) -> Option<Map> {
        let all = &self.plan.period(id).objectives;
        let depths: Vec<usize> = all.iter().map(|id| self.depth(*id)).collect();
        let deepest = *depths.iter().max()?;
        let room = self.room_for_boxes(id);
        let fits = |levels: &usize| depths.iter().filter(|depth| *depth < levels).count() <= room;
        let levels = (1..=deepest + 1).rev().find(fits)?;
        let top: Vec<ObjectiveId> = all.iter().copied().filter(|id| self.depth(*id) == 0).collect();
        let (places, rows) = self.places(&top, levels);
        let shown = all.iter().filter(|id| places.contains_key(id));
        let nodes: Vec<MapNode> = shown.map(|id| self.map_node(*id, places[id])).collect();
        let joined = |id: &ObjectiveId| {
            let above = places.get(&self.plan.objective(*id).parent?)?;
            Some(path(*above, *places.get(id)?))
        };
        let columns = levels.min(deepest + 1);
        Some(Map {
            width: columns * (WIDTH + ACROSS) - ACROSS,
            height: rows * (HEIGHT + DOWN) - DOWN,
            hidden: all.len() - nodes.len(),
            paths: all.iter().filter_map(joined).collect(),
            nodes,
        })
    }

    /// How many boxes the map of a period may have: the list below it goes first.
    fn room_for_boxes(&self, id: PeriodId) -> usize {
        let list = self.list_weight(List::Objectives(id));
        let parted = self.long_ones().contains_key(&List::Objectives(id));
        let left = if parted { BOTH } else { BOTH.saturating_sub(list) };
        NODES.min(left / NODE)
    }

    /// Places for objectives and those below them, up to so many levels: each stands in the row of
    /// the first that supports it. Also, how many rows there are.
    fn places(&self, top: &[ObjectiveId], levels: usize) -> (HashMap<ObjectiveId, Place>, usize) {
        let mut places = HashMap::new();
        let mut row = 0;
        let mut open: Vec<(ObjectiveId, usize, bool)> =
            top.iter().rev().map(|id| (*id, 0, true)).collect();
        // The first of several siblings stands beside the one above them; the others start a row.
        while let Some((id, column, starts)) = open.pop() {
            row += usize::from(starts);
            places.insert(id, (column, row - 1));
            if column + 1 < levels {
                let below = self.plan.objective(id).children.iter().enumerate().rev();
                open.extend(below.map(|(index, child)| (*child, column + 1, index > 0)));
            }
        }
        (places, row)
    }

    fn map_node(&self, id: ObjectiveId, place: Place) -> MapNode {
        let objective = self.plan.objective(id);
        let title = self.objective_title(id);
        let (x, y) = corner(place);
        MapNode {
            x,
            y,
            href: self.href(Route::Objective(id)),
            owner: objective.owner().map(|owner| self.plan.owner(owner).name.clone()),
            short: shortened(&title),
            title,
            state: self.objective_state(id),
            score: objective.score.value.map(|value| self.score(value)),
            distribution: self.distribution(&objective.key_results),
        }
    }
}

fn corner((column, row): Place) -> (usize, usize) {
    (column * (WIDTH + ACROSS), row * (HEIGHT + DOWN))
}

/// The line between a box and one that supports it, as the path of an SVG.
fn path(above: Place, below: Place) -> String {
    let (from, to) = (corner(above), corner(below));
    let (start, middle) = (from.0 + WIDTH, from.0 + WIDTH + ACROSS / 2);
    format!("M{start} {}H{middle}V{}H{}", from.1 + HEIGHT / 2, to.1 + HEIGHT / 2, to.0)
}

/// As much of a title as a box holds, up to a whole word where there is one.
fn shortened(title: &str) -> String {
    if title.chars().count() <= SIGNS {
        return title.to_owned();
    }
    let cut: String = title.chars().take(SIGNS - 1).collect();
    let whole = cut.rsplit_once(' ').map(|(words, _)| words).filter(|it| it.len() > SIGNS / 2);
    format!("{} …", whole.unwrap_or(&cut).trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_cut_between_words_and_signs() {
        assert_eq!(shortened("Short enough"), "Short enough");
        let long = "Shape and enlarge the engineering team so that it can carry";
        assert_eq!(shortened(long), "Shape and enlarge the engineering …");
        let words = "中".repeat(60);
        assert_eq!(shortened(&words), format!("{} …", "中".repeat(34)));
    }

    #[test]
    fn lines_lead_from_the_side_of_a_box_to_the_next() {
        assert_eq!(path((0, 0), (1, 0)), "M280 22H300V22H320");
        assert_eq!(path((1, 1), (2, 3)), "M600 76H620V184H640");
    }
}
