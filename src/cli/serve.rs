//! `quarterdeck serve`, and `quarterdeck build --serve`.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use super::Outcome;
use super::args::{Build, Common, Preview, Serve};
use super::talk::Talk;
use crate::diag::{self, Severity};
use crate::serve::{Event, Findings, Options, Server, Voice, Watching};
use crate::site::{Drafts, Indexing};

/// The port of a preview, unless another is named.
const PORT: u16 = 4000;

pub(super) fn serve(serve: &Serve, common: &Common, talk: &Arc<Talk>) -> Result<Outcome, String> {
    let options = options(&serve.preview, common, Drafts::of(serve.drafts), serve.base_url.clone());
    run(&Options { output: serve.output.clone(), ..options }, talk)
}

pub(super) fn build(build: &Build, common: &Common, talk: &Arc<Talk>) -> Result<Outcome, String> {
    let options = options(&build.preview, common, Drafts::of(build.drafts), build.base_url.clone());
    run(&Options { output: build.output.clone(), ..options }, talk)
}

fn options(
    preview: &Preview,
    common: &Common,
    drafts: Drafts,
    base_url: Option<String>,
) -> Options {
    Options {
        request: common.site(drafts),
        base_url,
        output: None,
        bind: preview.bind.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        port: preview.port.unwrap_or(PORT),
        open: preview.open,
        poll: preview.poll.map(Duration::from_millis),
        indexing: if preview.search { Indexing::Made(Arc::default()) } else { Indexing::Left },
    }
}

fn run(options: &Options, talk: &Arc<Talk>) -> Result<Outcome, String> {
    let teller = Arc::clone(talk);
    let voice: Voice = Arc::new(move |event| tell(event, &teller));
    let server = Server::start(options, &voice)?;
    server.wait();
    // The process ends here: to free the site first would only make the user wait.
    std::mem::forget(server);
    Ok(Outcome::Clean)
}

fn tell(event: &Event<'_>, talk: &Talk) {
    match event {
        Event::Serving { url, busy, watching } => {
            if let Some(port) = busy {
                talk.say(&format!("port {port} is taken; this is the next free one\n"));
            }
            talk.say(&format!("preview at {url}\n{}; Ctrl-C ends it\n", watch(watching)));
        }
        Event::Changed { paths, took } => {
            let what = if paths.is_empty() { "the folder".to_owned() } else { paths.join(", ") };
            let took = took.as_secs_f64() * 1000.0;
            talk.say(&format!("{what} changed: read in {took:.1} ms\n"));
        }
        Event::Found(found) => {
            for Findings { diagnostics, sources } in *found {
                talk.diagnostics(diagnostics, Severity::Warning, sources);
            }
            let all: Vec<_> = found.iter().flat_map(|it| it.diagnostics).cloned().collect();
            let summary = diag::summary(&all);
            if summary.is_empty() {
                talk.say("nothing is wrong any more\n");
            } else {
                talk.say(&format!("{summary}; `quarterdeck check` tells all\n"));
            }
        }
        Event::Problem(problem) => talk.problem(problem),
    }
}

fn watch(watching: &Watching) -> String {
    match watching {
        Watching::System => "the system tells of changes".to_owned(),
        Watching::Polling { every, because } => {
            let why = because.as_ref().map_or_else(String::new, |why| format!(" ({why})"));
            format!("looking for changes every {} ms{why}", every.as_millis())
        }
    }
}
