//! Writes the module that generated code names. Its name carries the patch version, so that nobody can
//! depend on it across releases and a mismatched pair of crates fails to compile instead of misbehaving.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let patch = env::var("CARGO_PKG_VERSION_PATCH")?;
    let module = format!("#[doc(hidden)]\npub mod __private{patch} {{\n    pub use crate::private::*;\n}}\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("private.rs"), module)?;
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
