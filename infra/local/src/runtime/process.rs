//! A function's process: started when needed, ended when overdue, restarted when it ends.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::process::{Child, Command};

use super::seat::Seat;
use super::{Function, InvocationError, Readiness};
use crate::template::REGION;

/// Starts that may fail in a row before a function is given up.
const TRIES: u32 = 4;
/// Longest pause between two starts.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// What every process gets.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The binary.
    pub bootstrap: PathBuf,
    /// Base of the Runtime API, without a slash at the end.
    pub runtime_api: String,
    /// Variables beside the template's: endpoints and credentials of this machine.
    pub variables: BTreeMap<String, String>,
}

/// Keeps the process of one seat running, forever. The first seat starts at once, the others on demand.
pub async fn keep_running(function: Arc<Function>, number: usize, environment: Environment) {
    let seat = Arc::clone(&function.seats[number]);
    if number > 0 {
        function.demand.notified().await;
    }
    let mut failures = 0;
    loop {
        let started = tokio::time::Instant::now();
        let reason = match start(&function, number, &environment) {
            Ok(child) => wait(child, &seat).await,
            Err(error) => format!("{} cannot be started: {error}", environment.bootstrap.display()),
        };
        seat.end(None, Err(InvocationError::Ended));
        failures = if started.elapsed() > LONGEST_PAUSE { 1 } else { failures + 1 };
        eprintln!("{}: the process ended ({reason}) and is started again", function.plan.name);
        if failures >= TRIES {
            function.readiness.send_if_modified(|state| {
                let starting = *state == Readiness::Starting;
                if starting {
                    *state = Readiness::Failed(format!("{}: {reason}", function.plan.name));
                }
                starting
            });
        }
        tokio::time::sleep((Duration::from_millis(50) * 2_u32.pow(failures.min(8))).min(LONGEST_PAUSE)).await;
    }
}

/// Waits for the end of the process, and ends it when its invocation is overdue.
async fn wait(mut child: Child, seat: &Seat) -> String {
    loop {
        tokio::select! {
            status = child.wait() => {
                return status.map_or_else(|error| error.to_string(), |status| status.to_string());
            }
            () = seat.overdue.notified() => {
                if let Err(error) = child.start_kill() {
                    return error.to_string();
                }
            }
        }
    }
}

fn start(function: &Function, number: usize, environment: &Environment) -> std::io::Result<Child> {
    let plan = &function.plan;
    let mut command = Command::new(&environment.bootstrap);
    // Nothing of the caller's environment reaches a function, least of all real credentials.
    command.env_clear();
    for name in ["PATH", "RUST_BACKTRACE"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
        .env("_HANDLER", &plan.handler)
        .env("AWS_LAMBDA_RUNTIME_API", format!("{}/{}/{number}", environment.runtime_api, plan.name))
        .env("AWS_LAMBDA_FUNCTION_NAME", &plan.name)
        .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", plan.memory_mb.to_string())
        .env("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/{}", plan.name))
        .env("AWS_LAMBDA_LOG_STREAM_NAME", format!("local/{number}"))
        .env("AWS_LAMBDA_LOG_LEVEL", std::env::var("RUST_LOG").unwrap_or_else(|_| "WARN".into()))
        .env("AWS_REGION", REGION)
        .env("AWS_DEFAULT_REGION", REGION)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("TZ", ":UTC")
        .envs(&environment.variables)
        .envs(&plan.environment)
        .stdin(Stdio::null())
        // Standard output is the runner's own: it carries the ready line and nothing else.
        .stdout(Stdio::from(std::io::stderr()))
        .kill_on_drop(true);
    // An own group: Ctrl-C reaches the runner alone, which ends its processes itself.
    #[cfg(unix)]
    command.process_group(0);
    command.spawn()
}
