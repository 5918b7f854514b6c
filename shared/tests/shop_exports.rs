//! Exports of shops, with the columns that they have, against rows written by hand.

use shared::domain::{ConsentStatus, Currency, CustomerKey, Day, ImportId, Origin};
use shared::ingest::{Fact, ImportKind, OrderRow, Placed, Reader, Refunded, Row, RowOutcome, detect, merge};

/// Kind, columns that mean something, and what becomes of each line.
struct Read {
    kind: ImportKind,
    columns: Vec<String>,
    lines: Vec<String>,
}

fn read(name: &str) -> Read {
    let path = format!("{}/tests/data/shops/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).expect("the file is there");
    let found = detect(&bytes, true).expect("it is a table");
    assert_eq!(found.mapping.check(), Ok(()), "{name}");
    let columns = found.columns.iter().zip(&found.mapping.columns);
    let columns =
        columns.filter_map(|(column, field)| field.map(|field| format!("{field:?}: {}", column.name))).collect();
    let kind = found.mapping.kind;
    let mut lines = Vec::new();
    let mut reader = Reader::new(found.dialect, found.mapping, Currency::EUR);
    reader.push(&bytes, &mut |_, outcome| lines.push(said(outcome))).expect("read");
    reader.finish(&mut |_, outcome| lines.push(said(outcome))).expect("read to its end");
    Read { kind, columns, lines }
}

fn said(outcome: RowOutcome) -> String {
    match outcome {
        RowOutcome::Row(Row::Order(row)) => order(row),
        RowOutcome::Row(Row::Fact(row)) => {
            let at = if row.at == Placed::UNDATED { "undated".to_owned() } else { when(row.at) };
            format!("{} | {at} | {}", row.customer_number, fact(row.fact))
        }
        RowOutcome::WithoutCustomer { net_milli_minor, .. } => format!("nobody | {}", minor(net_milli_minor)),
        RowOutcome::Rejected(error) => format!("{}: {} {}", error.column.unwrap_or_default(), error.value, error.kind),
    }
}

fn order(row: OrderRow) -> String {
    let refunded = row.refunded.map_or_else(String::new, given_back);
    let cells = [
        row.customer_number,
        row.order_id,
        when(row.placed),
        minor(row.net_milli_minor),
        row.units.to_string(),
        row.product.unwrap_or_default(),
        row.name.unwrap_or_default(),
        row.acquisition_source.unwrap_or_default(),
        consent(row.email_consent).to_owned(),
    ];
    cells.join(" | ") + &refunded
}

fn given_back(refunded: Refunded) -> String {
    let at = refunded.at.map_or_else(String::new, |at| format!(" on {}", when(at)));
    format!(" | {} given back{at}", minor(refunded.milli_minor))
}

fn fact(fact: Fact) -> String {
    match fact {
        Fact::Identity { email, name, email_consent, .. } => {
            format!("{} | {} | {}", email.unwrap_or_default(), name.unwrap_or_default(), consent(email_consent))
        }
        Fact::Contract { id, end, reason, milli_minor } => {
            format!("{id} | {} | {reason:?} | {}", end.map_or_else(|| "runs".to_owned(), when), minor(milli_minor))
        }
        other => format!("{other:?}"),
    }
}

/// A day as the file says it, or the second in UTC where it says an offset.
fn when(placed: Placed) -> String {
    match placed {
        Placed::Local(day) => Day(day).to_string(),
        Placed::Instant(second) => jiff::Timestamp::from_second(second).expect("in range").to_string(),
    }
}

/// Minor units; all amounts here are whole ones.
fn minor(milli_minor: i64) -> String {
    assert_eq!(milli_minor % 1_000, 0);
    (milli_minor / 1_000).to_string()
}

fn consent(status: ConsentStatus) -> &'static str {
    match status {
        ConsentStatus::Given => "yes",
        ConsentStatus::Withdrawn => "no",
        ConsentStatus::Unknown => "unknown",
    }
}

#[track_caller]
fn check(name: &str, kind: ImportKind, columns: &[&str], lines: &[&str]) {
    let found = read(name);
    assert_eq!(found.kind, kind);
    assert_eq!(found.columns, columns);
    assert_eq!(found.lines, lines);
}

