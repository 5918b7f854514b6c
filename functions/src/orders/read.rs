//! An order as sent → rows as files give them, or what is wrong with it.

use jiff::{Timestamp, civil};
use shared::api::{MAX_ORDER_LINES, MAX_ORDER_TEXT, OrderInput};
use shared::domain::{CivilDate, Day};
use shared::ingest::{OrderRow, Placed};

/// Largest amount, minor units, on both sides of zero.
const MAX_NET_MINOR: i64 = 1_000_000_000_000;

/// The rows of an order, one a line and at least one; the whole value stands on the first.
pub(super) fn rows(order: &OrderInput) -> Result<Vec<OrderRow>, String> {
    let customer = &order.customer;
    let number = text("the customer's number", &customer.number)?;
    let id = text("the order's id", &order.id)?;
    if !(-MAX_NET_MINOR..=MAX_NET_MINOR).contains(&order.net_minor) {
        return Err(format!("net_minor must be from -{MAX_NET_MINOR} to {MAX_NET_MINOR}"));
    }
    if order.lines.len() > MAX_ORDER_LINES {
        return Err(format!("an order has at most {MAX_ORDER_LINES} lines"));
    }
    let first = OrderRow {
        customer_number: number,
        order_id: id,
        placed: placed(&order.placed_at)?,
        net_milli_minor: order.net_minor * 1_000,
        units: 1,
        product: None,
        email: optional("the e-mail address", customer.email.as_deref())?,
        name: optional("the name", customer.name.as_deref())?,
        acquisition_source: optional("the acquisition source", customer.acquisition_source.as_deref())?,
        email_consent: customer.email_consent,
    };
    let mut rows = Vec::with_capacity(order.lines.len().max(1));
    for (position, line) in order.lines.iter().enumerate() {
        rows.push(OrderRow {
            product: Some(text("the product", &line.product)?),
            units: i64::from(line.units),
            net_milli_minor: if position == 0 { first.net_milli_minor } else { 0 },
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use shared::ingest::Placed;

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
        let read = rows(&order(|_| {})).expect("good");
        assert_eq!(read.iter().map(|row| row.net_milli_minor).collect::<Vec<_>>(), [1_990_000, 0]);
        assert_eq!(read.iter().map(|row| row.units).collect::<Vec<_>>(), [2, -1]);
        let bare = rows(&order(|order| order["lines"] = json!([]))).expect("good");
        assert_eq!((bare.len(), bare[0].net_milli_minor, bare[0].units), (1, 1_990_000, 1));
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
            assert!(rows(&order(change)).is_err());
        }
    }
}
