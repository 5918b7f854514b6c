//! Holdfast's own files, by property: histories → files → rows → merge → the same histories; and no cell that a spreadsheet
//! runs.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use shared::domain::{
    Channel, ConsentRecord, ConsentStatus, Contract, Cost, Currency, CustomerHistory, CustomerIdentity, CustomerKey,
    Day, EndReason, Event, EventKind, IdentityField, ImportId, Order, OrderLine, Origin, OriginalAmount, Purpose,
    Refund, StatedField, Weight, state_hash,
};
use shared::ingest::{
    Dialect, Fact, FactRow, ImportKind, Mapping, Reader, Row, RowErrorKind, RowOutcome, decode_rows, detect,
    encode_rows, exact, merge,
};

/// Texts that have gone wrong somewhere: formulas, apostrophes, controls, blanks, what programs write for nothing.
const HOSTILE: &[&str] = &[
    "=1+1",
    "'=1",
    "'",
    "''",
    "+1",
    "-1",
    "-12.50",
    "@SUM(A1)",
    "＝1",
    "＠x",
    " =1",
    "\t=1",
    "\r\n=1",
    " a ",
    "\u{a0}b",
    "null",
    "NULL",
    "N/A",
    "None",
    "\\N",
    "0",
    "a,b",
    "a;b",
    "a|b",
    "say \"hi\"",
    "\"",
    "line\nbreak",
    "line\rbreak",
    "\u{feff}x",
    "\0",
    "a\0b",
    "\u{1}\u{2}\u{3}",
    "\u{7f}",
    "ann@example.com",
    "Ann.Oak@Example.COM",
    "no-at-sign",
    "sep=;",
    "day:2026-01-02",
    "Zoë 🦊",
    "00123",
    "1e5",
    "true",
    "\u{202e}abc",
];

fn text() -> impl Strategy<Value = String> {
    let hostile = || select(HOSTILE).prop_map(str::to_owned);
    prop_oneof![hostile(), (hostile(), hostile()).prop_map(|(a, b)| a + &b), ".{0,6}", "[a-z]{1,5}"]
}

/// No import stores an empty value in an identity.
fn some_text() -> impl Strategy<Value = String> {
    text().prop_filter("is empty", |text| !text.is_empty())
}

fn day() -> impl Strategy<Value = Day> {
    prop_oneof![(-800_i32..40_000).prop_map(Day), Just(Day(0)), Just(Day(-1))]
}

fn at() -> impl Strategy<Value = i64> {
    prop_oneof![-100_000_000_i64..4_000_000_000, Just(0), Just(-1), Just(i64::MAX), Just(i64::MIN)]
}

fn minor() -> impl Strategy<Value = i64> {
    prop_oneof![-1_000_000_i64..1_000_000, Just(0), Just(i64::MAX / 1_000), Just(i64::MIN / 1_000)]
}

fn currencies() -> impl Strategy<Value = Currency> {
    select(vec!["EUR", "USD", "JPY", "KWD"]).prop_map(|code| code.parse().expect("a currency"))
}

fn originals(most: usize) -> impl Strategy<Value = Vec<OriginalAmount>> {
    btree_map(currencies(), minor(), 0..=most).prop_map(|of| {
        of.into_iter().map(|(currency, amount_minor)| OriginalAmount { currency, amount_minor }).collect()
    })
}

fn import() -> ImportId {
    ImportId("first".into())
}

fn an_order() -> impl Strategy<Value = (Day, i64, i64, Vec<OrderLine>, Vec<OriginalAmount>)> {
    let units = || prop_oneof![-5_i64..20, Just(1_000_000_000_000)];
    let lines = btree_map(text(), units(), 0..4)
        .prop_map(|of| of.into_iter().map(|(product, units)| OrderLine { product, units }).collect());
    (day(), minor(), units(), lines, originals(3))
}

