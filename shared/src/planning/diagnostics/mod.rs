//! Whether the model in use may be trusted: what it was fitted to, and how what it says compares with what happened.
//!
//! | file | holds |
//! |---|---|
//! | `card` | what the models are: parameters with intervals, and what they mean |
//! | `meaning` | the parameters of MBG/NBD and Gamma-Gamma in plain numbers |
//! | `frequency` | customers by repeat transactions, as they are and as the model expects them |
//! | `presence` | P(alive) by repeat transactions and silence |
//! | `check` | fitted up to a day: the weeks after it, and the customers in ten groups |
//! | `calibration` | the ten groups |

mod calibration;
mod card;
mod check;
mod frequency;
mod meaning;
mod presence;

pub use calibration::{CalibrationGroup, calibration};
pub use card::{CardFit, CardParameter, ModelCard, model_card};
pub use check::{ModelCheck, TrackedWeek, check_model};
pub use frequency::{FrequencyBar, LAST_FREQUENCY, frequency_plot};
pub use meaning::{PurchaseMeaning, SpendMeaning};
pub use presence::{FREQUENCIES, PresenceCell, SILENCES, presence};
