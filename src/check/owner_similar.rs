//! `owner/similar`: two owners differ by more than a slip of the hand.

use std::collections::{HashMap, HashSet};

use super::{Subject, holder};
use crate::diag::{Diagnostic, rules};
use crate::model::{OwnerId, Plan};
use crate::source::Location;

/// Longer names are sentences, and dear to compare.
const LONGEST: usize = 64;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let plan = subject.plan;
    let configured = subject.config.teams.iter().flat_map(|team| &team.owners);
    let known: HashSet<&str> = configured.map(|owner| owner.value.as_str()).collect();
    let mut owners: Vec<OwnerId> = plan.owner_ids().collect();
    // The one that holds most comes first: another that is near it is the slip.
    owners.sort_by_key(|id| {
        let owner = plan.owner(*id);
        let held = owner.objectives.len() + owner.key_results.len();
        (!known.contains(owner.name.as_str()), std::cmp::Reverse(held), place(plan, *id))
    });
    let names: Vec<&str> = owners.iter().map(|id| plan.owner(*id).name.as_str()).collect();
    let slips = slips(&names).into_iter().filter(|(_, other)| !known.contains(names[*other]));
    slips.filter_map(|(kept, other)| diagnostic(plan, owners[kept], owners[other])).collect()
}

/// Each name that a slip parts from one before it, with that one.
fn slips(names: &[&str]) -> Vec<(usize, usize)> {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut found = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let mut near = None;
        for variant in variants(name) {
            let kept = *first.entry(variant).or_insert(index);
            if kept != index && is_slip(names[kept], name) {
                near = near.min(Some(kept)).or(Some(kept));
            }
        }
        found.extend(near.map(|kept| (kept, index)));
    }
    found
}

fn diagnostic(plan: &Plan, kept: OwnerId, other: OwnerId) -> Option<Diagnostic> {
    let (kept_name, name) = (&plan.owner(kept).name, &plan.owner(other).name);
    let message = format!("the owner `{name}` is hardly to be told from `{kept_name}`");
    let help = format!(
        "write `{kept_name}`, or name both under `owners` of their `[[teams]]` in `quarterdeck.toml`"
    );
    let diagnostic = Diagnostic::new(&rules::OWNER_SIMILAR, place(plan, other)?, message);
    let diagnostic = diagnostic.label("taken for another owner").help(help);
    Some(match place(plan, kept) {
        Some(at) => diagnostic.also(at, "the other one"),
        None => diagnostic,
    })
}

/// Where an owner is named first.
fn place(plan: &Plan, id: OwnerId) -> Option<Location> {
    let owner = plan.owner(id);
    let objectives = owner.objectives.iter();
    let objectives = objectives.filter_map(|held| holder::of_objective(plan, *held, id));
    let key_results = owner.key_results.iter();
    let key_results = key_results.filter_map(|held| holder::of_key_result(plan, *held, id));
    objectives.chain(key_results).min()
}

/// A name and all that it becomes when one sign is left out: two names that one slip parts have
/// one of them in common. So no name is compared with all the others.
fn variants(name: &str) -> Vec<String> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    if name.len() > LONGEST {
        return Vec::new();
    }
    let without = |left: usize| -> String {
        let kept = name.iter().enumerate().filter(|(at, _)| *at != left);
        kept.map(|(_, sign)| *sign).collect()
    };
    (0..=name.len()).map(without).collect()
}

/// Whether one name is the other with two letters swapped, one letter too many or too few, or, in
/// a long word, one letter for another.
///
/// Short words, first letters, digits and abbreviations tell owners apart: `CEO` and `CTO`, `Rust`
/// and `Trust`, `Team 1` and `Team 2`, `Sales US` and `Sales UK`.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let mut differ = one.iter().zip(&other).filter(|(a, b)| a.to_lowercase() != b.to_lowercase());
    let (Some((a, b)), None) = (differ.next(), differ.next()) else { return false };
    one.len() == other.len() && !is_abbreviation(a) && !is_abbreviation(b) && slipped(a, b)
}

fn words(name: &str) -> Vec<&str> {
    name.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().count() < 6 && word.chars().all(char::is_uppercase)
}

fn slipped(one: &str, other: &str) -> bool {
    let (one, other) = (letters(one), letters(other));
    if one.iter().chain(&other).any(|sign| !sign.is_alphabetic()) {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = one[same..].iter().rev().zip(other[same..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    let shortest = one.len().min(other.len());
    let (left, right) = (&one[same..one.len() - tail], &other[same..other.len() - tail]);
    match (left.len(), right.len()) {
        (1, 0) | (0, 1) => same > 0 && shortest >= 3,
        (1, 1) => same > 0 && shortest >= 6,
        (2, 2) => left[0] == right[1] && left[1] == right[0] && shortest >= 4,
        _ => false,
    }
}

fn letters(word: &str) -> Vec<char> {
    word.to_lowercase().chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter_or_two_that_are_swapped() {
        let pairs = [
            ("Product", "Prodcut"),
            ("@anna", "@ana"),
            ("Sales", "Sale"),
            ("Customer Engineering", "Customer Enginering"),
            ("Marketing Ops", "Markoting ops"),
        ];
        for (one, other) in pairs {
            assert!(is_slip(one, other) && is_slip(other, one), "{one} / {other}");
            let shared = variants(one).iter().any(|it| variants(other).contains(it));
            assert!(shared, "{one} / {other} would never be compared");
        }
    }

    #[test]
    fn ten_thousand_names_are_not_compared_with_each_other() {
        let names: Vec<String> = (0..10_000).map(|number| format!("Team {number:04}")).collect();
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.extend(["Growth", "Grwoth"]);
        assert_eq!(slips(&names), [(10_000, 10_001)]);
    }

    #[test]
    fn what_may_be_meant_is_no_slip() {
        let pairs = [
            ("CEO", "CTO"),
            ("CIO", "CISO"),
            ("Rust", "Trust"),
            ("Team 1", "Team 2"),
            ("Squad A", "Squad B"),
            ("Sales US", "Sales UK"),
            ("Sales East", "Sales West"),
            ("Core", "Code"),
            ("Product", "Product Design"),
            ("@ann-b", "@annb"),
            ("Internal", "External"),
            ("Web", "Web"),
        ];
        for (one, other) in pairs {
            assert!(!is_slip(one, other) && !is_slip(other, one), "{one} / {other}");
        }
    }
}
