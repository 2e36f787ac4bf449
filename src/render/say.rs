//! Teaches templates to speak: `{{ t(key="summary.objectives", count=3) }}`.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::words::{Arg, Words, is_html};

/// Gives `tera` the function `t`, which says the string called `key` with the placeholders
/// filled. Of HTML, a safe value is put in as it is.
pub(super) fn teach(tera: &mut Tera, words: &Arc<Words>) {
    let words = Arc::clone(words);
    tera.register_function("t", move |values: Kwargs, _: &State<'_>| say(&words, &values));
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
