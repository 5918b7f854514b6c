//! What lists of orders say was given back: a refund of the order, dated, stated again and again, raised, taken back.

use proptest::prelude::*;
use proptest::sample::select;
use shared::domain::{
    Currency, CustomerHistory, CustomerKey, Day, ImportId, Origin, Rate, Rates, Refund, ReportingCurrency, nameless,
    state_hash,
};
use shared::ingest::{
    DryRun, DryRunReport, Fact, FactRow, MergeCounts, Placed, Reader, Refunded, Row, RowErrorKind, RowOutcome, detect,
    merge, undo,
};

const HEADER: &str = "Order ID,Customer ID,Order date,Amount,Refunded Amount,Refunded at,Product\n";

fn outcomes(lines: &str, currency: impl Into<ReportingCurrency>) -> (Vec<RowOutcome>, DryRunReport) {
    let currency = currency.into();
    let text = format!("{HEADER}{lines}");
    let found = detect(text.as_bytes(), true).expect("orders");
    let mut run = DryRun::new(currency.currency);
    let mut outcomes = Vec::new();
    let mut reader = Reader::new(found.dialect, found.mapping, currency);
    let mut take = |_, outcome: RowOutcome| {
        run.add(&outcome);
        outcomes.push(outcome);
    };
    reader.push(text.as_bytes(), &mut take).expect("is read");
    reader.finish(&mut take).expect("is read to its end");
    (outcomes, run.finish())
}

fn rows(lines: &str) -> Vec<Row> {
    let row = |outcome| match outcome {
        RowOutcome::Row(row) => row,
        other => panic!("{other:?}"),
    };
    outcomes(lines, Currency::EUR).0.into_iter().map(row).collect()
}

fn merged(before: Option<&CustomerHistory>, rows: &[Row], import: &str) -> (Option<CustomerHistory>, MergeCounts) {
    let key = CustomerKey { data_source: "shop".into(), number: "7".into() };
    let day = |seconds: i64| Day(seconds.div_euclid(86_400) as i32);
    merge(before, &key, rows, &ImportId(import.into()), Origin::Own, &day)
}

fn after(before: Option<&CustomerHistory>, lines: &str, import: &str) -> CustomerHistory {
    merged(before, &rows(lines), import).0.expect("something changed")
}

/// Values of the orders less what was given back.
fn net(history: &CustomerHistory) -> Vec<i64> {
    history.net_orders().map(|(_, net_minor)| net_minor).collect()
}

fn refunds(history: &CustomerHistory) -> Vec<(&str, String, i64)> {
    let of = |refund: &Refund| (refund.day.to_string(), refund.amount_minor);
    history.refunds.iter().map(|refund| (refund.order_id.as_str(), of(refund).0, of(refund).1)).collect()
}

const FIRST: &str = "A,7,2026-03-01,49.80,12.50,2026-03-05 10:00:00,Mug\n\
                     B,7,2026-03-02,30.00,5.00,,Jug\n\
                     C,7,2026-03-03,20.00,0.00,,Jug\n\
                     D,7,2026-03-04,10.00,,,Jug\n";

#[test]
fn it_is_a_refund_of_its_order_of_the_day_that_is_named_or_else_of_the_orders() {
    let (history, counts) = merged(None, &rows(FIRST), "1");
    let history = history.expect("is new");
    assert_eq!(net(&history), [3_730, 2_500, 2_000, 1_000]);
    assert_eq!(refunds(&history), [("A", "2026-03-05".into(), 1_250), ("B", "2026-03-02".into(), 500)]);
    assert_eq!((counts.orders_new, counts.facts_new), (4, 2));
}

#[test]
fn the_same_file_again_changes_nothing_and_a_larger_amount_changes_the_difference() {
    let once = after(None, FIRST, "1");
    assert_eq!(merged(Some(&once), &rows(FIRST), "2").0, None);
    let more = FIRST.replace(",12.50,", ",20.00,");
    let (raised, counts) = merged(Some(&once), &rows(&more), "2");
    let raised = raised.expect("differs");
    assert_eq!((counts.orders_unchanged, counts.facts_changed, counts.facts_unchanged, counts.facts_new), (4, 1, 1, 0));
    assert_eq!(net(&raised), [2_980, 2_500, 2_000, 1_000]);
    assert_eq!(net(&undo(&raised, &ImportId("2".into())).0.expect("changed")), [3_730, 2_500, 2_000, 1_000]);
    // Whichever is written first, the later import counts.
    let other_way_round = after(Some(&after(None, &more, "2")), FIRST, "1");
    assert_eq!(net(&other_way_round), net(&raised));
}

