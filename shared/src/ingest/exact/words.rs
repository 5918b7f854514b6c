//! Words for what a column can say, one each.

use super::cell::Word;
use crate::domain::{Channel, ConsentStatus, EndReason, EventKind, Purpose};

impl Word for EventKind {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::FirstTouch, "first_touch"),
        (Self::Enquiry, "enquiry"),
        (Self::Contact, "contact"),
        (Self::Message, "message"),
        (Self::Feedback, "feedback"),
        (Self::ServiceCase, "service_case"),
        (Self::Points, "points"),
        (Self::StageChange, "stage_change"),
        (Self::Referral, "referral"),
        (Self::Note, "note"),
        (Self::Referred, "referred"),
    ];
}

impl Word for Purpose {
    const WORDS: &'static [(Self, &'static str)] = &[(Self::Marketing, "marketing"), (Self::Feedback, "feedback")];
}

impl Word for Channel {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Email, "email"), (Self::Sms, "sms"), (Self::Phone, "phone"), (Self::Post, "post")];
}

impl Word for ConsentStatus {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Given, "given"), (Self::Withdrawn, "withdrawn"), (Self::Unknown, "unknown")];
}

impl Word for EndReason {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Cancelled, "cancelled"), (Self::PaymentFailed, "payment_failed")];
}

#[cfg(test)]
mod tests {
    use super::super::cell::{Cells, Word};
    use crate::domain::EventKind;

    #[test]
    fn every_kind_of_event_has_a_word_of_its_own() {
        for kind in EventKind::ALL {
            let mut cells = Cells::default();
            cells.word(kind);
            let word = cells.finish();
            assert_eq!(EventKind::of(word.trim_end()), Some(kind));
        }
    }
}
