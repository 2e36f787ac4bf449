//! How much of each column the board of the roadmap shows.

use std::cmp::Reverse;

use crate::model::ItemId;
use crate::parse::Horizon;

use super::assemble::View;
use super::data::Lane;
use super::extent::overdue_weight;
use super::lists::List;
use super::periods::few;

/// How many items a column of the board shows when all of them are too many.
pub(super) const SHOWN: usize = 15;

/// Bytes of HTML that the board may take.
const BOARD: usize = 60_000;

/// About how many bytes a card takes beside its title, and beside the words of what it serves.
const CARD: usize = 600;
const SERVES: usize = 160;

/// The columns of the board, from left to right.
pub(super) const LANES: [Horizon; 5] =
    [Horizon::Now, Horizon::Next, Horizon::Later, Horizon::Exploring, Horizon::Done];

impl View {
    /// The columns of which the board shows the beginning only.
    pub(super) fn cut_lanes(&self) -> Vec<Horizon> {
        let weight = |id: ItemId| {
            let serves = self.plan.served_by(id).len().min(super::roadmap::SERVES);
            let overdue = overdue_weight(self.item_review(id));
            CARD + 2 * self.item_title(id).len() + SERVES * serves + overdue
        };
        if self.plan.item_ids().map(weight).sum::<usize>() <= BOARD {
            return Vec::new();
        }
        LANES.into_iter().filter(|lane| self.in_lane(*lane).len() > SHOWN).collect()
    }

    /// The items in a column: in the order of the plan, and what is done the latest first.
    pub(super) fn in_lane(&self, lane: Horizon) -> Vec<ItemId> {
        let mut ids: Vec<ItemId> =
            self.plan.item_ids().filter(|id| self.lane(*id) == lane).collect();
        if lane == Horizon::Done && ids.len() > SHOWN {
            ids.sort_by_key(|id| Reverse(self.plan.item(*id).due.map(|due| due.range.ends())));
        }
        ids
    }

    /// A column of the board.
    pub(super) fn lane_view(&self, lane: Horizon) -> Lane {
        let ids = self.in_lane(lane);
        let count = ids.len();
        let list = List::Lane(lane);
        let most = if self.long_ones().contains_key(&list) { SHOWN } else { count };
        let (ids, more) = few(ids, most);
        Lane {
            code: lane.word(),
            label: self.lane_word(lane),
            count,
            items: self.item_cards(&ids),
            more: self.rest(list, more),
        }
    }
}
