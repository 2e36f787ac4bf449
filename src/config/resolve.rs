//! Settings that fit the schema into settings that make sense.

use std::collections::BTreeMap;

use regex_lite::Regex;

use super::settings::{GradingSettings, Settings, TeamSettings};
use super::{Calendar, Config, Grading, Limits, Pattern, Team, address, hosts, walk};
use crate::calendar::Date;
use crate::diag::{Diagnostic, Level, rules};
use crate::source::{Location, SourceId, SourcePath, Span, Spanned};

/// What to type for the address of a site.
pub(super) const BASE_HELP: &str = "write an address such as `https://example.com/okrs/`";

/// Checks what a schema cannot say; what fails keeps its default and becomes a diagnostic.
pub(super) fn resolve(
    settings: Settings,
    file: Option<SourceId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Config {
    let mut judge = Judge { file, diagnostics };
    let defaults = Settings::default();
    let (content, output) = judge.folders(&settings);
    Config {
        file,
        title: settings.title.filter(|text| !text.trim().is_empty()),
        description: settings.description.filter(|text| !text.trim().is_empty()),
        language: judge.language(settings.language).unwrap_or(defaults.language),
        base_url: settings.base_url.and_then(|url| judge.base_url(&url)),
        theme: judge.theme(settings.theme).unwrap_or(defaults.theme),
        content,
        output,
        today: settings.today.and_then(|day| judge.day(&day)),
        calendar: settings.calendar.map(|calendar| Calendar {
            year_starts: calendar.year_starts,
            year_named_for: calendar.year_named_for,
        }),
        source_url: settings.source.url.and_then(|url| judge.source_url(&url)),
        editor: judge.editor(settings.preview.editor),
        cards: settings.cards.enabled,
        search: settings.search.enabled,
        issues_url: settings.issues.url.and_then(|url| judge.issues_url(url)),
        member_hosts: judge.member_hosts(settings.links.member_hosts),
        teams: judge.teams(settings.teams),
        grading: judge.grading(&settings.grading),
        limits: Limits {
            objectives_per_owner: settings.limits.objectives_per_owner as usize,
            key_results_per_objective: settings.limits.key_results_per_objective as usize,
            objectives_per_page: settings.limits.objectives_per_page as usize,
            entries_per_index: settings.limits.entries_per_index as usize,
        },
        review_every: settings.freshness.review_every.and_then(|every| judge.days(&every)),
        targets: judge.pattern(settings.targets.pattern, defaults.targets.pattern),
        levels: levels(settings.lints),
    }
}

fn levels(lints: BTreeMap<String, String>) -> BTreeMap<String, Level> {
    let level = |(rule, word): (String, String)| Some((rule, Level::named(&word)?));
    lints.into_iter().filter_map(level).collect()
}

struct Judge<'a> {
    file: Option<SourceId>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Judge<'_> {
    fn day(&mut self, day: &Spanned<String>) -> Option<Date> {
        let found = Date::parse(&day.value);
        if found.is_none() {
            let message = format!("`today` is no day: `{}`", walk::shown(&day.value));
            self.complain(
                day.span,
                message,
                "write it as YYYY-MM-DD, as in `today = \"2020-07-31\"`",
            );
        }
        found
    }

    /// A length of time, in days.
    fn days(&mut self, written: &Spanned<String>) -> Option<i64> {
        let mut words = written.value.split_whitespace();
        let count = words.next().and_then(|count| count.parse::<u16>().ok());
        let unit = words.next().and_then(|unit| match unit {
            "day" | "days" => Some(1),
            "week" | "weeks" => Some(7),
            _ => None,
        });
        let days = count.zip(unit).map(|(count, unit)| i64::from(count) * unit);
        let found = days.filter(|days| *days > 0 && words.next().is_none());
        if found.is_none() {
            let shown = walk::shown(&written.value);
            let message = format!("`review_every` of `freshness` is no length of time: `{shown}`");
            let help = "write a number of days or weeks, as in `review_every = \"90 days\"`";
            self.complain(written.span, message, help);
        }
        found
    }

    fn language(&mut self, language: Spanned<String>) -> Option<Spanned<String>> {
        let tag = &language.value;
        let part = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let primary = tag.split('-').next().unwrap_or_default();
        let letters = primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        if letters && primary.len() > 1 && tag.split('-').all(part) {
            return Some(language);
        }
        let message = format!("`language` is `{}`, which is no language tag", walk::shown(tag));
        self.complain(language.span, message, "write a tag such as `en` or `pt-BR`");
        None
    }

    fn base_url(&mut self, url: &Spanned<String>) -> Option<String> {
        let text = url.value.trim();
        let Some(flaw) = address::base_flaw(text) else { return Some(address::as_folder(text)) };
        self.complain(url.span, format!("`base_url` {flaw}"), BASE_HELP);
        None
    }

    fn source_url(&mut self, url: &Spanned<String>) -> Option<String> {
        let text = url.value.trim();
        let Some(flaw) = address::base_flaw(text) else { return Some(address::as_folder(text)) };
        let help = "write an address such as `https://example.com/handbook/blob/main/`";
        self.complain(url.span, format!("`url` of `source` {flaw}"), help);
        None
    }

    fn editor(&mut self, editor: Spanned<String>) -> String {
        let is_script = editor.value.trim_start().to_ascii_lowercase().starts_with("javascript:");
        if editor.value.is_empty() || (editor.value.contains("{path}") && !is_script) {
            return editor.value;
        }
        let message = "`editor` of `preview` is no address of an editor that holds `{path}`";
        let help = "write an address such as `vscode://file/{path}:{line}:{column}`";
        self.complain(editor.span, message.to_owned(), help);
        String::new()
    }

    fn issues_url(&mut self, url: Spanned<String>) -> Option<String> {
        let numbered = url.value.contains("{number}");
        let missing = (!numbered).then_some("does not say where the number goes");
        let Some(flaw) = missing.or_else(|| address::flaw(&url.value)) else {
            return Some(url.value);
        };
        let help = "write an address such as `https://example.com/issues/{number}`";
        self.complain(url.span, format!("`url` of `issues` {flaw}"), help);
        None
    }

    /// A theme is the name of a folder, not a way out of `themes`.
    fn theme(&mut self, theme: Spanned<String>) -> Option<Spanned<String>> {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
        if theme.value.chars().all(plain) && !theme.value.starts_with('.') {
            return Some(theme);
        }
        let message = format!("`theme` is `{}`, which names no theme", walk::shown(&theme.value));
        self.complain(theme.span, message, "write the name of a folder in `themes`");
        None
    }

    /// The content folder and the output folder, which lie in the site's folder and apart.
    ///
    /// The output folder is made equal to the site: what else is in it is removed.
    fn folders(&mut self, settings: &Settings) -> (String, String) {
        let defaults = Settings::default();
        let content = self.folder("content", &settings.content);
        let content = content.unwrap_or_else(|| defaults.content.value.clone());
        let Some(output) = self.folder("output", &settings.output) else {
            return (content, defaults.output.value);
        };
        let inputs = [content.as_str(), "themes", "static"];
        let clash = inputs.into_iter().find(|input| {
            is_below(input, &output) || (!input.is_empty() && is_below(&output, input))
        });
        let message = match clash {
            _ if output.is_empty() => "`output` is the site's own folder".to_owned(),
            Some(input) => format!("`output` and the folder `{input}` lie in each other"),
            None => return (content, output),
        };
        let written = [settings.output.span, settings.content.span];
        let at = written.into_iter().find(|span| *span != Span::default()).unwrap_or_default();
        self.complain(at, message, "write the name of a folder that holds nothing else: `public`");
        if is_below(&defaults.output.value, &content) && !content.is_empty() {
            return (defaults.content.value, defaults.output.value);
        }
        (content, defaults.output.value)
    }

    fn folder(&mut self, name: &str, folder: &Spanned<String>) -> Option<String> {
        let path = folder.value.replace('\\', "/");
        let absolute =
            path.starts_with('/') || path.split('/').next().is_some_and(|part| part.ends_with(':'));
        if !absolute && path.split('/').all(|part| part != "..") && !path.contains(char::is_control)
        {
            return Some(SourcePath::new(&path).as_str().to_owned());
        }
        let message = format!("`{name}` is a folder outside the site's folder");
        self.complain(folder.span, message, "write a path from the site's folder, without `..`");
        None
    }

    fn member_hosts(&mut self, hosts: Vec<Spanned<String>>) -> Vec<String> {
        let mut kept = Vec::new();
        for host in hosts {
            let canonical = hosts::canonical(&host.value);
            if hosts::is_entry(&canonical) {
                kept.push(canonical);
                continue;
            }
            let message = format!("`{}` is no host", walk::shown(&host.value));
            self.complain(
                host.span,
                message,
                "write a host such as `docs.example.com` or `*.example.com`",
            );
        }
        kept
    }

    fn teams(&mut self, teams: Vec<TeamSettings>) -> Vec<Team> {
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        let mut kept = Vec::new();
        for TeamSettings { name, parent, owners } in teams {
            if let Some(span) = first.get(&name.value) {
                let message = format!("two teams are called `{}`", walk::shown(&name.value));
                let other = self.file.map(|source| Location { source, span: *span });
                self.complain(name.span, message, "give all owners of a team in one `[[teams]]`");
                if let (Some(last), Some(other)) = (self.diagnostics.last_mut(), other) {
                    last.also.push((other, "the first one".to_owned()));
                }
                continue;
            }
            first.insert(name.value.clone(), name.span);
            kept.push(Team { name, parent, owners });
        }
        kept
    }

    fn grading(&mut self, grading: &GradingSettings) -> Grading {
        let GradingSettings { delivered, progress } = grading;
        if progress.value <= delivered.value {
            return Grading { delivered: delivered.value, progress: progress.value };
        }
        let written = if progress.span == Span::default() { delivered.span } else { progress.span };
        let (low, high) = (progress.value, delivered.value);
        let message = format!("`progress` ({low}) is above `delivered` ({high})");
        self.complain(written, message, "the grade called delivered is the higher one");
        Grading::default()
    }

    fn pattern(&mut self, pattern: Spanned<String>, default: Spanned<String>) -> Pattern {
        match anchored(&pattern.value) {
            Ok(regex) => Pattern { text: pattern.value, regex: Some(regex) },
            Err(error) => {
                let message = format!("`pattern` is no regular expression: {error}");
                self.complain(
                    pattern.span,
                    message,
                    &format!("the default is `{}`", default.value),
                );
                Pattern { regex: anchored(&default.value).ok(), text: default.value }
            }
        }
    }

    fn complain(&mut self, span: Span, message: String, help: &str) {
        // Without a file there are only defaults, and those are sound.
        let Some(source) = self.file else { return };
        let at = Location { source, span };
        self.diagnostics
            .push(Diagnostic::new(&rules::CONFIG_INVALID_VALUE, at, message).help(help));
    }
}

/// Whether the folder `inner` is `outer` or lies in it; everything lies in the empty folder.
fn is_below(inner: &str, outer: &str) -> bool {
    let rest = inner.strip_prefix(outer);
    outer.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The pattern for a whole text; alone first, so that no bracket of its closes the one around it.
fn anchored(pattern: &str) -> Result<Regex, regex_lite::Error> {
    Regex::new(pattern)?;
    Regex::new(&format!("^(?:{pattern})$"))
}

#[cfg(test)]
mod tests;
