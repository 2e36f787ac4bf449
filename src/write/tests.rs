//! The output folder before and after.
#![expect(clippy::disallowed_methods, reason = "tests look at what was written")]

mod known;
mod pieces;

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use tempfile::TempDir;

use super::manifest::Manifest;
use super::manifest::digest;
use super::{Delivery, Made, Report, WriteError, check, commit, folder, made, state};
use crate::output::{Fingerprint, OutputPath, Outputs, Take};

/// A folder that vanishes with the test, without links in its name.
fn room() -> (TempDir, Utf8PathBuf) {
    let room = TempDir::new().unwrap();
    let path = Utf8Path::from_path(room.path()).unwrap().canonicalize_utf8().unwrap();
    (room, path)
}

fn outputs(files: &[(&str, &str)]) -> Outputs {
    files.iter().map(|(path, text)| (OutputPath::new(path).unwrap(), (*text).into())).collect()
}

fn write(
    folder: &Utf8Path,
    outputs: &Outputs,
    protected: &[Utf8PathBuf],
) -> Result<Report, WriteError> {
    write_made(folder, outputs, protected, &Made::default())
}

fn write_made(
    folder: &Utf8Path,
    outputs: &Outputs,
    protected: &[Utf8PathBuf],
    made: &Made,
) -> Result<Report, WriteError> {
    let delivery = Delivery::begin(folder, protected, "test")?;
    outputs.par_iter().for_each(|(path, bytes)| delivery.take(path.clone(), bytes, None));
    delivery.finish(made)
}

fn manifest(outputs: &Outputs) -> Manifest {
    outputs.iter().map(|(path, bytes)| (path.clone(), digest(bytes))).collect()
}

fn put(path: &Utf8Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Everything below `folder`: bytes and times of files, nothing for folders.
fn all(folder: &Utf8Path) -> BTreeMap<String, Option<(Vec<u8>, SystemTime)>> {
    let entry = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        let file = entry.file_type().is_file();
        let seen =
            || (fs::read(entry.path()).unwrap(), entry.metadata().unwrap().modified().unwrap());
        (path, file.then(seen))
    };
    walkdir::WalkDir::new(folder).into_iter().map(|next| entry(next.unwrap())).collect()
}

/// The names and texts of the files below `folder`, without the state folder.
fn files(folder: &Utf8Path) -> Vec<(String, String)> {
    let text = |(path, seen): (String, Option<(Vec<u8>, SystemTime)>)| {
        Some((path, String::from_utf8(seen?.0).unwrap()))
    };
    all(folder).into_iter().filter_map(text).filter(|(path, _)| !path.starts_with('.')).collect()
}

fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn refusal(result: Result<Report, WriteError>) -> String {
    result.map_or_else(|error| error.to_string(), |report| format!("{report:?}"))
}

const SITE: &[(&str, &str)] =
    &[("a/b/index.html", "B"), ("a/index.html", "A"), ("index.html", "I")];

#[test]
fn a_second_build_writes_nothing() {
    let (_room, path) = room();
    let public = path.join("public");
    let first = write(&public, &outputs(SITE), &[]).unwrap();
    assert_eq!(first, Report { written: 3, ..Report::default() });
    assert_eq!(files(&public), pairs(SITE));
    let before = all(&public);
    let second = write(&public, &outputs(SITE), &[]).unwrap();
    assert_eq!(second, Report { unchanged: 3, ..Report::default() });
    assert_eq!(all(&public), before);
    assert!(!public.join(state::TMP).exists());
}

#[test]
fn only_files_with_other_bytes_are_written() {
    let (_room, public) = room();
    write(&public, &outputs(SITE), &[]).unwrap();
    let before = all(&public);
    let next = outputs(&[("a/b/index.html", "C"), SITE[1], SITE[2]]);
    let report = write(&public, &next, &[]).unwrap();
    assert_eq!(report, Report { written: 1, unchanged: 2, ..Report::default() });
    assert_eq!(files(&public)[0].1, "C");
    assert_eq!(all(&public)["index.html"], before["index.html"]);
}

