//! Functions as real processes behind the Lambda Runtime API.

mod api;
mod error;
mod function;
mod process;
mod seat;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;

pub use api::router;
pub use error::InvocationError;
pub use function::{Function, Readiness};
pub use process::{Environment, keep_running};

use crate::template::FunctionPlan;

/// Most bytes in an event or an answer, as Lambda has it for synchronous calls.
pub const MAX_PAYLOAD_BYTES: usize = 6 * 1024 * 1024;

/// All functions by name.
#[derive(Debug)]
pub struct Runtime {
    functions: BTreeMap<String, Arc<Function>>,
}

impl Runtime {
    /// Functions of the plans, each with at most `concurrency` invocations at once. Nobody answers them yet:
    /// that do processes (see [`keep_running`]) or whoever speaks the Runtime API.
    #[must_use]
    pub fn new(plans: &[FunctionPlan], concurrency: usize) -> Self {
        let function = |plan: &FunctionPlan| (plan.name.clone(), Arc::new(Function::new(plan.clone(), concurrency)));
        Self { functions: plans.iter().map(function).collect() }
    }

    /// All functions.
    pub fn functions(&self) -> impl Iterator<Item = &Arc<Function>> {
        self.functions.values()
    }

    /// The function with a name or an address (ARN).
    #[must_use]
    pub fn function(&self, name_or_arn: &str) -> Option<&Arc<Function>> {
        self.functions.get(name_or_arn.rsplit(':').next().unwrap_or(name_or_arn))
    }

    /// Invokes a function by name or address (ARN) and waits for its answer.
    ///
    /// # Errors
    /// When there is no such function, an event or answer is too large, or the function fails, ends or takes too long.
    pub async fn invoke(&self, name_or_arn: &str, event: Bytes) -> Result<Bytes, InvocationError> {
        let function = self.function(name_or_arn);
        function.ok_or_else(|| InvocationError::NoSuchFunction(name_or_arn.to_owned()))?.invoke(event).await
    }
}
