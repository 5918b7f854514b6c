//! Blocks of a page as one PNG file, under each other, on the paper of the theme.

use wasm_bindgen::JsValue;
use web_sys::{Blob, Element};

use super::opened::Opened;
use super::paint;
use super::sheet::{GAP, Lines, MARGIN, Sheet, paper_of, sample_note};

/// The file.
pub(super) async fn png(blocks: &[Element]) -> Result<Blob, JsValue> {
    let first = blocks.first().ok_or(JsValue::NULL)?;
    let opened = Opened::new(blocks)?;
    let mut sheet = Sheet::new()?;
    let sizes: Vec<(f64, f64)> = blocks.iter().map(size).collect();
    let width = sizes.iter().map(|size| size.0).fold(0.0, f64::max);
    let height: f64 = sizes.iter().map(|size| size.1 + GAP).sum();
    let context = sheet.context.clone();
    let styled = first.query_selector("p")?.unwrap_or_else(|| first.clone());
    let note = Lines::of(&context, &styled, &sample_note()?, width)?;
    sheet.cut(width + 2.0 * MARGIN, height + note.height() + 2.0 * MARGIN, &paper_of(first)?)?;
    let mut top = MARGIN;
    let mut drawings = Vec::new();
    for (block, (_, height)) in blocks.iter().zip(sizes) {
        drawings.extend(sheet.paint(block, MARGIN, top)?);
        top += height + GAP;
    }
    drop(opened);
    note.draw(&context, top)?;
    sheet.draw(drawings).await?;
    sheet.png().await
}

fn size(block: &Element) -> (f64, f64) {
    let (_, _, width, height) = paint::place_of(&block.get_bounding_client_rect());
    (width, height)
}
