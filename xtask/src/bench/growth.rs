//! How the cost grows with what is recorded: pictures of the scene `growth`.

use std::fs;

use anyhow::Result;
use xtask::workspace;

use super::plot::{Line, Plot};
use super::report::Report;

/// A picture: the row that it shows, its file, and what stands on it.
struct Picture {
    row: &'static str,
    file: &'static str,
    title: &'static str,
    x: &'static str,
    y: &'static str,
}

const PICTURES: [Picture; 3] = [
    Picture {
        row: "growth-messages",
        file: "growth-messages.svg",
        title: "An LLM span by its messages",
        x: "messages",
        y: "nanoseconds of CPU",
    },
    Picture {
        row: "growth-chunks",
        file: "growth-chunks.svg",
        title: "A stream by its chunks",
        x: "chunks",
        y: "nanoseconds of CPU",
    },
    Picture {
        row: "growth-threads",
        file: "growth-threads.svg",
        title: "Spans a second by threads",
        x: "threads",
        y: "spans a second",
    },
];

/// Draws what the scene has measured; the pictures' places in the text of a document.
pub(super) fn draw(reports: &[Report]) -> Result<String> {
    let mut text = String::new();
    for Picture { row, file, title, x, y } in &PICTURES {
        let mut lines: Vec<Line> = Vec::new();
        for report in reports.iter().filter(|report| report.id == *row) {
            let at: f64 = report.each.parse()?;
            for measured in &report.measured {
                let point = (at, measured.value);
                match lines.iter_mut().find(|line| line.name == measured.name) {
                    Some(line) => line.points.push(point),
                    None => lines.push(Line { name: measured.name.clone(), points: vec![point] }),
                }
            }
        }
        if lines.is_empty() {
            continue;
        }
        let svg = Plot { title, x, y, lines }.svg();
        fs::write(workspace::root().join("docs/pictures").join(file), svg)?;
        text.push_str(&format!("![{title}](pictures/{file})\n\n"));
    }
    Ok(text)
}
