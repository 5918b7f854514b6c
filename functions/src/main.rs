//! The program of all functions: reads which one it is, builds its clients once, runs.

use functions::FunctionKind;
use lambda_runtime::tracing::subscriber;

#[tokio::main]
async fn main() -> Result<(), lambda_runtime::Error> {
    let filter = subscriber::EnvFilter::try_from_env("AWS_LAMBDA_LOG_LEVEL")
        .unwrap_or_else(|_| subscriber::EnvFilter::new("info"));
    subscriber::fmt().json().with_env_filter(filter).with_target(false).without_time().init();
    let handler = std::env::var("_HANDLER").unwrap_or_default();
    functions::run(handler.parse::<FunctionKind>()?).await
}
