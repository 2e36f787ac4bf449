//! Words in lines: SVG breaks none by itself.

use unicode_segmentation::UnicodeSegmentation;

use super::font::{self, Weight};

/// What says that a text goes on.
const MORE: char = '…';

/// What stands for a letter that no font has.
const UNKNOWN: char = '□';

/// A text as it can be written: on one line, with a box for each letter that no font has, and
/// without other signs that none has.
pub(super) fn writable(text: &str) -> String {
    let letters = text.chars().filter_map(|letter| match letter {
        letter if letter.is_whitespace() => Some(' '),
        letter if letter.is_control() => None,
        letter if font::knows(letter) => Some(letter),
        letter => letter.is_alphanumeric().then_some(UNKNOWN),
    });
    let text: String = letters.collect();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text in lines of at most `room` pixels, of which there are at most `most`; the last one ends
/// in an ellipsis when that is not enough. A word that is wider than a line is broken.
pub(super) fn lines(text: &str, weight: Weight, size: f32, room: f32, most: usize) -> Lines {
    let fits = |line: &str| font::width(line, weight, size) <= room;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words: Vec<&str> = text.split(' ').rev().collect();
    while let Some(word) = words.pop() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if lines.len() + 1 == most {
            lines.push(shortened(&longer, fits));
            return Lines { lines, whole: false };
        }
        if line.is_empty() {
            let (start, rest) = split(word, fits);
            lines.push(start.to_owned());
            words.push(rest);
        } else {
            lines.push(std::mem::take(&mut line));
            words.push(word);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    Lines { lines, whole: true }
}

/// A text in lines, and whether all of it is there.
#[derive(Debug, PartialEq)]
pub(super) struct Lines {
    pub lines: Vec<String>,
    pub whole: bool,
}

/// A text in one line of at most `room` pixels.
pub(super) fn line(text: &str, weight: Weight, size: f32, room: f32) -> String {
    lines(&writable(text), weight, size, room, 1).lines.pop().unwrap_or_default()
}

/// As much of a word as fits, at least one letter, and the rest.
fn split(word: &str, fits: impl Fn(&str) -> bool) -> (&str, &str) {
    let ends = word.grapheme_indices(true).map(|(at, letter)| at + letter.len());
    let mut end = 0;
    for next in ends {
        if end > 0 && !fits(&word[..next]) {
            break;
        }
        end = next;
    }
    word.split_at(end)
}

/// As many whole words of a line as fit before an ellipsis, or of a single word its first letters.
fn shortened(line: &str, fits: impl Fn(&str) -> bool) -> String {
    let (start, rest) = split(line, |start| fits(&format!("{start} {MORE}")));
    let within = !start.ends_with(' ') && !rest.starts_with(' ');
    match start.rsplit_once(' ').filter(|_| within) {
        Some((words, _)) => format!("{words} {MORE}"),
        None if within => format!("{start}{MORE}"),
        None => format!("{} {MORE}", start.trim_end()),
    }
}

/// Whether a text is written from right to left: its first letter of a script with a direction
/// says so.
pub(super) fn is_right_to_left(text: &str) -> bool {
    let right = |letter: char| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
            || matches!(letter, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    text.chars().find(|letter| letter.is_alphabetic()).is_some_and(right)
}
