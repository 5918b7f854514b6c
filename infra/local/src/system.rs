//! Everything put together.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use axum::Router;
use axum::http::{HeaderName, HeaderValue};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::bucket::{AccessKey, Buckets};
use crate::gateway::{Authorizer, Gateway, RouteTable};
use crate::issuer::{self, CLIENT_ID, Directory, Grants, Issuer, Key};
use crate::options::{Functions, Options};
use crate::origin::{self, Origin};
use crate::queue::{self, Queues};
use crate::runtime::{self, Environment, Runtime};
use crate::schedule::{self, Expression};
use crate::site::Site;
use crate::tables;
use crate::template::{Addresses, Plan, REGION, Resolver, Template};

/// The running system. Dropping it ends every process and server of it.
#[derive(Debug)]
pub struct System {
    /// Address of the one origin, without a slash at the end.
    pub origin: String,
    /// Base of the Runtime API, without a slash at the end.
    pub runtime_api: String,
    /// Base of the queues' API, without a slash at the end.
    pub queue_api: String,
    /// What is run.
    pub plan: Plan,
    /// Functions.
    pub runtime: Arc<Runtime>,
    /// Queues.
    pub queues: Queues,
    /// Signs tokens.
    pub issuer: Arc<Issuer>,
    /// Key of the bucket.
    pub access_key: AccessKey,
    tasks: JoinSet<()>,
    _temporary: Option<TempDir>,
}

struct Folders {
    database: Option<PathBuf>,
    queues: Option<PathBuf>,
    objects: PathBuf,
    temporary: Option<TempDir>,
}

impl System {
    /// Starts everything and waits until every function asks for work, unless they are attached by hand.
    ///
    /// # Errors
    /// When the template cannot be run, a port or folder cannot be used, or a function does not start.
    pub async fn start(options: &Options) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(&options.template)
            .with_context(|| format!("cannot read {}", options.template.display()))?;
        let template = Template::parse(&text)?;
        let listener = listen(options.port).await.with_context(|| format!("port {} cannot be used", options.port))?;
        let (runtime_listener, queue_listener, table_listener) = (listen(0).await?, listen(0).await?, listen(0).await?);
        let origin = address(&listener)?;
        let queue_api = address(&queue_listener)?;
        let runtime_api = address(&runtime_listener)?;

        let addresses = Addresses { queues: queue_api.clone() };
        let plan = Plan::new(&Resolver::new(&template, &parameters(&template, options, &origin), addresses)?)?;
        let folders = folders(options.data.as_deref())?;

        let database = tables::open(&plan.tables, folders.database.as_deref())?;
        let queues = Queues::open(&plan.queues, folders.queues.as_deref())?;
        let access_key = AccessKey::generate();
        let buckets = Buckets::open(&plan.buckets, &folders.objects, &access_key)?;
        let runtime = Arc::new(Runtime::new(&plan.functions, options.concurrency));
        let key = Key::generate(&Issuer::address(&origin))?;
        let authorizer = plan.authorizer.as_ref().map(|plan| Authorizer::new(plan, key.public())).transpose()?;
        let directory = Directory::new(database.clone(), workspaces_table(&plan)?);
        let issuer = Arc::new(Issuer { origin: origin.clone(), key, grants: Grants::default(), directory });

        let mut tasks = JoinSet::new();
        tasks.spawn(serve(runtime_listener, runtime::router(Arc::clone(&runtime))));
        tasks.spawn(serve(queue_listener, queue::router(queues.clone())));
        let table_api = address(&table_listener)?;
        let served = database.clone();
        tasks.spawn(async move {
            if let Err(error) = tables::serve(table_listener, served).await {
                eprintln!("{error:#}");
            }
        });
        tasks.spawn(tables::sweep(database));
        let gateway =
            Gateway { routes: RouteTable::new(plan.routes.clone()), authorizer, runtime: Arc::clone(&runtime) };
        let behind = Origin {
            address: origin.clone(),
            headers: Arc::new(headers(&plan)?),
            gateway: Arc::new(gateway),
            buckets,
            site: Site::new(options.site.clone()),
        };
        tasks.spawn(serve(listener, origin::router(behind, issuer::router(Arc::clone(&issuer)))));

