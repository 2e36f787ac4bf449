//! The composition: texts and settings in, pages and diagnostics out.

mod addresses;
mod cards;
mod files;
mod key;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::calendar::Date;
use crate::check::{self, Subject};
use crate::config::Config;
use crate::diag::{self, Diagnostic, Severity, rules};
use crate::model::{self, Context, Plan};
use crate::parse::{self, Document};
use crate::past::History;
use crate::publish::{self, search};
use crate::render::{TemplateError, Theme, assets};
use crate::source::{Location, Source, SourceId, SourcePath, Sources, Span};
use crate::view::data::Page;
use crate::view::{Edition, Files, Route, View};
use crate::words::{self, Words};

pub use watch::{Stage, Unwatched, Watch};

/// A file that is published as it is.
pub type Bytes = Arc<[u8]>;

/// Everything a site is made of. The rim reads it; nothing below the rim does.
///
/// A copy shares the texts and files.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// All texts.
    pub sources: Sources,
    /// The settings.
    pub config: Arc<Config>,
    /// The documents, with their paths relative to the content folder.
    pub documents: Arc<[(SourceId, SourcePath)]>,
    /// The user's templates, with their names as `quarter.html`.
    pub templates: Vec<(SourceId, String)>,
    /// The user's words, with the tag of their language.
    pub strings: Vec<(SourceId, String)>,
    /// Files of the content folder that are published as they are, by path.
    pub content_files: Arc<BTreeMap<String, Bytes>>,
    /// Files of `static/` and of the user's theme, by path from the top of the site; they win over
    /// the built-in theme's.
    pub static_files: Arc<BTreeMap<String, Bytes>>,
    /// When the documents and their parts were changed, as far as version control knows.
    pub history: Arc<History>,
    /// The day the site is built on.
    pub today: Date,
    /// Whether drafts are published.
    pub drafts: Drafts,
    /// Whether the site gets an index to be searched with.
    pub indexing: Indexing,
    /// What was wrong in reading.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether a site that can be searched gets the index for it, which takes longest to make.
#[derive(Clone, Debug, PartialEq)]
pub enum Indexing {
    /// It gets none.
    Left,
    /// It gets one: that of an earlier build, if it still fits, or a new one.
    Made(Arc<search::Files>),
}

/// What happens to documents that are marked as drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    Left,
    /// They are shown like all others.
    Shown,
}

impl Drafts {
    /// What a `--drafts` on the command line means.
    #[must_use]
    pub fn of(shown: bool) -> Self {
        if shown { Self::Shown } else { Self::Left }
    }
}

/// A site: its plan, its pages and what is wrong with it.
pub struct Site {
    inputs: Inputs,
    sources: Arc<Sources>,
    /// The documents as they were read, drafts too, in the order of the inputs.
    read: Vec<Arc<Document>>,
    look: Arc<Look>,
    view: View,
    plan: Arc<Plan>,
    files: BTreeMap<String, Bytes>,
    /// What is published for programs, made when first asked for.
    data: OnceLock<BTreeMap<String, Bytes>>,
    /// What the site is searched with, made when first asked for.
    index: OnceLock<Result<Arc<search::Files>, String>>,
    /// The index of an earlier site.
    earlier: Arc<search::Files>,
    diagnostics: OnceLock<Vec<Diagnostic>>,
}

/// What the pages look like and speak like, and what is wrong with that.
struct Look {
    words: Arc<Words>,
    theme: Option<Theme>,
    diagnostics: Vec<Diagnostic>,
}

impl Site {
    /// Reads the inputs into a plan. Renders nothing.
    #[must_use]
    pub fn new(inputs: Inputs) -> Self {
        Self::make(inputs, None, &Unwatched)
    }

    /// The same under the eyes of somebody.
    #[must_use]
    pub fn watched(inputs: Inputs, watch: &dyn Watch) -> Self {
        Self::make(inputs, None, watch)
    }

    /// The site of other inputs. What they share with those of this site is not read again; the
    /// result is the same as that of [`Site::new`].
    #[must_use]
    pub fn remade(&self, inputs: Inputs) -> Self {
        Self::make(inputs, Some(self), &Unwatched)
    }

    /// The site after the texts of some of its documents changed; the result is the same as that
    /// of reading everything anew.
    #[must_use]
    pub fn edited(&self, texts: Vec<(SourceId, String)>) -> Self {
        let mut inputs = self.inputs.clone();
        for (id, text) in texts {
            inputs.sources.replace(id, text);
        }
        self.remade(inputs)
    }