#[test]
fn equal_sites_are_equal_folders_whatever_was_there_before() {
    let (_one, one) = room();
    let (_two, two) = room();
    write(&one, &outputs(SITE), &[]).unwrap();
    write(&two, &outputs(&[("x/y.html", "old"), ("index.html", "old")]), &[]).unwrap();
    write(&two, &outputs(SITE), &[]).unwrap();
    let bytes = |folder| {
        // The notes on the times of files are those of the disk.
        fs::remove_file(Utf8Path::join(folder, ".quarterdeck/seen")).unwrap();
        let bytes = |(path, seen): (String, Option<(Vec<u8>, _)>)| (path, seen.map(|seen| seen.0));
        all(folder).into_iter().map(bytes).collect::<Vec<_>>()
    };
    assert_eq!(bytes(&one), bytes(&two));
}

#[test]
fn a_foreign_file_is_refused_and_nothing_is_touched() {
    let (_room, public) = room();
    put(&public.join("index.html"), "mine");
    let before = all(&public);
    let said = refusal(write(&public, &outputs(SITE), &[]));
    assert_eq!(
        said,
        format!(
            "`{}` was not made by quarterdeck and would be overwritten; move it away, or choose \
             another output folder",
            public.join("index.html")
        )
    );
    assert_eq!(all(&public), before);
}

#[test]
fn a_foreign_file_with_the_right_bytes_is_adopted() {
    let (_room, public) = room();
    put(&public.join("index.html"), "I");
    let report = write(&public, &outputs(SITE), &[]).unwrap();
    assert_eq!(report, Report { written: 2, unchanged: 1, ..Report::default() });
    let report = write(&public, &outputs(&[("index.html", "J")]), &[]).unwrap();
    assert_eq!(report, Report { written: 1, deleted: 2, ..Report::default() });
}

#[test]
fn a_foreign_manifest_is_no_licence_to_overwrite() {
    let (_room, public) = room();
    put(&public.join("index.html"), "mine");
    put(&public.join(".quarterdeck/manifest"), "index.html\n");
    let before = all(&public);
    assert!(matches!(write(&public, &outputs(SITE), &[]), Err(WriteError::ForeignFile(_))));
    assert_eq!(all(&public), before);
}

#[test]
fn stale_files_go_with_their_folders_and_foreign_neighbours_stay() {
    let (_room, public) = room();
    write(&public, &outputs(SITE), &[]).unwrap();
    put(&public.join("a/notes.txt"), "mine");
    fs::create_dir(public.join("empty")).unwrap();
    let report = write(&public, &outputs(&[("index.html", "I")]), &[]).unwrap();
    assert_eq!(report, Report { unchanged: 1, deleted: 2, ..Report::default() });
    assert_eq!(files(&public), pairs(&[("a/notes.txt", "mine"), ("index.html", "I")]));
    assert!(!public.join("a/b").exists());
    assert!(public.join("empty").exists());
}

#[test]
fn a_stale_file_that_was_edited_is_kept_and_named_until_it_is_gone() {
    let (_room, public) = room();
    write(&public, &outputs(SITE), &[]).unwrap();
    put(&public.join("a/index.html"), "edited");
    let next = outputs(&[("index.html", "I")]);
    let kept = vec![OutputPath::new("a/index.html").unwrap()];
    let report = write(&public, &next, &[]).unwrap();
    assert_eq!(
        report,
        Report { unchanged: 1, deleted: 1, kept: kept.clone(), ..Report::default() }
    );
    let before = all(&public);
    let report = write(&public, &next, &[]).unwrap();
    assert_eq!(report, Report { unchanged: 1, kept, ..Report::default() });
    assert_eq!(all(&public), before);
    fs::remove_file(public.join("a/index.html")).unwrap();
    let report = write(&public, &next, &[]).unwrap();
    assert_eq!(report, Report { unchanged: 1, ..Report::default() });
    assert!(!public.join("a").exists());
}

#[test]
fn what_a_killed_run_left_behind_is_known_to_the_next() {
    let (_room, public) = room();
    write(&public, &outputs(SITE), &[]).unwrap();
    // Killed after the manifest of both and half of the files.
    let killed = outputs(&[("index.html", "I2"), ("new/one.html", "1"), ("new/two.html", "2")]);
    let place = folder::locate(&public, &[]).unwrap();
    state::save_both(&place, &manifest(&killed), &manifest(&outputs(SITE))).unwrap();
    put(&public.join("index.html"), "I2");
    put(&public.join("new/one.html"), "1");
    put(&public.join(".quarterdeck/tmp/2"), "tor");
    let report = write(&public, &outputs(&[("a/index.html", "A3"), ("index.html", "I")]), &[]);
    assert_eq!(report.unwrap(), Report { written: 2, deleted: 2, ..Report::default() });
    assert_eq!(files(&public), pairs(&[("a/index.html", "A3"), ("index.html", "I")]));
    assert!(!public.join("new").exists());
    assert!(!public.join(state::TMP).exists());
}

