//! The table of layers in `ARCHITECTURE.md`.

use anyhow::{Context as _, Result, ensure};

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// What stands in the first column.
    pub name: String,
    /// The modules in the second column, without `crate`; those below them belong to it as well.
    pub modules: Vec<Vec<String>>,
}

/// The layers, the lowest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layers(Vec<Layer>);

impl Layers {
    /// The table below the heading `heading` of a Markdown text, whose highest layer stands first. Modules are the code in
    /// the second column.
    ///
    /// # Errors
    ///
    /// When there is no such heading, no table below it, or a module stands in it twice.
    pub fn parse(markdown: &str, heading: &str) -> Result<Self> {
        let (_, below) = markdown
            .split_once(&format!("\n{heading}\n"))
            .with_context(|| format!("there is no heading `{heading}`"))?;
        let rows =
            below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
        let mut layers = Vec::new();
        for row in rows.skip(2) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let [name, modules, ..] = cells[..] else { continue };
            let modules = modules.split('`').skip(1).step_by(2);
            let modules = modules.map(|path| path.split("::").map(str::to_owned).collect()).collect();
            layers.push(Layer { name: name.to_owned(), modules });
        }
        layers.reverse();
        ensure!(!layers.is_empty(), "there is no table below `{heading}`");
        let mut all: Vec<_> = layers.iter().flat_map(|layer| &layer.modules).collect();
        all.sort();
        let twice = all.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].join("::"));
        ensure!(twice.is_none(), "{twice:?} is in two layers");
        Ok(Self(layers))
    }

    /// The layer of a module and its number, the lowest being 0: that of the longest path in the table that it stands below.
    #[must_use]
    pub fn of(&self, module: &[String]) -> Option<(usize, &Layer)> {
        let fits = |layer: &Layer| {
            let listed = layer.modules.iter().filter(|listed| module.starts_with(listed));
            listed.map(Vec::len).max()
        };
        let all = self.0.iter().enumerate().filter_map(|(at, layer)| Some((fits(layer)?, at, layer)));
        all.max_by_key(|(length, ..)| *length).map(|(_, at, layer)| (at, layer))
    }

    /// The module of the table that `module` is, or stands below.
    #[must_use]
    pub fn group(&self, module: &[String]) -> Option<&[String]> {
        let all = self.0.iter().flat_map(|layer| &layer.modules);
        all.filter(|listed| module.starts_with(listed)).max_by_key(|listed| listed.len()).map(Vec::as_slice)
    }

    /// All rows, the lowest first.
    #[must_use]
    pub fn rows(&self) -> &[Layer] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Layers;

    const TABLE: &str = "# A\n\n## Layers\n\nText.\n\n| layer | modules | knows |\n|---|---|---|\n\
        | 1 | `span`, `task` | spans |\n| 0 | `json`; `span::ids` | nothing |\n\nMore.\n";

    #[test]
    fn the_longest_path_decides() {
        let layers = Layers::parse(TABLE, "## Layers").expect("a table");
        let of = |path: &str| {
            let path: Vec<String> = path.split("::").map(str::to_owned).collect();
            layers.of(&path).map(|(at, _)| at)
        };
        assert_eq!(
            (of("span"), of("span::start"), of("span::ids"), of("json::write")),
            (Some(1), Some(1), Some(0), Some(0))
        );
        assert_eq!(of("other"), None);
    }

    #[test]
    fn a_module_in_two_layers_is_an_error() {
        assert!(Layers::parse(&TABLE.replace("`json`", "`task`"), "## Layers").is_err());
        assert!(Layers::parse(TABLE, "## Others").is_err());
    }
}
