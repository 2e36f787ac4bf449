//! Lists whose items begin with `•` or the like, as word processors and slides leave them: no list
//! in CommonMark, and one to everybody who reads them.

use super::tree::{Block, BlockKind, Inline, InlineKind, Item};
use crate::source::Span;

/// Signs that items begin with, if a blank follows.
const BULLETS: [char; 9] = ['•', '◦', '▪', '▫', '‣', '⁃', '●', '○', '·'];

/// A line and the sign that it begins with.
struct Line {
    sign: Option<char>,
    words: Vec<Inline>,
}

/// A paragraph of these words as blocks: what stands before the first bullet, made by `kind`, and
/// the list that follows.
pub(super) fn parted(
    words: Vec<Inline>,
    span: Span,
    kind: impl FnOnce(Vec<Inline>) -> BlockKind,
) -> Vec<Block> {
    if !words.iter().any(|inline| sign_of(inline).is_some()) {
        return vec![Block { span, kind: kind(words) }];
    }
    let mut lines = lines(words);
    let begin = lines.iter().position(|line| line.sign.is_some()).unwrap_or(lines.len());
    let items = lines.split_off(begin);
    let before: Vec<Inline> = lines.into_iter().flat_map(|line| line.words).collect();
    let mut blocks = Vec::with_capacity(2);
    if let Some(span) = place(&before) {
        blocks.push(Block { span, kind: kind(before) });
    }
    blocks.extend(list(items));
    blocks
}

/// The sign that a text begins with.
fn sign_of(inline: &Inline) -> Option<char> {
    let InlineKind::Text(text) = &inline.kind else { return None };
    // Most texts begin with a plain letter.
    if text.as_bytes().first().is_none_or(u8::is_ascii) {
        return None;
    }
    let sign = text.chars().next().filter(|sign| BULLETS.contains(sign))?;
    text[sign.len_utf8()..].starts_with(char::is_whitespace).then_some(sign)
}

/// The lines of running text; those that begin with no bullet belong to the one before them.
fn lines(words: Vec<Inline>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut begins = true;
    for mut inline in words {
        let sign = sign_of(&inline).filter(|_| begins);
        begins = matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
        if sign.is_some() || lines.is_empty() {
            if let Some(last) = lines.last_mut() {
                // The break before the bullet.
                last.words.pop();
            }
            lines.push(Line { sign, words: Vec::new() });
        }
        if let Some(sign) = sign {
            take_off(&mut inline, sign);
        }
        if let Some(last) = lines.last_mut() {
            last.words.push(inline);
        }
    }
    lines
}

/// Takes the sign and the blanks after it off a text.
fn take_off(inline: &mut Inline, sign: char) {
    let InlineKind::Text(text) = &mut inline.kind else { return };
    let rest = text[sign.len_utf8()..].trim_start();
    // Words and source agree byte by byte, unless the text is an entity.
    if text.len() == inline.span.range().len() {
        inline.span = Span::new(inline.span.end as usize - rest.len(), inline.span.end as usize);
    }
    *text = rest.to_owned();
}

/// The list of some lines, of which the first begins with a bullet; other bullets below an item are
/// a list in it.
fn list(lines: Vec<Line>) -> Option<Block> {
    let own = lines.first()?.sign;
    let mut items: Vec<Item> = Vec::new();
    let mut below: Vec<Line> = Vec::new();
    for mut line in lines {
        // What the sign stood in, where its words are bold or a link.
        if line.words.len() > 1
            && matches!(&line.words[0].kind, InlineKind::Text(text) if text.is_empty())
        {
            line.words.remove(0);
        }
        if line.sign == own {
            fill(&mut items, std::mem::take(&mut below));
            let span = place(&line.words)?;
            let words = Block { span, kind: BlockKind::Tight(line.words) };
            items.push(Item { span, task: None, blocks: vec![words] });
        } else {
            below.push(line);
        }
    }
    fill(&mut items, below);
    let span = items.first()?.span.cover(items.last()?.span);
    Some(Block { span, kind: BlockKind::List(None, items) })
}

/// Puts a list of some lines into the last item.
fn fill(items: &mut [Item], lines: Vec<Line>) {
    if let (Some(item), Some(block)) = (items.last_mut(), list(lines)) {
        item.span = item.span.cover(block.span);
        item.blocks.push(block);
    }
}

fn place(words: &[Inline]) -> Option<Span> {
    Some(words.first()?.span.cover(words.last()?.span))
}

#[cfg(test)]
mod tests {
    use crate::markdown::{BlockKind, read};

    /// The blocks of a text: paragraphs as words with their bytes, lists as their items in brackets.
    fn shown(blocks: &[crate::markdown::Block], text: &str) -> String {
        let one = |block: &crate::markdown::Block| match &block.kind {
            BlockKind::Paragraph(_) | BlockKind::Tight(_) => text[block.span.range()].to_owned(),
            BlockKind::List(None, items) => {
                let items: Vec<_> = items.iter().map(|item| shown(&item.blocks, text)).collect();
                format!("[{}]", items.join("; "))
            }
            other => format!("{other:?}"),
        };
        blocks.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn bullets_of_word_processors_make_lists() {
        for (text, expected) in [
            ("• Bake\n• Sell\n", "[Bake; Sell]"),
            (
                "Results:\n• **Sign** 20\n  shops\n● \u{a0}Bake\n",
                "Results: [**Sign** 20\n  shops [Bake]]",
            ),
            ("• a\n◦ b\n▪ c\n◦ d\n• e", "[a [b [c]; d]; e]"),
            ("- Grow\n  • Bake\n  • Sell\n", "[Grow [Bake; Sell]]"),
            ("• [Bake](https://x.test)\\\n• Sell", "[[Bake](https://x.test); Sell]"),
            ("Bake • sell\n•sell", "Bake • sell\n•sell"),
        ] {
            assert_eq!(shown(&read(text, 0).blocks, text), expected, "{text}");
        }
    }

    #[test]
    fn cells_of_tables_keep_their_words() {
        let read = read("| a |\n|---|\n| • b |\n", 0);
        let BlockKind::Table { rows, .. } = &read.blocks[0].kind else { panic!("no table") };
        assert_eq!(crate::markdown::plain(&rows[0].cells[0]), "• b");
    }
}
