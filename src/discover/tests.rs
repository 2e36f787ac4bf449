//! Folders as people leave them.
#![expect(clippy::disallowed_methods, reason = "tests make what is to be found")]

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempDir;

use super::{BinaryFile, DiscoverError, Found, Problem, ProblemKind, Request, TextFile};
use crate::source::{SourcePath, Sources};

fn site(files: &[(&str, &[u8])]) -> (TempDir, Utf8PathBuf) {
    let temporary = TempDir::new().unwrap();
    let root = Utf8Path::from_path(temporary.path()).unwrap().to_owned();
    fs::create_dir(root.join("content")).unwrap();
    for (path, bytes) in files {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    (temporary, root)
}

fn discover(root: &Utf8Path) -> Found {
    super::discover(&Request { root, content: "content", theme: "plain" }).unwrap()
}

fn names(files: &[TextFile]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

fn places(files: &[BinaryFile]) -> Vec<String> {
    files.iter().map(|file| format!("{:?} {}", file.origin, file.path)).collect()
}

/// What the problems say, as diagnostics.
fn said(problems: &[Problem]) -> Vec<String> {
    let mut sources = Sources::new();
    let mut said = |problem: &Problem| {
        let id = sources.add(problem.path.clone(), problem.text.as_str());
        let diagnostic = problem.diagnostic(id);
        let place = sources.place(diagnostic.at);
        format!("{}:{} {} {}", place.line, place.column, diagnostic.rule.name, diagnostic.message)
    };
    problems.iter().map(&mut said).collect()
}

#[test]
fn files_are_sorted_into_documents_templates_and_the_rest() {
    let (_room, root) = site(&[
        ("content/okrs/q2.md", b"# Q2"),
        ("content/okrs/q10.MD", b"# Q10"),
        ("content/okrs/tree.svg", b"<svg/>"),
        ("content/index.markdown", b""),
        ("content/okrs-old/q1.mdx", b""),
        ("static/.well-known/security.txt", b"S"),
        ("static/robots.txt", b"R"),
        ("themes/plain/templates/page.html", b"<main>"),
        ("themes/plain/templates/parts/feed.xml", b"<feed>"),
        ("themes/plain/assets/site.css", b"main {}"),
        ("themes/plain/readme.md", b"not part of it"),
        ("themes/other/templates/page.html", b""),
        ("quarterdeck.toml", b""),
    ]);
    let found = discover(&root);
    assert_eq!(
        names(&found.documents),
        [
            "content/index.markdown",
            "content/okrs-old/q1.mdx",
            "content/okrs/q10.MD",
            "content/okrs/q2.md"
        ]
    );
    assert_eq!(
        names(&found.templates),
        ["themes/plain/templates/page.html", "themes/plain/templates/parts/feed.xml"]
    );
    assert_eq!(
        places(&found.files),
        [
            "Content okrs/tree.svg",
            "Static .well-known/security.txt",
            "Static robots.txt",
            "Theme site.css"
        ]
    );
    assert_eq!(found.files[2].bytes, b"R");
    assert_eq!(found.documents[3].text, "# Q2");
    assert!(found.theme_folder);
    assert_eq!(found.problems, []);
}

#[test]
fn what_editors_and_version_control_leave_behind_is_left_out() {
    let (_room, root) = site(&[
        ("content/a.md", b""),
        ("content/a.md~", b""),
        ("content/.a.md.swp", b""),
        ("content/.obsidian/x.md", b""),
        ("content/node_modules/x.md", b""),
        ("static/.git/config", b""),
        ("static/.DS_Store", b""),
        ("static/.nojekyll", b""),
    ]);
    let found = discover(&root);
    assert_eq!(names(&found.documents), ["content/a.md"]);
    assert_eq!(places(&found.files), ["Static .nojekyll"]);
    assert!(!found.theme_folder);
    assert_eq!(found.problems, []);
}

#[test]
fn text_that_is_not_utf_8_is_read_and_reported() {
    let (_room, root) = site(&[
        ("content/latin.md", b"# Q2\nZiele f\xFCr \xE9\n"),
        ("content/wide.md", b"\xFF\xFE#\0 \0"),
        ("quarterdeck.toml", b"title = \"\xFC\""),
    ]);
    let found = discover(&root);
    assert_eq!(found.documents[0].text, "# Q2\nZiele f\u{FFFD}r \u{FFFD}\n");
    assert_eq!(found.documents[1].text, "# ");
    assert_eq!(found.problems[0].text, found.documents[0].text);
    assert_eq!(
        said(&found.problems),
        [
            "2:8 source/not-utf8 `content/latin.md` is not UTF-8 text",
            "1:1 source/not-utf8 `content/wide.md` is UTF-16",
        ]
    );
    let config = super::config(&root);
    assert_eq!(config.file.map(|file| file.text), Some("title = \"\u{FFFD}\"".into()));
    assert_eq!(
        config.problem.map(|problem| problem.kind),
        Some(ProblemKind::NotUtf8 { offset: 9 })
    );
}

#[test]
fn a_missing_configuration_is_no_problem_and_a_folder_in_its_place_is() {
    let (_room, root) = site(&[]);
    assert_eq!(super::config(&root), super::Read::default());
    fs::create_dir(root.join("quarterdeck.toml")).unwrap();
    let config = super::config(&root);
    assert_eq!(config.file, None);
    assert_eq!(
        said(&[config.problem.unwrap()]),
        ["1:1 source/unreadable `quarterdeck.toml` is a folder"]
    );
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let (_room, root) = site(&[("content/a.md", b"")]);
    let large = fs::File::create(root.join("content/large.md")).unwrap();
    large.set_len(super::read::LIMIT + 1).unwrap();
    let found = discover(&root);
    assert_eq!(names(&found.documents), ["content/a.md"]);
    assert_eq!(
        said(&found.problems),
        ["1:1 source/unreadable `content/large.md` is larger than 64 MiB"]
    );
}

#[test]
fn a_site_that_is_not_there_is_an_error() {
    let (_room, root) = site(&[("file", b"")]);
    let ask = |content, theme| super::discover(&Request { root: &root, content, theme });
    assert_eq!(ask("okrs", "plain"), Err(DiscoverError::Missing(root.join("okrs"))));
    assert_eq!(ask("file", "plain"), Err(DiscoverError::NotAFolder(root.join("file"))));
    for name in ["../content", "/content", "", ".", r"..\content", "a/../content"] {
        assert_eq!(ask(name, "plain"), Err(DiscoverError::Outside(name.into())));
        assert_eq!(ask("content", name), Err(DiscoverError::Outside(name.into())));
    }
    assert!(ask("./content/", "plain").is_ok());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    #[test]
    fn links_are_followed_but_not_in_circles() {
        let (_room, root) =
            site(&[("content/a/x.md", b""), ("shared/y.md", b""), ("shared/deep/z.md", b"")]);
        symlink("../shared", root.join("content/b")).unwrap();
        symlink("../a", root.join("content/a/circle")).unwrap();
        symlink("../..", root.join("content/a/root")).unwrap();
        symlink("self.md", root.join("content/self.md")).unwrap();
        symlink("nowhere.md", root.join("content/dangling.md")).unwrap();
        symlink("somebody@host.1", root.join("content/.#x.md")).unwrap();
        let found = discover(&root);
        assert!(names(&found.documents).contains(&"content/b/deep/z.md"));
        assert!(names(&found.documents).contains(&"content/b/y.md"));
        assert_eq!(
            said(&found.problems),
            [
                "1:1 source/link-loop `content/a/circle` is a symbolic link that runs in a circle",
                "1:1 source/link-loop `content/a/root` is a symbolic link that runs in a circle",
                "1:1 source/unreadable `content/dangling.md` is a symbolic link that leads nowhere",
                "1:1 source/link-loop `content/self.md` is a symbolic link that runs in a circle",
            ]
        );
    }

    #[test]
    fn folders_that_all_link_to_each_other_are_walked_in_reasonable_time() {
        let (_room, root) = site(&[]);
        for one in 0..9 {
            let folder = root.join(format!("content/{one}"));
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("x.md"), "").unwrap();
            for other in (0..9).filter(|other| *other != one) {
                symlink(format!("../{other}"), folder.join(format!("to{other}"))).unwrap();
            }
        }
        let found = discover(&root);
        assert!((9..=9 * 65).contains(&found.documents.len()), "{}", found.documents.len());
        let many = "is one of too many symbolic links to the same folder";
        assert!(found.problems.iter().any(|problem| problem.kind.to_string() == many));
    }

    #[test]
    fn pipes_and_devices_are_not_waited_for() {
        let (_room, root) = site(&[("content/a.md", b"")]);
        for pipe in ["content/pipe.md", "content/pipe.png", "quarterdeck.toml", "static"] {
            assert!(Command::new("mkfifo").arg(root.join(pipe)).status().unwrap().success());
        }
        symlink("/dev/zero", root.join("content/zero.md")).unwrap();
        let found = discover(&root);
        assert_eq!(names(&found.documents), ["content/a.md"]);
        assert_eq!(
            said(&found.problems),
            [
                "1:1 source/unreadable `content/pipe.md` is not a regular file",
                "1:1 source/unreadable `content/pipe.png` is not a regular file",
                "1:1 source/unreadable `content/zero.md` is not a regular file",
                "1:1 source/unreadable `static` is not a folder",
            ]
        );
        let problem = super::super::config(&root).problem.unwrap();
        assert_eq!(problem.kind.to_string(), "is not a regular file");
    }

    /// Other systems refuse to make such a name.
    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_cannot_be_told_elsewhere_are_reported() {
        use std::os::unix::ffi::OsStrExt as _;
        let (_room, root) = site(&[("content/a.md", b""), ("content/b\\c.md", b"")]);
        let name = std::ffi::OsStr::from_bytes(b"\xFF");
        fs::create_dir(root.as_std_path().join("content").join(name)).unwrap();
        fs::write(root.as_std_path().join("content").join(name).join("x.md"), "").unwrap();
        let found = discover(&root);
        assert_eq!(names(&found.documents), ["content/a.md"]);
        assert_eq!(
            found.problems[0].kind,
            ProblemKind::Unreadable(
                "has a `\\` in its name, which parts folders on other systems".into()
            )
        );
        let path = SourcePath::new("content/\u{FFFD}");
        assert_eq!(found.problems[1], Problem::new(path, ProblemKind::NameNotUtf8));
        assert_eq!(found.problems.len(), 2);
    }
}
