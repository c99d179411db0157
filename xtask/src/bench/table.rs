//! The table of ratios.

use std::fmt::Write as _;

use super::report::Report;

/// The name that our own way has.
const OURS: &str = "ours";

/// Times and allocations of the same rows.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) times: Vec<Report>,
    pub(super) allocations: Vec<Report>,
}

/// Whether a bar is met.
fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}

impl Table {
    /// As Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut text = "\
| row | what | against | ours | theirs | ratio | bar | | allocations: ours | theirs | bar | |
| --- | --- | --- | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | --- |
"
        .to_owned();
        for report in &self.times {
            self.row(report, &mut text);
        }
        text
    }

    fn row(&self, report: &Report, text: &mut String) {
        let counted = self.allocations.iter().find(|counted| counted.id == report.id);
        // A row has no values where the machine was too busy for them.
        let ours = report.value(OURS);
        let per = if report.each == "call" { String::new() } else { format!(" (each {})", report.each) };
        let others =
            report.measured.iter().map(|measured| measured.name.as_str()).filter(|name| *name != OURS);
        let mut names: Vec<&str> = others.collect();
        names.extend(
            report.bars.iter().map(|bar| bar.against.as_str()).filter(|name| report.value(name).is_none()),
        );
        if names.is_empty() {
            names.push("-");
        }
        for (index, name) in names.iter().enumerate() {
            let theirs = report.value(name);
            let ratio =
                ours.zip(theirs).map(|(ours, theirs)| if ours == theirs { 1.0 } else { ours / theirs });
            let bar = report.bars.iter().find(|bar| bar.against == *name).map(|bar| bar.at_most);
            let met = ratio.zip(bar).map(|(ratio, bar)| verdict(ratio <= bar));
            let first = index == 0;
            let allocations = counted.and_then(|counted| counted.value(OURS));
            let most = report.allocations.filter(|_| first);
            let kept = allocations.zip(most).map(|(ours, most)| verdict(ours <= most + 0.01));
            let shown = |value: Option<f64>, digits: usize| {
                value.map_or_else(|| "-".to_owned(), |value| format!("{value:.digits$}"))
            };
            let _ = writeln!(
                text,
                "| {} | {}{per} | {name} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
                if first { report.id.as_str() } else { "" },
                if first { report.what.as_str() } else { "" },
                quantity(ours, &report.unit),
                quantity(theirs, &report.unit),
                ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}x")),
                bar.map_or_else(String::new, |bar| format!("<= {bar:.2}x")),
                met.unwrap_or_default(),
                shown(allocations.filter(|_| first), 1),
                shown(counted.and_then(|counted| counted.value(name)), 1),
                most.map_or_else(String::new, |most| format!("<= {most}")),
                kept.unwrap_or_default(),
            );
        }
    }
}

/// A number with its unit.
fn quantity(value: Option<f64>, unit: &str) -> String {
    let Some(value) = value else { return "-".to_owned() };
    match unit {
        "nanoseconds" if value.abs() >= 10_000.0 => format!("{:.1} us", value / 1000.0),
        "nanoseconds" => format!("{value:.1} ns"),
        unit => format!("{value:.1} {unit}"),
    }
}
