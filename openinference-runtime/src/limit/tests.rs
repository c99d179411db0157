use proptest::prelude::*;

use super::*;

#[test]
fn what_fits_is_left_alone() {
    assert_eq!(cut("short", 64), "short");
}

#[test]
fn the_marker_says_how_much_is_kept_of_how_much() {
    let cut = cut(&"x".repeat(1000), 100).into_owned();
    let kept = cut.chars().take_while(|c| *c == 'x').count();
    assert_eq!(cut, format!("{}…[cut: {kept} of 1000 bytes kept]", "x".repeat(kept)));
    assert!(cut.len() <= 100 && cut.len() > 90);
}

#[test]
fn text_that_quotes_a_marker_is_not_taken_for_cut_text() {
    let quoting = format!("{}…[cut: 7 of 9 bytes kept]", "x".repeat(100));
    assert_eq!(original_length(&quoting), quoting.len());
}

#[test]
fn as_much_is_kept_as_the_limit_has_room_for() {
    for limit in 64..300 {
        let text = "x".repeat(400);
        let kept = cut(&text, limit).chars().take_while(|c| *c == 'x').count();
        let more = kept + 1 + marker(kept + 1, Some(text.len())).len();
        assert!(more > limit, "{limit} bytes have room for {more}");
    }
}

proptest! {
    #[test]
    fn a_cut_text_fits_and_is_a_beginning(text in any::<String>(), limit in 64usize..200) {
        let cut = cut(&text, limit);
        prop_assert!(cut.len() <= limit.max(text.len().min(limit)));
        let kept = split_marker(&cut).map_or(&*cut, |(kept, _)| kept);
        prop_assert!(text.starts_with(kept));
        prop_assert_eq!(original_length(&cut), text.len());
    }

    #[test]
    fn cutting_twice_is_cutting_once(text in "[a-zä]{0,400}", first in 64usize..300, second in 64usize..300) {
        let twice = cut(&cut(&text, first), second).into_owned();
        prop_assert_eq!(twice, cut(&text, first.min(second)).into_owned());
    }
}
