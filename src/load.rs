//! From a folder to the inputs of a site: everything in it, on one day.

#![expect(clippy::disallowed_methods, reason = "this is the rim: the clock")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::calendar::Date;
use crate::config::{self, Config};
use crate::diag::{self, Diagnostic, rules};
use crate::discover::{self, Origin, Problem, TextFile};
use crate::history::Repository;
use crate::past::{History, Memory, Present};
use crate::site::{Drafts, Indexing, Inputs, may_collide};
use crate::source::{SourcePath, Sources};

/// Which site is read, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site's folder.
    pub root: Utf8PathBuf,
    /// The day to take for today; otherwise the configuration says, or the clock.
    pub today: Option<Date>,
    /// Whether drafts are published.
    pub drafts: Drafts,
}

/// The configuration of a site's folder.
pub struct Settings {
    /// What it says.
    pub config: Config,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Settings {
    /// What is wrong with the configuration, by itself.
    #[must_use]
    pub fn judged(self) -> (Sources, Vec<Diagnostic>) {
        let Self { config, sources, diagnostics, .. } = self;
        let found = diag::settle(diagnostics, &sources, |rule| config.level(rule));
        (sources, found)
    }

    /// The inputs of a site that has one document and nothing else.
    #[must_use]
    pub fn with_document(
        mut self,
        file: TextFile,
        problem: Option<Problem>,
        request: &Request,
    ) -> Inputs {
        let today = day(&self.config, request);
        let path = file.path.clone();
        let id = self.sources.add(file.path, file.text);
        self.diagnostics.extend(problem.map(|problem| problem.diagnostic(id)));
        // Its neighbours are not here: what it links to cannot be judged.
        for rule in
            [&rules::LINK_MISSING_PAGE, &rules::LINK_MISSING_ANCHOR, &rules::LINK_OUTSIDE_CONTENT]
        {
            self.config.silence(rule);
        }
        Inputs {
            sources: self.sources,
            config: Arc::new(self.config),
            documents: [(id, path)].into(),
            templates: Vec::new(),
            strings: Vec::new(),
            content_files: Arc::default(),
            static_files: Arc::default(),
            history: Arc::default(),
            today,
            drafts: request.drafts,
            indexing: Indexing::Left,
            diagnostics: self.diagnostics,
        }
    }
}

/// Reads the configuration, if there is one.
#[must_use]
pub fn settings(request: &Request) -> Settings {
    let mut sources = Sources::new();
    let mut diagnostics = Vec::new();
    let read = discover::config(&request.root);
    if let Some(problem) = read.problem {
        let id = sources.add(problem.path.clone(), problem.text.clone());
        diagnostics.push(problem.diagnostic(id));
    }
    let source = read.file.map(|file| sources.add(file.path, file.text));
    let (config, found) = config::read(source.map(|id| sources.get(id)));
    diagnostics.extend(found);
    Settings { config, sources, diagnostics }
}

/// Reads everything a site is made of. It gets no index to be searched with unless that is changed.
///
/// # Errors
///
/// Why there is no site at all, as one sentence.
pub fn inputs(settings: Settings, request: &Request) -> Result<Inputs, String> {
    let Settings { config, mut sources, mut diagnostics } = settings;
    let folder = discover::Request {
        root: &request.root,
        content: &config.content,
        theme: &config.theme.value,
    };
    let found = discover::discover(&folder).map_err(|error| error.to_string())?;
    for problem in &found.problems {
        let id = sources.add(problem.path.clone(), problem.text.clone());
        diagnostics.push(problem.diagnostic(id));
    }
    if config.theme.value != "default" && !found.theme_folder {
        diagnostics.push(unknown_theme(&config));
    }
    let folder =
        if config.content.is_empty() { String::new() } else { format!("{}/", config.content) };
    let templates_folder = format!("themes/{}/templates/", config.theme.value);
    let mut documents = Vec::new();
    for file in found.documents {
        let path = file.path.as_str();
        let path = SourcePath::new(path.strip_prefix(&folder).unwrap_or(path));
        documents.push((sources.add(file.path, file.text), path));
    }
    let mut templates = Vec::new();
    for file in found.templates {
        let path = file.path.as_str();
        let name = path.strip_prefix(&templates_folder).unwrap_or(path).to_owned();
        templates.push((sources.add(file.path, file.text), name));
    }
    let own = found.strings.into_iter().map(|file| {
        let tag = file.path.stem().to_owned();
        (sources.add(file.path, file.text), tag)
    });
    let strings = own.collect();
    let (mut content_files, mut static_files) = (BTreeMap::new(), BTreeMap::new());
    // Sorted by origin: what comes later wins.
    let mut files = found.files;
    files.sort_by_key(|file| file.origin != Origin::Theme);
    for file in files {
        match file.origin {
            Origin::Content => {
                if may_collide(&file.path) {
                    // What may have to be told of needs a place; its words are no concern.
                    let path = format!("{folder}{}", file.path);
                    sources.add(SourcePath::new(&path), String::new());
                }
                content_files.insert(file.path, file.bytes.into())
            }
            Origin::Theme => {
                static_files.insert(format!("assets/{}", file.path), file.bytes.into())
            }
            Origin::Static => static_files.insert(file.path, file.bytes.into()),
        };
    }
    let today = day(&config, request);
    Ok(Inputs {
        sources,
        config: Arc::new(config),
        documents: documents.into(),
        templates,
        strings,
        content_files: Arc::new(content_files),
        static_files: Arc::new(static_files),
        history: Arc::default(),
        today,
        drafts: request.drafts,
        indexing: Indexing::Left,
        diagnostics,
    })
}

/// What version control says of a site's folder by itself, whatever documents there are.
pub struct Checkout(Option<(Repository, BTreeSet<String>)>);

impl Checkout {
    fn of(folder: &Utf8Path) -> Self {
        Self(Repository::open(folder).map(|repository| {
            let modified = repository.modified();
            (repository, modified)
        }))
    }
}

/// As [`inputs`]; meanwhile, version control is asked.
///
/// # Errors
///
/// As [`inputs`].
pub fn inputs_and_checkout(
    settings: Settings,
    request: &Request,
) -> Result<(Inputs, Checkout), String> {
    let folder = request.root.join(&settings.config.content);
    let (inputs, checkout) = rayon::join(|| inputs(settings, request), || Checkout::of(&folder));
    Ok((inputs?, checkout))
}

/// The same inputs with what version control knows of their changes.
#[must_use]
pub fn dated((inputs, checkout): (Inputs, Checkout)) -> Inputs {
    let history = recall(checkout, &inputs).unwrap_or_default();
    Inputs { history: Arc::new(history), ..inputs }
}

/// What is known of the past of the documents. What was found out once is remembered.
fn recall(Checkout(found): Checkout, inputs: &Inputs) -> Option<History> {
    let (repository, modified) = found?;
    let settings = inputs.config.file.map(|file| inputs.sources.get(file).text());
    let settings = blake3::hash(settings.unwrap_or_default().as_bytes()).to_hex();
    let reader = format!("{} {settings}", env!("CARGO_PKG_VERSION"));
    let known = repository.remembered().and_then(|bytes| Memory::parse(&bytes, &reader));
    let known = known.and_then(|known| Some((repository.commits(known.head())?, known)));
    let (commits, mut memory) = match known {
        Some(known) => known,
        // There was nothing, or the history was written anew since.
        None => (repository.commits("")?, Memory::new(&reader)),
    };
    let is_new = memory.head() != repository.head();
    memory.add(&commits, repository.head());
    let present = Present {
        paths: inputs.documents.iter().map(|(_, path)| path.as_str()).collect(),
        modified,
        today: inputs.today,
        config: &inputs.config,
    };
    let history = memory.read(&repository.texts(&memory.wanted(&present)), &present);
    if is_new {
        repository.remember(&memory.bytes());
    }
    Some(history)
}

/// The day it is now, in universal time.
#[must_use]
pub fn today() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    Date::from_unix_days(i64::try_from(seconds / 86_400).unwrap_or_default())
}

/// The day that the command line, the configuration or the clock says.
fn day(config: &Config, request: &Request) -> Date {
    request.today.or(config.today).unwrap_or_else(today)
}

fn unknown_theme(config: &Config) -> Diagnostic {
    let theme = &config.theme;
    // A theme that is not the default one is written somewhere.
    let at = config.location(theme.span).unwrap_or_default();
    let message = format!("the theme `{}` does not exist", theme.value);
    let help = format!("make a folder `themes/{}/`, or delete this line", theme.value);
    Diagnostic::new(&rules::THEME_UNKNOWN, at, message).help(help)
}
