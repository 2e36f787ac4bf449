//! What the pages of a site look like and speak like.

use std::sync::{Arc, OnceLock};

use super::Inputs;
use super::next::same;
use crate::config::Config;
use crate::diag::{Diagnostic, rules};
use crate::render::{TemplateError, Theme};
use crate::source::{Location, SourceId, Sources, Span};
use crate::words::{self, Words};

/// What the pages look like and speak like, and what is wrong with that.
pub(super) struct Look {
    pub words: Arc<Words>,
    pub diagnostics: Vec<Diagnostic>,
    /// Made when first asked for, if it is the built-in one.
    theme: OnceLock<Option<Theme>>,
}

impl Look {
    pub(super) fn new(inputs: &Inputs) -> Arc<Self> {
        let mut look = Self::built_in(&inputs.config, &inputs.sources, &inputs.strings);
        let (theme, failed) = load_theme(&inputs.sources, &inputs.templates, &look.words);
        look.theme = theme.into();
        look.diagnostics.extend(failed);
        Arc::new(look)
    }

    /// That of a site without templates of its own.
    fn built_in(config: &Config, sources: &Sources, strings: &[(SourceId, String)]) -> Self {
        let (words, diagnostics) = speak(sources, config, strings);
        Self { words, diagnostics, theme: OnceLock::new() }
    }

    /// The templates; none when those of the user's are wrong.
    pub(super) fn theme(&self) -> Option<&Theme> {
        let built_in = || load_theme(&Sources::new(), &[], &self.words).0;
        self.theme.get_or_init(built_in).as_ref()
    }

    /// Whether both sites have the same templates, words and language.
    pub(super) fn is_shared(old: &Inputs, new: &Inputs) -> bool {
        let alike = |old_texts: &[(SourceId, String)], new_texts: &[(SourceId, String)]| {
            let all_same =
                |(id, _): &(SourceId, String)| same(old.sources.get(*id), new.sources.get(*id));
            old_texts == new_texts && new_texts.iter().all(all_same)
        };
        old.config.language == new.config.language
            && alike(&old.templates, &new.templates)
            && alike(&old.strings, &new.strings)
    }
}

/// The look of a site whose theme is the built-in one, made while the site is read: that takes a
/// small site a tenth of its build.
pub struct Ahead {
    config: Arc<Config>,
    made: Arc<OnceLock<Arc<Look>>>,
}

impl Ahead {
    /// Begins to make it.
    #[must_use]
    pub fn begin(config: &Config) -> Self {
        let ahead = Self { config: Arc::new(config.clone()), made: Arc::default() };
        let begun = Self { config: Arc::clone(&ahead.config), made: Arc::clone(&ahead.made) };
        rayon::spawn(move || {
            // The words are wanted first.
            begun.look().theme();
        });
        ahead
    }

    fn look(&self) -> &Arc<Look> {
        self.made.get_or_init(|| Arc::new(Look::built_in(&self.config, &Sources::new(), &[])))
    }

    /// The look of a site that was read meanwhile, of which the theme may still be made; if it has
    /// a theme of its own, or other settings, it is made now.
    pub(super) fn end(&self, inputs: &Inputs) -> Arc<Look> {
        let is_built_in = inputs.strings.is_empty() && inputs.templates.is_empty();
        if is_built_in && *self.config == *inputs.config {
            Arc::clone(self.look())
        } else {
            Look::new(inputs)
        }
    }
}

/// The words of the site, and what is wrong with those of the user's theme.
fn speak(
    sources: &Sources,
    config: &Config,
    strings: &[(SourceId, String)],
) -> (Arc<Words>, Vec<Diagnostic>) {
    let own: Vec<_> = strings.iter().map(|(id, tag)| (tag.as_str(), sources.get(*id))).collect();
    let (words, mut diagnostics) = Words::new(&config.language.value, &own);
    if let Some(at) = config.location(config.language.span)
        && !words.speaks(&config.language.value)
    {
        let language = &config.language.value;
        let message = format!("the theme has no words in `{language}`; it speaks English");
        let known: Vec<String> = words::languages().map(|tag| format!("`{tag}`")).collect();
        let help = format!(
            "it knows {}; `themes/<theme>/strings/{language}.toml` can teach it more",
            known.join(" and ")
        );
        diagnostics.push(Diagnostic::new(&rules::THEME_LANGUAGE, at, message).help(help));
    }
    (Arc::new(words), diagnostics)
}

/// The theme with the user's templates over the built-in ones, or what is wrong with them.
fn load_theme(
    sources: &Sources,
    templates: &[(SourceId, String)],
    words: &Arc<Words>,
) -> (Option<Theme>, Vec<Diagnostic>) {
    let overrides: Vec<(String, String)> = templates
        .iter()
        .map(|(id, name)| (name.clone(), sources.get(*id).text().to_owned()))
        .collect();
    match Theme::new(&overrides, words) {
        Ok(theme) => (Some(theme), Vec::new()),
        Err(errors) => {
            let found = errors.iter().map(|error| template_diagnostic(error, sources, templates));
            (None, found.collect())
        }
    }
}

/// The place of a template's error; one in a built-in template that a user's template causes is
/// told at the top of the user's first.
pub(super) fn template_diagnostic(
    error: &TemplateError,
    sources: &Sources,
    templates: &[(SourceId, String)],
) -> Diagnostic {
    let own = templates.iter().find(|(_, name)| *name == error.template);
    let source = own.or(templates.first()).map(|(id, _)| *id);
    let source = source.unwrap_or_else(|| {
        sources.iter().next().map_or_else(Default::default, crate::source::Source::id)
    });
    let span = if own.is_some() {
        let text = sources.get(source);
        let line = text.line_span(error.line);
        let skipped = text.slice(line).chars().take(error.column.saturating_sub(1) as usize);
        let start = line.start as usize + skipped.map(char::len_utf8).sum::<usize>();
        Span::new(start, (start + 1).min(line.end as usize))
    } else {
        Span::default()
    };
    let message = if own.is_some() {
        error.message.clone()
    } else {
        format!("`{}`: {}", error.template, error.message)
    };
    let help =
        error.help.as_deref().unwrap_or("`docs/themes.md` lists what each template is given");
    Diagnostic::new(&rules::THEME_TEMPLATE, Location { source, span }, message).help(help)
}
