//! Files packed by gzip, whole and damaged.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};

use crate::files::{export, outline, problems, read, span};

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn lines() -> [String; 2] {
    [span(1, 0, "AGENT", "a", ""), span(2, 1, "CHAIN", "b", "")].map(|span| export(&[span]) + "\n")
}

#[test]
fn a_packed_file_is_read_as_what_is_in_it() {
    let text = lines().concat();
    let input = read(&packed(text.as_bytes()));
    assert_eq!((outline(&input).as_str(), problems(&input)), ("AGENT a\n  CHAIN b\n", vec![]));
    assert_eq!(input.files.len(), 1);
    assert_eq!(input.spans[1].source.as_ref().map(ToString::to_string).as_deref(), Some("t:2"));
}

#[test]
fn packed_files_one_behind_the_other_are_one() {
    let both: Vec<u8> = lines().iter().flat_map(|line| packed(line.as_bytes())).collect();
    assert_eq!(outline(&read(&both)), "AGENT a\n  CHAIN b\n");
}

#[test]
fn of_a_packed_file_that_is_cut_what_came_before_is_checked() {
    let [first, second] = lines().map(|line| packed(line.as_bytes()));
    let cut = [first, second[..20].to_vec()].concat();
    let input = read(&cut);
    assert_eq!(outline(&input), "AGENT a\n");
    assert_eq!(problems(&input), ["t: the packed file is cut"]);
    assert_eq!(input.files.len(), 1);
}

#[test]
fn damage_is_named() {
    assert_eq!(problems(&read(&[0x1f, 0x8b, 8, 0])), ["t: the packed file is cut"]);
    let mut damaged = packed(lines().concat().as_bytes());
    let end = damaged.len();
    damaged[end - 6] ^= 0xff;
    let said = problems(&read(&damaged));
    assert!(said[0].starts_with("t: the packed file is damaged: "), "{said:?}");
    assert_eq!(problems(&read(&packed(&packed(b"{}")))), ["t: the file is packed twice: unpack it once"]);
    assert_eq!(problems(&read(&packed(b""))), ["t: the file is empty"]);
}
