//! From the text of a drawing to its picture, and from a picture to the text it was drawn of.

use std::io::Cursor;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FallbackSelectionFn, FontResolver, Options, Tree};

use super::font::{ALL, FAMILY, has};
use super::svg::svg;
use crate::view::{CARD_SIZE, Card};

/// Under which word a picture says what it was drawn of.
const KEYWORD: &str = "Quarterdeck";

/// A card that is drawn as a text, and perhaps not yet as a picture.
pub struct Drawing {
    svg: String,
    mark: String,
}

impl Drawing {
    /// The drawing of a card.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        let svg = svg(card);
        // Another version may draw the same text otherwise.
        let mut hasher = blake3::Hasher::new();
        hasher.update(concat!(env!("CARGO_PKG_VERSION"), "\n").as_bytes()).update(svg.as_bytes());
        Self { mark: hasher.finalize().to_hex().to_string(), svg }
    }

    /// Whether `png` is the picture of this drawing.
    #[must_use]
    pub fn is_shown_by(&self, png: &[u8]) -> bool {
        let Ok(reader) = png::Decoder::new(Cursor::new(png)).read_info() else { return false };
        let texts = &reader.info().uncompressed_latin1_text;
        texts.iter().any(|text| text.keyword == KEYWORD && text.text == self.mark)
    }

    /// The picture as a PNG. Equal drawings give equal bytes.
    ///
    /// `None` when the text is none that can be drawn, which no card makes.
    #[must_use]
    pub fn png(&self) -> Option<Vec<u8>> {
        let options = Options {
            fontdb: Arc::clone(&ALL),
            font_family: FAMILY.to_owned(),
            font_resolver: FontResolver { select_fallback: alike(), ..FontResolver::default() },
            ..Options::default()
        };
        let tree = Tree::from_str(&self.svg, &options).ok()?;
        let (width, height) = CARD_SIZE;
        let mut pixels = Pixmap::new(width, height)?;
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        // The paper covers all, so that nothing shines through.
        let colours: Vec<u8> =
            pixels.data().chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]]).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.add_text_chunk(KEYWORD.to_owned(), self.mark.clone()).ok()?;
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&colours).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }
}

/// Finds a font for a letter that the first one lacks: as heavy as that one, if there is any.
fn alike() -> FallbackSelectionFn<'static> {
    Box::new(|letter, tried, fonts| {
        let weight = fonts.face(*tried.first()?)?.weight;
        let able = || {
            let others = fonts.faces().filter(|face| !tried.contains(&face.id));
            others.filter(|face| {
                let known = fonts.with_face_data(face.id, |bytes, _| has(bytes, letter));
                known.unwrap_or_default()
            })
        };
        let found = able().find(|face| face.weight == weight).or_else(|| able().next());
        found.map(|face| face.id)
    })
}
