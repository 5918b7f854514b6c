//! The base against its definition, and its chunks against hostile bytes.

use proptest::prelude::*;
use shared::base::{
    AttributesReader, Base, BaseReader, ChunkError, Customers, FLAG_CONSENT_GIVEN, FLAG_CONSENT_WITHDRAWN, FLAG_SAMPLE,
    ROWS_PER_CHUNK, attribute_chunks, build, encode_attributes, encode_customers, encode_orders, transactions,
};
use shared::domain::{
    Channel, ConsentRecord, ConsentStatus, CustomerHistory, CustomerKey, Day, ImportId, Order, Origin, Purpose, Refund,
};
use shared::sample::{SampleShop, sample_shop};

fn a_customer(number: &str, orders: &[(i32, i64)]) -> CustomerHistory {
    let order = |(index, (day, net_minor)): (usize, &(i32, i64))| Order {
        id: format!("{number}-{index}"),
        day: Day(*day),
        net_minor: *net_minor,
        units: 1,
        lines: Vec::new(),
        import: ImportId("i".into()),
        originals: Vec::new(),
    };
    let key = CustomerKey { data_source: "shop".into(), number: number.into() };
    let orders = orders.iter().enumerate().map(order).collect();
    CustomerHistory { orders, ..CustomerHistory::new(key, Origin::Own) }
}

fn state(customer: &mut CustomerHistory, status: ConsentStatus) {
    let (purpose, channel) = (Purpose::Marketing, Channel::Email);
    customer.consents.state(ConsentRecord { purpose, channel, status, at: 0, source: "shop".into(), wording: None });
}

/// All customers, chunk by chunk.
fn through_chunks(base: &Base) -> Result<Base, ChunkError> {
    let mut reader = BaseReader::new(base.as_of, base.sources.clone());
    for number in 0..base.customers.len().div_ceil(ROWS_PER_CHUNK) as u32 {
        reader.push_customers(&encode_customers(base, number))?;
        reader.push_orders(&encode_orders(base, number))?;
    }
    let mut attributes = AttributesReader::new(base.customers.len());
    for number in 0..attribute_chunks(base.customers.len()) {
        let chunk = encode_attributes(base.attributes.as_ref().expect("built"), base.customers.len(), number);
        attributes.push(&chunk)?;
    }
    Ok(Base { attributes: Some(attributes.finish()?), ..reader.finish() })
}

/// Equality of all columns to the bit, NaN included.
fn assert_same(left: &Base, right: &Base) {
    // The debug text of a float reads back to the same float, and all NaN are alike.
    assert_eq!(format!("{left:?}"), format!("{right:?}"));
}

#[test]
fn a_transaction_is_a_day_whose_orders_come_to_more_than_zero() {
    let history = a_customer("1", &[(10, 500), (12, 300), (10, 200), (12, -300), (13, -50), (14, -900), (14, 1_000)]);
    assert_eq!(transactions(&history), (vec![(Day(10), 700), (Day(14), 100)], -50));
}

#[test]
fn a_refund_that_names_its_order_lowers_it_and_one_whose_order_is_unknown_waits() {
    let mut history = a_customer("1", &[(10, 500), (12, 300)]);
    let refund = |order_id: &str, id: &str, amount_minor| Refund {
        id: id.into(),
        order_id: order_id.into(),
        day: Day(20),
        amount_minor,
        import: ImportId("i".into()),
        originals: Vec::new(),
    };
    history.refunds =
        vec![refund("1-0", "a", 100), refund("1-0", "b", 50), refund("1-1", "a", 300), refund("?", "a", 9)];
    assert_eq!(transactions(&history), (vec![(Day(10), 350)], 0), "the second order was cancelled");
}

#[test]
fn columns_of_one_customer_are_those_computed_by_hand() {
    let mut customer = a_customer("1", &[(100, 1_000), (107, 2_000), (121, 500), (130, -200)]);
    customer.origin = Origin::Sample;
    state(&mut customer, ConsentStatus::Given);
    customer.identity.acquisition_source = Some("search".into());
    let mut withdrawn = a_customer("2", &[(150, 1)]);
    state(&mut withdrawn, ConsentStatus::Withdrawn);
    let only_refunds = a_customer("3", &[(160, -5)]);
    let base = build([&customer, &withdrawn, &only_refunds]);
    assert_eq!(base.as_of, Some(Day(160)), "a refund is an order too");
    assert_eq!(base.sources, ["unknown", "search"]);
    let columns = &base.customers;
    assert_eq!(columns.len(), 2, "who never bought is left out");
    let row = columns.id.iter().position(|id| *id == customer.key.id()).expect("is there");
    assert_eq!((columns.frequency[row], columns.recency_days[row], columns.age_days[row]), (2, 21, 60));
    assert_eq!(columns.squared_gaps[row], 7 * 7 + 14 * 14);
    assert!((columns.log_gaps[row] - 4.584_967_478_670_572).abs() < 1e-12, "ln 7 + ln 14 = ln 98");
    assert_eq!((columns.first_spend_minor[row], columns.repeat_spend_minor[row]), (1_000, 2_500));
    assert_eq!((columns.refunds_minor[row], columns.source[row]), (-200, 1));
    assert_eq!(columns.flags[row], FLAG_SAMPLE | FLAG_CONSENT_GIVEN);
    assert_eq!(columns.flags[1 - row], FLAG_CONSENT_WITHDRAWN);
    assert!(columns.probability_alive[row].is_nan() && columns.value_at_risk_minor[row].is_nan());
    assert_eq!(base.orders.of(row), ([Day(100), Day(107), Day(121)].as_slice(), [1_000, 2_000, 500].as_slice()));
}

