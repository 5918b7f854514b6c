//! The import job of one delivery: its orders that are news → their customers.

use jiff::Timestamp;
use shared::api::{DeliveryState, OrderInput, OrderOutcome};

use super::shapes::{self, Read};
use super::store;
use crate::aws::{Services, StoreError};
use crate::jobs::JobError;
use crate::{orders, rates};

/// What is said of a delivery that came after a later one.
const LATE: &str = "A later state of the order is known already, so this one was passed over.";

/// Writes a delivery's orders. Safe to run twice: what is there already is left alone.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn write(services: &Services, source: &str, delivery: &str) -> Result<(), JobError> {
    let table = &services.workspaces;
    let Some(stored) = store::source(table, source).await? else { return Ok(()) };
    let Some(kept) = store::delivery(table, source, delivery).await? else { return Ok(()) };
    if kept.delivery.state != DeliveryState::Waiting {
        return Ok(());
    }
    let reporting = rates::reporting(table, &stored.tenant).await?;
    let (state, reason) = match shapes::read(stored.source.kind, &kept.delivery.topic, &kept.body, &reporting) {
        Read::Nothing(reason) => (DeliveryState::Ignored, Some(reason.to_owned())),
        Read::Unusable(reason) => (DeliveryState::Failed, Some(reason)),
        Read::Orders(orders, changed) => {
            let news = news(services, source, orders, changed.as_deref()).await?;
            if news.is_empty() {
                (DeliveryState::Ignored, Some(LATE.to_owned()))
            } else {
                let taken = orders::take(services, &stored.tenant, &stored.source.data_source, &news).await?;
                let wrong = taken.results.iter().filter(|result| result.outcome == OrderOutcome::Error);
                let reasons: Vec<String> = wrong
                    .take(5)
                    .map(|result| format!("Order {}: {}.", result.id, result.reason.as_deref().unwrap_or("not taken")))
                    .collect();
                if reasons.is_empty() {
                    (DeliveryState::Done, None)
                } else {
                    (DeliveryState::Failed, Some(reasons.join(" ")))
                }
            }
        }
    };
    store::note(table, source, &kept, state, reason).await?;
    Ok(())
}

/// The orders of which no later state is known. Where the sender says no time, all are news.
async fn news(
    services: &Services,
    source: &str,
    orders: Vec<OrderInput>,
    changed: Option<&str>,
) -> Result<Vec<OrderInput>, StoreError> {
    let Some(changed) = changed.and_then(|text| text.parse::<Timestamp>().ok()) else { return Ok(orders) };
    let mut news = Vec::with_capacity(orders.len());
    for order in orders {
        let id: String = order.id.chars().take(200).collect();
        if id.is_empty() || store::is_news(&services.workspaces, source, &id, changed, services.now()).await? {
            news.push(order);
        }
    }
    Ok(news)
}
