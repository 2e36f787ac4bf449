//! `quarterdeck check`: what is wrong, for people and for programs, and what can be mended.

use std::collections::BTreeSet;

use super::Outcome;
use super::args::{Check, CheckFormat, Common};
use super::build::judge;
use super::talk::{Talk, result};
use super::way;
use crate::diag::{self, Diagnostic, Fixed, Report, rules};
use crate::load;
use crate::mend;
use crate::site::{Drafts, Site, Unwatched};
use crate::source::{SourcePath, Sources};

/// How often documents are mended at most. Once is enough, but in large documents with many
/// places that only seem to be mendable.
const ROUNDS: usize = 32;

pub(super) fn check(check: &Check, common: &Common, talk: &Talk) -> Result<Outcome, String> {
    let (run, left) = match run(check, common) {
        Ok(done) => done,
        Err(failure) => {
            fail(check, common, &failure);
            return Err(failure);
        }
    };
    let Run { site, found, fixed } = run;
    let count = site.plan().documents.len();
    let failure = Some(left.join("; ")).filter(|failure| !failure.is_empty());
    let report = Report {
        diagnostics: &found,
        sources: site.sources(),
        prefix: "",
        documents: count,
        fixed,
        failure: failure.as_deref(),
    };
    match check.format {
        _ if check.diff => result(&diag::diff(&found, site.sources())),
        CheckFormat::Human => talk.human(&found, site.sources()),
        format => print(format, common, &report),
    }
    if check.fix {
        let (problems, files) = (of(fixed.problems, "problem"), of(fixed.files, "file"));
        talk.say(&format!("fixed {problems} in {files}\n"));
    }
    talk.say(&told(&found, count));
    for failure in &left {
        talk.problem(failure);
    }
    Ok(if left.is_empty() { judge(&found, common) } else { Outcome::Failed })
}

/// A site and what is wrong with it.
struct Run {
    site: Site,
    found: Vec<Diagnostic>,
    fixed: Fixed,
}

/// Checks the site, after mending it if that is asked for; tells what could not be mended, too.
fn run(check: &Check, common: &Common) -> Result<(Run, Vec<String>), String> {
    let mut run = read(check, common)?;
    let (mut left, mut problems, mut files) = (Vec::new(), 0, BTreeSet::new());
    for _ in 0..ROUNDS {
        let mended = diag::mend(&run.found, run.site.sources());
        if !check.fix || mended.is_empty() || !left.is_empty() {
            break;
        }
        for mended in mended {
            let source = run.site.sources().get(mended.source);
            let path = common.root.join(source.path().as_str());
            let path = path.strip_prefix(".").unwrap_or(&path);
            match mend::replace(path, source.text(), &mended.text) {
                Ok(()) => {
                    problems += mended.problems;
                    files.insert(source.path().clone());
                }
                Err(error) => left.push(error.to_string()),
            }
        }
        run = read(check, common)?;
    }
    run.fixed = Fixed { problems, files: files.len() };
    Ok((run, left))
}

fn read(check: &Check, common: &Common) -> Result<Run, String> {
    let request = common.site(Drafts::of(check.drafts));
    let inputs = load::inputs(load::settings(&request), &request)?;
    let broken: BTreeSet<SourcePath> = inputs
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.rule == &rules::SOURCE_NOT_UTF8)
        .map(|diagnostic| inputs.sources.get(diagnostic.at.source).path().clone())
        .collect();
    let site = Site::new(inputs);
    let mut found = site.diagnostics().to_vec();
    // Templates show their faults only when they are filled.
    if !site.has_errors() {
        found.extend(site.template_faults(&Unwatched));
        diag::sort(&mut found, site.sources());
    }
    // What was read of a text that is not UTF-8 is not what stands in the file.
    for diagnostic in &mut found {
        if broken.contains(site.sources().get(diagnostic.at.source).path()) {
            diagnostic.fix = None;
        }
    }
    Ok(Run { site, found, fixed: Fixed::default() })
}

/// Tells programs why there is nothing to tell, and what is wrong with the configuration.
fn fail(check: &Check, common: &Common, failure: &str) {
    if matches!(check.format, CheckFormat::Human | CheckFormat::Short) {
        return;
    }
    let (sources, found): (Sources, Vec<Diagnostic>) =
        load::settings(&common.site(Drafts::of(check.drafts))).judged();
    let report = Report {
        diagnostics: &found,
        sources: &sources,
        prefix: "",
        documents: 0,
        fixed: Fixed::default(),
        failure: Some(failure),
    };
    print(check.format, common, &report);
}

fn print(format: CheckFormat, common: &Common, report: &Report<'_>) {
    let prefix = match format {
        CheckFormat::Human | CheckFormat::Short => String::new(),
        CheckFormat::Json => way::from_here(&common.root),
        CheckFormat::Github | CheckFormat::Sarif => way::from_repository(&common.root),
    };
    let report = Report { prefix: &prefix, ..*report };
    result(&match format {
        CheckFormat::Human => diag::human(report.diagnostics, report.sources, false),
        CheckFormat::Short => diag::short(report.diagnostics, report.sources),
        CheckFormat::Json => diag::json(&report),
        CheckFormat::Github => diag::github(&report),
        CheckFormat::Sarif => diag::sarif(&report),
    });
}

fn told(found: &[Diagnostic], documents: usize) -> String {
    let documents = of(documents, "document");
    let fixable = found.iter().filter(|diagnostic| diagnostic.fix.is_some()).count();
    match (diag::summary(found).as_str(), fixable) {
        ("", _) => format!("checked {documents}: nothing to mend\n"),
        (summary, 0) => format!("checked {documents}: {summary}\n"),
        (summary, count) => format!("checked {documents}: {summary}; `--fix` mends {count}\n"),
    }
}

fn of(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
