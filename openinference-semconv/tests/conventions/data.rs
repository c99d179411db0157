//! The files that `data/generate.py` writes.

/// The rows of a file, each split into its `N` columns.
pub(crate) fn rows<const N: usize>(file: &'static str) -> Vec<[&'static str; N]> {
    let rows = file.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let columns: Vec<_> = line.split('\t').collect();
        columns.try_into().unwrap_or_else(|_| panic!("not {N} columns: {line}"))
    })
    .collect()
}

/// Class, constant and value of everything in the reference's Python package.
pub(crate) fn package() -> Vec<[&'static str; 3]> {
    rows(include_str!("../../data/package.tsv"))
}

/// Key and type of every attribute that the specification reserves.
pub(crate) fn specification() -> Vec<[&'static str; 2]> {
    rows(include_str!("../../data/specification.tsv"))
}
