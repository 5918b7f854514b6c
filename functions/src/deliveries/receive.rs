//! A delivery is recognised, kept once, and handed to the import job; nothing else happens while the sender waits.

use axum::body::to_bytes;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::api::{Delivery, DeliveryReceipt, DeliveryState, SourceKind};
use shared::domain::ReportingCurrency;
use uuid::Uuid;

use super::shapes::{self, Read};
use super::signature::{Signed, is_signed};
use super::store::{self, KeptDelivery};
use crate::digest::digest;
use crate::http::{ApiError, ApiResult, PublicState, answer_with};
use crate::jobs::ImportMessage;
use crate::keys::rate;
use crate::rates;

/// Bytes of a delivery: it is kept in one item of 400 KB.
const DELIVERY_BYTES: usize = 350_000;

/// Deliveries of one source in a minute.
const DELIVERIES_PER_MINUTE: u64 = 600;

/// `POST /api/deliveries/{id}`
///
/// # Errors
/// [`ApiError::NotFound`] for what is no source, [`ApiError::BadSignature`], [`ApiError::TooManyRequests`],
/// [`ApiError::TooLarge`]; [`ApiError::Invalid`] for a genuine delivery that cannot be used, which is kept all the same.
pub async fn receive(
    State(state): State<PublicState>,
    Path(id): Path<String>,
    request: Request,
) -> ApiResult<Response> {
    let id = Uuid::try_parse(&id).map_err(|_| ApiError::NotFound)?.to_string();
    let services = &state.services;
    let table = &services.workspaces;
    let stored = store::source(table, &id).await?.ok_or(ApiError::NotFound)?;
    let now = services.now();
    if rate::count(table, &format!("source#{id}"), now).await? > DELIVERIES_PER_MINUTE {
        return Err(ApiError::TooManyRequests(rate::seconds_left(now)));
    }
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, DELIVERY_BYTES)
        .await
        .map_err(|_| ApiError::TooLarge(format!("A delivery may have {DELIVERY_BYTES} bytes.")))?;
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let signed = Signed { header: &header, body: &body, now: now.as_second() };
    let kind = stored.source.kind;
    if !is_signed(kind, &stored.secrets(now.as_second()), signed) {
        return Err(ApiError::BadSignature);
    }
    let topic = match kind {
        SourceKind::Shopify => header("x-shopify-topic"),
        SourceKind::WooCommerce => header("x-wc-webhook-topic"),
        SourceKind::Standard => None,
    };
    // Only what is signed tells deliveries apart: a shop's own number of a delivery could be replaced.
    let told_apart =
        if kind == SourceKind::Standard { header("webhook-id").unwrap_or_default() } else { String::new() };
    let text = String::from_utf8_lossy(&body).into_owned();
    let reporting = rates::reporting(table, &stored.tenant).await?;
    let (delivery_state, reason) = judge(kind, topic.as_deref().unwrap_or_default(), &text, &reporting);
    // One that could not be used is taken when it comes again and now can: a rate may have been missing.
    let failed: &[&[u8]] = if delivery_state == DeliveryState::Failed { &[b"failed"] } else { &[] };
    let told: &[u8] = if told_apart.is_empty() { &body } else { b"" };
    let digest = digest(&[&[told_apart.as_bytes(), told], failed].concat());
    let kept = KeptDelivery {
        delivery: Delivery {
            id: Uuid::now_v7().to_string(),
            topic: topic.unwrap_or_default().chars().take(80).collect(),
            received_at: now.to_string(),
            state: delivery_state,
            reason,
        },
        // What nothing is written from any more is not kept: it names a person.
        body: if delivery_state == DeliveryState::Waiting { text } else { String::new() },
    };
    let delivery = match store::keep(table, &id, &digest, &kept, now).await? {
        None => kept.delivery,
        Some(before) => store::delivery(table, &id, &before).await?.map_or(kept.delivery, |kept| kept.delivery),
    };
    match delivery.state {
        DeliveryState::Waiting => {
            let message = ImportMessage::Delivery { source: id, delivery: delivery.id.clone() };
            services.import_queue.send(&[message]).await?;
        }
        DeliveryState::Failed => {
            return Err(ApiError::invalid("body", delivery.reason.unwrap_or_default()));
        }
        DeliveryState::Done | DeliveryState::Ignored => {}
    }
    Ok(answer_with(StatusCode::ACCEPTED, &DeliveryReceipt { delivery: delivery.id, state: delivery.state }))
}

fn judge(kind: SourceKind, topic: &str, body: &str, reporting: &ReportingCurrency) -> (DeliveryState, Option<String>) {
    match shapes::read(kind, topic, body, reporting) {
        Read::Orders(..) => (DeliveryState::Waiting, None),
        Read::Nothing(reason) => (DeliveryState::Ignored, Some(reason.to_owned())),
        Read::Unusable(reason) => (DeliveryState::Failed, Some(reason)),
    }
}
