//! The form in which a customer is stored: one item, and more behind it for orders beyond 300 KB.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use shared::domain::{CustomerHistory, CustomerId, CustomerIdentity, CustomerKey, Origin, TenantId};

use super::packed::{pack, unpack};
use crate::aws::limits::{ORDERS_BYTES_PER_CUSTOMER, ORDERS_BYTES_PER_ITEM};
use crate::aws::{Item, Key, StoreError};

/// A customer as read, with what a conditional write needs.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredCustomer {
    /// The customer.
    pub history: CustomerHistory,
    /// Counts the writes.
    pub version: u64,
    /// Items it takes, 1 for nearly all.
    pub items: u32,
}

/// The first item of a customer.
#[derive(Debug, Deserialize, Serialize)]
struct CustomerItem {
    pk: String,
    sk: String,
    data_source: String,
    number: String,
    origin: Origin,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acquisition_source: Option<String>,
    version: u64,
    items: u32,
    records: Bytes,
}

/// A further item of a customer with more orders than fit the first.
#[derive(Debug, Deserialize, Serialize)]
struct OverflowItem {
    pk: String,
    sk: String,
    version: u64,
    records: Bytes,
}

/// Key of one of a customer's items. Their sort keys begin with the 16 digits of the id and sort together.
pub(super) fn key(tenant: &TenantId, id: CustomerId, number: u32) -> Key {
    let sk = if number == 0 { id.to_string() } else { format!("{id}#{number:02}") };
    Key::new(partition_key(tenant, id.partition()), sk)
}

/// Partition key of a workspace's customers.
pub(super) fn partition_key(tenant: &TenantId, partition: u16) -> String {
    format!("tenant#{tenant}#partition#{partition:02}")
}

/// The items of a customer, the first first.
///
/// # Errors
/// [`StoreError::TooLarge`] for more orders than one transaction can write.
pub(super) fn to_items(tenant: &TenantId, history: &CustomerHistory, version: u64) -> Result<Vec<Item>, StoreError> {
    let packed = pack(history);
    if packed.len() > ORDERS_BYTES_PER_CUSTOMER {
        return Err(StoreError::TooLarge { what: "a customer's records", limit: ORDERS_BYTES_PER_CUSTOMER as u64 });
    }
    let parts: Vec<&[u8]> = packed.chunks(ORDERS_BYTES_PER_ITEM).collect();
    let id = history.key.id();
    let (first, further) = parts.split_first().expect("packed records have a first byte");
    let Key { pk, sk } = key(tenant, id, 0);
    let first = CustomerItem {
        pk,
        sk,
        data_source: history.key.data_source.clone(),
        number: history.key.number.clone(),
        origin: history.origin,
        email: history.identity.email.clone(),
        name: history.identity.name.clone(),
        acquisition_source: history.identity.acquisition_source.clone(),
        version,
        items: u32::try_from(parts.len()).expect("limited above"),
        records: Bytes(first.to_vec()),
    };
    let mut items = vec![encode(&first)?];
    for (number, orders) in (1..).zip(further) {
        let Key { pk, sk } = key(tenant, id, number);
        items.push(encode(&OverflowItem { pk, sk, version, records: Bytes(orders.to_vec()) })?);
    }
    Ok(items)
}

/// The customer of its items, given in the order of their keys; `None` when they are of different writes, because a
/// query does not see the items of one transaction at one moment.
///
/// # Errors
/// When an item is not one of ours.
pub(super) fn from_items(items: Vec<Item>) -> Result<Option<StoredCustomer>, StoreError> {
    let mut items = items.into_iter();
    let Some(first) = items.next() else { return Ok(None) };
    if !first.contains_key("number") {
        return Ok(None);
    }
    let first: CustomerItem = decode(first)?;
    let mut packed = first.records.0;
    let mut found = 1;
    for item in items {
        let item: OverflowItem = decode(item)?;
        if item.version != first.version {
            return Ok(None);
        }
        packed.extend(item.records.0);
        found += 1;
    }
    if found != first.items {
        return Ok(None);
    }
    let history = CustomerHistory {
        identity: CustomerIdentity {
            email: first.email,
            name: first.name,
            acquisition_source: first.acquisition_source,
        },
        ..CustomerHistory::new(CustomerKey { data_source: first.data_source, number: first.number }, first.origin)
    };
    let history = unpack(&packed, history)?;
    Ok(Some(StoredCustomer { history, version: first.version, items: first.items }))
}

