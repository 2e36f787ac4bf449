//! Legends: what signs stand for in one document, as it explains itself.

use crate::markdown::{Block, BlockKind};

use super::super::items::paragraph;
use super::super::text::flat;
use super::super::words::LEGEND;
use super::said::{self, Signs};
use super::table;

/// Learns what signs stand for, from tables and lines that say so.
pub(super) fn learn(blocks: &[Block], signs: &mut Signs) {
    for block in blocks {
        match &block.kind {
            BlockKind::Table { head, rows, .. } => table::learn(head, rows, signs),
            BlockKind::Paragraph(words) => {
                let words = flat(words);
                let Some((key, rest)) = words.split_once(':') else { continue };
                if LEGEND.contains(&said::plain(key).as_str()) {
                    learn_line(rest, signs);
                }
            }
            BlockKind::List(_, items) => {
                for words in items.iter().filter_map(|it| it.blocks.first()).filter_map(paragraph) {
                    let words = flat(words);
                    if words.len() <= said::LONGEST && words.trim_start().starts_with(said::is_sign)
                    {
                        learn_line(&words, signs);
                    }
                }
            }
            _ => {}
        }
    }
}

fn learn_line(words: &str, signs: &mut Signs) {
    for part in words.split([',', ';', '·', '|', '\n']) {
        let part = part.trim();
        let end = part.find(char::is_alphanumeric).unwrap_or(part.len());
        signs.learn(&part[..end], &part[end..]);
    }
}
