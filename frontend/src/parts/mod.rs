//! Small parts that pages are made of.

mod button;
mod chip;
mod disclosure;
mod download;
mod empty;
mod field;
mod heading;
mod notice;
mod progress;
mod when_near;

pub(crate) use button::SteadyButton;
pub(crate) use chip::Chip;
pub(crate) use disclosure::{Definition, Disclosure};
pub(crate) use download::{offer_file, text_file};
pub(crate) use empty::EmptyState;
pub(crate) use field::{Field, SelectField};
pub(crate) use heading::PageHeading;
pub(crate) use notice::Notice;
pub(crate) use progress::ProgressLine;
pub(crate) use when_near::WhenNear;
