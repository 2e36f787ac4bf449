//! The index that the site is searched with in the reader's browser: made by Pagefind, of the plan
//! itself and not of its pages.
//!
//! To make an index takes longer than all else, so that it is not made again while what can be
//! found is the same: beside it stands a stamp, which says of which entries it was made, and which
//! files belong to it with which bytes.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::path::Path;
use std::sync::Arc;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use rayon::prelude::*;

use crate::view::View;
use crate::view::entries::Entry;

/// The folder of the index, below the page that searches it.
pub const FOLDER: &str = "search/pagefind/";

/// Files by their paths from the top of the site.
pub type Files = BTreeMap<String, Arc<[u8]>>;

/// The name of a stamp in the folder of its index.
const STAMP: &str = "made-of.txt";

/// The program that searches.
const PROGRAM: &str = "pagefind.js";

/// What an index is made by and how. An index that was made otherwise is not used again.
const MAKER: &str = "pagefind 1.6.0, shape 2";

/// More files than this are not made for what results show, by all indexes together: each then
/// holds several.
const MOST_FRAGMENTS: u32 = 1000;

/// The indexes of a site: one, or several for a large plan, since the time for one grows with the
/// square of its entries. Files of an `earlier` one are taken as they are if it was made of the
/// same entries and is whole.
///
/// # Errors
///
/// Why one could not be made, as one sentence.
pub fn index(view: &View, earlier: &Files) -> Result<Files, String> {
    let (language, count) = (language(view), view.indexes());
    let most = (MOST_FRAGMENTS / u32::try_from(count).unwrap_or(u32::MAX)).max(1);
    let parts = parts(view.entries(), count).into_par_iter().enumerate();
    let made = parts.map(|(at, entries)| {
        let folder = folder(at);
        let digest = digest(&language, most, &entries);
        if let Some(files) = unchanged(earlier, &folder, &digest) {
            return Ok(files);
        }
        let mut files = make(&language, most, &folder, entries)
            .map_err(|error| format!("the index for searching could not be made: {error}"))?;
        let stamp = stamp(&digest, &files);
        files.insert(format!("{folder}{STAMP}"), stamp.into_bytes().into());
        Ok(files)
    });
    let made: Result<Vec<Files>, String> = made.collect();
    Ok(made?.into_iter().flatten().collect())
}

/// Which entries each index holds. Where one stands says in which it is, so that others stay where
/// they are when there is one more or less.
fn parts(entries: Vec<Entry>, count: usize) -> Vec<Vec<Entry>> {
    let mut parts = vec![Vec::new(); count];
    for entry in entries {
        let hash = blake3::hash(entry.address.as_bytes());
        let number = u64::from_le_bytes(*hash.as_bytes().first_chunk().unwrap_or(&[0; 8]));
        let at = usize::try_from(number % count as u64).unwrap_or_default();
        parts[at].push(entry);
    }
    parts
}

/// Where an index stands; the others stand below the first.
fn folder(at: usize) -> String {
    if at == 0 { FOLDER.to_owned() } else { format!("{FOLDER}{}/", at + 1) }
}

/// The language of the index, without what only a region says.
fn language(view: &View) -> String {
    let tag = view.language().to_ascii_lowercase();
    tag.split('-').next().unwrap_or_default().to_owned()
}

fn digest(language: &str, most: u32, entries: &[Entry]) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(MAKER);
    add(language);
    add(&most.to_string());
    for entry in entries {
        add(&format!("{entry:?}"));
    }
    hasher.finalize().to_hex().to_string()
}

fn stamp(digest: &str, files: &Files) -> String {
    let mut text = format!("{digest}\n");
    for (path, bytes) in files {
        let _ = writeln!(text, "{}  {path}", blake3::hash(bytes).to_hex());
    }
    text
}

