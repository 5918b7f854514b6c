//! Small charts: SVG over pure functions that are tested natively. Positions across are percentages, so that a chart
//! breathes with its column without being measured; positions down are pixels.

mod axis_labels;
mod bridge;
mod curve;
mod expected_dots;
mod figure;
mod figure_menu;
mod figure_table;
mod forecast_lines;
mod forest;
mod heat;
mod histogram;
mod interval_bar;
mod lines;
mod paired_bars;
mod plot;
mod rate_bars;
mod reading;
mod rhythm_strip;
mod save;
mod scale;
mod share_table;
mod ticks;
mod tornado;
mod tracking_lines;
mod week_bars;

use axis_labels::AxisLabels;
pub(crate) use bridge::{BridgeBars, BridgeStep};
pub(crate) use curve::{Curve, CurveChart, stepped};
pub(crate) use expected_dots::ExpectedDots;
pub(crate) use figure::ChartFigure;
pub(crate) use forecast_lines::ForecastLines;
pub(crate) use forest::{Forest, ForestRow};
pub(crate) use heat::{HeatCell, HeatTable};
pub(crate) use histogram::{Histogram, Series};
pub(crate) use interval_bar::IntervalBar;
pub(crate) use lines::{Band, Line, Lines};
pub(crate) use paired_bars::PairedBars;
pub(crate) use plot::Plot;
pub(crate) use rate_bars::RateBars;
pub(crate) use rhythm_strip::RhythmStrip;
pub(crate) use save::save_page;
pub(crate) use scale::Scale;
pub(crate) use share_table::{ShareRow, ShareTable};
pub(crate) use ticks::ticks_to;
pub(crate) use tornado::{Bar, Tornado, TornadoRow};
pub(crate) use tracking_lines::TrackingLines;
pub(crate) use week_bars::WeekBars;

/// A share as SVG writes it: `12.34%`.
#[must_use]
pub(crate) fn percent_of(share: f64) -> String {
    format!("{}%", number(share * 100.0))
}

/// A number as SVG takes it, to a hundredth. The formatter of floating-point numbers is 15 KB of code, which the first board
/// would wait for.
#[must_use]
pub(crate) fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let digits = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", digits / 100, digits % 100)
}

#[cfg(test)]
mod tests {
    use super::{number, percent_of};

    #[test]
    fn numbers_are_written_to_a_hundredth() {
        let cases =
            [(0.0, "0.00"), (3.05, "3.05"), (-0.004, "0.00"), (-1.5, "-1.50"), (176.0, "176.00"), (99.996, "100.00")];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
        assert_eq!(percent_of(0.12345), "12.35%");
    }
}
