//! An order file with the faults of real exports, and what an honest import makes of it.

use std::collections::BTreeSet;

use super::people;
use crate::domain::{CivilDate, Day};
use crate::ingest::{DateOrder, DecimalMark, Encoding, Separator};
use crate::random::Random;

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultyFile {
    /// Seed of all randomness.
    pub seed: u64,
    /// Number of order lines about.
    pub lines: u32,
    /// Encoding to write.
    pub encoding: Encoding,
    /// Separator to write.
    pub separator: Separator,
    /// Decimal mark to write.
    pub decimal_mark: DecimalMark,
    /// Date order to write.
    pub date_order: DateOrder,
}

/// What the file holds, counted while writing it. Amounts in thousandths of a minor unit of a two-digit currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaultyFileTruth {
    /// Lines below the header.
    pub lines: u64,
    /// Lines in order, with a customer.
    pub accepted: u64,
    /// Lines in order without a customer.
    pub without_customer: u64,
    /// Lines that must be rejected.
    pub rejected: u64,
    /// Sum of accepted lines.
    pub accepted_milli_minor: i64,
    /// Sum of the lines without customer.
    pub without_customer_milli_minor: i64,
    /// Different customers among accepted lines.
    pub customers: u64,
    /// Different orders among accepted lines.
    pub orders: u64,
}

/// Every so many lines, one has a fault that forbids reading it; the faults take turns.
const LINES_PER_FAULT: u64 = 20;

/// Every so many lines, a blank one follows.
const LINES_PER_BLANK: u64 = 35;

const COLUMNS: [&str; 10] = [
    "Order Number",
    "Customer Number",
    "E-Mail",
    "Customer Name",
    "Order Date",
    "Product Name",
    "Quantity",
    "Unit Price",
    "Source",
    "Newsletter",
];

/// Writes the file: several lines an order, negative quantities, cancellations (`C…`), missing customers, unit prices
/// with three decimals, quoted separators and line breaks, doubled quotes, blank lines, mixed dates, unreadable
/// amounts, dates in 1899, rows too short and too long.
#[must_use]
pub fn faulty_file(file: FaultyFile) -> (Vec<u8>, FaultyFileTruth) {
    let mut writer = Writer {
        file,
        draw: Random::new(file.seed, u64::MAX),
        text: String::new(),
        truth: FaultyFileTruth::default(),
        customers: BTreeSet::new(),
        orders: BTreeSet::new(),
    };
    writer.record(COLUMNS.map(str::to_owned).as_slice());
    let mut last = None;
    let mut number = 500_000;
    while writer.truth.lines < u64::from(file.lines) {
        number += 1;
        let cancelled = if writer.draw.chance(0.05) { last.take() } else { None };
        let order = match cancelled {
            Some(earlier) => cancellation(number, earlier),
            None => writer.order(number),
        };
        writer.lines_of(&order);
        last = Some(order);
    }
    let truth = FaultyFileTruth {
        customers: writer.customers.len() as u64,
        orders: writer.orders.len() as u64,
        ..writer.truth
    };
    (encoded(&writer.text, file), truth)
}

/// What is wrong with a line so that it must be rejected.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    Amount,
    Date,
    Year1899,
    TooShort,
    TooLong,
    Units,
    NoOrder,
    NoDate,
}

const FAULTS: [Fault; 8] = [
    Fault::Amount,
    Fault::Date,
    Fault::TooShort,
    Fault::Year1899,
    Fault::TooLong,
    Fault::Units,
    Fault::NoOrder,
    Fault::NoDate,
];

#[derive(Clone)]
struct FaultyOrder {
    id: String,
    customer_number: String,
    email: String,
    name: String,
    source: String,
    consent: &'static str,
    date: CivilDate,
    lines: Vec<OrderLine>,
}

#[derive(Clone)]
struct OrderLine {
    product: &'static str,
    units: i64,
    /// In thousandths of a major unit.
    price_milli: i64,
}

const PRODUCTS: &[&str] = &[
    "Candle, large",
    "Mug; set of 4",
    "Frame 5\" x 7\"",
    "\"Home\" sign",
    "Two-line\nlabel",
    "Café tray – 40 €",
    "Tea towel",
    "Doormat",
    "=Discount",
];

