//! Words in, exit code out.

#![expect(clippy::disallowed_methods, reason = "this is the rim: environment and terminal")]

mod args;
mod build;
mod check;
mod export;
mod init;
mod outline;
mod progress;
mod serve;
mod talk;
mod way;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser};

use args::{Arguments, Command};
use talk::Talk;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything is in order.
    Clean = 0,
    /// The content has errors, or warnings with `--strict`.
    ContentErrors = 1,
    /// The command could not run.
    Failed = 2,
}

/// Does work on one of the threads that it is shared out among: from any other, each part of it that
/// is shared out costs two changes of threads.
fn amid<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    rayon::scope(|_| work())
}

/// Runs the program with `words`, the program's own name first.
#[must_use]
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(words) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no failures; clap knows where each belongs.
            let code = if error.use_stderr() { Outcome::Failed } else { Outcome::Clean };
            let _ = error.print();
            return code.into();
        }
    };
    let talk = &Arc::new(Talk::new(&arguments.common));
    let outcome = match &arguments.command {
        Command::Init(init) => init::init(init, &arguments.common, talk),
        Command::Build(build) if build.serve => serve::build(build, &arguments.common, talk),
        Command::Build(build) => amid(|| build::build(build, &arguments.common, talk)),
        Command::Serve(serve) => serve::serve(serve, &arguments.common, talk),
        Command::Check(check) => amid(|| check::check(check, &arguments.common, talk)),
        Command::Outline(outline) => outline::outline(outline, &arguments.common, talk),
        Command::Export(export) => amid(|| export::export(export, &arguments.common, talk)),
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "quarterdeck", &mut out);
            talk::result(&String::from_utf8_lossy(&out));
            Ok(Outcome::Clean)
        }
    };
    let outcome = outcome.unwrap_or_else(|problem| {
        talk.problem(&problem);
        Outcome::Failed
    });
    outcome.into()
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}
