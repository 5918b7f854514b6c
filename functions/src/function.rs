//! Which function this process is, and how each is run.

use std::str::FromStr;

use aws_lambda_events::event::sqs::SqsEvent;
use axum::middleware::map_response;
use axum::response::Response;
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, service_fn};

use crate::aws::{IdentityProvider, Names, Services};
use crate::http::{ApiState, PublicState};
use crate::jobs::{Delivery, ImportMessage, JobError, NotifyMessage, ScoreMessage, run_batch};
use crate::scoring::{ScoreJob, make_if_asked};
use crate::session::Provider;
use crate::{deliveries, dispatch, endpoints, erasures, exports, http, imports, sample};

/// The functions, by the name of their handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    /// Answers members of a workspace.
    Api,
    /// Answers everybody.
    Public,
    /// Writes customers.
    Import,
    /// Makes generations.
    Score,
    /// Sends webhooks.
    Notify,
    /// Is started by the schedule.
    Dispatch,
}

/// A handler's name that is none of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the handler is \"{0}\", but must be api, public, import, score, notify or dispatch")]
pub struct UnknownFunction(pub String);

impl FromStr for FunctionKind {
    type Err = UnknownFunction;

    fn from_str(handler: &str) -> Result<Self, UnknownFunction> {
        match handler {
            "api" => Ok(Self::Api),
            "public" => Ok(Self::Public),
            "import" => Ok(Self::Import),
            "score" => Ok(Self::Score),
            "notify" => Ok(Self::Notify),
            "dispatch" => Ok(Self::Dispatch),
            other => Err(UnknownFunction(other.to_owned())),
        }
    }
}

/// Reads the configuration, builds the clients, and serves invocations until the process is ended.
///
/// # Errors
/// When the configuration is incomplete or the runtime fails.
pub async fn run(function: FunctionKind) -> Result<(), Error> {
    if function == FunctionKind::Public {
        let provider = Provider::new(IdentityProvider::from_env()?)?;
        let services = Services::connect(Names::from_env()?).await;
        let router = http::public(PublicState { provider, services: services.clone() });
        return lambda_http::run(router.layer(map_response(move |answer| told(services.clone(), function, answer))))
            .await;
    }
    let services = &Services::connect(Names::from_env()?).await;
    match function {
        FunctionKind::Api => {
            let router = http::api(ApiState::new(services.clone()));
            let services = services.clone();
            lambda_http::run(router.layer(map_response(move |answer| told(services.clone(), function, answer)))).await
        }
        FunctionKind::Import => {
            lambda_runtime::run(service_fn(async |event: LambdaEvent<SqsEvent>| {
                let response = run_batch(event.payload, |delivery| Box::pin(import_job(services, delivery))).await;
                services.tell_spent(function);
                Ok::<_, Error>(response)
            }))
            .await
        }
        FunctionKind::Score => {
            lambda_runtime::run(service_fn(async |event: LambdaEvent<SqsEvent>| {
                let deadline = Timestamp::try_from(event.context.deadline())?;
                let job = |delivery: Delivery<ScoreMessage>| {
                    let Delivery { message, id: message_id, last } = delivery;
                    let job = ScoreJob { message, message_id, deadline, last };
                    Box::pin(make_if_asked(services, job))
                };
                let response = run_batch(event.payload, job).await;
                services.tell_spent(function);
                Ok::<_, Error>(response)
            }))
            .await
        }
        FunctionKind::Notify => {
            lambda_runtime::run(service_fn(async |event: LambdaEvent<SqsEvent>| {
                Ok::<_, Error>(run_batch(event.payload, |delivery| Box::pin(notify_job(services, delivery))).await)
            }))
            .await
        }
        FunctionKind::Dispatch => {
            lambda_runtime::run(service_fn(async |_: LambdaEvent<serde_json::Value>| {
                let outcome = dispatch::ask_for_all(services).await.map_err(Error::from);
                services.tell_spent(function);
                outcome
            }))
            .await
        }
        FunctionKind::Public => unreachable!("answered above"),
    }
}

async fn told(services: Services, function: FunctionKind, answer: Response) -> Response {
    services.tell_spent(function);
    answer
}

/// One message of the import queue.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn import_job(services: &Services, delivery: Delivery<ImportMessage>) -> Result<(), JobError> {
    match delivery.message {
        ImportMessage::Bucket { step, tenant, import, bucket } => {
            imports::run_step(services, &imports::Part { step, tenant, import, bucket }, delivery.last).await
        }
        ImportMessage::Erase { tenant, customer } => erasures::run(services, &tenant, customer, delivery.last).await,
        ImportMessage::Export { tenant, export } => {
            let job = exports::Job { tenant, export, slice_bytes: exports::SLICE_BYTES, last: delivery.last };
            exports::run(services, &job).await
        }
        ImportMessage::Delivery { source, delivery: id } => deliveries::write(services, &source, &id).await,
        ImportMessage::Sample { tenant } => sample::bring_about(services, &tenant, delivery.last).await,
    }
}

/// One message of the notify queue.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn notify_job(services: &Services, delivery: Delivery<NotifyMessage>) -> Result<(), JobError> {
    endpoints::run(services, delivery.message).await
}
