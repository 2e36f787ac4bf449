//! What fixes change, as a patch.

use similar::TextDiff;

use super::{Diagnostic, mend};
use crate::source::Sources;

/// The changes that the fixes of `diagnostics` make, as a unified diff; empty when there are none.
#[must_use]
pub fn diff(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for mended in mend(diagnostics, sources) {
        let source = sources.get(mended.source);
        let diff = TextDiff::from_lines(source.text(), &mended.text);
        let (old, new) = (format!("a/{}", source.path()), format!("b/{}", source.path()));
        out.push_str(&diff.unified_diff().header(&old, &new).to_string());
    }
    out
}
