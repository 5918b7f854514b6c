//! Files that really arrive, each with what must become of it.

use shared::domain::{ConsentStatus, Currency};
use shared::ingest::{
    DecimalMark, Detection, DryRun, DryRunReport, Encoding, FileProblem, OrderRow, Placed, Reader, Row, RowErrorKind,
    RowOutcome, Separator, detect,
};

const HEADER: &str = "order_id,customer_id,date,amount\n";

/// Rows with their lines, report and detection.
type Imported = (Vec<(u64, OrderRow)>, DryRunReport, Detection);

/// Detects and reads a whole file.
fn import(bytes: &[u8]) -> Result<Imported, FileProblem> {
    let detection = detect(bytes, true)?;
    assert_eq!(detection.mapping.check(), Ok(()), "{:?}", detection.columns);
    let mut reader = Reader::new(detection.dialect, detection.mapping.clone(), Currency::EUR);
    let mut dry_run = DryRun::new(Currency::EUR);
    let mut rows = Vec::new();
    let mut each = |line, outcome| {
        dry_run.add(&outcome);
        if let RowOutcome::Row(Row::Order(row)) = outcome {
            rows.push((line, row));
        }
    };
    for slice in bytes.chunks(7) {
        reader.push(slice, &mut each)?;
    }
    reader.finish(&mut each)?;
    Ok((rows, dry_run.finish(), detection))
}

fn import_rows(lines: &str) -> Imported {
    import([HEADER, lines].concat().as_bytes()).expect("can be read")
}

/// The only rejected row: its line, column and kind.
#[track_caller]
fn rejected(lines: &str) -> (u64, Option<String>, RowErrorKind) {
    let (_, report, _) = import_rows(&format!("{lines}\n9,9,2024-01-09,9.99\n"));
    assert_eq!(report.rejected, 1, "{report:?}");
    let error = &report.errors[0];
    (error.line, error.column.clone(), error.kind.clone())
}

#[track_caller]
fn not_text(bytes: &[u8], expected: &str) {
    assert_eq!(detect(bytes, true), Err(FileProblem::NotText { looks_like: expected.into() }));
}

#[test]
fn an_empty_file_and_a_blank_one_are_empty() {
    for bytes in [b"".as_slice(), b"\n\r\n  \n", b"\xef\xbb\xbf", b"\xff\xfe"] {
        assert_eq!(detect(bytes, true), Err(FileProblem::Empty), "{bytes:?}");
    }
}

#[test]
fn a_header_without_rows_is_told_by_detection_and_by_the_reader() {
    assert_eq!(detect(HEADER.as_bytes(), true), Err(FileProblem::HeaderOnly));
    assert_eq!(detect(HEADER.trim_end().as_bytes(), true), Err(FileProblem::HeaderOnly));
    let (_, _, detection) = import_rows("1,2,2024-01-05,9.99\n");
    let mut reader = Reader::new(detection.dialect, detection.mapping, Currency::EUR);
    reader.push(HEADER.as_bytes(), &mut |_, _| {}).expect("is a header");
    assert_eq!(reader.finish(&mut |_, _| {}), Err(FileProblem::HeaderOnly));
}

#[test]
fn a_single_column_asks_for_the_separator() {
    assert_eq!(detect(b"order:customer:date\n1:2:3\n", true), Err(FileProblem::OneColumn));
    assert_eq!(detect(b"just a letter\nto somebody\n", true), Err(FileProblem::OneColumn));
}

