//! What the files of a part of a plan follow from, as one number: those of parts that an edit leaves
//! alone need not be made again.

use super::api::{self, Extract};
use super::whole::{Short, Whole};
use crate::output::Fingerprint;
use crate::view::data::hash;
use crate::view::records::Records;

/// Tells what files follow from.
pub(super) struct Prints<'a> {
    whole: &'a Whole<'a>,
    common: Fingerprint,
}

impl<'a> Prints<'a> {
    /// On top of what all files of the site follow from.
    pub(super) fn new(whole: &'a Whole<'a>, common: Fingerprint) -> Self {
        let periods = whole.short.periods.clone();
        let head: Short = Records { periods, ..api::head(&whole.short) };
        Self { whole, common: common.and(hash(&head)) }
    }

    /// What the files of a part follow from. Feeds tell of a key result whose it is, and of an
    /// objective what is below it; so each stands for that, too.
    pub(super) fn of(&self, part: &Extract) -> Fingerprint {
        let Extract { held, records } = part;
        let whole = self.whole;
        let Records { periods, owners, teams, targets, documents, .. } = records;
        let mut all = vec![hash(&(periods, owners, teams, targets, documents))];
        for held in [&held.objectives, &held.key_results, &held.items] {
            all.push(Fingerprint::of(&held.len().to_le_bytes()));
        }
        for at in &held.objectives {
            all.push(whole.objectives[*at].hash);
            all.extend(whole.below(*at).map(|below| whole.key_results[below].hash));
        }
        for at in &held.key_results {
            let above = whole.plan().key_result(whole.key_result(*at)).objective;
            all.extend([whole.key_results[*at].hash, whole.objectives[above.index()].hash]);
        }
        all.extend(held.items.iter().map(|at| whole.items[*at].hash));
        let bytes: Vec<[u8; 16]> = all.into_iter().map(Fingerprint::bytes).collect();
        self.common.and(Fingerprint::of(bytes.as_flattened()))
    }
}
