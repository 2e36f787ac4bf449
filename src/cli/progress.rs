//! How far the work is: a bar where it takes long, and how long each stage took.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::site::{Stage, Watch};
use crate::write::Report;

/// Work that is over sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether a bar may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bar {
    /// On a terminal, when it takes long.
    Shown,
    /// Never.
    Hidden,
}

/// Somebody with a clock.
pub(super) struct Progress {
    start: Instant,
    stages: Mutex<Vec<Lap>>,
    /// What is drawn, once it has become visible.
    bar: ProgressBar,
    allowed: Bar,
}

/// A stage that has begun.
struct Lap {
    stage: Stage,
    begun: Instant,
    parts: usize,
}

impl Progress {
    pub(super) fn new(allowed: Bar) -> Self {
        let allowed = if std::io::stderr().is_terminal() { allowed } else { Bar::Hidden };
        let bar = ProgressBar::hidden();
        let style = ProgressStyle::with_template("{msg:>8} {bar:40} {pos} of {len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { start: Instant::now(), stages: Mutex::default(), bar, allowed }
    }

    /// How long it has taken so far.
    pub(super) fn took(&self) -> Duration {
        self.start.elapsed()
    }

    /// Takes the bar away, so that something else can be said.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// How long each stage took, the last one until now, and what came of it.
    pub(super) fn timings(&self, report: &Report) -> String {
        let now = Instant::now();
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = stages.iter().skip(1).map(|lap| lap.begun).chain([now]);
        let mut text = String::new();
        for (lap, end) in stages.iter().zip(ends) {
            let parts = parts(lap, report);
            let parts = if parts.is_empty() { parts } else { format!("  {parts}") };
            let took = milliseconds(end.duration_since(lap.begun));
            let _ = writeln!(text, "{:>8} {took:>9.1} ms{parts}", lap.stage.word());
        }
        let all = milliseconds(now.duration_since(self.start));
        let _ = writeln!(text, "{:>8} {all:>9.1} ms", "all");
        text
    }
}

/// What a stage went through.
fn parts(lap: &Lap, report: &Report) -> String {
    match lap.stage {
        Stage::Parse => format!("{} documents", lap.parts),
        Stage::Render => format!("{} pages", lap.parts),
        Stage::Draw => format!("{} cards", lap.parts),
        Stage::Write => format!(
            "{} files written, {} kept, {} deleted",
            report.written, report.unchanged, report.deleted
        ),
        _ => String::new(),
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

impl Watch for Progress {
    fn begins(&self, stage: Stage, parts: usize) {
        let lap = Lap { stage, begun: Instant::now(), parts };
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).push(lap);
        self.clear();
        self.bar.set_draw_target(ProgressDrawTarget::hidden());
        self.bar.reset();
        self.bar.set_length(parts as u64);
        self.bar.set_message(stage.word());
    }

    fn done(&self) {
        self.bar.inc(1);
        if self.allowed == Bar::Shown && self.bar.is_hidden() && self.took() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}
