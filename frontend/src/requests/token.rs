//! The access token: in memory only, renewed by the refresh cookie when the server no longer takes it.

use std::cell::RefCell;

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use shared::api::ProblemCode;

use super::calls;

type Renewal = Shared<LocalBoxFuture<'static, bool>>;

thread_local! {
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
    static RENEWAL: RefCell<Option<Renewal>> = const { RefCell::new(None) };
    static ON_EXPIRY: RefCell<Option<fn()>> = const { RefCell::new(None) };
}

/// Keeps the token that all further requests carry.
pub(crate) fn keep_token(token: String) {
    TOKEN.replace(Some(token));
}

/// Names the function that is called when the session has ended for good.
pub(crate) fn on_expiry(function: fn()) {
    ON_EXPIRY.replace(Some(function));
}

pub(super) fn current() -> Option<String> {
    TOKEN.with_borrow(Clone::clone)
}

/// Renews the token; requests that ask at the same moment share one renewal, because each renewal spends the cookie.
pub(super) async fn renew() -> bool {
    let running = RENEWAL.with_borrow(Clone::clone);
    let renewal = running.unwrap_or_else(|| {
        let renewal = async {
            let answer = calls::refresh().await;
            RENEWAL.replace(None);
            let ended = answer.as_ref().is_err_and(|error| error.code() == Some(ProblemCode::NotSignedIn));
            if ended && let Some(expired) = ON_EXPIRY.with_borrow(|function| *function) {
                expired();
            }
            answer.map(|session| keep_token(session.access_token)).is_ok()
        }
        .boxed_local()
        .shared();
        RENEWAL.replace(Some(renewal.clone()));
        renewal
    });
    renewal.await
}
