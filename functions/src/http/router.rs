//! The routers of the functions `api` and `public`, made from the table of routes.

use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::routing::{MethodRouter, delete, get, post, put};
use axum::{Router, response::IntoResponse};
use shared::api::{Access, FunctionName, KEPT_ANSWERS, Method, ROUTES, SavedGoal, SavedScenario, SavedSegment, path};

use super::access::{authorise, authorise_key};
use super::edges::only_known;
use super::kept_answers::keep_answers;
use super::{ApiError, MemberCache};
use crate::aws::Services;
use crate::base::GenerationCache;
use crate::endpoints::StoredEndpoint;
use crate::{
    base, customers, defections, deliveries, endpoints, erasures, exports, fits, imports, kept, keys, members, openapi,
    orders, rates, sample, segments, session, settings, what_if,
};

/// What the routes of members stand on.
#[derive(Clone)]
pub struct ApiState {
    /// Tables, bucket, queues, clock.
    pub services: Services,
    /// Memberships read a moment ago.
    pub members: Arc<MemberCache>,
    /// Objects of generations read before.
    pub generations: Arc<GenerationCache>,
}

impl ApiState {
    /// With empty caches.
    #[must_use]
    pub fn new(services: Services) -> Self {
        Self { services, members: Arc::default(), generations: Arc::default() }
    }
}

/// What the public routes stand on. Of the tables they touch sources and deliveries only; the template allows no more.
#[derive(Clone)]
pub struct PublicState {
    /// Where people sign in.
    pub provider: session::Provider,
    /// Where deliveries are kept and handed on.
    pub services: Services,
}

