//! The pictures that stand for pages where somebody shares a link to them.

use rayon::prelude::*;

use super::{Site, Stage, Watch};
use crate::diag::{Diagnostic, rules};
use crate::output::{OutputPath, Take};
use crate::source::{Location, Span};
use crate::view::{Card, Route};

/// The most letters that a message names.
const NAMED: usize = 3;

impl Site {
    /// Makes the cards of all pages that have one, but for those in whose place the user publishes a
    /// picture, and hands each to `take`. What `earlier` has
    /// of a card at its path is taken if it shows the same.
    pub fn cards(
        &self,
        watch: &dyn Watch,
        earlier: &(dyn Fn(&OutputPath) -> Option<Vec<u8>> + Sync),
        take: &dyn Take,
    ) {
        let routes = self.view.cards();
        if routes.is_empty() {
            return;
        }
        watch.begins(Stage::Draw, routes.len());
        routes.par_iter().with_max_len(1).for_each(|route| {
            if let Some(path) = self.card_path(*route)
                && let Some(bytes) = drawn(&self.view.card(*route), earlier(&path))
            {
                take.take(path, &bytes, None);
            }
            watch.done();
        });
    }

    /// The card at a path from the top of the site, drawn now.
    #[must_use]
    pub fn card(&self, path: &str) -> Option<Vec<u8>> {
        drawn(&self.view.card(self.view.card_at(path)?), None)
    }

    /// Where the card of a page is to be put, if nothing of the user's stands there.
    fn card_path(&self, route: Route) -> Option<OutputPath> {
        let path = self.view.card_file(route);
        if self.files.all.contains_key(&path) { None } else { OutputPath::new(&path) }
    }

    /// Cards with letters that no font has.
    pub(super) fn lacking_letters(&self) -> Vec<Diagnostic> {
        let routes = self.view.cards().into_iter();
        let found = routes.filter_map(|route| {
            let path = self.card_path(route)?;
            let card = self.view.card(route);
            let letters = lacking(&card);
            let named = letters.iter().take(NAMED).map(|letter| format!("`{letter}`"));
            let named = named.collect::<Vec<_>>().join(", ");
            let more = match letters.len().saturating_sub(NAMED) {
                0 if letters.is_empty() => return None,
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let message = format!("the card of this page cannot show {named}{more}");
            let config = self.inputs.config.file;
            let source = config.or_else(|| self.inputs.documents.first().map(|(id, _)| *id));
            let at = Location { source: source.unwrap_or_default(), span: Span::default() };
            let help = format!(
                "the built-in fonts lack them; a picture of your own, `static/{path}`, takes the \
                 place of the card"
            );
            let at = card.at.unwrap_or(at);
            Some(Diagnostic::new(&rules::CARD_MISSING_GLYPH, at, message).help(help))
        });
        found.collect()
    }
}

/// A card as a picture: `old`, if it shows just that.
#[cfg(feature = "cards")]
fn drawn(card: &Card, old: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let drawing = crate::card::Drawing::of(card);
    old.filter(|old| drawing.is_shown_by(old)).or_else(|| drawing.png())
}

#[cfg(feature = "cards")]
fn lacking(card: &Card) -> Vec<char> {
    crate::card::lacking(card)
}

/// Without the fonts nothing is drawn.
#[cfg(not(feature = "cards"))]
fn drawn(_: &Card, _: Option<Vec<u8>>) -> Option<Vec<u8>> {
    None
}

#[cfg(not(feature = "cards"))]
fn lacking(_: &Card) -> Vec<char> {
    Vec::new()
}
