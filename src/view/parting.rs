//! Parts a list that is too long for one page, by the letters its names begin with.
//!
//! A part is named after these letters, so that its address comes from words: it stays while others
//! grow, and moves only when it is itself parted.

use std::collections::HashSet;

use crate::markdown::slug;

/// The most letters by which names are told apart.
const KEY: usize = 60;

/// Something with a name that stands in a list.
#[derive(Clone, Debug)]
pub(super) struct Entry<T> {
    pub name: String,
    /// About how many bytes of HTML it takes.
    pub weight: usize,
    pub member: T,
}

/// A part of a list.
#[derive(Clone, Debug)]
pub(super) struct Part<T> {
    /// Its part of the address.
    pub key: String,
    /// What it is called: the letters that its names begin with.
    pub label: String,
    /// Its members, by name.
    pub members: Vec<T>,
}

type Keyed<T> = (String, Entry<T>);

/// The parts of a list, each of at most `room` bytes; none when all of it fits.
pub(super) fn parted<T: Copy>(entries: Vec<Entry<T>>, room: usize) -> Vec<Part<T>> {
    if entries.iter().map(|it| it.weight).sum::<usize>() <= room {
        return Vec::new();
    }
    let key = |entry: &Entry<T>| Some(slug(&entry.name, KEY)).filter(|key| !key.is_empty());
    let keyed = entries.into_iter().map(|it| (key(&it).unwrap_or_else(|| "other".to_owned()), it));
    let mut all: Vec<Keyed<T>> = keyed.collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    let mut parts = Vec::new();
    let mut open = split(all, 0);
    open.reverse();
    while let Some((length, group)) = open.pop() {
        let shared = shared(&group);
        if weight(&group) <= room {
            parts.push(part(&group[0].0[..length], &group));
        } else if group.iter().all(|(key, _)| key.len() == shared) {
            parts.extend(numbered(group, room));
        } else {
            open.extend(split(group, shared).into_iter().rev());
        }
    }
    unlike(&mut parts);
    parts
}

fn weight<T>(group: &[Keyed<T>]) -> usize {
    group.iter().map(|(_, entry)| entry.weight).sum()
}

/// How many letters all keys of a sorted group begin with.
fn shared<T>(group: &[Keyed<T>]) -> usize {
    let (Some((first, _)), Some((last, _))) = (group.first(), group.last()) else { return 0 };
    first.bytes().zip(last.bytes()).take_while(|(one, other)| one == other).count()
}

/// Parts a sorted group by the letter after the first `shared` ones; each with how many letters its
/// keys share at least.
fn split<T>(group: Vec<Keyed<T>>, shared: usize) -> Vec<(usize, Vec<Keyed<T>>)> {
    let mut groups: Vec<(usize, Vec<Keyed<T>>)> = Vec::new();
    for (key, entry) in group {
        // No part ends with a hyphen.
        let hyphen = key.as_bytes().get(shared) == Some(&b'-');
        let length = key.len().min(shared + 1 + usize::from(hyphen));
        match groups.last_mut() {
            Some((same, group)) if *same == length && group[0].0[..length] == key[..length] => {
                group.push((key, entry));
            }
            _ => groups.push((length, vec![(key, entry)])),
        }
    }
    groups
}

/// Names that cannot be told apart by their letters.
fn numbered<T: Copy>(group: Vec<Keyed<T>>, room: usize) -> Vec<Part<T>> {
    let mut parts: Vec<Part<T>> = Vec::new();
    let mut taken = usize::MAX;
    for (key, entry) in group {
        taken = taken.saturating_add(entry.weight);
        if let Some(part) = parts.last_mut().filter(|_| taken <= room) {
            part.members.push(entry.member);
            continue;
        }
        taken = entry.weight;
        parts.push(part(&key.clone(), &[(key, entry)]));
    }
    for (number, part) in (1_usize..).zip(&mut parts).skip(1) {
        part.label = format!("{} {number}", part.label);
    }
    parts
}

fn part<T: Copy>(key: &str, group: &[Keyed<T>]) -> Part<T> {
    let label = group.first().map_or_else(String::new, |(whole, entry)| {
        let label = beginning(&entry.name, key);
        let is_whole = label.chars().count() == 1 || whole == key;
        if is_whole { label } else { format!("{label}…") }
    });
    Part { key: key.to_owned(), label, members: group.iter().map(|(_, it)| it.member).collect() }
}

/// As much of a name as makes the letters of `key`, beginning with a capital.
fn beginning(name: &str, key: &str) -> String {
    let mut label = String::new();
    for sign in name.chars() {
        let capital = label.is_empty();
        label.extend(sign.to_uppercase().filter(|_| capital));
        label.extend(Some(sign).filter(|_| !capital));
        if slug(&label, KEY).len() >= key.len() {
            break;
        }
    }
    label.trim().to_owned()
}

/// Gives parts that would have the same address numbers.
fn unlike<T>(parts: &mut [Part<T>]) {
    let mut taken: HashSet<String> = HashSet::new();
    for part in parts {
        let key = part.key.clone();
        let mut number = 1_usize;
        while !taken.insert(part.key.clone()) {
            number += 1;
            part.key = format!("{key}-{number}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[&str], room: usize) -> Vec<(String, String, usize)> {
        let entry = |name: &&str| Entry { name: (*name).to_owned(), weight: 1, member: () };
        let parts = parted(names.iter().map(entry).collect(), room);
        parts.into_iter().map(|it| (it.key, it.label, it.members.len())).collect()
    }

    fn expect(names: &[&str], room: usize, parts: &[(&str, &str, usize)]) {
        let parts: Vec<_> =
            parts.iter().map(|it| (it.0.to_owned(), it.1.to_owned(), it.2)).collect();
        assert_eq!(keys(names, room), parts);
    }

    #[test]
    fn a_list_that_fits_is_not_parted() {
        expect(&["b", "a"], 2, &[]);
    }

    #[test]
    fn a_long_list_is_parted_by_its_first_letters() {
        let names = ["Web", "ann", "Bob", "Anna"];
        expect(&names, 3, &[("a", "A", 2), ("b", "B", 1), ("w", "W", 1)]);
    }

    #[test]
    fn a_letter_that_is_too_long_is_parted_by_the_next_that_differs() {
        let names = ["Team 01", "Team 02", "Team 11", "Team", "Sales"];
        let parts = [
            ("s", "S", 1),
            ("team", "Team", 1),
            ("team-0", "Team 0…", 2),
            ("team-1", "Team 1…", 1),
        ];
        expect(&names, 2, &parts);
    }

    #[test]
    fn a_part_keeps_its_address_while_others_grow() {
        let few = keys(&["Ann", "Bob", "Ben"], 2);
        let more = keys(&["Ann", "Bob", "Ben", "Zoe", "Zack", "Cem"], 2);
        assert!(few.iter().all(|part| more.contains(part)), "{more:?}");
    }

    #[test]
    fn names_that_are_the_same_and_names_without_letters_are_numbered() {
        let names = ["Same", "Same", "Same", "…", "!"];
        let parts = [("o", "…", 2), ("same", "Same", 2), ("same-2", "Same 2", 1)];
        expect(&names, 2, &parts);
    }
}
