//! Files of a chart. What makes them is fetched when somebody first asks for one.

mod csv;
mod file_name;
mod markup;
mod opened;
mod page;
mod paint;
mod picture;
mod sheet;

use futures::future::LocalBoxFuture;
use wasm_bindgen::JsValue;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{Blob, Element, HtmlElement};

use crate::parts::{offer_file, text_file};

/// What is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The numbers.
    Csv,
    /// What is seen.
    Picture,
}

/// A chart as it is now.
pub(super) struct Chart {
    /// The finding.
    pub(super) title: String,
    /// Measure, unit and period.
    pub(super) measure: String,
    /// Names of the table's columns.
    pub(super) columns: Vec<String>,
    /// Its cells as they read.
    pub(super) rows: Vec<Vec<String>>,
    /// The numbers behind them, where the chart gives them.
    pub(super) numbers: Vec<Vec<Option<f64>>>,
    /// What the picture is drawn in.
    pub(super) picture: HtmlElement,
}

/// Hands a file of the chart to the browser's downloads; whether that worked.
pub(super) async fn save(kind: Kind, chart: Chart) -> bool {
    match file(kind, chart).await {
        Ok(saved) => saved.await.is_ok(),
        Err(_) => false,
    }
}

/// Hands a picture of blocks of the page to the browser's downloads; whether that worked.
pub(crate) async fn save_page(title: String, blocks: Vec<Element>) -> bool {
    match page_file(title, blocks).await {
        Ok(saved) => saved.await.is_ok(),
        Err(_) => false,
    }
}

#[wasm_split(page_file, fallible)]
fn page_file(
    title: String,
    blocks: Vec<Element>,
) -> Result<LocalBoxFuture<'static, Result<(), JsValue>>, SplitLoaderError> {
    Ok(Box::pin(async move { offer_file(&page::png(&blocks).await?, &file_name::of(&title, "png")) }))
}

#[wasm_split(chart_files, fallible)]
fn file(kind: Kind, chart: Chart) -> Result<LocalBoxFuture<'static, Result<(), JsValue>>, SplitLoaderError> {
    Ok(Box::pin(async move {
        let (blob, ending) = blob(kind, &chart).await?;
        offer_file(&blob, &file_name::of(&chart.title, ending))
    }))
}

async fn blob(kind: Kind, chart: &Chart) -> Result<(Blob, &'static str), JsValue> {
    match kind {
        Kind::Csv => {
            let text = csv::csv(&chart.columns, &chart.rows, &chart.numbers);
            Ok((text_file(&text, "text/csv;charset=utf-8")?, "csv"))
        }
        Kind::Picture => Ok((picture::png(chart).await?, "png")),
    }
}
