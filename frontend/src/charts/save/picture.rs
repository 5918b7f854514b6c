//! A chart as a PNG file: its finding and its measure above what is seen, on the paper of the theme.

use wasm_bindgen::JsValue;
use web_sys::{Blob, Element};

use super::opened::Opened;
use super::sheet::{GAP, Lines, MARGIN, Sheet, paper_of, sample_note};
use super::{Chart, paint};

/// The file.
pub(super) async fn png(chart: &Chart) -> Result<Blob, JsValue> {
    let card: Element = chart.picture.closest("figure")?.ok_or(JsValue::NULL)?;
    let opened = Opened::new(std::slice::from_ref(&card))?;
    let mut sheet = Sheet::new()?;
    let (_, top, width, _) = paint::place_of(&chart.picture.get_bounding_client_rect());
    let height = paint::bottom(&chart.picture)? - top;
    let part = |selector: &str| card.query_selector(selector)?.ok_or(JsValue::NULL);
    let context = sheet.context.clone();
    let heading = Lines::of(&context, &part("h2")?, &chart.title, width)?;
    let measure = Lines::of(&context, &part("figcaption p")?, &chart.measure, width)?;
    let note = Lines::of(&context, &part("figcaption p")?, &sample_note()?, width)?;
    let head = heading.height() + measure.height() + GAP;
    sheet.cut(width + 2.0 * MARGIN, head + height + note.height() + 2.0 * MARGIN, &paper_of(&card)?)?;
    heading.draw(&context, MARGIN)?;
    measure.draw(&context, MARGIN + heading.height())?;
    note.draw(&context, MARGIN + head + height)?;
    let drawings = sheet.paint(&chart.picture, MARGIN, MARGIN + head)?;
    drop(opened);
    sheet.draw(drawings).await?;
    sheet.png().await
}
