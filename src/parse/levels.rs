//! The levels of headings, put right where authors turned them upside down.
//!
//! Under the heading of a period, some authors write objectives as `###` and their key results as
//! `##`, the level of the period itself. It shows: every deeper heading is empty, and right after
//! each stands one of the period's level that names no period. There the two levels change places.

use crate::markdown::{Block, BlockKind, plain};

use super::heading::period;

/// The most words of a heading that names a period and nothing else.
const SHORT: usize = 5;

/// A heading among the blocks.
struct Heading {
    at: usize,
    level: u8,
    period: bool,
}

/// The level of every block that is a heading, by its place among the blocks; 0 for other blocks.
pub(super) fn levels(blocks: &[Block]) -> Vec<u8> {
    let mut levels = vec![0; blocks.len()];
    let mut headings = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if let BlockKind::Heading { level, content, .. } = &block.kind {
            levels[at] = *level;
            let words = plain(content);
            let period = words.split_whitespace().count() <= SHORT && period(&words).is_some();
            headings.push(Heading { at, level: *level, period });
        }
    }
    for run in runs(&headings) {
        let Some((first, below)) = run.split_first() else { continue };
        if is_turned(first.level, below) {
            for heading in below {
                let same = heading.level == first.level;
                levels[heading.at] = (heading.level + u8::from(same) * 2).min(6);
            }
        }
    }
    levels
}

/// The headings from each that names a period to the next of its level that does.
fn runs(headings: &[Heading]) -> impl Iterator<Item = &[Heading]> {
    let starts: Vec<usize> = (0..headings.len()).filter(|at| headings[*at].period).collect();
    let ends = starts.clone().into_iter().skip(1).chain([headings.len()]);
    starts.into_iter().zip(ends).map(|(start, end)| &headings[start..end])
}

/// Whether the headings after one of `level` stand upside down.
fn is_turned(level: u8, headings: &[Heading]) -> bool {
    let deeper = headings.iter().filter(|heading| heading.level == level + 1).count();
    let known = |heading: &Heading| heading.level == level || heading.level == level + 1;
    let begins = headings.first().is_some_and(|heading| heading.level == level + 1);
    let empty = headings.windows(2).all(|pair| {
        let above = pair[0].level == level + 1;
        !above || (pair[1].level == level && pair[1].at == pair[0].at + 1)
    });
    let same = headings.iter().filter(|heading| heading.level == level).count();
    begins && deeper > 0 && same > deeper && empty && headings.iter().all(known)
}

#[cfg(test)]
mod tests {
    use super::levels;
    use crate::markdown::read;

    fn of(text: &str) -> Vec<u8> {
        levels(&read(text, 0).blocks)
    }

    #[test]
    fn results_above_their_objectives_are_put_below_them() {
        let text = "## 2016 Q4\n### Aim\n## One\n## Two\n### Other\n## Three\n## 2016 Q3\n";
        assert_eq!(of(text), [2, 3, 4, 4, 3, 4, 2]);
    }

    #[test]
    fn headings_in_order_stay_as_they_are() {
        let text = "## 2016 Q4\n### Aim\n- x\n\n### Other\n- y\n\n## Notes\n## More\n";
        assert_eq!(of(text), [2, 3, 0, 3, 0, 2, 2]);
    }
}
