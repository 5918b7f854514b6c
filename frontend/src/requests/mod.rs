//! The one place that sends requests: typed calls over `shared::api`.

mod calls;
mod connections;
mod error;
mod intents;
mod send;
mod token;

pub(crate) use calls::{
    attributes, base, cancel_import, change_goal, change_scenario, change_segment, chunk_uploads, commit_import,
    compare_import, compare_models, contracts, customer, defection, defections, download, duplicates, erase, erasure,
    evaluate_segment, exchange, export, export_files, exports, goals, import, imports, load_sample, me, merge_customer,
    names, newest_imports, part_customer, quality, rates, referrals, refresh, remove_defection, remove_export,
    remove_goal, remove_sample, remove_scenario, remove_segment, save_rates, save_scenario, save_segment,
    save_settings, scenarios, search, segment, segment_versions, segments, session_configuration, set_avoidable,
    set_goal, settings, settings_to_edit, sign_out, start_export, start_import, undo_import, upload, uploaded_chunks,
    write_defection,
};
pub(crate) use connections::{
    change_endpoint, endpoints, keys, make_endpoint, make_key, make_source, many_deliveries, messages,
    new_endpoint_secret, new_source_secret, remove_endpoint, remove_source, revoke_key, source_deliveries, sources,
    test_endpoint,
};
pub(crate) use error::ApiClientError;
pub(crate) use token::{keep_token, on_expiry};
