//! `quarterdeck build`.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::Outcome;
use super::args::{Build, Common, Preview};
use super::progress::{Bar, Progress};
use super::talk::Talk;
use crate::config::Config;
use crate::diag::{self, Diagnostic, Severity};
use crate::load;
use crate::publish::search;
use crate::site::{Ahead, Drafts, Indexing, Inputs, Site, Stage, Watch};
use crate::write::{self, Delivery, Made, Report};

/// What a note about a build begins with in which nothing was printed that is to be printed again.
const NOTHING_PRINTED: &str = "nothing printed\n";

pub(super) fn build(build: &Build, common: &Common, talk: &Talk) -> Result<Outcome, String> {
    if build.preview != Preview::default() {
        let preview = "`--port`, `--bind`, `--open`, `--poll` and `--search` are for";
        return Err(format!("{preview} `build --serve`"));
    }
    let progress = Progress::new(if talk.is_quiet() { Bar::Hidden } else { Bar::Shown });
    progress.begins(Stage::Read, 0);
    let request = common.site(Drafts::of(build.drafts));
    let mut settings = load::settings(&request);
    if let Some(url) = &build.base_url {
        settings.config.set_base_url(url)?;
    }
    let folder = output(build, common, &settings.config);
    let protected = protected(common, &settings.config);
    write::check(&folder, &protected).map_err(|error| error.to_string())?;
    let look = Ahead::begin(&settings.config);
    let inputs = load::inputs_and_checkout(settings, &request)?;
    progress.begins(Stage::History, 0);
    let inputs = load::dated(inputs);
    let program = program();
    let key = inputs.key(&program);
    let made = if build.way.no_cache {
        None
    } else {
        write::made(&folder, &protected, &key).map_err(|error| error.to_string())?
    };
    if let Some((told, report)) = made.as_ref().and_then(|(told, report)| {
        // What was printed then is printed again below.
        Some((std::str::from_utf8(told).ok()?.strip_prefix(NOTHING_PRINTED)?, report))
    }) {
        progress.begins(Stage::Write, 0);
        end(build, talk, &progress, (report, &folder, told));
        return Ok(Outcome::Clean);
    }
    let indexing = if inputs.config.search { indexing(build, &folder) } else { Indexing::Left };
    let inputs = Inputs { indexing, ..inputs };
    let mut site = Site::watched(inputs, &look, &progress);
    progress.begins(Stage::Check, 0);
    talk.diagnostics(site.diagnostics(), Severity::Warning, site.sources());
    let outcome = judge(site.diagnostics(), common);
    if outcome != Outcome::Clean {
        talk.problem(&format!("nothing was written: {}", diag::summary(site.diagnostics())));
        return Ok(outcome);
    }
    let summary = diag::summary(site.diagnostics());
    let is_silent = site.diagnostics().iter().all(|found| found.severity < Severity::Warning);
    site.forget_diagnostics();
    let report = if let Some((_, report)) = made {
        progress.begins(Stage::Write, 0);
        report
    } else {
        progress.begins(Stage::Index, 0);
        site.index()?;
        let delivery = Delivery::begin(&folder, &protected, &program);
        let delivery = delivery.map_err(|error| error.to_string())?;
        let delivery = if build.way.no_cache { delivery.afresh() } else { delivery };
        let told = if is_silent { format!("{NOTHING_PRINTED}{summary}") } else { String::new() };
        match deliver(&site, delivery, &Made { key, told: told.into_bytes() }, &progress)? {
            Ok(report) => report,
            Err(failed) => {
                progress.clear();
                talk.diagnostics(&failed, Severity::Hint, site.sources());
                talk.problem(&format!("nothing was written: {}", diag::summary(&failed)));
                return Ok(Outcome::ContentErrors);
            }
        }
    };
    end(build, talk, &progress, (&report, &folder, &summary));
    // The process ends here: to free everything first would only make the user wait.
    std::mem::forget(site);
    Ok(Outcome::Clean)
}

/// Puts the files of a site into the output folder; or says what is wrong with them, and writes
/// nothing.
fn deliver(
    site: &Site,
    delivery: Delivery,
    made: &Made,
    progress: &Progress,
) -> Result<Result<Report, Vec<Diagnostic>>, String> {
    if let Err(failed) = site.each(progress, &delivery) {
        return Ok(Err(failed));
    }
    site.cards(progress, &|path| delivery.earlier(path), &delivery);
    progress.begins(Stage::Write, 0);
    delivery.finish(made).map(Ok).map_err(|error| {
        progress.clear();
        error.to_string()
    })
}

/// Tells how the build went.
fn end(
    build: &Build,
    talk: &Talk,
    progress: &Progress,
    (report, folder, summary): (&Report, &Utf8Path, &str),
) {
    progress.clear();
    if build.way.timings {
        talk.say(&progress.timings(report));
    }
    talk.say(&told(report, folder, progress.took(), summary));
}

/// A name for this program: its version, and for those who compile it themselves its file.
fn program() -> String {
    let own = std::env::current_exe().and_then(|path| path.metadata());
    let file = own.and_then(|it| Ok(format!("{} {:?}", it.len(), it.modified()?)));
    format!("{} {}", env!("CARGO_PKG_VERSION"), file.unwrap_or_default())
}

/// How a run ends that found `diagnostics`.
pub(super) fn judge(diagnostics: &[Diagnostic], common: &Common) -> Outcome {
    let least = if common.strict { Severity::Warning } else { Severity::Error };
    let fails = diagnostics.iter().any(|diagnostic| diagnostic.severity >= least);
    if fails { Outcome::ContentErrors } else { Outcome::Clean }
}

/// An index to be searched with, which is that of the last build as long as it fits.
fn indexing(build: &Build, folder: &Utf8Path) -> Indexing {
    if build.way.no_cache {
        return Indexing::Made(Arc::default());
    }
    let earlier = write::earlier(folder, search::FOLDER).into_iter();
    let named = earlier.map(|(path, bytes)| (path.as_str().to_owned(), bytes.into()));
    Indexing::Made(Arc::new(named.collect()))
}

fn output(build: &Build, common: &Common, config: &Config) -> Utf8PathBuf {
    build.output.clone().unwrap_or_else(|| common.root.join(&config.output))
}

/// The folders that hold what the site is made from.
fn protected(common: &Common, config: &Config) -> Vec<Utf8PathBuf> {
    [config.content.as_str(), "themes", "static"]
        .iter()
        .map(|name| common.root.join(name))
        .collect()
}

fn told(report: &Report, folder: &Utf8Path, took: Duration, summary: &str) -> String {
    let all = report.written + report.unchanged;
    let milliseconds = took.as_millis();
    let mut text = format!(
        "built {all} files in {milliseconds} ms: {} written, {} unchanged, {} deleted → {folder}\n",
        report.written, report.unchanged, report.deleted
    );
    for kept in &report.kept {
        let _ = writeln!(text, "left in place, since it was edited: {kept}");
    }
    if !summary.is_empty() {
        let _ = writeln!(text, "{summary}; `quarterdeck check` tells all");
    }
    text
}
