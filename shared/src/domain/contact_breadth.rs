//! Over how many ways and people the contact with a customer runs.

use std::collections::BTreeSet;

use super::Event;

/// Contacts from which one person alone is worth a warning.
const CONTACTS_FOR_WARNING: usize = 3;

/// How many contacts there were, over how many channels and by how many of the staff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContactBreadth {
    /// Conversations, enquiries and service cases.
    pub contacts: usize,
    /// Different channels, case ignored; contacts without one are left out.
    pub channels: usize,
    /// Different people of the shop, case ignored; contacts without one are left out.
    pub staff: usize,
}

impl ContactBreadth {
    /// Of a customer's events.
    #[must_use]
    pub fn of(events: &[Event]) -> Self {
        let contacts = || events.iter().filter(|event| event.kind.is_contact());
        let different = |of: fn(&Event) -> Option<&str>| {
            contacts().filter_map(of).map(|text| text.trim().to_lowercase()).collect::<BTreeSet<_>>().len()
        };
        Self {
            contacts: contacts().count(),
            channels: different(|event| event.channel.as_deref()),
            staff: different(|event| event.staff.as_deref()),
        }
    }

    /// Whether all that is known of the customer passes through one person, who may colour it.
    #[must_use]
    pub fn hangs_on_one_person(self) -> bool {
        self.contacts >= CONTACTS_FOR_WARNING && self.staff == 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Event, EventKind, ImportId};
    use super::ContactBreadth;

    fn event(kind: EventKind, channel: &str, staff: &str) -> Event {
        Event {
            id: String::new(),
            at: 0,
            kind,
            channel: Some(channel.into()),
            staff: Some(staff.into()),
            value: None,
            text: None,
            import: ImportId("i".into()),
        }
    }

    #[test]
    fn nine_contacts_by_one_person_are_flagged_until_a_second_one_has_talked() {
        let mut events: Vec<Event> = (0..9).map(|_| event(EventKind::Contact, "Phone", "Kim")).collect();
        events.push(event(EventKind::Message, "email", "Ada"));
        let narrow = ContactBreadth::of(&events);
        assert_eq!(narrow, ContactBreadth { contacts: 9, channels: 1, staff: 1 });
        assert!(narrow.hangs_on_one_person());
        events.push(event(EventKind::ServiceCase, "phone ", "kim"));
        assert!(ContactBreadth::of(&events).hangs_on_one_person());
        events.push(event(EventKind::Enquiry, "email", "Bo"));
        let broad = ContactBreadth::of(&events);
        assert_eq!(broad, ContactBreadth { contacts: 11, channels: 2, staff: 2 });
        assert!(!broad.hangs_on_one_person());
        assert!(!ContactBreadth::of(&events[..2]).hangs_on_one_person());
    }
}