#[test]
fn an_empty_base_has_no_day_and_no_rows() {
    let base = build([]);
    assert_eq!((base.as_of, base.customers.len(), base.orders.start.as_slice()), (None, 0, [0].as_slice()));
    assert_same(&through_chunks(&base).expect("no chunk at all"), &base);
}

#[test]
fn the_base_does_not_depend_on_the_order_of_customers() {
    let mut customers = a_sample(300);
    let base = build(&customers);
    assert!(base.customers.id.is_sorted());
    customers.reverse();
    assert_same(&build(&customers), &base);
}

#[test]
fn a_base_of_several_chunks_comes_back_whole_and_in_few_bytes() {
    let base = build(&a_sample(70_000));
    assert_same(&through_chunks(&base).expect("chunks are whole"), &base);
    let orders = base.orders.day.len() - base.customers.len();
    let customers_bytes = encode_customers(&base, 0).len() + encode_customers(&base, 1).len();
    let orders_bytes = encode_orders(&base, 0).len() + encode_orders(&base, 1).len();
    assert_eq!(customers_bytes, 119 * 70_000 + 2 * 24);
    let bytes_an_order = (orders_bytes - 2 * 24) as f64 / orders as f64;
    assert!(bytes_an_order < 4.0, "{bytes_an_order} bytes a repeat transaction");
}

#[test]
fn chunks_out_of_order_or_of_another_kind_are_refused_and_change_nothing() {
    let base = build(&a_sample(70_000));
    let customers = [encode_customers(&base, 0), encode_customers(&base, 1)];
    let orders = [encode_orders(&base, 0), encode_orders(&base, 1)];
    let mut reader = BaseReader::new(base.as_of, base.sources.clone());
    assert_eq!(reader.push_orders(&orders[0]), Err(ChunkError::OutOfOrder { number: 0 }));
    assert_eq!(reader.push_customers(&customers[1]), Err(ChunkError::OutOfOrder { number: 0 }));
    assert_eq!(reader.push_customers(&orders[0]), Err(ChunkError::OutOfOrder { number: 0 }));
    reader.push_customers(&customers[0]).expect("the first");
    assert_eq!(reader.push_customers(&customers[0]), Err(ChunkError::OutOfOrder { number: 1 }));
    reader.push_customers(&customers[1]).expect("the second");
    assert_eq!(reader.push_orders(&orders[1]), Err(ChunkError::OutOfOrder { number: 0 }));
    reader.push_orders(&orders[0]).expect("the first");
    reader.push_orders(&orders[1]).expect("the second");
    assert_same(&Base { attributes: base.attributes.clone(), ..reader.finish() }, &base);
}

#[test]
fn a_reader_that_knows_the_counts_reads_the_same_into_columns_without_spare_room() {
    let base = build(&a_sample(70_000));
    let mut reader = BaseReader::new(base.as_of, base.sources.clone());
    reader.reserve(base.customers.len(), base.orders.day.len());
    for number in 0..2 {
        reader.push_customers(&encode_customers(&base, number)).expect("is whole");
        reader.push_orders(&encode_orders(&base, number)).expect("is whole");
    }
    let read = reader.finish();
    assert_same(&read, &Base { attributes: None, ..base });
    let Base { customers, orders, .. } = &read;
    assert_eq!((customers.id.capacity(), customers.value_at_risk_minor.capacity()), (70_000, 70_000));
    assert_eq!((orders.start.capacity(), orders.day.capacity()), (70_001, orders.day.len()));
    assert_eq!(orders.net_minor.capacity(), orders.net_minor.len());
}

#[test]
fn a_chunk_that_does_not_fit_to_those_before_it_changes_nothing() {
    let base = build(&a_sample(70_000));
    let mut other = base.clone();
    other.customers.source[69_999] = 60_000;
    let mut reader = BaseReader::new(base.as_of, base.sources.clone());
    reader.push_customers(&encode_customers(&base, 0)).expect("the first");
    assert_eq!(reader.push_customers(&encode_customers(&other, 1)), Err(ChunkError::Damaged));
    other.customers = base.customers.clone();
    other.customers.id[65_536] = other.customers.id[0];
    assert_eq!(reader.push_customers(&encode_customers(&other, 1)), Err(ChunkError::Damaged));
    reader.push_customers(&encode_customers(&base, 1)).expect("the second");
    reader.push_orders(&encode_orders(&base, 0)).expect("the first");
    reader.push_orders(&encode_orders(&base, 1)).expect("the second");
    assert_same(&reader.finish(), &Base { attributes: None, ..base });
}

