//! Blanks: signs that stand where a number is still to be chosen.

use crate::markdown::{Inline, InlineKind};
use crate::source::Span;

/// A blank, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Blank {
    /// As it is written.
    pub word: String,
    /// Where it stands.
    pub span: Span,
}

/// All blanks in a running text, but none in code or in a link, which leads to what is meant.
pub(super) fn in_text(inlines: &[Inline]) -> Vec<Blank> {
    let mut found = Vec::new();
    find(inlines, &mut found);
    found
}

fn find(inlines: &[Inline], found: &mut Vec<Blank>) {
    for (index, inline) in inlines.iter().enumerate() {
        match &inline.kind {
            InlineKind::Text(text) => {
                let next = inlines.get(index + 1).map(|next| &next.kind);
                let lowered = matches!(next, Some(InlineKind::Html(tag)) if tag == "<sub>");
                let last = text.trim_end().len();
                let own = words(text).filter(|(at, word)| {
                    is_blank(word) || (lowered && at + word.len() == last && is_letter(word))
                });
                found.extend(own.map(|(at, word)| blank(inline, at, word)));
                found.extend(from_to(text).map(|(at, words)| blank(inline, at, words)));
            }
            InlineKind::Link(_) | InlineKind::Image(_) => {}
            // The text of a link whose label is not defined, of which another rule tells.
            _ if is_bracketed(inlines, index) => {}
            _ => find(inline.children(), found),
        }
    }
}

fn is_bracketed(inlines: &[Inline], index: usize) -> bool {
    let text = |index: usize| inlines.get(index).and_then(Inline::text);
    let before = index.checked_sub(1).and_then(text);
    before.is_some_and(|text| text.ends_with('['))
        && text(index + 1).is_some_and(|text| text.starts_with("]["))
}

fn blank(inline: &Inline, at: usize, word: &str) -> Blank {
    let span = Span::new(inline.offset(at), inline.offset(at + word.len()));
    Blank { word: word.to_owned(), span }
}

/// The words of a text without the punctuation around them, and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |sign: char| sign.is_whitespace() || matches!(sign, '/' | ',' | ';' | '(' | ')');
    text.split(ends).filter_map(move |piece| {
        let word = piece.trim_start_matches(is_mark).trim_end_matches(|sign| {
            is_mark(sign) || sign == '+' || (sign == '?' && !piece.contains("???"))
        });
        let at = word.as_ptr().addr() - text.as_ptr().addr();
        (!word.is_empty()).then_some((at, word))
    })
}

fn is_mark(sign: char) -> bool {
    matches!(
        sign,
        '.' | ':'
            | '!'
            | '"'
            | '“'
            | '”'
            | '\''
            | '['
            | ']'
            | '<'
            | '>'
            | '≥'
            | '≤'
            | '~'
            | '+'
            | '='
    )
}

/// `XXX`, `TBD`, `$N`, `N%`, `???`, `___`, `N₆`.
fn is_blank(word: &str) -> bool {
    // Nearly all words end here.
    let may_be = |byte| matches!(byte, b'X'..=b'Z' | b'N' | b'?' | b'_' | b'x' | b'T' | b't');
    if !word.bytes().any(may_be) {
        return false;
    }
    let repeats = |sign: char, least: usize| word.len() >= least && word.chars().all(|c| c == sign);
    let (money, rest) = match word.strip_prefix(['$', '€', '£']) {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let (share, rest) = match rest.strip_suffix('%') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let rest = if money { rest.trim_end_matches(['k', 'K', 'M', 'm', 'B']) } else { rest };
    let letters = ['X', 'Y', 'Z']
        .iter()
        .any(|sign| (2..=8).contains(&rest.len()) && rest.chars().all(|c| c == *sign));
    let sign = rest.trim_end_matches(|c| ('₀'..='₉').contains(&c));
    letters
        || repeats('?', 3)
        || repeats('_', 3)
        || repeats('x', 3)
        || matches!(word, "TBD" | "TBA" | "TBC" | "tbd" | "tba" | "tbc" | "T.B.D")
        || ((money || share || sign.len() < rest.len()) && is_letter(sign))
}

/// The letters that stand for an unknown number.
fn is_letter(word: &str) -> bool {
    matches!(word.trim_start_matches(['$', '€', '£']), "N" | "X" | "Y" | "Z")
}

/// `from X to Y`, which is one blank: `X to Y`.
fn from_to(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("from ").filter_map(|(at, from)| {
        let start = at + from.len();
        let rest = text.get(start..start + "X to Y".len())?;
        let (first, last) = rest.split_once(" to ")?;
        let next = text[start + rest.len()..].chars().next();
        let ends = next.is_none_or(|sign| !sign.is_alphanumeric() && sign != '%');
        (is_letter(first) && is_letter(last) && ends).then_some((start, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blanks(text: &str) -> Vec<String> {
        let tree = crate::markdown::read(text, 0);
        let mut found = Vec::new();
        crate::markdown::each_text(&tree.blocks, &mut |inlines| {
            found.extend(
                in_text(inlines).iter().map(|blank| {
                    text[blank.span.start as usize..blank.span.end as usize].to_owned()
                }),
            );
        });
        found
    }

    #[test]
    fn blanks_are_found_where_they_stand() {
        let cases = [
            ("ZZZ testimonials", "ZZZ"),
            ("reach (criteria TBD) it", "TBD"),
            ("earn $N more", "$N"),
            ("earn ≥$XXM.", "$XXM"),
            ("reach N%, then", "N%"),
            ("reach XX% of it", "XX%"),
            ("win ??? customers", "???"),
            ("win \u{5f}__ customers", "___"),
            ("reach N₆ users", "N₆"),
            ("reach _$N<sub>6</sub>_ users", "$N"),
            ("grow from X to Y.", "X to Y"),
            ("an **XXX** of them", "XXX"),
        ];
        for (text, blank) in cases {
            assert_eq!(blanks(text), [blank], "{text}");
        }
    }

    #[test]
    fn what_has_a_meaning_is_no_blank() {
        let texts = [
            "move from X to Youth",
            "size XXL, Series X, Generation Z, plan N",
            "is it good?? yes",
            "reach [XXX](https://example.org) users",
            "reach [_$N<sub>1</sub>_][n1] users",
            "reach [_$N<sub>0</sub>_][n0]\n\n[n0]: https://example.org",
            "call `XXX` and `$N`",
            "CO₂ and H₂O",
            "x and y, 5x, $5, 10%",
        ];
        for text in texts {
            assert_eq!(blanks(text), Vec::<String>::new(), "{text}");
        }
    }
}
