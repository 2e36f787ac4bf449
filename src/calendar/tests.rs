//! What people write, and the promises that hold for every text.

use std::ops::Range;

use proptest::prelude::*;

use super::*;

fn ids(text: &str) -> Vec<String> {
    periods_in(text).into_iter().map(|found| found.value.id()).collect()
}

#[test]
fn periods_are_read_however_they_are_written() {
    let ways: [(&str, &[&str]); 10] = [
        ("fy21-q2", &["FY21-Q2", "FY21 Q2", "fy21-q2-okrs", "FY2021-Q2", "Q2 FY21", "Q2FY21-OKR"]),
        (
            "fy21-q2",
            &["FY21–Q2", "FY21 – Q2", "fy21_q2", "FY'21 Q2", "Q2 (FY21)", "FY21, second quarter"],
        ),
        (
            "fy21-q2",
            &["Q2 in fiscal year 2021", "Q2 of FY21", "second quarter of the fiscal year 2021"],
        ),
        (
            "fy21-q2",
            &["Q2 in [fiscal year 2021](../index.md#fiscal-year)", "**FY21-Q2**", "\"FY21 Q2\""],
        ),
        ("cy19-q4", &["CY19-Q4", "Q4 CY19", "| CY19 Q4 |", "calendar year 2019 Q4"]),
        ("2018-q3", &["2018 Q3", "2018-Q3", "2018_q3", "2018Q3", "Q3 2018", "Q3/2018", "3Q 2018"]),
        (
            "2018-q3",
            &["Q3-18", "Q3'18", "Q3 ’18", "3Q18", "third quarter of 2018", "3rd quarter 2018"],
        ),
        (
            "2020-h1",
            &["2020 H1", "H1 2020", "h1\u{a0}2020", "first half of 2020", "1H20", "1H2020"],
        ),
        (
            "2021",
            &["2021", "OKRs 2021.", "2016x 2021-okrs", "roadmap-2021.md", "(2021)", "2021's plan"],
        ),
        ("fy21", &["fiscal year 2021", "FY21", "FY2021", "fy 21 goals", "fiscal 2021"]),
    ];
    for (id, ways) in ways {
        for way in ways {
            assert_eq!(ids(way), [id], "{way}");
        }
    }
}

#[test]
fn years_and_parts_are_read_in_other_spellings() {
    let ways: [(&str, &[&str]); 12] = [
        ("fy23", &["FY 2023/24", "FY2023-24"]),
        ("2023-q2", &["Q2 2023/24", "2º trimestre de 2023", "Q2 (Apr–Jun 2023)"]),
        ("fy18-q2", &["Q2 FY2018-19", "FY18/19 Q2"]),
        ("2022-q3", &["2022.Q3", "Q3 | 2022", "3. Quartal 2022", "2022年Q3", "22Q3"]),
        ("2022-q2", &["segundo trimestre 2022", "2022 T2", "T2 2022", "2e trimestre 2022"]),
        ("2022-q3", &["2022年第三季度", "2022 第3四半期", "2022 年第3季度", "2022年第3季度目标"]),
        (
            "2022-q3",
            &["2022年度 第3四半期", "2022년 3분기", "3-й квартал 2022", "III квартал 2022"],
        ),
        ("2022-h2", &["2022年下半年", "2022年度下半期", "2022년 하반기", "2-е полугодие 2022"]),
        ("2021-q3", &["T3 2021", "21Q3"]),
        ("2020-q3", &["OKR-Q32020", "20Q3"]),
        ("2020-h1", &["2020-1H", "Q1-Q2 2020"]),
        ("2022-h2", &["Q3–Q4 2022", "Q3/Q4 2022"]),
    ];
    for (id, ways) in ways {
        for way in ways {
            assert_eq!(ids(way), [id], "{way}");
        }
    }
    for text in ["T1", "T1 support", "Q2 (May–Jun 2023)", "Q62020", "2023/25"] {
        assert_eq!(ids(text), [""; 0], "{text}");
    }
}

