//! What endpoints are sent: the document's `webhooks`.

use serde_json::{Map, Value, json};
use shared::api::{ChangedSegment, EndpointEvent, ErasedCustomer, FinishedImport, FinishedScoring, TestedEndpoint};

use super::operations::Body;

/// Every event, when it is sent, and the type of its data.
pub(super) fn bodies() -> [(EndpointEvent, &'static str, Body); 6] {
    [
        (EndpointEvent::ImportFinished, "All rows of an import are written", Body::of::<FinishedImport>()),
        (EndpointEvent::ScoringFinished, "A new generation of scores is there", Body::of::<FinishedScoring>()),
        (EndpointEvent::SegmentSaved, "A segment was saved, new or changed", Body::of::<ChangedSegment>()),
        (EndpointEvent::SegmentRemoved, "A segment was removed", Body::of::<ChangedSegment>()),
        (EndpointEvent::CustomerErased, "A customer was erased from the records", Body::of::<ErasedCustomer>()),
        (EndpointEvent::EndpointTested, "Somebody asked for a test", Body::of::<TestedEndpoint>()),
    ]
}

/// States them.
pub(super) fn state(document: &mut Value) {
    let header = |name: &str, description: &str| json!({ "name": name, "in": "header", "required": true, "description": description, "schema": { "type": "string" } });
    let webhooks = bodies().into_iter().map(|(event, summary, body)| {
        let schema = json!({
            "type": "object",
            "required": ["type", "timestamp", "data"],
            "properties": {
                "type": { "const": event.name() },
                "timestamp": { "type": "string", "format": "date-time" },
                "data": body.reference(),
            },
        });
        let operation = json!({
            "summary": summary,
            "parameters": [
                header("webhook-id", "The event's id, the same with every attempt"),
                header("webhook-timestamp", "Second of the attempt, from 1970"),
                header("webhook-signature", "Signatures by the Standard Webhooks specification, separated by spaces"),
            ],
            "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
            "responses": { "2XX": { "description": "Taken. Anything else is tried again; 410 pauses the endpoint." } },
        });
        (event.name().to_owned(), json!({ "post": operation }))
    });
    document["webhooks"] = Value::Object(webhooks.collect::<Map<_, _>>());
}

#[cfg(test)]
mod tests {
    use shared::api::EndpointEvent;

    use crate::openapi::document;

    #[test]
    fn every_event_is_documented_with_the_shape_of_its_data() {
        let document = document();
        let webhooks = document["webhooks"].as_object().expect("webhooks");
        assert_eq!(webhooks.len(), EndpointEvent::ALL.len());
        for kind in EndpointEvent::ALL {
            let schema = &webhooks[kind.name()]["post"]["requestBody"]["content"]["application/json"]["schema"];
            assert_eq!(schema["properties"]["type"]["const"], kind.name());
            let reference = schema["properties"]["data"]["$ref"].as_str().expect("a reference");
            assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
        }
    }
}
