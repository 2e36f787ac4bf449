//! Notices what changes in a site's folder.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use camino::Utf8Path;
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Config, EventKind, PollWatcher, RecursiveMode, Watcher};

use super::preview::{Changes, Effect, Preview};
use crate::discover::CONFIG;
use crate::source::SourcePath;

/// How long nothing must happen before a file is read that may still be written to.
const QUIET: Duration = Duration::from_millis(20);

/// How long a document may be missing or empty before that is believed. Programs that save a file
/// empty it first, move it aside or delete it, and on a busy machine the new text follows late.
const PATIENCE: Duration = Duration::from_millis(200);

/// How often to look where the system cannot tell, unless something else is asked for.
const OFTEN: Duration = Duration::from_millis(300);

/// How changes are noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system tells of them.
    System,
    /// All files are looked at, again and again.
    Polling {
        /// How often.
        every: Duration,
        /// Why the system was not asked, unless the user wished so.
        because: Option<String>,
    },
}

enum Signal {
    Event(notify::Result<notify::Event>),
    End,
}

/// The thread that watches; it ends when this is dropped.
pub(super) struct Watch {
    how: Watching,
    signals: Sender<Signal>,
}

impl Watch {
    /// Begins to watch.
    pub(super) fn start(preview: &Arc<Preview>, poll: Option<Duration>) -> Result<Self, String> {
        let (signals, heard) = channel();
        let (mut watcher, how) = watcher(&signals, poll)?;
        let mut folders = BTreeSet::new();
        let how = match follow(&mut *watcher, preview, &mut folders) {
            Ok(()) => how,
            Err(error) if poll.is_none() => {
                // Too many folders for the system, or a file system that tells nothing.
                watcher = poller(&signals, OFTEN)?;
                folders.clear();
                let _ = follow(&mut *watcher, preview, &mut folders);
                Watching::Polling { every: OFTEN, because: Some(error.to_string()) }
            }
            Err(error) => return Err(format!("the folder cannot be watched: {error}")),
        };
        let preview = Arc::clone(preview);
        thread::spawn(move || run(&preview, &mut *watcher, folders, &heard));
        Ok(Self { how, signals })
    }

    /// How changes are noticed.
    pub(super) fn how(&self) -> &Watching {
        &self.how
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The thread may have ended by itself.
        let _ = self.signals.send(Signal::End);
    }
}

fn watcher(
    signals: &Sender<Signal>,
    poll: Option<Duration>,
) -> Result<(Box<dyn Watcher + Send>, Watching), String> {
    if let Some(every) = poll {
        return Ok((poller(signals, every)?, Watching::Polling { every, because: None }));
    }
    let tell = signals.clone();
    // Nobody hears what comes after the end.
    let made = notify::recommended_watcher(move |event| drop(tell.send(Signal::Event(event))));
    match made {
        Ok(watcher) => Ok((Box::new(watcher), Watching::System)),
        Err(error) => {
            let because = Some(error.to_string());
            Ok((poller(signals, OFTEN)?, Watching::Polling { every: OFTEN, because }))
        }
    }
}

fn poller(signals: &Sender<Signal>, every: Duration) -> Result<Box<dyn Watcher + Send>, String> {
    let tell = signals.clone();
    // The time of a file is told in seconds: two changes in one would look like one.
    let config = Config::default().with_poll_interval(every).with_compare_contents(true);
    PollWatcher::new(move |event| drop(tell.send(Signal::Event(event))), config)
        .map(|watcher| Box::new(watcher) as Box<dyn Watcher + Send>)
        .map_err(|error| format!("the folder cannot be watched: {error}"))
}

/// Watches the site's folder and the folders it is read from. A folder that was made anew has to
/// be watched anew, so that all are.
fn follow(
    watcher: &mut dyn Watcher,
    preview: &Preview,
    followed: &mut BTreeSet<String>,
) -> notify::Result<()> {
    let root = preview.root();
    watcher.watch(root.as_std_path(), RecursiveMode::NonRecursive)?;
    let wanted: BTreeSet<String> =
        preview.folders().into_iter().filter(|folder| root.join(folder).is_dir()).collect();
    for gone in followed.difference(&wanted) {
        // It may be gone from the disk, too.
        let _ = watcher.unwatch(root.join(gone).as_std_path());
    }
    for folder in &wanted {
        watcher.watch(root.join(folder).as_std_path(), RecursiveMode::Recursive)?;
    }
    *followed = wanted;
    Ok(())
}

/// Takes in changes until the end.
fn run(
    preview: &Preview,
    watcher: &mut dyn Watcher,
    mut folders: BTreeSet<String>,
    heard: &Receiver<Signal>,
) {
    // Something may have changed while nobody watched yet.
    let mut next = Some(Changes { paths: Vec::new(), more: true });
    while let Some(changes) = next.take().or_else(|| gather(preview, heard)) {
        if preview.update(&changes) == Effect::Folder {
            let before = folders.clone();
            // What cannot be watched now is tried again at the next change.
            let _ = follow(watcher, preview, &mut folders);
            if folders != before {
                preview.update(&Changes { paths: Vec::new(), more: true });
            }
        }
    }
}