#[test]
fn titles_and_files_from_the_wild_are_read() {
    let cases = [
        ("archive_Q1-19", "2019-q1"),
        ("js-ipfs_OKR_2018Q3.md", "2018-q3"),
        ("objectives_2026q2.mdx.md", "2026-q2"),
        ("layout-team_okrs_2015q3", "2015-q3"),
        ("2019 Q4 - Objectives and Key Results", "2019-q4"),
        ("2016 Q4 0.57", "2016-q4"),
        ("input-objectives_2016-okrs", "2016"),
        ("OKRs (2020 Set 1):", "2020"),
        ("Key results for quarter 2 2018. Learn more", "2018-q2"),
        ("Calendar Year 2018 Q2 OKRs", "cy18-q2"),
        ("Target: Q4 2026", "2026-q4"),
        ("Going in to Q3, FY20-Q1 will run from February 1, 2019 to April 30, 2019.", "fy20-q1"),
    ];
    for (text, id) in cases {
        assert_eq!(ids(text), [id], "{text}");
    }
}

#[test]
fn several_periods_are_found_in_order_and_in_place() {
    let text = "Moved from FY20-Q4 to Q1 FY21 and 2022";
    let found: Vec<(String, &str)> =
        periods_in(text).into_iter().map(|f| (f.value.id(), &text[f.range])).collect();
    let expected = [("fy20-q4", "FY20-Q4"), ("fy21-q1", "Q1 FY21"), ("2022", "2022")];
    assert_eq!(found, expected.map(|(id, written)| (id.to_owned(), written)));
}

#[test]
fn a_year_stays_with_the_part_it_is_joined_to() {
    assert_eq!(ids("Q3, FY20-Q1"), ["fy20-q1"]);
    assert_eq!(ids("Q3 2018-Q4 2019"), ["2018-q3", "2019-q4"]);
    assert_eq!(ids("Q3 2018 and Q4"), ["2018-q3"]);
    assert_eq!(ids("2018 Q3, 2019 Q1"), ["2018-q3", "2019-q1"]);
}

#[test]
fn other_numbers_are_no_periods() {
    let unknown_parts =
        "Q3; H1; Q5 2021; 2021 Q5; FY21-Q5; H3 2020; 2020 H3; Q0 2021; 2018 Q4certifi; quarter 2";
    let longer_numbers = "1999; 2100; 12021; 20210; v2021; 2021a; 3.2021; 2021.1; 2022.C1; 1,2021";
    let dates = "2020-05-01; 2020-05; 2020/21; 20:21; 2020-13-01; 01/05/2020; 01.05.2020; \
                 May 1, 2022; 1 May 2020; May 2022; Feb 2021; 31 June 2020";
    let amounts = "$2021; #2021; 2021%; 2021+; +2021; =2021; Q3 21 deals; in 2h 2 days";
    let phones = "555-2021; 555 2021; +1 (555) 020-2021; 2021 5550; CVE-2021-44228";
    let addresses =
        "https://example.com/okrs/fy21-q2/; www.example.com/2021; example.com/2021; a@2021.com";
    let words = "IQ2 21; FAQ2; fy; fiscal year; FY 1; FY123; third";
    for texts in [unknown_parts, longer_numbers, dates, amounts, phones, addresses, words] {
        for text in texts.split("; ") {
            assert_eq!(ids(text), [""; 0], "{text}");
        }
    }
}

#[test]
fn a_bare_part_is_one_that_no_year_of_the_text_has() {
    let part = |text| bare_part_in(text).map(|found| found.value);
    assert_eq!(part("Q2 Objectives"), Some(Part::Quarter(2)));
    assert_eq!(part("okrs_h1"), Some(Part::Half(1)));
    assert_eq!(part("FY21-Q2 looks back on Q1"), Some(Part::Quarter(1)));
    for text in ["FY21-Q2", "Q2 2021", "Q5", "H3", "2h", "FAQ2", "q2b", "half"] {
        assert_eq!(part(text), None, "{text}");
    }
}

