//! Permalinks: from explicit ids or from words, never from a position.

use std::collections::HashMap;

use crate::markdown::slug;
use crate::parse::LONGEST;

/// Something that wants an address.
pub(super) struct Wish {
    /// The explicit id, which is taken as it is.
    pub explicit: Option<String>,
    /// The address its words make.
    pub words: String,
    /// What tells it from others with the same words: its owner.
    pub owner: String,
}

/// Gives each wish an address that no other has.
///
/// Words that several share are told apart by their owners, all of them, so that the order does
/// not matter; what is still the same gets a number.
pub(super) fn assign(wishes: &[Wish]) -> Vec<String> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for wish in wishes {
        let name = wish.explicit.as_ref().unwrap_or(&wish.words);
        *taken.entry(name.clone()).or_default() += 1;
    }
    let mut used: HashMap<String, usize> = HashMap::new();
    let mut claim = |name: String| {
        let mut count = *used.get(&name).unwrap_or(&0);
        let mut free = name.clone();
        while count > 0 && used.contains_key(&free) {
            count += 1;
            free = format!("{name}-{count}");
        }
        used.insert(name, count.max(1));
        used.entry(free.clone()).or_insert(1);
        free
    };
    let mut names: Vec<Option<String>> =
        wishes.iter().map(|wish| wish.explicit.clone().map(&mut claim)).collect();
    for (wish, name) in wishes.iter().zip(&mut names) {
        let shared = taken.get(&wish.words).is_some_and(|count| *count > 1);
        if name.is_none() && !shared {
            *name = Some(claim(wish.words.clone()));
        }
    }
    for (wish, name) in wishes.iter().zip(&mut names) {
        if name.is_none() {
            let told = if wish.owner.is_empty() {
                wish.words.clone()
            } else {
                format!("{}-{}", wish.words, wish.owner)
            };
            *name = Some(claim(told));
        }
    }
    names.into_iter().flatten().collect()
}

/// As [`assign`], where something else has the address `taken` already.
pub(super) fn assign_beside(taken: &str, wishes: Vec<Wish>) -> Vec<String> {
    let first =
        Wish { explicit: Some(taken.to_owned()), words: String::new(), owner: String::new() };
    let all: Vec<Wish> = std::iter::once(first).chain(wishes).collect();
    assign(&all).split_off(1)
}

/// The address that `words` make; `fallback` when they hold no letter or digit.
pub(super) fn of(words: &str, fallback: &str) -> String {
    or(&slug(words, LONGEST), fallback).to_owned()
}

/// `address`, or `fallback` for one that is empty.
pub(super) fn or<'a>(address: &'a str, fallback: &'a str) -> &'a str {
    if address.is_empty() { fallback } else { address }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(explicit: Option<&str>, words: &str, owner: &str) -> Wish {
        Wish { explicit: explicit.map(str::to_owned), words: words.into(), owner: owner.into() }
    }

    #[test]
    fn shared_words_are_told_apart_by_owner_whatever_the_order() {
        let names = assign(&[wish(None, "a", "x"), wish(None, "b", "x"), wish(None, "a", "y")]);
        assert_eq!(names, ["a-x", "b", "a-y"]);
    }

    #[test]
    fn what_is_still_the_same_gets_a_number_that_is_free() {
        let names = assign(&[wish(None, "a", ""), wish(None, "a", ""), wish(Some("a-2"), "c", "")]);
        assert_eq!(names, ["a", "a-3", "a-2"]);
    }

    #[test]
    fn nothing_gets_an_address_that_is_taken() {
        let wishes = vec![wish(None, "all-owners", ""), wish(None, "b", "")];
        assert_eq!(assign_beside("all-owners", wishes), ["all-owners-2", "b"]);
    }

    #[test]
    fn explicit_ids_are_kept() {
        assert_eq!(assign(&[wish(None, "wau", "x"), wish(Some("wau"), "b", "")]), ["wau-x", "wau"]);
    }
}