#[test]
fn images_archives_and_documents_are_called_by_their_names() {
    not_text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image");
    not_text(b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image");
    not_text(b"%PDF-1.7\n%\xe2\xe3", "a PDF document");
    not_text(b"\x1f\x8b\x08\0\0\0\0\0", "a gzip archive");
    not_text(b"PK\x03\x04\x14\0\0\0\x08\0xl/workbook.xml", "an Excel workbook");
    not_text(b"PK\x03\x04\x14\0\0\0\x08\0orders.csv", "a ZIP archive");
    not_text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Excel workbook or Word document");
    not_text(b"\n<!DOCTYPE html><html><body>Sign in</body>", "a web page");
    not_text(b"<?xml version=\"1.0\"?><orders/>", "an XML document");
    not_text(&[7, 1, 2, 3, 4, 5, 6, 200, 0, 1, 1, 1, 0, 0, 0, 1], "a file of another kind");
}

#[test]
fn an_open_quotation_mark_is_named_with_its_line_before_memory_is_filled() {
    let (_, _, detection) = import_rows("1,2,2024-01-05,9.99\n");
    let mut reader = Reader::new(detection.dialect, detection.mapping, Currency::EUR);
    reader.push(HEADER.as_bytes(), &mut |_, _| {}).expect("is a header");
    reader.push(b"1,2,2024-01-05,9.99\n\"2,", &mut |_, _| {}).expect("is short");
    let slice = vec![b'x'; 100_000];
    let mut pushed = 0;
    let problem = loop {
        pushed += slice.len();
        if let Err(problem) = reader.push(&slice, &mut |_, _| {}) {
            break problem;
        }
        assert!(pushed < 2_000_000, "a gigabyte would be read");
    };
    assert_eq!(problem, FileProblem::RecordTooLong { line: 3, limit: 1 << 20 });
}

#[test]
fn a_single_endless_line_is_told_from_the_head_alone() {
    let head = vec![b'a'; 1 << 18];
    assert_eq!(detect(&head, false), Err(FileProblem::RecordTooLong { line: 1, limit: 1 << 18 }));
    let after_header = [HEADER.as_bytes(), &head].concat();
    assert!(detect(&after_header, false).is_ok(), "the header is in order; the reader tells the rest");
}

#[test]
fn a_quotation_mark_open_at_the_end_does_not_swallow_rows_in_silence() {
    let text = [HEADER, "1,2,2024-01-05,9.99\n2,2,2024-01-05,\"9.99\n3,2,2024-01-05,9.99\n"].concat();
    let (rows, report, _) = import(text.as_bytes()).expect("can be read");
    assert_eq!((rows.len(), report.rejected), (1, 1));
    assert_eq!((report.errors[0].line, &report.errors[0].kind), (3, &RowErrorKind::OpenQuote));
}

#[test]
fn ten_thousand_columns_are_no_harm() {
    let wide: String = (0..10_000).map(|column| format!(",column {column}")).collect();
    let values = ",".repeat(10_000);
    let text = format!("order_id,customer_id,date,amount{wide}\n1,2,2024-01-05,9.99{values}\n");
    let (rows, report, _) = import(text.as_bytes()).expect("can be read");
    assert_eq!((rows.len(), report.rejected), (1, 0));
}

#[test]
fn zero_bytes_reject_their_row_only() {
    let text = [HEADER, &"1,2,2024-01-05,9.99\n".repeat(40), "2,a\0b,2024-01-05,9.99\n"].concat();
    let (rows, report, _) = import(text.as_bytes()).expect("can be read");
    assert_eq!((rows.len(), report.rejected), (40, 1));
    assert_eq!((report.errors[0].line, &report.errors[0].kind), (42, &RowErrorKind::Encoding));
}

#[test]
fn damaged_utf_8_rejects_its_row_only() {
    let row = "1,Zoë Müller Søren,2024-01-05,9.99\n";
    let text = [HEADER.as_bytes(), row.repeat(4).as_bytes(), b"2,M\xfcller,2024-01-05,9.99\n", row.as_bytes()].concat();
    let (rows, report, detection) = import(&text).expect("can be read");
    assert_eq!((detection.dialect.encoding, rows.len(), report.rejected), (Encoding::Utf8, 5, 1));
    let error = &report.errors[0];
    assert_eq!((error.line, &error.kind, error.value.as_str()), (6, &RowErrorKind::Encoding, "M\u{fffd}ller"));
}

#[test]
fn utf_16_from_a_spreadsheet_is_read() {
    let text = "\u{feff}Bestellnummer\tKundennummer\tName\tDatum\tBetrag\r\n7\t8\tZoë 🧾\t5.1.2024\t1.234,50 €\r\n";
    for unit in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
        let (rows, report, detection) = import(&bytes).expect("can be read");
        assert_eq!((detection.dialect.separator, detection.dialect.decimal_mark), (Separator::Tab, DecimalMark::Comma));
        assert_eq!((report.accepted_total.as_str(), rows[0].1.name.as_deref()), ("1234.50", Some("Zoë 🧾")));
    }
}

#[test]
fn a_windows_1252_file_is_read_under_a_doubt() {
    let bytes = b"Bestellnummer;Kundennummer;Name;Datum;Betrag\r\n7;8;M\xfcller;05.01.2024;12,50 \x80\r\n";
    let (rows, _, detection) = import(bytes).expect("can be read");
    assert_eq!(detection.dialect.encoding, Encoding::Windows1252);
    assert_eq!((rows[0].1.name.as_deref(), rows[0].1.net_milli_minor), (Some("Müller"), 1_250_000));
    assert!(detection.doubts.iter().any(|doubt| doubt.contains("Windows-1252")), "{:?}", detection.doubts);
}

#[test]
fn the_separator_hint_of_a_spreadsheet_is_no_header() {
    let bytes = b"sep=;\r\norder_id;customer_id;date;amount\r\n1;2;2024-01-05;1,5\r\n";
    let (rows, report, detection) = import(bytes).expect("can be read");
    assert_eq!((detection.dialect.separator, detection.columns[0].name.as_str()), (Separator::Semicolon, "order_id"));
    assert_eq!((rows[0].0, report.accepted_total.as_str()), (3, "1.50"));
}

