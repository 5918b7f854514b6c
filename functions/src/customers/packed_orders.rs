//! A customer's orders as bytes: about 20 an order before deflate.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use shared::domain::{Day, ImportId, Order};

use crate::aws::StoreError;

/// First byte of packed orders that are not compressed.
const PLAIN: u8 = 0;
/// First byte of deflated ones.
const DEFLATED: u8 = 1;
/// Below this, deflate costs more time than it saves capacity: an item is charged by the kilobyte.
const DEFLATED_FROM_BYTES: usize = 900;
/// More than a customer's items can hold, deflated at the best rate seen (8 to 1).
const UNPACKED_BYTES: u64 = 32 << 20;

#[derive(Deserialize, Serialize)]
struct Packed {
    /// Imports, numbered by their place, because few imports write many orders.
    imports: Vec<String>,
    orders: Vec<PackedOrder>,
}

#[derive(Deserialize, Serialize)]
struct PackedOrder {
    id: String,
    day: i32,
    net_minor: i64,
    units: i64,
    import: u32,
}

/// Packs orders.
pub(super) fn pack(orders: &[Order]) -> Vec<u8> {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut imports = Vec::new();
    let packed = orders
        .iter()
        .map(|order| {
            let import = *numbers.entry(&order.import.0).or_insert_with(|| {
                imports.push(order.import.0.clone());
                u32::try_from(imports.len() - 1).expect("a customer has fewer than 2^32 imports")
            });
            PackedOrder {
                id: order.id.clone(),
                day: order.day.0,
                net_minor: order.net_minor,
                units: order.units,
                import,
            }
        })
        .collect();
    let mut plain = vec![PLAIN];
    plain.extend(postcard::to_allocvec(&Packed { imports, orders: packed }).expect("plain data always encodes"));
    if plain.len() < DEFLATED_FROM_BYTES {
        return plain;
    }
    let mut encoder = DeflateEncoder::new(vec![DEFLATED], Compression::default());
    encoder.write_all(&plain[1..]).expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}

/// Unpacks orders.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<Order>, StoreError> {
    let unreadable = |reason: String| StoreError::unreadable("list of orders", reason);
    let plain = match bytes.split_first() {
        Some((&PLAIN, plain)) => plain.to_vec(),
        Some((&DEFLATED, deflated)) => {
            let mut plain = Vec::new();
            let read = DeflateDecoder::new(deflated).take(UNPACKED_BYTES).read_to_end(&mut plain);
            read.map_err(|error| unreadable(error.to_string()))?;
            plain
        }
        _ => return Err(unreadable("its first byte is unknown".to_owned())),
    };
    let packed: Packed = postcard::from_bytes(&plain).map_err(|error| unreadable(error.to_string()))?;
    let import = |number: u32| packed.imports.get(number as usize).cloned();
    let orders = packed.orders.iter().map(|order| {
        Some(Order {
            id: order.id.clone(),
            day: Day(order.day),
            net_minor: order.net_minor,
            units: order.units,
            import: ImportId(import(order.import)?),
        })
    });
    orders.collect::<Option<_>>().ok_or_else(|| unreadable("it names an unknown import".to_owned()))
}
