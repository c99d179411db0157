//! E36: a future is as large as the plain one, and a little, whatever its arguments.

macro_rules! functions {
    ($(#[$attribute:meta])* $module:ident) => {
        mod $module {
            $(#[$attribute])*
            pub async fn nothing() { tokio::task::yield_now().await }

            $(#[$attribute])*
            pub async fn small(a: u64, b: Vec<u8>) -> usize {
                tokio::task::yield_now().await;
                b.len() + usize::try_from(a).unwrap_or_default()
            }

            $(#[$attribute])*
            pub async fn large(a: [u8; 1000]) -> usize {
                tokio::task::yield_now().await;
                a.len()
            }
        }
    };
}

functions!(
    #[cfg(all())]
    plain
);
functions!(
    #[openinference_runtime::chain_span]
    annotated
);
functions!(
    #[openinference_runtime::chain_span(name = "n", session = "s", attributes("a" = 1))]
    with_keys
);

/// What the wrapper may add, in bytes.
const MOST: usize = 96;

macro_rules! grows_by {
    ($function:ident($($argument:expr),*)) => {{
        use std::mem::size_of_val;
        let plain = size_of_val(&plain::$function($($argument),*));
        let annotated = size_of_val(&annotated::$function($($argument),*));
        let with_keys = size_of_val(&with_keys::$function($($argument),*));
        assert!(annotated <= plain + MOST, "{annotated} bytes for {plain}");
        assert!(with_keys <= plain + MOST, "{with_keys} bytes for {plain}");
    }};
}

#[test]
fn at_most_a_constant_over_the_plain_future() {
    grows_by!(nothing());
    grows_by!(small(1, Vec::new()));
}

#[test]
fn large_arguments_are_not_copied() {
    grows_by!(large([0; 1000]));
}
