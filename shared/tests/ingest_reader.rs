//! The reader against the `csv` crate, against any slicing and against any bytes.

use proptest::prelude::*;
use shared::domain::Currency;
use shared::ingest::{
    DateOrder, DecimalMark, Dialect, Encoding, Field, FileProblem, ImportKind, Mapping, Reader, RowErrorKind,
    RowOutcome, Separator, detect,
};

const DIALECT: Dialect = Dialect {
    encoding: Encoding::Utf8,
    separator: Separator::Comma,
    decimal_mark: DecimalMark::Point,
    date_order: DateOrder::YearMonthDay,
};

/// Order, customer, date, amount and a column that is not read.
fn mapping() -> Mapping {
    let fields = [Field::OrderId, Field::CustomerNumber, Field::PlacedAt, Field::Amount];
    Mapping { kind: ImportKind::Orders, columns: fields.into_iter().map(Some).chain([None]).collect() }
}

fn read(dialect: Dialect, bytes: &[u8], slice: usize) -> (Vec<(u64, RowOutcome)>, Result<(), FileProblem>) {
    let mut reader = Reader::new(dialect, mapping(), Currency::EUR);
    let mut outcomes = Vec::new();
    for slice in bytes.chunks(slice) {
        if let Err(problem) = reader.push(slice, &mut |line, outcome| outcomes.push((line, outcome))) {
            return (outcomes, Err(problem));
        }
    }
    let end = reader.finish(&mut |line, outcome| outcomes.push((line, outcome)));
    (outcomes, end)
}

/// Text made of what matters to a parser of CSV.
fn any_table() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        ",",
        ",",
        ",",
        "\n",
        "\r\n",
        "\"",
        "\"\"",
        "a",
        "ë",
        " ",
        "1",
        "2.50",
        "2024-01-05",
        "x,2024-01-05,5,\n",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| ["o,c,d,a,x\n", &pieces.concat()].concat())
}

proptest! {
    #[test]
    fn slices_make_no_difference(text in any_table(), slice in 1..40_usize) {
        prop_assert_eq!(read(DIALECT, text.as_bytes(), slice), read(DIALECT, text.as_bytes(), usize::MAX));
    }

    #[test]
    fn slices_make_no_difference_to_utf_16_either(text in any_table(), slice in 1..40_usize) {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let dialect = Dialect { encoding: Encoding::Utf16Be, ..DIALECT };
        prop_assert_eq!(read(dialect, &bytes, slice), read(DIALECT, text.as_bytes(), usize::MAX));
    }

    /// The crate has no word for a quotation mark left open, so one is closed at the end.
    #[test]
    fn records_are_those_of_the_csv_crate(text in any_table()) {
        let text = if text.matches('"').count() % 2 == 0 { text } else { text + "\"" };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let lengths: Vec<usize> = reader.records().map(|record| record.expect("is UTF-8").len()).collect();
        let outcomes = read(DIALECT, text.as_bytes(), 5).0;
        prop_assert_eq!(outcomes.len(), lengths.len());
        for ((_, outcome), length) in outcomes.iter().zip(lengths) {
            match outcome {
                RowOutcome::Rejected(error) => match error.kind {
                    RowErrorKind::Values { found, .. } => prop_assert_eq!(found as usize, length),
                    RowErrorKind::OpenQuote => {}
                    _ => prop_assert_eq!(length, 5),
                },
                _ => prop_assert_eq!(length, 5),
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_and_never_a_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..400), table in any_table(), slice in 1..50_usize
    ) {
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252] {
            let _ = read(Dialect { encoding, ..DIALECT }, &bytes, slice);
        }
        let _ = detect(&bytes, true);
        let mixed = [table.as_bytes(), &bytes].concat();
        let _ = detect(&mixed, false);
        let _ = read(DIALECT, &mixed, slice);
    }

    #[test]
    fn any_text_in_a_value_is_read_or_refused_and_never_a_panic(date in ".{0,20}", amount in ".{0,20}") {
        let value = |text: &str| text.replace('"', "'");
        let text = format!("o,c,d,a,x\n1,2,\"{}\",5,\n2,2,2024-01-05,\"{}\",\n", value(&date), value(&amount));
        for (decimal_mark, date_order) in [
            (DecimalMark::Point, DateOrder::YearMonthDay),
            (DecimalMark::Comma, DateOrder::DayMonthYear),
            (DecimalMark::Point, DateOrder::MonthDayYear),
        ] {
            let outcomes = read(Dialect { decimal_mark, date_order, ..DIALECT }, text.as_bytes(), 9).0;
            prop_assert_eq!(outcomes.len(), 2);
        }
    }

    #[test]
    fn dates_and_amounts_that_were_written_are_read(day in 0..84_005_i32, cents in any::<i32>()) {
        let date = shared::domain::Day(day).date();
        let (y, m, d) = (date.year(), date.month(), date.day());
        let sign = if cents < 0 { "-" } else { "" };
        let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        for (date_order, written) in [
            (DateOrder::YearMonthDay, format!("{y}-{m:02}-{d:02} 12:30")),
            (DateOrder::DayMonthYear, format!("{d}/{m}/{y}")),
            (DateOrder::MonthDayYear, format!("{m:02}/{d:02}/{y} 1:30 pm")),
        ] {
            let text = format!("o,c,d,a,x\n1,2,{written},{sign}{whole}.{rest:02},\n");
            let outcomes = read(Dialect { date_order, ..DIALECT }, text.as_bytes(), 3).0;
            let RowOutcome::Row(row) = &outcomes[0].1 else { panic!("{outcomes:?}") };
            prop_assert_eq!(row.at(), shared::ingest::Placed::Local(day));
            prop_assert_eq!(row.milli_minor(), i64::from(cents) * 1_000);
        }
    }
}
