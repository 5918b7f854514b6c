//! What is known of a customer as bytes: about 20 an order and 3 a line before deflate.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use shared::domain::{
    Consents, Contract, Cost, Currency, CustomerHistory, CustomerId, Day, Event, ImportId, Order, OrderLine,
    OriginalAmount, Provenance, Refund,
};

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
    /// Imports, numbered by their place, because few imports write many records.
    imports: Vec<String>,
    /// Products, numbered by their place, because customers buy the same again.
    products: Vec<String>,
    orders: Vec<PackedOrder>,
    consents: Consents,
    refunds: Vec<Refund>,
    costs: Vec<Cost>,
    events: Vec<Event>,
    provenance: Provenance,
    merged_into: Option<u64>,
    stands_for: Vec<u64>,
}

#[derive(Deserialize, Serialize)]
struct PackedOrder {
    id: String,
    day: i32,
    net_minor: i64,
    units: i64,
    /// Product and units.
    lines: Vec<(u32, i64)>,
    import: u32,
}

/// Texts that are stored once and named by their number.
#[derive(Default)]
struct Numbered<'a> {
    numbers: BTreeMap<&'a str, u32>,
    texts: Vec<String>,
}

impl<'a> Numbered<'a> {
    fn number(&mut self, text: &'a str) -> u32 {
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text.to_owned());
            u32::try_from(self.texts.len() - 1).expect("an item is too small for 2^32 texts")
        })
    }
}

/// Currency and minor units.
type PackedOriginal = ([u8; 3], i64);

/// Places of the records that were converted, and what they were.
fn converted(history: &CustomerHistory) -> Vec<(u32, Vec<PackedOriginal>)> {
    let places = (0_u32..).zip(history.originals()).filter(|(_, originals)| !originals.is_empty());
    let packed = |original: &OriginalAmount| (original.currency.letters(), original.amount_minor);
    places.map(|(place, originals)| (place, originals.iter().map(packed).collect())).collect()
}

/// Packs all but the key, origin and identity.
pub(super) fn pack(history: &CustomerHistory) -> Vec<u8> {
    let mut rest = CustomerHistory { orders: Vec::new(), ..history.clone() };
    let (mut imports, mut products) = (Numbered::default(), Numbered::default());
    let orders = history
        .orders
        .iter()
        .map(|order| PackedOrder {
            id: order.id.clone(),
            day: order.day.0,
            net_minor: order.net_minor,
            units: order.units,
            lines: order.lines.iter().map(|line| (products.number(&line.product), line.units)).collect(),
            import: imports.number(&order.import.0),
        })
        .collect();
    let mut others = Vec::new();
    rest.each_import(&mut |import| others.push(import.0.clone()));
    let mut others = others.iter().map(|import| imports.number(import)).collect::<Vec<_>>().into_iter();
    rest.each_import(&mut |import| import.0 = others.next().unwrap_or_default().to_string());
    let packed = Packed {
        imports: imports.texts,
        products: products.texts,
        orders,
        consents: rest.consents,
        refunds: rest.refunds,
        costs: rest.costs,
        events: rest.events,
        provenance: rest.provenance,
        merged_into: rest.merged_into.map(|id| id.0),
        stands_for: rest.stands_for.into_iter().map(|id| id.0).collect(),
    };
    let mut plain = vec![PLAIN];
    plain.extend(postcard::to_allocvec(&packed).expect("plain data always encodes"));
    // Behind the rest, because most shops have none and customers stored by older versions have nothing there.
    let converted = converted(history);
    if !rest.contracts.is_empty() || !converted.is_empty() {
        plain.extend(postcard::to_allocvec(&rest.contracts).expect("plain data always encodes"));
    }
    if !converted.is_empty() {
        plain.extend(postcard::to_allocvec(&converted).expect("plain data always encodes"));
    }
    if plain.len() < DEFLATED_FROM_BYTES {
        return plain;
    }
    let mut encoder = DeflateEncoder::new(vec![DEFLATED], Compression::default());
    encoder.write_all(&plain[1..]).expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}

