//! What the shop sells, has and has sold: three files in a folder, read anew for each question.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::DATA;
use example_support::endpoint::set;

/// The files that come with the program.
const BUILT_IN: [(&str, &str); 3] = [
    ("products", include_str!("../../data/products.json")),
    ("stock", include_str!("../../data/stock.json")),
    ("sales", include_str!("../../data/sales.json")),
];

/// A product.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub(super) struct Product {
    /// Its number.
    pub(super) sku: String,
    /// Its name.
    pub(super) name: String,
    /// What kind of thing it is.
    pub(super) category: String,
    /// What is to be said of it.
    pub(super) about: String,
    /// Euro.
    pub(super) price: f64,
}

/// How much there is of a product.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub(super) struct Stock {
    /// The product.
    pub(super) sku: String,
    /// Pieces.
    pub(super) pieces: u32,
}

/// How much of a product was sold in a week.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Sale {
    week: u32,
    sku: String,
    pieces: u32,
}

/// What was sold of a product in the last week, and in the one before.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub(super) struct Trend {
    /// The product.
    pub(super) sku: String,
    /// Pieces in the last week.
    pub(super) last_week: u32,
    /// Pieces in the week before.
    pub(super) week_before: u32,
}

/// The folder.
#[derive(Clone, Debug, Default)]
pub(super) struct Catalogue(Option<PathBuf>);

impl Catalogue {
    /// The folder that `SHOP_DATA` names, else the files that come with the program.
    #[must_use]
    pub(super) fn from_env() -> Self {
        Self(set(DATA).map(PathBuf::from))
    }

    /// The products that are described by all words of the query.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn search(&self, query: &str) -> Result<Vec<Product>> {
        let words: Vec<_> = query.split_whitespace().map(str::to_lowercase).collect();
        let mut products: Vec<Product> = self.read("products")?;
        products.retain(|product| {
            let text = format!("{} {} {}", product.name, product.category, product.about).to_lowercase();
            words.iter().all(|word| text.contains(word.as_str()))
        });
        Ok(products)
    }

    /// How much there is of a product.
    ///
    /// # Errors
    /// When there is no such product, or the file cannot be read.
    pub(super) fn stock(&self, sku: &str) -> Result<Stock> {
        let stock: Vec<Stock> = self.read("stock")?;
        stock.into_iter().find(|each| each.sku == sku).with_context(|| format!("there is no product {sku}"))
    }

    /// How the products of a category sell, the best of the last week first.
    ///
    /// # Errors
    /// When nothing of it was sold, or a file cannot be read.
    pub(super) fn sales(&self, category: &str) -> Result<Vec<Trend>> {
        let (products, sales): (Vec<Product>, Vec<Sale>) = (self.read("products")?, self.read("sales")?);
        let last = sales.iter().map(|sale| sale.week).max().context("nothing was ever sold")?;
        let of = |sku: &str, week| {
            let sold = sales.iter().filter(|sale| sale.sku == sku && sale.week == week);
            sold.map(|sale| sale.pieces).sum()
        };
        let products = products.into_iter().filter(|product| product.category == category);
        let mut trends: Vec<_> = products
            .map(|Product { sku, .. }| Trend {
                last_week: of(&sku, last),
                week_before: of(&sku, last.saturating_sub(1)),
                sku,
            })
            .collect();
        ensure!(!trends.is_empty(), "there is no category {category}");
        trends.sort_by_key(|trend| std::cmp::Reverse(trend.last_week));
        Ok(trends)
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<T>> {
        let text = match &self.0 {
            Some(folder) => {
                let file = folder.join(format!("{name}.json"));
                fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?
            }
            None => {
                let built_in = BUILT_IN.iter().find(|(known, _)| *known == name);
                built_in.map(|(_, text)| (*text).to_owned()).with_context(|| format!("no file {name}"))?
            }
        };
        serde_json::from_str(&text).with_context(|| format!("{name}.json is not what it should be"))
    }
}

#[cfg(test)]
mod tests {
    use super::Catalogue;

    #[test]
    fn every_word_of_a_query_has_to_be_found() {
        let found = |query: &str| -> Vec<String> {
            let products = Catalogue::default().search(query).expect("the files come with the program");
            products.into_iter().map(|product| product.sku).collect()
        };
        assert_eq!(found("Waterproof jacket"), ["RJ-2", "RJ-3"]);
        assert_eq!(found("boots"), ["BT-1"]);
        assert!(found("waterproof umbrella").is_empty());
    }

    #[test]
    fn what_sold_best_in_the_last_week_comes_first() {
        let trends = Catalogue::default().sales("jackets").expect("jackets were sold");
        let trends: Vec<_> =
            trends.iter().map(|each| (&*each.sku, each.last_week, each.week_before)).collect();
        assert_eq!(trends, [("RJ-2", 11, 4), ("RJ-1", 7, 9), ("RJ-3", 5, 0)]);
    }

    #[test]
    fn what_is_not_there_is_named() {
        let catalogue = Catalogue::default();
        assert_eq!(catalogue.stock("RJ-9").expect_err("none").to_string(), "there is no product RJ-9");
        assert_eq!(catalogue.sales("hats").expect_err("none").to_string(), "there is no category hats");
    }
}
