//! What browsers are told while they show a page.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use axum::response::IntoResponse;
use axum::response::sse::{self, KeepAlive, Sse};
use camino::Utf8Path;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::{Value, json};
use tokio::sync::broadcast;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

use super::Findings;
use super::preview::{Preview, lock};
use super::shown::Shown;
use crate::diag::{self, Diagnostic};
use crate::source::Sources;

/// The folder of the preview's own files, inside the site's.
pub(super) const PREVIEW: &str = ".quarterdeck/";

/// The script that keeps a page new.
pub(super) const SCRIPT: &str = include_str!("preview.js");

/// What its own parts look like.
pub(super) const STYLE: &str = include_str!("preview.css");

/// The most diagnostics that a browser is told of.
const MOST: usize = 50;

/// What a browser's address may not hold as it is.
const ODD: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// Everybody who shows a page.
pub(super) struct News {
    sender: broadcast::Sender<Arc<str>>,
    viewers: Mutex<BTreeMap<u64, String>>,
    next: AtomicU64,
}

/// Somebody who shows a page, until it is dropped.
struct Viewer {
    preview: Arc<Preview>,
    number: u64,
}

impl News {
    pub(super) fn new() -> Self {
        Self {
            sender: broadcast::channel(64).0,
            viewers: Mutex::default(),
            next: AtomicU64::default(),
        }
    }

    /// The files of the pages that somebody shows, in a site below `prefix`.
    pub(super) fn watched(&self, prefix: &str) -> Vec<String> {
        let mut files: Vec<String> = lock(&self.viewers)
            .values()
            .filter_map(|path| path.strip_prefix(prefix))
            .map(|path| match path {
                path if path.is_empty() || path.ends_with('/') => format!("{path}index.html"),
                path => path.to_owned(),
            })
            .collect();
        files.sort();
        files.dedup();
        files
    }

    /// Tells everybody that something changed.
    pub(super) fn changed(&self, root: &Utf8Path, before: &Shown, now: &Shown, paths: &[String]) {
        let mut message = message(root, now);
        let (old, new) = (before.site.files(), now.site.files());
        let assets = new.iter().filter(|(path, bytes)| old.get(*path) != Some(bytes));
        message["assets"] = assets.map(|(path, _)| path.as_str()).collect();
        message["paths"] = paths.iter().map(String::as_str).collect();
        // Nobody may be listening.
        let _ = self.sender.send(message.to_string().into());
    }
}

/// News for as long as the browser listens, beginning with what is wrong now.
pub(super) fn stream(preview: &Arc<Preview>, query: &str) -> Response<Body> {
    let page = query.split('&').find_map(|part| part.strip_prefix("page=")).unwrap_or_default();
    let page = percent_decode_str(page).decode_utf8_lossy().into_owned();
    let news = &preview.news;
    let viewer =
        Viewer { preview: Arc::clone(preview), number: news.next.fetch_add(1, Ordering::Relaxed) };
    lock(&news.viewers).insert(viewer.number, page);
    let later = BroadcastStream::new(news.sender.subscribe());
    let first: Arc<str> = message(preview.root(), &preview.shown()).to_string().into();
    let events = tokio_stream::once(first)
        // Who has missed some is told by the next what to look at.
        .chain(later.filter_map(Result::ok))
        .map(move |text| {
            let _ = &viewer;
            Ok::<_, Infallible>(sse::Event::default().data(text))
        });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response()
}

impl Drop for Viewer {
    fn drop(&mut self) {
        lock(&self.preview.news.viewers).remove(&self.number);
    }
}

/// What is shown, and what is wrong with what was read last.
fn message(root: &Utf8Path, shown: &Shown) -> Value {
    // To look for all that is wrong takes a while, and nobody asks where nothing is.
    let found = if shown.broken { shown.found() } else { Vec::new() };
    let each = |Findings { diagnostics, sources }| {
        <[Diagnostic]>::iter(diagnostics).map(move |found| (found, sources))
    };
    let mut told: Vec<_> = found.into_iter().flat_map(each).collect();
    told.sort_by_key(|(found, _)| std::cmp::Reverse(found.severity));
    let more = told.len().saturating_sub(MOST);
    let editor = &shown.latest.inputs().config.editor;
    let found: Vec<Value> = told
        .into_iter()
        .take(MOST)
        .map(|(it, sources)| {
            let text = diag::human(std::slice::from_ref(it), sources, false);
            let link = link(editor, root, it, sources);
            json!({ "severity": it.severity.word(), "text": text, "editor": link })
        })
        .collect();
    json!({
        "revision": shown.revision,
        "broken": shown.broken,
        "problem": shown.problem,
        "found": found,
        "more": more,
    })
}

/// The address that opens an editor at a diagnostic.
fn link(editor: &str, root: &Utf8Path, found: &Diagnostic, sources: &Sources) -> Option<String> {
    let source = sources.get(found.at.source);
    let place = source.place(found.at.span.start);
    let path = root.join(source.path().as_str());
    let path = utf8_percent_encode(path.as_str(), ODD).to_string().replace('\\', "/");
    (!editor.is_empty()).then(|| {
        editor
            .replace("{path}", &path)
            .replace("{line}", &place.line.to_string())
            .replace("{column}", &place.column.to_string())
    })
}
