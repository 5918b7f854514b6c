//! What an import does to a customer, by property.

use proptest::prelude::*;
use shared::domain::{ConsentStatus, CustomerHistory, CustomerKey, Day, ImportId, OrderLine, Origin};
use shared::ingest::{MergeCounts, OrderRow, Placed, Refunded, Row, decode_rows, encode_rows, merge};

fn a_row() -> OrderRow {
    OrderRow {
        customer_number: "7".into(),
        order_id: "A".into(),
        placed: Placed::Local(100),
        net_milli_minor: 1_999_000,
        units: 1,
        product: Some("Mug".into()),
        email: None,
        name: None,
        acquisition_source: None,
        email_consent: ConsentStatus::Unknown,
        original: None,
        refunded: None,
    }
}

fn key() -> CustomerKey {
    Row::from(a_row()).customer_key("shop")
}

fn merged(
    existing: Option<&CustomerHistory>,
    rows: &[OrderRow],
    import: &str,
) -> (Option<CustomerHistory>, MergeCounts) {
    let day_of_instant = |seconds: i64| Day((seconds.div_euclid(86_400)) as i32);
    let rows: Vec<Row> = rows.iter().cloned().map(Row::from).collect();
    merge(existing, &key(), &rows, &ImportId(import.into()), Origin::Own, &day_of_instant)
}

#[test]
fn lines_of_one_order_are_summed_before_they_are_rounded() {
    let line = OrderRow { net_milli_minor: 333_500, ..a_row() };
    let earlier = OrderRow { placed: Placed::Instant(99 * 86_400 + 5), units: -3, ..line.clone() };
    let (history, counts) = merged(None, &[line.clone(), earlier, line], "i1");
    let history = history.expect("is new");
    assert_eq!(counts, MergeCounts { customers_new: 1, orders_new: 1, ..MergeCounts::default() });
    let order = &history.orders[0];
    assert_eq!((order.net_minor, order.day, order.units), (1_000, Day(99), -1), "1,000.5 goes to the even neighbour");
}

#[test]
fn an_order_that_differs_is_replaced_and_the_others_keep_their_import() {
    let other = OrderRow { order_id: "B".into(), ..a_row() };
    let before = merged(None, &[a_row(), other.clone()], "i1").0.expect("is new");
    let changed = OrderRow { net_milli_minor: 5_000, ..a_row() };
    let (after, counts) = merged(Some(&before), &[changed, other], "i2");
    let after = after.expect("has changed");
    assert_eq!((counts.customers_changed, counts.orders_changed, counts.orders_unchanged), (1, 1, 1));
    let imports: Vec<_> = after.orders.iter().map(|order| (order.id.as_str(), order.import.0.as_str())).collect();
    assert_eq!(imports, [("A", "i2"), ("B", "i1")]);
    assert_eq!(after.orders[0].net_minor, 5);
}

#[test]
fn an_order_lists_its_products_once_and_keeps_them_when_a_later_file_has_none() {
    let jug = OrderRow { product: Some("Jug".into()), units: 2, ..a_row() };
    let postage = OrderRow { product: None, ..a_row() };
    let returned = OrderRow { units: -3, ..a_row() };
    let before = merged(None, &[a_row(), jug.clone(), postage, returned, jug], "i1").0.expect("is new");
    let line = |product: &str, units| OrderLine { product: product.into(), units };
    let lines = [line("Jug", 4), line("Mug", -2)];
    assert_eq!(before.orders[0].lines, lines);
    let without = OrderRow { product: None, net_milli_minor: 9_000_000, units: 3, ..a_row() };
    let (after, counts) = merged(Some(&before), std::slice::from_ref(&without), "i2");
    let after = after.expect("has another value");
    assert_eq!((counts.orders_changed, after.orders[0].net_minor, &after.orders[0].lines[..]), (1, 9_000, &lines[..]));
    assert_eq!(merged(Some(&after), &[without], "i3").0, None);
    let (again, counts) = merged(Some(&before), &[a_row()], "i2");
    assert_eq!((counts.orders_changed, &again.expect("differs").orders[0].lines[..]), (1, &[line("Mug", 1)][..]));
}

#[test]
fn identity_is_what_was_stated_last_whichever_file_comes_first() {
    let early = OrderRow { name: Some("Zoë Early".into()), email: Some("early@example.com".into()), ..a_row() };
    let late = OrderRow { name: Some("Ada Late".into()), placed: Placed::Local(200), ..early.clone() };
    let unnamed = OrderRow { name: Some(String::new()), placed: Placed::Local(300), ..early.clone() };
    let history = merged(None, &[early.clone(), late.clone(), unnamed.clone()], "i1").0.expect("is new");
    assert_eq!(history.identity.name.as_deref(), Some("Ada Late"));
    let pieces = merged(None, &[late, unnamed], "i1").0;
    let (pieces, counts) = merged(pieces.as_ref(), std::slice::from_ref(&early), "i2");
    let name = pieces.expect("has another order").identity.name;
    assert_eq!((name.as_deref(), counts.fields_kept), (Some("Ada Late"), 1), "the older name does not come back");
    let renamed = OrderRow {
        name: Some("New".into()),
        acquisition_source: Some("search".into()),
        placed: Placed::Local(400),
        order_id: "C".into(),
        ..early
    };
    let after = merged(Some(&history), &[renamed], "i2").0.expect("has changed");
    assert_eq!(after.identity.name.as_deref(), Some("New"));
    assert_eq!(after.identity.acquisition_source.as_deref(), Some("search"));
}

