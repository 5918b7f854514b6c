//! One accepted line.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::domain::{Channel, ConsentStatus, CustomerKey, EndReason, EventKind, Original, Purpose};

/// When something happened, as its text said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Placed {
    /// A calendar day in the workspace's time zone, counted from 1970-01-01.
    Local(i32),
    /// An instant with an offset, in seconds from 1970-01-01T00:00:00Z; the job turns it into the workspace's day.
    Instant(i64),
}

impl Placed {
    /// Of a line that does not say when.
    pub const UNDATED: Self = Self::Instant(0);

    /// Seconds from 1970-01-01T00:00:00Z; of a day, its beginning in UTC.
    #[must_use]
    pub fn seconds(self) -> i64 {
        match self {
            Self::Local(day) => i64::from(day) * 86_400,
            Self::Instant(seconds) => seconds,
        }
    }
}

/// One accepted line of orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// The customer's number, or the lower-cased e-mail address where there is none.
    pub customer_number: String,
    /// The order's id.
    pub order_id: String,
    /// When it was placed.
    pub placed: Placed,
    /// Net amount in thousandths of a minor unit, so that unit prices with more digits add up exactly.
    pub net_milli_minor: i64,
    /// What it was before it was converted, if it was.
    pub original: Option<Original>,
    /// Number of units.
    pub units: i64,
    /// Name or number of the product, if the row has one.
    pub product: Option<String>,
    /// E-mail address, if the row has one.
    pub email: Option<String>,
    /// Full name, if the row has one.
    pub name: Option<String>,
    /// Acquisition source, if the row has one.
    pub acquisition_source: Option<String>,
    /// Consent the row states.
    pub email_consent: ConsentStatus,
    /// What was given back for the whole order so far, if the row says so.
    pub refunded: Option<Refunded>,
}

/// What a line says was given back for its whole order so far: a state that later files repeat or raise, no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Refunded {
    /// Thousandths of a minor unit, not negative. Nothing says that the order's amount stands as it is.
    pub milli_minor: i64,
    /// What it was before it was converted, if it was.
    pub original: Option<Original>,
    /// When; the order's day where the line does not say.
    pub at: Option<Placed>,
}

impl Refunded {
    /// Nothing was given back, or what was is no longer in the amount.
    pub const NOTHING: Self = Self { milli_minor: 0, original: None, at: None };
}

/// One accepted line of anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactRow {
    /// The customer's number, or the lower-cased e-mail address where there is none.
    pub customer_number: String,
    /// When it happened or was stated.
    pub at: Placed,
    /// What it says.
    pub fact: Fact,
    /// What its amount was before it was converted, if it was.
    pub original: Option<Original>,
}

/// What a line says of a customer, beside orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    /// Who the customer is; an empty field says nothing.
    Identity {
        /// E-mail address.
        email: Option<String>,
        /// Full name.
        name: Option<String>,
        /// Where the customer came from.
        acquisition_source: Option<String>,
        /// Consent to advertising by e-mail.
        email_consent: ConsentStatus,
    },
    /// What the customer allowed.
    Consent {
        /// For what.
        purpose: Purpose,
        /// By which way.
        channel: Channel,
        /// What was stated.
        status: ConsentStatus,
        /// Where it was stated; the file's data source where it does not say.
        source: Option<String>,
        /// Version of the wording.
        wording: Option<String>,
    },
    /// Money given back for an order.
    Refund {
        /// The refund's id.
        id: String,
        /// The order's.
        order_id: String,
        /// Thousandths of a minor unit, not negative.
        milli_minor: i64,
    },
    /// What serving the customer cost.
    Cost {
        /// The cost's id.
        id: String,
        /// For what.
        kind: String,
        /// Thousandths of a minor unit.
        milli_minor: i64,
    },
    /// What else happened.
    Event {
        /// The event's id.
        id: String,
        /// What kind of thing.
        kind: EventKind,
        /// By which way.
        channel: Option<String>,
        /// Who of the shop.
        staff: Option<String>,
        /// A number that belongs to it.
        value: Option<i64>,
        /// What was said.
        text: Option<String>,
    },
    /// A contract that began.
    Contract {
        /// The contract's id.
        id: String,
        /// When it was no longer active.
        end: Option<Placed>,
        /// Why it ended.
        reason: EndReason,
        /// What it brings a month, thousandths of a minor unit.
        milli_minor: i64,
    },
    /// That another customer stands for this one.
    Merge {
        /// The other.
        into: CustomerKey,
    },
}

