//! Reads a site's folder: documents, templates, and files that are published as they are.
//!
//! Whatever cannot be read is a [`Problem`] beside the rest, never the end of the run: links
//! that run in a circle, pipes, text that is not UTF-8.

mod problem;
mod read;
mod walk;

#[cfg(test)]
mod tests;

pub use problem::{Problem, ProblemKind};

use std::{error, fmt};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::source::SourcePath;
use walk::{Entry, Tree};

/// The configuration's file name, at the top of the site's folder.
pub const CONFIG: &str = "quarterdeck.toml";

/// What is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The site's folder.
    pub root: &'a Utf8Path,
    /// The folder with the documents, relative to `root`; by default `content`.
    pub content: &'a str,
    /// The name of the theme, a folder in `themes/`; it need not exist.
    pub theme: &'a str,
}

/// Everything that a site's folder holds, each list sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The Markdown documents of the content folder.
    pub documents: Vec<TextFile>,
    /// The theme's templates: every file in `themes/<name>/templates/`.
    pub templates: Vec<TextFile>,
    /// The theme's words: every `.toml` in `themes/<name>/strings/`.
    pub strings: Vec<TextFile>,
    /// Files that are published as they are, sorted by origin and path.
    pub files: Vec<BinaryFile>,
    /// Whether `themes/<name>/` exists.
    pub theme_folder: bool,
    /// What could not be read, and why.
    pub problems: Vec<Problem>,
}

/// A text and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// The name, relative to the site's folder: `content/okrs/q2.md`.
    pub path: SourcePath,
    /// The whole text, a byte order mark included; broken UTF-8 is replaced by `U+FFFD`.
    pub text: String,
}

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BinaryFile {
    /// The folder it comes from.
    pub origin: Origin,
    /// The name, relative to that folder, parted by `/`.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The folder that a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The content folder: images and other files beside the documents.
    Content,
    /// `static/`.
    Static,
    /// `themes/<name>/assets/`.
    Theme,
}

/// What reading the configuration gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The configuration's text; `None` when there is no file or it cannot be read.
    pub file: Option<TextFile>,
    /// Why it could not be read, or not wholly.
    pub problem: Option<Problem>,
}

/// Why there is nothing to read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiscoverError {
    /// The folder is missing.
    Missing(Utf8PathBuf),
    /// Something else stands where the folder should be.
    NotAFolder(Utf8PathBuf),
    /// The content folder's or the theme's name leads out of the site's folder.
    Outside(String),
}

/// Reads `quarterdeck.toml`, if there is one.
#[must_use]
pub fn config(root: &Utf8Path) -> Read {
    let file = root.join(CONFIG);
    match read::look(file.as_std_path()) {
        Ok(None) => Read::default(),
        Ok(Some(_)) => {
            let (file, problem) = read::text(file.as_std_path(), SourcePath::new(CONFIG));
            Read { file, problem }
        }
        Err(kind) => {
            let problem = Problem::new(SourcePath::new(CONFIG), kind);
            Read { file: None, problem: Some(problem) }
        }
    }
}

/// Reads one document, wherever it lies.
#[must_use]
pub fn file(path: &Utf8Path) -> Read {
    let (file, problem) = read::text(path.as_std_path(), SourcePath::new(path.as_str()));
    Read { file, problem }
}

/// Reads the Markdown documents anywhere in a folder, and nothing else; what cannot be read is left
/// out.
///
/// # Errors
///
/// When there is no such folder.
pub fn documents(root: &Utf8Path) -> Result<Vec<TextFile>, DiscoverError> {
    match read::look(root.as_std_path()) {
        Ok(Some(found)) if found.is_dir() => {}
        Ok(None) => return Err(DiscoverError::Missing(root.to_owned())),
        _ => return Err(DiscoverError::NotAFolder(root.to_owned())),
    }
    let (mut entries, _) = walk::walk(&Tree { root, folder: "", skip: walk::is_hidden });
    entries.retain(|entry| is_document(&entry.path));
    Ok(Found::default().texts(entries))
}

