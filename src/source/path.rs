//! Relative, `/`-separated names of source files.

use std::fmt;

/// The name of a source file: relative to the site's folder, parted by `/`, without `.` or `..`.
///
/// Separators of other systems are turned into `/` where paths come in, so that nothing inside
/// the program depends on the machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourcePath(Box<str>);

impl SourcePath {
    /// Cleans `path`: `\` becomes `/`, empty parts and `.` vanish, `..` takes back one part.
    ///
    /// Leading `..` that would leave the folder are dropped; use [`SourcePath::resolve`] where
    /// leaving it has a meaning.
    #[must_use]
    pub fn new(path: &str) -> Self {
        let path = path.replace('\\', "/");
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        Self(parts.join("/").into())
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Everything before the last `/`, or an empty text for a file at the top.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part, with its extension.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The last part without its last extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The last extension in lower case, or an empty text.
    #[must_use]
    pub fn extension(&self) -> String {
        let name = self.file_name();
        name.rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_ascii_lowercase())
    }

    /// Follows the relative `address` from the folder this file stands in.
    ///
    /// `None` when the address leads out of the site's folder.
    #[must_use]
    pub fn resolve(&self, address: &str) -> Option<Self> {
        let mut parts: Vec<&str> = match self.folder() {
            "" => Vec::new(),
            folder => folder.split('/').collect(),
        };
        for part in address.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self(parts.join("/").into()))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_other_systems_become_slashes() {
        assert_eq!(SourcePath::new(r"okrs\.\fy21\..\q2.md").as_str(), "okrs/q2.md");
    }

    #[test]
    fn an_address_is_followed_from_the_files_folder() {
        let file = SourcePath::new("content/okrs/q2.md");
        assert_eq!(file.resolve("../about.md"), Some(SourcePath::new("content/about.md")));
        assert_eq!(file.resolve("../../../x.md"), None);
        assert_eq!(file.stem(), "q2");
        assert_eq!(file.folder(), "content/okrs");
    }
}