/// The files of an earlier index, if its stamp has this `digest` and all of them are as it says.
fn unchanged(earlier: &Files, folder: &str, digest: &str) -> Option<Files> {
    let name = format!("{folder}{STAMP}");
    let stamp = earlier.get(&name)?;
    let mut lines = std::str::from_utf8(stamp).ok()?.lines();
    lines.next().filter(|line| *line == digest)?;
    let mut files = Files::from([(name, Arc::clone(stamp))]);
    for line in lines {
        let (hash, path) = line.split_once("  ")?;
        let bytes = earlier.get(path)?;
        if blake3::hash(bytes).to_hex().as_str() != hash {
            return None;
        }
        files.insert(path.to_owned(), Arc::clone(bytes));
    }
    Some(files)
}

/// Has an index made, with at most so many files for what results show. Pagefind is asynchronous; nothing else here is, so that it gets a small
/// world of its own.
fn make(language: &str, most: u32, folder: &str, entries: Vec<Entry>) -> Result<Files, String> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(said)?;
    let made: Result<_, String> = runtime.block_on(async {
        let options = PagefindServiceConfig::builder()
            .force_language(language.to_owned())
            .max_fragments(most)
            .build();
        let mut index = PagefindIndex::new(Some(options)).map_err(said)?;
        for entry in entries {
            add(&mut index, language, entry).await?;
        }
        index.get_files().await.map_err(said)
    });
    let files = made?.into_iter().filter_map(|file| Some((name(&file.filename)?, file.contents)));
    // Only one of the two is ever asked for, and all indexes have the program of the first.
    let own = format!("wasm.{language}.pagefind");
    let files: Vec<(String, Vec<u8>)> = files.collect();
    let has_own = files.iter().any(|(name, _)| *name == own);
    let wanted = |name: &str| {
        let program = name == PROGRAM || name.starts_with("wasm.");
        !program || folder == FOLDER && !(has_own && name == "wasm.unknown.pagefind")
    };
    let files = files.into_iter().filter(|(name, _)| wanted(name));
    Ok(files.map(|(name, bytes)| (format!("{folder}{name}"), Arc::from(bytes))).collect())
}

async fn add(index: &mut PagefindIndex, language: &str, entry: Entry) -> Result<(), String> {
    // What has no text of its own is not taken in, so that a title is text, too.
    let content = format!("{}\n{}", entry.title, entry.text);
    let meta = [("title", entry.title), ("chain", entry.chain.join(" ← "))];
    let meta = meta.into_iter().filter(|(_, words)| !words.is_empty());
    let filters = [
        ("kind", vec![entry.kind.to_owned()]),
        ("quarter", entry.periods.into_iter().collect()),
        ("state", entry.state.into_iter().map(str::to_owned).collect()),
        ("team", entry.teams.into_iter().collect()),
    ];
    let filters = filters.into_iter().filter(|(_, values)| !values.is_empty());
    let named = |(name, value): (&str, String)| (name.to_owned(), value);
    let filters = filters.map(|(name, values)| (name.to_owned(), values)).collect();
    let meta = Some(meta.map(named).collect());
    let language = language.to_owned();
    let added =
        index.add_custom_record(entry.address, content, language, meta, Some(filters), None);
    added.await.map(drop).map_err(said)
}

fn said(error: impl Display) -> String {
    error.to_string()
}

