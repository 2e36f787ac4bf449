//! What holds for any two texts.

use proptest::prelude::*;

use super::told;

/// Texts made of the pieces that the readings look for.
fn prose() -> impl Strategy<Value = String> {
    let pieces = "from|to|of|by|at least|up to|no|yet|two|one|hire|hired|writers|writer|of target|\
        done|not done|in progress|keep|below|0|1|-3|+2|1e9|999999999B|0.7|(0.7)|7/10|3/0|0%|\
        46%|−60 %|$5m|$|2.0x|1,000,000|1,5|3–5|2020-07-07|#12|Q3|→|(|)|,|.|:|;|✅|🔄|é|\u{a0}|\
        ’|score:|and|[|]|~|>|≤";
    let pieces = prop::sample::select(pieces.split('|').collect::<Vec<_>>());
    prop::collection::vec(pieces, 0..14).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_to_a_finite_grade(
        text in prop_oneof![prose(), any::<String>()],
        outcome in prop_oneof![prose(), any::<String>()],
    ) {
        let told = told(&text, &outcome);
        if let Some(grade) = &told.grade {
            prop_assert!(grade.value.is_finite());
            prop_assert!((0.0..=1.0).contains(&grade.clamped()));
            prop_assert!(!grade.how.to_string().is_empty());
        }
        prop_assert!(!told.reported || told.grade.is_none());
    }
}
