//! How long each stage of a build takes by itself, for the sample and for a generated plan of a
//! thousand documents.
//!
//! `cargo bench --bench stages` measures all; a word after `--` chooses those whose names hold it,
//! as in `cargo bench --bench stages -- render/sample`. `--save-baseline NAME` keeps the figures,
//! and `--baseline NAME` compares with those that were kept.

#![expect(clippy::disallowed_methods, reason = "a benchmark knows the clock and the disk")]

#[expect(dead_code, reason = "the large plan is for whole builds")]
#[path = "support/plans.rs"]
mod plans;

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use criterion::{BatchSize, Bencher, Criterion, SamplingMode};
use quarterdeck::check::{self, Subject};
use quarterdeck::diag::{Diagnostic, Severity};
use quarterdeck::load::{self, Request};
use quarterdeck::model::{self, Context, Plan};
use quarterdeck::output::{Outputs, Take as _};
use quarterdeck::parse::{self, Document};
use quarterdeck::publish;
use quarterdeck::render::Theme;
use quarterdeck::site::{Drafts, Inputs, Site, Unwatched};
use quarterdeck::view::{Edition, Files, View};
use quarterdeck::words::Words;
use quarterdeck::write::{Delivery, Made};
use rayon::prelude::*;
use tempfile::TempDir;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many pages' data is in memory at a time.
const PAGES: usize = 500;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let folder = TempDir::new().expect("a folder");
    let medium = path(&folder).join("medium");
    plans::write(medium.as_std_path(), plans::Size::MEDIUM);
    measure(&mut criterion, "sample", env!("CARGO_MANIFEST_DIR").into());
    measure(&mut criterion, "medium", medium);
    criterion.final_summary();
}

fn path(folder: &TempDir) -> &Utf8Path {
    Utf8Path::from_path(folder.path()).expect("UTF-8")
}

/// Measures every stage of one site, each with what those before it made.
fn measure(criterion: &mut Criterion, name: &str, root: Utf8PathBuf) {
    let mut stage = |stage: &str, run: &mut dyn FnMut(&mut Bencher<'_>)| {
        // A large plan takes a second a stage: few runs, each by itself.
        let mut group = criterion.benchmark_group(stage);
        group.sample_size(10).sampling_mode(SamplingMode::Flat);
        group.warm_up_time(Duration::from_secs(1)).bench_function(name, run);
    };
    // What a stage needs is made when the stage is asked for.
    let site = LazyCell::new(|| {
        let request = Request { root, today: None, drafts: Drafts::Left };
        Site::new(load::inputs(load::settings(&request), &request).expect("a plan"))
    });
    let plan = LazyCell::new(|| Arc::new(resolve(parse(site.inputs()), site.inputs())));
    let outputs = LazyCell::new(|| site.outputs(&Unwatched).expect("pages"));
    stage("parse", &mut |bencher| bencher.iter(|| parse(site.inputs())));
    stage("model", &mut |bencher| {
        let read = || parse(site.inputs());
        let resolve = |documents| resolve(documents, site.inputs());
        bencher.iter_batched(read, resolve, BatchSize::PerIteration);
    });
    stage("check", &mut |bencher| bencher.iter(|| judge(&plan, site.inputs())));
    stage("view", &mut |bencher| bencher.iter(|| show(&plan, &site)));
    stage("render", &mut |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| fill(&site)).sum());
    });
    stage("publish", &mut |bencher| bencher.iter(|| publish::files(site.view())));
    stage("write", &mut |bencher| {
        let folder = || TempDir::new().expect("a folder");
        bencher.iter_batched(folder, |folder| write(&outputs, folder), BatchSize::PerIteration);
    });
}

fn parse(inputs: &Inputs) -> Vec<Arc<Document>> {
    let read = |(id, path): &_| {
        let source = inputs.sources.get(*id);
        Arc::new(parse::document(source, path, &inputs.config))
    };
    inputs.documents.par_iter().map(read).collect()
}

fn resolve(documents: Vec<Arc<Document>>, inputs: &Inputs) -> Plan {
    let files: BTreeSet<String> = inputs.content_files.keys().cloned().collect();
    model::resolve(documents, &Context { config: &inputs.config, files: &files })
}

fn judge(plan: &Plan, inputs: &Inputs) -> Vec<Diagnostic> {
    let Inputs { sources, config, today, .. } = inputs;
    check::judge(&Subject { plan, sources, config, today: *today }, Severity::Hint)
}

/// Lays out the pages and makes the data of each.
fn show(plan: &Arc<Plan>, site: &Site) {
    let inputs = site.inputs();
    let view = View::new(
        Arc::clone(plan),
        Arc::clone(&inputs.config),
        Arc::new(inputs.sources.clone()),
        Edition {
            words: Words::english(),
            today: inputs.today,
            history: Arc::clone(&inputs.history),
        },
        Files { named: Arc::new(site.files().keys().cloned().collect()), may_be: publish::may_be },
    );
    view.routes().par_iter().for_each(|route| drop(black_box(view.page(*route))));
}

/// Fills the templates of all pages, whose data is there; the time that this took.
fn fill(site: &Site) -> Duration {
    let (view, theme) = (site.view(), Theme::new(&[], &Words::english()).expect("a theme"));
    let batch = |routes: &[_]| {
        let pages: Vec<_> = routes.par_iter().map(|route| (*route, view.page(*route))).collect();
        let began = Instant::now();
        pages.into_par_iter().for_each(|(route, page)| {
            let html = theme.render(page, view.file(route), &view.top(route));
            black_box(html.expect("a page"));
        });
        began.elapsed()
    };
    view.routes().chunks(PAGES).map(batch).sum()
}

/// Writes a site to a new folder, which is given back to be deleted when the time is taken.
fn write(outputs: &Outputs, folder: TempDir) -> TempDir {
    let delivery = Delivery::begin(&path(&folder).join("public"), &[], "stages");
    let delivery = delivery.expect("a folder");
    outputs.par_iter().for_each(|(path, bytes)| delivery.take(path.clone(), bytes, None));
    let made = Made { key: String::new(), told: Vec::new() };
    delivery.finish(&made).expect("written");
    folder
}
