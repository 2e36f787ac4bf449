//! The sentences and fields that state when a period is.

use crate::calendar::{Date, DateRange, range_in};
use crate::markdown::{Block, BlockKind, plain};
use crate::source::Spanned;

use super::document::{Document, PeriodMention, Piece};
use super::heading;

/// Finds the sentences and fields that state a period's dates.
pub(super) fn state(document: &mut Document) {
    if let (Some(starts), Some(ends)) = (&document.fields.starts, &document.fields.ends)
        && let (Some(from), Some(to)) = (Date::parse(&starts.value), Date::parse(&ends.value))
        && let Some(range) = DateRange::new(from, to)
        && let Some(mention) = document.periods.first_mut()
    {
        mention.stated = Some(Spanned::new(range, starts.span.cover(ends.span)));
    }
    let mut stated = Vec::new();
    for piece in &document.pieces {
        let Piece::Prose(blocks, Some(period)) = piece else { continue };
        for block in blocks {
            sentence_dates(block, *period, &document.periods, &mut stated);
        }
    }
    for (period, range) in stated {
        let mention = &mut document.periods[period];
        mention.stated.get_or_insert(range);
    }
}

/// The dates that a paragraph states, when they are as long as its period: a sentence about some
/// other span of time states nothing about the quarter.
fn sentence_dates(
    block: &Block,
    period: usize,
    periods: &[PeriodMention],
    stated: &mut Vec<(usize, Spanned<DateRange>)>,
) {
    match &block.kind {
        BlockKind::Paragraph(inlines) => {
            let Some(found) = range_in(&plain(inlines)) else { return };
            if heading::is_as_long(found.value, periods[period].name) {
                stated.push((period, Spanned::new(found.value, block.span)));
            }
        }
        BlockKind::Quote(_, blocks) => {
            for block in blocks {
                sentence_dates(block, period, periods, stated);
            }
        }
        _ => {}
    }
}
