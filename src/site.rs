//! The composition: texts and settings in, pages and diagnostics out.

mod addresses;
mod cards;
mod files;
mod inputs;
mod key;
mod look;
mod next;
mod watch;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::check::{self, Subject};
use crate::diag::{self, Diagnostic, Severity, rules};
use crate::model::{DocumentId, Plan};
use crate::publish::{self, search};
use crate::render::{TemplateError, assets};
use crate::source::Sources;
use crate::view::data::Page;
use crate::view::{Route, View};
pub use addresses::may_collide;
pub use inputs::{Bytes, Drafts, Indexing, Inputs};
pub use look::Ahead;
use look::{Look, template_diagnostic};
use next::{Documents, Files};
pub use watch::{Stage, Unwatched, Watch};

/// A site: its plan, its pages and what is wrong with it.
pub struct Site {
    inputs: Inputs,
    sources: Arc<Sources>,
    documents: Documents,
    look: Arc<Look>,
    view: View,
    plan: Arc<Plan>,
    files: Files,
    /// What is published for programs, made when first asked for.
    data: OnceLock<BTreeMap<String, Bytes>>,
    /// What the site is searched with, made when first asked for.
    index: OnceLock<Result<Arc<search::Files>, String>>,
    /// The index of an earlier site.
    earlier: Arc<search::Files>,
    /// The documents that may hold errors, when all others are known to hold none.
    suspects: Option<Vec<DocumentId>>,
    errors: OnceLock<bool>,
    diagnostics: OnceLock<Vec<Diagnostic>>,
}