fn cancellation(number: u32, earlier: FaultyOrder) -> FaultyOrder {
    let mut order = FaultyOrder { id: format!("C{number}"), ..earlier };
    order.lines.truncate(1);
    order.lines.iter_mut().for_each(|line| line.units = -line.units);
    order
}

struct Writer {
    file: FaultyFile,
    draw: Random,
    text: String,
    truth: FaultyFileTruth,
    customers: BTreeSet<String>,
    orders: BTreeSet<(String, String)>,
}

impl Writer {
    fn order(&mut self, number: u32) -> FaultyOrder {
        let customer = 10_000 + self.draw.below(self.file.lines / 8 + 2);
        // The same customer has the same name everywhere.
        let identity = people::identity(&mut Random::new(self.file.seed, u64::from(customer)), customer);
        let (mut customer_number, mut email) = (customer.to_string(), identity.email.unwrap_or_default());
        match self.draw.below(100) {
            0..15 => (customer_number, email) = (String::new(), String::new()),
            15..20 => (customer_number, email) = ("NULL".to_owned(), String::new()),
            20..28 => (customer_number, email) = (String::new(), email.to_uppercase()),
            28..40 => email = String::new(),
            _ => {}
        }
        let date = self.day_of(customer).date();
        let lines = (0..1 + self.draw.below(4)).map(|_| self.line()).collect();
        FaultyOrder {
            id: number.to_string(),
            customer_number,
            email,
            name: identity.name.unwrap_or_default(),
            source: identity.acquisition_source.unwrap_or_default(),
            consent: self.draw.pick(&["yes", "no", ""]),
            date,
            lines,
        }
    }

    /// A day between a customer's first and last: some stay for a week, others for good.
    fn day_of(&mut self, customer: u32) -> Day {
        let mut fate = Random::new(self.file.seed, u64::from(customer) << 32);
        let first = fate.below(600);
        let stay = (1 + fate.below(25)) * (1 + fate.below(25));
        Day(19_000 + (first + self.draw.below(stay)).min(699) as i32)
    }

    fn line(&mut self) -> OrderLine {
        let product = self.draw.pick(PRODUCTS);
        let units = i64::from(1 + self.draw.below(12));
        let units = if self.draw.chance(0.04) { -units } else { units };
        let price_milli = match self.draw.below(20) {
            0 => 0,
            1 => i64::from(self.draw.below(9_000_000)),
            2..6 => i64::from(self.draw.below(20_000)),
            _ => 10 * i64::from(self.draw.below(5_000)),
        };
        OrderLine { product, units, price_milli }
    }

    fn lines_of(&mut self, order: &FaultyOrder) {
        for line in &order.lines {
            self.truth.lines += 1;
            let turn = self.truth.lines / LINES_PER_FAULT;
            let fault = self.truth.lines.is_multiple_of(LINES_PER_FAULT).then(|| FAULTS[turn as usize % FAULTS.len()]);
            let record = self.values(order, line, fault);
            self.record(&record);
            self.count(order, line, fault);
            if self.truth.lines.is_multiple_of(LINES_PER_BLANK) {
                self.text.push_str("\r\n");
            }
        }
    }

    fn values(&mut self, order: &FaultyOrder, line: &OrderLine, fault: Option<Fault>) -> Vec<String> {
        let mut values = vec![
            order.id.clone(),
            order.customer_number.clone(),
            order.email.clone(),
            order.name.clone(),
            self.date(order.date),
            line.product.to_owned(),
            line.units.to_string(),
            self.price(line.price_milli),
            order.source.clone(),
            order.consent.to_owned(),
        ];
        match fault {
            None => {}
            Some(Fault::NoOrder) => values[0].clear(),
            Some(Fault::NoDate) => values[4].clear(),
            Some(Fault::Date) => values[4] = self.draw.pick(&["31.02.2024", "soon", "2024-13-45"]).to_owned(),
            Some(Fault::Year1899) => values[4] = "1899-12-30".to_owned(),
            Some(Fault::Units) => values[6] = self.draw.pick(&["two", "1.5.2", "-"]).to_owned(),
            Some(Fault::Amount) => values[7] = self.draw.pick(&["n/a", "free", "1..5", "--3"]).to_owned(),
            Some(Fault::TooShort) => values.truncate(6),
            Some(Fault::TooLong) => values.push("surplus".to_owned()),
        }
        values
    }

