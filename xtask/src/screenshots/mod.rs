//! Pictures of traces in Phoenix, for the documentation: made by a script, so that they can be made again.

mod browser;
mod png;
mod subject;

use std::fs;

use anyhow::{Context, Result, ensure};

use self::{
    browser::{Area, Browser},
    subject::{Picture, QUICKSTART, Subject},
};
use crate::{
    demo::{Models, Play, System},
    phoenix::{self, Node, Venv},
    workspace,
};

const FOLDER: &str = "docs/pictures";
/// Of the window, in which the trace takes about three quarters.
const WIDTH: u32 = 1340;
/// Pixels of a picture for each of the page's: sharp where screens are.
const SCALE: f64 = 1.5;
/// A page of documentation is loaded quickly.
const MAX_BYTES: usize = 200_000;
/// Phoenix's panel of one trace.
const PANEL: &str = "document.querySelector('[role=dialog]')";
/// What it says of the selected span, as soon as that is loaded; the tree beside it is there before.
const SPAN: &str = "document.querySelector('[role=dialog] [data-testid=span-info-wrap]')";
/// What opens the table of the selected span's attributes.
const ATTRIBUTES: &str =
    "document.querySelector('[role=dialog] button[aria-label=Attributes][aria-expanded]')";
/// Room for the names of a deep tree, and none for what nobody has written about these spans.
const STYLE: &str = "
    #trace-tree { flex-grow: 40 !important }
    [role=dialog] section.card:has(button[aria-label=Annotations][aria-expanded]) { display: none }";

/// Takes the pictures of what has these names, or all.
///
/// # Errors
/// When there is nothing of a name; when Phoenix, the example or Chromium does not do its part.
pub fn take(names: &[&str]) -> Result<()> {
    let subjects = subject::find(names)?;
    // The quickest to fail first.
    let mut browser = Browser::start()?;
    subjects.iter().try_for_each(|subject| subject.take(&mut browser))
}

impl Subject {
    fn take(&self, browser: &mut Browser) -> Result<()> {
        if self.name == QUICKSTART {
            let phoenix = phoenix::Server::start(&Venv::prepare()?)?;
            quickstart(&phoenix)?;
            return self.take_from(&phoenix, QUICKSTART, browser);
        }
        let system = System::find(self.name)?;
        let mut play = Play::set_up(system, Models::Scripted)?;
        play.run(&[])?;
        self.take_from(&play.phoenix, system.project, browser)
    }

    fn take_from(&self, phoenix: &phoenix::Server, project: &str, browser: &mut Browser) -> Result<()> {
        let trees = phoenix.settled_trees(project)?;
        let tree = trees.first().context("no trace")?;
        let page = phoenix.page(project, tree)?;
        self.pictures.iter().try_for_each(|picture| picture.take(&page, tree, browser))
    }
}

impl Picture {
    fn take(&self, page: &str, tree: &Node, browser: &mut Browser) -> Result<()> {
        let (name, index) = self.span;
        let span = tree.all().into_iter().filter(|span| span.name == name).nth(index);
        let span = span.with_context(|| format!("no span {name} {index}"))?;
        let window = (WIDTH, self.height);
        browser.open(&format!("{page}?selectedSpanNodeId={}", span.id), window, SCALE)?;
        let shows = serde_json::to_string(self.shows)?;
        browser.wait_until(&format!("{SPAN}?.innerText.includes({shows})"))?;
        let style = serde_json::to_string(STYLE)?;
        browser.evaluate(&format!("document.head.append(Object.assign(document.createElement('style'), {{ textContent: {style} }})); 0"))?;
        if self.opens_attributes {
            browser.evaluate(&format!("{ATTRIBUTES}.click()"))?;
            browser.wait_until(&format!("{ATTRIBUTES}.ariaExpanded === 'true'"))?;
        }
        let area = browser.evaluate(&format!("{PANEL}.getBoundingClientRect().toJSON()"))?;
        let area: Area = serde_json::from_value(area)?;
        let picture = png::compress(&browser.picture(area)?)?;
        ensure!(picture.len() <= MAX_BYTES, "{} has {} bytes", self.file, picture.len());
        let file = workspace::root().join(FOLDER).join(self.file);
        fs::write(&file, picture).with_context(|| file.display().to_string())?;
        println!("{}", file.display());
        Ok(())
    }
}

/// Runs the quickstart to its end, with a scripted model.
fn quickstart(phoenix: &phoenix::Server) -> Result<()> {
    let mut example = workspace::cargo();
    workspace::unconfigured(&mut example).args(["run", "--quiet", "--example", QUICKSTART]);
    example.env("PHOENIX_COLLECTOR_ENDPOINT", phoenix.url()).env("PHOENIX_PROJECT_NAME", QUICKSTART);
    let output = example.output().context("cargo did not start")?;
    ensure!(output.status.success(), "the quickstart failed:\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