impl Site {
    /// What is wrong, by file and place.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.diagnostics.get_or_init(|| self.find(Severity::Hint))
    }

    /// The same, unless nobody wants to know any more before all of it is found; that is asked
    /// again and again.
    pub fn diagnostics_while(
        &self,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<&[Diagnostic]> {
        if self.diagnostics.get().is_none() {
            let judged = check::judge_while(&self.subject(), Severity::Hint, is_wanted)?;
            return Some(self.diagnostics.get_or_init(|| self.told(judged, Severity::Hint)));
        }
        self.diagnostics.get().map(Vec::as_slice)
    }

    /// Lets go of what is wrong, which is found again when anybody asks: the hints of a large plan
    /// are many.
    pub fn forget_diagnostics(&mut self) {
        self.diagnostics.take();
    }

    /// What is wrong, of the rules that are at least as grave as `least`.
    fn find(&self, least: Severity) -> Vec<Diagnostic> {
        self.told(check::judge(&self.subject(), least), least)
    }

    /// What the rules that need the whole plan found, and everything else that is wrong.
    fn told(&self, judged: Vec<Diagnostic>, least: Severity) -> Vec<Diagnostic> {
        let mut found = self.inputs.diagnostics.clone();
        found.extend_from_slice(&self.look.diagnostics);
        found.extend(check::read(&self.subject(), least));
        found.extend(judged);
        found.extend(self.misplaced());
        found.extend(self.lacking(least));
        diag::settle(found, &self.sources, |rule| self.inputs.config.level(rule))
    }

    /// What is wrong with addresses.
    fn misplaced(&self) -> impl Iterator<Item = Diagnostic> {
        let (view, plan) = (&self.view, &*self.plan);
        let found = [
            addresses::collisions(view, plan),
            addresses::taken_aliases(view),
            addresses::lost_links(view, plan),
            addresses::displaced(self),
        ];
        found.into_iter().flatten()
    }

    /// What cards cannot show, if anybody asks for what is only that grave.
    fn lacking(&self, least: Severity) -> Vec<Diagnostic> {
        let severity = self.inputs.config.level(&rules::CARD_MISSING_GLYPH).severity();
        if severity.is_some_and(|it| it >= least) { self.lacking_letters() } else { Vec::new() }
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            plan: &self.plan,
            sources: &self.sources,
            config: &self.inputs.config,
            today: self.inputs.today,
        }
    }

    /// All texts, to show diagnostics with.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What it was made of.
    #[must_use]
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The plan as its readers see it.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Whether anything is wrong that forbids publishing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let is_error = |found: &Diagnostic| found.severity == Severity::Error;
        *self.errors.get_or_init(|| match (self.diagnostics.get(), &self.suspects) {
            (Some(all), _) => all.iter().any(is_error),
            (None, Some(documents)) => self.has_errors_in(documents),
            // To know whether there is an error, nothing else has to be looked for.
            (None, None) => self.find(Severity::Error).iter().any(is_error),
        })
    }

    /// Whether some documents hold an error, or the plan does.
    fn has_errors_in(&self, documents: &[DocumentId]) -> bool {
        let config = &self.inputs.config;
        let is_error =
            |found: &Diagnostic| config.level(found.rule).severity() == Some(Severity::Error);
        let (subject, plan) = (self.subject(), &*self.plan);
        let read = documents.iter().flat_map(|id| &plan.document(*id).document.diagnostics);
        read.into_iter().any(is_error)
            || check::judge(&subject, Severity::Error).iter().any(is_error)
            || self.misplaced().any(|found| is_error(&found))
            || self.lacking(Severity::Error).iter().any(is_error)
    }

    /// Renders one page.
    ///
    /// # Errors
    ///
    /// When a template of the user's cannot be rendered.
    pub fn render(&self, route: Route) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.fill(self.view.page(route), route, &self.view.top(route))
    }

    /// What is shown at addresses that lead to nothing, by a server that knows the path `top` that
    /// the site stands at; a build knows it only from the configuration.
    ///
    /// # Errors
    ///
    /// What is wrong with a template of the user's.
    pub fn render_lost(&self, top: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.fill(self.view.page(Route::NotFound), Route::NotFound, top)
    }

    fn fill(&self, page: Page, route: Route, top: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        let Some(theme) = self.look.theme() else { return Ok(Vec::new()) };
        theme
            .render(page, self.view.file(route), top)
            .map_err(|error| Box::new(self.template_error(&error)))
    }

    /// What the site is searched with: nothing when it cannot be, or gets no index.
    ///
    /// # Errors
    ///
    /// Why the index could not be made, as one sentence.
    pub fn index(&self) -> Result<&search::Files, String> {
        let made = self.index.get_or_init(|| {
            if !self.inputs.config.search || self.inputs.indexing == Indexing::Left {
                return Ok(Arc::default());
            }
            search::index(&self.view, &self.earlier).map(Arc::new)
        });
        made.as_deref().map_err(String::clone)
    }

    /// A file of the site that is no page, by its path from the top.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&Bytes> {
        self.files.all.get(path).or_else(|| {
            if self.view.route(path).is_some() {
                None
            } else if path.starts_with(search::FOLDER) {
                self.index().ok()?.get(path)
            } else if publish::may_be(path) {
                self.data().get(path)
            } else {
                None
            }
        })
    }

    /// Whether a file of this path is made, unless the user publishes one.
    fn makes(&self, path: &str) -> bool {
        self.view.route(path).is_some()
            || self.view.card_at(path).is_some()
            || assets().any(|(name, _)| name == path)
            || self.inputs.config.search && path.starts_with(search::FOLDER)
            || publish::may_be(path) && self.data().contains_key(path)
    }

    fn data(&self) -> &BTreeMap<String, Bytes> {
        self.data.get_or_init(|| {
            let files = publish::files(&self.view).into_iter();
            files.map(|(path, bytes)| (path.as_str().to_owned(), bytes.into())).collect()
        })
    }

    /// The files that are published as they are, by path from the top of the site.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, Bytes> {
        &self.files.all
    }

    fn template_error(&self, error: &TemplateError) -> Diagnostic {
        template_diagnostic(error, &self.sources, &self.inputs.templates)
    }
}
