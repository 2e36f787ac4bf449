//! Takes a sign off the words that it stands beside.

use super::tree::{Inline, InlineKind};

/// What may part a sign from its words.
const BETWEEN: [char; 5] = [':', '–', '—', '|', '·'];

/// The end of a text that a sign stands at.
#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

/// The same words without the sign that they begin with, or else end with; `None` when they do
/// neither.
#[must_use]
pub fn without_sign(inlines: &[Inline], sign: char) -> Option<Vec<Inline>> {
    let mut rest = inlines.to_vec();
    let found = cut(&mut rest, sign, Edge::Start) || cut(&mut rest, sign, Edge::End);
    found.then_some(rest)
}

fn cut(inlines: &mut Vec<Inline>, sign: char, edge: Edge) -> bool {
    let Some(at) = edge.of(inlines) else { return false };
    let is_cut = match &mut inlines[at].kind {
        InlineKind::Text(text) => match edge.without(text, sign) {
            Some(rest) => {
                *text = rest.to_owned();
                true
            }
            None => false,
        },
        InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Strike(inner) => {
            cut(inner, sign, edge)
        }
        _ => false,
    };
    if is_cut {
        trim(inlines, edge);
    }
    is_cut
}

/// Takes away what is left empty or blank.
fn trim(inlines: &mut Vec<Inline>, edge: Edge) {
    while let Some(at) = edge.of(inlines) {
        match &mut inlines[at].kind {
            InlineKind::Text(text) => {
                *text = edge.plain(text).to_owned();
                if !text.is_empty() {
                    return;
                }
            }
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Strike(inner)
                if inner.is_empty() => {}
            InlineKind::SoftBreak | InlineKind::HardBreak => {}
            _ => return,
        }
        inlines.remove(at);
    }
}

impl Edge {
    /// Which of `inlines` stands there.
    fn of(self, inlines: &[Inline]) -> Option<usize> {
        match self {
            Self::Start => (!inlines.is_empty()).then_some(0),
            Self::End => inlines.len().checked_sub(1),
        }
    }

    /// `text` without blanks there.
    fn plain(self, text: &str) -> &str {
        match self {
            Self::Start => text.trim_start(),
            Self::End => text.trim_end(),
        }
    }

    /// `text` without the sign, if it stands there by itself.
    fn without(self, text: &str, sign: char) -> Option<&str> {
        let text = self.plain(text);
        match self {
            Self::Start => {
                let rest = text.strip_prefix(sign)?.trim_start_matches('\u{fe0f}');
                // It is a part of another sign.
                if rest.starts_with('\u{200d}') {
                    return None;
                }
                let rest = rest.trim_start();
                let parted = rest.strip_prefix(BETWEEN);
                let parted = parted.filter(|more| more.starts_with(char::is_whitespace));
                Some(parted.unwrap_or(rest).trim_start())
            }
            Self::End => {
                let rest = text.trim_end_matches('\u{fe0f}').strip_suffix(sign)?;
                if rest.ends_with('\u{200d}') {
                    return None;
                }
                let rest = rest.trim_end();
                let parted = rest.strip_suffix(BETWEEN);
                let parted = parted.filter(|more| more.ends_with(char::is_whitespace));
                Some(parted.unwrap_or(rest).trim_end())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockKind, plain, read};

    fn words(text: &str) -> Option<String> {
        let read = read(text, 0);
        let BlockKind::Paragraph(inlines) = &read.blocks[0].kind else { panic!("{text}") };
        without_sign(inlines, '🟢').map(|rest| plain(&rest))
    }

    #[test]
    fn a_sign_goes_from_either_end_and_no_word_with_it() {
        for text in [
            "🟢 Ship *it*",
            "🟢: Ship *it*",
            "**🟢** Ship *it*",
            "**🟢 Ship** it",
            "Ship *it* 🟢",
            "Ship *it* – 🟢",
            "Ship *it*\n🟢",
            "🟢\u{fe0f}Ship *it*",
        ] {
            assert_eq!(words(text).as_deref(), Some("Ship it"), "{text}");
        }
        for text in ["Ship it", "Ship 🟢 it", "`🟢` Ship it", "🟢\u{200d}🟢 Ship it"] {
            assert_eq!(words(text), None, "{text}");
        }
        assert_eq!(words("🟢 –5 points").as_deref(), Some("–5 points"));
    }
}
