//! Names of emoji between colons become the emoji, as GitHub does it: `:tada:`.

use super::tree::{Block, Inline, InlineKind, LinkForm, each_text_mut};
use crate::source::Span;

/// Puts emoji in the place of their names. The bytes of each are those of its name.
pub(super) fn put_in(blocks: &mut [Block]) {
    each_text_mut(blocks, &mut put_in_text);
}

fn put_in_text(inlines: &mut Vec<Inline>) {
    if !inlines.iter().any(needs_work) {
        return;
    }
    for mut inline in std::mem::take(inlines) {
        match &mut inline.kind {
            InlineKind::Text(_) => split(inline, inlines),
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Strike(inner) => {
                put_in_text(inner);
                inlines.push(inline);
            }
            // What an address stands for itself keeps its letters.
            InlineKind::Link(link) if link.form != LinkForm::Auto => {
                put_in_text(&mut link.content);
                inlines.push(inline);
            }
            _ => inlines.push(inline),
        }
    }
}

fn needs_work(inline: &Inline) -> bool {
    match &inline.kind {
        // Most words hold no colon.
        InlineKind::Text(text) => text.contains(':') && named(text, 0).is_some(),
        InlineKind::Link(link) if link.form == LinkForm::Auto => false,
        _ => inline.children().iter().any(needs_work),
    }
}

/// The first emoji that is named from a byte on, and the bytes of its name and both colons.
fn named(text: &str, from: usize) -> Option<(&'static str, usize, usize)> {
    let is_name = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'+' | b'-')
    };
    let mut start = from;
    while let Some(colon) = text[start..].find(':').map(|at| start + at) {
        let name = &text[colon + 1..];
        let length = name.bytes().take_while(|byte| is_name(*byte)).count();
        // `10:30:45` and `a:b:c` name none.
        let apart = !text[..colon].ends_with(char::is_alphanumeric);
        if length > 0
            && apart
            && name[length..].starts_with(':')
            && let Some(emoji) = emoji(&name[..length])
        {
            return Some((emoji.as_str(), colon, colon + length + 2));
        }
        start = colon + 1 + length;
    }
    None
}

/// The emoji of a name; some are called `large_green_circle` by chat programs.
fn emoji(name: &str) -> Option<&'static emojis::Emoji> {
    let known = emojis::get_by_shortcode;
    known(name).or_else(|| known(name.strip_prefix("large_")?))
}

fn split(inline: Inline, out: &mut Vec<Inline>) {
    let Some(text) = inline.text().map(str::to_owned) else { return out.push(inline) };
    let mut done = 0;
    let mut push = |from: usize, to: usize, words: &str| {
        if from < to {
            let span = Span::new(inline.offset(from), inline.offset(to));
            out.push(Inline { span, kind: InlineKind::Text(words.to_owned()) });
        }
    };
    while let Some((emoji, start, end)) = named(&text, done) {
        push(done, start, &text[done..start]);
        push(start, end, emoji);
        done = end;
    }
    push(done, text.len(), &text[done..]);
}

#[cfg(test)]
mod tests {
    use crate::markdown::{BlockKind, plain, read};

    #[test]
    fn names_between_colons_are_emoji() {
        for (text, expected) in [
            (":white_check_mark: Done", "✅ Done"),
            ("**:tada: Out** :+1:", "🎉 Out 👍"),
            ("[:rocket: a](b)", "🚀 a"),
            (":large_green_circle: a", "🟢 a"),
            (
                "10:30:45, a:tada:, :nothing_known:, `:tada:`",
                "10:30:45, a:tada:, :nothing_known:, :tada:",
            ),
            ("Owner: Ann :tada", "Owner: Ann :tada"),
            (
                "https://x.test/:key:/y <https://x.test/:x:>",
                "https://x.test/:key:/y https://x.test/:x:",
            ),
        ] {
            let blocks = read(text, 0).blocks;
            let BlockKind::Paragraph(inlines) = &blocks[0].kind else { panic!("no paragraph") };
            assert_eq!(plain(inlines), expected, "{text}");
        }
    }

    #[test]
    fn an_emoji_stands_where_its_name_stood() {
        let text = "ä :tada: b";
        let blocks = read(text, 0).blocks;
        let BlockKind::Paragraph(inlines) = &blocks[0].kind else { panic!("no paragraph") };
        let places = inlines.iter().map(|inline| &text[inline.span.range()]);
        assert_eq!(places.collect::<Vec<_>>(), ["ä ", ":tada:", " b"]);
    }
}
