//! E36: a future is as large as the plain one and at most 96 bytes more, whatever its arguments; where spans are left out,
//! not one.
#![deny(warnings)]

use openinference_runtime::chain_span;

macro_rules! functions {
    ($(#[$attribute:meta])* $module:ident) => {
        mod $module {
            use super::*;

            $(#[$attribute])*
            pub async fn nothing() { leaf().await }

            $(#[$attribute])*
            pub async fn small(a: u64, b: Vec<u8>) -> usize {
                leaf().await;
                b.len() + usize::try_from(a).unwrap_or_default()
            }

            $(#[$attribute])*
            pub async fn large(a: [u8; 1000]) -> usize {
                leaf().await;
                a.len()
            }
        }
    };
}

functions!(#[cfg(all())] plain);
functions!(#[chain_span] annotated);
functions!(#[chain_span(name = "n", session = "s", attributes("a" = 1))] more);

async fn leaf() {
    tokio::task::yield_now().await;
}

macro_rules! sizes {
    ($module:ident) => {
        [
            size_of_val(&$module::nothing()),
            size_of_val(&$module::small(1, Vec::new())),
            size_of_val(&$module::large([0; 1000])),
        ]
    };
}

fn main() {
    let more_at_most = if cfg!(feature = "trace") { 96 } else { 0 };
    for (index, what) in ["no argument", "small arguments", "1 kB argument"].into_iter().enumerate() {
        let (plain, annotated, more) = (sizes!(plain)[index], sizes!(annotated)[index], sizes!(more)[index]);
        println!("{what}: {plain} {annotated}");
        assert!(annotated <= plain + more_at_most, "{annotated} bytes for {plain}");
        assert!(more <= plain + more_at_most, "{more} bytes for {plain}");
    }
}
