//! A list of words that is asked many times whether it holds one.

use std::sync::OnceLock;

/// Words or phrases in small letters. They are found by their first or last byte, in which most
/// differ from what is asked for, so that few are compared.
pub(in crate::parse) struct List {
    all: &'static [&'static str],
    by_first: OnceLock<Index>,
    by_last: OnceLock<Index>,
}

/// The words of a list, by a byte of theirs.
type Index = Box<[Vec<&'static str>; 256]>;

impl List {
    pub(in crate::parse) const fn new(all: &'static [&'static str]) -> Self {
        Self { all, by_first: OnceLock::new(), by_last: OnceLock::new() }
    }

    /// Whether it holds `word`, which is in small letters.
    pub(in crate::parse) fn has(&self, word: &str) -> bool {
        self.starting(word).contains(&word)
    }

    /// Whether it holds `word`, in whatever letters that is.
    pub(in crate::parse) fn has_any_case(&self, word: &str) -> bool {
        if word.is_ascii() {
            self.starting(word).iter().any(|own| own.eq_ignore_ascii_case(word))
        } else {
            self.has(&word.to_lowercase())
        }
    }

    /// Its words that start with the first letter of `text`, whether it is a capital or not.
    pub(in crate::parse) fn starting(&self, text: &str) -> &[&'static str] {
        let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
        let index = self.by_first.get_or_init(|| index(self.all, first));
        first(text).map_or(&[], |byte| &index[usize::from(byte)])
    }

    /// Its words that end with the last letter of `text`, whether it is a capital or not.
    pub(in crate::parse) fn ending(&self, text: &str) -> &[&'static str] {
        let last = |text: &str| text.as_bytes().last().map(u8::to_ascii_lowercase);
        let index = self.by_last.get_or_init(|| index(self.all, last));
        last(text).map_or(&[], |byte| &index[usize::from(byte)])
    }
}

fn index(all: &[&'static str], byte: impl Fn(&str) -> Option<u8>) -> Index {
    let mut index = Box::new([const { Vec::new() }; 256]);
    for word in all {
        if let Some(byte) = byte(word) {
            index[usize::from(byte)].push(*word);
        }
    }
    index
}

#[cfg(test)]
mod tests {
    use super::List;

    static WORDS: List = List::new(&["état", "owner", "own risk"]);

    #[test]
    fn words_are_found_in_the_letters_that_are_asked_for() {
        assert!(WORDS.has("owner") && WORDS.has("état") && !WORDS.has("Owner") && !WORDS.has(""));
        assert!(WORDS.has_any_case("Owner") && WORDS.has_any_case("ÉTAT"));
        assert!(!WORDS.has_any_case("owners"));
    }

    #[test]
    fn phrases_are_found_by_what_a_text_starts_or_ends_with() {
        assert_eq!(WORDS.starting("Only this"), ["owner", "own risk"]);
        assert_eq!(WORDS.ending("task"), ["own risk"]);
        assert!(WORDS.starting("").is_empty() && WORDS.ending("").is_empty());
    }
}