#[test]
fn the_sample_shop_stays_a_sample_and_no_row_changes_nothing() {
    let mut history = merged(None, &[a_row()], "i1").0.expect("is new");
    history.origin = Origin::Sample;
    assert_eq!(
        merged(Some(&history), &[], "i2"),
        (None, MergeCounts { customers_unchanged: 1, ..MergeCounts::default() })
    );
    assert_eq!(merged(None, &[], "i2"), (None, MergeCounts::default()));
}

fn any_row() -> impl Strategy<Value = OrderRow> {
    let placed = prop_oneof![
        (0..400_i32).prop_map(Placed::Local),
        (0..400_i64).prop_map(|day| Placed::Instant(day * 86_400 + 3_600)),
    ];
    let text = prop::option::of(prop::sample::select(vec!["", "Ada", "Bo", "search"]).prop_map(str::to_owned));
    let consent = prop::sample::select(vec![ConsentStatus::Unknown, ConsentStatus::Given, ConsentStatus::Withdrawn]);
    let refunded = (0_i64..3_000, prop::option::of(placed.clone())).prop_map(|(milli_minor, at)| Refunded {
        milli_minor,
        original: None,
        at,
    });
    let values = (any::<i64>(), any::<i64>(), prop::option::of(refunded));
    ("[A-D]", placed, values, (text.clone(), text.clone(), text), consent).prop_map(
        |(order_id, placed, (net_milli_minor, units, refunded), (email, name, acquisition_source), email_consent)| {
            OrderRow {
                refunded,
                order_id,
                placed,
                net_milli_minor,
                units,
                email,
                name,
                acquisition_source,
                email_consent,
                ..a_row()
            }
        },
    )
}

proptest! {
    #[test]
    fn the_order_of_rows_is_irrelevant(
        mut rows in prop::collection::vec(any_row(), 1..12), before in prop::collection::vec(any_row(), 0..6)
    ) {
        let before = merged(None, &before, "i0").0;
        let expected = merged(before.as_ref(), &rows, "i1");
        rows.reverse();
        prop_assert_eq!(&merged(before.as_ref(), &rows, "i1"), &expected);
        let middle = rows.len() / 2;
        rows.rotate_left(middle);
        prop_assert_eq!(&merged(before.as_ref(), &rows, "i1"), &expected);
    }

    #[test]
    fn a_second_import_of_the_same_rows_changes_nothing(
        rows in prop::collection::vec(any_row(), 1..12), before in prop::collection::vec(any_row(), 0..6)
    ) {
        let before = merged(None, &before, "i0").0;
        let (once, first) = merged(before.as_ref(), &rows, "i1");
        let once = once.or(before).expect("rows make a history");
        let (again, counts) = merged(Some(&once), &rows, "i2");
        prop_assert_eq!(again, None);
        let orders = first.orders_new + first.orders_changed + first.orders_unchanged;
        let facts_unchanged = first.facts_new + first.facts_changed + first.facts_unchanged;
        let unchanged =
            MergeCounts { customers_unchanged: 1, orders_unchanged: orders, facts_unchanged, ..MergeCounts::default() };
        prop_assert_eq!(MergeCounts { opt_outs_kept: 0, fields_kept: 0, ..counts }, unchanged);
    }

    #[test]
    fn orders_in_separate_imports_end_as_in_one(rows in prop::collection::vec(any_row(), 2..12)) {
        let (early, late): (Vec<_>, Vec<_>) = rows.iter().cloned().partition(|row| row.order_id.as_str() < "C");
        let together = merged(None, &rows, "i").0.expect("is new");
        let first = merged(None, &early, "i").0;
        let second = merged(first.as_ref(), &late, "i").0.or(first).expect("is new");
        prop_assert_eq!(second.orders, together.orders);
        prop_assert_eq!(second.refunds, together.refunds);
        prop_assert_eq!(second.identity, together.identity);
        prop_assert_eq!(second.consents, together.consents);
    }

    #[test]
    fn consent_only_tightens_and_identity_is_never_emptied(
        before in prop::collection::vec(any_row(), 1..6), rows in prop::collection::vec(any_row(), 1..6)
    ) {
        let before = merged(None, &before, "i0").0.expect("is new");
        let after = merged(Some(&before), &rows, "i1").0.unwrap_or_else(|| before.clone());
        prop_assert!(after.consents.marketing_email() >= before.consents.marketing_email());
        prop_assert!(rows.iter().all(|row| after.consents.marketing_email() >= row.email_consent));
        prop_assert!(before.identity.name.is_none() || after.identity.name.is_some());
        prop_assert!(after.orders.is_sorted_by_key(|order| (order.day, order.id.clone())));
    }

    #[test]
    fn rows_come_back_from_their_chunk(rows in prop::collection::vec(any_row().prop_map(Row::from), 0..20)) {
        prop_assert_eq!(decode_rows(&encode_rows(&rows)), Ok(rows));
    }

    #[test]
    fn hostile_chunks_are_an_error_and_never_a_panic(
        rows in prop::collection::vec(any_row().prop_map(Row::from), 1..5), tail in prop::collection::vec(any::<u8>(), 1..200),
        cut in any::<prop::sample::Index>()
    ) {
        let whole = encode_rows(&rows);
        prop_assert!(decode_rows(&tail).is_err());
        prop_assert!(decode_rows(&whole[..cut.index(whole.len())]).is_err());
        prop_assert!(decode_rows(&[whole.as_slice(), &tail].concat()).is_err());
        let _ = decode_rows(&[&whole[..4], &tail].concat());
    }
}
