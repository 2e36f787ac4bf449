//! When two sentences have the same words.

/// The words of `text` as they are compared: without case and punctuation.
pub(super) fn key(text: &str) -> String {
    let kept = |sign: &char| sign.is_alphanumeric() || matches!(sign, '+' | '#' | '%' | '<' | '>');
    let words = text.split_whitespace().map(|word| word.chars().filter(kept).collect::<String>());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").to_lowercase()
}
