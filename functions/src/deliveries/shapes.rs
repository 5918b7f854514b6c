//! What shops deliver → orders. What is genuine but no order is said, never guessed.

use serde::Deserialize;
use shared::api::{OrderInput, OrderedProduct, OrderingCustomer, SourceKind};
use shared::domain::{ConsentStatus, Currency, ReportingCurrency};

use crate::orders;

/// What a delivery comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Read {
    /// Orders as they stand now, and when they were changed last, in the sender's time.
    Orders(Vec<OrderInput>, Option<String>),
    /// Nothing that changes an order, and why.
    Nothing(&'static str),
    /// It cannot be used, and why.
    Unusable(String),
}

/// Reads a delivery of a source in a workspace with a currency and rates.
pub(super) fn read(kind: SourceKind, topic: &str, body: &str, reporting: &ReportingCurrency) -> Read {
    let read = match kind {
        SourceKind::Shopify => shopify(topic, body, reporting),
        SourceKind::WooCommerce => woo_commerce(topic, body, reporting),
        SourceKind::Standard => standard(body),
    };
    read.unwrap_or_else(|error| Read::Unusable(format!("The delivery has not the form expected: {error}.")))
}

type Reading = Result<Read, serde_json::Error>;

#[derive(Deserialize)]
struct ShopifyOrder {
    id: u64,
    created_at: String,
    updated_at: Option<String>,
    cancelled_at: Option<String>,
    currency: String,
    subtotal_price: String,
    current_subtotal_price: Option<String>,
    email: Option<String>,
    customer: Option<ShopifyCustomer>,
    #[serde(default)]
    line_items: Vec<ShopifyLine>,
}

#[derive(Deserialize)]
struct ShopifyCustomer {
    id: u64,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    email_marketing_consent: Option<ShopifyConsent>,
}

#[derive(Deserialize)]
struct ShopifyConsent {
    state: Option<String>,
}

#[derive(Deserialize)]
struct ShopifyLine {
    title: String,
    quantity: i32,
    current_quantity: Option<i32>,
}

fn shopify(topic: &str, body: &str, reporting: &ReportingCurrency) -> Reading {
    match topic {
        "orders/create" | "orders/updated" | "orders/paid" | "orders/cancelled" | "orders/edited" => {}
        "refunds/create" => return Ok(Read::Nothing("The order's own update says what is left of it.")),
        "customers/redact" | "customers/data_request" | "shop/redact" => {
            let text = "Shopify asks for a person's data to be erased or shown. Please do so on the customer's page.";
            return Ok(Read::Unusable(text.to_owned()));
        }
        _ => return Ok(Read::Nothing("Deliveries of this topic change no order.")),
    }
    let order: ShopifyOrder = serde_json::from_str(body)?;
    let Ok(currency) = order.currency.parse::<Currency>() else { return Ok(no_currency(&order.currency)) };
    let given = order.customer.as_ref();
    let email = given.and_then(|customer| customer.email.clone()).or(order.email);
    let Some(number) = number(email.as_deref(), given.map(|customer| customer.id)) else { return Ok(no_customer()) };
    let net = match order.cancelled_at {
        Some(_) => Some(0),
        None => minor(order.current_subtotal_price.as_ref().unwrap_or(&order.subtotal_price), currency),
    };
    let Some(net_minor) = net else { return Ok(no_amount()) };
    let lines = order
        .line_items
        .into_iter()
        .map(|line| OrderedProduct { product: line.title, units: line.current_quantity.unwrap_or(line.quantity) });
    let consent = given.and_then(|customer| customer.email_marketing_consent.as_ref()?.state.clone());
    let customer = OrderingCustomer {
        number,
        name: given.and_then(|customer| full_name(customer.first_name.as_deref(), customer.last_name.as_deref())),
        email,
        acquisition_source: None,
        email_consent: match consent.as_deref() {
            Some("subscribed") => ConsentStatus::Given,
            Some("unsubscribed" | "redacted") => ConsentStatus::Withdrawn,
            _ => ConsentStatus::Unknown,
        },
    };
    let id = order.id.to_string();
    let order_now = OrderInput {
        id,
        customer,
        placed_at: order.created_at,
        net_minor,
        currency: Some(order.currency),
        lines: lines.collect(),
    };
    Ok(countable(order_now, order.updated_at, reporting))
}

