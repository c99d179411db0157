//! Three letters in a row, of which the name of a secret holds some.

/// Some three letters of each word that makes a name that of a secret.
const THREE: &[&[u8; 3]] = &[
    b"key", b"tok", b"aut", b"coo", b"cre", b"jwt", b"pas", b"pwd", b"sec", b"bea", b"pin", b"otp", b"cvc",
    b"cvv", b"sas", b"mne", b"dsn", b"csr", b"xsr", b"sig", b"pem", b"cod", b"phr", b"str", b"url", b"uri",
    b"kub",
];

/// Five bits tell letters apart, large and small ones alike.
const BITS: usize = 5;
const PLACES: usize = 1 << (3 * BITS);
const MASK: usize = PLACES - 1;

/// A bit for each three letters. What is no letter is taken for one: it finds more, never less.
static TABLE: [u64; PLACES / 64] = table();

const fn table() -> [u64; PLACES / 64] {
    let mut table = [0; PLACES / 64];
    let mut at = 0;
    while at < THREE.len() {
        let [one, two, three] = *THREE[at];
        let place = push(push(push(0, one), two), three);
        table[place / 64] |= 1 << (place % 64);
        at += 1;
    }
    table
}

/// The last three letters, with one more.
const fn push(letters: usize, byte: u8) -> usize {
    (letters << BITS | (byte & 0x1f) as usize) & MASK
}

/// Whether the letters of a secret's name stand in a name at all. Most names are told apart by this alone.
pub(super) fn may_be_secret(name: &str) -> bool {
    let [one, two, rest @ ..] = name.as_bytes() else { return false };
    let mut letters = push(push(0, *one), *two);
    rest.iter().any(|byte| {
        letters = push(letters, *byte);
        TABLE.get(letters / 64).is_some_and(|bits| bits >> (letters % 64) & 1 == 1)
    })
}
