//! Taking imports back, by property: what was there before, no opt-out lost, nothing of others touched.

use proptest::prelude::*;
use proptest::sample::select;
use shared::domain::{
    Channel, ConsentStatus, CustomerHistory, CustomerKey, Day, EndReason, EventKind, ImportId, Origin, Purpose,
    state_hash,
};
use shared::ingest::{Fact, FactRow, OrderRow, Placed, Refunded, Row, UndoCounts, merge, undo};

fn key() -> CustomerKey {
    CustomerKey { data_source: "shop".into(), number: "7".into() }
}

fn after(before: Option<&CustomerHistory>, rows: &[Row], import: &str) -> Option<CustomerHistory> {
    let day = |seconds: i64| Day(seconds.div_euclid(86_400) as i32);
    merge(before, &key(), rows, &ImportId(import.into()), Origin::Own, &day).0.or_else(|| before.cloned())
}

fn undone(before: &CustomerHistory, import: &str) -> (CustomerHistory, UndoCounts) {
    let (after, counts) = undo(before, &ImportId(import.into()));
    (after.unwrap_or_else(|| before.clone()), counts)
}

fn an_order(order_id: &str, day: i32, net_milli_minor: i64, name: Option<&str>, email_consent: ConsentStatus) -> Row {
    Row::Order(OrderRow {
        refunded: None,
        customer_number: "7".into(),
        order_id: order_id.into(),
        placed: Placed::Local(day),
        net_milli_minor,
        units: 1,
        product: None,
        email: None,
        name: name.map(str::to_owned),
        acquisition_source: None,
        email_consent,
        original: None,
    })
}

fn any_row() -> impl Strategy<Value = Row> {
    let status = select(vec![ConsentStatus::Unknown, ConsentStatus::Given, ConsentStatus::Withdrawn]);
    let id = || select(vec!["A", "B"]).prop_map(str::to_owned);
    let day = || 0_i32..4;
    let name = select(vec![None, Some("Ada"), Some("Bo")]);
    let amount = || (1_i64..4).prop_map(|amount| amount * 1_000);
    let stated = select(vec![ConsentStatus::Given, ConsentStatus::Withdrawn]);
    let refunded = select(vec![None, Some(0), Some(500), Some(2_000)]);
    let order = (id(), day(), amount(), name.clone(), status.clone(), refunded).prop_map(
        |(id, day, amount, name, status, refunded)| {
            let Row::Order(order) = an_order(&id, day, amount, name, status) else { panic!("an order") };
            let given_back = |milli_minor| Refunded { milli_minor, ..Refunded::NOTHING };
            Row::Order(OrderRow { refunded: refunded.map(given_back), ..order })
        },
    );
    let consent = stated.prop_map(|status| Fact::Consent {
        purpose: Purpose::Marketing,
        channel: Channel::Email,
        status,
        source: None,
        wording: None,
    });
    let identity = (name, status).prop_map(|(name, email_consent)| Fact::Identity {
        email: None,
        name: name.map(str::to_owned),
        acquisition_source: None,
        email_consent,
    });
    let facts = prop_oneof![
        consent,
        identity,
        (id(), id(), amount()).prop_map(|(id, order_id, milli_minor)| Fact::Refund { id, order_id, milli_minor }),
        (id(), amount()).prop_map(|(id, milli_minor)| Fact::Cost { id, kind: String::new(), milli_minor }),
        (id(), prop::option::of((day(), any::<bool>())), amount()).prop_map(|(id, end, milli_minor)| Fact::Contract {
            id,
            end: end.map(|(day, _)| Placed::Local(day)),
            reason: match end {
                Some((_, true)) => EndReason::PaymentFailed,
                _ => EndReason::Cancelled,
            },
            milli_minor,
        }),
        (id(), select(EventKind::ALL.to_vec())).prop_map(|(id, kind)| Fact::Event {
            id,
            kind,
            channel: None,
            staff: None,
            value: None,
            text: None,
        }),
    ];
    let fact = (day(), facts).prop_map(|(day, fact)| {
        Row::Fact(FactRow { customer_number: "7".into(), at: Placed::Local(day), fact, original: None })
    });
    prop_oneof![order, fact]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(any_row(), 0..6)
}

/// What is stored without the consent, which undo never loosens.
fn without_consent(history: &CustomerHistory) -> String {
    let mut history = history.clone();
    history.consents = shared::domain::Consents::default();
    state_hash([&history])
}