/// One accepted line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Row {
    /// Of orders.
    Order(OrderRow),
    /// Of anything else.
    Fact(FactRow),
}

impl From<OrderRow> for Row {
    fn from(row: OrderRow) -> Self {
        Self::Order(row)
    }
}

impl From<FactRow> for Row {
    fn from(row: FactRow) -> Self {
        Self::Fact(row)
    }
}

impl Row {
    /// The customer's number.
    #[must_use]
    pub fn customer_number(&self) -> &str {
        match self {
            Self::Order(row) => &row.customer_number,
            Self::Fact(row) => &row.customer_number,
        }
    }

    /// The customer's natural key in a data source.
    #[must_use]
    pub fn customer_key(&self, data_source: &str) -> CustomerKey {
        CustomerKey { data_source: data_source.to_owned(), number: self.customer_number().to_owned() }
    }

    /// E-mail addresses it names, the number included where it is one.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let email = match self {
            Self::Order(row) => row.email.as_deref(),
            Self::Fact(FactRow { fact: Fact::Identity { email, .. }, .. }) => email.as_deref(),
            Self::Fact(_) => None,
        };
        let survivor = match self {
            Self::Fact(FactRow { fact: Fact::Merge { into }, .. }) => Some(into.number.as_str()),
            _ => None,
        };
        let numbers = [Some(self.customer_number()), survivor].into_iter().flatten();
        email.into_iter().chain(numbers.filter(|number| number.contains('@')))
    }

    /// When it happened.
    #[must_use]
    pub fn at(&self) -> Placed {
        match self {
            Self::Order(row) => row.placed,
            Self::Fact(row) => row.at,
        }
    }

    /// Thousandths of a minor unit that it counts in the file's total; a refund counts negative.
    #[must_use]
    pub fn milli_minor(&self) -> i64 {
        match self {
            Self::Order(row) => row.net_milli_minor,
            Self::Fact(FactRow { fact: Fact::Refund { milli_minor, .. }, .. }) => -milli_minor,
            Self::Fact(FactRow {
                fact: Fact::Cost { milli_minor, .. } | Fact::Contract { milli_minor, .. }, ..
            }) => *milli_minor,
            Self::Fact(_) => 0,
        }
    }

    /// What its amount was before it was converted, if it was; a refund counts negative.
    #[must_use]
    pub fn original(&self) -> Option<Original> {
        match self {
            Self::Order(row) => row.original,
            Self::Fact(FactRow { fact: Fact::Refund { .. }, original, .. }) => {
                original.map(|original| Original { milli_minor: -original.milli_minor, ..original })
            }
            Self::Fact(row) => row.original,
        }
    }

    /// The id of the record within the customer; that of a consent is its purpose and channel.
    #[must_use]
    pub fn record_id(&self) -> Cow<'_, str> {
        match self {
            Self::Order(row) => Cow::Borrowed(&row.order_id),
            Self::Fact(row) => match &row.fact {
                Fact::Identity { .. } | Fact::Merge { .. } => Cow::Borrowed(""),
                Fact::Consent { purpose, channel, .. } => Cow::Owned(format!("{purpose:?} {channel:?}")),
                Fact::Refund { id, order_id, .. } => Cow::Owned(format!("{order_id} {id}")),
                Fact::Cost { id, .. } | Fact::Event { id, .. } | Fact::Contract { id, .. } => Cow::Borrowed(id),
            },
        }
    }
}