/// The name of a file of the index that our page asks for: not Pagefind's own pages and styles.
fn name(path: &Path) -> Option<String> {
    let name = path.to_str()?.replace('\\', "/");
    let wanted = [PROGRAM, "pagefind-entry.json"].contains(&name.as_str())
        || [".pf_meta", ".pf_fragment", ".pf_index", ".pf_filter", ".pagefind"]
            .iter()
            .any(|ending| name.ends_with(ending));
    wanted.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str) -> Entry {
        Entry {
            address: format!("{}.html", title.replace(' ', "-")),
            kind: "objective",
            title: title.to_owned(),
            chain: vec!["Company: Grow".to_owned()],
            periods: ["fy21-q2".to_owned()].into(),
            ..Entry::default()
        }
    }

    fn made(language: &str) -> Files {
        make(
            language,
            MOST_FRAGMENTS,
            FOLDER,
            vec![entry("Ship the editor"), entry("Hire two designers")],
        )
        .unwrap()
    }

    #[test]
    fn equal_entries_give_equal_bytes() {
        let first = made("en");
        assert!(first.len() > 6, "{:?}", first.keys());
        assert_eq!(first, made("en"));
    }

    #[test]
    fn only_files_that_our_page_asks_for_are_published() {
        let names: Vec<String> = made("de").into_keys().collect();
        assert!(names.iter().any(|name| name.ends_with("/wasm.de.pagefind")), "{names:?}");
        assert!(!names.iter().any(|name| name.contains("unknown")), "{names:?}");
        assert!(!names.iter().any(|name| name.contains("-ui") || name.contains(".css")));
        let names: Vec<String> = made("tlh").into_keys().collect();
        assert!(names.iter().any(|name| name.ends_with("/wasm.unknown.pagefind")), "{names:?}");
    }

    #[test]
    fn an_index_is_used_again_while_it_is_whole_and_of_the_same_entries() {
        let digest = digest("en", MOST_FRAGMENTS, &[entry("Ship the editor")]);
        let mut files = made("en");
        let text = stamp(&digest, &files);
        files.insert(format!("{FOLDER}{STAMP}"), text.into_bytes().into());
        let mut with_others = files.clone();
        with_others.insert(format!("{FOLDER}fragment/old.pf_fragment"), Arc::from(*b"old"));
        assert_eq!(unchanged(&with_others, FOLDER, &digest), Some(files.clone()));
        assert_eq!(unchanged(&files, FOLDER, "another digest"), None);
        let meta = files.keys().find(|name| name.ends_with(".pf_meta")).unwrap().clone();
        files.insert(meta.clone(), Arc::from(*b"torn"));
        assert_eq!(unchanged(&files, FOLDER, &digest), None);
        files.remove(&meta);
        assert_eq!(unchanged(&files, FOLDER, &digest), None);
        assert_eq!(unchanged(&Files::new(), FOLDER, &digest), None);
    }

    #[test]
    fn another_entry_another_language_and_another_order_are_other_indexes() {
        let (ship, hire) = (entry("Ship the editor"), entry("Hire two designers"));
        let known = digest("en", MOST_FRAGMENTS, &[ship.clone(), hire.clone()]);
        assert_ne!(known, digest("de", MOST_FRAGMENTS, &[ship.clone(), hire.clone()]));
        assert_ne!(known, digest("en", MOST_FRAGMENTS, &[hire.clone(), ship.clone()]));
        assert_ne!(known, digest("en", 100, &[ship.clone(), hire.clone()]));
        let moved = Entry { periods: ["fy21-q3".to_owned()].into(), ..hire };
        assert_ne!(known, digest("en", MOST_FRAGMENTS, &[ship, moved]));
    }

    #[test]
    fn an_entry_stays_in_its_index_when_others_come_and_go() {
        let all: Vec<Entry> = (0..200).map(|at| entry(&format!("Objective {at}"))).collect();
        let before = parts(all.clone(), 4);
        assert!(before.iter().all(|part| (20..90).contains(&part.len())));
        let fewer = all.iter().filter(|it| it.title != "Objective 7").cloned().collect();
        let same = before.iter().zip(parts(fewer, 4)).filter(|(old, new)| *old == new);
        assert_eq!(same.count(), 3);
        assert_eq!(parts(all.clone(), 1), [all]);
    }

    #[test]
    fn later_indexes_have_no_program_of_their_own() {
        let files = make("en", MOST_FRAGMENTS, &folder(1), vec![entry("Ship the editor")]).unwrap();
        let names: Vec<&String> = files.keys().collect();
        assert!(names.iter().all(|name| name.starts_with("search/pagefind/2/")), "{names:?}");
        assert!(!names.iter().any(|name| name.contains("wasm") || name.ends_with(PROGRAM)));
        assert!(names.iter().any(|name| name.ends_with("pagefind-entry.json")));
    }

    #[test]
    fn the_maker_is_the_one_in_use() {
        let version = MAKER.split([' ', ',']).nth(1).unwrap();
        let lock = include_str!("../../Cargo.lock").replace('\r', "");
        assert!(lock.contains(&format!("name = \"pagefind\"\nversion = \"{version}\"\n")));
    }
}
