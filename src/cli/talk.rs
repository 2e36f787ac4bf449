//! Results to stdout, talk to stderr.

use std::io::Write;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};

use super::args::{Color, Common};
use crate::diag::{self, Diagnostic, Severity};
use crate::source::Sources;

/// Where words go, and how.
pub(super) struct Talk {
    quiet: bool,
    colour: bool,
    colour_out: bool,
}

impl Talk {
    pub(super) fn new(common: &Common) -> Self {
        let colour = coloured(common.color, &std::io::stderr());
        let colour_out = coloured(common.color, &std::io::stdout());
        Self { quiet: common.quiet, colour, colour_out }
    }

    /// Whether results are coloured.
    pub(super) fn colours(&self) -> bool {
        self.colour_out
    }

    /// Whether nothing is said but what is wrong.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Says how it went, unless told to be quiet.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            write(text);
        }
    }

    /// Says why the command could not run.
    pub(super) fn problem(&self, text: &str) {
        let word = if self.colour { "\u{1b}[1;31merror\u{1b}[0m" } else { "error" };
        write(&format!("{word}: {text}\n"));
    }

    /// Tells what is wrong, down to `least`, and how many there are of each severity.
    pub(super) fn diagnostics(&self, all: &[Diagnostic], least: Severity, sources: &Sources) {
        let shown: Vec<Diagnostic> =
            all.iter().filter(|diagnostic| diagnostic.severity >= least).cloned().collect();
        write(&diag::human(&shown, sources, self.colour));
    }

    /// Prints diagnostics as a result.
    pub(super) fn human(&self, all: &[Diagnostic], sources: &Sources) {
        let text = diag::human(all, sources, self.colour_out);
        result(&text);
    }
}

/// Whether what is written to `stream` is coloured.
fn coloured(when: Color, stream: &impl RawStream) -> bool {
    match when {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => AutoStream::choice(stream) != ColorChoice::Never,
    }
}

/// Prints a result. A reader that has gone away is no failure.
pub(super) fn result(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn write(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
