//! How deep annotated async functions may call each other and still be proven `Send`.

use std::fmt::Write as _;

use anyhow::{Result, ensure};

use super::{
    Figure,
    scratch::{Scratch, runtime},
};

/// Deeper than anybody looks.
const LIMIT: usize = 127;

/// # Errors
/// When a single function does not compile.
pub(crate) fn measure() -> Result<Vec<Figure>> {
    let mut scratch = Scratch::new("depth")?;
    let leaves = [
        ("a leaf that does not await", "", 20),
        ("tokio's yield_now", "tokio::task::yield_now().await;", 19),
    ];
    leaves
        .into_iter()
        .map(|(leaf, body, at_least)| {
            let annotated = deepest(&mut scratch, "#[openinference_runtime::chain_span]", body)?;
            let plain = deepest(&mut scratch, "", body)?;
            Ok(Figure {
                what: format!("deepest chain proven `Send` over {leaf}"),
                measured: format!("{annotated} (plain {plain})"),
                bar: format!(">= {at_least}"),
                met: annotated >= at_least,
            })
        })
        .collect()
}

/// The longest chain that compiles, by halving.
fn deepest(scratch: &mut Scratch, attribute: &str, leaf: &str) -> Result<usize> {
    let (mut compiles, mut fails) = (1, LIMIT + 1);
    ensure!(is_send(scratch, attribute, leaf, compiles)?, "one function alone does not compile");
    while fails - compiles > 1 {
        let middle = (compiles + fails) / 2;
        if is_send(scratch, attribute, leaf, middle)? {
            compiles = middle;
        } else {
            fails = middle;
        }
    }
    Ok(compiles)
}

fn is_send(scratch: &mut Scratch, attribute: &str, leaf: &str, depth: usize) -> Result<bool> {
    let dependencies = format!("{}\ntokio = {{ version = \"1\", features = [\"rt\"] }}", runtime());
    scratch.write("chain", &dependencies, &chain(attribute, leaf, depth))?;
    Ok(scratch.cargo(&["check", "--quiet"])?.status.success())
}

/// The callee first: from the caller down the compiler computes the layout of the whole chain at once.
fn chain(attribute: &str, leaf: &str, depth: usize) -> String {
    let mut source = format!("{attribute}\nasync fn f1(a: u32) -> u32 {{ {leaf} a + 1 }}\n");
    for level in 2..=depth {
        let callee = level - 1;
        let _ =
            writeln!(source, "{attribute}\nasync fn f{level}(a: u32) -> u32 {{ f{callee}(a).await + 1 }}");
    }
    let _ = writeln!(source, "fn is_send<T: Send>(_: T) {{}}\nfn main() {{ is_send(f{depth}(0)); }}");
    source
}
