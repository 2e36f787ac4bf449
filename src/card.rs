//! Draws what is shown of a page where somebody shares a link to it: a picture of the same make
//! for all, in the colours of the light theme.
//!
//! A drawing is a text first, an SVG, and the picture says of which text it is. So one that was
//! drawn before is known again, and nothing is drawn twice.

mod font;
mod picture;
mod svg;
mod wrap;

use crate::view::Card;

pub use picture::Drawing;

/// The letters and signs of a card that no font of the program has, each once.
#[must_use]
pub fn lacking(card: &Card) -> Vec<char> {
    let mut lacking = Vec::new();
    for text in [&card.site, &card.context, &card.title, &card.foot] {
        for letter in text.chars().filter(|letter| !font::knows(*letter)) {
            if !lacking.contains(&letter) {
                lacking.push(letter);
            }
        }
    }
    lacking
}

#[cfg(test)]
mod tests;