/// An order's further lines say neither amount nor consent; one that was voided is left out with all its lines.
#[test]
fn shopify_orders() {
    check(
        "shopify_orders.csv",
        ImportKind::Orders,
        &[
            "OrderId: Name",
            "Email: Email",
            "PaymentState: Financial Status",
            "EmailConsent: Accepts Marketing",
            "Currency: Currency",
            "Amount: Subtotal",
            "PlacedAt: Created at",
            "Quantity: Lineitem quantity",
            "Product: Lineitem name",
            "Name: Billing Name",
            "Refunded: Refunded Amount",
            "AcquisitionSource: Source",
        ],
        &[
            "ada.hollow@example.com | #1001 | 2026-02-28T23:15:00Z | 4490 | 1 | Wool socks - grey | Ada Hollow | web | yes | 1250 given back",
            "ada.hollow@example.com | #1001 | 2026-02-28T23:15:00Z | 0 | 2 | Mug, large |  |  | unknown",
            "bo@example.com | #1002 | 2026-03-02T11:00:00Z | 125000 | 1 | Table | Bo Lindqvist | pos | no | 0 given back",
            "Financial Status: voided says that the order was not paid, so it is left out",
            "Financial Status:  says that the order was not paid, so it is left out",
            "ada.hollow@example.com | #1004 | 2026-03-04T11:00:00Z | 4490 | 1 | Table | Ada Hollow | web | no | 4980 given back",
        ],
    );
}

/// Known by their address, as in the orders; who has none meets no order and is not taken in.
#[test]
fn shopify_customers() {
    check(
        "shopify_customers.csv",
        ImportKind::Customers,
        &["FirstName: First Name", "LastName: Last Name", "Email: Email", "EmailConsent: Accepts Email Marketing"],
        &[
            "ada.hollow@example.com | undated | Ada.Hollow@example.com | Ada Hollow | no",
            "bo@example.com | undated | bo@example.com | Bo Lindqvist | yes",
            "nobody | 0",
        ],
    );
}

/// The shop's own report knows customers by name.
#[test]
fn woocommerce_analytics() {
    check(
        "woocommerce_analytics.csv",
        ImportKind::Orders,
        &[
            "PlacedAt: Date",
            "OrderId: Order #",
            "PaymentState: Status",
            "CustomerNumber: Customer",
            "Quantity: Items sold",
            "Amount: N. Revenue",
            "AcquisitionSource: Attribution",
        ],
        &[
            "Ada Hollow | 2101 | 2026-03-01 | 3773 | 3 |  |  | Organic: Search | unknown",
            "Bo Lindqvist | 2102 | 2026-03-02 | 105042 | 1 |  |  | Direct | unknown",
            "Status: cancelled says that the order was not paid, so it is left out",
        ],
    );
}

/// The plugin repeats the totals on each line: items at their own cost without tax are added up. Its units are
/// less those given back, so the amount given back is not taken off once more.
#[test]
fn woocommerce_order_export() {
    check(
        "woocommerce_order_export.csv",
        ImportKind::Orders,
        &[
            "OrderId: Order Number",
            "PaymentState: Order Status",
            "PlacedAt: Order Date",
            "FirstName: First Name (Billing)",
            "LastName: Last Name (Billing)",
            "Email: Email (Billing)",
            "Product: Item Name",
            "Quantity: Quantity (- Refund)",
            "UnitPrice: Item Cost",
        ],
        &[
            "ada.hollow@example.com | 2201 | 2026-03-01 | 1672 | 1 | Wool socks | Ada Hollow |  | unknown",
            "ada.hollow@example.com | 2201 | 2026-03-01 | 1051 | 1 | Mug | Ada Hollow |  | unknown",
            "Order Status: Failed says that the order was not paid, so it is left out",
        ],
    );
}

/// A payment's number is its own, whether it has an invoice or not.
#[test]
fn stripe_payments() {
    check(
        "stripe_payments.csv",
        ImportKind::Orders,
        &[
            "OrderId: id",
            "PlacedAt: Created date (UTC)",
            "Amount: Amount",
            "Refunded: Amount Refunded",
            "Currency: Currency",
            "Product: Description",
            "RefundedAt: Refunded date (UTC)",
            "PaymentState: Status",
            "CustomerNumber: Customer ID",
            "Email: Customer Email",
        ],
        &[
            "cus_Ada | ch_3A | 2026-03-01T23:30:00Z | 4980 | 1 | Wool socks and mugs |  |  | unknown | 0 given back",
            "cus_Bo | ch_3B | 2026-03-02T10:00:00Z | 125000 | 1 | Subscription update |  |  | unknown | 25000 given back on 2026-03-05T10:00:00Z",
            "Status: Failed says that the order was not paid, so it is left out",
        ],
    );
}

