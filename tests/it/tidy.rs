//! The house: its floors, the sizes of its files, and what only one room may know.
//!
//! The table of rooms in `ARCHITECTURE.md` is the truth; these tests hold the code to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::pages::{files, project, read};

/// The most lines that a file may have.
const LINES: usize = 500;

/// A room of the house, as the table tells it.
struct Room {
    floor: u8,
    /// The paths in code that only this room, and others that list them too, may name.
    knows: BTreeSet<String>,
}

/// A file of the program.
struct File {
    /// Its path, relative to `src/`, parted by `/`.
    path: String,
    text: String,
    /// Its text with comments and the insides of string literals left out.
    code: String,
}

#[test]
fn every_room_stands_in_the_table_and_every_row_is_a_room() {
    let rooms: BTreeSet<String> = rooms().into_keys().collect();
    let found: BTreeSet<String> = sources().iter().filter_map(File::room).collect();
    assert_eq!(found, rooms);
}

#[test]
fn rooms_import_from_lower_floors_only() {
    let rooms = rooms();
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(own) = file.room() else { continue };
        for other in imports(&file.code) {
            let Some(room) = rooms.get(&other) else {
                wrong.push(format!("{}: `crate::{other}` is no room", file.path));
                continue;
            };
            if other != own && room.floor >= rooms[&own].floor {
                wrong.push(format!("{}: `{own}` may not import `{other}`", file.path));
            }
        }
        // A way round `crate::`: so many steps up lead out of the room.
        let depth = file.path.matches('/').count() + 1;
        let out = "super::".repeat(depth + 1);
        if file.code.contains(&out) {
            wrong.push(format!("{}: `{out}` leads out of the room", file.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_one_room_knows_no_other_names() {
    let rooms = rooms();
    let known: BTreeSet<&String> = rooms.values().flat_map(|room| &room.knows).collect();
    let mut used: BTreeSet<(&String, String)> = BTreeSet::new();
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| !file.is_test()) {
        let own = file.room().unwrap_or_else(|| "cli".to_owned());
        for path in known.iter().copied().filter(|path| names(&file.code, path)) {
            used.insert((path, own.clone()));
            if !rooms[&own].knows.contains(path) {
                wrong.push(format!("{}: `{own}` may not name `{path}`", file.path));
            }
        }
    }
    for (name, room) in &rooms {
        for path in room.knows.iter().filter(|path| !used.contains(&(*path, name.clone()))) {
            wrong.push(format!("ARCHITECTURE.md: `{name}` does not use `{path}`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_is_not_too_long() {
    let mut wrong = Vec::new();
    let others = ["tests", "benches"].into_iter().flat_map(|folder| {
        files(&project(folder), "rs").into_iter().map(move |path| File::read(&path, folder))
    });
    for file in sources().into_iter().chain(others) {
        let (path, lines) = (&file.path, file.text.lines().count());
        if !file.text.starts_with("//! ") {
            wrong.push(format!("{path} must start with `//!` and what it is"));
        }
        if lines > LINES {
            wrong.push(format!("{path} has {lines} lines, more than {LINES}"));
        }
        if path.ends_with("mod.rs") {
            wrong.push(format!("{path}: a room is `room.rs` and `room/`"));
        }
        if file.code.contains("#[ignore]") {
            wrong.push(format!("{path}: `#[ignore]` needs its reason"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_half_done() {
    let marks =
        [("TO", "DO"), ("FIX", "ME"), ("dbg", "!("), ("to", "do!("), ("unimpl", "emented!(")];
    for file in sources() {
        for (first, second) in marks {
            let mark = format!("{first}{second}");
            assert!(!file.text.contains(&mark), "{}: `{mark}`", file.path);
        }
    }
}

#[test]
fn every_dependency_is_used() {
    let manifest: toml::Table = read(&project("Cargo.toml")).parse().expect("TOML");
    let used = |name: &str, code: &[File]| {
        let name = name.replace('-', "_");
        code.iter().any(|file| names(&file.code, &name))
    };
    let (sources, mut all) = (sources(), sources());
    for folder in ["tests", "benches"] {
        let files = files(&project(folder), "rs");
        all.extend(files.iter().map(|path| File::read(path, folder)));
    }
    let mut unused = Vec::new();
    for (table, code) in [("dependencies", &sources), ("dev-dependencies", &all)] {
        let names = manifest[table].as_table().expect("a table").keys();
        unused.extend(names.filter(|name| !used(name, code)));
    }
    assert!(unused.is_empty(), "not used: {unused:?}");
}

/// The rooms in the table of `ARCHITECTURE.md`.
fn rooms() -> BTreeMap<String, Room> {
    let text = read(&project("ARCHITECTURE.md"));
    let mut rooms = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let [_, floor, room, _, knows, _] = cells[..]
            && let Ok(floor) = floor.parse()
        {
            let knows = knows.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            rooms.insert(room.trim_matches('`').to_owned(), Room { floor, knows });
        }
    }
    assert!(!rooms.is_empty(), "ARCHITECTURE.md has no table of rooms");
    rooms
}

fn sources() -> Vec<File> {
    files(&project("src"), "rs").iter().map(|path| File::read(path, "src")).collect()
}

impl File {
    fn read(path: &Path, folder: &str) -> Self {
        let text = read(path);
        let path = path.strip_prefix(project(folder)).expect("below");
        let path = path.to_string_lossy().replace('\\', "/");
        Self { code: code(&text), path, text }
    }

    /// The room that it belongs to; none for `main.rs` and `lib.rs`.
    fn room(&self) -> Option<String> {
        let first = self.path.split('/').next().unwrap_or_default();
        let room = first.strip_suffix(".rs").unwrap_or(first);
        (!["main", "lib"].contains(&room)).then(|| room.to_owned())
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }
}

/// The rooms named after `crate::`, in groups too.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            None => drop(found.insert(word(rest))),
            Some(group) => {
                let mut depth = 0;
                for part in group.split_inclusive([',', '{', '}']) {
                    if depth == 0 && !word(part.trim()).is_empty() {
                        found.insert(word(part.trim()));
                    }
                    depth += i32::from(part.ends_with('{')) - i32::from(part.ends_with('}'));
                    if depth < 0 {
                        break;
                    }
                }
            }
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect()
}

/// Whether code names `path` from the top: `path::…`, `use path;` or `use path as …`.
fn names(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + path.len()..]);
        let inner = before.ends_with(|sign: char| sign.is_alphanumeric() || "_:".contains(sign));
        let used = before.trim_end().ends_with("use") && !after.starts_with(char::is_alphanumeric);
        !inner && (after.starts_with("::") || used)
    })
}

/// `text` without comments and without the insides of string literals.
fn code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("r\"") || rest.starts_with("r#") {
            let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
            let end = format!("\"{}", "#".repeat(hashes));
            let start = 1 + hashes;
            match rest[start..].strip_prefix('"').and_then(|inner| inner.find(&end)) {
                Some(length) => start + 1 + length + end.len(),
                None => 1,
            }
        } else if sign == '"' {
            literal(rest)
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\") {
            rest[2..].find('\'').map_or(1, |end| end + 3)
        } else {
            out.push(sign);
            sign.len_utf8()
        };
        rest = &rest[skipped..];
    }
    out
}

/// The length of the string literal that `text` starts with.
fn literal(text: &str) -> usize {
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

#[test]
fn code_is_told_from_comments_and_texts() {
    let text = "use a::b; // c::d\nlet x = \"e::f \\\" \"; r#\"g::\"h\"#; '\"'; i::j";
    let code = code(text);
    assert!(names(&code, "a") && names(&code, "i"), "{code}");
    assert!(["c", "e", "g", "b"].iter().all(|name| !names(&code, name)), "{code}");
    let imports = imports("use crate::{diag::{Diagnostic, rules}, source::Span}; crate::model::x");
    assert_eq!(Vec::from_iter(imports), ["diag", "model", "source"]);
}
