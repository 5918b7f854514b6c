//! Amounts in several currencies: each by the rate of its day, kept beside what it was, and never added across.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};
use proptest::{collection, option, sample};
use shared::domain::{
    Currency, CustomerHistory, CustomerKey, Day, ImportId, Origin, OriginalAmount, Rate, Rates, ReportingCurrency,
};
use shared::ingest::{DryRun, DryRunReport, Fact, ImportKind, Mapping, Reader, Row, RowOutcome, detect, merge};

const CODES: [&str; 4] = ["EUR", "USD", "JPY", "KWD"];

fn currency(code: &str) -> Currency {
    code.parse().expect("a currency")
}

fn rate(code: &str, from: i32, rate: &str) -> Rate {
    Rate { currency: currency(code), from: Day(from), rate: rate.parse().expect("a number"), note: "test".into() }
}

fn import(text: &str, reporting: &ReportingCurrency) -> (Vec<Row>, DryRunReport) {
    import_as(ImportKind::Orders, text, reporting)
}

fn import_as(kind: ImportKind, text: &str, reporting: &ReportingCurrency) -> (Vec<Row>, DryRunReport) {
    let found = detect(text.as_bytes(), true).expect("a table");
    let names: Vec<String> = found.columns.iter().map(|column| column.name.clone()).collect();
    let mut reader = Reader::new(found.dialect, Mapping::suggest(kind, &names), reporting.clone());
    let (mut rows, mut run) = (Vec::new(), DryRun::new(reporting.currency));
    let mut each = |_: u64, outcome: RowOutcome| {
        run.add(&outcome);
        if let RowOutcome::Row(row) = outcome {
            rows.push(row);
        }
    };
    reader.push(text.as_bytes(), &mut each).expect("can be read");
    reader.finish(&mut each).expect("can be read");
    (rows, run.finish())
}

fn merged(rows: &[Row]) -> CustomerHistory {
    let key = CustomerKey { data_source: "shop".into(), number: "7".into() };
    let of_day = |seconds: i64| Day(seconds.div_euclid(86_400) as i32);
    merge(None, &key, rows, &ImportId("i".into()), Origin::Own, &of_day).0.expect("new")
}

#[derive(Clone, Debug)]
struct Line {
    order: u8,
    day: i32,
    amount: (i64, u32),
    code: Option<&'static str>,
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let amount = (-9_999_999_i64..9_999_999, 0_u32..8);
    let line = (0_u8..6, 19_000..19_030, amount, option::of(sample::select(&CODES[..])));
    collection::vec(line.prop_map(|(order, day, amount, code)| Line { order, day, amount, code }), 1..40)
}

fn rates() -> impl Strategy<Value = Vec<Rate>> {
    let place = (sample::select(&CODES[1..]), 19_000..19_030);
    let rates = collection::btree_map(place, 1_u64..5_000_000, 0..20);
    rates.prop_map(|rates| {
        let text = |digits: u64| format!("{}.{:06}", digits / 1_000_000, digits % 1_000_000);
        rates.into_iter().map(|((code, from), digits)| rate(code, from, &text(digits))).collect()
    })
}

fn written((digits, scale): (i64, u32)) -> String {
    let text = format!("{:0width$}", digits.unsigned_abs(), width = scale as usize + 1);
    let (whole, decimals) = text.split_at(text.len() - scale as usize);
    format!("{}{whole}{}{decimals}", if digits < 0 { "-" } else { "" }, if scale > 0 { "." } else { "" })
}

/// The nearest whole number, of two the even one.
fn half_even(number: &BigRational) -> BigInt {
    let floor = number.floor().to_integer();
    let rest = number - BigRational::from(floor.clone());
    let half = BigRational::new(1.into(), 2.into());
    let is_odd = !(&floor % BigInt::from(2)).is_zero();
    if rest > half || (rest == half && is_odd) { floor + 1 } else { floor }
}

