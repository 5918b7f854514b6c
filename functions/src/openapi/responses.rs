//! Every status that a route can answer.

use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, Response, ResponseBuilder, Responses, ResponsesBuilder};

use shared::api::Problem;

use super::operations::{Body, Operation};
use super::parameters::keeps_answers;

/// What the gateway says by itself, before a function is asked.
#[derive(Serialize, ToSchema)]
pub(super) struct GatewayRefusal {
    /// A few words.
    message: String,
}

/// All answers of an operation.
pub(super) fn responses(operation: Operation, of_members: bool) -> Responses {
    let mut statuses: Vec<u16> = vec![429, 500, 503];
    if of_members {
        statuses.extend([401, 403]);
    }
    if operation.request.is_some() {
        statuses.extend([400, 413, 415, 422]);
    }
    if operation.path.contains("{id}") {
        statuses.extend([400, 404]);
    }
    if operation.paged {
        statuses.extend([400, 422]);
    }
    if operation.edits {
        statuses.extend([412, 428]);
    }
    if keeps_answers(operation) {
        statuses.extend([400, 409, 422]);
    }
    statuses.extend(operation.refusals);
    statuses.sort_unstable();
    statuses.dedup();
    let mut responses = ResponsesBuilder::new().response(operation.status.to_string(), success(operation));
    for status in statuses {
        responses = responses.response(status.to_string(), refusal(status));
    }
    responses.build()
}

fn success(operation: Operation) -> Response {
    let mut answer = ResponseBuilder::new().description(operation.summary);
    if let Some(body) = operation.answer {
        answer = answer.content("application/json", ContentBuilder::new().schema(Some(body.reference())).build());
    }
    if operation.tagged {
        answer = answer.header("ETag", text_header("What an edit says by If-Match", Type::String));
    }
    answer.build()
}

fn refusal(status: u16) -> Response {
    let content = |body: Body| ContentBuilder::new().schema(Some(body.reference())).build();
    let mut refusal = ResponseBuilder::new()
        .description(meaning(status))
        .content("application/problem+json", content(Body::of::<Problem>()));
    // The gateway refuses a missing token, a flood, a huge body and a silent function with words of its own.
    if matches!(status, 401 | 413 | 429 | 500 | 503) {
        refusal = refusal.content("application/json", content(Body::of::<GatewayRefusal>()));
    }
    if status == 429 {
        refusal = refusal.header("Retry-After", text_header("Seconds to wait; not from the gateway", Type::Integer));
    }
    refusal.build()
}

fn text_header(description: &str, kind: Type) -> utoipa::openapi::header::Header {
    HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(kind).build()))
        .description(Some(description))
        .build()
}

fn meaning(status: u16) -> &'static str {
    match status {
        400 => "The body or a parameter cannot be read",
        401 => "Not signed in",
        403 => "The role lacks the right, or a member of no workspace",
        404 => "There is no such thing in this workspace",
        409 => "Not possible in the state it is in",
        410 => "It was there and is not kept any more",
        412 => "Somebody else has changed it since",
        413 => "The request is too large",
        415 => "The body is not JSON",
        422 => "Fields are out of range, all of them named",
        428 => "If-Match is missing",
        429 => "Too many requests",
        503 => "The function did not answer in time",
        _ => "Something went wrong on our side",
    }
}
