//! Teaches templates to speak: `{{ t(key="summary.objectives", count=3) }}`.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::words::{Arg, Words, is_html};

/// How a call of `t` begins that asks for a string by its key.
const CALL: &str = "t(key=\"";

/// Gives `tera` the filter `safe`, which marks HTML as safe. The engine's own copies it for that.
pub(super) fn trust(tera: &mut Tera) {
    tera.register_filter("safe", |html: Value, _: Kwargs, _: &State<'_>| match html.as_str() {
        Some(_) => html.mark_safe(),
        None => Value::safe_string(&html.to_string()),
    });
}

/// Gives `tera` the function `t`, which says the string called `key` with the placeholders
/// filled. Of HTML, a safe value is put in as it is.
pub(super) fn teach(tera: &mut Tera, words: &Arc<Words>) {
    let words = Arc::clone(words);
    tera.register_function("t", move |values: Kwargs, _: &State<'_>| say(&words, &values));
}

/// A built-in template with the words that are the same on every page in the place of the calls
/// that ask for them, so that they are not looked up again for each page. Lines stay what they are.
pub(super) fn spelled_out(template: &str, words: &Words) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(CALL) {
        let (before, call) = rest.split_at(at);
        out.push_str(before);
        let key = call[CALL.len()..].split('"').next().unwrap_or_default();
        let end = CALL.len() + key.len();
        let closed = call[end..].strip_prefix("\")");
        if let Some((text, after)) = constant(key, words).zip(closed) {
            out.push('"');
            out.push_str(&text);
            out.push('"');
            rest = after;
        } else {
            out.push_str(&call[..end]);
            rest = &call[end..];
        }
    }
    out.push_str(rest);
    out
}

/// What a string says, if a literal can hold it.
fn constant(key: &str, words: &Words) -> Option<String> {
    let known = words.has(key) && !is_html(key);
    let said = known.then(|| words.say(key, &[]))?;
    (!said.contains(['"', '\\', '\n'])).then_some(said)
}

fn say(words: &Words, values: &Kwargs) -> TeraResult<Value> {
    let key: &str = values.must_get("key")?;
    if !words.has(key) {
        return Err(Error::message(format!("the theme has no string `{key}`")));
    }
    let mut args = Vec::new();
    for (name, value) in values.iter() {
        let Some(name) = name.as_str().filter(|name| *name != "key") else { continue };
        args.push((
            name,
            arg(value).ok_or_else(|| {
                Error::message(format!("`{name}` of `{key}` is neither a text nor a number"))
            })?,
        ));
    }
    let said = words.say(key, &args);
    Ok(if is_html(key) { Value::safe_string(&said) } else { Value::normal_string(&said) })
}

fn arg(value: &Value) -> Option<Arg<'_>> {
    match value.as_str() {
        Some(text) if value.is_safe() => Some(Arg::Html(text)),
        Some(text) => Some(Arg::Text(text)),
        None => match value.as_u64().and_then(|count| usize::try_from(count).ok()) {
            Some(count) => Some(Arg::Count(count)),
            None => value.as_f64().map(Arg::Number),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_that_say_the_same_on_every_page_are_spelled_out() {
        let words = Words::english();
        let said = words.say("frame.skip", &[]);
        assert_eq!(
            spelled_out(
                "{{ t(key=\"frame.skip\") }}, {{ t(key=\"overview.more\", count=n) }}",
                &words
            ),
            format!("{{{{ \"{said}\" }}}}, {{{{ t(key=\"overview.more\", count=n) }}}}")
        );
        // Unknown keys and HTML are left to be told, and to be marked as safe.
        for same in ["t(key=\"nothing.known\")", "t(key=\"period.no_dates_html\")", "t(key=\""] {
            assert_eq!(spelled_out(same, &words), same);
        }
    }
}
