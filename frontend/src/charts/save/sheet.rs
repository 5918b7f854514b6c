//! A sheet to paint on, and the file it becomes.

use js_sys::Promise;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlCanvasElement, HtmlImageElement};

use super::{markup, paint};

/// Paper around what is painted, in pixels of the page.
pub(super) const MARGIN: f64 = 24.0;
/// Space between two blocks, in pixels of the page.
pub(super) const GAP: f64 = 16.0;
/// Pixels of the file a pixel of the page.
const SCALE: f64 = 2.0;
/// The most pixels that every browser's canvas has.
const MOST_PIXELS: f64 = 16_000_000.0;

/// A drawing that is still to be put on the sheet.
pub(super) struct Drawing {
    address: String,
    place: paint::Place,
}

/// A canvas.
pub(super) struct Sheet {
    canvas: HtmlCanvasElement,
    pub(super) context: CanvasRenderingContext2d,
    scale: f64,
}

impl Sheet {
    pub(super) fn new() -> Result<Self, JsValue> {
        let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
        let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
        Ok(Self { canvas, context, scale: SCALE })
    }

    /// Gives it a size in pixels of the page and its paper. What was painted before is gone.
    pub(super) fn cut(&mut self, width: f64, height: f64, paper: &str) -> Result<(), JsValue> {
        self.scale = (MOST_PIXELS / (width * height)).sqrt().min(SCALE);
        self.canvas.set_width((width * self.scale).round() as u32);
        self.canvas.set_height((height * self.scale).round() as u32);
        self.context.scale(self.scale, self.scale)?;
        self.context.set_fill_style_str(paper);
        self.context.fill_rect(0.0, 0.0, width, height);
        Ok(())
    }

    /// Paints an element with all that is in it but for its drawings; its corner comes to `left` and `top`. The drawings take
    /// longer: how they look and where they belong is kept, whatever becomes of the page meanwhile.
    pub(super) fn paint(&self, element: &Element, left: f64, top: f64) -> Result<Vec<Drawing>, JsValue> {
        let (from_left, from_top, ..) = paint::place_of(&element.get_bounding_client_rect());
        self.context.save();
        self.context.translate(left - from_left, top - from_top)?;
        let mut found = Vec::new();
        paint::element(&self.context, element, &mut found)?;
        self.context.restore();
        let drawing = |found: &Element| {
            let (x, y, width, height) = paint::place_of(&found.get_bounding_client_rect());
            let address = markup::address(found, (width, height), self.scale)?;
            Ok(Drawing { address, place: (left - from_left + x, top - from_top + y, width, height) })
        };
        found.iter().map(drawing).collect()
    }

    /// Puts drawings where they belong.
    pub(super) async fn draw(&self, drawings: Vec<Drawing>) -> Result<(), JsValue> {
        for Drawing { address, place: (x, y, width, height) } in drawings {
            let image = load(&address).await?;
            self.context.draw_image_with_html_image_element_and_dw_and_dh(&image, x, y, width, height)?;
        }
        Ok(())
    }

    /// The file.
    pub(super) async fn png(self) -> Result<Blob, JsValue> {
        let made = Promise::new(&mut |resolve, reject| {
            if let Err(reason) = self.canvas.to_blob(&resolve) {
                // Rejecting fails only where the function is none.
                let _ = reject.call1(&JsValue::UNDEFINED, &reason);
            }
        });
        JsFuture::from(made).await?.dyn_into()
    }
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

pub(super) fn style_of(element: &Element) -> Result<CssStyleDeclaration, JsValue> {
    window().get_computed_style(element)?.ok_or(JsValue::NULL)
}

/// The colour behind an element: that of the nearest around it that has one.
pub(super) fn paper_of(element: &Element) -> Result<String, JsValue> {
    let colour = style_of(element)?.get_property_value("background-color")?;
    match element.parent_element() {
        Some(parent) if matches!(colour.as_str(), "" | "transparent" | "rgba(0, 0, 0, 0)") => paper_of(&parent),
        _ => Ok(colour),
    }
}

/// What the frame says above every page where sample data are in its figures: no picture leaves without it.
pub(super) fn sample_note() -> Result<String, JsValue> {
    let note = document().query_selector(".notice.sample p")?;
    Ok(note.and_then(|note| note.text_content()).unwrap_or_default())
}

/// A text, broken into lines that fit.
pub(super) struct Lines {
    lines: Vec<String>,
    font: String,
    colour: String,
    line_height: f64,
}

impl Lines {
    /// `text` in the style of an element.
    pub(super) fn of(
        context: &CanvasRenderingContext2d,
        styled: &Element,
        text: &str,
        width: f64,
    ) -> Result<Self, JsValue> {
        let style = style_of(styled)?;
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

    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.line_height
    }

    pub(super) fn draw(&self, context: &CanvasRenderingContext2d, top: f64) -> Result<(), JsValue> {
        context.set_font(&self.font);
        context.set_fill_style_str(&self.colour);
        context.set_text_baseline("middle");
        for (index, line) in self.lines.iter().enumerate() {
            context.fill_text(line, MARGIN, top + (index as f64 + 0.5) * self.line_height)?;
        }
        Ok(())
    }
}
