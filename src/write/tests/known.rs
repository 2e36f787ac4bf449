//! What a build knows of earlier ones, and whom it believes.

use super::*;

#[test]
fn a_file_is_compared_by_its_bytes_when_its_time_tells_nothing() {
    let (_room, public) = room();
    write(&public, &outputs(SITE), &[]).unwrap();
    let index = public.join("index.html");
    let time = fs::metadata(&index).unwrap().modified().unwrap();
    put(&index, "X");
    fs::File::options().append(true).open(&index).unwrap().set_modified(time).unwrap();
    let report = write(&public, &outputs(SITE), &[]).unwrap();
    assert_eq!(report, Report { written: 1, unchanged: 2, ..Report::default() });
}

#[test]
fn a_file_that_follows_from_the_same_need_not_be_made() {
    let (_room, public) = room();
    let (index, other) = (OutputPath::new("index.html").unwrap(), OutputPath::new("b").unwrap());
    let [of, more] = [Fingerprint::of(b"1"), Fingerprint::of(b"2")];
    let begin = |program: &str| Delivery::begin(&public, &[], program).unwrap();
    let first = begin("one");
    assert!(!first.has(&index, of));
    first.take(index.clone(), b"I", Some(of));
    first.take(other.clone(), b"B", None);
    first.finish(&Made::default()).unwrap();
    // A time that has settled is what tells that nobody has changed it.
    let file = fs::File::options().append(true).open(public.join("index.html")).unwrap();
    file.set_modified(SystemTime::now() - std::time::Duration::from_secs(60)).unwrap();
    let again = begin("one");
    assert!(!again.has(&index, of));
    again.take(index.clone(), b"I", Some(of));
    again.take(other.clone(), b"B", None);
    again.finish(&Made::default()).unwrap();
    let third = begin("one");
    assert!(!third.has(&index, more) && !third.has(&other, of) && third.has(&index, of));
    let report = third.finish(&Made::default()).unwrap();
    assert_eq!(report, Report { unchanged: 1, deleted: 1, ..Report::default() });
    assert!(!begin("two").has(&index, of));
    put(&public.join("index.html"), "X");
    assert!(!begin("one").has(&index, of));
}

#[test]
fn a_build_afresh_makes_and_compares_everything() {
    let (_room, public) = room();
    let (index, of) = (OutputPath::new("index.html").unwrap(), Fingerprint::of(b"1"));
    let begin = || Delivery::begin(&public, &[], "one").unwrap();
    let settle = || {
        let file = fs::File::options().append(true).open(public.join("index.html")).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(60)).unwrap();
    };
    for bytes in [b"I", b"J"] {
        let delivery = begin();
        delivery.take(index.clone(), bytes, Some(of));
        delivery.finish(&Made::default()).unwrap();
        settle();
    }
    let known = begin();
    known.take(index.clone(), b"J", Some(of));
    known.finish(&Made::default()).unwrap();
    // Other bytes under the size and the time that are known.
    put(&public.join("index.html"), "X");
    settle();
    let known = begin();
    assert!(known.has(&index, of) && known.earlier(&index).is_none());
    drop(known);
    put(&public.join("index.html"), "J");
    settle();
    assert_eq!(begin().earlier(&index).as_deref(), Some(&b"J"[..]));
    assert_eq!(begin().afresh().earlier(&index), None);
    put(&public.join("index.html"), "X");
    settle();
    let afresh = begin().afresh();
    assert!(!afresh.has(&index, of));
    afresh.take(index.clone(), b"J", Some(of));
    let report = afresh.finish(&Made::default()).unwrap();
    assert_eq!(report, Report { written: 1, ..Report::default() });
}

#[test]
fn a_site_made_of_the_same_is_known_until_anybody_touches_it() {
    let (_room, public) = room();
    let note = Made { key: "k".to_owned(), told: b"fine\n".to_vec() };
    let whole = || made(&public, &[], "k").unwrap();
    assert_eq!(whole(), None);
    write_made(&public, &outputs(SITE), &[], &note).unwrap();
    let known = Some((b"fine\n".to_vec(), Report { unchanged: 3, ..Report::default() }));
    assert_eq!(whole(), known);
    assert_eq!(made(&public, &[], "l").unwrap(), None);
    assert_eq!(made(&public, &[], "").unwrap(), None);
    put(&public.join("index.html"), "edited");
    assert_eq!(whole(), None);
    put(&public.join("index.html"), "I");
    assert_eq!(whole(), known);
    fs::remove_file(public.join("a/index.html")).unwrap();
    assert_eq!(whole(), None);
    // Made of something else, and of something without a name.
    write_made(&public, &outputs(SITE), &[], &Made { key: "l".to_owned(), ..note }).unwrap();
    assert_eq!(whole(), None);
    write(&public, &outputs(SITE), &[]).unwrap();
    assert_eq!(made(&public, &[], "l").unwrap(), None);
}
