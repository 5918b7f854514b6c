//! Models compared on the server.

use serde_json::json;
use shared::api::{Method, path};
use shared::planning::{ModelName, Refit, RefitRequest, Scope, refit};
use shared::scoring::catalogue::ModelKind;

use crate::support::{System, a_row};

#[tokio::test]
async fn the_comparison_is_that_of_the_same_base_to_the_last_bit() {
    let system = System::with_workspace().await;
    system.owner(Method::Post, path::SAMPLE, None).await;
    system.run_jobs().await;
    let models = vec![ModelKind::MbgNbd, ModelKind::Nbd];
    let request = RefitRequest { models, from: None, to: None, scope: Scope::Everyone, split: None };
    let body = serde_json::to_value(&request).expect("plain data");
    let answer: Refit = system.owner(Method::Post, path::FITS, Some(&body)).await.read();

    let base = shared::base::build(&system.customers().await);
    let here = refit(&base, request).expect("the sample shop can be fitted");
    assert_eq!((&answer.result_hash, answer.models.len()), (&here.result_hash, 2));
    assert_eq!(answer, here);
    let manifest = system.manifest().await.expect("a generation");
    let scored = manifest.assessment.fit(ModelName::MbgNbd).expect("fitted");
    assert_eq!(answer.models[0].log_likelihood.to_bits(), scored.log_likelihood.to_bits());

    // Orders of a generation never change, so they are read once: even without them in the bucket the next is answered.
    let keys = system.services.objects.keys("").await.expect("a bucket");
    system.services.objects.delete(&keys).await.expect("a bucket");
    let again: Refit = system.owner(Method::Post, path::FITS, Some(&body)).await.read();
    assert_eq!(again.result_hash, answer.result_hash);
}

#[tokio::test]
async fn what_cannot_be_fitted_says_why() {
    let system = System::with_workspace().await;
    let body = json!({ "models": ["mbg-nbd"] });
    assert_eq!(system.owner(Method::Post, path::FITS, Some(&body)).await.problem(), (409, "conflict"));
    system.import_rows(1, &[a_row("1", "a", "2026-01-01")]).await;
    for (body, field) in [
        (body, "to"),
        (json!({ "models": [] }), "models"),
        (json!({ "models": ["nbd", "nbd"] }), "models"),
        (json!({ "models": ["nbd"], "scope": { "kind": "source", "name": "nowhere" } }), "to"),
    ] {
        let answer = system.owner(Method::Post, path::FITS, Some(&body)).await;
        assert_eq!((answer.problem(), &answer.body["fields"][0]["field"]), ((422, "invalid"), &json!(field)));
    }
}
