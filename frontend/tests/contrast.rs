//! Contrast of the tokens in both themes, by WCAG 2.2: text 4.5:1, controls and marks 3:1.

use std::collections::BTreeMap;

/// Linear sRGB.
type Rgb = [f64; 3];

const TEXT: f64 = 4.5;
const MARK: f64 = 3.0;

/// Foreground, background, least contrast.
const PAIRS: &[(&str, &[&str], f64)] = &[
    ("ink", &["paper", "raised", "sunk", "accent-wash", "loss-wash"], TEXT),
    ("ink", &["heat-0", "heat-1", "heat-2", "heat-3", "heat-4"], TEXT),
    ("ink", &["cool-0", "cool-1", "cool-2", "cool-3", "cool-4"], TEXT),
    ("muted", &["paper", "raised", "sunk", "accent-wash", "loss-wash"], TEXT),
    ("accent", &["paper", "raised", "sunk", "accent-wash"], TEXT),
    ("accent-strong", &["paper", "raised", "sunk"], TEXT),
    ("accent-ink", &["accent", "accent-strong"], TEXT),
    ("gain", &["paper", "raised", "sunk"], TEXT),
    ("loss", &["paper", "raised", "sunk", "loss-wash"], TEXT),
    ("paper", &["loss"], TEXT),
    ("line-strong", &["paper", "raised", "sunk"], MARK),
    ("accent-band", &["paper", "raised"], MARK),
    ("series-1", &["paper", "raised"], MARK),
    ("series-2", &["paper", "raised"], MARK),
    ("series-base", &["paper", "raised"], MARK),
];

#[test]
fn text_and_marks_stand_out_in_both_themes() {
    let tokens = tokens(include_str!("../style/1-tokens.css"));
    let mut faults = Vec::new();
    for (front, backs, least) in PAIRS {
        for back in *backs {
            for (theme, index) in [("light", 0), ("dark", 1)] {
                let found = contrast(tokens[*front][index], tokens[*back][index]);
                if found < *least {
                    faults.push(format!("{theme}: --{front} on --{back} has {found:.2}, needs {least}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn oklch_agrees_with_published_colours() {
    // oklch(0.627955 0.257683 29.2339) is sRGB red by the definition of Oklab (Ottosson 2020).
    let red = rgb(0.627_955, 0.257_683, 29.233_9);
    assert!((red[0] - 1.0).abs() < 1e-3 && red[1].abs() < 1e-3 && red[2].abs() < 1e-3, "{red:?}");
    let (white, black) = (rgb(1.0, 0.0, 0.0), rgb(0.0, 0.0, 0.0));
    assert!((contrast(white, black) - 21.0).abs() < 1e-3);
}

/// Both themes' colours of every token written as `light-dark(oklch(…), oklch(…))`.
fn tokens(css: &str) -> BTreeMap<String, [Rgb; 2]> {
    let lines = css.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": light-dark("));
    let tokens = lines.filter_map(|(name, value)| {
        let mut colours = value.split("oklch(").skip(1).map(|text| {
            let text = text.split(')').next().unwrap_or_default();
            let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
            match numbers[..] {
                [lightness, chroma, hue] => Some(rgb(lightness, chroma, hue)),
                _ => None,
            }
        });
        Some((name.to_owned(), [colours.next()??, colours.next()??]))
    });
    tokens.collect()
}

fn rgb(lightness: f64, chroma: f64, hue: f64) -> Rgb {
    let (sine, cosine) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cosine, chroma * sine);
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let middle = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701_0 * short,
    ]
}

fn contrast(front: Rgb, back: Rgb) -> f64 {
    let luminance = |colour: Rgb| {
        let [red, green, blue] = colour.map(|part| part.clamp(0.0, 1.0));
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (front, back) = (luminance(front), luminance(back));
    (front.max(back) + 0.05) / (front.min(back) + 0.05)
}
