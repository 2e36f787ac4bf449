//! Where front matter starts and ends.

use super::offset;
use crate::source::Span;

/// What stands between two fences.
pub(super) struct Block {
    /// What language the fences stand for.
    pub(super) language: Language,
    /// The bytes between the fences' lines.
    pub(super) inner: Span,
    /// The byte after the closing fence's line.
    pub(super) body: u32,
}

/// A language of front matter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// Between two lines of `---`.
    Yaml,
    /// Between two lines of `+++`.
    Toml,
}

/// The block that opens at byte `start` of `text` and is closed by a line like the first.
pub(super) fn find(text: &str, start: usize) -> Option<Block> {
    let mut lines = text.get(start..)?.split_inclusive('\n');
    let first = lines.next()?;
    let language = opened(first)?;
    let inner = start + first.len();
    let mut at = inner;
    for line in lines {
        let end = at + line.len();
        if fence(line) == fence(first) {
            return Some(Block { language, inner: Span::new(inner, at), body: offset(end) });
        }
        at = end;
    }
    None
}

/// The language of the front matter that a line opens.
fn opened(line: &str) -> Option<Language> {
    match fence(line) {
        "---" => Some(Language::Yaml),
        "+++" => Some(Language::Toml),
        _ => None,
    }
}

/// The line that opens front matter at byte `start`, where no other closes it although fields
/// follow: lines of small keys and their values, several or one that `known` knows. A sentence with
/// a colon after a thematic break is none.
pub(super) fn unclosed(text: &str, start: usize, known: impl Fn(&str) -> bool) -> Option<Span> {
    let mut lines = text.get(start..)?.split_inclusive('\n');
    let first = lines.next()?;
    let sign = if opened(first)? == Language::Yaml { ':' } else { '=' };
    let mut keys = Vec::new();
    for line in lines.map(fence).take_while(|line| !line.is_empty()) {
        let goes_on = !keys.is_empty() && line.starts_with([' ', '\t', '-', '[']);
        match key(line, sign).filter(|key| key.starts_with(char::is_lowercase)) {
            Some(key) => keys.push(key),
            None if goes_on => {}
            // A remark, or the first heading, or the sign of the other language.
            None if line.starts_with('#') && keys.is_empty() => {}
            None if line.starts_with('#') || opened(line).is_some() => break,
            None => return None,
        }
    }
    let meant = keys.len() > 1 || keys.iter().any(|key| known(key));
    meant.then(|| Span::new(start, start + fence(first).len()))
}

/// A line without its line break and blanks at its end.
fn fence(line: &str) -> &str {
    line.trim_end_matches(['\n', '\r', ' ', '\t'])
}

/// Whether the first line that says something looks like `key:`, as no prose does.
pub(super) fn opens_with_a_key(text: &str) -> bool {
    let says = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    text.lines().find(says).is_some_and(|line| key(line, ':').is_some())
}

/// The key that a line begins with, before the sign that parts it from its value.
fn key(line: &str, sign: char) -> Option<&str> {
    let (key, rest) = line.split_once(sign)?;
    let key = key.trim_end().trim_matches(['"', '\'']);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let parted = rest.is_empty() || rest.starts_with([' ', '\t']);
    (!key.is_empty() && key.chars().all(plain) && parted).then_some(key)
}
