//! Words about what is on record of a customer beside orders.

use shared::domain::{Channel, EndReason, EventKind, Purpose};

use super::{say, sentence, words};

words! {
    title = "Also on record";
    day = "Day";
    what = "What";
    details = "Details";
    amount = "Amount";
    undated = "not dated";
    one_person = "All contact with this customer runs through one person. Let a second one talk to them: what one person passes on alone is easily coloured.";
}

/// What kind of thing happened.
pub(crate) fn event(kind: EventKind) -> String {
    say(match kind {
        EventKind::FirstTouch => "First touch",
        EventKind::Enquiry => "Enquiry",
        EventKind::Contact => "Contact",
        EventKind::Message => "Message",
        EventKind::Feedback => "Feedback",
        EventKind::ServiceCase => "Service case",
        EventKind::Points => "Points",
        EventKind::StageChange => "New stage",
        EventKind::Referral => "Recommended the shop",
        EventKind::Referred => "Came by a recommendation",
        EventKind::Note => "Note",
    })
    .to_owned()
}

/// Money that came back: one time, or all that did for an order.
pub(crate) fn refund(is_all: bool) -> String {
    say(if is_all { "Refunded altogether for order" } else { "Refund for order" }).to_owned()
}

/// Money that serving cost.
pub(crate) fn cost() -> String {
    say("Cost to serve").to_owned()
}

/// A contract begins.
pub(crate) fn contract_began() -> String {
    say("Contract began").to_owned()
}

/// A contract ends.
pub(crate) fn contract_ended(reason: EndReason) -> String {
    say(match reason {
        EndReason::Cancelled => "Contract ended: cancelled",
        EndReason::PaymentFailed => "Contract ended: payments failed",
    })
    .to_owned()
}

/// "K-1 · €9.90 a month"
pub(crate) fn contract_details(id: &str, monthly: Option<&str>) -> String {
    match monthly {
        Some(monthly) => format!("{id} · {}", sentence(format!("{monthly} a month"))),
        None => id.to_owned(),
    }
}

/// "Consent given: advertising by e-mail"
pub(crate) fn consent(purpose: Purpose, channel: Channel, is_given: bool) -> String {
    let status = if is_given { "Consent given" } else { "Consent withdrawn" };
    let purpose = match purpose {
        Purpose::Marketing => "advertising",
        Purpose::Feedback => "surveys",
    };
    let channel = match channel {
        Channel::Email => "by e-mail",
        Channel::Sms => "by text message",
        Channel::Phone => "by telephone",
        Channel::Post => "by letter",
    };
    sentence(format!("{status}: {purpose} {channel}"))
}

/// "9 contacts over 1 channel and by 1 person"
pub(crate) fn breadth(contacts: &str, channels: &str, staff: &str) -> String {
    sentence(format!("Contacts: {contacts}. Channels: {channels}. People of the shop: {staff}."))
}
