//! What is shown at a moment: a site, the pages of it that were asked for, and what is wrong.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::Bytes;

use super::Findings;
use super::news::PREVIEW;
use crate::diag::Diagnostic;
use crate::site::Site;
use crate::source::SourcePath;
use crate::view::Route;

/// A site as it is shown until the next change.
pub(super) struct Shown {
    /// What pages are made from: the last site without errors, if there was one.
    pub site: Arc<Site>,
    /// The site as it was read last.
    pub latest: Arc<Site>,
    /// Why there is no site any more, if so.
    pub problem: Option<String>,
    /// What was found wrong in filling templates.
    pub failed: Vec<Failure>,
    /// Whether something is so wrong that `latest` cannot be shown.
    pub broken: bool,
    /// How many times something changed before.
    pub revision: u64,
    /// The path that the site stands below, with `/` at both ends.
    pub prefix: String,
    pages: Mutex<HashMap<Route, Page>>,
    lost: OnceLock<Page>,
}

/// A template that could not be filled.
#[derive(Clone)]
pub(super) struct Failure {
    /// The site whose page it was, and whose texts the problem is in.
    pub site: Arc<Site>,
    pub problem: Diagnostic,
}

/// A page or file as it goes to the browser.
#[derive(Clone)]
pub(super) struct Page {
    pub bytes: Bytes,
    /// What tells these bytes from others.
    pub tag: String,
}

impl Page {
    pub(super) fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let tag = format!("\"{}\"", &blake3::hash(&bytes).to_hex()[..32]);
        Self { bytes, tag }
    }
}

impl Shown {
    /// `latest` as it is shown first, or after a change in which nothing failed.
    pub(super) fn new(site: Arc<Site>, latest: Arc<Site>, revision: u64) -> Self {
        let prefix = match site.inputs().config.base_path() {
            None | Some("") => "/".to_owned(),
            Some(path) => path.to_owned(),
        };
        let (problem, failed) = (None, Vec::new());
        let (pages, lost) = (Mutex::default(), OnceLock::new());
        let broken = latest.has_errors();
        Self { site, latest, problem, failed, broken, revision, prefix, pages, lost }
    }

    /// A page, made now unless it was asked for before.
    ///
    /// # Errors
    ///
    /// What is wrong with a template of the user's.
    pub(super) fn page(&self, route: Route) -> Result<Page, Box<Diagnostic>> {
        if let Some(page) = self.pages().get(&route) {
            return Ok(page.clone());
        }
        let html = self.site.render(route)?;
        let page = Page::new(with_script(&html, &self.prefix));
        self.pages().insert(route, page.clone());
        Ok(page)
    }

    /// What stands where there is no page, at any depth.
    ///
    /// # Errors
    ///
    /// What is wrong with a template of the user's.
    pub(super) fn lost(&self) -> Result<Page, Box<Diagnostic>> {
        if let Some(page) = self.lost.get() {
            return Ok(page.clone());
        }
        let page = Page::new(with_script(&self.site.render_lost(&self.prefix)?, &self.prefix));
        Ok(self.lost.get_or_init(|| page).clone())
    }

    /// Everything that is wrong.
    pub(super) fn found(&self) -> Vec<Findings<'_>> {
        self.with_failed(self.latest.diagnostics())
    }

    /// The same, as long as somebody wants to know.
    pub(super) fn found_while(
        &self,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Findings<'_>>> {
        Some(self.with_failed(self.latest.diagnostics_while(is_wanted)?))
    }

    /// What was found in `latest`, and what failed in the site that is shown, which may be another.
    fn with_failed<'a>(&'a self, diagnostics: &'a [Diagnostic]) -> Vec<Findings<'a>> {
        let mut found = vec![Findings { diagnostics, sources: self.latest.sources() }];
        found.extend(self.failed.iter().map(|failure| Findings {
            diagnostics: std::slice::from_ref(&failure.problem),
            sources: failure.site.sources(),
        }));
        found
    }

    /// Whether anything was read from `path`, a file or a folder in the site's folder.
    pub(super) fn knows(&self, path: &SourcePath) -> bool {
        let inputs = self.latest.inputs();
        let (content, theme) = (&inputs.config.content, &inputs.config.theme.value);
        let within = |name: &str| {
            let rest = name.strip_prefix(path.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.latest.sources().iter().any(|source| within(source.path().as_str()))
            || inputs.content_files.keys().any(|file| within(&format!("{content}/{file}")))
            || inputs.static_files.keys().any(|file| {
                within(&format!("static/{file}")) || within(&format!("themes/{theme}/{file}"))
            })
    }

    /// Whether a document was read from `path`.
    pub(super) fn is_document(&self, path: &SourcePath) -> bool {
        let inputs = self.latest.inputs();
        inputs.documents.iter().any(|(id, _)| self.latest.sources().get(*id).path() == path)
    }

    fn pages(&self) -> std::sync::MutexGuard<'_, HashMap<Route, Page>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page with the one script that keeps it new, which is the only difference to what a build
/// writes. It comes before all others, so that it sees the page as it was served.
pub(super) fn with_script(html: &[u8], prefix: &str) -> Vec<u8> {
    let script = format!("<script src=\"{prefix}{PREVIEW}preview.js\" defer></script>");
    let head = html.windows(6).position(|part| part == b"<head>").map(|at| at + 6);
    let at = head.unwrap_or_else(|| {
        html.windows(7).position(|part| part == b"</body>").unwrap_or(html.len())
    });
    let mut page = Vec::with_capacity(html.len() + script.len());
    page.extend_from_slice(&html[..at]);
    page.extend_from_slice(script.as_bytes());
    page.extend_from_slice(&html[at..]);
    page
}
