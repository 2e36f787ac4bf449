//! The fonts of cards: which letters they have, and how wide these are.

use std::sync::LazyLock;

use resvg::usvg::fontdb::{Database, Source};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};
use std::sync::Arc;

/// What cards are written in; for what it lacks the others stand in.
pub(super) const FAMILY: &str = "Noto Sans";

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// A font whose letters are measured.
struct Face {
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
}

/// Letters are measured in a size of this many pixels.
const MEASURED: f32 = 1000.0;

static REGULAR: LazyLock<Vec<Face>> = LazyLock::new(|| faces(Weight::Regular));
static BOLD: LazyLock<Vec<Face>> = LazyLock::new(|| faces(Weight::Bold));

/// The files of the fonts of a weight, those first that are asked first.
fn files(weight: Weight) -> [&'static [u8]; 2] {
    match weight {
        Weight::Regular => [notosans::REGULAR_TTF, dejavu::sans::regular()],
        Weight::Bold => [notosans::BOLD_TTF, dejavu::sans::bold()],
    }
}

fn faces(weight: Weight) -> Vec<Face> {
    let fonts = files(weight).into_iter().filter_map(|bytes| FontRef::new(bytes).ok());
    fonts
        .map(|font| Face {
            letters: font.charmap(),
            widths: font.glyph_metrics(Size::new(MEASURED), LocationRef::default()),
        })
        .collect()
}

/// All fonts, for drawing.
pub(super) static ALL: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for bytes in [Weight::Regular, Weight::Bold].into_iter().flat_map(files) {
        fonts.load_font_source(Source::Binary(Arc::new(bytes)));
    }
    Arc::new(fonts)
});

/// Whether the font in a file has a letter.
pub(super) fn has(file: &[u8], letter: char) -> bool {
    FontRef::new(file).is_ok_and(|font| font.charmap().map(letter).is_some())
}

/// Whether a letter can be written; what is not seen needs no font.
pub(super) fn knows(letter: char) -> bool {
    is_unseen(letter) || REGULAR.iter().any(|face| face.letters.map(letter).is_some())
}

/// Whether a character is no letter or sign, but a space or a word to those who set letters.
fn is_unseen(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}')
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// How wide a text is, in pixels: the sum of its letters.
pub(super) fn width(text: &str, weight: Weight, size: f32) -> f32 {
    let faces = if weight == Weight::Bold { &BOLD } else { &REGULAR };
    let of = |letter: char| {
        let found = faces.iter().find_map(|face| Some((face, face.letters.map(letter)?)));
        found.and_then(|(face, glyph)| face.widths.advance_width(glyph)).unwrap_or_default()
    };
    let all: f32 =
        text.chars().filter(|letter| !is_unseen(*letter) || *letter == ' ').map(of).sum();
    all * size / MEASURED
}