fn encode(item: &impl Serialize) -> Result<Item, StoreError> {
    serde_dynamo::to_item(item).map_err(|error| StoreError::unreadable("customer", error))
}

fn decode<T: for<'de> Deserialize<'de>>(item: Item) -> Result<T, StoreError> {
    serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("customer", error))
}

/// Bytes that become a binary attribute; a plain `Vec<u8>` would become a list of numbers.
#[derive(Debug)]
struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BytesVisitor;
        impl Visitor<'_> for BytesVisitor {
            type Value = Bytes;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }

            fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_byte_buf(BytesVisitor)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use proptest::strategy::{Just, Strategy};
    use proptest::{collection, option, prop_oneof};
    use shared::domain::{
        Channel, ConsentRecord, ConsentStatus, Contract, Cost, CustomerHistory, CustomerId, CustomerIdentity,
        CustomerKey, Day, Earlier, EndReason, Event, EventKind, IdentityField, ImportId, Order, OrderLine, Origin,
        OriginalAmount, Provenance, Purpose, Refund, Replaced, StatedField, TenantId, Weight,
    };

    use super::{from_items, to_items};
    use crate::aws::limits::ORDERS_BYTES_PER_ITEM;

    /// Days of the calendar.
    const A_DAY: std::ops::Range<i32> = -700_000..2_900_000;

    /// Mostly none.
    fn originals() -> impl Strategy<Value = Vec<OriginalAmount>> {
        let one = (prop_oneof![Just("USD"), Just("JPY")], any::<i64>()).prop_map(|(currency, amount_minor)| {
            OriginalAmount { currency: currency.parse().expect("a currency"), amount_minor }
        });
        prop_oneof![3 => Just(Vec::new()), 1 => collection::vec(one, 1..3)]
    }

    fn an_order() -> impl Strategy<Value = Order> {
        let import = prop_oneof![Just("first"), Just("second"), Just("")];
        let line = (prop_oneof![Just("Mug"), Just("Jug")], any::<i64>())
            .prop_map(|(product, units)| OrderLine { product: product.to_owned(), units });
        let lines = collection::vec(line, 0..3);
        (".{0,12}", A_DAY, any::<i64>(), any::<i64>(), lines, originals(), import).prop_map(
            |(id, day, net_minor, units, lines, originals, import)| Order {
                id,
                day: Day(day),
                net_minor,
                units,
                lines,
                originals,
                import: ImportId(import.to_owned()),
            },
        )
    }

    fn an_import() -> impl Strategy<Value = ImportId> {
        prop_oneof![Just("first"), Just("third"), Just("7")].prop_map(|import| ImportId(import.to_owned()))
    }

    fn facts() -> impl Strategy<Value = (Vec<Refund>, Vec<Cost>, Vec<Event>)> {
        let refund = (".{0,4}", A_DAY, any::<i64>(), originals(), an_import()).prop_map(
            |(id, day, amount_minor, originals, import)| Refund {
                order_id: format!("of {id}"),
                id,
                day: Day(day),
                amount_minor,
                originals,
                import,
            },
        );
        let cost = (".{0,4}", A_DAY, any::<i64>(), an_import()).prop_map(|(id, day, amount_minor, import)| Cost {
            kind: format!("of {id}"),
            id,
            day: Day(day),
            amount_minor,
            import,
            originals: Vec::new(),
        });
        let event = (".{0,4}", any::<i64>(), option::of(".{0,4}"), option::of(any::<i64>()), an_import()).prop_map(
            |(id, at, text, value, import)| Event {
                id,
                at,
                kind: EventKind::Feedback,
                channel: text.clone(),
                staff: None,
                value,
                text,
                import,
            },
        );
        (collection::vec(refund, 0..4), collection::vec(cost, 0..4), collection::vec(event, 0..4))
    }

    fn a_contract() -> impl Strategy<Value = Contract> {
        (".{0,4}", A_DAY, option::of(A_DAY), any::<bool>(), any::<i64>(), originals(), an_import()).prop_map(
            |(id, start, end, has_failed, monthly_minor, originals, import)| Contract {
                id,
                start: Day(start),
                end: end.map(Day),
                reason: if has_failed { EndReason::PaymentFailed } else { EndReason::Cancelled },
                monthly_minor,
                originals,
                import,
            },
        )
    }

    fn provenance() -> impl Strategy<Value = Provenance> {
        let stated = || {
            (an_import(), any::<i64>(), any::<bool>()).prop_map(|(import, at, is_of_customers)| StatedField {
                field: IdentityField::Name,
                weight: Weight { is_of_customers, at },
                import,
            })
        };
        let earlier = prop_oneof![
            an_order().prop_map(Earlier::Order),
            a_contract().prop_map(Earlier::Contract),
            (stated(), ".{0,9}").prop_map(|(stated, text)| Earlier::Field(stated, text)),
            Just(Earlier::Consent(Purpose::Marketing, Channel::Post, None)),
        ];
        let replaced = (an_import(), earlier).prop_map(|(by, earlier)| Replaced { by, earlier });
        (collection::vec(stated(), 0..3), collection::vec(replaced, 0..3))
            .prop_map(|(fields, replaced)| Provenance { fields, replaced })
    }

    fn a_history() -> impl Strategy<Value = CustomerHistory> {
        let status = prop_oneof![Just(ConsentStatus::Given), Just(ConsentStatus::Withdrawn)];
        let text = || option::of(".{0,20}");
        let identity = (text(), text(), text()).prop_map(|(email, name, acquisition_source)| CustomerIdentity {
            email,
            name,
            acquisition_source,
        });
        let links = (option::of(any::<u64>()), collection::vec(any::<u64>(), 0..2));
        let orders = (collection::vec(an_order(), 0..60), collection::vec(a_contract(), 0..3));
        (".{1,8}", identity, option::of((status, any::<i64>())), any::<bool>(), orders, facts(), provenance(), links)
            .prop_map(
                |(
                    number,
                    identity,
                    consent,
                    sample,
                    (orders, contracts),
                    (refunds, costs, events),
                    provenance,
                    (into, of),
                )| {
                    let consent = consent.map(|(status, at)| ConsentRecord {
                        purpose: Purpose::Marketing,
                        channel: Channel::Email,
                        status,
                        at,
                        source: "shop".to_owned(),
                        wording: None,
                    });
                    CustomerHistory {
                        key: CustomerKey { data_source: "shop".to_owned(), number },
                        origin: if sample { Origin::Sample } else { Origin::Own },
                        identity,
                        consents: consent.into_iter().collect(),
                        orders,
                        refunds,
                        costs,
                        events,
                        contracts,
                        provenance,
                        merged_into: into.map(CustomerId),
                        stands_for: of.into_iter().map(CustomerId).collect(),
                    }
                },
            )
    }

    proptest! {
        #[test]
        fn a_customer_comes_back_as_it_was_stored(history in a_history(), version in 1_u64..1_000) {
            let items = to_items(&TenantId("t".into()), &history, version).expect("fits");
            let stored = from_items(items).expect("readable").expect("whole");
            proptest::prop_assert_eq!(stored.history, history);
            proptest::prop_assert_eq!((stored.version, stored.items), (version, 1));
        }
    }

    /// Ids that do not compress, so that orders overflow.
    fn a_history_of_several_items() -> CustomerHistory {
        let orders = (0..30_000_u64).map(|number| Order {
            id: format!("{:016x}", (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)),
            day: Day(number as i32),
            net_minor: number as i64,
            units: 1,
            lines: Vec::new(),
            import: ImportId("i".into()),
            originals: Vec::new(),
        });
        let key = CustomerKey { data_source: "shop".into(), number: "7".into() };
        CustomerHistory { orders: orders.collect(), ..CustomerHistory::new(key, Origin::Own) }
    }

    #[test]
    fn items_of_different_writes_are_not_put_together() {
        let history = a_history_of_several_items();
        let tenant = TenantId("t".into());
        let items = to_items(&tenant, &history, 1).expect("fits");
        assert!(items.len() > 1, "{ORDERS_BYTES_PER_ITEM} bytes are in one item");
        assert_eq!(from_items(items.clone()).expect("readable").expect("whole").history, history);
        assert_eq!(from_items(items[..items.len() - 1].to_vec()).expect("readable"), None, "one is missing");
        assert_eq!(from_items(items[1..].to_vec()).expect("readable"), None, "the first is missing");
        let mut mixed = to_items(&tenant, &history, 2).expect("fits");
        mixed[1] = items[1].clone();
        assert_eq!(from_items(mixed).expect("readable"), None, "one is of the write before");
    }
}
