//! What the documents point to is there: files, pictures, headings.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use xtask::workspace;

/// Every document of the repository.
fn documents(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        let name = name.to_string_lossy();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() {
            documents(&path, found)?;
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
    Ok(())
}

/// The lines outside of blocks of code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// Where a document points to, the web left out.
fn targets(text: &str) -> Vec<String> {
    let text = prose(text).collect::<Vec<_>>().join("\n");
    let behind = |start: &str, end: char| -> Vec<String> {
        let targets = text.split(start).skip(1).filter_map(|rest| rest.split(end).next());
        targets.map(str::to_owned).collect()
    };
    let mut targets = [behind("](", ')'), behind("src=\"", '"')].concat();
    targets.retain(|target| !target.contains("://") && !target.starts_with("mailto:"));
    targets
}

/// What a heading is called in an address: lower case, spaces as hyphens, no punctuation.
fn anchors(text: &str) -> Vec<String> {
    let headings = prose(text).filter_map(|line| line.strip_prefix('#'));
    let anchor = |heading: &str| -> String {
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|it| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_'));
        kept.map(|it| if it == ' ' { '-' } else { it }).collect()
    };
    headings.map(anchor).collect()
}

fn is_there(document: &Path, target: &str) -> io::Result<bool> {
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let file = match file {
        "" => document.to_owned(),
        file => document.with_file_name("").join(file),
    };
    if !file.exists() {
        return Ok(false);
    }
    Ok(anchor.is_empty() || anchors(&fs::read_to_string(file)?).iter().any(|it| it == anchor))
}

#[test]
fn every_link_leads_somewhere() -> io::Result<()> {
    let mut found = Vec::new();
    documents(workspace::root(), &mut found)?;
    assert!(found.contains(&workspace::root().join("README.md")), "{found:?}");
    let mut broken = Vec::new();
    for document in found {
        // What is part of a crate's documentation is rustdoc's to check.
        if document.components().any(|part| part.as_os_str() == "src") {
            continue;
        }
        for target in targets(&fs::read_to_string(&document)?) {
            if !is_there(&document, &target)? {
                broken.push(format!("{}: {target}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    Ok(())
}

#[test]
fn every_picture_is_shown_and_none_is_too_large() -> io::Result<()> {
    /// A page of documentation is loaded quickly.
    const MAX_BYTES: u64 = 200_000;

    let mut found = Vec::new();
    documents(workspace::root(), &mut found)?;
    let texts = found.iter().map(fs::read_to_string).collect::<io::Result<String>>()?;
    for picture in fs::read_dir(workspace::root().join("docs/pictures"))? {
        let picture = picture?;
        let name = picture.file_name().to_string_lossy().into_owned();
        assert!(texts.contains(&format!("pictures/{name})")), "{name} is nowhere");
        assert!(picture.metadata()?.len() <= MAX_BYTES, "{name}");
    }
    Ok(())
}

#[test]
fn a_link_to_nothing_is_found() -> io::Result<()> {
    let readme = workspace::root().join("README.md");
    let links =
        "[a](docs/setup.md) [b](docs/none.md)\n[c](#tests-of-traces)\n```\n[d](e)\n```\n[f](#nothing)";
    let targets = targets(links);
    assert_eq!(targets, ["docs/setup.md", "docs/none.md", "#tests-of-traces", "#nothing"]);
    let there = targets.iter().map(|target| is_there(&readme, target)).collect::<io::Result<Vec<_>>>()?;
    assert_eq!(there, [true, false, true, false]);
    Ok(())
}
