//! The third part of the base: what only some pages need.

/// Products whose buyers are kept, the most bought first. Of the others it is not known who bought them.
pub const MOST_PRODUCTS: usize = 1_000;

/// Name of the column that says in which system a customer's number was given.
pub const DATA_SOURCE: &str = "data source";

/// Products and other attributes of the customers of one generation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// At most [`MOST_PRODUCTS`], by number of buyers, then by name.
    pub products: Vec<Product>,
    /// Products that are not among them.
    pub products_left_out: u32,
    /// Columns of words.
    pub columns: Vec<AttributeColumn>,
    /// Known customers without a transaction, who have no row.
    pub leads: u32,
}

/// Who bought a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// Name as in the orders.
    pub name: String,
    /// Rows of the customers who have some of it, returns deducted; ascending.
    pub buyers: Vec<u32>,
}

/// A word for every customer, each written once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributeColumn {
    /// What it is about.
    pub name: String,
    /// The words, ascending.
    pub values: Vec<String>,
    /// Index into the words, one a customer. Words beyond the 65,535th count as the last.
    pub codes: Vec<u16>,
}

impl Attributes {
    /// Rows of those who bought a product; `None` where that is not known.
    #[must_use]
    pub fn buyers(&self, name: &str) -> Option<&[u32]> {
        self.products.iter().find(|product| product.name == name).map(|product| product.buyers.as_slice())
    }
}