#[test]
fn the_manifest_names_old_and_new_files_before_the_first_is_moved() {
    let (_room, public) = room();
    write(&public, &outputs(SITE), &[]).unwrap();
    let (place, before) = (folder::locate(&public, &[]).unwrap(), files(&public));
    let (old, next) = (state::load(&place).unwrap(), outputs(&[("new.html", "N")]));
    let delivery = Delivery::begin(&public, &[], "test").unwrap();
    // The first move fails, for nothing was put aside.
    assert!(commit::commit(&delivery, &manifest(&next), 1, |_| Ok(())).is_err());
    drop(delivery);
    let both = Manifest::parse(&old.print_with(&manifest(&next)));
    assert_eq!(state::load(&place).ok(), both);
    assert_eq!(files(&public), before);
    assert!(!public.join(state::TMP).exists());
}

#[test]
fn an_error_while_files_are_put_aside_leaves_the_old_site() {
    let (_room, public) = room();
    write(&public, &outputs(SITE), &[]).unwrap();
    let before = all(&public);
    // No file system takes a name as long as this.
    let long = "x".repeat(300);
    let said = refusal(write(&public, &outputs(&[("index.html", "J"), (&long, "L")]), &[]));
    assert!(said.starts_with("cannot "), "{said}");
    assert_eq!(all(&public), before);
}

#[test]
fn a_delivery_that_is_given_up_leaves_no_trace() {
    let (_room, path) = room();
    let public = path.join("a/public");
    let delivery = Delivery::begin(&public, &[], "test").unwrap();
    delivery.take(OutputPath::new("b/index.html").unwrap(), b"B", None);
    drop(delivery);
    assert_eq!(all(&path).len(), 1);
}

#[test]
fn folders_that_are_new_and_folders_that_are_not_get_their_files() {
    let (_room, public) = room();
    write(&public, &outputs(&[("a/b/index.html", "B")]), &[]).unwrap();
    put(&public.join("a/notes.txt"), "mine");
    let more = [("a/b/c/d.html", "D"), ("a/b/index.html", "B2"), ("a/e/f.html", "F")];
    let report = write(&public, &outputs(&more), &[]).unwrap();
    assert_eq!(report, Report { written: 3, ..Report::default() });
    let mut there = pairs(&more);
    there.push(("a/notes.txt".to_owned(), "mine".to_owned()));
    assert_eq!(files(&public), there);
}

#[test]
fn a_renamed_file_that_differs_only_in_case_is_there_under_its_new_name() {
    let (_room, public) = room();
    write(&public, &outputs(&[("Logo.svg", "L")]), &[]).unwrap();
    write(&public, &outputs(&[("logo.svg", "L2")]), &[]).unwrap();
    assert_eq!(files(&public), pairs(&[("logo.svg", "L2")]));
}

#[test]
fn two_builds_do_not_write_at_once() {
    let (_room, public) = room();
    write(&public, &outputs(SITE), &[]).unwrap();
    let lock = state::lock(&folder::locate(&public, &[]).unwrap()).unwrap();
    assert!(matches!(write(&public, &outputs(SITE), &[]), Err(WriteError::Busy(_))));
    drop(lock);
    assert!(write(&public, &outputs(SITE), &[]).is_ok());
}

#[test]
fn files_and_folders_in_the_way_are_refused() {
    let (_room, path) = room();
    put(&path.join("file"), "mine");
    put(&path.join("one/a"), "mine");
    put(&path.join("two/index.html/x"), "mine");
    let before = all(&path);
    for (folder, found) in [
        ("file", "file` is a file where a folder is needed; "),
        ("file/public", "file` is a file where a folder is needed; "),
        ("one", "one/a` is a file where a folder is needed; "),
        ("two", "two/index.html` is a folder where a file is needed; "),
    ] {
        let said = refusal(write(&path.join(folder), &outputs(SITE), &[])).replace('\\', "/");
        assert!(said.contains(found), "{said}");
    }
    assert!(check(&path.join("file"), &[]).is_err());
    assert!(check(&path.join("one"), &[]).is_ok());
    assert_eq!(all(&path), before);
}

