//! Page + theme → bytes.

mod depth;
mod error;
mod frame;
mod ready;
mod say;
mod tidy;

#[cfg(test)]
mod tests;

use std::sync::{Arc, PoisonError, RwLock};

use include_dir::{Dir, include_dir};
use tera::{Context, Tera};

pub use self::error::TemplateError;
use self::frame::Frame;
use crate::markdown::ROOT;
use crate::view::data::{Page, SiteView};
use crate::words::Words;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// What the names of built-in templates begin with, so that a user's template of the same name
/// stands before it and can still extend it.
const BUILT_IN_PREFIX: &str = "default/";

/// The bytes that most pages have room in. All buffers of one size are those of earlier pages, which
/// need not be made larger step by step.
const ROOM: usize = 64 << 10;

/// Templates that are ready to be filled.
pub struct Theme {
    tera: Tera,
    /// Whether all templates are those of the built-in theme, which can do with the HTML of what is
    /// shared.
    is_built_in: bool,
    /// What all pages of a site share.
    frame: RwLock<Option<Arc<Frame>>>,
}

impl Theme {
    /// The built-in theme, with `overrides` in the place of templates of the same name, speaking
    /// `words`.
    ///
    /// A template is named by its path, such as `quarter.html` or `components/state.html`. The one
    /// it replaces stays reachable under `default/`: `{% extends "default/quarter.html" %}`.
    ///
    /// # Errors
    ///
    /// All templates of `overrides` that are no valid templates; when each is valid by itself, all
    /// names in them that lead nowhere.
    pub fn new(
        overrides: &[(String, String)],
        words: &Arc<Words>,
    ) -> Result<Self, Vec<TemplateError>> {
        let problems: Vec<_> =
            overrides.iter().filter_map(|(name, text)| problem_of(name, text)).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut tera = Tera::default();
        say::teach(&mut tera, words);
        say::trust(&mut tera);
        tera.set_fallback_prefixes([BUILT_IN_PREFIX])
            .map_err(|error| error::all(&error, BUILT_IN_PREFIX))?;
        let built_in =
            built_in_templates().map(|(name, text)| (name, say::spelled_out(text, words)));
        let mut templates: Vec<(String, String)> = built_in.collect();
        templates.extend(overrides.iter().cloned());
        let first = overrides.first().map_or(BUILT_IN_PREFIX, |(name, _)| name);
        tera.add_raw_templates(templates).map_err(|error| error::all(&error, first))?;
        Ok(Self { tera, is_built_in: overrides.is_empty(), frame: RwLock::default() })
    }

    /// The page as HTML, for `file`. `top` leads from there to the top of the site: `../` for each
    /// folder it stands in, or the site's full address for a page that is shown at many.
    ///
    /// # Errors
    ///
    /// The place in a template that could not be filled, which only a user's template can cause.
    pub fn render(&self, mut page: Page, file: &str, top: &str) -> Result<Vec<u8>, TemplateError> {
        let template = format!("{}.html", page.page.kind);
        let place = |error: tera::Error| error::first(&error, &template);
        depth::level(&mut page);
        if self.is_built_in {
            ready::make(&self.tera, &page.content).map_err(place)?;
        }
        let mut context = Context::from_serialize(&page).map_err(place)?;
        context.insert("root", &ROOT);
        let frame = self.frame(&page.site).map_err(place)?;
        context.insert_value("site", frame.site.clone());
        if self.is_built_in {
            context.insert_value("frame", frame.around(&self.tera, &page.page).map_err(place)?);
        }
        let mut html = Vec::with_capacity(ROOM);
        self.tera.render_to(&template, &context, &mut html).map_err(place)?;
        let html = String::from_utf8(html).map_err(|error| place(error.into()))?;
        Ok(tidy::tidy(&html, &file[..file.rfind('/').map_or(0, |at| at + 1)], top).into_bytes())
    }
}

impl Theme {
    /// What all pages share, made once for all of them.
    fn frame(&self, site: &Arc<SiteView>) -> Result<Arc<Frame>, tera::Error> {
        let known = self.frame.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.filter(|known| known.is_of(site)) {
            return Ok(known);
        }
        let new = Arc::new(Frame::new(site)?);
        *self.frame.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&new));
        Ok(new)
    }
}

/// The files of the built-in theme that are published as they are, by their path in the site.
pub fn assets() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    files("assets").filter_map(|file| Some((file.path().to_str()?, file.contents())))
}

/// What is wrong with a template by itself, whatever the others hold.
fn problem_of(name: &str, text: &str) -> Option<TemplateError> {
    if name.starts_with(BUILT_IN_PREFIX) {
        let message = format!("`{BUILT_IN_PREFIX}` is where the built-in templates are");
        return Some(TemplateError::at_start(name, message));
    }
    let error = Tera::default().add_raw_template(name, text).err()?;
    matches!(error.kind(), tera::ErrorKind::SyntaxError(_)).then(|| error::first(&error, name))
}

fn built_in_templates() -> impl Iterator<Item = (String, &'static str)> {
    files("templates").filter_map(|file| {
        let name = file.path().strip_prefix("templates").ok()?.to_str()?;
        Some((format!("{BUILT_IN_PREFIX}{name}"), file.contents_utf8()?))
    })
}

/// All files below a folder of the built-in theme.
fn files(folder: &str) -> impl Iterator<Item = &'static include_dir::File<'static>> {
    let mut folders: Vec<&Dir<'_>> = BUILT_IN.get_dir(folder).into_iter().collect();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        found.extend(folder.files());
        folders.extend(folder.dirs());
    }
    found.into_iter()
}
