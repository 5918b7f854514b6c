//! The one place that sends requests: typed calls over `shared::api`.

mod calls;
mod error;
mod send;
mod token;

pub(crate) use calls::{
    base, cancel_import, change_goal, change_scenario, chunk_uploads, commit_import, compare_models, customer,
    defection, defections, download, exchange, export, goals, import, imports, load_sample, me, names, refresh,
    remove_defection, remove_goal, remove_sample, remove_scenario, save_scenario, save_settings, scenarios, search,
    session_configuration, set_avoidable, set_goal, settings, sign_out, start_import, upload, write_defection,
};
pub(crate) use error::ApiClientError;
pub(crate) use token::{keep_token, on_expiry};
