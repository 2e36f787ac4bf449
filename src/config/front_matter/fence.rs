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
    let language = match fence(first) {
        "---" => Language::Yaml,
        "+++" => Language::Toml,
        _ => return None,
    };
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

/// A line without its line break and blanks at its end.
fn fence(line: &str) -> &str {
    line.trim_end_matches(['\n', '\r', ' ', '\t'])
}

/// Whether the first line that says something looks like `key:`, as no prose does.
pub(super) fn opens_with_a_key(text: &str) -> bool {
    let says = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let Some((key, rest)) = text.lines().find(says).and_then(|line| line.split_once(':')) else {
        return false;
    };
    let key = key.trim_end().trim_matches(['"', '\'']);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    !key.is_empty() && key.chars().all(plain) && (rest.is_empty() || rest.starts_with([' ', '\t']))
}
