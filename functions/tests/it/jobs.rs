//! What the main operations cost, counted; the figures stand in docs/data-model.md.

use functions::aws::Capacity;
use serde_json::json;
use shared::api::{Method, path};

use crate::support::{System, a_row, key_of};

/// What was counted since the last call, of both tables.
fn spent(system: &System) -> (Capacity, Capacity) {
    (system.services.workspaces.meter().take(), system.services.customers.meter().take())
}

fn capacity(read: f64, write: f64) -> Capacity {
    Capacity { read, write }
}

#[tokio::test]
async fn the_main_operations_cost_what_the_data_model_says() {
    let system = System::with_workspace().await;
    let rows: Vec<_> = (0..100).map(|n| a_row(&n.to_string(), &format!("o{n}"), "2026-01-01")).collect();
    system.owner(Method::Get, path::ME, None).await;
    spent(&system);

    system.owner(Method::Get, path::SETTINGS, None).await;
    assert_eq!(spent(&system), (capacity(1.0, 0.0), capacity(0.0, 0.0)), "settings, read");

    let import = system.start_import(1).await;
    assert_eq!(spent(&system).0, capacity(0.0, 1.0), "an import started");
    let chunks = system.upload(&import, &rows).await;
    assert_eq!(spent(&system).0, capacity(1.0, 0.0), "places for up to 64 chunks");
    system.commit(&import, &chunks).await;
    let committed = spent(&system).0;
    assert_eq!(committed.write, 1.0, "an import committed, besides 1 for each empty bucket: {committed:?}");

    assert!(system.run_next_job().await);
    let (_, customers) = spent(&system);
    assert_eq!(customers, capacity(100.0, 100.0), "each new customer: one read that finds nothing, one write");
    assert!(system.run_next_job().await);
    let (_, customers) = spent(&system);
    assert_eq!(customers.write, 0.0);
    assert!((64.0..=100.0).contains(&customers.read), "scores: each partition in pages of 4 KB: {customers:?}");

    system.owner(Method::Get, path::BASE, None).await;
    assert_eq!(spent(&system).0.write, 0.0);
    let id = key_of(&rows[0]).id();
    system.owner(Method::Get, &path::customer(id), None).await;
    assert_eq!(
        spent(&system),
        (capacity(1.0, 0.0), capacity(1.0, 0.0)),
        "one customer, and whether the address is suppressed"
    );
    let names = json!({ "generation": 1, "rows": [0, 1] });
    system.owner(Method::Post, path::NAMES, Some(&names)).await;
    assert_eq!(spent(&system).1, capacity(0.0, 0.0), "names come from the bucket");
}
