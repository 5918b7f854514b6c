//! The sample shop.

use axum::http::StatusCode;
use shared::api::{BaseAnswer, Method, ScoringState, path};

use crate::support::{System, a_row};

async fn base(system: &System) -> BaseAnswer {
    system.owner(Method::Get, path::BASE, None).await.read()
}

#[tokio::test]
async fn the_sample_shop_is_loaded_once_and_leaves_no_trace() {
    let system = System::with_workspace().await;
    let accepted = system.owner(Method::Post, path::SAMPLE, None).await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED);
    assert!(matches!(base(&system).await.scoring, ScoringState::Running { .. }), "shown from the first moment");
    system.run_jobs().await;
    let loaded = base(&system).await.manifest.expect("a generation");
    assert!(loaded.sample_customers > 4_000, "{}", loaded.sample_customers);
    assert_eq!(loaded.sample_customers, loaded.summary.customers);
    assert_eq!(loaded.as_of.expect("orders").to_string(), "2026-11-20", "yesterday");

    system.owner(Method::Post, path::SAMPLE, None).await;
    system.run_jobs().await;
    let again = base(&system).await.manifest.expect("a generation");
    assert_eq!(again.state_hash, loaded.state_hash);

    for _ in 0..2 {
        system.owner(Method::Delete, path::SAMPLE, None).await;
        system.run_jobs().await;
        assert_eq!(base(&system).await, BaseAnswer { manifest: None, scoring: ScoringState::Idle });
    }
    assert_eq!(system.services.objects.keys("base/").await.expect("listed"), Vec::<String>::new());
}

#[tokio::test]
async fn removing_the_sample_shop_leaves_own_customers() {
    let system = System::with_workspace().await;
    system.import_rows(1, &[a_row("1", "a", "2026-01-01"), a_row("2", "b", "2026-01-02")]).await;
    let own = base(&system).await.manifest.expect("a generation");
    system.owner(Method::Post, path::SAMPLE, None).await;
    system.run_jobs().await;
    let mixed = base(&system).await.manifest.expect("a generation");
    assert_eq!(mixed.summary.customers, mixed.sample_customers + 2);
    system.owner(Method::Delete, path::SAMPLE, None).await;
    system.run_jobs().await;
    let after = base(&system).await.manifest.expect("a generation");
    assert_eq!((after.sample_customers, after.state_hash), (0, own.state_hash));
}

#[tokio::test]
async fn what_was_asked_for_last_holds_whatever_order_the_jobs_run_in() {
    let system = System::with_workspace().await;
    system.owner(Method::Post, path::SAMPLE, None).await;
    system.owner(Method::Delete, path::SAMPLE, None).await;
    system.run_jobs().await;
    assert_eq!(base(&system).await.manifest, None);
}