        let mut system = Self {
            origin,
            runtime_api,
            queue_api,
            plan,
            runtime,
            queues,
            issuer,
            access_key,
            tasks,
            _temporary: folders.temporary,
        };
        if let Functions::Processes(bootstrap) = &options.functions {
            system.start_processes(bootstrap, &table_api).await?;
        }
        system.start_events(options.concurrency)?;
        Ok(system)
    }

    async fn start_processes(&mut self, bootstrap: &Path, table_api: &str) -> anyhow::Result<()> {
        let variables = [
            ("AWS_ACCESS_KEY_ID", self.access_key.id.as_str()),
            ("AWS_SECRET_ACCESS_KEY", &self.access_key.secret),
            ("AWS_ENDPOINT_URL_DYNAMODB", table_api),
            ("AWS_ENDPOINT_URL_SQS", &self.queue_api),
            ("AWS_ENDPOINT_URL_S3", &self.origin),
        ];
        let environment = Environment {
            bootstrap: bootstrap.to_owned(),
            runtime_api: self.runtime_api.clone(),
            variables: variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        };
        for function in self.runtime.functions() {
            for seat in 0..function.seats() {
                self.tasks.spawn(runtime::keep_running(Arc::clone(function), seat, environment.clone()));
            }
        }
        for function in self.runtime.functions() {
            function.ready().await.map_err(|reason| anyhow!("a function does not start: {reason}"))?;
        }
        Ok(())
    }

    fn start_events(&mut self, concurrency: usize) -> anyhow::Result<()> {
        for mapping in &self.plan.mappings {
            let queue = self.queues.addressed(&mapping.queue);
            let queue = queue.with_context(|| format!("there is no queue {}", mapping.queue))?;
            for _ in 0..concurrency.min(mapping.concurrency as usize) {
                self.tasks.spawn(queue::feed(Arc::clone(queue), Arc::clone(&self.runtime), mapping.clone()));
            }
        }
        for plan in &self.plan.schedules {
            let expression = Expression::parse(&plan.expression)?;
            self.tasks.spawn(schedule::keep(plan.clone(), expression, Arc::clone(&self.runtime)));
        }
        Ok(())
    }

    /// Ends every process and server, and waits for their end.
    pub async fn stop(mut self) {
        self.tasks.shutdown().await;
    }
}

async fn listen(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

fn address(listener: &TcpListener) -> std::io::Result<String> {
    Ok(format!("http://{}", listener.local_addr()?))
}

async fn serve(listener: TcpListener, router: Router) {
    if let Err(error) = axum::serve(listener, router).await {
        eprintln!("a server on this machine ended: {error}");
    }
}

/// The chosen parameters, and the local issuer as the own identity provider of a template that asks for one.
fn parameters(template: &Template, options: &Options, origin: &str) -> BTreeMap<String, String> {
    let issuer = Issuer::address(origin);
    let parameters = [
        ("IdentityAuthorizationEndpoint", format!("{issuer}/authorize")),
        ("IdentityTokenEndpoint", format!("{issuer}/token")),
        ("IdentityClientId", CLIENT_ID.to_owned()),
        ("IdentityIssuer", issuer),
    ];
    let parameters = parameters.into_iter().filter(|(name, _)| template.has_parameter(name));
    let mut parameters: BTreeMap<_, _> = parameters.map(|(name, value)| (name.to_owned(), value)).collect();
    parameters.extend(options.parameters.clone());
    parameters
}

fn folders(data: Option<&Path>) -> anyhow::Result<Folders> {
    let make = |folder: PathBuf| {
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        // Object stores compare whole paths, so a relative one would not do.
        folder.canonicalize().with_context(|| format!("cannot find {}", folder.display()))
    };
    match data {
        Some(data) => Ok(Folders {
            objects: make(data.join("objects"))?,
            queues: Some(make(data.join("queues"))?),
            database: Some(data.join("tables.sqlite")),
            temporary: None,
        }),
        None => {
            let temporary = tempfile::Builder::new().prefix("holdfast-").tempdir().context("no temporary folder")?;
            let objects = make(temporary.path().to_owned())?;
            Ok(Folders { database: None, queues: None, objects, temporary: Some(temporary) })
        }
    }
}

/// The table that holds memberships: the one that the functions are told.
fn workspaces_table(plan: &Plan) -> anyhow::Result<String> {
    let mut names = plan.functions.iter().filter_map(|function| function.environment.get("WORKSPACES_TABLE"));
    names.next().cloned().context("no function is told a WORKSPACES_TABLE")
}

/// The CDN's headers. The bucket's host in the cloud is this origin here, which `'self'` covers.
fn headers(plan: &Plan) -> anyhow::Result<Vec<(HeaderName, HeaderValue)>> {
    let mut headers = Vec::new();
    for (name, value) in &plan.headers {
        let mut value = value.clone();
        for bucket in &plan.buckets {
            value = value.replace(&format!(" https://{}.s3.{REGION}.amazonaws.com", bucket.name), "");
        }
        headers.push((name.parse()?, value.parse()?));
    }
    Ok(headers)
}