prop_compose! {
    fn a_customer()(
        number in text(),
        identity in (option::of(some_text()), option::of(some_text()), option::of(some_text())),
        stated_at in option::of(at()),
        orders in btree_map(text(), an_order(), 0..4),
        refunds in btree_map((text(), text()), (day(), 0..=i64::MAX / 1_000, originals(1)), 0..3),
        costs in btree_map(text(), (text(), day(), minor(), originals(1)), 0..3),
        events in btree_map(text(), (at(), select(&EventKind::ALL[..]), option::of(text()), option::of(text()), option::of(any::<i64>()), option::of(text())), 0..3),
        contracts in btree_map(text(), (day(), option::of(0_i32..900), any::<bool>(), minor(), originals(1)), 0..3),
        consents in vec((select(vec![Purpose::Marketing, Purpose::Feedback]), select(vec![Channel::Email, Channel::Sms, Channel::Phone, Channel::Post]), any::<bool>(), at(), text(), option::of(text())), 0..6),
    ) -> CustomerHistory {
        let (email, name, acquisition_source) = identity;
        let mut history = CustomerHistory::new(CustomerKey { data_source: "shop".into(), number }, Origin::Own);
        history.identity = CustomerIdentity { email, name, acquisition_source };
        history.provenance.fields = stated_at.into_iter().map(|at| StatedField {
            field: IdentityField::Name, weight: Weight { is_of_customers: false, at }, import: import(),
        }).collect();
        history.orders = orders.into_iter().map(|(id, (day, net_minor, units, lines, originals))| {
            Order { id, day, net_minor, units, lines, originals, import: import() }
        }).collect();
        history.orders.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        history.refunds = refunds.into_iter().map(|((order_id, id), (day, amount_minor, originals))| {
            Refund { id, order_id, day, amount_minor, originals, import: import() }
        }).collect();
        history.costs = costs.into_iter().map(|(id, (kind, day, amount_minor, originals))| {
            Cost { id, kind, day, amount_minor, originals, import: import() }
        }).collect();
        history.events = events.into_iter().map(|(id, (at, kind, channel, staff, value, text))| {
            Event { id, at, kind, channel, staff, value, text, import: import() }
        }).collect();
        history.events.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        history.contracts = contracts.into_iter().map(|(id, (start, runs, failed, monthly_minor, originals))| {
            let reason = if failed { EndReason::PaymentFailed } else { EndReason::Cancelled };
            let end = runs.map(|days| Day(start.0 + days));
            Contract { id, start, end, reason, monthly_minor, originals, import: import() }
        }).collect();
        history.contracts.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
        history.consents = consents.into_iter().map(|(purpose, channel, given, at, source, wording)| {
            let status = if given { ConsentStatus::Given } else { ConsentStatus::Withdrawn };
            ConsentRecord { purpose, channel, status, at, source, wording }
        }).collect();
        history
    }
}

fn file(kind: ImportKind, customers: &[CustomerHistory], own: Currency) -> Option<String> {
    let mut lines = String::new();
    let mut records = 0;
    for customer in customers {
        records += exact::customer(kind, customer, None, own, &mut lines);
    }
    assert_eq!(records == 0, lines.is_empty());
    (!lines.is_empty()).then(|| exact::header(kind) + &lines)
}

/// All rows of a file as an import finds them, in slices of a few bytes, through the form in which they are uploaded.
fn rows(file: &str, slice: usize, own: Currency) -> Vec<Row> {
    let found = detect(file.as_bytes(), true).expect("a file of our own");
    assert!(found.own_source.is_some() && found.doubts.is_empty());
    let mut reader = Reader::new(found.dialect, found.mapping, own);
    let mut rows = Vec::new();
    let mut take = |line: u64, outcome: RowOutcome| match outcome {
        RowOutcome::Row(row) => rows.push(row),
        other => panic!("line {line}: {other:?}"),
    };
    for slice in file.as_bytes().chunks(slice) {
        reader.push(slice, &mut take).expect("no record is long");
    }
    reader.finish(&mut take).expect("has lines");
    decode_rows(&encode_rows(&rows)).expect("our own chunk")
}

fn imported(files: &[String], slice: usize, own: Currency) -> Vec<CustomerHistory> {
    let mut customers: BTreeMap<String, CustomerHistory> = BTreeMap::new();
    for (number, file) in files.iter().enumerate() {
        let mut by_customer: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in rows(file, slice, own) {
            by_customer.entry(row.customer_number().to_owned()).or_default().push(row);
        }
        for (customer, rows) in by_customer {
            let key = rows[0].customer_key("shop");
            let import = ImportId(format!("second {number}"));
            // Days of our own files are the workspace's: nobody may need the day of an instant.
            let day_of_instant = |_: i64| Day(i32::MIN);
            let merged = merge(customers.get(&customer), &key, &rows, &import, Origin::Own, &day_of_instant).0;
            if let Some(merged) = merged {
                customers.insert(customer, merged);
            }
        }
    }
    customers.into_values().collect()
}

/// Cells as a spreadsheet reads them, by a reader of its own.
fn cells(file: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut letters = file.trim_start_matches('\u{feff}').chars().peekable();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        let record = records.last_mut().expect("there is one");
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                record.last_mut().expect("there is one").push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(String::new()),
            '\r' if !is_quoted => {
                assert_eq!(letters.next(), Some('\n'));
                records.push(vec![String::new()]);
            }
            letter => record.last_mut().expect("there is one").push(letter),
        }
    }
    assert_eq!(records.pop(), Some(vec![String::new()]), "the last line is ended");
    records
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
}

