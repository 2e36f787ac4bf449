//! Parts of a page that readers unfold: `<details><summary>Now</summary>`, a list, `</details>`.

use crate::calendar::YearOf;
use crate::markdown::{Block, BlockKind};
use crate::source::Span;

use super::frame::header;

/// Blocks that readers unfold.
pub(super) struct Fold<'a, 'b> {
    /// The words that are always shown.
    pub words: String,
    pub span: Span,
    /// What stands in it, without its tags.
    pub inner: &'a [&'b Block],
}

/// The fold that `blocks` begin with, when its words say when.
pub(super) fn fold<'a, 'b>(blocks: &'a [&'b Block], year: Option<YearOf>) -> Option<Fold<'a, 'b>> {
    let (first, rest) = blocks.split_first()?;
    let words = summary(html(first)?)?;
    let says_when = header(&words, year)?.frames();
    let end = rest.iter().position(|block| html(block).is_some())?;
    let closed = html(rest[end]).is_some_and(|it| it.trim() == "</details>");
    let fold = Fold { words, span: first.span, inner: &rest[..end] };
    (says_when && closed).then_some(fold)
}

fn html(block: &Block) -> Option<&str> {
    match &block.kind {
        BlockKind::Html(html) => Some(html),
        _ => None,
    }
}

/// The words of a summary, without tags in them.
fn summary(html: &str) -> Option<String> {
    let (before, rest) = html.split_once("<summary>")?;
    let (words, after) = rest.split_once("</summary>")?;
    let opens = before.trim().starts_with("<details") && !before.contains("</");
    let mut pieces = words.split('<');
    let first = pieces.next().unwrap_or("");
    let others = pieces.map(|piece| piece.split_once('>').map_or("", |(_, words)| words));
    let words = std::iter::once(first).chain(others).collect::<String>();
    (opens && after.trim().is_empty()).then(|| words.trim().to_owned())
}