#[derive(Deserialize)]
struct WooOrder {
    id: u64,
    status: String,
    currency: String,
    date_created_gmt: String,
    date_modified_gmt: Option<String>,
    #[serde(default)]
    customer_id: u64,
    billing: WooBilling,
    #[serde(default)]
    line_items: Vec<WooLine>,
    #[serde(default)]
    refunds: Vec<WooRefund>,
}

#[derive(Deserialize)]
struct WooBilling {
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
}

#[derive(Deserialize)]
struct WooLine {
    name: String,
    quantity: i32,
    total: String,
}

#[derive(Deserialize)]
struct WooRefund {
    total: String,
}

fn woo_commerce(topic: &str, body: &str, reporting: &ReportingCurrency) -> Reading {
    if !matches!(topic, "order.created" | "order.updated" | "order.restored") {
        return Ok(Read::Nothing("Deliveries of this topic change no order."));
    }
    let order: WooOrder = serde_json::from_str(body)?;
    if matches!(order.status.as_str(), "pending" | "on-hold" | "checkout-draft") {
        return Ok(Read::Nothing("The order is not paid yet."));
    }
    let Ok(currency) = order.currency.parse::<Currency>() else { return Ok(no_currency(&order.currency)) };
    let email = order.billing.email.filter(|email| !email.trim().is_empty());
    let account = (order.customer_id > 0).then_some(order.customer_id);
    let Some(number) = number(email.as_deref(), account) else { return Ok(no_customer()) };
    let is_void = matches!(order.status.as_str(), "cancelled" | "failed" | "refunded" | "trash");
    let amounts =
        order.line_items.iter().map(|line| &line.total).chain(order.refunds.iter().map(|refund| &refund.total));
    let sum = amounts.map(|amount| minor(amount, currency)).try_fold(0_i64, |sum, amount| sum.checked_add(amount?));
    let Some(sum) = sum else { return Ok(no_amount()) };
    let customer = OrderingCustomer {
        number,
        name: full_name(order.billing.first_name.as_deref(), order.billing.last_name.as_deref()),
        email,
        acquisition_source: None,
        email_consent: ConsentStatus::Unknown,
    };
    let lines = order.line_items.into_iter().map(|line| OrderedProduct { product: line.name, units: line.quantity });
    let order_now = OrderInput {
        id: order.id.to_string(),
        customer,
        placed_at: utc(&order.date_created_gmt),
        net_minor: if is_void { 0 } else { sum },
        currency: Some(order.currency),
        lines: lines.collect(),
    };
    Ok(countable(order_now, order.date_modified_gmt.as_deref().map(utc), reporting))
}

#[derive(Deserialize)]
struct StandardEvent {
    #[serde(rename = "type")]
    kind: String,
    timestamp: Option<String>,
    data: serde_json::Value,
}

#[derive(Deserialize)]
struct StandardOrders {
    orders: Vec<OrderInput>,
}

fn standard(body: &str) -> Reading {
    let event: StandardEvent = serde_json::from_str(body)?;
    let orders = match event.kind.as_str() {
        "order.created" | "order.updated" => vec![serde_json::from_value(event.data)?],
        "orders.changed" => serde_json::from_value::<StandardOrders>(event.data)?.orders,
        _ => return Ok(Read::Nothing("Only order.created, order.updated and orders.changed change orders.")),
    };
    if orders.is_empty() || orders.len() > shared::api::MAX_ORDERS {
        return Ok(Read::Unusable(format!("A delivery has 1 to {} orders.", shared::api::MAX_ORDERS)));
    }
    Ok(Read::Orders(orders, event.timestamp))
}

/// The number of a customer: the e-mail address as files have it, or the account where there is none.
fn number(email: Option<&str>, account: Option<u64>) -> Option<String> {
    let email = email.map(|email| email.trim().to_lowercase()).filter(|email| !email.is_empty());
    email.or_else(|| account.map(|account| account.to_string()))
}

