//! What an earlier build made, for those who would make the same again at some cost.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::fs;

use super::folder::look;
use super::{Delivery, Needed};
use crate::output::OutputPath;

impl Delivery {
    /// The bytes of a file that an earlier build made, if they are still those that it has put
    /// there.
    #[must_use]
    pub fn earlier(&self, path: &OutputPath) -> Option<Vec<u8>> {
        if self.is_afresh || !self.old.holds(path) {
            return None;
        }
        look(&self.folder, path.as_str(), Needed::File).ok()??;
        let bytes = fs::read(self.folder.at(path.as_str())).ok()?;
        self.old.wrote(path, &bytes).then_some(bytes)
    }
}
