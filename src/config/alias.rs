//! Former addresses of pages, as authors write them.

use percent_encoding::percent_decode_str;

/// Bytes that a part of an address may have; file systems take no longer names.
const LONGEST: usize = 200;

/// Where builds keep their notes in the output folder.
const RESERVED: &str = ".quarterdeck";

/// The file, relative to the top of the site, that stands at `address`, which begins at the top of
/// the site with or without a `/`: that of a page when it ends in `.html`, and else the index of
/// a folder.
///
/// # Errors
///
/// What is wrong with the address, as the end of a sentence.
pub fn file_at(address: &str) -> Result<String, &'static str> {
    let address = address.trim();
    if address.starts_with("//") || address.contains("://") {
        return Err("leads to another site");
    }
    if address.contains(['?', '#']) {
        return Err("holds a query or a fragment");
    }
    let Ok(path) = percent_decode_str(address).decode_utf8() else {
        return Err("holds escapes that are no text");
    };
    if path.contains(['\\', ':']) || path.contains(char::is_control) {
        return Err("holds a character that no page's address holds");
    }
    let path = path.strip_prefix('/').unwrap_or(&path);
    let folder = path.strip_suffix('/').unwrap_or(path);
    if folder.is_empty() {
        return Ok("index.html".to_owned());
    }
    for part in folder.split('/') {
        match part {
            "" => return Err("holds an empty part"),
            ".." => return Err("leads out of the site"),
            "." => return Err("holds a part that is only a dot"),
            part if part.len() > LONGEST => return Err("holds a part that is too long for a file"),
            _ => {}
        }
    }
    if folder.split('/').next().is_some_and(|top| top.eq_ignore_ascii_case(RESERVED)) {
        return Err("lies where builds keep their notes");
    }
    let ending = folder.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
    let is_page = ending.is_some_and(|(_, ending)| {
        ["html", "htm"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    });
    let is_page = is_page && !path.ends_with('/');
    Ok(if is_page { folder.to_owned() } else { format!("{folder}/index.html") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_file_of_the_site() {
        let files = [
            ("/", "index.html"),
            ("/old/plan/", "old/plan/index.html"),
            ("old", "old/index.html"),
            (" /old.html ", "old.html"),
            ("/v1.2", "v1.2/index.html"),
            ("/old.HTM", "old.HTM"),
            ("/old.html/", "old.html/index.html"),
            ("/caf%C3%A9/ü", "café/ü/index.html"),
        ];
        for (address, file) in files {
            assert_eq!(file_at(address).as_deref(), Ok(file), "{address}");
        }
    }

    #[test]
    fn an_address_outside_the_site_is_none() {
        let long = format!("/{}/", "x".repeat(201));
        let wrong = [
            ("../x", "leads out of the site"),
            ("/a/%2e%2e/b", "leads out of the site"),
            ("https://example.org/x", "leads to another site"),
            ("//example.org/x", "leads to another site"),
            ("/x?y", "holds a query or a fragment"),
            ("/x#y", "holds a query or a fragment"),
            ("mailto:a@example.org", "holds a character that no page's address holds"),
            ("C:\\x", "holds a character that no page's address holds"),
            ("/a//b", "holds an empty part"),
            ("./x", "holds a part that is only a dot"),
            ("/%ff", "holds escapes that are no text"),
            ("/a%00b", "holds a character that no page's address holds"),
            ("/.Quarterdeck/x", "lies where builds keep their notes"),
            (long.as_str(), "holds a part that is too long for a file"),
        ];
        for (address, flaw) in wrong {
            assert_eq!(file_at(address), Err(flaw), "{address}");
        }
    }
}