/// A contract begins when the subscription did, not with its present plan.
#[test]
fn stripe_subscriptions() {
    check(
        "stripe_subscriptions.csv",
        ImportKind::Contracts,
        &[
            "RecordId: id",
            "CustomerNumber: Customer ID",
            "Email: Customer Email",
            "Quantity: Quantity",
            "Currency: Currency",
            "Amount: Amount",
            "PlacedAt: Start Date (UTC)",
            "EndedAt: Ended At (UTC)",
            "EndReason: Cancellation Reason",
        ],
        &[
            "cus_Ada | 2025-11-01T08:00:00Z | sub_1 | runs | Cancelled | 990",
            "cus_Bo | 2025-10-01T08:00:00Z | sub_2 | 2026-02-01T08:00:00Z | Cancelled | 990",
            "cus_Cy | 2025-10-05T08:00:00Z | sub_3 | 2026-01-05T08:00:00Z | PaymentFailed | 1990",
        ],
    );
}

/// The grid names no currency, so the total in the shop's own is taken, not what each customer saw.
#[test]
fn magento_orders() {
    check(
        "magento_orders.csv",
        ImportKind::Orders,
        &[
            "OrderId: ID",
            "PlacedAt: Purchase Date",
            "Amount: Grand Total (Base)",
            "PaymentState: Status",
            "Email: Customer Email",
            "Name: Customer Name",
            "Refunded: Total Refunded",
        ],
        &[
            "ada.hollow@example.com | 000000101 | 2026-03-01 | 4980 | 1 |  | Ada Hollow |  | unknown",
            "bo@example.com | 000000102 | 2026-03-02 | 125000 | 1 |  | Bo Lindqvist |  | unknown | 25000 given back",
            "Status: canceled says that the order was not paid, so it is left out",
        ],
    );
}

#[test]
fn magento_customers() {
    check(
        "magento_customers.csv",
        ImportKind::Customers,
        &[
            "Name: Name",
            "Email: Email",
            "PlacedAt: Customer Since",
            "FirstName: Billing Firstname",
            "LastName: Billing Lastname",
        ],
        &[
            "ada.hollow@example.com | 2026-01-05 | Ada.Hollow@example.com | Ada Hollow | unknown",
            "bo@example.com | 2026-02-06 | bo@example.com | Bo Lindqvist | unknown",
        ],
    );
}

/// Half past eleven in the evening, UTC, is the next day in Berlin and the same in New York.
#[test]
fn a_time_in_utc_becomes_the_day_of_the_workspace() {
    let rows = |name: &str| {
        let text = format!(
            "id,{name},Amount,Customer ID\n1,2026-03-01 23:30,5.00,7\n2,2026-03-02,5.00,7\n3,2026-03-01 23:30+02:00,5.00,7\n"
        );
        let found = detect(text.as_bytes(), true).expect("orders");
        let mut rows: Vec<Row> = Vec::new();
        let mut reader = Reader::new(found.dialect, found.mapping, Currency::EUR);
        let mut take = |_, outcome| match outcome {
            RowOutcome::Row(row) => rows.push(row),
            other => panic!("{other:?}"),
        };
        reader.push(text.as_bytes(), &mut take).expect("is read");
        reader.finish(&mut take).expect("is read to its end");
        rows
    };
    let days = |name: &str, zone: &str| {
        let zone = jiff::tz::TimeZone::get(zone).expect("a time zone");
        let day = |second: i64| {
            let date = jiff::Timestamp::from_second(second).expect("in range").to_zoned(zone.clone()).date();
            date.to_string().parse::<Day>().expect("a date")
        };
        let key = CustomerKey { data_source: "shop".into(), number: "7".into() };
        let merged = merge(None, &key, &rows(name), &ImportId("i".into()), Origin::Own, &day).0.expect("orders");
        let mut days: Vec<_> = merged.orders.iter().map(|order| (order.id.clone(), order.day.to_string())).collect();
        days.sort_unstable();
        days.into_iter().map(|(_, day)| day).collect::<Vec<_>>()
    };
    // A date without a time is that day everywhere, and an offset of its own counts.
    assert_eq!(days("Created (UTC)", "Europe/Berlin"), ["2026-03-02", "2026-03-02", "2026-03-01"]);
    assert_eq!(days("Created (UTC)", "America/New_York"), ["2026-03-01", "2026-03-02", "2026-03-01"]);
    assert_eq!(days("Created", "Europe/Berlin"), ["2026-03-01", "2026-03-02", "2026-03-01"]);
}
