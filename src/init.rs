//! Lays out a new site, or what a folder lacks to be one, and overwrites nothing.
//!
//! A new site is small and complete: settings, goals for the present quarter, a roadmap, two
//! pages, and the workflows that publish it and judge each pull request.

#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

mod survey;

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::{error, fmt};

use camino::{Utf8Path, Utf8PathBuf};

use crate::calendar::{Date, Fiscal, Part, PeriodName, Reckoning};
use crate::discover::CONFIG;

pub use survey::{Folder, survey};

/// The version of the program, which the workflows install.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a new site is called until somebody names it.
const TITLE: &str = "Our plan";

/// The files that every site has.
const FRAME: [(&str, &str); 2] = [
    (CONFIG, include_str!("init/files/quarterdeck.toml")),
    (".gitignore", include_str!("init/files/gitignore")),
];

/// The documents of a new site, below its content folder.
const DOCUMENTS: [(&str, &str); 4] = [
    ("index.md", include_str!("init/files/index.md")),
    ("about.md", include_str!("init/files/about.md")),
    ("okrs/@file@.md", include_str!("init/files/okrs.md")),
    ("roadmap.md", include_str!("init/files/roadmap.md")),
];

/// The workflows, below the top of the repository.
const WORKFLOWS: [(&str, &str); 2] = [
    (".github/workflows/pages.yml", include_str!("init/files/pages.yml")),
    (".github/workflows/check.yml", include_str!("init/files/check.yml")),
];

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The files that were written, in order.
    pub made: Vec<Utf8PathBuf>,
    /// The files that were there already and are as they were.
    pub kept: Vec<Utf8PathBuf>,
}

/// Why nothing, or not everything, was made.
#[derive(Debug)]
pub enum InitError {
    /// A new site was asked for where something else is.
    NotEmpty(Utf8PathBuf),
    /// A site was asked for where a file is.
    NotAFolder(Utf8PathBuf),
    /// The disk refused.
    Io {
        /// The file or folder.
        path: Utf8PathBuf,
        /// What the disk said.
        error: io::Error,
    },
}

/// Makes a new site in `root`, which is empty but for hidden files, or is not there yet.
///
/// # Errors
///
/// When it is a file, there is something in it, or the disk refuses.
pub fn new(root: &Utf8Path, today: Date) -> Result<Report, InitError> {
    if root.is_file() {
        return Err(InitError::NotAFolder(root.to_owned()));
    }
    fs::create_dir_all(root).map_err(|error| InitError::io(root, error))?;
    let entries = root.read_dir_utf8().map_err(|error| InitError::io(root, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| InitError::io(root, error))?;
        if !entry.file_name().starts_with('.') {
            return Err(InitError::NotEmpty(root.to_owned()));
        }
    }
    lay_out(root, today, "content", &DOCUMENTS)
}

/// Adds to `root` what it lacks to be a site of the documents in `content`, which is relative to
/// it; sample documents only where there are none.
///
/// # Errors
///
/// When the disk refuses.
pub fn here(root: &Utf8Path, today: Date, content: Option<&str>) -> Result<Report, InitError> {
    match content {
        Some(content) => lay_out(root, today, content, &[]),
        None => lay_out(root, today, "content", &DOCUMENTS),
    }
}

fn lay_out(
    root: &Utf8Path,
    today: Date,
    content: &str,
    documents: &[(&str, &str)],
) -> Result<Report, InitError> {
    let top = repository(root);
    let words = words(root, &top, content, today);
    let filled = |text: &str| {
        words.iter().fold(text.to_owned(), |text, (mark, word)| text.replace(mark, word))
    };
    let mut report = Report::default();
    let mut make = |path: Utf8PathBuf, text: &str| write(path, &filled(text), &mut report);
    for (name, text) in FRAME {
        make(root.join(name), text)?;
    }
    for (name, text) in documents {
        make(root.join(content).join(filled(name)), text)?;
    }
    for (name, text) in WORKFLOWS {
        make(top.join(name), text)?;
    }
    Ok(report)
}

/// What stands for the marks in the files.
fn words(
    root: &Utf8Path,
    top: &Utf8Path,
    content: &str,
    today: Date,
) -> [(&'static str, String); 7] {
    let part = Part::Quarter(u8::try_from(today.month().div_ceil(3)).unwrap_or(1));
    let period = PeriodName::new(Reckoning::Plain, today.year(), part);
    let (label, id) = period.map_or_else(Default::default, |it| (it.label(), it.id()));
    let due = period.map_or(today, |it| it.dates(&Fiscal::default()).ends());
    let below = absolute(root)
        .strip_prefix(absolute(top))
        .map_or_else(|_| String::new(), |path| path.as_str().replace('\\', "/"));
    [
        ("@title@", TITLE.to_owned()),
        ("@content@", content.replace('\\', "/")),
        ("@period@", label),
        ("@file@", id),
        ("@due@", due.to_string()),
        ("@root@", if below.is_empty() { ".".to_owned() } else { below }),
        ("@version@", VERSION.to_owned()),
    ]
}

/// The top of the repository that holds `root`: the nearest folder above with `.git` in it, or
/// `root` itself. Workflows are run from nowhere else.
fn repository(root: &Utf8Path) -> Utf8PathBuf {
    let full = absolute(root);
    let top = full.ancestors().find(|folder| folder.join(".git").exists());
    match top {
        Some(top) if top != full => top.to_owned(),
        _ => root.to_owned(),
    }
}

fn absolute(path: &Utf8Path) -> Utf8PathBuf {
    path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned())
}

/// Writes a file, unless there is one.
fn write(path: Utf8PathBuf, text: &str, report: &mut Report) -> Result<(), InitError> {
    let failed = |error| InitError::io(&path, error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(&path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).map_err(failed)?;
            report.made.push(path);
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => report.kept.push(path),
        Err(error) => return Err(failed(error)),
    }
    Ok(())
}

impl InitError {
    fn io(path: &Utf8Path, error: io::Error) -> Self {
        Self::Io { path: path.to_owned(), error }
    }
}

impl fmt::Display for InitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEmpty(path) => write!(
                f,
                "the folder `{path}` is not empty; `quarterdeck init --here` adds what it lacks and \
                 overwrites nothing"
            ),
            Self::NotAFolder(path) => write!(
                f,
                "`{path}` is a file, not a folder; name a folder that is empty or not there yet"
            ),
            Self::Io { path, error } => write!(f, "`{path}` cannot be written: {error}"),
        }
    }
}

impl error::Error for InitError {}
