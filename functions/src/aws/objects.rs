//! The private bucket.

use aws_sdk_s3::Client;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{Delete, ObjectIdentifier};

use super::StoreError;
use super::limits::{DELETE_OBJECTS_KEYS, PRESIGNED_FOR};

/// Content type of everything we store.
const GZIP: &str = "application/gzip";

/// An address to upload to and the headers that are signed with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresignedUpload {
    /// Address for `PUT`.
    pub url: String,
    /// Names and values of the headers the upload must carry.
    pub headers: Vec<(String, String)>,
}

/// Objects of the bucket. All of them are gzip.
#[derive(Clone, Debug)]
pub struct Objects {
    client: Client,
    bucket: String,
}

impl Objects {
    /// The bucket by its name.
    #[must_use]
    pub fn new(client: Client, bucket: impl Into<String>) -> Self {
        Self { client, bucket: bucket.into() }
    }

    /// Stores an object.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .content_type(GZIP)
            .body(ByteStream::from(bytes))
            .send()
            .await
            .map_err(|error| StoreError::service("PutObject", error))?;
        Ok(())
    }

    /// Reads an object of at most `limit` bytes; `None` if there is none.
    ///
    /// # Errors
    /// When the service fails, or [`StoreError::TooLarge`].
    pub async fn get(&self, key: &str, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let output = match self.client.get_object().bucket(&self.bucket).key(key).send().await {
            Ok(output) => output,
            Err(error) if error.as_service_error().is_some_and(|e| e.is_no_such_key()) => return Ok(None),
            Err(error) => return Err(StoreError::service("GetObject", error)),
        };
        let too_large = StoreError::TooLarge { what: "an object", limit };
        if output.content_length().and_then(|length| u64::try_from(length).ok()).is_none_or(|length| length > limit) {
            return Err(too_large);
        }
        let bytes = output.body.collect().await.map_err(|error| StoreError::service("GetObject", error))?;
        Ok(Some(bytes.to_vec()))
    }

    /// An address from which the object can be read for some minutes.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub async fn presign_get(&self, key: &str) -> Result<String, StoreError> {
        let request = self.client.get_object().bucket(&self.bucket).key(key).presigned(presigning()).await;
        Ok(request.map_err(|error| StoreError::service("GetObject", error))?.uri().to_owned())
    }

    /// An address to which the object can be uploaded for some minutes, as gzip.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub async fn presign_put(&self, key: &str) -> Result<PresignedUpload, StoreError> {
        let request =
            self.client.put_object().bucket(&self.bucket).key(key).content_type(GZIP).presigned(presigning()).await;
        let request = request.map_err(|error| StoreError::service("PutObject", error))?;
        let headers = request.headers().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(PresignedUpload { url: request.uri().to_owned(), headers })
    }

    /// Keys that begin with a prefix.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let mut pages = self.client.list_objects_v2().bucket(&self.bucket).prefix(prefix).into_paginator().send();
        let mut keys = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| StoreError::service("ListObjectsV2", error))?;
            keys.extend(page.contents.unwrap_or_default().into_iter().filter_map(|object| object.key));
        }
        Ok(keys)
    }

    /// Removes objects.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn delete(&self, keys: &[String]) -> Result<(), StoreError> {
        for keys in keys.chunks(DELETE_OBJECTS_KEYS) {
            let objects = keys.iter().map(|key| ObjectIdentifier::builder().key(key).build().expect("the key is set"));
            let delete = Delete::builder().set_objects(Some(objects.collect())).quiet(true).build();
            self.client
                .delete_objects()
                .bucket(&self.bucket)
                .delete(delete.expect("the objects are set"))
                .send()
                .await
                .map_err(|error| StoreError::service("DeleteObjects", error))?;
        }
        Ok(())
    }
}

fn presigning() -> PresigningConfig {
    PresigningConfig::expires_in(PRESIGNED_FOR).expect("minutes are fewer than the week that is allowed")
}
