//! Recency, frequency and spend as scores from 1 to 5, and names for their combinations.
//!
//! RFM describes what customers did and predicts nothing: it needs no model and no probability, and two shops'
//! scores cannot be compared, since they are ranks within one shop.

mod fifths;
mod scores;
mod segment;

pub use fifths::fifths;
pub use scores::{RfmInput, RfmScores, rfm};
pub use segment::RfmSegment;
