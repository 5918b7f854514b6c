//! The bytes of the attributes. A chunk holds the rows of the chunk of customers with its number; the first holds the names.

use serde::{Deserialize, Serialize};

use super::attributes::{AttributeColumn, Attributes, Product};
use super::chunk::rows_of;
use super::envelope::{Part, open, seal, unseal};
use super::{ChunkError, ROWS_PER_CHUNK};

#[derive(Serialize, Deserialize)]
struct Payload {
    /// In the first chunk.
    names: Option<Names>,
    /// By product: rows of its buyers as differences, the first from the first row of the chunk.
    buyers: Vec<Vec<u32>>,
    /// By column.
    codes: Vec<Vec<u16>>,
}

#[derive(Serialize, Deserialize)]
struct Names {
    products: Vec<String>,
    products_left_out: u32,
    columns: Vec<(String, Vec<String>)>,
    leads: u32,
}

/// Encodes the rows of chunk `number` of a base with so many customers. There is always a first chunk, for the names.
#[must_use]
pub fn encode_attributes(attributes: &Attributes, customers: usize, number: u32) -> Vec<u8> {
    let rows = rows_of(number, customers);
    let differences = |product: &Product| {
        let from = product.buyers.partition_point(|row| (*row as usize) < rows.start);
        let to = product.buyers.partition_point(|row| (*row as usize) < rows.end);
        let mut before = rows.start as u32;
        let difference = |row: &u32| row - std::mem::replace(&mut before, *row);
        product.buyers[from..to].iter().map(difference).collect()
    };
    let names = (number == 0).then(|| Names {
        products: attributes.products.iter().map(|product| product.name.clone()).collect(),
        products_left_out: attributes.products_left_out,
        columns: attributes.columns.iter().map(|column| (column.name.clone(), column.values.clone())).collect(),
        leads: attributes.leads,
    });
    let payload = Payload {
        names,
        buyers: attributes.products.iter().map(differences).collect(),
        codes: attributes.columns.iter().map(|column| column.codes[rows.clone()].to_vec()).collect(),
    };
    let mut bytes = open(Part::Attributes, number, rows.len());
    bytes.extend(postcard::to_allocvec(&payload).expect("plain data"));
    seal(bytes)
}

/// Number of chunks of the attributes of a base with so many customers.
#[must_use]
pub fn attribute_chunks(customers: usize) -> u32 {
    customers.div_ceil(ROWS_PER_CHUNK).max(1) as u32
}

/// Puts the attributes of a base together from their chunks, pushed in order of their numbers.
#[derive(Debug)]
pub struct AttributesReader {
    attributes: Attributes,
    customers: usize,
    chunks: u32,
}

impl AttributesReader {
    /// For a base with so many customers.
    #[must_use]
    pub fn new(customers: usize) -> Self {
        Self { attributes: Attributes::default(), customers, chunks: 0 }
    }

    /// Adds the next chunk.
    ///
    /// # Errors
    /// When the bytes are not the next chunk, whole, of this version and of these customers.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ChunkError> {
        let number = self.chunks;
        let (count, payload) = unseal(bytes, Part::Attributes, number)?;
        let rows = rows_of(number, self.customers);
        if rows.len() != count || (number > 0 && rows.is_empty()) {
            return Err(ChunkError::OutOfOrder { number });
        }
        let payload: Payload = postcard::from_bytes(payload).map_err(|_| ChunkError::Damaged)?;
        if payload.names.is_some() != (number == 0) {
            return Err(ChunkError::Damaged);
        }
        if let Some(names) = payload.names {
            self.attributes = begin(names);
        }
        let Attributes { products, columns, .. } = &mut self.attributes;
        if payload.buyers.len() != products.len() || payload.codes.len() != columns.len() {
            return Err(ChunkError::Damaged);
        }
        for (product, differences) in products.iter_mut().zip(payload.buyers) {
            let (mut row, end) = (rows.start as u32, rows.end as u32);
            for (index, difference) in differences.into_iter().enumerate() {
                let next = row.checked_add(difference).filter(|next| *next < end && (index == 0 || difference > 0));
                row = next.ok_or(ChunkError::Damaged)?;
                product.buyers.push(row);
            }
        }
        for (column, codes) in columns.iter_mut().zip(payload.codes) {
            if codes.len() != count || codes.iter().any(|code| usize::from(*code) >= column.values.len()) {
                return Err(ChunkError::Damaged);
            }
            column.codes.extend(codes);
        }
        self.chunks += 1;
        Ok(())
    }

    /// The attributes.
    ///
    /// # Errors
    /// When chunks are missing.
    pub fn finish(self) -> Result<Attributes, ChunkError> {
        if self.chunks < attribute_chunks(self.customers) {
            return Err(ChunkError::OutOfOrder { number: self.chunks });
        }
        Ok(self.attributes)
    }
}

fn begin(names: Names) -> Attributes {
    let product = |name| Product { name, buyers: Vec::new() };
    let column = |(name, values)| AttributeColumn { name, values, codes: Vec::new() };
    Attributes {
        products: names.products.into_iter().map(product).collect(),
        products_left_out: names.products_left_out,
        columns: names.columns.into_iter().map(column).collect(),
        leads: names.leads,
    }
}

#[cfg(test)]
mod tests {
    use super::{AttributesReader, attribute_chunks, encode_attributes};
    use crate::base::{AttributeColumn, Attributes, ChunkError, Product, ROWS_PER_CHUNK};

    const CUSTOMERS: usize = 2 * ROWS_PER_CHUNK + 100;

    fn attributes() -> Attributes {
        let rows = 0..CUSTOMERS as u32;
        let buyers = |step: usize| rows.clone().step_by(step).collect();
        Attributes {
            products: vec![
                Product { name: "Mug".into(), buyers: buyers(1) },
                Product { name: "Jug, \"blue\"".into(), buyers: buyers(70_001) },
            ],
            products_left_out: 3,
            columns: vec![AttributeColumn {
                name: "data source".into(),
                values: vec!["fair".into(), "shop".into()],
                codes: rows.map(|row| (row % 2) as u16).collect(),
            }],
            leads: 9,
        }
    }

    fn through_chunks(attributes: &Attributes, customers: usize) -> Result<Attributes, ChunkError> {
        let mut reader = AttributesReader::new(customers);
        for number in 0..attribute_chunks(customers) {
            reader.push(&encode_attributes(attributes, customers, number))?;
        }
        reader.finish()
    }

    #[test]
    fn attributes_come_through_their_chunks() {
        let attributes = attributes();
        assert_eq!(through_chunks(&attributes, CUSTOMERS), Ok(attributes));
        let nobody = Attributes { leads: 4, ..Attributes::default() };
        assert_eq!(through_chunks(&nobody, 0), Ok(nobody));
    }

    #[test]
    fn what_is_missing_out_of_order_or_of_others_is_refused() {
        let attributes = attributes();
        let chunk = |number| encode_attributes(&attributes, CUSTOMERS, number);
        let mut reader = AttributesReader::new(CUSTOMERS);
        assert_eq!(reader.push(&chunk(1)), Err(ChunkError::OutOfOrder { number: 0 }));
        assert_eq!(reader.push(&chunk(0)), Ok(()));
        assert_eq!(reader.finish(), Err(ChunkError::OutOfOrder { number: 1 }));
        assert!(AttributesReader::new(100).push(&chunk(0)).is_err(), "of a base with other customers");
        let mut wrong = attributes.clone();
        wrong.columns[0].values.pop();
        assert_eq!(through_chunks(&wrong, CUSTOMERS), Err(ChunkError::Damaged), "a code without a word");
    }
}