/// What was heard of since the last changes were taken in.
#[derive(Default)]
struct Heard {
    changes: Changes,
    /// Whether a document was finished.
    is_finished: bool,
    /// Where something stood that has another name now.
    moved: Vec<SourcePath>,
    /// When the last of it was heard. What is none of the site's concern puts nothing off.
    last: Option<Instant>,
}

/// The next changes: at once when a file is finished, otherwise when it has been quiet for a
/// moment, and later when a document seems to be lost. `None` at the end.
fn gather(preview: &Preview, signals: &Receiver<Signal>) -> Option<Changes> {
    let mut heard = Heard::default();
    // When to take in what was heard, if nothing more is.
    let mut due = Instant::now();
    loop {
        let signal = match heard.last {
            None => Some(signals.recv().ok()?),
            Some(_) => signals.recv_timeout(due.saturating_duration_since(Instant::now())).ok(),
        };
        let before = heard.last;
        match signal {
            Some(Signal::End) => return None,
            Some(Signal::Event(Ok(event))) => heard.add(preview, &event),
            // The system has lost some.
            Some(Signal::Event(Err(_))) => heard.all(),
            None if heard.is_patient() && heard.misses_a_document(preview) => {
                due = Instant::now() + QUIET;
            }
            None => return Some(heard.changes),
        }
        if let Some(last) = heard.last.filter(|_| heard.last != before) {
            due = if heard.is_finished { last } else { last + QUIET };
        }
    }
}

impl Heard {
    /// Anything may have changed.
    fn all(&mut self) {
        (self.changes.more, self.last) = (true, Some(Instant::now()));
    }

    /// Whether a document may still come back.
    fn is_patient(&self) -> bool {
        self.last.is_some_and(|last| last.elapsed() < PATIENCE)
    }

    /// Adds what an event tells, if it is about the site.
    fn add(&mut self, preview: &Preview, event: &notify::Event) {
        if event.need_rescan() {
            return self.all();
        }
        let closed = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => true,
            EventKind::Access(_) => return,
            _ => false,
        };
        let folders = preview.folders();
        let is_ours = |path: &SourcePath| {
            let is_ours = folders.iter().any(|folder| concerns(path, folder));
            (is_ours || path.as_str() == CONFIG) && !is_scratch(path)
        };
        let paths: Vec<SourcePath> =
            event.paths.iter().filter_map(|path| inside(preview.root(), path)).collect();
        if let (ModifyKind::Name(RenameMode::Both), [from, to]) = (modified(event), &paths[..])
            && is_ours(to)
        {
            self.moved.push(from.clone());
        }
        for path in paths.into_iter().filter(is_ours) {
            self.last = Some(Instant::now());
            // Of other files, more may follow: editors write beside a document before they rename.
            self.is_finished |= closed && preview.shown().is_document(&path);
            if !self.changes.paths.contains(&path) {
                self.changes.paths.push(path);
            }
        }
    }

    /// Whether a document is empty or not there, and it is not known where it has gone.
    fn misses_a_document(&self, preview: &Preview) -> bool {
        let lost = |path: &&SourcePath| {
            let file = preview.root().join(path.as_str());
            file.metadata().map_or(true, |it| it.is_file() && it.len() == 0)
        };
        let mut lost = self.changes.paths.iter().filter(lost);
        lost.any(|path| !self.moved.contains(path) && preview.shown().is_document(path))
    }
}

/// What was changed of a file, as far as that is told.
fn modified(event: &notify::Event) -> ModifyKind {
    match event.kind {
        EventKind::Modify(kind) => kind,
        _ => ModifyKind::Any,
    }
}

/// The path of a file below `root`.
fn inside(root: &Utf8Path, path: &Path) -> Option<SourcePath> {
    let path = Utf8Path::from_path(path)?.strip_prefix(root).ok()?;
    Some(SourcePath::new(path.as_str()))
}

/// Whether `path` stands in `folder`, or the folder in it.
fn concerns(path: &SourcePath, folder: &str) -> bool {
    let path = path.as_str();
    if folder.is_empty() {
        return !path.split('/').any(|part| part.starts_with('.'));
    }
    let below = path.strip_prefix(folder);
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        || folder.starts_with(&format!("{path}/"))
}

/// Whether an editor made the file for itself.
fn is_scratch(path: &SourcePath) -> bool {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    let ending = path.extension();
    name == "4913"
        || name.ends_with('~')
        || name.starts_with(".#")
        || ["swp", "swx"].contains(&ending.as_str())
}