#[test]
fn the_folders_that_are_read_from_are_never_written_to() {
    let (_room, path) = room();
    put(&path.join("site/content/okrs/q2.md"), "# Q2");
    let protected = ["site/content", "site/static"].map(|folder| path.join(folder));
    let before = all(&path);
    for (folder, overlaps) in [
        ("site/content", "site/content"),
        ("site/content/okrs/public", "site/content"),
        ("site", "site/content"),
        ("site/./missing/../content/x", "site/content"),
        ("site/static/public", "site/static"),
        ("", "site/content"),
    ] {
        let folder = path.join(folder);
        let said = refusal(write(&folder, &outputs(SITE), &protected));
        assert_eq!(
            said,
            format!(
                "the output folder `{folder}` overlaps `{}`, which the site is read from; \
                 choose an output folder beside it, such as `public`",
                path.join(overlaps)
            )
        );
        assert_eq!(check(&folder, &protected).unwrap_err().to_string(), said);
    }
    assert_eq!(all(&path), before);
    assert!(check(&path.join("site/content-public"), &protected).is_ok());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_do_not_hide_what_is_read_from() {
        let (_room, path) = room();
        put(&path.join("elsewhere/q2.md"), "# Q2");
        fs::create_dir(path.join("site")).unwrap();
        symlink(path.join("elsewhere"), path.join("site/content")).unwrap();
        symlink("site", path.join("alias")).unwrap();
        let protected = [path.join("site/content")];
        for folder in ["elsewhere", "elsewhere/public", "site", "alias/content/new", "alias"] {
            let result = write(&path.join(folder), &outputs(SITE), &protected);
            assert!(matches!(result, Err(WriteError::Overlap { .. })), "{folder}: {result:?}");
        }
        assert_eq!(files(&path), pairs(&[("elsewhere/q2.md", "# Q2")]));
    }

    #[test]
    fn the_output_folder_itself_may_be_a_link_that_leads_somewhere() {
        let (_room, path) = room();
        fs::create_dir(path.join("www")).unwrap();
        symlink("www", path.join("public")).unwrap();
        symlink("nowhere", path.join("broken")).unwrap();
        write(&path.join("public"), &outputs(&[("index.html", "I")]), &[]).unwrap();
        assert_eq!(files(&path.join("www")), pairs(&[("index.html", "I")]));
        let said = refusal(write(&path.join("broken/x"), &outputs(SITE), &[]));
        assert!(said.contains("broken/x` is a symbolic link that leads nowhere where"), "{said}");
        assert!(!path.join("nowhere").exists());
    }

    #[test]
    fn links_inside_the_output_folder_are_refused() {
        let (_room, path) = room();
        put(&path.join("elsewhere/index.html"), "A");
        put(&path.join("public/keep"), "");
        symlink("../elsewhere", path.join("public/a")).unwrap();
        symlink("elsewhere/index.html", path.join("index.html")).unwrap();
        symlink("../elsewhere", path.join("public/.quarterdeck")).unwrap();
        let before = all(&path);
        let said = refusal(write(&path.join("public"), &outputs(SITE), &[]));
        assert!(said.contains("public/.quarterdeck` is a symbolic link where a folder"), "{said}");
        fs::remove_file(path.join("public/.quarterdeck")).unwrap();
        let said = refusal(write(&path.join("public"), &outputs(SITE), &[]));
        assert!(said.contains("public/a` is a symbolic link where a folder is needed"), "{said}");
        let said = refusal(write(&path, &outputs(&[("index.html", "A")]), &[]));
        assert!(said.contains("index.html` is a symbolic link where a file is needed"), "{said}");
        symlink("../elsewhere", path.join("public/.quarterdeck")).unwrap();
        assert_eq!(all(&path).keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    }

    #[test]
    fn a_stale_file_is_not_deleted_through_a_link() {
        let (_room, path) = room();
        let public = path.join("public");
        write(&public, &outputs(SITE), &[]).unwrap();
        fs::rename(public.join("a"), path.join("moved")).unwrap();
        symlink("../moved", public.join("a")).unwrap();
        let report = write(&public, &outputs(&[("index.html", "I")]), &[]).unwrap();
        assert_eq!(report, Report { unchanged: 1, ..Report::default() });
        assert_eq!(
            files(&path.join("moved")),
            pairs(&[("b/index.html", "B"), ("index.html", "A")])
        );
    }
}
