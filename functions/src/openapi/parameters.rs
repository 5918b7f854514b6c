//! What a route takes beside its body.

use shared::api::{KEPT_ANSWERS, MAX_PAGE, Method, path};
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use super::operations::Operation;

/// Whether an operation keeps its answer by `Idempotency-Key`.
pub(super) fn keeps_answers(operation: Operation) -> bool {
    operation.method == Method::Post && KEPT_ANSWERS.contains(&operation.path)
}

/// All parameters of an operation.
pub(super) fn parameters(operation: Operation) -> Vec<Parameter> {
    let text = || ObjectBuilder::new().schema_type(Type::String).min_length(Some(1));
    let mut parameters = Vec::new();
    let mut add = |name: &str, place: ParameterIn, is_required: bool, description: &str, schema: Object| {
        let required = if is_required { Required::True } else { Required::False };
        let parameter = ParameterBuilder::new().name(name).parameter_in(place).required(required);
        parameters.push(parameter.description(Some(description)).schema(Some(schema)).build());
    };
    if operation.path.contains("{id}") {
        add("id", ParameterIn::Path, true, "Its id", text().build());
    }
    if operation.path.contains("{delivery}") {
        add("delivery", ParameterIn::Path, true, "The delivery's id", text().build());
    }
    if operation.path == path::SEARCH {
        let words = ObjectBuilder::new().schema_type(Type::String).build();
        add("q", ParameterIn::Query, true, "What to search for", words);
    }
    if operation.paged {
        let limit = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(MAX_PAGE));
        add("limit", ParameterIn::Query, false, "Entries of a page", limit.build());
        let cursor = text().pattern(Some("^[A-Za-z0-9_-]+$")).build();
        add("cursor", ParameterIn::Query, false, "`next_cursor` of the page before", cursor);
    }
    if operation.path == path::SEGMENT_MEMBERS {
        let cursor = ObjectBuilder::new().schema_type(Type::String).build();
        add("cursor", ParameterIn::Query, false, "`next_cursor` of the page before", cursor);
    }
    if operation.path == path::SESSION_REFRESH {
        let description = "Anything: what no form of another site can send";
        add("x-requested-with", ParameterIn::Header, true, description, text().pattern(Some("^[!-~]+$")).build());
    }
    if operation.edits {
        let tag = text().pattern(Some("^[!-~]+$")).build();
        add("If-Match", ParameterIn::Header, true, "`ETag` of what was read, or `*`", tag);
    }
    if keeps_answers(operation) {
        let key = text().max_length(Some(255)).pattern(Some("^[!-~]+$")).build();
        let description = "Sent again with the same key and body, the answer is the same and nothing is created twice";
        add("Idempotency-Key", ParameterIn::Header, false, description, key);
    }
    parameters
}