    fn count(&mut self, order: &FaultyOrder, line: &OrderLine, fault: Option<Fault>) {
        // A thousandth of a major unit is a hundred thousandths of a minor unit.
        let net = line.price_milli * line.units * 100;
        let customer = match order.customer_number.as_str() {
            "" | "NULL" => order.email.to_lowercase(),
            number => number.to_owned(),
        };
        if fault.is_some() {
            self.truth.rejected += 1;
        } else if customer.is_empty() {
            self.truth.without_customer += 1;
            self.truth.without_customer_milli_minor += net;
        } else {
            self.truth.accepted += 1;
            self.truth.accepted_milli_minor += net;
            self.orders.insert((customer.clone(), order.id.clone()));
            self.customers.insert(customer);
        }
    }

    /// Mostly in the file's order, now and then in a spelling that tells its order, with or without a time.
    fn date(&mut self, date: CivilDate) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        let written = match (self.draw.below(10), self.file.date_order) {
            (0, _) | (1.., DateOrder::YearMonthDay) => format!("{year}-{month:02}-{day:02}"),
            (1, _) => format!("{day:02}.{month:02}.{year}"),
            (2.., DateOrder::DayMonthYear) => format!("{day:02}/{month:02}/{year}"),
            (2.., DateOrder::MonthDayYear) => format!("{month}/{day}/{year}"),
        };
        match self.draw.below(3) {
            0 => written,
            1 => format!("{written} {}:{:02}", self.draw.below(24), self.draw.below(60)),
            _ => format!("{written} {:02}:{:02}:00", self.draw.below(24), self.draw.below(60)),
        }
    }

    /// Two decimals, three where the price has them, now and then with groups of thousands.
    fn price(&mut self, price_milli: i64) -> String {
        let (point, group) = match self.file.decimal_mark {
            DecimalMark::Point => ('.', ','),
            DecimalMark::Comma => (',', '.'),
        };
        let (whole, milli) = (price_milli / 1_000, price_milli % 1_000);
        let decimals = if milli % 10 == 0 { format!("{:02}", milli / 10) } else { format!("{milli:03}") };
        if whole >= 1_000 && self.draw.chance(0.5) {
            format!("{}{group}{:03}{point}{decimals}", whole / 1_000, whole % 1_000)
        } else {
            format!("{whole}{point}{decimals}")
        }
    }

    fn record(&mut self, values: &[String]) {
        let separator = match self.file.separator {
            Separator::Comma => ',',
            Separator::Semicolon => ';',
            Separator::Tab => '\t',
            Separator::Pipe => '|',
        };
        for (position, value) in values.iter().enumerate() {
            if position > 0 {
                self.text.push(separator);
            }
            if value.contains([separator, '"', '\n']) {
                self.text.push_str(&format!("\"{}\"", value.replace('"', "\"\"")));
            } else {
                self.text.push_str(value);
            }
        }
        self.text.push_str("\r\n");
    }
}

/// The bytes, with a byte order mark where it is usual: in UTF-16, and in UTF-8 for every second seed.
fn encoded(text: &str, file: FaultyFile) -> Vec<u8> {
    let units = || std::iter::once(0xfeff).chain(text.encode_utf16());
    match file.encoding {
        Encoding::Utf8 if file.seed.is_multiple_of(2) => text.as_bytes().to_vec(),
        Encoding::Utf8 => ["\u{feff}", text].concat().into_bytes(),
        Encoding::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
        Encoding::Windows1252 => text.chars().map(windows_1252).collect(),
    }
}

/// All letters of names are in Latin-1; of the others only these two are in products.
fn windows_1252(character: char) -> u8 {
    match character {
        '€' => 0x80,
        '–' => 0x96,
        latin => u8::try_from(latin).unwrap_or(b'?'),
    }
}
