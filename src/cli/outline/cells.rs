//! Text in the cells of a terminal: how wide it is, where it is cut, and nothing in it that a
//! terminal would obey.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells from one stop of a tab to the next.
const TAB: usize = 4;

/// Something that is drawn as one, such as a letter with its accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glyph<'a> {
    pub text: Cow<'a, str>,
    /// How many cells it takes.
    pub width: usize,
    /// Where it stands in the line, in bytes; `None` for what is not in it.
    pub at: Option<usize>,
}

/// The glyphs of a line. Tabs become blanks, and control characters signs that stand for them.
pub(super) fn glyphs(line: &str) -> Vec<Glyph<'_>> {
    let mut column = 0;
    let glyph = |(at, cluster)| {
        let text = match cluster {
            "\t" => Cow::Owned(" ".repeat(TAB - column % TAB)),
            _ => visible(cluster),
        };
        let width = text.width();
        column += width;
        Glyph { text, width, at: Some(at) }
    };
    line.grapheme_indices(true).map(glyph).collect()
}

/// Text with nothing in it that a terminal would obey.
pub(super) fn harmless(text: &str) -> String {
    glyphs(text).into_iter().map(|glyph| glyph.text).collect()
}

/// How many cells glyphs take.
pub(super) fn width(glyphs: &[Glyph<'_>]) -> usize {
    glyphs.iter().map(|glyph| glyph.width).sum()
}

/// Cuts a line to `room` cells. What stands from byte `keep` on stays in sight, if only its
/// beginning: then it is the middle that is left out.
pub(super) fn fit(line: Vec<Glyph<'_>>, room: usize, keep: Option<usize>) -> Vec<Glyph<'_>> {
    if width(&line) <= room {
        return line;
    }
    let first = keep.and_then(|keep| line.iter().position(|glyph| glyph.at >= Some(keep)));
    match first {
        Some(first) if width(&line[..first]) > room / 2 => {
            let tail = width(&line[first..]).min(room / 2);
            let mut cut = clip(&line[..first], room - tail);
            cut.extend(clip(&line[first..], tail));
            cut
        }
        _ => clip(&line, room),
    }
}

/// The beginning of a line, with a sign at its end if that is not all of it.
fn clip<'a>(line: &[Glyph<'a>], room: usize) -> Vec<Glyph<'a>> {
    if width(line) <= room {
        return line.to_vec();
    }
    let mut left = room.saturating_sub(1);
    let fits = |glyph: &&Glyph<'_>| match left.checked_sub(glyph.width) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let mut cut: Vec<Glyph<'a>> = line.iter().take_while(fits).cloned().collect();
    while cut.last().is_some_and(|glyph| glyph.text == " ") {
        cut.pop();
    }
    cut.push(Glyph { text: Cow::Borrowed("…"), width: 1, at: None });
    cut
}

/// Parts `words` into lines of at most `room` cells, where it can between words.
pub(super) fn wrap(words: &str, room: usize) -> Vec<String> {
    join(&words.split(' ').collect::<Vec<_>>(), " ", room)
}

/// Joins `parts` in lines of at most `room` cells; a part that is wider has a line of its own.
pub(super) fn join(parts: &[impl AsRef<str>], between: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<(String, usize)> = Vec::new();
    for part in parts.iter().map(AsRef::as_ref) {
        let width = part.width();
        match lines.last_mut() {
            Some((line, taken)) if *taken + between.width() + width <= room => {
                line.push_str(between);
                line.push_str(part);
                *taken += between.width() + width;
            }
            _ => lines.push((part.to_owned(), width)),
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}

/// A cluster as it can be shown.
fn visible(cluster: &str) -> Cow<'_, str> {
    let mut signs = cluster.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return Cow::Borrowed(cluster) };
    let code = u32::from(sign);
    match sign {
        '\0'..='\u{1f}' => {
            char::from_u32(0x2400 + code).map(String::from).unwrap_or_default().into()
        }
        '\u{7f}' => "␡".into(),
        // A byte order mark.
        '\u{feff}' => "".into(),
        // Controls of old terminals, breaks of lines, and what turns the direction of writing.
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => format!("<U+{code:04X}>").into(),
        _ => Cow::Borrowed(cluster),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(text: &str, room: usize, keep: Option<usize>) -> String {
        let cut = fit(glyphs(text), room, keep);
        assert!(width(&cut) <= room, "{cut:?}");
        cut.into_iter().map(|glyph| glyph.text).collect()
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown_instead() {
        assert_eq!(harmless("a\u{1b}[31mred\u{7}"), "a␛[31mred␇");
        assert_eq!(harmless("\u{9b}2J \u{202e}evil\u{2066}"), "<U+009B>2J <U+202E>evil<U+2066>");
        assert_eq!(harmless("a\rb\u{7f}"), "a␍b␡");
        assert_eq!(harmless("\u{feff}# Plan"), "# Plan");
    }

    #[test]
    fn tabs_reach_to_their_stops() {
        assert_eq!(harmless("\ta\tbcde\tf"), "    a   bcde    f");
    }

    #[test]
    fn lines_are_cut_by_cells_and_never_within_a_letter() {
        assert_eq!(fitted("plain words", 11, None), "plain words");
        assert_eq!(fitted("plain words", 8, None), "plain w…");
        assert_eq!(fitted("plain words", 7, None), "plain…");
        assert_eq!(fitted("日本語の目標", 6, None), "日本…");
        assert_eq!(fitted("e\u{301}e\u{301}e\u{301}", 2, None), "e\u{301}…");
        assert_eq!(fitted("👩‍👩‍👧 grows", 4, None), "👩‍👩‍👧…");
    }

    #[test]
    fn an_outcome_stays_in_sight() {
        let line = "KR: Hire three more people for the new office => Hired two.";
        assert_eq!(fitted(line, 40, Some(46)), "KR: Hire three more people…=> Hired two.");
        assert_eq!(fitted(line, 20, Some(46)), "KR: Hire…=> Hired…");
        assert_eq!(fitted("KR: Hire => one after the other", 20, Some(9)), "KR: Hire => one aft…");
    }

    #[test]
    fn words_are_wrapped_and_long_ones_stay_whole() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("everlasting one", 4), ["everlasting", "one"]);
    }
}
