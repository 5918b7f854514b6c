//! A chart as a PNG file: its finding and its measure above what is seen, on the paper of the theme.

use js_sys::Promise;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlCanvasElement, HtmlImageElement};

use super::{Chart, markup, paint};

/// Pixels of the file a pixel of the page.
const SCALE: f64 = 2.0;
/// Paper around the chart, in pixels of the page.
const MARGIN: f64 = 24.0;
/// Space between the head and the picture, in pixels of the page.
const GAP: f64 = 16.0;

/// The file.
pub(super) async fn png(chart: &Chart) -> Result<Blob, JsValue> {
    let (left, top, width, _) = paint::place_of(&chart.picture.get_bounding_client_rect());
    let height = paint::bottom(&chart.picture)? - top;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
    let heading = Line::of(&context, &chart.picture, "h2", &chart.title, width)?;
    let measure = Line::of(&context, &chart.picture, "figcaption p", &chart.measure, width)?;
    let head = heading.height() + measure.height() + GAP;
    // The canvas is cleared by this, so it comes before anything is drawn.
    canvas.set_width(((width + 2.0 * MARGIN) * SCALE).round() as u32);
    canvas.set_height(((height + head + 2.0 * MARGIN) * SCALE).round() as u32);
    context.scale(SCALE, SCALE)?;
    context.set_fill_style_str(&paper(&chart.picture)?);
    context.fill_rect(0.0, 0.0, width + 2.0 * MARGIN, height + head + 2.0 * MARGIN);
    heading.draw(&context, MARGIN)?;
    measure.draw(&context, MARGIN + heading.height())?;

    context.translate(MARGIN - left, MARGIN + head - top)?;
    let mut drawings = Vec::new();
    paint::element(&context, &chart.picture, &mut drawings)?;
    let mut pictures = Vec::with_capacity(drawings.len());
    for drawing in &drawings {
        let (x, y, width, height) = paint::place_of(&drawing.get_bounding_client_rect());
        pictures.push((markup::address(drawing, (width, height), SCALE)?, x, y, width, height));
    }
    for (address, x, y, width, height) in pictures {
        let image = load(&address).await?;
        context.draw_image_with_html_image_element_and_dw_and_dh(&image, x, y, width, height)?;
    }
    let made = Promise::new(&mut |resolve, reject| {
        if let Err(reason) = canvas.to_blob(&resolve) {
            // Rejecting fails only where the function is none.
            let _ = reject.call1(&JsValue::UNDEFINED, &reason);
        }
    });
    JsFuture::from(made).await?.dyn_into()
}

/// A picture whose address is known, once it can be drawn.
async fn load(address: &str) -> Result<HtmlImageElement, JsValue> {
    let image = HtmlImageElement::new()?;
    let loaded = Promise::new(&mut |resolve, reject| {
        image.set_onload(Some(&resolve));
        image.set_onerror(Some(&reject));
    });
    image.set_src(address);
    JsFuture::from(loaded).await?;
    Ok(image)
}

/// The colour of the card that the chart is in.
fn paper(picture: &Element) -> Result<String, JsValue> {
    let card = picture.closest("figure")?.ok_or(JsValue::NULL)?;
    style_of(&card)?.get_property_value("background-color")
}

fn style_of(element: &Element) -> Result<CssStyleDeclaration, JsValue> {
    window().get_computed_style(element)?.ok_or(JsValue::NULL)
}

/// A text of the chart's head, broken into lines that fit.
struct Line {
    lines: Vec<String>,
    font: String,
    colour: String,
    line_height: f64,
}

impl Line {
    /// `text` in the style of the head's element that `selector` finds.
    fn of(
        context: &CanvasRenderingContext2d,
        picture: &Element,
        selector: &str,
        text: &str,
        width: f64,
    ) -> Result<Self, JsValue> {
        let card = picture.closest("figure")?.ok_or(JsValue::NULL)?;
        let style = style_of(&card.query_selector(selector)?.ok_or(JsValue::NULL)?)?;
        let font = paint::font(&style)?;
        context.set_font(&font);
        let size: f64 = style.get_property_value("font-size")?.trim_end_matches("px").parse().unwrap_or(14.0);
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer {
                Some(longer) if context.measure_text(&longer)?.width() <= width => {
                    lines.pop();
                    lines.push(longer);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        Ok(Self { lines, font, colour: style.get_property_value("color")?, line_height: size * 1.4 })
    }

    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.line_height
    }

    fn draw(&self, context: &CanvasRenderingContext2d, top: f64) -> Result<(), JsValue> {
        context.set_font(&self.font);
        context.set_fill_style_str(&self.colour);
        context.set_text_baseline("middle");
        for (index, line) in self.lines.iter().enumerate() {
            context.fill_text(line, MARGIN, top + (index as f64 + 0.5) * self.line_height)?;
        }
        Ok(())
    }
}
