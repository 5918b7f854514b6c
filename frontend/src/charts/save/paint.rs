//! What stands around the drawings of a chart, painted where it stands: words, marks of series, swatches.

use js_sys::Array;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, DomRect, Element, Node};

/// Parts of a chart that are for who sits in front of it.
const LEFT_OUT: &str =
    "details, form, input, select, button, .button, label, :has(> input), .reading, .leads-on, .visually-hidden";

/// A rectangle on the page.
pub(super) type Place = (f64, f64, f64, f64);

/// Paints an element and what is within it, and adds the drawings on the way to `drawings`.
pub(super) fn element(
    context: &CanvasRenderingContext2d,
    element: &Element,
    drawings: &mut Vec<Element>,
) -> Result<(), JsValue> {
    if element.matches(LEFT_OUT)? {
        return Ok(());
    }
    let place = place_of(&element.get_bounding_client_rect());
    if element.tag_name().eq_ignore_ascii_case("svg") {
        if place.2 > 0.0 && place.3 > 0.0 {
            drawings.push(element.clone());
        }
        return Ok(());
    }
    let Some(style) = window().get_computed_style(element)? else { return Ok(()) };
    self::mark(context, &style, place)?;
    mark_before(context, element, place)?;
    let nodes = element.child_nodes();
    for index in 0..nodes.length() {
        let Some(node) = nodes.item(index) else { continue };
        match node.node_type() {
            Node::ELEMENT_NODE => self::element(context, node.unchecked_ref(), drawings)?,
            Node::TEXT_NODE => words(context, &node, &style)?,
            _ => {}
        }
    }
    Ok(())
}

/// Where the lowest part that is painted ends.
pub(super) fn bottom(element: &Element) -> Result<f64, JsValue> {
    let children = element.children();
    let mut bottom = element.get_bounding_client_rect().top();
    for index in 0..children.length() {
        if let Some(child) = children.item(index)
            && !child.matches(LEFT_OUT)?
        {
            bottom = bottom.max(child.get_bounding_client_rect().bottom());
        }
    }
    Ok(bottom)
}

/// Each word where it stands, whatever lines the text has been broken into.
fn words(context: &CanvasRenderingContext2d, node: &Node, style: &CssStyleDeclaration) -> Result<(), JsValue> {
    let text: Vec<u16> = node.text_content().unwrap_or_default().encode_utf16().collect();
    let is_space = |unit: u16| matches!(unit, 9 | 10 | 13 | 32);
    context.set_font(&font(style)?);
    context.set_fill_style_str(&style.get_property_value("color")?);
    context.set_text_baseline("middle");
    let range = document().create_range()?;
    let mut start = 0;
    while start < text.len() {
        let length = text[start..].iter().take_while(|unit| !is_space(**unit)).count();
        if length > 0 {
            range.set_start(node, start as u32)?;
            range.set_end(node, (start + length) as u32)?;
            let (x, y, width, height) = place_of(&range.get_bounding_client_rect());
            if width > 0.0 {
                context.fill_text(&String::from_utf16_lossy(&text[start..start + length]), x, y + height / 2.0)?;
            }
        }
        start += length + 1;
    }
    Ok(())
}

/// The font of a computed style, as a canvas takes it.
pub(super) fn font(style: &CssStyleDeclaration) -> Result<String, JsValue> {
    let part = |name: &str| style.get_property_value(name);
    Ok(format!("{} {} {}", part("font-weight")?, part("font-size")?, part("font-family")?))
}

/// The mark in front of the name of a series.
fn mark_before(context: &CanvasRenderingContext2d, element: &Element, place: Place) -> Result<(), JsValue> {
    let Some(style) = window().get_computed_style_with_pseudo_elt(element, "::before")? else { return Ok(()) };
    if matches!(style.get_property_value("content")?.as_str(), "none" | "normal" | "") {
        return Ok(());
    }
    let (width, height) = (pixels(&style, "width")?, pixels(&style, "height")?);
    mark(context, &style, (place.0, place.1 + (place.3 - height) / 2.0, width, height))
}

/// Ground and border of an element; a border above only is the line of a series.
fn mark(
    context: &CanvasRenderingContext2d,
    style: &CssStyleDeclaration,
    (x, y, width, height): Place,
) -> Result<(), JsValue> {
    context.set_fill_style_str(&style.get_property_value("background-color")?);
    context.fill_rect(x, y, width, height);
    let line = pixels(style, "border-top-width")?;
    if line <= 0.0 {
        return Ok(());
    }
    context.set_stroke_style_str(&style.get_property_value("border-top-color")?);
    context.set_line_width(line);
    let is_dashed = style.get_property_value("border-top-style")? == "dashed";
    let dashes = if is_dashed { [4.0, 3.0].map(JsValue::from_f64).iter().collect() } else { Array::new() };
    context.set_line_dash(&dashes)?;
    if pixels(style, "border-left-width")? > 0.0 {
        context.stroke_rect(x + line / 2.0, y + line / 2.0, width - line, height - line);
    } else {
        context.begin_path();
        context.move_to(x, y + line / 2.0);
        context.line_to(x + width, y + line / 2.0);
        context.stroke();
    }
    Ok(())
}

/// A length of a computed style; none where it is not in pixels.
fn pixels(style: &CssStyleDeclaration, name: &str) -> Result<f64, JsValue> {
    Ok(style.get_property_value(name)?.trim_end_matches("px").parse().unwrap_or(0.0))
}

/// A rectangle's corner and size.
pub(super) fn place_of(rect: &DomRect) -> Place {
    (rect.left(), rect.top(), rect.width(), rect.height())
}
