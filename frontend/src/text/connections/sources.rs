//! Shops and programs that send to us.

use shared::api::{DeliveryState, SourceKind};

use crate::text::{say, sentence, words};

words! {
    title = "Shops and programs that send to us";
    note = "Each order arrives as a signed webhook the moment it is placed or changed. What is not signed with the secret is refused and not kept.";
    empty_title = "No shop sends to us yet";
    empty_why = "Connect one, and new orders come by themselves instead of by file. Orders from before still come by file.";
    add = "Connect a shop";
    name = "Name";
    kind = "Sends";
    data_source = "Data source";
    data_source_hint = "Lower-case letters, digits and hyphens. Orders are known by it and their number: take the one of your files, so that none is counted twice.";
    own_secret = "Secret of the shop";
    own_secret_hint = "Where the shop shows its own secret, as Shopify does. Left empty, one is made.";
    address = "Address";
    deliveries = "Deliveries";
    deliveries_hide = "Hide deliveries";
    deliveries_none = "Nothing was delivered in the last 30 days.";
    deliveries_note = "The last 30 days. After the cause of a failure is mended, send the delivery again from the shop: one that failed is read anew, one that was written changes nothing.";
    topic = "Topic";
    topic_none = "no topic";
    secret_why = "The one before stays good for a day, so that there is time to enter the new one in the shop.";
    remove_why = "Its deliveries are refused from now on. Orders that came stay.";
}

/// Whose webhooks.
pub(crate) fn kind_name(kind: SourceKind) -> &'static str {
    say(match kind {
        SourceKind::Shopify => "Shopify webhooks",
        SourceKind::WooCommerce => "WooCommerce webhooks",
        SourceKind::Standard => "Standard Webhooks",
    })
}

/// Where address and secret go.
pub(crate) fn next(kind: SourceKind) -> &'static str {
    say(match kind {
        SourceKind::Shopify => {
            "In Shopify: Settings, Notifications, Webhooks. Make one for each order event in the format JSON with this address. Shopify signs with the secret shown on its page: it must be the one entered here."
        }
        SourceKind::WooCommerce => {
            "In WooCommerce: Settings, Advanced, Webhooks. Add one for order created and one for order updated, each with this address and secret."
        }
        SourceKind::Standard => {
            "Your program signs each message with this secret by the Standard Webhooks specification and sends it to the address."
        }
    })
}

/// What became of a delivery.
pub(crate) fn state(state: DeliveryState) -> &'static str {
    say(match state {
        DeliveryState::Waiting => "being written",
        DeliveryState::Done => "written",
        DeliveryState::Ignored => "passed over",
        DeliveryState::Failed => "failed",
    })
}

/// Beside the name.
pub(crate) fn about(kind: SourceKind, data_source: &str) -> String {
    sentence(format!("{}, data source {data_source}", kind_name(kind)))
}

/// Question before a new secret.
pub(crate) fn secret_really(name: &str) -> String {
    sentence(format!("Make a new secret for \"{name}\"?"))
}

/// Question before a source goes.
pub(crate) fn remove_really(name: &str) -> String {
    sentence(format!("Remove \"{name}\"?"))
}