#[test]
fn old_line_ends_and_blank_lines_keep_the_line_numbers_of_an_editor() {
    let text = "order_id,customer_id,date,amount\r1,2,2024-01-05,9.99\r\r\r2,2,2024-01-06,9.99\r";
    let (rows, report, _) = import(text.as_bytes()).expect("can be read");
    assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(report.lines, 2);
}

#[test]
fn separators_and_line_breaks_in_quotes_belong_to_the_value() {
    let (rows, _, _) = import_rows("\"1,1\",\"a \"\"b\"\"\nc\",2024-01-05,\"1,234.50\"\n2,3,2024-01-06,1\n");
    assert_eq!((rows[0].1.order_id.as_str(), rows[0].1.customer_number.as_str()), ("1,1", "a \"b\"\nc"));
    assert_eq!((rows[0].1.net_milli_minor, rows[1].0), (123_450_000, 4));
}

#[test]
fn rows_too_short_and_too_long_are_told_with_both_numbers() {
    let values = |found| (2, None, RowErrorKind::Values { expected: 4, found });
    assert_eq!(rejected("1,2,2024-01-05"), values(3));
    assert_eq!(rejected("1,2,2024-01-05,9.99,surplus"), values(5));
    assert_eq!(rejected("   "), values(1));
}

#[test]
fn bad_values_are_told_with_their_column() {
    let at = |column: &str, kind| (2, Some(column.to_owned()), kind);
    assert_eq!(rejected("1,2,1899-12-31,9.99"), at("date", RowErrorKind::DateOutOfRange));
    assert_eq!(rejected("1,2,2024-02-30,9.99"), at("date", RowErrorKind::Date));
    assert_eq!(rejected("1,2,,9.99"), at("date", RowErrorKind::Missing));
    assert_eq!(rejected("1,2,2024-01-05,free"), at("amount", RowErrorKind::Amount));
    assert_eq!(rejected("1,2,2024-01-05,"), at("amount", RowErrorKind::Missing));
    assert_eq!(rejected("1,2,2024-01-05,99999999999999999999"), at("amount", RowErrorKind::TooLarge));
    assert_eq!(rejected(",2,2024-01-05,9.99"), at("order_id", RowErrorKind::Missing));
    let expected = RowErrorKind::Currency { expected: "EUR".into() };
    assert_eq!(rejected("1,2,2024-01-05,$9.99"), at("amount", expected));
    let no_rate = RowErrorKind::NoRate { currency: "USD".into(), day: "2024-01-05".into() };
    assert_eq!(rejected("1,2,2024-01-05,USD 9.99"), at("amount", no_rate));
}

#[test]
fn a_value_in_an_error_is_cut_at_a_hundred_characters() {
    let (_, report, _) = import_rows(&format!("1,2,2024-01-05,{}\n", "é".repeat(1_000)));
    assert_eq!(report.errors[0].value, "é".repeat(100));
}

#[test]
fn another_currency_than_the_workspaces_is_told() {
    let text =
        "order_id,customer_id,date,amount,currency\n1,2,2024-01-05,5,eur\n2,2,2024-01-05,5,USD\n3,2,2024-01-05,5,\n";
    let (rows, report, _) = import(text.as_bytes()).expect("can be read");
    assert_eq!((rows.len(), report.errors[0].line), (2, 3));
    let no_rate = RowErrorKind::NoRate { currency: "USD".into(), day: "2024-01-05".into() };
    assert_eq!((&report.errors[0].kind, report.errors[0].column.as_deref()), (&no_rate, Some("currency")));
}

#[test]
fn lines_without_customer_are_counted_and_summed_but_only_if_they_are_in_order() {
    let (rows, report, _) = import_rows("1,,2024-01-05,5\n2,NULL,2024-01-05,2.5\n3,,never,5\n4,7,2024-01-05,-1\n");
    assert_eq!((rows.len(), report.without_customer, report.rejected), (1, 2, 1));
    assert_eq!((report.without_customer_total.as_str(), report.accepted_total.as_str()), ("7.50", "-1.00"));
    assert_eq!((report.negative, report.negative_total.as_str()), (1, "-1.00"));
}

#[test]
fn a_guest_is_known_by_the_address_whatever_its_case() {
    let text = "order_id,customer_id,email,date,amount\n1,0,Zoe@Example.com,2024-01-05,5\n2,,zoe@example.com,2024-01-06,5\n\
                3,0,,2024-01-06,5\n4,,not an address,2024-01-06,5\n";
    let (rows, report, _) = import(text.as_bytes()).expect("can be read");
    let numbers: Vec<_> = rows.iter().map(|row| row.1.customer_number.as_str()).collect();
    assert_eq!(numbers, ["zoe@example.com", "zoe@example.com", "0"]);
    assert_eq!(rows[0].1.email.as_deref(), Some("Zoe@Example.com"));
    assert_eq!((report.customers.count, report.without_customer), (2, 1));
}

