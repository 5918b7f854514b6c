//! An order as sent → rows as files give them, or what is wrong with it.

use jiff::{Timestamp, civil};
use shared::api::{MAX_ORDER_LINES, MAX_ORDER_TEXT, OrderInput};
use shared::domain::{CivilDate, ConversionError, Converted, Day, Decimal, ReportingCurrency};
use shared::ingest::{OrderRow, Placed, Refunded};

/// Largest amount, minor units, on both sides of zero.
const MAX_NET_MINOR: i64 = 1_000_000_000_000;

/// What an order is worth in the workspace's currency, by the rate of the day that is written.
pub(super) fn net(order: &OrderInput, reporting: &ReportingCurrency) -> Result<Converted, String> {
    let currency = match order.currency.as_deref() {
        None => reporting.currency,
        Some(code) => code.parse().map_err(|_| "currency must be a code of three letters, like EUR".to_owned())?,
    };
    let price = Decimal { digits: i128::from(order.net_minor), scale: currency.minor_digits() };
    let day = written_day(&order.placed_at)?;
    reporting.convert(price, 1, currency, day).map_err(|error: ConversionError| error.to_string())
}

/// The rows of an order, one a line and at least one; the whole value stands on the first.
pub(super) fn rows(order: &OrderInput, reporting: &ReportingCurrency) -> Result<Vec<OrderRow>, String> {
    let customer = &order.customer;
    let number = text("the customer's number", &customer.number)?;
    let id = text("the order's id", &order.id)?;
    if !(-MAX_NET_MINOR..=MAX_NET_MINOR).contains(&order.net_minor) {
        return Err(format!("net_minor must be from -{MAX_NET_MINOR} to {MAX_NET_MINOR}"));
    }
    if order.lines.len() > MAX_ORDER_LINES {
        return Err(format!("an order has at most {MAX_ORDER_LINES} lines"));
    }
    let net = net(order, reporting)?;
    let first = OrderRow {
        customer_number: number,
        order_id: id,
        placed: placed(&order.placed_at)?,
        net_milli_minor: net.milli_minor,
        original: net.original,
        units: 1,
        product: None,
        email: optional("the e-mail address", customer.email.as_deref())?,
        name: optional("the name", customer.name.as_deref())?,
        acquisition_source: optional("the acquisition source", customer.acquisition_source.as_deref())?,
        email_consent: customer.email_consent,
        refunded: Some(Refunded::NOTHING),
    };
    let mut rows = Vec::with_capacity(order.lines.len().max(1));
    for (position, line) in order.lines.iter().enumerate() {
        rows.push(OrderRow {
            product: Some(text("the product", &line.product)?),
            units: i64::from(line.units),
            net_milli_minor: if position == 0 { first.net_milli_minor } else { 0 },
            original: first.original.filter(|_| position == 0),
            ..first.clone()
        });
    }
    if rows.is_empty() {
        rows.push(first);
    }
    Ok(rows)
}

fn text(what: &str, text: &str) -> Result<String, String> {
    let text = text.trim();
    let fits = (1..=MAX_ORDER_TEXT).contains(&text.len()) && !text.contains(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(format!("{what} must have 1 to {MAX_ORDER_TEXT} bytes of plain text")) }
}

fn optional(what: &str, given: Option<&str>) -> Result<Option<String>, String> {
    match given.map(str::trim) {
        None | Some("") => Ok(None),
        Some(given) => text(what, given).map(Some),
    }
}

/// A day, or an instant with its offset.
fn placed(given: &str) -> Result<Placed, String> {
    let refused =
        || "placed_at must be a day (2026-11-20) or an instant with its offset (2026-11-20T18:30:00Z)".to_owned();
    if given.len() > 40 {
        return Err(refused());
    }
    if let Ok(date) = given.parse::<civil::Date>()
        && given.len() == 10
    {
        let date = CivilDate::new(date.year(), date.month(), date.day()).ok_or_else(refused)?;
        return Ok(Placed::Local(Day::from_date(date).0));
    }
    given.parse::<Timestamp>().map(|instant| Placed::Instant(instant.as_second())).map_err(|_| refused())
}