/// Unpacks into a customer of this key, origin and identity.
pub(super) fn unpack(bytes: &[u8], history: CustomerHistory) -> Result<CustomerHistory, StoreError> {
    let unreadable = |reason: String| StoreError::unreadable("customer's records", reason);
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
    let (packed, behind): (Packed, _) =
        postcard::take_from_bytes(&plain).map_err(|error| unreadable(error.to_string()))?;
    let (contracts, behind): (Vec<Contract>, &[u8]) = match behind {
        [] => (Vec::new(), behind),
        behind => postcard::take_from_bytes(behind).map_err(|error| unreadable(error.to_string()))?,
    };
    let converted: Vec<(u32, Vec<PackedOriginal>)> = match behind {
        [] => Vec::new(),
        behind => postcard::from_bytes(behind).map_err(|error| unreadable(error.to_string()))?,
    };
    let text = |texts: &[String], number: u32| texts.get(number as usize).cloned();
    let line =
        |(product, units): &(u32, i64)| Some(OrderLine { product: text(&packed.products, *product)?, units: *units });
    let orders = packed.orders.iter().map(|order| {
        Some(Order {
            id: order.id.clone(),
            day: Day(order.day),
            net_minor: order.net_minor,
            units: order.units,
            lines: order.lines.iter().map(line).collect::<Option<_>>()?,
            import: ImportId(order.import.to_string()),
            originals: Vec::new(),
        })
    });
    let unknown = || unreadable("it names an unknown import or product".to_owned());
    let mut history = CustomerHistory {
        orders: orders.collect::<Option<_>>().ok_or_else(unknown)?,
        consents: packed.consents,
        refunds: packed.refunds,
        costs: packed.costs,
        events: packed.events,
        contracts,
        provenance: packed.provenance,
        merged_into: packed.merged_into.map(CustomerId),
        stands_for: packed.stands_for.into_iter().map(CustomerId).collect(),
        ..history
    };
    let mut converted = converted.into_iter().peekable();
    let mut place = 0_u32;
    let mut are_codes = true;
    history.each_originals(&mut |originals| {
        if let Some((_, packed)) = converted.next_if(|(of, _)| *of == place) {
            for (letters, amount_minor) in packed {
                match Currency::of_letters(letters) {
                    Some(currency) => originals.push(OriginalAmount { currency, amount_minor }),
                    None => are_codes = false,
                }
            }
        }
        place += 1;
    });
    if converted.peek().is_some() || !are_codes {
        return Err(unreadable("it names an amount of no record or currency".to_owned()));
    }
    let mut are_known = true;
    history.each_import(&mut |import| match import.0.parse().ok().and_then(|number| text(&packed.imports, number)) {
        Some(known) => import.0 = known,
        None => are_known = false,
    });
    if are_known { Ok(history) } else { Err(unknown()) }
}

#[cfg(test)]
mod tests {
    use shared::domain::{Contract, CustomerHistory, CustomerKey, Day, EndReason, ImportId, Order, Origin, Refund};

    use super::{pack, unpack};

    #[test]
    fn a_record_that_was_not_converted_takes_the_bytes_it_took_before_there_were_rates() {
        let import = || ImportId("i".into());
        let refund = Refund {
            id: "r".into(),
            order_id: "o".into(),
            day: Day(9),
            amount_minor: 5,
            originals: Vec::new(),
            import: import(),
        };
        let before = postcard::to_allocvec(&("r", "o", refund.day, 5_i64, "i")).expect("encodes");
        assert_eq!(postcard::to_allocvec(&refund).expect("encodes"), before);
        assert_eq!(postcard::from_bytes::<Refund>(&before), Ok(refund));
        let contract = Contract {
            id: "k".into(),
            start: Day(9),
            end: None,
            reason: EndReason::Cancelled,
            monthly_minor: 5,
            originals: Vec::new(),
            import: import(),
        };
        let before = postcard::to_allocvec(&("k", contract.start, None::<Day>, contract.reason, 5_i64, "i"));
        assert_eq!(postcard::to_allocvec(&contract), before);
    }

    #[test]
    fn an_original_takes_a_few_bytes_and_comes_back() {
        let key = CustomerKey { data_source: "shop".into(), number: "1".into() };
        let empty = CustomerHistory::new(key, Origin::Own);
        let mut history = empty.clone();
        history.orders = vec![Order {
            id: "o".into(),
            day: Day(9),
            net_minor: 900,
            units: 1,
            lines: Vec::new(),
            originals: Vec::new(),
            import: ImportId("i".into()),
        }];
        let plain = pack(&history).len();
        let usd = "USD".parse().expect("a currency");
        history.orders[0].originals = vec![shared::domain::OriginalAmount { currency: usd, amount_minor: 1_000 }];
        let packed = pack(&history);
        assert_eq!(packed.len() - plain, 1 + 1 + 1 + 1 + 3 + 2, "no contracts, one record, its place, one amount");
        assert_eq!(unpack(&packed, empty).expect("readable"), history);
    }
}