fn power(exponent: u32) -> BigRational {
    BigRational::from(BigInt::from(10).pow(exponent))
}

/// What a line is worth in thousandths of cents, by a search over all rates.
fn naive(line: &Line, rates: &[Rate]) -> Option<(BigInt, Option<(Currency, BigInt)>)> {
    let amount = BigRational::new(line.amount.0.into(), BigInt::from(10).pow(line.amount.1));
    let code = currency(line.code.unwrap_or("EUR"));
    let thousandths =
        |amount: &BigRational, currency: Currency| half_even(&(amount * power(currency.minor_digits() + 3)));
    if code == Currency::EUR {
        return Some((thousandths(&amount, code), None));
    }
    let of_day = rates.iter().filter(|rate| rate.currency == code && rate.from.0 <= line.day);
    let newest = of_day.max_by_key(|rate| rate.from)?;
    let (digits, scale) = (newest.rate.digits, newest.rate.scale);
    let rate = BigRational::new(digits.into(), BigInt::from(10).pow(scale));
    Some((thousandths(&(&amount * rate), Currency::EUR), Some((code, thousandths(&amount, code)))))
}

fn file(lines: &[Line], with_currency: bool) -> String {
    let mut text =
        format!("order_id,customer_id,date,amount,product{}\n", if with_currency { ",currency" } else { "" });
    for line in lines {
        let code = line.code.map_or(String::new(), str::to_lowercase);
        let code = if with_currency { format!(",{code}") } else { String::new() };
        text += &format!("{},7,{},{},Mug{code}\n", line.order, Day(line.day), written(line.amount));
    }
    text
}

fn rounded(sum: &BigInt) -> i64 {
    half_even(&BigRational::new(sum.clone(), 1_000.into())).to_i64().expect("small")
}

fn exact(total: &str) -> BigRational {
    let number: shared::domain::Decimal = total.parse().expect("a number");
    BigRational::new(number.digits.into(), BigInt::from(10).pow(number.scale))
}

