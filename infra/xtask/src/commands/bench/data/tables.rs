//! The way of the data through the running system: a first import, a later one, scores, pages.

use std::fs;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use system::{Programs, RunningSystem};

use super::api::Api;
use super::loaded::{until_exported, until_scored, until_written};
use super::peaks::Peaks;
use super::shop::Orders;
use super::spent::{Log, Units};
use super::{rounded, size_name};
use crate::builds::native;
use crate::commands::bench::Figures;
use crate::workspace::target_folder;

/// Rows of a page of the list.
const PAGE: u64 = 50;

/// Counted on the server.
const RULE: &str =
    r#"{"version":1,"rule":{"is":{"about":"number","measure":"orders","compare":{"is":"at-least","value":3.0}}}}"#;

pub(super) fn run(sizes: &[u32], release: bool, figures: &mut Figures) -> Result<()> {
    let programs = native::build(release)?;
    for customers in sizes {
        one_size(&programs, *customers, release, figures)?;
    }
    Ok(())
}

fn one_size(programs: &Programs, customers: u32, release: bool, figures: &mut Figures) -> Result<()> {
    let size = size_name(customers);
    let folder = target_folder().join(format!("measured-data-{size}"));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let first = Orders::cut(&folder.join("first"), customers, "first", release)?;
    let later = Orders::cut(&folder.join("later"), customers, "later", release)?;
    let (log, file) = Log::create(&folder.join("log"))?;
    let system = RunningSystem::start_logged(programs, &["--empty"], file)?;
    let mut run = Run { api: Api::new(system.url())?, log, peaks: Peaks::of_children(system.process()), size, figures };
    run.keep("customers", first.customers);
    run.keep("orders.first", first.orders);
    run.keep("orders.later", later.orders);
    run.import(&first, 0)?;
    let manifest = run.import(&later, 1)?;
    run.pages(&manifest)?;
    run.all_data()?;
    run.peaks();
    drop(run);
    drop(system);
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// One size on the way.
struct Run<'a> {
    api: Api,
    log: Log,
    peaks: Peaks,
    size: String,
    figures: &'a mut Figures,
}

impl Run<'_> {
    fn keep(&mut self, name: &str, value: f64) {
        let name = format!("{name}.{}", self.size);
        println!("{name} {value:.3}");
        self.figures.insert(name, rounded(value));
    }

    fn spent(&mut self) -> Result<Units> {
        self.log.spent()
    }

    /// Imports a file over a generation, and waits for the next.
    fn import(&mut self, orders: &Orders, generation: u64) -> Result<Value> {
        let name = if generation == 0 { "first_import" } else { "later_import" };
        self.spent()?;
        let began = Instant::now();
        let import = orders.import(&self.api)?;
        let uploaded = began.elapsed();
        let answer = until_written(&self.api, &import)?;
        let written = began.elapsed();
        let manifest = until_scored(&self.api, generation)?;
        let scored = began.elapsed();
        let added = answer["counts"]["orders_new"].as_f64().unwrap_or(-1.0);
        ensure!(added == orders.orders, "{} of {} orders were added: {answer}", added, orders.orders);
        let spent = self.spent()?;
        self.keep(&format!("write_units_per_order.{name}"), spent.written() / orders.orders);
        self.keep(&format!("read_units_per_order.{name}"), spent.read_by("Import") / orders.orders);
        self.keep(&format!("read_units.base_build_after_{name}"), spent.read_by("Score"));
        self.keep(&format!("upload_seconds.{name}"), uploaded.as_secs_f64());
        self.keep(&format!("write_seconds.{name}"), (written - uploaded).as_secs_f64());
        self.keep(&format!("score_seconds.{name}"), (scored - written).as_secs_f64());
        if generation == 0 {
            self.keep("orders_per_second", orders.orders / written.as_secs_f64());
        } else {
            self.keep("read_units.base_build", spent.read_by("Score"));
        }
        self.peaks();
        Ok(manifest)
    }

    /// What a person waits for.
    fn pages(&mut self, manifest: &Value) -> Result<()> {
        // The membership is read once a minute; what is counted here are the pages.
        self.api.get("/api/me")?;
        self.spent()?;
        let rows = manifest["summary"]["customers"].as_u64().context("a number of customers")?;
        let rows: Vec<u64> = (0..PAGE).map(|row| row * (rows / PAGE)).collect();
        let asked = json!({ "generation": manifest["generation"], "rows": rows });
        let names = self.api.post("/api/customers/names", &asked)?;
        self.keep_read("list_page")?;
        self.api.get("/api/customers?limit=50")?;
        self.keep_read("customers_by_key")?;
        let name = names["names"][7]["name"].as_str().context("a name")?;
        let word = name.split(' ').next().context("a word")?;
        self.api.get(&format!("/api/customers/search?q={word}"))?;
        self.keep_read("search")?;
        let id = names["names"][7]["id"].as_str().context("an id")?;
        self.api.get(&format!("/api/customers/{id}"))?;
        self.keep_read("customer_page")?;
        self.api.post("/api/customers/export", &json!({}))?;
        self.keep_read("export")?;
        self.peaks.look();
        let before = self.peaks.by_function().get("api").copied().unwrap_or_default();
        self.keep("peak_mb.export", before);
        let definition: Value = serde_json::from_str(RULE)?;
        self.api.post("/api/segments/evaluate", &json!({ "definition": definition }))?;
        self.keep_read("segment_count")
    }

    /// All data as files; the function `import` writes them, so its peak is that of both.
    fn all_data(&mut self) -> Result<()> {
        self.spent()?;
        let began = Instant::now();
        let export = self.api.post("/api/exports", &json!({}))?;
        let export = until_exported(&self.api, export["id"].as_str().context("an id")?)?;
        self.keep("export_seconds.all_data", began.elapsed().as_secs_f64());
        self.keep("export_records.all_data", export["records"].as_f64().context("a number of records")?);
        let spent = self.spent()?;
        self.keep("read_units.all_data", spent.read_by("Import"));
        Ok(())
    }

    fn keep_read(&mut self, name: &str) -> Result<()> {
        let read = self.spent()?.read_by("Api");
        self.keep(&format!("read_units.{name}"), read);
        Ok(())
    }

    fn peaks(&mut self) {
        self.peaks.look();
        for (function, peak) in self.peaks.by_function() {
            self.keep(&format!("peak_mb.{function}"), peak);
        }
    }
}
