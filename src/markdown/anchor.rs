//! Anchors by GitHub's rules, and slugs for addresses.

use std::collections::HashMap;

/// Hands out anchors that are unique in one text, as GitHub does: `name`, `name-1`, `name-2` …
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    taken: HashMap<String, usize>,
}

impl Anchors {
    /// The anchor for a heading with these words: lower case, punctuation dropped, each space a `-`.
    #[must_use]
    pub fn unique(&mut self, words: &str) -> String {
        let base = github(words);
        let mut anchor = base.clone();
        while let Some(count) = self.taken.get_mut(&anchor) {
            *count += 1;
            anchor = format!("{base}-{count}");
            if !self.taken.contains_key(&anchor) {
                break;
            }
            anchor.clone_from(&base);
        }
        self.taken.insert(anchor.clone(), 0);
        anchor
    }
}

fn github(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.trim().chars().flat_map(char::to_lowercase) {
        match letter {
            ' ' => out.push('-'),
            '-' | '_' => out.push(letter),
            letter if letter.is_alphanumeric() => out.push(letter),
            _ => {}
        }
    }
    if out.is_empty() { "section".to_owned() } else { out }
}

/// A short, readable, ASCII name for addresses, made of whole words of `words`.
///
/// At most `longest` bytes; empty when there is no letter or digit to make one of.
#[must_use]
pub fn slug(words: &str, longest: usize) -> String {
    let whole = slug::slugify(words);
    if whole.len() <= longest {
        return whole;
    }
    let cut = &whole[..longest];
    let end =
        if whole.as_bytes()[longest] == b'-' { longest } else { cut.rfind('-').unwrap_or(longest) };
    whole[..end].trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_follow_github() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.unique("OKRs & Goals: Q2"), "okrs--goals-q2");
        assert_eq!(anchors.unique("Über uns"), "über-uns");
        assert_eq!(anchors.unique("OKRs & Goals: Q2"), "okrs--goals-q2-1");
        assert_eq!(anchors.unique("OKRs & Goals: Q2"), "okrs--goals-q2-2");
        assert_eq!(anchors.unique("!?"), "section");
    }

    #[test]
    fn a_numbered_heading_does_not_take_anothers_anchor() {
        let mut anchors = Anchors::default();
        let all = ["a", "a", "a 1", "a", "a 1"].map(|words| anchors.unique(words));
        let distinct: std::collections::HashSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
    }

    #[test]
    fn slugs_end_at_a_word() {
        assert_eq!(slug("Increase Go test coverage", 14), "increase-go");
        assert_eq!(slug("Increase Go test coverage", 11), "increase-go");
        assert_eq!(slug("Größe & Maß", 40), "grosse-mass");
        assert_eq!(slug("…", 40), "");
    }
}
