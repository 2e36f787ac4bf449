//! Texts, spans in them, and the places a person would name.

use std::ops::Range;
use std::sync::Arc;

use super::SourcePath;

/// A range of bytes in one source, counted from the top of the file, front matter included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes; offsets past 4 GiB are clamped.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The span as a range that slices a text.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, read at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Names one source among [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(u32);

/// A span in a named source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// Which source.
    pub source: SourceId,
    /// Where in it.
    pub span: Span,
}

/// A line and a column as an editor shows them, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from the top of the file.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

/// One text that was read, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    id: SourceId,
    path: SourcePath,
    text: Arc<str>,
    line_starts: Vec<u32>,
    /// How many characters begin before each block of [`BLOCK`] bytes.
    characters: Vec<u32>,
}

/// Bytes between two counts of characters. A text may be one line of megabytes with a problem in
/// each of its words: counting each column from the beginning takes time with the square.
const BLOCK: usize = 1024;

/// How many characters begin in `bytes`.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000).count()
}

impl Source {
    fn new(id: SourceId, path: SourcePath, text: Arc<str>) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)))
            .collect();
        let mut counted = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            counted += u32::try_from(characters(block)).unwrap_or(0);
            counted
        });
        let characters = std::iter::once(0).chain(blocks).collect();
        Self { id, path, text, line_starts, characters }
    }

    /// The identity of this source among all.
    #[must_use]
    pub fn id(&self) -> SourceId {
        self.id
    }

    /// Its name, relative to the site's folder.
    #[must_use]
    pub fn path(&self) -> &SourcePath {
        &self.path
    }

    /// The whole text, byte for byte.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part of the text at `span`; empty when the span does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The line that holds the byte at `offset`, from 1.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.line_starts.partition_point(|start| *start <= offset))
            .unwrap_or(u32::MAX)
    }

    /// The place of the byte at `offset`.
    #[must_use]
    pub fn place(&self, offset: u32) -> Place {
        let line = self.line(offset);
        let start = self.line_starts[line as usize - 1] as usize;
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        // Nobody sees a byte order mark.
        let marked = start == 0 && end > 0 && self.text.starts_with('\u{feff}');
        let before = self.characters_before(start) + usize::from(marked);
        let column = self.characters_before(end).saturating_sub(before);
        Place { line, column: u32::try_from(column + 1).unwrap_or(u32::MAX) }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let counted = self.characters.get(block).copied().unwrap_or(0) as usize;
        counted + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// The bytes of line `line` (from 1), without its line break.
    #[must_use]
    pub fn line_span(&self, line: u32) -> Span {
        let index = (line.max(1) as usize - 1).min(self.line_starts.len() - 1);
        let start = self.line_starts[index] as usize;
        let end = self.line_starts.get(index + 1).map_or(self.text.len(), |next| *next as usize);
        let text = self.text.get(start..end).unwrap_or("");
        Span::new(start, start + text.trim_end_matches(['\n', '\r']).len())
    }
}

/// Every text of a run, in the order in which it was added.
///
/// A copy shares the texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    all: Vec<Arc<Source>>,
}

impl Sources {
    /// Nothing read yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in one text and names it.
    pub fn add(&mut self, path: SourcePath, text: impl Into<Arc<str>>) -> SourceId {
        let id = SourceId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(Arc::new(Source::new(id, path, text.into())));
        id
    }

    /// Puts another text in the place of one.
    ///
    /// # Panics
    ///
    /// When `id` was made by other `Sources`.
    pub fn replace(&mut self, id: SourceId, text: impl Into<Arc<str>>) {
        let place = &mut self.all[id.0 as usize];
        *place = Arc::new(Source::new(id, place.path.clone(), text.into()));
    }

    /// The source that `id` names.
    ///
    /// # Panics
    ///
    /// When `id` was made by other `Sources`.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.all[id.0 as usize]
    }

    /// All sources, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.all.iter().map(AsRef::as_ref)
    }

    /// The place where `location` starts.
    #[must_use]
    pub fn place(&self, location: Location) -> Place {
        self.get(location.source).place(location.span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_from_one() {
        let mut sources = Sources::new();
        let id = sources.add(SourcePath::new("a.md"), "é = 1\r\nzwei\n");
        let source = sources.get(id);
        assert_eq!(source.place(3), Place { line: 1, column: 3 });
        assert_eq!(source.place(8), Place { line: 2, column: 1 });
        assert_eq!(source.place(99), Place { line: 3, column: 1 });
        assert_eq!(source.slice(source.line_span(1)), "é = 1");
        assert_eq!(source.slice(source.line_span(2)), "zwei");
    }

    #[test]
    fn columns_of_a_long_line_count_from_its_beginning() {
        let line = "aé".repeat(3 * BLOCK);
        let mut sources = Sources::new();
        let id = sources.add(SourcePath::new("a.md"), format!("ü\n{line}"));
        for pair in [0, 1, 341, 342, 683, 3 * BLOCK - 1] {
            let place = sources.get(id).place(u32::try_from(3 + 3 * pair).expect("short"));
            assert_eq!((place.line, place.column as usize), (2, 2 * pair + 1));
        }
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let mut sources = Sources::new();
        let id = sources.add(SourcePath::new("a.md"), "\u{feff}ab\nc");
        assert_eq!(sources.get(id).place(0), Place { line: 1, column: 1 });
        assert_eq!(sources.get(id).place(4), Place { line: 1, column: 2 });
        assert_eq!(sources.get(id).place(6), Place { line: 2, column: 1 });
    }
}
