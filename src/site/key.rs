//! A name for what a site is made of.

use std::fmt::{self, Write};

use blake3::Hasher;

use super::Inputs;

impl Inputs {
    /// A hash of everything that the files of the site follow from, and of the `program` that makes
    /// them: equal keys mean equal files.
    #[must_use]
    pub fn key(&self, program: &str) -> String {
        let mut key = Key(Hasher::new());
        key.add(program.as_bytes());
        for source in self.sources.iter() {
            key.add(source.path().as_str().as_bytes());
            key.add(source.text().as_bytes());
        }
        for (path, bytes) in self.content_files.iter().chain(self.static_files.iter()) {
            key.add(path.as_bytes());
            key.add(bytes);
        }
        // What else there is says by its debug form all that it holds. Writing to a hash does not
        // fail.
        let _ = write!(key, "{:?}{:?}{:?}", self.documents, self.templates, self.strings);
        let _ = write!(key, "{:?}{:?}", self.content_files.len(), self.static_files.len());
        let _ = write!(key, "{:?}{:?}", self.config, self.history);
        let _ = write!(key, "{:?}{:?}{:?}", self.today, self.drafts, self.diagnostics);
        key.0.finalize().to_hex().to_string()
    }
}

struct Key(Hasher);

impl Key {
    /// Adds `bytes` so that they cannot be taken for a part of what comes before or after them.
    fn add(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }
}

impl Write for Key {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}
