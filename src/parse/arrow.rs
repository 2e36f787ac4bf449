//! The arrow that parts what was promised from what came of it.

use crate::markdown::Inline;

use super::text::{flat, running, split_at, trim};

/// Cuts `inlines` at the first arrow: the words before it, and the outcome after it.
///
/// Arrows are `=>`, `==>`, `== >`, `=>.`, `⇒` and, between blanks, `-->`. No arrow stands in code
/// or in the text of a link, and none is read out of `>=`, `<=>`, `->` or `=E4`.
pub(super) fn split(inlines: &[Inline]) -> (Vec<Inline>, Option<Vec<Inline>>) {
    let Some((start, end)) = find(&running(inlines)) else { return (inlines.to_vec(), None) };
    let (left, rest) = split_at(inlines, start);
    let (_, right) = split_at(&rest, end - start);
    let outcome = trim(right);
    if outcome.is_empty() || flat(&outcome).trim().is_empty() {
        return (trim(left), None);
    }
    (trim(left), Some(outcome))
}

/// The outcome that `inlines` are, when they begin with an arrow.
pub(super) fn leading(inlines: &[Inline]) -> Option<Vec<Inline>> {
    let (start, _) = find(running(inlines).trim_start())?;
    if start == 0 { split(inlines).1 } else { None }
}

/// Where the first arrow in `text` starts and ends, a full stop glued to it included.
pub(super) fn find(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = text[from..].find(['>', '⇒']) {
        let tip = from + found;
        if text[tip..].starts_with('⇒') {
            return Some((tip, tip + '⇒'.len_utf8()));
        }
        from = tip + 1;
        let after = &text[tip + 1..];
        let before = &text[..tip];
        let shaft = shaft(before);
        if shaft > 0 && !after.starts_with(['=', '>']) {
            // `=>.` followed by words: the full stop belongs to the arrow.
            let stop = usize::from(after.starts_with(". "));
            return Some((tip - shaft, tip + 1 + stop));
        }
    }
    None
}

/// The length of the arrow's shaft that `before` ends with; 0 when there is none.
fn shaft(before: &str) -> usize {
    let spaced = before.strip_suffix("== ").map(str::len);
    let bare = before.trim_end_matches('=');
    if let Some(length) = spaced {
        return before.len() - length;
    }
    let equals = before.len() - bare.len();
    if (1..=3).contains(&equals) && !bare.ends_with(['<', '!', '>']) {
        return equals;
    }
    match before.strip_suffix(" --") {
        Some(_) => 2,
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn cut(text: &str) -> Option<(&str, &str)> {
        find(text).map(|(start, end)| (text[..start].trim(), text[end..].trim()))
    }

    #[test]
    fn arrows_of_every_spelling_are_found() {
        for arrow in ["=>", "==>", "== >", "=>.", "-->", "⇒"] {
            assert_eq!(
                cut(&format!("Ship it. {arrow} Done")),
                Some(("Ship it.", "Done")),
                "{arrow}"
            );
        }
        assert_eq!(cut("plan.=> 50%"), Some(("plan.", "50%")));
        assert_eq!(cut("plan =>50%"), Some(("plan", "50%")));
    }

    #[test]
    fn other_signs_are_no_arrows() {
        for text in [
            "sheet =E4+F4",
            "2 -> 3 conversion",
            ">100 tweets",
            "≥ 5",
            "a >= b",
            "a <=> b",
            "x--> y",
        ] {
            assert_eq!(cut(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_arrow_wins() {
        assert_eq!(cut("a => b => c"), Some(("a", "b => c")));
    }
}
