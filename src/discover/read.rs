//! Reads one file, whatever it is, without ever waiting for it.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::fs::{self, File, Metadata};
use std::io::{Error, ErrorKind, Read as _};
use std::path::Path;

use super::{Problem, ProblemKind, TextFile};
use crate::source::SourcePath;

/// The largest file that is read, in bytes: 64 MiB.
pub(super) const LIMIT: u64 = 64 << 20;

/// Reads a text; broken UTF-8 gives both the text, as far as it goes, and a problem.
pub(super) fn text(file: &Path, path: SourcePath) -> (Option<TextFile>, Option<Problem>) {
    match bytes(file) {
        Ok(bytes) => {
            let (text, kind) = decode(bytes);
            let problem = kind.map(|kind| Problem { path: path.clone(), text: text.clone(), kind });
            (Some(TextFile { path, text }), problem)
        }
        Err(kind) => (None, Some(Problem::new(path, kind))),
    }
}

/// Reads a regular file of at most [`LIMIT`] bytes.
pub(super) fn bytes(file: &Path) -> Result<Vec<u8>, ProblemKind> {
    // Looked at first: to open a pipe would wait for somebody to write to it.
    match look(file)? {
        Some(metadata) if metadata.is_dir() => return Err(unreadable("is a folder")),
        Some(metadata) if !metadata.is_file() => {
            return Err(unreadable("is not a regular file"));
        }
        Some(metadata) if metadata.len() > LIMIT => return Err(too_large()),
        Some(_) => {}
        None => return Err(unreadable("vanished while it was read")),
    }
    let mut bytes = Vec::new();
    let open = File::open(file).map_err(|error| refused(&error))?;
    // Files of some systems are longer than they say.
    open.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| refused(&error))?;
    if bytes.len() as u64 > LIMIT { Err(too_large()) } else { Ok(bytes) }
}

/// What `file` is, links followed; `None` when nothing is there.
pub(super) fn look(file: &Path) -> Result<Option<Metadata>, ProblemKind> {
    match fs::metadata(file) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == ErrorKind::NotFound && !file.is_symlink() => Ok(None),
        Err(error) => Err(refused(&error)),
    }
}

/// The problem of a file that the disk refused to show although its name is there.
pub(super) fn refused(error: &Error) -> ProblemKind {
    if is_link_loop(error) {
        return ProblemKind::LinkLoop;
    }
    match error.kind() {
        ErrorKind::NotFound => unreadable("is a symbolic link that leads nowhere"),
        kind => unreadable(&format!("cannot be read: {kind}")),
    }
}

pub(super) fn unreadable(why: &str) -> ProblemKind {
    ProblemKind::Unreadable(why.into())
}

fn too_large() -> ProblemKind {
    unreadable("is larger than 64 MiB")
}

/// Whether links led the system from one to the other until it gave up; the standard library
/// has no stable name for it.
fn is_link_loop(error: &Error) -> bool {
    match error.raw_os_error() {
        Some(40) => cfg!(any(target_os = "linux", target_os = "android")),
        Some(62) => cfg!(all(unix, not(any(target_os = "linux", target_os = "android")))),
        Some(1921) => cfg!(windows),
        _ => false,
    }
}

fn decode(bytes: Vec<u8>) -> (String, Option<ProblemKind>) {
    let unit: Option<fn([u8; 2]) -> u16> = match bytes.as_slice() {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(unit) = unit {
        let units: Vec<u16> = bytes.as_chunks().0.iter().skip(1).map(|pair| unit(*pair)).collect();
        return (String::from_utf16_lossy(&units), Some(ProblemKind::Utf16));
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, Some(ProblemKind::NotUtf8 { offset }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_utf_8_is_kept_up_to_the_break_and_beyond() {
        let (text, kind) = decode(b"# \xC3\xA9\nA \xFFB\n".to_vec());
        assert_eq!(text, "# é\nA \u{FFFD}B\n");
        assert_eq!(kind, Some(ProblemKind::NotUtf8 { offset: 7 }));
        assert_eq!(text[7..].chars().next(), Some('\u{FFFD}'));
    }

    #[test]
    fn utf_16_is_recognised_by_its_byte_order_mark() {
        assert_eq!(decode(b"\xFF\xFEa\0\n\0".to_vec()), ("a\n".into(), Some(ProblemKind::Utf16)));
        assert_eq!(decode(b"\xFE\xFF\0a\0".to_vec()), ("a".into(), Some(ProblemKind::Utf16)));
        assert_eq!(decode(b"\xEF\xBB\xBFa".to_vec()), ("\u{FEFF}a".into(), None));
    }
}
