//! When two sentences have the same words.

/// The words of `text` as they are compared: without case and punctuation.
pub(super) fn key(text: &str) -> String {
    let kept = |sign: &char| sign.is_alphanumeric() || matches!(sign, '+' | '#' | '%' | '<' | '>');
    let mut key = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = key.len();
        if before > 0 {
            key.push(' ');
        }
        let start = key.len();
        for sign in word.chars().filter(kept) {
            if sign.is_ascii() {
                key.push(sign.to_ascii_lowercase());
            } else {
                key.extend(sign.to_lowercase());
            }
        }
        if key.len() == start {
            key.truncate(before);
        }
    }
    key
}
