//! Running text as a line of words that can be looked at and cut.

use std::borrow::Cow;

use crate::markdown::{Inline, InlineKind};
use crate::source::Span;

/// Running text as one string: what a rule looks at. Its bytes can be cut with [`split_at`].
///
/// Code counts as words; raw HTML has no length; a break is one space.
pub(super) fn flat(inlines: &[Inline]) -> Cow<'_, str> {
    if let Some(text) = single(inlines) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    flat_into(inlines, &mut out);
    Cow::Owned(out)
}

/// The words of running text that is one plain text, as most is.
fn single(inlines: &[Inline]) -> Option<&str> {
    match inlines {
        [] => Some(""),
        [one] => one.text(),
        _ => None,
    }
}

fn flat_into(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Html(_) | InlineKind::FootnoteReference(_) => {}
            _ => flat_into(inline.children(), out),
        }
    }
}

/// Running text as [`flat`], but everything that is no plain running text (code, the text of
/// links) is blanked out with a sign that no rule looks for, byte for byte.
pub(super) fn running(inlines: &[Inline]) -> Cow<'_, str> {
    if let Some(text) = single(inlines) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    running_into(inlines, &mut out);
    Cow::Owned(out)
}

fn running_into(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => out.push_str(text),
            InlineKind::Code(text) => blank(text.len(), out),
            InlineKind::Link(_) | InlineKind::Image(_) => blank(length(inline), out),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Html(_) | InlineKind::FootnoteReference(_) => {}
            _ => running_into(inline.children(), out),
        }
    }
}

fn blank(length: usize, out: &mut String) {
    out.extend(std::iter::repeat_n('\u{1a}', length));
}

/// Cuts running text at byte `at` of its [`flat`] form. What has no length there stays left.
pub(super) fn split_at(inlines: &[Inline], at: usize) -> (Vec<Inline>, Vec<Inline>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut before = 0;
    for inline in inlines {
        let length = length(inline);
        if before + length <= at {
            left.push(inline.clone());
        } else if before >= at {
            right.push(inline.clone());
        } else {
            let (head, tail) = split_one(inline, at - before);
            left.extend(head);
            right.extend(tail);
        }
        before += length;
    }
    (left, right)
}

/// What stands before byte `at`, as [`split_at`] cuts it.
pub(super) fn left(inlines: &[Inline], at: usize) -> Vec<Inline> {
    let mut left = Vec::new();
    let mut before = 0;
    for inline in inlines {
        let length = length(inline);
        if before + length <= at {
            left.push(inline.clone());
        } else {
            if before < at {
                left.extend(split_one(inline, at - before).0);
            }
            break;
        }
        before += length;
    }
    left
}

/// What stands after byte `at`, as [`split_at`] cuts it.
pub(super) fn right(inlines: &[Inline], at: usize) -> Vec<Inline> {
    let mut before = 0;
    for (index, inline) in inlines.iter().enumerate() {
        let length = length(inline);
        if before + length > at {
            if before >= at {
                return inlines[index..].to_vec();
            }
            let tail = split_one(inline, at - before).1;
            return tail.into_iter().chain(inlines[index + 1..].iter().cloned()).collect();
        }
        before += length;
    }
    Vec::new()
}

fn split_one(inline: &Inline, at: usize) -> (Option<Inline>, Option<Inline>) {
    if let InlineKind::Text(text) | InlineKind::Code(text) = &inline.kind {
        let (start, end) = (inline.span.start as usize, inline.span.end as usize);
        // Where the halves of another text stand cannot be told: each keeps one end, and no length.
        let (before, middle) =
            if inline.is_exact() { (inline.offset(at), inline.offset(at)) } else { (start, end) };
        let part = |text: &str, from, to| {
            let kind = match inline.kind {
                InlineKind::Code(_) => InlineKind::Code(text.to_owned()),
                _ => InlineKind::Text(text.to_owned()),
            };
            Some(Inline { span: Span::new(from, to), kind })
        };
        let Some((head, tail)) = text.split_at_checked(at) else {
            return (Some(inline.clone()), None);
        };
        return (part(head, start, before), part(tail, middle, end));
    }
    let (head, tail) = split_at(inline.children(), at);
    match (inline.with_children(head), inline.with_children(tail)) {
        (Some(head), Some(tail)) => (Some(head), Some(tail)),
        _ => (Some(inline.clone()), None),
    }
}

fn length(inline: &Inline) -> usize {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.len(),
        InlineKind::SoftBreak | InlineKind::HardBreak => 1,
        InlineKind::Html(_) | InlineKind::FootnoteReference(_) => 0,
        _ => inline.children().iter().map(length).sum(),
    }
}

/// Drops blanks and breaks at both ends, and marks that hold nothing any more.
pub(super) fn trim(mut inlines: Vec<Inline>) -> Vec<Inline> {
    inlines.retain(|inline| !is_hollow(inline));
    while inlines.last().is_some_and(is_blank) {
        inlines.pop();
    }
    if let Some(last) = inlines.last_mut() {
        let is_exact = last.is_exact();
        if let Inline { kind: InlineKind::Text(text), span } = last {
            text.truncate(text.trim_end().len());
            if !is_exact {
                span.end = span.start;
            }
        }
    }
    let blanks = inlines.iter().take_while(|inline| is_blank(inline)).count();
    inlines.drain(..blanks);
    if let Some(first) = inlines.first_mut() {
        let dropped = first.text().map_or(0, |text| text.len() - text.trim_start().len());
        let start = first.offset(dropped);
        if let Inline { kind: InlineKind::Text(text), span } = first {
            text.drain(..dropped);
            *span = Span::new(start, span.end as usize);
        }
    }
    inlines
}

