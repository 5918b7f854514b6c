//! The single-page app.
#![allow(unreachable_pub, reason = "the component macro makes its functions public")]

mod app;
mod base_loader;
mod charts;
mod formats;
mod frame;
mod names;
mod pages;
mod panic;
mod parts;
mod requests;
mod session;
mod text;
mod worker_client;

fn main() {
    panic::show_banner_on_panic();
    leptos::mount::mount_to_body(app::App);
}
