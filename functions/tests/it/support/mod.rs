//! What the tests stand on.

mod call;
pub(crate) mod canary;
pub(crate) mod faults;
pub(crate) mod logs;
mod orders;
mod queues;
pub(crate) mod receiver;
mod services;
mod system;

pub(crate) use call::{Answer, call};
pub(crate) use orders::{a_request, a_row, chunk, key_of};
pub(crate) use services::serve;
pub(crate) use system::{System, method_name, public_router, role_name};
