//! Files of contracts: recognised by their columns, read line by line, and refused in a sentence.

use shared::domain::{Currency, Day, EndReason};
use shared::ingest::{
    DryRun, DryRunReport, Fact, FactRow, Field, ImportKind, Mapping, Placed, Reader, Row, RowOutcome, detect,
};

fn read(file: &str) -> (Vec<FactRow>, DryRunReport, Mapping) {
    let detection = detect(file.as_bytes(), true).expect("a table");
    assert_eq!(detection.mapping.check(), Ok(()));
    let mut reader = Reader::new(detection.dialect, detection.mapping.clone(), Currency::EUR);
    let (mut dry_run, mut rows) = (DryRun::new(Currency::EUR), Vec::new());
    let mut each = |_, outcome: RowOutcome| {
        dry_run.add(&outcome);
        if let RowOutcome::Row(Row::Fact(row)) = outcome {
            rows.push(row);
        }
    };
    reader.push(file.as_bytes(), &mut each).expect("can be read");
    reader.finish(&mut each).expect("can be read");
    (rows, dry_run.finish(), detection.mapping)
}

fn day(text: &str) -> Placed {
    Placed::Local(text.parse::<Day>().expect("a date").0)
}

fn contract(customer: &str, id: &str, start: &str, end: Option<(&str, EndReason)>, milli_minor: i64) -> FactRow {
    let fact = Fact::Contract {
        id: id.into(),
        end: end.map(|(text, _)| day(text)),
        reason: end.map_or(EndReason::Cancelled, |(_, reason)| reason),
        milli_minor,
    };
    FactRow { customer_number: customer.into(), at: day(start), fact, original: None }
}

#[test]
fn a_plain_file_is_read() {
    let (rows, report, mapping) = read(
        "Contract ID,E-mail,Start date,End date,End reason,Amount,Currency\n\
         K1,Ann@example.com,2026-01-05,,,19.90,EUR\n\
         K2,bo@example.com,2026-01-05,2026-03-01,Card declined,9.9,EUR\n\
         K3,bo@example.com,2026-02-01,2026-02-01,too dear,,\n",
    );
    let expected = [
        contract("ann@example.com", "K1", "2026-01-05", None, 1_990_000),
        contract("bo@example.com", "K2", "2026-01-05", Some(("2026-03-01", EndReason::PaymentFailed)), 990_000),
        contract("bo@example.com", "K3", "2026-02-01", Some(("2026-02-01", EndReason::Cancelled)), 0),
    ];
    assert_eq!(rows, expected);
    assert_eq!(mapping.kind, ImportKind::Contracts);
    assert_eq!((report.accepted, report.rejected, report.customers.count, report.records.count), (3, 0, 2, 3));
}

#[test]
fn without_a_number_the_first_day_names_a_contract_and_a_reason_without_an_end_says_nothing() {
    let (rows, ..) = read("customer_id;start_date;end_date;cancellation_reason\n7;2026-01-05;NULL;payment failed\n");
    let id = format!("at:{}", day("2026-01-05").seconds());
    assert_eq!(rows, [contract("7", &id, "2026-01-05", None, 0)]);
}

#[test]
fn what_cannot_be_is_refused_in_a_sentence() {
    let header = "contract_id,customer_id,start_date,end_date,amount,currency\n";
    let (rows, report, _) = read(&format!(
        "{header}K1,7,2026-01-05,2026-01-04,1,EUR\nK2,7,2026-01-05,soon,1,EUR\nK3,7,,2026-01-04,1,EUR\nK4,7,2026-01-05,,1,USD\nK5,7,2026-01-05,2026-01-05,1,EUR\n"
    ));
    assert_eq!(rows.len(), 1);
    let told: Vec<_> = report.errors.iter().map(|error| (error.line, error.field, error.kind.to_string())).collect();
    let expected = [
        (2, Field::EndedAt, "is before the contract began"),
        (3, Field::EndedAt, "is not a date"),
        (4, Field::PlacedAt, "is empty"),
        (5, Field::Currency, "no rate for USD on or before 2026-01-05: add one in Settings"),
    ];
    assert_eq!(told, expected.map(|(line, field, words)| (line, Some(field), words.to_owned())));
}

#[track_caller]
fn guessed(header: &str, expected: &[(Field, &str)]) {
    let names: Vec<String> = header.split(',').map(str::to_owned).collect();
    assert_eq!(ImportKind::guess(&names), ImportKind::Contracts);
    let mapping = Mapping::suggest(ImportKind::Contracts, &names);
    let mut found: Vec<(Field, &str)> = Vec::new();
    for (name, field) in names.iter().zip(&mapping.columns) {
        found.extend(field.map(|field| (field, name.as_str())));
    }
    found.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!(mapping.check(), Ok(()));
}

#[test]
fn exports_of_subscriptions_are_recognised() {
    guessed(
        "id,Customer ID,Customer Email,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start (UTC),\
         Current Period End (UTC),Canceled At (UTC),Ended At (UTC)",
        &[
            (Field::CustomerNumber, "Customer ID"),
            (Field::Email, "Customer Email"),
            (Field::PlacedAt, "Start (UTC)"),
            (Field::Amount, "Amount"),
            (Field::Quantity, "Quantity"),
            (Field::Currency, "Currency"),
            (Field::RecordId, "id"),
            (Field::EndedAt, "Ended At (UTC)"),
            (Field::EndReason, "Status"),
        ],
    );
    guessed(
        "subscription_id,customer_email,created_at,cancelled_at,cancellation_reason,status,quantity,price",
        &[
            (Field::Email, "customer_email"),
            (Field::PlacedAt, "created_at"),
            (Field::UnitPrice, "price"),
            (Field::Quantity, "quantity"),
            (Field::RecordId, "subscription_id"),
            (Field::EndedAt, "cancelled_at"),
            (Field::EndReason, "cancellation_reason"),
        ],
    );
    guessed(
        "Vertragsnummer,Kundennummer,Vertragsbeginn,Vertragsende,Kündigungsgrund,Betrag",
        &[
            (Field::CustomerNumber, "Kundennummer"),
            (Field::PlacedAt, "Vertragsbeginn"),
            (Field::Amount, "Betrag"),
            (Field::RecordId, "Vertragsnummer"),
            (Field::EndedAt, "Vertragsende"),
            (Field::EndReason, "Kündigungsgrund"),
        ],
    );
}

#[test]
fn orders_that_say_when_they_were_cancelled_stay_orders() {
    let names = ["Name", "Email", "Created at", "Cancelled at", "Total", "Lineitem name", "Id"].map(str::to_owned);
    assert_eq!(ImportKind::guess(&names), ImportKind::Orders);
}
