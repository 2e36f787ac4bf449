//! Reads files of strings.
//!
//! A table is a part of the theme, a text in it a string: `[summary]` `title = "…"` is
//! `summary.title`. A table that has `other`, and only names of plural forms beside it, is one
//! string with several forms.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::message::{FORMS, Message, Text};
use crate::diag::{Diagnostic, nearest, rules};
use crate::source::{Location, Source, Span};

/// The strings of a built-in file; its mistakes are for tests to find.
pub(super) fn strings(text: &str) -> BTreeMap<String, Message> {
    let mut reader = Reader::default();
    reader.file(text);
    reader.strings.into_iter().map(|(key, (message, _))| (key, message)).collect()
}

/// The strings of a user's file that can be used. `known` has every string there is.
pub(super) fn judged(
    source: &Source,
    known: &BTreeMap<String, Message>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Message> {
    let mut reader = Reader::default();
    reader.file(source.text());
    let mut strings = BTreeMap::new();
    for (key, (message, at)) in reader.strings {
        let Some(built_in) = known.get(&key) else {
            let mistake = format!("the theme has no string `{key}`");
            let near = nearest(&key, known.keys().map(String::as_str));
            let help = near.map(|near| format!("did you mean `{near}`?"));
            reader.mistakes.push((mistake, at, help));
            continue;
        };
        let allowed = built_in.placeholders();
        let strange = message.placeholders().into_iter().find(|name| !allowed.contains(name));
        if let Some(name) = strange {
            let mistake = format!("`{key}` has no `{{{name}}}` to put in");
            let names: Vec<String> = allowed.iter().map(|name| format!("`{{{name}}}`")).collect();
            let help = match names.len() {
                0 => "nothing can be put into this string".to_owned(),
                _ => format!("it has {}", names.join(", ")),
            };
            reader.mistakes.push((mistake, at, Some(help)));
            continue;
        }
        strings.insert(key, message);
    }
    diagnostics.extend(reader.mistakes.into_iter().map(|(mistake, at, help)| {
        let at = Location { source: source.id(), span: Span::new(at.start, at.end) };
        let diagnostic = Diagnostic::new(&rules::THEME_STRINGS, at, mistake);
        diagnostic.help(help.unwrap_or_else(|| "`docs/themes.md` explains the file".to_owned()))
    }));
    strings
}

/// What was wrong, where, and what to write.
type Mistake = (String, Range<usize>, Option<String>);

#[derive(Default)]
struct Reader {
    strings: BTreeMap<String, (Message, Range<usize>)>,
    mistakes: Vec<Mistake>,
}

impl Reader {
    fn file(&mut self, text: &str) {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let at = error.span().unwrap_or_default();
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            self.mistakes.push((message, at, None));
        }
        if errors.is_empty() {
            self.table("", table.get_ref());
        }
    }

    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let name = name.get_ref();
            let key = if prefix.is_empty() { name.to_string() } else { format!("{prefix}.{name}") };
            match value.get_ref() {
                DeValue::Table(forms) if forms.contains_key("other") => self.forms(key, forms),
                DeValue::Table(inner) if prefix.is_empty() => self.table(&key, inner),
                _ => self.string(key, value),
            }
        }
    }

    fn string(&mut self, key: String, value: &Spanned<DeValue<'_>>) {
        if let Some(other) = self.text(&key, value) {
            let message = Message { other, ..Message::default() };
            self.strings.insert(key, (message, value.span()));
        }
    }

    fn forms(&mut self, key: String, table: &DeTable<'_>) {
        let mut message = Message::default();
        let mut at = 0..0;
        for (name, value) in table {
            let Some((form, _)) = FORMS.iter().find(|(form, _)| form == name.get_ref()) else {
                let mistake = format!("`{}` is no plural form", name.get_ref());
                let help = "the forms are `zero`, `one`, `two`, `few`, `many` and `other`";
                self.mistakes.push((mistake, name.span(), Some(help.to_owned())));
                continue;
            };
            let Some(text) = self.text(&key, value) else { continue };
            if *form == "other" {
                (message.other, at) = (text, value.span());
            } else {
                message.forms.insert(form, text);
            }
        }
        self.strings.insert(key, (message, at));
    }

    fn text(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        let DeValue::String(text) = value.get_ref() else {
            let help = "write words in quotes, or a table with `one` and `other`";
            self.mistakes.push((
                format!("`{key}` is no text"),
                value.span(),
                Some(help.to_owned()),
            ));
            return None;
        };
        match Text::read(text) {
            Ok(text) => Some(text),
            Err(flaw) => {
                let help = "a placeholder is written `{name}`, and a brace itself `{{` or `}}`";
                let mistake = format!("`{key}`: {flaw}");
                self.mistakes.push((mistake, value.span(), Some(help.to_owned())));
                None
            }
        }
    }
}