/// The day as it is written, in UTC where an instant is written without one.
fn written_day(given: &str) -> Result<Day, String> {
    let written = given.get(..10).and_then(|day| day.parse::<Day>().ok());
    let of_instant = |instant: Placed| Day(i32::try_from(instant.seconds().div_euclid(86_400)).unwrap_or(i32::MAX));
    written.map_or_else(|| placed(given).map(of_instant), Ok)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use shared::domain::{Currency, Original, Rate, Rates, ReportingCurrency};
    use shared::ingest::{OrderRow, Placed};

    use super::{placed, rows};

    fn order(change: impl FnOnce(&mut Value)) -> shared::api::OrderInput {
        let mut order = json!({
            "id": "1001", "customer": { "number": "17" }, "placed_at": "1970-01-03", "net_minor": 1990,
            "lines": [{ "product": "Mug", "units": 2 }, { "product": "Jug", "units": -1 }],
        });
        change(&mut order);
        serde_json::from_value(order).expect("an order")
    }

    #[test]
    fn the_value_is_counted_once_and_every_line_is_a_row() {
        let read = read(&order(|_| {})).expect("good");
        assert_eq!(read.iter().map(|row| row.net_milli_minor).collect::<Vec<_>>(), [1_990_000, 0]);
        assert_eq!(read.iter().map(|row| row.units).collect::<Vec<_>>(), [2, -1]);
        let bare = rows(&order(|order| order["lines"] = json!([])), &Currency::EUR.into()).expect("good");
        assert_eq!((bare.len(), bare[0].net_milli_minor, bare[0].units), (1, 1_990_000, 1));
    }

    fn read(order: &shared::api::OrderInput) -> Result<Vec<OrderRow>, String> {
        rows(order, &Currency::EUR.into())
    }

    #[test]
    fn another_currency_takes_the_rate_of_the_written_day() {
        let usd: Currency = "USD".parse().expect("a currency");
        let rate = |from: &str, rate: &str| Rate {
            currency: usd,
            from: from.parse().expect("a day"),
            rate: rate.parse().expect("a number"),
            note: String::new(),
        };
        let rates = Rates::new(vec![rate("1970-01-03", "0.5"), rate("1970-01-04", "0.25")]);
        let reporting = ReportingCurrency { currency: Currency::EUR, rates };
        let dollars = |placed_at: &str| {
            let order = order(|order| {
                order["currency"] = json!("USD");
                order["placed_at"] = json!(placed_at);
            });
            rows(&order, &reporting)
        };
        let read = dollars("1970-01-03T23:30:00-05:00").expect("a rate");
        assert_eq!(read.iter().map(|row| row.net_milli_minor).collect::<Vec<_>>(), [995_000, 0]);
        let original = Some(Original { currency: usd, milli_minor: 1_990_000 });
        assert_eq!(read.iter().map(|row| row.original).collect::<Vec<_>>(), [original, None]);
        let missing = dollars("1970-01-02").expect_err("no rate yet");
        assert_eq!(missing, "no rate for USD on or before 1970-01-02: add one in Settings");
    }

    #[test]
    fn days_are_the_workspaces_and_instants_have_an_offset() {
        assert_eq!(placed("1970-01-03"), Ok(Placed::Local(2)));
        assert_eq!(placed("1970-01-03T01:00:00+01:00"), Ok(Placed::Instant(2 * 86_400)));
        for wrong in ["", "yesterday", "1970-02-30", "1970-01-03T01:00:00", "03.01.1970", &"1".repeat(41)] {
            assert!(placed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let changes: [fn(&mut Value); 6] = [
            |order| order["id"] = json!(" "),
            |order| order["customer"]["number"] = json!("x".repeat(201)),
            |order| order["net_minor"] = json!(i64::MIN),
            |order| order["placed_at"] = json!("soon"),
            |order| order["lines"][0]["product"] = json!("a\u{0}b"),
            |order| order["customer"]["email"] = json!("a\nb"),
        ];
        for change in changes {
            assert!(read(&order(change)).is_err());
        }
    }
}
