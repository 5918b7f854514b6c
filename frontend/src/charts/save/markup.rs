//! A drawing that stands alone: what the style sheet says of it is written into it.

use js_sys::encode_uri_component;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, XmlSerializer};

/// Properties that may be attributes of SVG as well.
const PROPERTIES: [&str; 11] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "opacity",
    "text-anchor",
    "font-size",
    "font-weight",
    "font-family",
];

/// The address of a picture of the drawing, `width` by `height` pixels, so many times enlarged. The page's security
/// policy allows pictures by `data:`; what is in them is of attributes only.
pub(super) fn address(drawing: &Element, (width, height): (f64, f64), scale: f64) -> Result<String, JsValue> {
    let copy: Element = drawing.clone_node_with_deep(true)?.unchecked_into();
    dress(drawing, &copy)?;
    copy.set_attribute("xmlns", "http://www.w3.org/2000/svg")?;
    if !copy.has_attribute("viewBox") {
        copy.set_attribute("viewBox", &format!("0 0 {width} {height}"))?;
    }
    copy.set_attribute("width", &(width * scale).to_string())?;
    copy.set_attribute("height", &(height * scale).to_string())?;
    let markup = XmlSerializer::new()?.serialize_to_string(&copy)?;
    Ok(format!("data:image/svg+xml;charset=utf-8,{}", encode_uri_component(&markup)))
}

/// Writes the computed style of an element and all within into its copy.
fn dress(original: &Element, copy: &Element) -> Result<(), JsValue> {
    if let Some(style) = window().get_computed_style(original)? {
        for property in PROPERTIES {
            copy.set_attribute(property, &style.get_property_value(property)?)?;
        }
    }
    let (originals, copies) = (original.children(), copy.children());
    for index in 0..originals.length() {
        if let (Some(original), Some(copy)) = (originals.item(index), copies.item(index)) {
            dress(&original, &copy)?;
        }
    }
    Ok(())
}
