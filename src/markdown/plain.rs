//! The words of a tree, without its marks.

use super::tree::{Block, BlockKind, Inline, InlineKind};

/// The words of a running text: breaks become spaces, raw HTML and control characters vanish,
/// blanks are folded.
#[must_use]
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    inlines_into(inlines, &mut out);
    if is_folded(&out) { out } else { fold(&out) }
}

/// The words of blocks, one line a block.
#[must_use]
pub fn plain_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    blocks_into(blocks, &mut out);
    out.lines().map(fold).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The text of a code or HTML block, exactly as it stands.
pub(super) fn verbatim(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Html(text) | InlineKind::Code(text) => {
                out.push_str(text);
            }
            _ => out.push('\n'),
        }
    }
    out
}

/// Whether [`fold`] has nothing to do, told at a glance: plain letters, and one blank between words.
fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
    !ends
        && bytes.iter().all(|byte| (b' '..0x7f).contains(byte))
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\n', '\r', '\u{a0}']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|sign| !sign.is_control()));
    }
    out
}

fn inlines_into(inlines: &[Inline], out: &mut String) {
    let mut hidden = false;
    for inline in inlines {
        match &inline.kind {
            InlineKind::Html(tag) if is_code(tag) => hidden = !tag.starts_with("</"),
            _ if hidden => {}
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Html(tag) if is_break(tag) => out.push(' '),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Html(_) | InlineKind::FootnoteReference(_) => {}
            _ => inlines_into(inline.children(), out),
        }
    }
}

/// Whether a tag begins or ends what no reader sees.
fn is_code(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
    name.starts_with("script") || name.starts_with("style")
}

fn is_break(tag: &str) -> bool {
    tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

fn blocks_into(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Tight(inlines) => inlines_into(inlines, out),
            BlockKind::Heading { content, .. } => inlines_into(content, out),
            BlockKind::Quote(_, blocks) | BlockKind::Footnote { blocks, .. } => {
                blocks_into(blocks, out);
            }
            BlockKind::List(_, items) => {
                for item in items {
                    blocks_into(&item.blocks, out);
                }
            }
            BlockKind::Code { text, .. } => out.push_str(text),
            BlockKind::Table { head, rows, .. } => {
                for cell in std::iter::once(&**head).chain(rows).flat_map(|row| &row.cells) {
                    inlines_into(cell, out);
                    out.push('\n');
                }
            }
            BlockKind::Html(_) | BlockKind::Break => {}
        }
        out.push('\n');
    }
}