    fn make(inputs: Inputs, old: Option<&Self>, watch: &dyn Watch) -> Self {
        watch.begins(Stage::Parse, inputs.documents.len());
        let sources = Arc::new(inputs.sources.clone());
        let (read, look) = rayon::join(
            || read(&inputs, old, watch),
            || match old.filter(|old| looks_alike(&old.inputs, &inputs)) {
                Some(old) => Arc::clone(&old.look),
                None => Arc::new(Look::new(&inputs)),
            },
        );
        watch.begins(Stage::Model, 0);
        let shown =
            |document: &&Arc<Document>| inputs.drafts == Drafts::Shown || !document.fields.draft;
        let own: BTreeSet<String> = inputs.content_files.keys().cloned().collect();
        let context = Context { config: &inputs.config, files: &own };
        let parsed = read.iter().filter(shown).cloned().collect();
        let plan = Arc::new(model::resolve(parsed, &context));
        watch.begins(Stage::View, 0);
        let mut files: BTreeMap<String, Bytes> =
            assets().map(|(path, bytes)| (path.to_owned(), bytes.into())).collect();
        for own in [&inputs.content_files, &inputs.static_files] {
            files.extend(own.iter().map(|(path, bytes)| (path.clone(), Arc::clone(bytes))));
        }
        let view = View::new(
            Arc::clone(&plan),
            Arc::clone(&inputs.config),
            Arc::clone(&sources),
            Edition {
                words: Arc::clone(&look.words),
                today: inputs.today,
                history: Arc::clone(&inputs.history),
            },
            Files {
                named: files.keys().cloned().chain(publish::FILES.map(str::to_owned)).collect(),
                may_be: |path| publish::may_be(path) || path.ends_with("card.png"),
            },
        );
        let last = old.map(|old| (old.index.get(), &old.earlier));
        let earlier = match (last, &inputs.indexing) {
            (Some((Some(Ok(index)), _)), _) => Arc::clone(index),
            (Some((_, earlier)), _) | (None, Indexing::Made(earlier)) => Arc::clone(earlier),
            (None, Indexing::Left) => Arc::default(),
        };
        let (data, index, diagnostics) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { inputs, sources, read, look, view, plan, files, data, index, earlier, diagnostics }
    }

