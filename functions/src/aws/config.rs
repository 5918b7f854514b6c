//! What the environment says, read once at the start.

use std::env;

/// A variable that is missing.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the environment variable {0} is not set or cannot be read; the template sets it")]
pub struct ConfigError(pub &'static str);

/// Names of what the template made.
#[derive(Clone, Debug)]
pub struct Names {
    /// Table of workspaces.
    pub workspaces_table: String,
    /// Table of customers.
    pub customers_table: String,
    /// The bucket.
    pub bucket: String,
    /// Queue of the function `import`.
    pub import_queue_url: String,
    /// Queue of the function `score`.
    pub score_queue_url: String,
    /// Queue of the function `notify`.
    pub notify_queue_url: String,
    /// Whether endpoints may be at `http` and loopback addresses: the local runner alone says so.
    pub local_receivers: bool,
    /// Customers of the sample shop; only the function `import` is told another number.
    pub sample_customers: u32,
}

/// Customers of the sample shop unless told otherwise.
pub const SAMPLE_CUSTOMERS: u32 = 5_000;

impl Names {
    /// Reads them.
    ///
    /// # Errors
    /// When one is missing.
    pub fn from_env() -> Result<Self, ConfigError> {
        Ok(Self {
            workspaces_table: variable("WORKSPACES_TABLE")?,
            customers_table: variable("CUSTOMERS_TABLE")?,
            bucket: variable("BUCKET")?,
            import_queue_url: variable("IMPORT_QUEUE_URL")?,
            score_queue_url: variable("SCORE_QUEUE_URL")?,
            notify_queue_url: variable("NOTIFY_QUEUE_URL")?,
            local_receivers: variable("LOCAL_RECEIVERS").is_ok_and(|text| text == "true"),
            sample_customers: variable("SAMPLE_CUSTOMERS")
                .map_or(Ok(SAMPLE_CUSTOMERS), |text| text.parse().map_err(|_| ConfigError("SAMPLE_CUSTOMERS")))?,
        })
    }
}

/// Where people sign in.
#[derive(Clone, Debug)]
pub struct IdentityProvider {
    /// Where the browser goes.
    pub authorization_endpoint: String,
    /// Where codes and refresh tokens are exchanged.
    pub token_endpoint: String,
    /// The app's client id.
    pub client_id: String,
    /// Scopes, separated by spaces.
    pub scope: String,
}

impl IdentityProvider {
    /// Reads it.
    ///
    /// # Errors
    /// When a variable is missing.
    pub fn from_env() -> Result<Self, ConfigError> {
        Ok(Self {
            authorization_endpoint: variable("OIDC_AUTHORIZATION_ENDPOINT")?,
            token_endpoint: variable("OIDC_TOKEN_ENDPOINT")?,
            client_id: variable("OIDC_CLIENT_ID")?,
            scope: variable("OIDC_SCOPE")?,
        })
    }
}

fn variable(name: &'static str) -> Result<String, ConfigError> {
    env::var(name).ok().filter(|value| !value.is_empty()).ok_or(ConfigError(name))
}
