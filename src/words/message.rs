//! One string: its plural forms, and the placeholders in them.

use std::collections::{BTreeMap, BTreeSet};

use intl_pluralrules::PluralCategory;

/// The categories of plural forms, as files name them.
pub(super) const FORMS: [(&str, PluralCategory); 6] = [
    ("zero", PluralCategory::ZERO),
    ("one", PluralCategory::ONE),
    ("two", PluralCategory::TWO),
    ("few", PluralCategory::FEW),
    ("many", PluralCategory::MANY),
    ("other", PluralCategory::OTHER),
];

/// Room for what fills a placeholder, in bytes; most of it is shorter.
const ROOM: usize = 16;

/// A string of the theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    /// The form for all numbers that have none of their own.
    pub(super) other: Text,
    /// Forms for some categories of numbers, by their names.
    pub(super) forms: BTreeMap<&'static str, Text>,
}

impl Message {
    /// The form for numbers of `category`.
    pub(super) fn form(&self, category: Option<&PluralCategory>) -> &Text {
        let name = FORMS.iter().find(|(_, known)| category == Some(known)).map(|(name, _)| name);
        name.and_then(|name| self.forms.get(name)).unwrap_or(&self.other)
    }

    /// The names of all placeholders.
    pub(super) fn placeholders(&self) -> BTreeSet<&str> {
        let parts = self.forms.values().chain([&self.other]).flat_map(|text| &text.parts);
        parts
            .filter_map(|part| match part {
                Part::Placeholder(name) => Some(name.as_str()),
                Part::Words(_) => None,
            })
            .collect()
    }
}

/// Words with places to fill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Words(String),
    Placeholder(String),
}

impl Text {
    /// Reads `{name}` as a placeholder, and `{{` and `}}` as the sign itself.
    ///
    /// # Errors
    ///
    /// When a brace has no partner or a placeholder no name; says so.
    pub(super) fn read(text: &str) -> Result<Self, &'static str> {
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            words.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                words.push_str(brace);
                rest = after;
                continue;
            }
            let (name, after) = match rest.split_once('}') {
                Some(found) if brace == "{" => found,
                _ => return Err("a brace has no partner"),
            };
            if name.is_empty() || !name.bytes().all(|it| it.is_ascii_lowercase() || it == b'_') {
                return Err("a placeholder has no name");
            }
            if !words.is_empty() {
                parts.push(Part::Words(std::mem::take(&mut words)));
            }
            parts.push(Part::Placeholder(name.to_owned()));
            rest = after;
        }
        words.push_str(rest);
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        Ok(Self { parts })
    }

    /// The words, with what `put` writes for each placeholder.
    pub(super) fn fill(&self, put: &dyn Fn(&str, &mut String)) -> String {
        if let [Part::Words(words)] = &*self.parts {
            return words.clone();
        }
        let room = self.parts.iter().map(|part| match part {
            Part::Words(words) => words.len(),
            Part::Placeholder(_) => ROOM,
        });
        let mut out = String::with_capacity(room.sum());
        for part in &self.parts {
            match part {
                Part::Words(words) => out.push_str(words),
                Part::Placeholder(name) => put(name, &mut out),
            }
        }
        out
    }
}
