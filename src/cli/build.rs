//! `quarterdeck build`.

use std::fmt::Write as _;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::Outcome;
use super::args::{Build, Common, Preview};
use super::progress::{Bar, Progress};
use super::talk::Talk;
use crate::config::Config;
use crate::diag::{self, Diagnostic, Severity};
use crate::load;
use crate::site::{Drafts, Site, Stage, Watch};
use crate::write::{self, Report};

pub(super) fn build(build: &Build, common: &Common, talk: &Talk) -> Result<Outcome, String> {
    if build.preview != (Preview { port: None, bind: None, open: false, poll: None }) {
        return Err("`--port`, `--bind`, `--open` and `--poll` are for `build --serve`".to_owned());
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
    let inputs = load::inputs(settings, &request)?;
    progress.begins(Stage::History, 0);
    let site = Site::watched(load::dated(inputs, &request), &progress);
    progress.begins(Stage::Check, 0);
    talk.diagnostics(site.diagnostics(), Severity::Warning, site.sources());
    let outcome = judge(site.diagnostics(), common);
    if outcome != Outcome::Clean {
        talk.problem(&format!("nothing was written: {}", diag::summary(site.diagnostics())));
        return Ok(outcome);
    }
    let outputs = match site.outputs(&progress) {
        Ok(outputs) => outputs,
        Err(failed) => {
            progress.clear();
            talk.diagnostics(&failed, Severity::Hint, site.sources());
            talk.problem(&format!("nothing was written: {}", diag::summary(&failed)));
            return Ok(Outcome::ContentErrors);
        }
    };
    progress.begins(Stage::Write, 0);
    let written = write::write(&folder, &outputs, &protected);
    progress.clear();
    let report = written.map_err(|error| error.to_string())?;
    if build.timings {
        talk.say(&progress.timings(&report));
    }
    talk.say(&told(&report, &folder, progress.took(), site.diagnostics()));
    // The process ends here: to free page after page first would only make the user wait.
    std::mem::forget((site, outputs));
    Ok(Outcome::Clean)
}

/// How a run ends that found `diagnostics`.
pub(super) fn judge(diagnostics: &[Diagnostic], common: &Common) -> Outcome {
    let least = if common.strict { Severity::Warning } else { Severity::Error };
    let fails = diagnostics.iter().any(|diagnostic| diagnostic.severity >= least);
    if fails { Outcome::ContentErrors } else { Outcome::Clean }
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

fn told(report: &Report, folder: &Utf8Path, took: Duration, found: &[Diagnostic]) -> String {
    let all = report.written + report.unchanged;
    let milliseconds = took.as_millis();
    let mut text = format!(
        "built {all} files in {milliseconds} ms: {} written, {} unchanged, {} deleted → {folder}\n",
        report.written, report.unchanged, report.deleted
    );
    for kept in &report.kept {
        let _ = writeln!(text, "left in place, since it was edited: {kept}");
    }
    let summary = diag::summary(found);
    if !summary.is_empty() {
        let _ = writeln!(text, "{summary}; `quarterdeck check` tells all");
    }
    text
}