#[test]
fn further_items_of_a_shopify_order_take_customer_and_date_from_its_first_line() {
    let text = "Name,Email,Accepts Marketing,Currency,Subtotal,Created at,Lineitem quantity,Lineitem name,Billing Name\n\
                #1001,a@example.com,yes,EUR,30.00,2024-01-05 23:30:00 +0100,1,Mug,Ada Berg\n\
                #1001,a@example.com,,,,2024-01-05 23:30:00 +0100,2,Bowl,\n\
                #1001,,,,,,3,Plate,\n\
                #1002,b@example.com,no,EUR,10.00,2024-01-06 09:00:00 +0100,1,Mug,Bo Dahl\n\
                #1003,b@example.com,no,EUR,,2024-01-06 09:00:00 +0100,1,Mug,Bo Dahl\n";
    let (rows, report, _) = import(text.as_bytes()).expect("can be read");
    assert_eq!((rows.len(), report.records.count, report.customers.count), (4, 2, 2));
    assert_eq!(report.accepted_total, "40.00");
    assert_eq!((rows[2].1.customer_number.as_str(), rows[2].1.units), ("a@example.com", 3));
    assert_eq!(rows[2].1.placed, Placed::Instant(1_704_493_800));
    let consents: Vec<_> = rows.iter().map(|row| row.1.email_consent).collect();
    use ConsentStatus::{Given, Unknown, Withdrawn};
    assert_eq!(consents, [Given, Unknown, Unknown, Withdrawn]);
    assert_eq!((report.errors[0].line, &report.errors[0].kind), (6, &RowErrorKind::Missing), "another order's amount");
}

#[test]
fn without_order_numbers_the_lines_of_a_day_are_one_order_under_a_doubt() {
    let text = "customer_id,date,spend\n1,1997-01-01,29.33\n1,1997-01-01 18:00,1\n1,1997-01-18,29.73\n2,1997-01-01,5\n";
    let (rows, report, detection) = import(text.as_bytes()).expect("can be read");
    let ids: Vec<_> = rows.iter().map(|row| row.1.order_id.as_str()).collect();
    assert_eq!(ids, ["day:1997-01-01", "day:1997-01-01", "day:1997-01-18", "day:1997-01-01"]);
    assert_eq!((report.records.count, report.customers.count), (3, 2));
    assert!(detection.doubts.iter().any(|doubt| doubt.contains("one order")), "{:?}", detection.doubts);
}

#[test]
fn totals_repeated_on_every_line_raise_a_doubt() {
    let repeated = import_rows("1,2,2024-01-05,30\n1,2,2024-01-05,30\n2,2,2024-01-06,10\n2,2,2024-01-06,10\n").2;
    assert!(repeated.doubts.iter().any(|doubt| doubt.contains("same amount")), "{:?}", repeated.doubts);
    let plain = import_rows("1,2,2024-01-05,30\n1,2,2024-01-05,20\n2,2,2024-01-06,10\n").2;
    assert_eq!(plain.doubts, Vec::<String>::new());
}

#[test]
fn a_file_without_header_raises_a_doubt() {
    let detection = detect(b"1,17850,2024-01-05,5\n2,17850,2024-01-06,5\n", true).expect("is a table");
    assert!(detection.doubts.iter().any(|doubt| doubt.contains("first line")), "{:?}", detection.doubts);
}

#[test]
fn a_head_cut_within_a_record_leaves_that_record_out() {
    let text = [HEADER, "1,2,2024-01-05,9.99\n2,3,2024-01-06,1"].concat();
    let detection = detect(text.as_bytes(), false).expect("is a table");
    assert_eq!((detection.preview.len(), detection.columns[0].samples.as_slice()), (1, ["1".to_owned()].as_slice()));
}

#[test]
fn of_a_long_head_the_first_256_kib_are_looked_at() {
    let row = "1,2,2024-01-05,9.99\n";
    let text = [HEADER, &row.repeat(20_000), "2,2,2024-01-05,\"open ", &"x".repeat(2_000_000)].concat();
    let detection = detect(text.as_bytes(), true).expect("is a table as far as that");
    assert_eq!(detection.preview.len(), 20);
}

#[test]
fn a_second_pass_over_the_errors_is_not_needed_for_the_first_thousand() {
    let (_, report, _) = import_rows(&"1,2,never,5\n".repeat(1_500));
    assert_eq!((report.rejected, report.errors.len()), (1_500, 1_000));
    assert_eq!(report.errors[999].line, 1_001);
}
