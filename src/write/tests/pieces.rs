//! Large files, which are taken in pieces.

use super::*;

/// Takes one file in pieces of a few bytes each.
fn write_pieces(folder: &Utf8Path, path: &str, text: &str) -> Result<Report, WriteError> {
    let delivery = Delivery::begin(folder, &[], "test")?;
    let mut pieces = text.as_bytes().chunks(3).map(<[u8]>::to_vec);
    delivery.take_pieces(OutputPath::new(path).unwrap(), &mut pieces, None);
    delivery.finish(&Made::default())
}

#[test]
fn a_file_in_pieces_is_written_as_a_whole_one_is() {
    let (_room, top) = room();
    let folder = top.join("public");
    let write = |text: &str| write_pieces(&folder, "api/plan.json", text);
    assert_eq!(write("a plan of many pieces").unwrap().written, 1);
    let before = all(&folder);
    assert_eq!(files(&folder), pairs(&[("api/plan.json", "a plan of many pieces")]));
    assert_eq!(write("a plan of many pieces").unwrap().written, 0);
    assert_eq!(all(&folder), before);
    // Of the same size, and then of another.
    assert_eq!(write("a plan of many PIECES").unwrap().written, 1);
    assert_eq!(write("").unwrap().written, 1);
    assert_eq!(files(&folder), pairs(&[("api/plan.json", "")]));
}

#[test]
fn a_file_in_pieces_takes_no_place_of_another() {
    let (_room, top) = room();
    let folder = top.join("public");
    put(&folder.join("api/plan.json"), "somebody's own");
    let refused = write_pieces(&folder, "api/plan.json", "a plan");
    assert!(matches!(refused, Err(WriteError::ForeignFile(_))), "{refused:?}");
    assert_eq!(files(&folder), pairs(&[("api/plan.json", "somebody's own")]));
    assert!(!folder.join(".quarterdeck/tmp").exists());
}
