//! How much larger the future of an annotated function is.

use anyhow::{Context, Result, ensure};

use super::{
    Figure,
    scratch::{Scratch, runtime},
};

/// Bytes that a future may grow by.
const AT_MOST: usize = 96;

const SOURCE: &str = include_str!("../../../ui-tests/pass/semantics/size.rs");

/// # Errors
/// When the program does not run.
pub(crate) fn measure() -> Result<Vec<Figure>> {
    let mut scratch = Scratch::new("size")?;
    scratch.write(
        "sizes",
        &format!("{}\ntokio = {{ version = \"1\", features = [\"rt\"] }}", runtime()),
        SOURCE,
    )?;
    let output = scratch.cargo(&["run", "--quiet"])?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout)?.lines().map(figure).collect()
}

/// `<what>: <plain> <annotated>`
fn figure(line: &str) -> Result<Figure> {
    let (what, sizes) = line.split_once(": ").with_context(|| format!("no size: {line}"))?;
    let sizes: Vec<usize> = sizes.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    let [plain, annotated] = sizes[..] else { anyhow::bail!("not two sizes: {line}") };
    Ok(Figure {
        what: format!("future over plain, {what}"),
        measured: format!("{} bytes ({annotated} over {plain})", annotated - plain),
        bar: format!("<= {AT_MOST} bytes"),
        met: annotated <= plain + AT_MOST,
    })
}
