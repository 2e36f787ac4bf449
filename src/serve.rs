//! Previews a site: holds it in memory, renders the page that is asked for, and tells the browser
//! what changed as soon as a file is saved.
//!
//! A thread watches the site's folder and makes the next site from the last; requests take
//! whichever is there when they come. Nothing of a request ever reaches the disk: a path is looked
//! up among the pages and files of the site, and what is not among them does not exist.

#![expect(clippy::disallowed_methods, reason = "this is the rim: the disk, the network, the clock")]

mod answer;
mod guard;
mod listen;
mod news;
mod preview;
mod shown;
mod watch;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use camino::Utf8PathBuf;

use crate::diag::Diagnostic;
use crate::load::Request;
use crate::site::Indexing;
use crate::source::Sources;
use preview::Preview;
pub use watch::Watching;

/// What is previewed, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site.
    pub request: Request,
    /// The address the site will have, in the place of the configured one.
    pub base_url: Option<String>,
    /// The folder to write the site to, after each change too; none is written otherwise.
    pub output: Option<Utf8PathBuf>,
    /// The address to listen at.
    pub bind: IpAddr,
    /// The port; when it is taken, the next one that is free.
    pub port: u16,
    /// Whether a browser is opened.
    pub open: bool,
    /// How often to look for changes, where the system cannot tell of them.
    pub poll: Option<Duration>,
    /// Whether the site can be searched.
    pub indexing: Indexing,
}

/// What is told while the preview runs.
#[derive(Debug)]
pub enum Event<'a> {
    /// It can be read now.
    Serving {
        /// Its address.
        url: &'a str,
        /// The port that was taken, when it is not the one that was asked for.
        busy: Option<u16>,
        /// How changes are noticed.
        watching: &'a Watching,
    },
    /// Something was read again.
    Changed {
        /// What, by paths from the site's folder.
        paths: &'a [String],
        /// How long it took.
        took: Duration,
    },
    /// What is wrong with the site is no longer what it was.
    Found(&'a [Findings<'a>]),
    /// There is no site to be read at the moment, or it could not be written.
    Problem(&'a str),
}

/// What is wrong with some texts. A page that fails may be one of a site that was read earlier than
/// what else is told.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// All of it.
    pub diagnostics: &'a [Diagnostic],
    /// The texts it is in.
    pub sources: &'a Sources,
}

/// Somebody who is told.
pub type Voice = Arc<dyn Fn(&Event<'_>) + Send + Sync>;

/// A preview that runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    url: String,
    runtime: Option<tokio::runtime::Runtime>,
    /// Watching ends with it.
    _watch: watch::Watch,
}

impl Server {
    /// Reads the site, listens and watches.
    ///
    /// # Errors
    ///
    /// Why it cannot be previewed: there is no site, or no port.
    pub fn start(options: &Options, voice: &Voice) -> Result<Self, String> {
        let preview = Preview::new(options, Arc::clone(voice))?;
        let watch = watch::Watch::start(&preview, options.poll)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            // They fill pages, which takes all of a core.
            .max_blocking_threads(std::thread::available_parallelism().map_or(2, usize::from))
            .enable_all()
            .build()
            .map_err(|error| format!("the preview could not start: {error}"))?;
        let listener = runtime.block_on(listen::bind(options.bind, options.port))?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        runtime.spawn(listen::serve(listener, Arc::clone(&preview), address));
        let url = preview.url(address);
        let busy = (options.port != 0 && options.port != address.port()).then_some(options.port);
        voice(&Event::Serving { url: &url, busy, watching: watch.how() });
        preview.judge();
        if options.open && open::that_detached(&url).is_err() {
            voice(&Event::Problem("no browser could be opened"));
        }
        Ok(Self { address, url, runtime: Some(runtime), _watch: watch })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the overview.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits until somebody ends it with Ctrl-C.
    pub fn wait(&self) {
        if let Some(runtime) = &self.runtime {
            let _ = runtime.block_on(tokio::signal::ctrl_c());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Browsers that listen for news would otherwise be waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
