//! Goals: where a figure of the board should be by a day, where it is, and where it goes if it goes on as it did.
//!
//! | file | answers |
//! |---|---|
//! | `metric` | which figures can have a goal, and in which direction |
//! | `readings` | what the figure was on earlier days |
//! | `drift` | where a row of readings goes, with its interval |
//! | `progress` | on course, behind, or too uncertain to say |

mod drift;
mod metric;
mod progress;
mod readings;

pub use metric::{GoalAim, GoalMetric};
pub use progress::{FEWEST_CHANGES, GoalProgress, GoalReading, GoalStatus, goal_progress};
