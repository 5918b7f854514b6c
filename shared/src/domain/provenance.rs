//! Which import stated what, and what it wrote over: what undo needs.

use serde::{Deserialize, Serialize};

use super::{Channel, ConsentRecord, Contract, Cost, Event, ImportId, Order, OriginalAmount, Purpose, Refund};

/// A field of [`super::CustomerIdentity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityField {
    /// E-mail address.
    Email,
    /// Full name.
    Name,
    /// Where the customer came from.
    AcquisitionSource,
}

/// What decides between two values of a field: the greater stays, whatever came first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Weight {
    /// Whether a list of customers said so; one of orders only mentions it.
    pub is_of_customers: bool,
    /// When it was said, in seconds from 1970-01-01T00:00:00Z.
    pub at: i64,
}

/// Who said what an identity field holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedField {
    /// The field.
    pub field: IdentityField,
    /// How much the statement weighs.
    pub weight: Weight,
    /// The import that made it.
    pub import: ImportId,
}

/// What a record or field was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Earlier {
    /// An order.
    Order(Order),
    /// A refund.
    Refund(Refund),
    /// A cost.
    Cost(Cost),
    /// An event.
    Event(Event),
    /// A field and what it held.
    Field(StatedField, String),
    /// A consent; nothing where none was stated.
    Consent(Purpose, Channel, Option<ConsentRecord>),
    /// A contract.
    Contract(Contract),
}

/// Something that an import wrote over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// The import that did.
    pub by: ImportId,
    /// What had been there.
    pub earlier: Earlier,
}

/// What undo needs beside the records, which know their import themselves. No part of the state: see
/// [`super::state_hash`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Who stated the identity's fields, at most one a field, sorted. A field that is not listed came with no import.
    pub fields: Vec<StatedField>,
    /// What was written over, the oldest first.
    pub replaced: Vec<Replaced>,
}

impl Provenance {
    /// Every import that is named.
    pub(super) fn each_import(&mut self, each: &mut dyn FnMut(&mut ImportId)) {
        self.fields.iter_mut().for_each(|stated| each(&mut stated.import));
        for replaced in &mut self.replaced {
            each(&mut replaced.by);
            match &mut replaced.earlier {
                Earlier::Order(order) => each(&mut order.import),
                Earlier::Refund(refund) => each(&mut refund.import),
                Earlier::Cost(cost) => each(&mut cost.import),
                Earlier::Event(event) => each(&mut event.import),
                Earlier::Contract(contract) => each(&mut contract.import),
                Earlier::Field(stated, _) => each(&mut stated.import),
                Earlier::Consent(..) => {}
            }
        }
    }

    /// In the order of [`Self::each_originals`].
    pub(super) fn originals(&self) -> impl Iterator<Item = &[OriginalAmount]> {
        self.replaced.iter().filter_map(|replaced| match &replaced.earlier {
            Earlier::Order(order) => Some(order.originals.as_slice()),
            Earlier::Refund(refund) => Some(refund.originals.as_slice()),
            Earlier::Cost(cost) => Some(cost.originals.as_slice()),
            Earlier::Contract(contract) => Some(contract.originals.as_slice()),
            Earlier::Event(_) | Earlier::Field(..) | Earlier::Consent(..) => None,
        })
    }

    /// What the records that were written over were in other currencies.
    pub(super) fn each_originals(&mut self, each: &mut dyn FnMut(&mut Vec<OriginalAmount>)) {
        for replaced in &mut self.replaced {
            match &mut replaced.earlier {
                Earlier::Order(order) => each(&mut order.originals),
                Earlier::Refund(refund) => each(&mut refund.originals),
                Earlier::Cost(cost) => each(&mut cost.originals),
                Earlier::Contract(contract) => each(&mut contract.originals),
                Earlier::Event(_) | Earlier::Field(..) | Earlier::Consent(..) => {}
            }
        }
    }
}