/// Whether [`trim`] has nothing to do.
pub(super) fn is_trim(inlines: &[Inline]) -> bool {
    let starts = |text: &str| text.starts_with(char::is_whitespace);
    let ends = |text: &str| text.ends_with(char::is_whitespace);
    let text = |inline: Option<&Inline>, cut: &dyn Fn(&str) -> bool| {
        inline.is_none_or(|it| !is_blank(it) && !it.text().is_some_and(cut))
    };
    text(inlines.first(), &starts) && text(inlines.last(), &ends) && !inlines.iter().any(is_hollow)
}

fn is_blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Html(tag) => tag.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")),
        _ => false,
    }
}

fn is_hollow(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.is_empty(),
        InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Strike(inner) => {
            inner.iter().all(|inline| is_hollow(inline) || is_blank(inline))
        }
        InlineKind::Link(link) => link.content.is_empty() && link.address.is_empty(),
        _ => false,
    }
}

/// The span that covers all of `inlines`.
pub(super) fn span(inlines: &[Inline]) -> Option<Span> {
    let (first, last) = (inlines.first()?, inlines.last()?);
    Some(first.span.cover(last.span))
}

/// The span of the words of `inlines`, without the signs of emphasis and links around them.
pub(super) fn words_span(inlines: &[Inline]) -> Option<Span> {
    let (mut first, mut last) = (inlines.first()?, inlines.last()?);
    while let Some(inner) = first.children().first() {
        first = inner;
    }
    while let Some(inner) = last.children().last() {
        last = inner;
    }
    Some(first.span.cover(last.span))
}

/// Whether all words are bold, perhaps but for signs and tags around them.
pub(super) fn is_bold(inlines: &[Inline]) -> bool {
    let mut bold = false;
    for inline in inlines {
        match &inline.kind {
            InlineKind::Strong(_) => bold = true,
            InlineKind::Html(_) => {}
            // `**Conversion**: 77%` is no bold line but one about a bold word.
            InlineKind::Text(text) if !text.contains(char::is_alphabetic) && !is_value(text) => {}
            _ => return false,
        }
    }
    bold
}

/// Whether `text` is a colon and a number.
fn is_value(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|rest| rest.contains(|sign: char| sign.is_ascii_digit()))
}

/// Whether a line ends here: at a hard break, or at `<br>` where Markdown has none, as in cells.
pub(super) fn is_break(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::HardBreak => true,
        InlineKind::Html(tag) => tag.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")),
        _ => false,
    }
}

/// Running text without what is struck through in it.
pub(super) fn unstruck(inlines: &[Inline]) -> Cow<'_, [Inline]> {
    let struck = |inline: &Inline| matches!(inline.kind, InlineKind::Strike(_));
    if !inlines.iter().any(struck) {
        return Cow::Borrowed(inlines);
    }
    Cow::Owned(inlines.iter().filter(|it| !struck(it)).cloned().collect())
}

/// Lines as one running text.
pub(super) fn joined(lines: &[Vec<Inline>]) -> Vec<Inline> {
    let mut words: Vec<Inline> = Vec::new();
    for line in lines {
        if let Some(last) = words.last() {
            let span = Span { start: last.span.end, end: last.span.end };
            words.push(Inline { span, kind: InlineKind::HardBreak });
        }
        words.extend(line.iter().cloned());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockKind, plain, read};

    fn inlines(text: &str) -> Vec<Inline> {
        match read(text, 0).blocks.remove(0).kind {
            BlockKind::Paragraph(inlines) => inlines,
            other => panic!("not a paragraph: {other:?}"),
        }
    }

    #[test]
    fn text_is_cut_through_marks_and_keeps_its_places() {
        let all = inlines("**CEO: Grow *fast*** now");
        let (left, right) = split_at(&all, 5);
        assert_eq!(
            (plain(&left).as_str(), plain(&trim(right.clone())).as_str()),
            ("CEO:", "Grow fast now")
        );
        let InlineKind::Strong(inner) = &right[0].kind else { panic!("{right:?}") };
        assert_eq!(inner[0].span, Span { start: 7, end: 12 });
    }

    #[test]
    fn code_is_cut_and_not_lost() {
        let (left, right) = split_at(&inlines("`KR: grow` now"), 3);
        assert_eq!((plain(&left).as_str(), plain(&right).as_str()), ("KR:", "grow now"));
        assert!(matches!(right[0].kind, InlineKind::Code(_)));
    }

    #[test]
    fn code_and_links_are_no_running_text() {
        let all = inlines("a `=>` [b => c](x) d");
        assert!(!running(&all).contains("=>"));
        assert_eq!(running(&all).len(), flat(&all).len());
    }
}
