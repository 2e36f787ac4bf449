//! Why the output folder could not be written.

use std::{error, fmt, io};

use camino::Utf8PathBuf;

use crate::output::OutputPath;

/// Why the output folder could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// Something of another kind stands where a file or a folder is needed.
    InTheWay {
        /// Where it stands.
        path: Utf8PathBuf,
        /// What it is.
        found: Found,
        /// What is needed there.
        needed: Needed,
    },
    /// The output folder equals, contains or lies inside a folder that the site is read from.
    Overlap {
        /// The output folder.
        folder: Utf8PathBuf,
        /// What the site is read from.
        protected: Utf8PathBuf,
    },
    /// A file that no build of ours made would have to be overwritten.
    ForeignFile(Utf8PathBuf),
    /// Two finished files would be one on a file system that does not tell case apart.
    PathsDifferOnlyInCase(OutputPath, OutputPath),
    /// The first finished file needs a folder where the second is a file.
    FileAndFolder(OutputPath, OutputPath),
    /// A finished file lies in `.quarterdeck/`, where the builds keep their notes.
    Reserved(OutputPath),
    /// Another build is writing to the folder.
    Busy(Utf8PathBuf),
    /// The disk refused.
    Io {
        /// What was to be done, as a verb.
        verb: &'static str,
        /// What it was to be done to.
        path: Utf8PathBuf,
        /// What the disk said.
        error: io::Error,
    },
}

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link; inside the output folder none is followed.
    Link,
    /// A symbolic link above the output folder that leads nowhere.
    BrokenLink,
    /// A pipe, a socket or a device.
    Special,
}

/// What is needed where something stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// A regular file.
    File,
    /// A folder.
    Folder,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InTheWay { path, found, needed } => {
                write!(f, "`{path}` is {found} where {needed} is needed; remove it, ")?;
                f.write_str("or choose another output folder")
            }
            Self::Overlap { folder, protected } => {
                write!(f, "the output folder `{folder}` overlaps `{protected}`, which the site ")?;
                f.write_str("is read from; choose an output folder beside it, such as `public`")
            }
            Self::ForeignFile(path) => {
                write!(f, "`{path}` was not made by quarterdeck and would be overwritten; ")?;
                f.write_str("move it away, or choose another output folder")
            }
            Self::PathsDifferOnlyInCase(first, second) => {
                write!(f, "`{first}` and `{second}` differ only in upper and lower case and ")?;
                f.write_str("would be one file on many systems; rename one of them")
            }
            Self::FileAndFolder(below, file) => {
                write!(f, "`{below}` needs a folder where `{file}` is a file; ")?;
                f.write_str("rename one of them")
            }
            Self::Reserved(path) => {
                write!(f, "`{path}` lies in `.quarterdeck`, where quarterdeck keeps its notes; ")?;
                f.write_str("move it to another folder")
            }
            Self::Busy(folder) => {
                write!(f, "another build is writing to `{folder}`; wait until it is done")
            }
            Self::Io { verb, path, error } => {
                write!(f, "cannot {verb} `{path}` ({}); ", error.kind())?;
                f.write_str("check its permissions and the space that is left")
            }
        }
    }
}

impl error::Error for WriteError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "a file",
            Self::Folder => "a folder",
            Self::Link => "a symbolic link",
            Self::BrokenLink => "a symbolic link that leads nowhere",
            Self::Special => "a pipe, socket or device",
        })
    }
}

impl fmt::Display for Needed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "a file",
            Self::Folder => "a folder",
        })
    }
}