#[test]
fn a_refund_that_failed_is_taken_back_by_the_next_file_and_an_empty_value_says_nothing() {
    let once = after(None, FIRST, "1");
    let nothing = FIRST.replace(",12.50,2026-03-05 10:00:00,", ",0.00,,").replace(",5.00,", ",,");
    let now = after(Some(&once), &nothing, "2");
    assert_eq!(net(&now), [4_980, 2_500, 2_000, 1_000]);
    let back = undo(&now, &ImportId("2".into())).0.expect("changed");
    assert_eq!(state_hash([&back]), state_hash([&once]));
}

#[test]
fn an_import_taken_back_takes_it_along() {
    let before = after(None, "Z,7,2026-01-01,5.00,,,Mug\n", "1");
    let now = after(Some(&before), FIRST, "2");
    let back = undo(&now, &ImportId("2".into())).0.expect("changed");
    assert_eq!((state_hash([&back]), back.refunds.len()), (state_hash([&before]), 0));
}

/// A shop gives postage and taxes back with an order whose amount is without them.
#[test]
fn no_more_than_the_order_counts() {
    let history = after(None, "A,7,2026-03-01,44.90,49.80,,Mug\n", "1");
    assert_eq!((net(&history), refunds(&history)[0].2), (vec![0], 4_980));
    let negative = after(None, "A,7,2026-03-01,-5.00,-3.00,,Mug\n", "1");
    assert_eq!((net(&negative), refunds(&negative)[0].2), (vec![-500], 300));
}

#[test]
fn refunds_of_a_file_of_their_own_are_parts_of_it() {
    let part = |id: &str, milli_minor: i64| {
        let fact = Fact::Refund { id: id.into(), order_id: "A".into(), milli_minor };
        Row::Fact(FactRow { customer_number: "7".into(), at: Placed::Local(20_600), fact, original: None })
    };
    let parts = [part("r1", 500_000), part("r2", 250_000)];
    let one = merged(Some(&after(None, FIRST, "1")), &parts, "2").0.expect("new refunds");
    let other = after(Some(&merged(None, &parts, "1").0.expect("is new")), FIRST, "2");
    for history in [&one, &other] {
        assert_eq!(net(history)[0], 3_730, "12.50 altogether, of which 7.50 are known one by one");
    }
    let more = merged(Some(&one), &[part("r3", 1_000_000)], "3").0.expect("one more");
    assert_eq!(net(&more)[0], 3_230, "the parts are more than the list of orders knew");
}

/// A shop that delivers what is left of an order says that nothing more is to be taken off.
#[test]
fn an_amount_after_refunds_takes_their_place() {
    let once = after(None, FIRST, "1");
    let Row::Order(order) = &rows(FIRST)[0] else { panic!("an order") };
    let left = Row::Order(shared::ingest::OrderRow {
        net_milli_minor: 3_730_000,
        refunded: Some(Refunded::NOTHING),
        ..order.clone()
    });
    let now = merged(Some(&once), &[left], "2").0.expect("differs");
    assert_eq!(net(&now)[0], 3_730);
}

#[test]
fn lines_of_an_order_repeat_it() {
    let lines = "A,7,2026-03-02,10.00,12.50,,Mug\nA,7,2026-03-01,20.00,12.50,,Jug\nB,7,2026-03-01,,1.00,,Jug\n";
    let (found, report) = outcomes(lines, Currency::EUR);
    assert!(matches!(&found[2], RowOutcome::Rejected(error) if error.kind == RowErrorKind::Missing));
    let rows: Vec<Row> =
        found.into_iter().filter_map(|one| if let RowOutcome::Row(row) = one { Some(row) } else { None }).collect();
    let history = merged(None, &rows, "1").0.expect("is new");
    assert_eq!((net(&history), refunds(&history)), (vec![1_750], vec![("A", "2026-03-01".into(), 1_250)]));
    assert_eq!((report.refunded, report.refunded_undated, report.refunded_total.as_str()), (1, 1, "12.50"));
    assert_eq!(report.accepted_total, "30.00");
}

