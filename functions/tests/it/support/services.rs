//! DynamoDB, S3 and SQS on port 0, each test its own.

use std::path::PathBuf;

use axum::Router;
use axum::error_handling::HandleError;
use axum::http::StatusCode;
use dynoxide::Database;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use serde_json::json;
use tokio::net::TcpListener;

pub(super) const ACCESS_KEY: &str = "TEST";
pub(super) const SECRET_KEY: &str = "secret";
pub(super) const BUCKET: &str = "holdfast-test";

/// Serves a router on port 0 and gives its address.
pub(crate) async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// DynamoDB in memory with our tables.
pub(super) async fn tables() -> String {
    let database = Database::memory().expect("a database");
    for name in ["workspaces", "customers"] {
        let request = json!({
            "TableName": name,
            "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }, { "AttributeName": "sk", "KeyType": "RANGE" }],
            "AttributeDefinitions": [
                { "AttributeName": "pk", "AttributeType": "S" },
                { "AttributeName": "sk", "AttributeType": "S" },
            ],
            "BillingMode": "PAY_PER_REQUEST",
        });
        database.create_table(serde_json::from_value(request).expect("a request")).expect("a table");
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(dynoxide::server::serve_on(listener, database));
    format!("http://{address}")
}

/// A bucket over a folder that goes with the test.
pub(super) struct Bucket {
    folder: PathBuf,
}

impl Bucket {
    pub(super) async fn start() -> (Self, String) {
        let folder = std::env::temp_dir().join(format!("holdfast-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(folder.join(BUCKET)).expect("a folder");
        let mut builder = S3ServiceBuilder::new(FileSystem::new(&folder).expect("a folder"));
        builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let failed = |error: s3s::HttpError| async move { (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:?}")) };
        let router = Router::new().fallback_service(HandleError::new(builder.build(), failed));
        (Self { folder }, serve(router).await)
    }
}

impl Bucket {
    pub(super) fn folder(&self) -> &std::path::Path {
        &self.folder
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