proptest! {
    #[test]
    fn an_export_read_again_is_the_same_state(
        customers in vec(a_customer(), 1..4),
        own in currencies(),
        slice in 1_usize..40,
        order in any::<prop::sample::Index>(),
    ) {
        let mut seen = BTreeSet::new();
        let customers: Vec<_> = customers.into_iter().filter(|one| seen.insert(one.key.number.clone())).collect();
        let mut files: Vec<String> = ImportKind::ALL.iter().filter_map(|kind| file(*kind, &customers, own)).collect();
        let again = imported(&files, slice, own);
        prop_assert_eq!(state_hash(&again), state_hash(&customers));
        // Files may come in any order, and twice.
        let turn = order.index(files.len());
        files.rotate_left(turn);
        files.push(files[0].clone());
        prop_assert_eq!(state_hash(&imported(&files, 4_096, own)), state_hash(&customers));
    }

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay_numbers(customer in a_customer(), own in currencies()) {
        for kind in ImportKind::ALL {
            let Some(file) = file(kind, std::slice::from_ref(&customer), own) else { continue };
            let table = cells(&file);
            let numeric: Vec<usize> = (0..table[0].len())
                .filter(|at| ["net_amount", "amount", "original_amount", "quantity", "score"].contains(&table[0][*at].as_str()))
                .collect();
            for record in &table[1..] {
                prop_assert_eq!(record.len(), table[0].len());
                for (at, cell) in record.iter().enumerate() {
                    let shown = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
                    let is_formula = shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !is_number(cell);
                    prop_assert!(!is_formula && !cell.starts_with(['\t', '\r', '\n']), "{:?}", cell);
                    prop_assert!(!numeric.contains(&at) || cell.is_empty() || is_number(cell), "{:?}", cell);
                }
            }
        }
    }
}

fn ann() -> CustomerHistory {
    CustomerHistory::new(CustomerKey { data_source: "shop".into(), number: "=17".into() }, Origin::Own)
}

#[test]
fn merges_and_suppressions_are_read_to_the_letter() {
    let into = CustomerKey { data_source: "till".into(), number: "'9".into() };
    let mut lines = String::new();
    assert_eq!(exact::customer(ImportKind::Merges, &ann(), Some(&into), Currency::EUR, &mut lines), 1);
    let file = exact::header(ImportKind::Merges) + &lines;
    let [Row::Fact(FactRow { customer_number, fact, .. })] = &rows(&file, 7, Currency::EUR)[..] else {
        panic!("one line")
    };
    assert_eq!((customer_number.as_str(), fact), ("=17", &Fact::Merge { into }));

    let file = exact::header(ImportKind::Suppressions) + &exact::suppression("+Ann@Example.com", 1_700_000_001);
    let found = rows(&file, 7, Currency::EUR);
    assert_eq!((found[0].customer_number(), found[0].at().seconds()), ("+ann@example.com", 1_700_000_001));
}

#[test]
fn amounts_of_a_workspace_in_another_currency_are_refused() {
    let mut customer = ann();
    customer.costs = vec![Cost {
        id: "c".into(),
        kind: String::new(),
        day: Day(5),
        amount_minor: 1,
        originals: vec![],
        import: import(),
    }];
    let file = file(ImportKind::Costs, &[customer], Currency::EUR).expect("a cost");
    let found = detect(file.as_bytes(), true).expect("ours");
    assert_eq!(found.own_source.as_deref(), Some("shop"));
    let usd: Currency = "USD".parse().expect("a currency");
    let (column, kind) = first_fault(&file, found.dialect, found.mapping, usd);
    assert_eq!((column.as_deref(), kind), (Some("currency"), RowErrorKind::Currency { expected: "USD".into() }));
}

#[test]
fn lines_of_two_data_sources_are_not_taken_for_one() {
    let of = |source: &str| {
        CustomerHistory::new(CustomerKey { data_source: source.into(), number: "1".into() }, Origin::Own)
    };
    let file = file(ImportKind::Customers, &[of("shop"), of("till")], Currency::EUR).expect("two customers");
    let found = detect(file.as_bytes(), true).expect("ours");
    let (column, kind) = first_fault(&file, found.dialect, found.mapping, Currency::EUR);
    assert_eq!((column.as_deref(), kind), (Some("holdfast_data_source"), RowErrorKind::OtherSource));
}

#[test]
fn a_column_that_somebody_gives_another_meaning_makes_it_an_ordinary_file() {
    let mut customer = ann();
    customer.identity.name = Some(" n/a ".into());
    customer.identity.acquisition_source = Some("fair".into());
    let file = file(ImportKind::Customers, &[customer], Currency::EUR).expect("a customer");
    let found = detect(file.as_bytes(), true).expect("ours");
    let read = |mapping: Mapping| {
        let mut names = Vec::new();
        let mut reader = Reader::new(found.dialect, mapping, Currency::EUR);
        let mut take = |_, outcome: RowOutcome| {
            if let RowOutcome::Row(Row::Fact(FactRow { fact: Fact::Identity { name, .. }, .. })) = outcome {
                names.push(name);
            }
        };
        reader.push(file.as_bytes(), &mut take).expect("short");
        reader.finish(&mut take).expect("a line");
        names
    };
    assert_eq!(read(found.mapping.clone()), [Some(" n/a ".to_owned())]);
    let mut other = found.mapping.clone();
    other.columns[3] = None;
    assert_eq!(read(other), [None]);
}

fn first_fault(file: &str, dialect: Dialect, mapping: Mapping, own: Currency) -> (Option<String>, RowErrorKind) {
    let mut faults = Vec::new();
    let mut reader = Reader::new(dialect, mapping, own);
    let mut take = |_, outcome| {
        if let RowOutcome::Rejected(error) = outcome {
            faults.push((error.column, error.kind));
        }
    };
    reader.push(file.as_bytes(), &mut take).expect("short");
    reader.finish(&mut take).expect("has lines");
    faults.remove(0)
}