/// Reads everything but the configuration.
///
/// In the content folder, names that start with `.` or end in `~` and `node_modules` are left
/// out; in `static/` and the theme only what version control and editors leave behind, because
/// `.well-known/` and the like are meant to be published.
///
/// # Errors
///
/// When there is no site: the root or the content folder is missing or no folder, or a name
/// leads out of the site's folder.
pub fn discover(request: &Request<'_>) -> Result<Found, DiscoverError> {
    let root = if request.root.as_str().is_empty() { Utf8Path::new(".") } else { request.root };
    let content = inside(request.content)?;
    let theme = inside(request.theme)?;
    for folder in [root.to_owned(), root.join(content.as_str())] {
        match read::look(folder.as_std_path()) {
            Ok(Some(found)) if found.is_dir() => {}
            Ok(None) => return Err(DiscoverError::Missing(folder)),
            _ => return Err(DiscoverError::NotAFolder(folder)),
        }
    }
    let mut found = Found::default();
    let theme = format!("themes/{theme}");
    found.theme_folder = root.join(&theme).is_dir();
    let walk = |folder: &str, skip| walk::walk(&Tree { root, folder, skip });
    let content = found.take(walk(content.as_str(), walk::is_hidden));
    let (documents, pictures) = content.into_iter().partition(|entry| is_document(&entry.path));
    let templates = found.take(walk(&format!("{theme}/templates"), walk::is_hidden));
    let mut strings = found.take(walk(&format!("{theme}/strings"), walk::is_hidden));
    strings.retain(|entry| entry.path.extension() == "toml");
    let statics = found.take(walk("static", walk::is_clutter));
    let assets = found.take(walk(&format!("{theme}/assets"), walk::is_clutter));
    found.documents = found.texts(documents);
    found.templates = found.texts(templates);
    found.strings = found.texts(strings);
    for (origin, entries) in
        [(Origin::Content, pictures), (Origin::Static, statics), (Origin::Theme, assets)]
    {
        let files = found.binaries(origin, entries);
        found.files.extend(files);
    }
    found.problems.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

impl Found {
    fn take(&mut self, (entries, problems): (Vec<Entry>, Vec<Problem>)) -> Vec<Entry> {
        self.problems.extend(problems);
        entries
    }

    fn texts(&mut self, entries: Vec<Entry>) -> Vec<TextFile> {
        let read = |entry: Entry| read::text(&entry.file, entry.path);
        let read: Vec<_> = entries.into_par_iter().map(read).collect();
        let (files, problems): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        self.problems.extend(problems.into_iter().flatten());
        files.into_iter().flatten().collect()
    }

    fn binaries(&mut self, origin: Origin, entries: Vec<Entry>) -> Vec<BinaryFile> {
        let read = |entry: Entry| match read::bytes(&entry.file) {
            Ok(bytes) => Ok(BinaryFile { origin, path: entry.inner, bytes }),
            Err(kind) => Err(Problem::new(entry.path, kind)),
        };
        let read: Vec<_> = entries.into_par_iter().map(read).collect();
        let mut files = Vec::new();
        for read in read {
            match read {
                Ok(file) => files.push(file),
                Err(problem) => self.problems.push(problem),
            }
        }
        files
    }
}

/// `folder` without `.` and double separators, when it names a folder inside the site's.
fn inside(folder: &str) -> Result<SourcePath, DiscoverError> {
    let parts = folder.replace('\\', "/");
    let leaves = parts.starts_with('/') || parts.split('/').any(|part| part == "..");
    let clean = SourcePath::new(folder);
    if leaves || clean.as_str().is_empty() || Utf8Path::new(folder).is_absolute() {
        return Err(DiscoverError::Outside(folder.into()));
    }
    Ok(clean)
}

fn is_document(path: &SourcePath) -> bool {
    matches!(path.extension().as_str(), "md" | "markdown" | "mdx")
}

impl fmt::Display for DiscoverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => {
                write!(f, "there is no folder `{path}`; make it, ")?;
                f.write_str("or name another folder of a site with `--root`")
            }
            Self::NotAFolder(path) => {
                write!(f, "`{path}` is not a folder that can be read; put a folder there")
            }
            Self::Outside(name) => {
                write!(f, "`{name}` does not name a folder inside the site's folder; ")?;
                f.write_str("write a relative name without `..`, such as `content`")
            }
        }
    }
}

impl error::Error for DiscoverError {}
