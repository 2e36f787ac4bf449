//! Permalinks: from explicit ids or from words, never from a position.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::markdown::slug;
use crate::parse::LONGEST;

/// Something that wants an address.
pub(super) struct Wish<'a> {
    /// The explicit id, which is taken as it is.
    pub explicit: Option<Cow<'a, str>>,
    /// The address its words make.
    pub words: Cow<'a, str>,
    /// What tells it from others with the same words: its owner.
    pub owner: &'a str,
}

/// Gives each wish an address that no other has.
///
/// Words that several share are told apart by their owners, all of them, so that the order does
/// not matter; what is still the same gets a number.
pub(super) fn assign(wishes: &[Wish<'_>]) -> Vec<String> {
    let mut wanted: HashMap<&str, usize> = HashMap::with_capacity(wishes.len());
    for wish in wishes {
        *wanted.entry(wish.explicit.as_deref().unwrap_or(&wish.words)).or_default() += 1;
    }
    let mut used = Used(HashMap::with_capacity(wishes.len()));
    let mut names: Vec<Option<String>> = wishes
        .iter()
        .map(|wish| wish.explicit.as_deref().map(|id| used.claim(Cow::Borrowed(id))))
        .collect();
    for (wish, name) in wishes.iter().zip(&mut names) {
        let shared = wanted.get(&*wish.words).is_some_and(|count| *count > 1);
        if name.is_none() && !shared {
            *name = Some(used.claim(Cow::Borrowed(&wish.words)));
        }
    }
    for (wish, name) in wishes.iter().zip(&mut names) {
        if name.is_none() {
            *name = Some(used.claim(if wish.owner.is_empty() {
                Cow::Borrowed(&wish.words)
            } else {
                Cow::Owned(format!("{}-{}", wish.words, wish.owner))
            }));
        }
    }
    names.into_iter().flatten().collect()
}

/// As [`assign`], where something else has the address `taken` already.
pub(super) fn assign_beside(taken: &str, wishes: Vec<Wish<'_>>) -> Vec<String> {
    let first = Wish { explicit: Some(taken.into()), words: "".into(), owner: "" };
    let all: Vec<Wish<'_>> = std::iter::once(first).chain(wishes).collect();
    assign(&all).split_off(1)
}

/// The addresses that are taken, each with the last number that was given to others like it.
struct Used<'a>(HashMap<Cow<'a, str>, usize>);

impl<'a> Used<'a> {
    /// Takes `name`, or the first that is free of those that are made of it and a number.
    fn claim(&mut self, name: Cow<'a, str>) -> String {
        let Some(mut count) = self.0.get(&name).copied() else {
            self.0.insert(name.clone(), 1);
            return name.into_owned();
        };
        let free = loop {
            count += 1;
            let free = format!("{name}-{count}");
            if !self.0.contains_key(free.as_str()) {
                break free;
            }
        };
        self.0.insert(name, count);
        self.0.insert(Cow::Owned(free.clone()), 1);
        free
    }
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

    fn wish<'a>(explicit: Option<&'a str>, words: &'a str, owner: &'a str) -> Wish<'a> {
        Wish { explicit: explicit.map(Cow::Borrowed), words: words.into(), owner }
    }

    #[test]
    fn shared_words_are_told_apart_by_owner_whatever_the_order() {
        let names = assign(&[wish(None, "a", "x"), wish(None, "b", "x"), wish(None, "a", "y")]);
        assert_eq!(names, ["a-x", "b", "a-y"]);
    }

    #[test]
    fn nothing_gets_an_address_that_is_taken() {
        let wishes = vec![wish(None, "all-owners", ""), wish(None, "b", "")];
        assert_eq!(assign_beside("all-owners", wishes), ["all-owners-2", "b"]);
    }

    #[test]
    fn what_is_still_the_same_gets_a_number_that_is_free() {
        let names = assign(&[wish(None, "a", ""), wish(None, "a", ""), wish(Some("a-2"), "c", "")]);
        assert_eq!(names, ["a", "a-3", "a-2"]);
    }

    #[test]
    fn explicit_ids_are_kept() {
        assert_eq!(assign(&[wish(None, "wau", "x"), wish(Some("wau"), "b", "")]), ["wau-x", "wau"]);
    }
}