/// Pieces that the scanners look for, and pieces that lie across their way.
const PIECES: &str = "FY|fy21|CY|fiscal year|Q|q2|H1|1|31|21|2021|05|May|sept|july|first|third|quarter|half|\
     st|th|of|in|the|between|from|to|and| | | |\u{a0}|\n|\n\n|-|–|—|_|/|,|.|'|’|(|[|%|$|:|https://|www.|\
     é|٣|日本|\u{301}|🚧";

fn texts() -> impl Strategy<Value = String> {
    let assembled =
        prop::collection::vec(prop::sample::select(PIECES.split('|').collect::<Vec<_>>()), 0..24);
    prop_oneof![any::<String>(), assembled.prop_map(|pieces| pieces.concat())]
}

fn names() -> impl Strategy<Value = PeriodName> {
    let reckoning =
        prop::sample::select(&[Reckoning::Fiscal, Reckoning::Calendar, Reckoning::Plain][..]);
    let part = prop_oneof![
        Just(Part::Year),
        (1..=2u8).prop_map(Part::Half),
        (1..=4u8).prop_map(Part::Quarter)
    ];
    (reckoning, 2000..=2099, part)
        .prop_filter_map("valid", |(reckoning, year, part)| PeriodName::new(reckoning, year, part))
}

fn calendars() -> impl Strategy<Value = Fiscal> {
    let naming = prop::sample::select(&[YearNaming::Start, YearNaming::End][..]);
    (1..=12u8, naming).prop_filter_map("valid", |(month, naming)| Fiscal::new(month, naming))
}

/// Whether the places slice the text, in order, without overlap, and none of them empty.
fn are_places_in(text: &str, places: impl IntoIterator<Item = Range<usize>>) -> bool {
    let mut end = 0;
    places.into_iter().all(|place| {
        let ordered = end <= place.start && place.start < place.end;
        end = place.end;
        ordered && text.get(place).is_some()
    })
}

proptest! {
    #[test]
    fn every_text_is_read_and_every_place_lies_in_it(text in texts()) {
        prop_assert!(are_places_in(&text, periods_in(&text).into_iter().map(|found| found.range)));
        prop_assert!(are_places_in(&text, dates_in(&text).into_iter().map(|found| found.range)));
        prop_assert!(are_places_in(&text, range_in(&text).map(|found| found.range)));
        prop_assert!(are_places_in(&text, bare_part_in(&text).map(|found| found.range)));
        let _ = period_of_path(&text);
        let _ = Date::parse(&text);
    }

    #[test]
    fn ids_and_labels_are_read_back(name in names()) {
        prop_assert_eq!(ids(&name.id()), [name.id()]);
        prop_assert_eq!(periods_in(&name.label()).first().map(|found| found.value), Some(name));
        prop_assert_eq!(period_of_path(&format!("okrs/{}.md", name.id())), Some(name));
    }

    #[test]
    fn periods_of_a_kind_follow_each_other_without_a_gap(name in names(), fiscal in calendars()) {
        if let Some(next) = name.next() {
            let day_after = name.dates(&fiscal).ends().plus_days(1);
            prop_assert_eq!(next.dates(&fiscal).starts(), day_after);
            prop_assert_eq!(next.previous(), Some(name));
            prop_assert!(name < next);
        }
    }

    #[test]
    fn an_inferred_calendar_gives_the_dates_back(name in names(), fiscal in calendars()) {
        let dates = name.dates(&fiscal);
        let again = Fiscal::inferred(&name, dates).map(|inferred| name.dates(&inferred));
        let fixed = name.reckoning() == Reckoning::Calendar;
        prop_assert_eq!(again, if fixed { None } else { Some(dates) });
    }

    #[test]
    fn iso_dates_are_read_back(from in -25_567..46_400i64) {
        let starts = Date::from_unix_days(from);
        prop_assert_eq!(Date::parse(&starts.to_string()), Some(starts));
    }
}