    /// What is wrong, by file and place.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.diagnostics.get_or_init(|| self.find(Severity::Hint))
    }

    /// What is wrong, of the rules that are at least as grave as `least`.
    fn find(&self, least: Severity) -> Vec<Diagnostic> {
        let (plan, config) = (&*self.plan, &*self.inputs.config);
        let mut found = self.inputs.diagnostics.clone();
        found.extend_from_slice(&self.look.diagnostics);
        let today = self.inputs.today;
        let subject = Subject { plan, sources: &self.sources, config, today };
        found.extend(check::check(&subject, least));
        found.extend(addresses::collisions(&self.view, plan));
        found.extend(addresses::taken_aliases(&self.view));
        found.extend(addresses::lost_links(&self.view, plan));
        let hints = config.level(&rules::CARD_MISSING_GLYPH).severity();
        if hints.is_some_and(|severity| severity >= least) {
            found.extend(self.lacking_letters());
        }
        diag::settle(found, &self.sources, |rule| config.level(rule))
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
        match self.diagnostics.get() {
            Some(all) => all.iter().any(is_error),
            // To know whether there is an error, nothing else has to be looked for.
            None => self.find(Severity::Error).iter().any(is_error),
        }
    }

    /// Renders one page.
    ///
    /// # Errors
    ///
    /// When a template of the user's cannot be rendered.
    pub fn render(&self, route: Route) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.fill(self.view.page(route), route, &self.view.top(route))
    }

    fn fill(&self, page: Page, route: Route, top: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        let Some(theme) = &self.look.theme else { return Ok(Vec::new()) };
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
        self.files.get(path).or_else(|| {
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

    fn data(&self) -> &BTreeMap<String, Bytes> {
        self.data.get_or_init(|| {
            let files = publish::files(&self.view).into_iter();
            files.map(|(path, bytes)| (path, bytes.into())).collect()
        })
    }

    /// The files that are published as they are, by path from the top of the site.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, Bytes> {
        &self.files
    }

    fn template_error(&self, error: &TemplateError) -> Diagnostic {
        template_diagnostic(error, &self.sources, &self.inputs.templates)
    }
}

/// The documents, read; those whose texts the old site had are not read again.
fn read(inputs: &Inputs, old: Option<&Site>, watch: &dyn Watch) -> Vec<Arc<Document>> {
    let old = old.filter(|old| old.inputs.config == inputs.config);
    let read = |(index, (id, path)): (usize, &(SourceId, SourcePath))| {
        let source = inputs.sources.get(*id);
        let known = old.filter(|old| {
            old.inputs.documents.get(index).is_some_and(|(old_id, old_path)| {
                (old_id, old_path) == (id, path) && same(old.sources.get(*id), source)
            })
        });
        let document = match known {
            Some(old) => Arc::clone(&old.read[index]),
            None => Arc::new(parse::document(source, path, &inputs.config)),
        };
        watch.done();
        document
    };
    inputs.documents.par_iter().enumerate().map(read).collect()
}

/// Whether both sites have the same templates, words and language.
fn looks_alike(old: &Inputs, new: &Inputs) -> bool {
    let alike = |old_texts: &[(SourceId, String)], new_texts: &[(SourceId, String)]| {
        let all_same =
            |(id, _): &(SourceId, String)| same(old.sources.get(*id), new.sources.get(*id));
        old_texts == new_texts && new_texts.iter().all(all_same)
    };
    old.config.language == new.config.language
        && alike(&old.templates, &new.templates)
        && alike(&old.strings, &new.strings)
}

/// Whether two sources are one and the same, or have the same text.
fn same(old: &Source, new: &Source) -> bool {
    std::ptr::eq(old, new) || old.text() == new.text()
}

impl Look {
    fn new(inputs: &Inputs) -> Self {
        let (words, mut diagnostics) = speak(&inputs.sources, &inputs.config, &inputs.strings);
        let (theme, failed) = load_theme(&inputs.sources, &inputs.templates, &words);
        diagnostics.extend(failed);
        Self { words, theme, diagnostics }
    }
}

/// The words of the site, and what is wrong with those of the user's theme.
fn speak(
    sources: &Sources,
    config: &Config,
    strings: &[(SourceId, String)],
) -> (Arc<Words>, Vec<Diagnostic>) {
    let own: Vec<_> = strings.iter().map(|(id, tag)| (tag.as_str(), sources.get(*id))).collect();
    let (words, mut diagnostics) = Words::new(&config.language.value, &own);
    if let Some(at) = config.location(config.language.span)
        && !words.speaks(&config.language.value)
    {
        let language = &config.language.value;
        let message = format!("the theme has no words in `{language}`; it speaks English");
        let known: Vec<String> = words::languages().map(|tag| format!("`{tag}`")).collect();
        let help = format!(
            "it knows {}; `themes/<theme>/strings/{language}.toml` can teach it more",
            known.join(" and ")
        );
        diagnostics.push(Diagnostic::new(&rules::THEME_LANGUAGE, at, message).help(help));
    }
    (Arc::new(words), diagnostics)
}

/// The theme with the user's templates over the built-in ones, or what is wrong with them.
fn load_theme(
    sources: &Sources,
    templates: &[(SourceId, String)],
    words: &Arc<Words>,
) -> (Option<Theme>, Vec<Diagnostic>) {
    let overrides: Vec<(String, String)> = templates
        .iter()
        .map(|(id, name)| (name.clone(), sources.get(*id).text().to_owned()))
        .collect();
    match Theme::new(&overrides, words) {
        Ok(theme) => (Some(theme), Vec::new()),
        Err(errors) => {
            let found = errors.iter().map(|error| template_diagnostic(error, sources, templates));
            (None, found.collect())
        }
    }
}

/// The place of a template's error; one in a built-in template that a user's template causes is
/// told at the top of the user's first.
fn template_diagnostic(
    error: &TemplateError,
    sources: &Sources,
    templates: &[(SourceId, String)],
) -> Diagnostic {
    let own = templates.iter().find(|(_, name)| *name == error.template);
    let source = own.or(templates.first()).map(|(id, _)| *id);
    let source = source.unwrap_or_else(|| {
        sources.iter().next().map_or_else(Default::default, crate::source::Source::id)
    });
    let span = if own.is_some() {
        let text = sources.get(source);
        let line = text.line_span(error.line);
        let skipped = text.slice(line).chars().take(error.column.saturating_sub(1) as usize);
        let start = line.start as usize + skipped.map(char::len_utf8).sum::<usize>();
        Span::new(start, (start + 1).min(line.end as usize))
    } else {
        Span::default()
    };
    let message = if own.is_some() {
        error.message.clone()
    } else {
        format!("`{}`: {}", error.template, error.message)
    };
    let help =
        error.help.as_deref().unwrap_or("`docs/themes.md` lists what each template is given");
    Diagnostic::new(&rules::THEME_TEMPLATE, Location { source, span }, message).help(help)
}