proptest! {
    #[test]
    fn the_newest_import_taken_back_leaves_what_was_there_before(first in rows(), second in rows(), third in rows()) {
        let one = after(None, &first, "1");
        let two = after(one.as_ref(), &second, "2");
        prop_assume!(two.is_some());
        let before = two.clone().expect("assumed");
        let three = after(two.as_ref(), &third, "3").expect("was there");
        let (back, counts) = undone(&three, "3");
        prop_assert_eq!(without_consent(&back), without_consent(&before));
        prop_assert_eq!(counts.kept_edited, 0);
        if three.consents.marketing_email() != ConsentStatus::Withdrawn {
            prop_assert_eq!(&back.consents, &before.consents);
        }
        let (again, nothing) = undone(&back, "3");
        prop_assert_eq!((state_hash([&again]), nothing), (state_hash([&back]), UndoCounts::default()));
    }

    #[test]
    fn an_import_in_the_middle_leaves_the_records_of_later_ones(first in rows(), second in rows(), third in rows()) {
        let one = after(None, &first, "1");
        let two = after(one.as_ref(), &second, "2");
        let Some(three) = after(two.as_ref(), &third, "3") else { return Ok(()) };
        let (back, _) = undone(&three, "2");
        let third = ImportId("3".into());
        let of_third = |history: &CustomerHistory| {
            let orders = history.orders.iter().filter(|order| order.import == third).cloned().collect::<Vec<_>>();
            let events = history.events.iter().filter(|event| event.import == third).cloned().collect::<Vec<_>>();
            (orders, events)
        };
        prop_assert_eq!(of_third(&back), of_third(&three));
        let second = ImportId("2".into());
        prop_assert!(back.orders.iter().all(|order| order.import != second));
        prop_assert!(back.provenance.fields.iter().all(|field| field.import != second));
        let (all_back, _) = undone(&undone(&back, "3").0, "1");
        prop_assert_eq!(&all_back.orders, &[]);
        prop_assert_eq!(&all_back.identity, &Default::default());
        prop_assert_eq!(all_back.is_empty(), all_back.consents.records().is_empty());
    }

    /// Whatever is imported and taken back in whatever order: once the customer has opted out, it stays so.
    #[test]
    fn there_is_no_path_from_an_opt_out_to_an_opt_in(steps in prop::collection::vec((rows(), 0_u8..4, any::<bool>()), 1..12)) {
        let mut history: Option<CustomerHistory> = None;
        let mut opted_out = false;
        for (rows, import, is_undo) in steps {
            let import = import.to_string();
            history = match history {
                Some(history) if is_undo => Some(undone(&history, &import).0),
                before => after(before.as_ref(), &rows, &import),
            };
            let status = history.as_ref().map(|history| history.consents.marketing_email()).unwrap_or_default();
            prop_assert!(!opted_out || status == ConsentStatus::Withdrawn);
            opted_out = status == ConsentStatus::Withdrawn;
        }
    }

    /// Pieces of one file may arrive in any order, and again: the state is that of the whole.
    #[test]
    fn pieces_of_a_file_end_alike_in_every_order(rows in rows(), cut in 0_usize..6, again in any::<bool>()) {
        let mut by_record: std::collections::BTreeMap<String, Row> = std::collections::BTreeMap::new();
        for row in rows {
            // Within one file a record stands once.
            by_record.insert(format!("{:?}{}", std::mem::discriminant(&row), row.record_id()), row);
        }
        let rows: Vec<Row> = by_record.into_values().collect();
        let (left, right) = rows.split_at(cut.min(rows.len()));
        let Some(whole) = after(None, &rows, "1") else { return Ok(()) };
        for (first, second) in [(left, right), (right, left)] {
            let mut pieces = after(None, first, "2");
            pieces = after(pieces.as_ref(), second, "1");
            if again {
                pieces = after(pieces.as_ref(), first, "3");
            }
            prop_assert_eq!(state_hash(&pieces), state_hash([&whole]));
        }
    }
}

#[test]
fn a_record_is_reversed_kept_or_removed_by_hand() {
    let one = after(None, &[an_order("A", 1, 5_000, Some("Ada"), ConsentStatus::Withdrawn)], "1").expect("is new");
    let rows = [
        an_order("A", 1, 6_000, Some("Bo"), ConsentStatus::Given),
        an_order("B", 2, 7_000, None, ConsentStatus::Unknown),
    ];
    let two = after(Some(&one), &rows, "2").expect("is there");
    assert_eq!((two.orders[0].net_minor, two.identity.name.as_deref()), (6, Some("Bo")));
    assert_eq!(two.consents.marketing_email(), ConsentStatus::Withdrawn);

    let (back, counts) = undone(&two, "2");
    assert_eq!(state_hash([&back]), state_hash([&one]));
    assert_eq!(counts, UndoCounts { customers_changed: 1, reversed: 3, ..UndoCounts::default() });

    let three = after(Some(&two), &[an_order("A", 1, 9_000, None, ConsentStatus::Unknown)], "3").expect("is there");
    let (back, counts) = undone(&three, "2");
    assert_eq!(back.orders.iter().map(|order| (order.id.as_str(), order.net_minor)).collect::<Vec<_>>(), [("A", 9)]);
    assert_eq!(counts, UndoCounts { customers_changed: 1, reversed: 2, kept_edited: 1, ..UndoCounts::default() });
    assert_eq!(undone(&back, "3").0.orders[0].net_minor, 5, "what the first import said");

    let (left, counts) = undone(&one, "1");
    assert_eq!((left.orders.len(), left.consents.marketing_email()), (0, ConsentStatus::Withdrawn));
    assert_eq!(counts, UndoCounts { customers_changed: 1, reversed: 2, kept_opt_outs: 1, ..UndoCounts::default() });
}
