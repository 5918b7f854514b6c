//! The template: read, resolved, sorted, and turned into a [`Plan`] of what to run.

mod document;
mod error;
mod intrinsics;
mod kinds;
mod plan;
mod properties;

pub use document::Template;
pub use error::TemplateError;
pub(crate) use intrinsics::{ACCOUNT, REGION};
pub use intrinsics::{Addresses, Resolver};
pub use plan::{
    AuthorizerPlan, BucketPlan, FunctionPlan, MappingPlan, Plan, QueuePlan, RedrivePlan, RoutePlan, SchedulePlan,
    TablePlan,
};