fn full_name(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let parts: Vec<&str> = [first, last].into_iter().flatten().map(str::trim).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// WooCommerce writes UTC without saying so.
fn utc(time: &str) -> String {
    if time.ends_with('Z') { time.to_owned() } else { format!("{time}Z") }
}

/// The order, if its value can be counted in the workspace's currency.
fn countable(order: OrderInput, changed: Option<String>, reporting: &ReportingCurrency) -> Read {
    match orders::value_fault(&order, reporting) {
        None => Read::Orders(vec![order], changed),
        Some(reason) => Read::Unusable(format!("Order {}: {reason}.", order.id)),
    }
}

fn no_currency(given: &str) -> Read {
    Read::Unusable(format!("\"{given}\" is not a currency code of three letters, like EUR."))
}

fn no_customer() -> Read {
    Read::Nothing("The order names no customer, so it belongs to nobody's history.")
}

fn no_amount() -> Read {
    Read::Unusable("An amount of the order cannot be read.".to_owned())
}

/// An amount like `-19.90` in minor units, exactly; `None` for anything else, digits beyond the minor unit other than zeros
/// included.
fn minor(text: &str, currency: Currency) -> Option<i64> {
    let digits = currency.minor_digits() as usize;
    let (negative, text) = text.trim().strip_prefix('-').map_or((false, text.trim()), |rest| (true, rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || !plain(whole) || !plain(fraction) {
        return None;
    }
    let (kept, rest) = fraction.split_at(fraction.len().min(digits));
    if rest.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let value: i64 = format!("{whole}{kept:0<digits$}").parse().ok()?;
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use shared::domain::{ConsentStatus, Currency, Rate, Rates, ReportingCurrency};

    use super::{Read, SourceKind, minor, read};

    fn shop(topic: &str, body: &str) -> Read {
        read(SourceKind::Shopify, topic, body, &Currency::EUR.into())
    }

    const SHOPIFY: &str = r#"{"id": 450789469, "created_at": "2026-11-20T18:30:00+01:00", "updated_at": "2026-11-21T09:00:00+01:00",
        "currency": "EUR", "subtotal_price": "59.70", "current_subtotal_price": "39.80", "cancelled_at": null,
        "customer": {"id": 7, "email": "Kim@Example.com", "first_name": "Kim", "last_name": "",
            "email_marketing_consent": {"state": "unsubscribed"}},
        "line_items": [{"title": "Mug", "quantity": 3, "current_quantity": 2, "price": "19.90"}], "note": null}"#;

    #[test]
    fn a_shopify_order_is_read_as_it_stands_now() {
        let Read::Orders(orders, Some(changed)) = shop("orders/updated", SHOPIFY) else { panic!("an order") };
        let order = &orders[0];
        assert_eq!(
            (order.id.as_str(), order.net_minor, changed.as_str()),
            ("450789469", 3_980, "2026-11-21T09:00:00+01:00")
        );
        assert_eq!((order.customer.number.as_str(), order.customer.name.as_deref()), ("kim@example.com", Some("Kim")));
        assert_eq!(order.customer.email_consent, ConsentStatus::Withdrawn);
        assert_eq!((order.lines[0].product.as_str(), order.lines[0].units), ("Mug", 2));
        let cancelled = SHOPIFY.replace(r#""cancelled_at": null"#, r#""cancelled_at": "2026-11-21T09:00:00Z""#);
        let Read::Orders(orders, _) = shop("orders/cancelled", &cancelled) else { panic!("an order") };
        assert_eq!(orders[0].net_minor, 0);
    }

    #[test]
    fn an_order_in_another_currency_needs_a_rate_of_its_day() {
        let dollars = SHOPIFY.replace("EUR", "USD");
        let Read::Unusable(reason) = shop("orders/create", &dollars) else { panic!("no rate") };
        assert_eq!(reason, "Order 450789469: no rate for USD on or before 2026-11-20: add one in Settings.");
        let usd: Currency = "USD".parse().expect("a currency");
        let (from, rate) = ("2026-11-20".parse().expect("a day"), "0.9".parse().expect("a number"));
        let rates = Rates::new(vec![Rate { currency: usd, from, rate, note: String::new() }]);
        let reporting = ReportingCurrency { currency: Currency::EUR, rates };
        let Read::Orders(orders, _) = read(SourceKind::Shopify, "orders/create", &dollars, &reporting) else {
            panic!("an order")
        };
        assert_eq!((orders[0].net_minor, orders[0].currency.as_deref()), (3_980, Some("USD")));
    }

    #[test]
    fn what_is_no_order_of_ours_is_said() {
        assert!(matches!(shop("refunds/create", "{}"), Read::Nothing(_)));
        assert!(matches!(shop("products/update", "{}"), Read::Nothing(_)));
        assert!(matches!(shop("customers/redact", "{}"), Read::Unusable(_)));
        assert!(matches!(shop("orders/create", &SHOPIFY.replace("EUR", "USD")), Read::Unusable(_)));
        let nobody = SHOPIFY.replace(r#""customer": {"#, r#""other": {"#);
        assert!(matches!(shop("orders/create", &nobody), Read::Nothing(_)));
        for broken in ["", "[]", "{", "null", r#"{"id": "x"}"#, &SHOPIFY.replace("39.80", "a lot")] {
            assert!(matches!(shop("orders/create", broken), Read::Unusable(_)), "{broken}");
        }
    }

    #[test]
    fn a_woo_commerce_order_counts_its_lines_less_its_refunds() {
        let body = r#"{"id": 727, "status": "processing", "currency": "EUR", "date_created_gmt": "2026-11-20T17:30:00",
            "date_modified_gmt": "2026-11-21T08:00:00", "customer_id": 0, "total": "35.00",
            "billing": {"first_name": "Ada", "last_name": "Ash", "email": "ada@example.com"},
            "line_items": [{"name": "Mug", "quantity": 2, "total": "20.00"}, {"name": "Jug", "quantity": 1, "total": "10.5"}],
            "refunds": [{"id": 9, "total": "-5.25"}]}"#;
        let woo = |topic: &str, body: &str| read(SourceKind::WooCommerce, topic, body, &Currency::EUR.into());
        let Read::Orders(orders, Some(changed)) = woo("order.updated", body) else { panic!("an order") };
        assert_eq!((orders[0].net_minor, orders[0].placed_at.as_str()), (2_525, "2026-11-20T17:30:00Z"));
        assert_eq!((changed.as_str(), orders[0].lines.len()), ("2026-11-21T08:00:00Z", 2));
        assert!(matches!(woo("order.updated", &body.replace("processing", "pending")), Read::Nothing(_)));
        assert!(matches!(woo("order.deleted", "{\"id\":1}"), Read::Nothing(_)));
        let Read::Orders(orders, _) = woo("order.updated", &body.replace("processing", "cancelled")) else {
            panic!("an order")
        };
        assert_eq!(orders[0].net_minor, 0);
    }

    #[test]
    fn anyone_sends_orders_as_the_api_takes_them() {
        let one = r#"{"id": "1", "customer": {"number": "17"}, "placed_at": "2026-11-20", "net_minor": 990}"#;
        let event = |kind: &str, data: &str| {
            format!(r#"{{"type": "{kind}", "timestamp": "2026-11-20T10:00:00Z", "data": {data}}}"#)
        };
        let standard = |body: &str| read(SourceKind::Standard, "", body, &Currency::EUR.into());
        assert!(matches!(standard(&event("order.created", one)), Read::Orders(orders, Some(_)) if orders.len() == 1));
        let many = format!(r#"{{"orders": [{one}, {one}]}}"#);
        assert!(matches!(standard(&event("orders.changed", &many)), Read::Orders(orders, _) if orders.len() == 2));
        assert!(matches!(standard(&event("orders.changed", r#"{"orders": []}"#)), Read::Unusable(_)));
        assert!(matches!(standard(&event("invoice.paid", one)), Read::Nothing(_)));
        assert!(matches!(standard(one), Read::Unusable(_)));
    }

    #[test]
    fn amounts_are_exact_or_refused() {
        for (text, value) in [("19.90", Some(1_990)), ("-5.2", Some(-520)), ("7", Some(700)), ("0.100", Some(10))] {
            assert_eq!(minor(text, Currency::EUR), value, "{text}");
        }
        for wrong in ["", ".5", "1.005", "1,50", "1e3", "--1", "9999999999999", "١"] {
            assert_eq!(minor(wrong, Currency::EUR), None, "{wrong}");
        }
        let yen: Currency = "JPY".parse().expect("a currency");
        assert_eq!((minor("150", yen), minor("150.00", yen), minor("1.5", yen)), (Some(150), Some(150), None));
    }
}