#[test]
fn customers_alone_have_empty_orders() {
    let base = build(&a_sample(10));
    let mut reader = BaseReader::new(base.as_of, base.sources.clone());
    reader.push_customers(&encode_customers(&base, 0)).expect("is whole");
    let customers_only = reader.finish();
    assert_eq!(customers_only.customers.id, base.customers.id);
    assert_eq!(customers_only.orders.of(9).0, []);
}

#[test]
fn orders_of_another_generation_are_refused_and_change_nothing() {
    let mut histories = a_sample(100);
    let base = build(&histories);
    let repeat_buyer = histories.iter_mut().find(|history| history.orders.len() > 2).expect("somebody came back");
    repeat_buyer.orders.pop();
    let other = build(&histories);
    let mut reader = BaseReader::new(base.as_of, base.sources.clone());
    reader.push_customers(&encode_customers(&base, 0)).expect("is whole");
    assert_eq!(reader.push_orders(&encode_orders(&other, 0)), Err(ChunkError::Damaged));
    reader.push_orders(&encode_orders(&base, 0)).expect("belongs to it");
    assert_same(&Base { attributes: base.attributes.clone(), ..reader.finish() }, &base);
}

#[test]
fn a_source_the_manifest_does_not_name_is_damage() {
    let base = build(&a_sample(100));
    let mut reader = BaseReader::new(base.as_of, vec!["unknown".into()]);
    assert_eq!(reader.push_customers(&encode_customers(&base, 0)), Err(ChunkError::Damaged));
}

fn a_sample(customers: u32) -> Vec<CustomerHistory> {
    let shop = SampleShop { seed: 7, customers, last_day: Day(20_000), days: 900 };
    sample_shop(shop).1.map(|customer| customer.0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_base_comes_back_from_its_chunks(
        histories in prop::collection::vec(prop::collection::vec((0..80_000_i32, any::<i32>()), 0..8), 0..20)
    ) {
        let histories: Vec<_> = histories
            .iter()
            .enumerate()
            .map(|(number, orders)| {
                let orders: Vec<_> = orders.iter().map(|(day, net)| (*day, i64::from(*net) << 20)).collect();
                a_customer(&number.to_string(), &orders)
            })
            .collect();
        let base = build(&histories);
        assert_same(&through_chunks(&base).expect("chunks are whole"), &base);
        for row in 0..base.customers.len() {
            let history = histories.iter().find(|history| history.key.id() == base.customers.id[row]).expect("is one");
            let (expected, refunds) = transactions(history);
            let (days, values) = base.orders.of(row);
            prop_assert!(days.iter().copied().zip(values.iter().copied()).eq(expected));
            prop_assert_eq!(base.customers.refunds_minor[row], refunds);
        }
    }

    #[test]
    fn hostile_bytes_are_an_error_and_never_a_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300), with_magic in any::<bool>()
    ) {
        let mut chunk = bytes;
        if with_magic {
            chunk.splice(..0, encode_customers(&build([]), 0)[..8].iter().copied());
        }
        let mut reader = BaseReader::new(Some(Day(0)), vec![]);
        prop_assert!(reader.push_customers(&chunk).is_err());
        prop_assert!(reader.push_orders(&chunk).is_err());
    }

    #[test]
    fn a_changed_or_cut_chunk_is_an_error(position in any::<prop::sample::Index>(), bit in 0..8_u8, cut in any::<bool>()) {
        let base = build(&a_sample(30));
        let mut reader = BaseReader::new(base.as_of, base.sources.clone());
        let damage = |mut chunk: Vec<u8>| {
            let at = position.index(chunk.len());
            if cut { chunk.truncate(at) } else { chunk[at] ^= 1_u8 << bit }
            chunk
        };
        prop_assert!(reader.push_customers(&damage(encode_customers(&base, 0))).is_err());
        reader.push_customers(&encode_customers(&base, 0)).expect("is whole");
        prop_assert!(reader.push_orders(&damage(encode_orders(&base, 0))).is_err());
        reader.push_orders(&encode_orders(&base, 0)).expect("is whole");
        assert_same(&Base { attributes: base.attributes.clone(), ..reader.finish() }, &base);
    }

    /// Content that no program of ours writes, under a checksum that is right.
    #[test]
    fn columns_that_contradict_each_other_never_panic(
        frequency in any::<u32>(), recency in any::<u32>(), age in any::<u32>(), source in any::<u16>(), as_of in any::<i32>()
    ) {
        let mut base = build([&a_customer("1", &[(5, 10), (9, 10)])]);
        let Customers { frequency: f, recency_days, age_days, source: s, .. } = &mut base.customers;
        (f[0], recency_days[0], age_days[0], s[0]) = (frequency, recency, age, source);
        let mut reader = BaseReader::new(Some(Day(as_of)), vec!["unknown".into()]);
        if reader.push_customers(&encode_customers(&base, 0)).is_ok() {
            let _ = reader.push_orders(&encode_orders(&base, 0));
        }
        let read = reader.finish();
        for row in 0..read.customers.len() {
            let _ = read.customers.silent_days(row);
            let _ = read.orders.of(row);
        }
    }
}