#[test]
fn the_dry_run_counts_it_apart() {
    let (_, report) = outcomes(FIRST, Currency::EUR);
    assert_eq!((report.accepted, report.accepted_total.as_str()), (4, "109.80"));
    assert_eq!((report.refunded, report.refunded_total.as_str(), report.refunded_undated), (2, "17.50", 1));
    let (_, nobody) = outcomes("A,,2026-03-01,49.80,12.50,,Mug\n", Currency::EUR);
    assert_eq!((nobody.refunded, nobody.refunded_total.as_str()), (0, "0.00"), "of orders that are imported");
}

#[test]
fn what_cannot_be_read_is_rejected_by_the_column_it_stands_in() {
    for (line, column) in [
        ("A,7,2026-03-01,49.80,some,,Mug\n", "Refunded Amount"),
        ("A,7,2026-03-01,49.80,1.00,soon,Mug\n", "Refunded at"),
    ] {
        let (found, _) = outcomes(&format!("{FIRST}{line}"), Currency::EUR);
        let RowOutcome::Rejected(error) = &found[4] else { panic!("{found:?}") };
        assert_eq!(error.column.as_deref(), Some(column));
    }
}

/// By the rate of the order's day, so that an order given back altogether comes to nothing.
#[test]
fn another_currency_takes_the_rate_of_the_order() {
    let rate = |from: &str, rate: &str| Rate {
        currency: "USD".parse().expect("a currency"),
        from: from.parse().expect("a day"),
        rate: rate.parse().expect("a number"),
        note: String::new(),
    };
    let rates = Rates::new(vec![rate("2026-03-01", "0.5"), rate("2026-03-04", "0.25")]);
    let (found, report) = outcomes(
        "A,7,2026-03-01,USD 10.00,USD 10.00,2026-03-05,Mug\n",
        ReportingCurrency { currency: Currency::EUR, rates },
    );
    let RowOutcome::Row(row) = &found[0] else { panic!("{found:?}") };
    let history = merged(None, std::slice::from_ref(row), "1").0.expect("is new");
    assert_eq!((net(&history), refunds(&history)), (vec![0], vec![("A", "2026-03-05".into(), 500)]));
    assert_eq!(history.refunds[0].originals[0].amount_minor, 1_000);
    assert_eq!(report.refunded_total, "5.00");
}

#[test]
fn past_totals_stay_when_a_person_is_erased() {
    let history = after(None, &FIRST.replace(",12.50,", ",99.00,"), "1");
    let mut number = 0;
    let mut fresh = || {
        number += 1;
        number.to_string()
    };
    let key = CustomerKey { data_source: "erased".into(), number: "x".into() };
    let stays = nameless(std::slice::from_ref(&history), key, &mut fresh).expect("orders");
    assert_eq!(net(&stays), net(&history));
    assert!(stays.refunds.iter().all(|refund| !["A", "B"].contains(&refund.order_id.as_str())));
}

/// Files of one shop, each with orders at a value that stays and amounts given back that change.
fn files() -> impl Strategy<Value = Vec<Vec<(&'static str, Option<i64>)>>> {
    let line = (select(vec!["A", "B", "C"]), prop::option::of(0_i64..6));
    prop::collection::vec(prop::collection::vec(line, 1..5), 1..6)
}

proptest! {
    /// The last file that says anything of an order counts, by the plainest reading: a map.
    #[test]
    fn the_last_word_on_every_order_counts(files in files()) {
        let mut expected = std::collections::BTreeMap::new();
        let mut history: Option<CustomerHistory> = None;
        for (number, file) in files.iter().enumerate() {
            let mut of_file = std::collections::BTreeMap::new();
            let mut text = String::new();
            for (id, given_back) in file {
                let amount = given_back.map_or_else(String::new, |euros| format!("{euros}.00"));
                text += &format!("{id},7,2026-03-01,4.00,{amount},,\n");
                let all: &mut (i64, Option<i64>) = of_file.entry(*id).or_default();
                *all = (all.0 + 400, all.1.max(given_back.map(|euros| euros * 100)));
            }
            for (id, (value, given_back)) in of_file {
                let known: &mut (i64, i64) = expected.entry(id).or_default();
                *known = (value, given_back.unwrap_or(known.1));
            }
            let import = number.to_string();
            history = merged(history.as_ref(), &rows(&text), &import).0.or(history);
        }
        let expected: Vec<i64> = expected.values().map(|(value, given_back)| value - given_back.min(value)).collect();
        prop_assert_eq!(net(&history.expect("there were orders")), expected);
    }
}
