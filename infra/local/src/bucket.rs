//! The bucket: S3's protocol over a folder, with signatures checked.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tokio::sync::Mutex;
use tower::ServiceExt as _;

use crate::template::BucketPlan;

/// The key that signs requests; made at every start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessKey {
    /// Its public half.
    pub id: String,
    /// Its secret half.
    pub secret: String,
}

impl AccessKey {
    /// A new key.
    #[must_use]
    pub fn generate() -> Self {
        Self { id: "LOCAL".to_owned(), secret: uuid::Uuid::new_v4().simple().to_string() }
    }
}

/// All buckets, addressed by path: `/<bucket>/<key>`.
#[derive(Clone)]
pub struct Buckets {
    service: S3Service,
    names: Arc<Vec<String>>,
    /// The file system below looks first and writes then; conditional writes must not do so at the same time.
    one_at_a_time: Arc<Mutex<()>>,
}

impl std::fmt::Debug for Buckets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Buckets").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Buckets {
    /// Opens buckets in a folder, and makes the missing ones.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(plans: &[BucketPlan], folder: &Path, key: &AccessKey) -> anyhow::Result<Self> {
        for plan in plans {
            let bucket = folder.join(&plan.name);
            std::fs::create_dir_all(&bucket).with_context(|| format!("cannot make {}", bucket.display()))?;
        }
        let files = FileSystem::new(folder).map_err(|error| anyhow!("{}: {error:?}", folder.display()))?;
        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single(key.id.clone(), key.secret.clone()));
        Ok(Self {
            service: builder.build(),
            names: Arc::new(plans.iter().map(|plan| plan.name.clone()).collect()),
            one_at_a_time: Arc::default(),
        })
    }

    /// Whether a path is within a bucket.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        self.names.iter().any(|name| name == first)
    }

    /// Answers one request.
    pub async fn answer(&self, request: Request<Body>) -> Response {
        // The file system below would take the dots as folders.
        if request.uri().path().split('/').any(|part| part == ".." || part == ".") {
            return StatusCode::BAD_REQUEST.into_response();
        }
        let conditional =
            [header::IF_MATCH, header::IF_NONE_MATCH].iter().any(|name| request.headers().contains_key(name));
        let _turn = if conditional { Some(self.one_at_a_time.lock().await) } else { None };
        match self.service.clone().oneshot(request).await {
            Ok(response) => response.map(Body::new),
            Err(error) => {
                eprintln!("the bucket cannot answer: {error:?}");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}
