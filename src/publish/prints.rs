//! What the files of a part of a plan follow from, as one number: those of parts that an edit leaves
//! alone need not be made again.

use blake3::Hasher;

use super::api::{self, Extract};
use super::whole::{Short, Whole};
use crate::output::Fingerprint;
use crate::view::data::hash;
use crate::view::records::Records;

/// Tells what files follow from.
pub(super) struct Prints<'a> {
    whole: &'a Whole<'a>,
    common: Hasher,
}

impl<'a> Prints<'a> {
    /// On top of what all files of the site follow from.
    pub(super) fn new(whole: &'a Whole<'a>, common: &Hasher) -> Self {
        let mut common = common.clone();
        let periods = whole.short.periods.clone();
        let head: Short = Records { periods, ..api::head(&whole.short) };
        common.update(&hash(&head));
        Self { whole, common }
    }

    /// What the files of a part follow from. Feeds tell of a key result whose it is, and of an
    /// objective what is below it; so each stands for that, too.
    pub(super) fn of(&self, part: &Extract) -> Fingerprint {
        let Extract { held, records } = part;
        let (whole, mut hasher) = (self.whole, self.common.clone());
        let Records { periods, owners, teams, targets, documents, .. } = records;
        hasher.update(&hash(&(periods, owners, teams, targets, documents)));
        for held in [&held.objectives, &held.key_results, &held.items] {
            hasher.update(&held.len().to_le_bytes());
        }
        for at in &held.objectives {
            hasher.update(whole.objectives[*at].hash.as_bytes());
            for below in whole.below(*at) {
                hasher.update(whole.key_results[below].hash.as_bytes());
            }
        }
        for at in &held.key_results {
            hasher.update(whole.key_results[*at].hash.as_bytes());
            let above = whole.plan().key_result(whole.key_result(*at)).objective;
            hasher.update(whole.objectives[above.index()].hash.as_bytes());
        }
        for at in &held.items {
            hasher.update(whole.items[*at].hash.as_bytes());
        }
        Fingerprint(*hasher.finalize().as_bytes())
    }
}