type Handler<S> = (Method, &'static str, MethodRouter<S>);

fn api_handlers() -> Vec<Handler<ApiState>> {
    vec![
        (Method::Get, path::ME, get(members::routes::me)),
        (Method::Get, path::SETTINGS, get(settings::routes::read)),
        (Method::Put, path::SETTINGS, put(settings::routes::replace)),
        (Method::Get, path::RATES, get(rates::routes::read)),
        (Method::Put, path::RATES, put(rates::routes::replace)),
        (Method::Get, path::BASE, get(base::routes::read)),
        (Method::Post, path::NAMES, post(customers::routes::names)),
        (Method::Get, path::SEARCH, get(customers::routes::search)),
        (Method::Post, path::EXPORT, post(customers::routes::export)),
        (Method::Get, path::CUSTOMER, get(customers::routes::read)),
        (Method::Get, path::CUSTOMER_DUPLICATES, get(customers::duplicates::duplicates)),
        (Method::Post, path::CUSTOMER_MERGE, post(customers::duplicates::merge)),
        (Method::Post, path::CUSTOMER_PART, post(customers::duplicates::part)),
        (Method::Get, path::IMPORTS, get(imports::routes::list)),
        (Method::Post, path::IMPORTS, post(imports::routes::start)),
        (Method::Get, path::IMPORT, get(imports::routes::read)),
        (Method::Post, path::IMPORT_CHUNKS, post(imports::routes::chunks)),
        (Method::Get, path::IMPORT_CHUNKS, get(imports::routes::uploaded)),
        (Method::Post, path::IMPORT_COMPARE, post(imports::routes::compare)),
        (Method::Post, path::IMPORT_UNDO, post(imports::routes::undo)),
        (Method::Post, path::IMPORT_COMMIT, post(imports::routes::commit)),
        (Method::Post, path::IMPORT_CANCEL, post(imports::routes::cancel)),
        (Method::Post, path::SAMPLE, post(sample::routes::load)),
        (Method::Delete, path::SAMPLE, delete(sample::routes::remove)),
        (Method::Post, path::WHAT_IF, post(what_if::routes::evaluate)),
        (Method::Get, path::SCENARIOS, get(kept::routes::list::<SavedScenario>)),
        (Method::Post, path::SCENARIOS, post(kept::routes::create::<SavedScenario>)),
        (Method::Get, path::SCENARIO, get(kept::routes::read::<SavedScenario>)),
        (Method::Put, path::SCENARIO, put(kept::routes::replace::<SavedScenario>)),
        (Method::Delete, path::SCENARIO, delete(kept::routes::remove::<SavedScenario>)),
        (Method::Post, path::FITS, post(fits::routes::compare)),
        (Method::Get, path::GOALS, get(kept::routes::list::<SavedGoal>)),
        (Method::Post, path::GOALS, post(kept::routes::create::<SavedGoal>)),
        (Method::Get, path::GOAL, get(kept::routes::read::<SavedGoal>)),
        (Method::Put, path::GOAL, put(kept::routes::replace::<SavedGoal>)),
        (Method::Delete, path::GOAL, delete(kept::routes::remove::<SavedGoal>)),
        (Method::Get, path::DEFECTIONS, get(defections::routes::list)),
        (Method::Get, path::AVOIDABLE, get(defections::routes::avoidable)),
        (Method::Put, path::AVOIDABLE, put(defections::routes::set_avoidable)),
        (Method::Get, path::DEFECTION, get(defections::routes::read)),
        (Method::Put, path::DEFECTION, put(defections::routes::write)),
        (Method::Delete, path::DEFECTION, delete(defections::routes::remove)),
        (Method::Get, path::ATTRIBUTES, get(base::routes::attributes)),
        (Method::Get, path::CONTRACTS, get(base::routes::contracts)),
        (Method::Get, path::REFERRALS, get(base::routes::referrals)),
        (Method::Get, path::QUALITY, get(base::routes::quality)),
        (Method::Get, path::SEGMENTS, get(kept::routes::list::<SavedSegment>)),
        (Method::Post, path::SEGMENTS, post(kept::routes::create::<SavedSegment>)),
        (Method::Post, path::SEGMENT_EVALUATE, post(segments::evaluate::evaluate)),
        (Method::Get, path::SEGMENT, get(kept::routes::read::<SavedSegment>)),
        (Method::Put, path::SEGMENT, put(kept::routes::replace::<SavedSegment>)),
        (Method::Delete, path::SEGMENT, delete(kept::routes::remove::<SavedSegment>)),
        (Method::Get, path::SEGMENT_VERSIONS, get(segments::routes::versions)),
        (Method::Get, path::SEGMENT_MEMBERS, get(segments::evaluate::members)),
        (Method::Get, path::ERASURE, get(erasures::routes::read)),
        (Method::Post, path::ERASURE, post(erasures::routes::ask)),
        (Method::Get, path::EXPORTS, get(exports::routes::list)),
        (Method::Post, path::EXPORTS, post(exports::routes::start)),
        (Method::Get, path::EXPORT_FILES, get(exports::routes::read)),
        (Method::Delete, path::EXPORT_FILES, delete(exports::routes::remove)),
        (Method::Get, path::CUSTOMERS, get(customers::page::list)),
        (Method::Post, path::ORDERS, post(orders::routes::take_batch)),
        (Method::Get, path::KEYS, get(keys::routes::list)),
        (Method::Post, path::KEYS, post(keys::routes::create)),
        (Method::Delete, path::KEY, delete(keys::routes::revoke)),
        (Method::Get, path::SOURCES, get(deliveries::routes::list)),
        (Method::Post, path::SOURCES, post(deliveries::routes::create)),
        (Method::Delete, path::SOURCE, delete(deliveries::routes::remove)),
        (Method::Post, path::SOURCE_SECRET, post(deliveries::routes::renew)),
        (Method::Get, path::SOURCE_DELIVERIES, get(deliveries::routes::deliveries)),
        (Method::Get, path::ENDPOINTS, get(kept::routes::list::<StoredEndpoint>)),
        (Method::Post, path::ENDPOINTS, post(endpoints::routes::create)),
        (Method::Get, path::ENDPOINT, get(endpoints::routes::read)),
        (Method::Put, path::ENDPOINT, put(endpoints::routes::replace)),
        (Method::Delete, path::ENDPOINT, delete(kept::routes::remove::<StoredEndpoint>)),
        (Method::Post, path::ENDPOINT_SECRET, post(endpoints::routes::renew)),
        (Method::Post, path::ENDPOINT_TEST, post(endpoints::routes::test)),
        (Method::Get, path::ENDPOINT_DELIVERIES, get(endpoints::routes::deliveries)),
        (Method::Post, path::ENDPOINT_RESEND_FAILED, post(endpoints::resend::failed)),
        (Method::Post, path::ENDPOINT_RESEND, post(endpoints::resend::one)),
        (Method::Get, path::V1_CUSTOMERS, get(customers::page::list)),
        (Method::Get, path::V1_CUSTOMER, get(customers::routes::read)),
        (Method::Post, path::V1_ORDERS, post(orders::routes::take_batch)),
    ]
}

fn public_handlers() -> Vec<Handler<PublicState>> {
    vec![
        (Method::Get, path::SESSION_CONFIGURATION, get(session::routes::configuration)),
        (Method::Post, path::SESSION_EXCHANGE, post(session::routes::exchange)),
        (Method::Post, path::SESSION_REFRESH, post(session::routes::refresh)),
        (Method::Delete, path::SESSION, delete(session::routes::sign_out)),
        (Method::Get, path::OPENAPI, get(openapi::routes::read)),
        (Method::Post, path::DELIVERY, post(deliveries::receive)),
    ]
}

/// The router of the function `api`: each route behind the right that the table names.
pub fn api(state: ApiState) -> Router {
    let mut router = Router::new();
    for (method, path, handler) in api_handlers() {
        let handler = if method == Method::Post && KEPT_ANSWERS.contains(&path) {
            let keeping = state.services.clone();
            handler
                .route_layer(from_fn(move |request: Request, next: Next| keep_answers(keeping.clone(), request, next)))
        } else {
            handler
        };
        let authorised = state.clone();
        let handler = match access(FunctionName::Api, method, path) {
            Some(Access::Member(right)) => handler.route_layer(from_fn(move |request: Request, next: Next| {
                authorise(authorised.clone(), right, request, next)
            })),
            Some(Access::Key(right)) => handler.route_layer(from_fn(move |request: Request, next: Next| {
                authorise_key(authorised.services.clone(), right, request, next)
            })),
            Some(Access::Everybody) | None => continue,
        };
        router = router.route(path, handler);
    }
    closed(router).with_state(state)
}

/// The router of the function `public`.
pub fn public(state: PublicState) -> Router {
    let mut router = Router::new();
    for (method, path, handler) in public_handlers() {
        if access(FunctionName::Public, method, path) == Some(Access::Everybody) {
            router = router.route(path, handler);
        }
    }
    closed(router).with_state(state)
}

/// What the table says of a route; `None`, and so no route at all, where it says nothing.
fn access(function: FunctionName, method: Method, path: &str) -> Option<Access> {
    let route = ROUTES.iter().find(|route| (route.function, route.method, route.path) == (function, method, path))?;
    Some(route.access)
}

fn closed<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router.fallback(|| async { ApiError::NotFound.into_response() }).layer(from_fn(only_known))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shared::api::{FunctionName, Method, ROUTES};

    use super::{api_handlers, public_handlers};

    #[test]
    fn the_handlers_are_exactly_those_of_the_table() {
        let table = |function| -> BTreeSet<(Method, &str)> {
            ROUTES.iter().filter(|route| route.function == function).map(|route| (route.method, route.path)).collect()
        };
        let api: BTreeSet<_> = api_handlers().into_iter().map(|(method, path, _)| (method, path)).collect();
        let public: BTreeSet<_> = public_handlers().into_iter().map(|(method, path, _)| (method, path)).collect();
        assert_eq!(api, table(FunctionName::Api));
        assert_eq!(public, table(FunctionName::Public));
    }
}
