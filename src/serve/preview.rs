//! The site in memory, and how the next one is made from the last.

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak};
use std::thread;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::news::News;
use super::shown::{Failure, Shown};
use super::{Event, Findings, Options, Voice};
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::discover;
use crate::load;
use crate::site::{Inputs, Site, Unwatched};
use crate::source::{SourceId, SourcePath, Sources};
use crate::write::{Delivery, Made};

/// How long nothing must have changed before everything that is wrong is looked for.
const MOMENT: Duration = Duration::from_millis(200);

/// Which files of a site's folder may have changed.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Their paths, relative to the folder.
    pub paths: Vec<SourcePath>,
    /// Whether others may have changed, too.
    pub more: bool,
}

/// What a change has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Texts of documents changed, or nothing.
    Texts,
    /// The folder was read anew.
    Folder,
}

/// A site that is previewed.
pub(super) struct Preview {
    options: Options,
    voice: Voice,
    shown: RwLock<Arc<Shown>>,
    /// What was told to be wrong, without the places: a line more above is no news.
    told: Mutex<Vec<(SourcePath, &'static str, String)>>,
    /// Has everything that is wrong looked for, after a change.
    judge: Sender<()>,
    pub news: News,
}

impl Preview {
    /// Reads the site.
    pub(super) fn new(options: &Options, voice: Voice) -> Result<Arc<Self>, String> {
        let mut options = options.clone();
        if let Ok(root) = options.request.root.canonicalize_utf8() {
            options.request.root = root;
        }
        let site = Arc::new(Site::new(read(&options)?));
        let shown = RwLock::new(Arc::new(Shown::new(Arc::clone(&site), site, 0)));
        let told = Mutex::default();
        let (judge, asked) = channel();
        let preview = Arc::new(Self { options, voice, shown, told, judge, news: News::new() });
        preview.write_out();
        let judged = Arc::downgrade(&preview);
        thread::spawn(move || judge_when(&asked, &judged));
        Ok(preview)
    }

    /// What is shown now.
    pub(super) fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The address of the overview on a server at `address`.
    pub(super) fn url(&self, address: SocketAddr) -> String {
        let host = match address {
            _ if address.ip().is_unspecified() => format!("127.0.0.1:{}", address.port()),
            address => address.to_string(),
        };
        format!("http://{host}{}", self.shown().prefix)
    }

    /// The site's folder, with all links in its path followed.
    pub(super) fn root(&self) -> &Utf8Path {
        &self.options.request.root
    }

    /// The folders that the site is read from, relative to its own.
    pub(super) fn folders(&self) -> Vec<String> {
        let shown = self.shown();
        let config = &shown.latest.inputs().config;
        let theme = format!("themes/{}", config.theme.value);
        vec![config.content.clone(), theme, "static".to_owned()]
    }

    /// Takes in what changed on the disk.
    pub(super) fn update(&self, changes: &Changes) -> Effect {
        let began = Instant::now();
        let before = self.shown();
        let is_here = |path: &&SourcePath| {
            before.knows(path) || self.root().join(path.as_str()).symlink_metadata().is_ok()
        };
        // An editor's own files have come and gone.
        let paths: Vec<SourcePath> = changes.paths.iter().filter(is_here).cloned().collect();
        if !changes.more
            && before.problem.is_none()
            && let Some(texts) = self.texts(&before.latest, &paths)
        {
            if !texts.is_empty() {
                let paths = texts.iter().map(|(id, _)| before.latest.sources().get(*id).path());
                let paths: Vec<String> = paths.map(|path| path.as_str().to_owned()).collect();
                self.show(&before, Arc::new(before.latest.edited(texts)), &paths, began);
            }
            return Effect::Texts;
        }
        match read(&self.options) {
            Ok(inputs) if before.problem.is_none() && inputs == *before.latest.inputs() => {}
            Ok(inputs) => {
                let paths: Vec<String> =
                    paths.iter().map(|path| path.as_str().to_owned()).collect();
                self.show(&before, Arc::new(before.latest.remade(inputs)), &paths, began);
            }
            Err(problem) => {
                let (site, latest) = (Arc::clone(&before.site), Arc::clone(&before.latest));
                let mut shown = Shown::new(site, latest, before.revision + 1);
                (self.voice)(&Event::Problem(&problem));
                shown.problem = Some(problem);
                shown.broken = true;
                self.publish(shown, &[]);
            }
        }
        Effect::Folder
    }

    /// The new texts, if all of `paths` are documents that were there before and are there now.
    fn texts(&self, site: &Site, paths: &[SourcePath]) -> Option<Vec<(SourceId, String)>> {
        let inputs = site.inputs();
        let mut texts = Vec::new();
        for path in paths {
            let known = inputs.documents.iter().map(|(id, _)| site.sources().get(*id));
            let source = known.into_iter().find(|source| source.path() == path)?;
            let read = discover::file(&self.root().join(path.as_str()));
            let was_odd = inputs.diagnostics.iter().any(|found| found.at.source == source.id());
            let text = read.file.filter(|_| read.problem.is_none() && !was_odd)?.text;
            if text != source.text() {
                texts.push((source.id(), text));
            }
        }
        Some(texts)
    }

