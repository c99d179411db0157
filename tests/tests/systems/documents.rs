//! What people are to read.

use std::fs;

use anyhow::Result;
use xtask::workspace;

#[test]
fn there_is_a_guide_for_setting_up_configuration_and_troubles() -> Result<()> {
    let readme = fs::read_to_string(workspace::root().join("README.md"))?;
    for guide in ["setup", "configuration", "troubleshooting"] {
        let file = format!("docs/{guide}.md");
        assert!(readme.contains(&format!("]({file})")), "{file}");
        assert!(fs::read_to_string(workspace::root().join(&file))?.lines().count() > 20, "{file}");
    }
    Ok(())
}

#[test]
fn the_page_of_mats_has_a_request_for_curl() -> Result<()> {
    let page = fs::read_to_string(workspace::root().join("examples/mats/README.md"))?;
    assert!(page.contains("curl ") && page.contains("/troubleshoot"), "{page}");
    Ok(())
}
