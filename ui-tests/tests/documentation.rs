//! What `cargo doc` shows of an annotated function is what its author wrote.

use std::fs;
use std::path::Path;

use xtask::workspace;

/// The same function twice; whatever rustdoc makes of its patterns, it makes it twice.
const SOURCE: &str = r#"
macro_rules! function {
    ($(#[$attribute:meta])* $module:ident) => {
        pub mod $module {
            /// Says something.
            $(#[$attribute])*
            pub async fn weather<'a, T: Clone + Send>(mut city: &'a str, (day, _): (u8, T), units: impl Into<String>) -> Result<&'a str, String> {
                let _ = (units.into(), day);
                city = city.trim();
                Ok(city)
            }
        }
    };
}

function!(plain);
function!(#[openinference_runtime::tool_span(name = "n")] annotated);
"#;

/// The text of a page, without its tags, its entities and its spaces.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside && !other.is_whitespace() => text.push(other),
            _ => {}
        }
    }
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&#39;", "'"), ("&nbsp;", "")]
    {
        text = text.replace(entity, character);
    }
    text
}

#[test]
fn the_signature_is_the_users() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documented");
    let manifest = format!(
        "[package]\nname = \"documented\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         openinference-runtime = {{ path = {:?} }}\n\n[profile.dev]\ndebug = \"line-tables-only\"\n",
        workspace::root().join("openinference-runtime"),
    );
    fs::create_dir_all(directory.join("src")).expect("the target directory can be written to");
    fs::write(directory.join("Cargo.toml"), manifest).expect("so can this");
    fs::write(directory.join("src/lib.rs"), SOURCE).expect("and this");
    fs::copy(workspace::root().join("Cargo.lock"), directory.join("Cargo.lock")).expect("and this");
    let target =
        workspace::Metadata::read().and_then(|metadata| metadata.target_dir()).expect("cargo knows it");
    let mut cargo = workspace::cargo();
    cargo.current_dir(&directory).env("CARGO_TARGET_DIR", &target).args(["doc", "--no-deps", "--offline"]);
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = |module: &str| {
        let page = fs::read_to_string(target.join(format!("doc/documented/{module}/fn.weather.html")));
        let words = words(&page.expect("there is a page"));
        words.split_once("pubasyncfnweather").expect("the page shows the function").1.to_owned()
    };
    assert!(page("plain").contains("Result<&'astr,String>"), "{}", page("plain"));
    assert!(page("annotated").contains("Sayssomething."));
    assert_eq!(page("annotated"), page("plain"));
}