proptest! {
    #[test]
    fn sums_are_those_of_rationals_line_by_line(lines in lines(), rates in rates()) {
        let reporting = ReportingCurrency { currency: Currency::EUR, rates: Rates::new(rates.clone()) };
        let (rows, report) = import(&file(&lines, true), &reporting);
        let known: Vec<_> = lines.iter().filter_map(|line| naive(line, &rates).map(|worth| (line, worth))).collect();
        prop_assert_eq!(rows.len(), known.len());
        prop_assert_eq!(report.rejected as usize, lines.len() - known.len());
        for code in CODES {
            let of_code = |line: &Line| line.code.unwrap_or("EUR") == code;
            let of_currency: Vec<_> = known.iter().filter(|(line, _)| of_code(line)).collect();
            let Some(told) = report.currencies.iter().find(|told| told.currency == code) else {
                let is_alone = lines.iter().all(|line| line.code.unwrap_or("EUR") == "EUR");
                proptest::prop_assert!(is_alone || !lines.iter().any(of_code));
                continue;
            };
            let converted: BigInt = of_currency.iter().map(|(_, worth)| &worth.0).sum();
            let original: BigInt =
                of_currency.iter().map(|(_, worth)| worth.1.as_ref().map_or(&worth.0, |original| &original.1)).sum();
            prop_assert_eq!(exact(&told.converted_total) * power(5), BigRational::from(converted));
            let digits = currency(code).minor_digits() + 3;
            prop_assert_eq!(exact(&told.accepted_total) * power(digits), BigRational::from(original));
            let without_rate = lines.iter().filter(|line| of_code(line) && naive(line, &rates).is_none()).count();
            prop_assert_eq!(told.without_rate as usize, without_rate);
        }
        if !rows.is_empty() {
            for order in &merged(&rows).orders {
                let of_order: Vec<_> =
                    known.iter().filter(|(line, _)| line.order.to_string() == order.id).map(|(_, worth)| worth).collect();
                let sum: BigInt = of_order.iter().map(|worth| &worth.0).sum();
                prop_assert_eq!(order.net_minor, rounded(&sum));
                let mut originals: Vec<OriginalAmount> = Vec::new();
                for code in CODES {
                    let amounts: Vec<&BigInt> = of_order
                        .iter()
                        .filter_map(|worth| worth.1.as_ref().filter(|one| one.0 == currency(code)).map(|one| &one.1))
                        .collect();
                    if !amounts.is_empty() {
                        let sum: BigInt = amounts.into_iter().sum();
                        originals.push(OriginalAmount { currency: currency(code), amount_minor: rounded(&sum) });
                    }
                }
                originals.sort_unstable();
                prop_assert_eq!(&order.originals, &originals);
            }
        }
    }

    #[test]
    fn rates_of_one_are_as_no_column_at_all(lines in lines()) {
        let ones = CODES[1..].iter().map(|code| rate(code, 0, "1.000")).collect();
        let reporting = ReportingCurrency { currency: Currency::EUR, rates: Rates::new(ones) };
        let (with, report) = import(&file(&lines, true), &reporting);
        let (without, plain) = import(&file(&lines, false), &Currency::EUR.into());
        prop_assert_eq!(&report.accepted_total, &plain.accepted_total);
        prop_assert_eq!(&report.negative_total, &plain.negative_total);
        let worth = |rows: &[Row]| -> Vec<(String, Day, i64)> {
            merged(rows).orders.into_iter().map(|order| (order.id, order.day, order.net_minor)).collect()
        };
        prop_assert_eq!(worth(&with), worth(&without));
    }

    #[test]
    fn the_order_of_rates_and_lines_does_not_matter(lines in lines(), rates in rates(), seed in any::<u64>()) {
        let reporting = |rates: Vec<Rate>| ReportingCurrency { currency: Currency::EUR, rates: Rates::new(rates) };
        let shuffled = |length: usize| -> Vec<usize> {
            let mut places: Vec<usize> = (0..length).collect();
            places.sort_by_key(|place| (*place as u64 + 1).wrapping_mul(seed | 1));
            places
        };
        let other_rates = shuffled(rates.len()).into_iter().map(|place| rates[place].clone()).collect();
        let other_lines: Vec<Line> = shuffled(lines.len()).into_iter().map(|place| lines[place].clone()).collect();
        let (rows, report) = import(&file(&lines, true), &reporting(rates));
        let (other, again) = import(&file(&other_lines, true), &reporting(other_rates));
        prop_assert_eq!(report.currencies, again.currencies);
        if !rows.is_empty() {
            prop_assert_eq!(merged(&rows).orders, merged(&other).orders);
        }
    }
}

#[test]
fn refunds_and_costs_follow_the_same_rule() {
    let rates = Rates::new(vec![rate("USD", Day(19_000).0, "0.5"), rate("USD", Day(19_010).0, "0.25")]);
    let reporting = ReportingCurrency { currency: Currency::EUR, rates };
    let refunds = format!(
        "refund_id,order_id,customer_id,date,amount,currency\nr1,a,7,{},-10.00,USD\nr2,a,7,{},10.00,USD\n",
        Day(19_009),
        Day(18_999)
    );
    let (rows, report) = import_as(ImportKind::Refunds, &refunds, &reporting);
    let Row::Fact(row) = &rows[0] else { panic!("a refund") };
    let Fact::Refund { milli_minor, .. } = &row.fact else { panic!("a refund") };
    assert_eq!((*milli_minor, row.original.map(|original| original.milli_minor)), (500_000, Some(1_000_000)));
    let missing = report.errors[0].kind.to_string();
    assert_eq!(missing, format!("no rate for USD on or before {}: add one in Settings", Day(18_999)));
    let refunded = &merged(&rows).refunds[0];
    assert_eq!((refunded.amount_minor, refunded.originals[0].amount_minor), (500, 1_000));
}
