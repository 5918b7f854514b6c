//! Words for what a value can say.

use crate::domain::{Channel, ConsentStatus, EndReason, EventKind, Purpose};
use crate::ingest::column_names::plain;

const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "t",
    "1",
    "ja",
    "j",
    "oui",
    "sí",
    "si",
    "given",
    "granted",
    "subscribed",
    "opt-in",
    "erteilt",
];
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "0",
    "nein",
    "non",
    "withdrawn",
    "refused",
    "unsubscribed",
    "not subscribed",
    "opt-out",
    "revoked",
    "denied",
    "bounced",
    "complained",
    "suppressed",
    "widerrufen",
    "abgemeldet",
];

/// Yes, no (which withdraws), or nothing.
pub(super) fn consent(text: &str) -> ConsentStatus {
    let text = text.to_lowercase();
    if YES.contains(&text.as_str()) {
        ConsentStatus::Given
    } else if NO.contains(&text.as_str()) {
        ConsentStatus::Withdrawn
    } else {
        ConsentStatus::Unknown
    }
}

/// What shops and payment services write of an order that brought nothing. One that is still to be paid, or was paid and
/// given back, is none of them.
const UNPAID: &[&str] = &[
    "failed",
    "voided",
    "cancelled",
    "canceled",
    "expired",
    "declined",
    "blocked",
    "fraud",
    "incomplete",
    "incompleteexpired",
    "requirespaymentmethod",
    "requiresaction",
    "requiresconfirmation",
    "pendingpayment",
    "checkoutdraft",
    "draft",
    "trash",
    "unpaid",
    "storniert",
    "fehlgeschlagen",
    "abgebrochen",
];

/// Whether an order was not paid, by its state.
pub(super) fn is_unpaid(text: &str) -> bool {
    let text = plain(text);
    UNPAID.contains(&text.strip_prefix("wc").unwrap_or(&text))
}

/// What consent is for.
pub(super) fn purpose(text: &str) -> Option<Purpose> {
    match plain(text).as_str() {
        "marketing" | "advertising" | "newsletter" | "promotions" | "werbung" => Some(Purpose::Marketing),
        "feedback" | "survey" | "surveys" | "review" | "reviews" | "umfrage" | "umfragen" => Some(Purpose::Feedback),
        _ => None,
    }
}

/// By which way a customer is reached.
pub(super) fn channel(text: &str) -> Option<Channel> {
    match plain(text).as_str() {
        "email" | "mail" | "newsletter" => Some(Channel::Email),
        "sms" | "text" | "textmessage" | "whatsapp" => Some(Channel::Sms),
        "phone" | "telephone" | "call" | "telefon" | "anruf" => Some(Channel::Phone),
        "post" | "letter" | "directmail" | "brief" => Some(Channel::Post),
        _ => None,
    }
}

/// What kind of thing happened; what is not known is worth a note.
pub(super) fn event_kind(text: &str) -> EventKind {
    match plain(text).as_str() {
        "firsttouch" | "lead" | "visit" | "signup" | "registered" => EventKind::FirstTouch,
        "enquiry" | "inquiry" | "request" | "anfrage" => EventKind::Enquiry,
        "contact" | "call" | "chat" | "conversation" | "meeting" | "kontakt" | "anruf" => EventKind::Contact,
        "message" | "email" | "newsletter" | "campaign" | "sent" => EventKind::Message,
        "feedback" | "survey" | "review" | "nps" | "csat" | "rating" | "bewertung" => EventKind::Feedback,
        "servicecase" | "service" | "ticket" | "complaint" | "support" | "reklamation" => EventKind::ServiceCase,
        "points" | "loyalty" | "punkte" => EventKind::Points,
        "stagechange" | "stage" => EventKind::StageChange,
        "referral" | "reference" | "empfehlung" => EventKind::Referral,
        "referred" | "referredby" | "geworben" => EventKind::Referred,
        _ => EventKind::Note,
    }
}

/// What a reason contains that says nobody meant to end a contract.
const FAILED_PAYMENT: &[&str] = &[
    "paymentfail",
    "failedpayment",
    "failedcharge",
    "chargeattempts",
    "declined",
    "unpaid",
    "pastdue",
    "involuntary",
    "dunning",
    "insufficientfunds",
    "cardexpired",
    "expiredcard",
    "zahlungfehl",
    "zahlungsausfall",
    "lastschrift",
];

/// Why a contract ended. People give any reason for cancelling, so what is not a failed payment is taken for that.
pub(super) fn end_reason(text: &str) -> EndReason {
    let text = plain(text);
    let is_failed_payment = FAILED_PAYMENT.iter().any(|words| text.contains(words));
    if is_failed_payment { EndReason::PaymentFailed } else { EndReason::Cancelled }
}

#[cfg(test)]
mod tests {
    use super::{NO, UNPAID, YES, consent, end_reason, event_kind, is_unpaid, plain};
    use crate::domain::{ConsentStatus, EndReason, EventKind};

    #[test]
    fn no_word_means_both_and_an_unknown_one_means_nothing() {
        assert!(YES.iter().all(|word| !NO.contains(word) && consent(&word.to_uppercase()) == ConsentStatus::Given));
        assert!(NO.iter().all(|word| consent(word) == ConsentStatus::Withdrawn));
        assert_eq!(consent("perhaps"), ConsentStatus::Unknown);
    }

    #[test]
    fn only_what_brought_nothing_is_unpaid() {
        assert!(UNPAID.iter().all(|word| plain(word) == *word && is_unpaid(&word.to_uppercase())));
        for text in ["wc-failed", "requires_payment_method", "Checkout draft"] {
            assert!(is_unpaid(text), "{text}");
        }
        for text in
            ["Paid", "paid", "pending", "refunded", "partially_refunded", "authorized", "wc-completed", "complete", "-"]
        {
            assert!(!is_unpaid(text), "{text}");
        }
    }

    #[test]
    fn every_kind_of_event_reads_back_from_its_own_name() {
        for kind in EventKind::ALL {
            assert_eq!(event_kind(&format!("{kind:?}")), kind);
        }
    }

    #[test]
    fn only_what_says_that_a_payment_failed_is_taken_for_it() {
        for text in
            ["Payment failed", "payment_failed", "Max number of charge attempts reached", "past_due", "Rücklastschrift"]
        {
            assert_eq!(end_reason(text), EndReason::PaymentFailed, "{text}");
        }
        for text in ["cancelled", "too expensive", "Moving away", "canceled", "-"] {
            assert_eq!(end_reason(text), EndReason::Cancelled, "{text}");
        }
    }
}