    /// Shows `latest`; if it has errors, only what is wrong, over what was shown before.
    fn show(&self, before: &Shown, latest: Arc<Site>, paths: &[String], began: Instant) {
        let revision = before.revision + 1;
        let mut shown = Shown::new(Arc::clone(&latest), Arc::clone(&latest), revision);
        if shown.broken {
            shown = Shown::new(Arc::clone(&before.site), Arc::clone(&latest), revision);
        }
        let view = shown.site.view();
        let watched = self.news.watched(&shown.prefix);
        let failed: Vec<Failure> = watched
            .iter()
            .filter_map(|file| shown.page(view.route(file)?).err())
            .map(|problem| Failure { site: Arc::clone(&shown.site), problem: *problem })
            .collect();
        if !failed.is_empty() {
            shown = Shown::new(Arc::clone(&before.site), latest, revision);
            shown.failed = failed;
            shown.broken = true;
        }
        self.publish(shown, paths);
        (self.voice)(&Event::Changed { paths, took: began.elapsed() });
        self.judge();
        self.write_out();
    }

    fn publish(&self, shown: Shown, paths: &[String]) {
        let before = self.shown();
        let shown = Arc::new(shown);
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&shown);
        self.news.changed(self.root(), &before, &shown, paths);
    }

    /// A template that could not be filled when somebody asked for a page of `of`.
    pub(super) fn failed(&self, of: &Shown, problem: Diagnostic) {
        let before = self.shown();
        // A page of a site that is not shown any more is asked for again.
        let is_past = !Arc::ptr_eq(&before.site, &of.site);
        if is_past || before.failed.iter().any(|it| it.problem == problem) {
            return;
        }
        let (site, latest) = (Arc::clone(&before.site), Arc::clone(&before.latest));
        let mut shown = Shown::new(site, latest, before.revision);
        shown.problem.clone_from(&before.problem);
        shown.failed.clone_from(&before.failed);
        shown.failed.push(Failure { site: Arc::clone(&before.site), problem });
        shown.broken = true;
        let is_there = shown.problem.is_none();
        self.publish(shown, &[]);
        if is_there {
            self.judge();
        }
    }

    /// Has what is wrong told, as soon as it is known.
    pub(super) fn judge(&self) {
        // Nobody listens once the preview has ended.
        let _ = self.judge.send(());
    }

    /// Tells what is wrong, if it is not what was told last.
    fn tell_found(&self) {
        let shown = self.shown();
        // What came later is judged later, and this need not be judged any more.
        let is_wanted = || self.shown().revision == shown.revision;
        let Some(found) = shown.found_while(&is_wanted) else { return };
        let key = |found: &Diagnostic, sources: &Sources| {
            (sources.get(found.at.source).path().clone(), found.rule.name, found.message.clone())
        };
        let keys = |Findings { diagnostics, sources }: &Findings<'_>| {
            diagnostics.iter().map(|it| key(it, sources)).collect::<Vec<_>>()
        };
        let now: Vec<_> = found.iter().flat_map(keys).collect();
        let mut told = lock(&self.told);
        if *told != now {
            *told = now;
            (self.voice)(&Event::Found(&found));
        }
    }

    /// Writes the site to its folder, if that was asked for and nothing is wrong.
    fn write_out(&self) {
        let Some(folder) = &self.options.output else { return };
        let shown = self.shown();
        if shown.latest.has_errors() {
            return;
        }
        let config: &Config = &shown.latest.inputs().config;
        let protected: Vec<Utf8PathBuf> = [config.content.as_str(), "themes", "static"]
            .iter()
            .map(|name| self.root().join(name))
            .collect();
        let written = Delivery::begin(folder, &protected, "").and_then(|delivery| {
            // What is wrong in a template has been told, or is told when its page is asked for.
            match shown.latest.each(&Unwatched, &delivery) {
                Ok(()) => {
                    let earlier = |path: &_| delivery.earlier(path);
                    shown.latest.cards(&Unwatched, &earlier, &delivery);
                    delivery.finish(&Made::default()).map(drop)
                }
                Err(_) => Ok(()),
            }
        });
        if let Err(error) = written {
            (self.voice)(&Event::Problem(&error.to_string()));
        }
    }
}

/// Tells what is wrong whenever that is asked for, once for many changes in a row, and when nothing
/// was changed for a moment: a large plan takes longer to judge than to show, and who types on wants
/// to see it first.
fn judge_when(asked: &Receiver<()>, preview: &Weak<Preview>) {
    while asked.recv().is_ok() {
        while asked.recv_timeout(MOMENT).is_ok() {}
        if let Some(preview) = preview.upgrade() {
            preview.tell_found();
        }
    }
}

/// Reads the site's folder.
fn read(options: &Options) -> Result<Inputs, String> {
    let mut settings = load::settings(&options.request);
    if let Some(url) = &options.base_url {
        settings.config.set_base_url(url)?;
    }
    let inputs = load::inputs_and_checkout(settings, &options.request)?;
    let indexing = options.indexing.clone();
    Ok(Inputs { indexing, ..load::dated(inputs) })
}

/// Whatever happened to others, the value is whole: each holder changes it in one step.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
