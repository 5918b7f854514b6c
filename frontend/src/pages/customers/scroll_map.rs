//! Which rows of very many are in view.

/// Browsers refuse elements much higher than this, in pixels.
const HIGHEST: f64 = 8_000_000.0;

/// Maps the position of the scroll bar to rows. Up to [`HIGHEST`] a pixel is a pixel; beyond it the bar moves faster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ScrollMap {
    /// All rows.
    pub(super) rows: u32,
    /// Height of one, in pixels.
    pub(super) row_height: f64,
    /// Height of the view, in pixels.
    pub(super) viewport: f64,
}

impl ScrollMap {
    /// Height of the element that is scrolled.
    pub(super) fn height(&self) -> f64 {
        self.true_height().min(HIGHEST)
    }

    /// The first row in view, with its fraction that is scrolled away.
    pub(super) fn first(&self, scroll_top: f64) -> f64 {
        let hidden = self.height() - self.viewport;
        if hidden <= 0.0 {
            return 0.0;
        }
        let share = (scroll_top / hidden).clamp(0.0, 1.0);
        share * (self.true_height() - self.viewport) / self.row_height
    }

    /// Where the rendered rows begin, when the first of them is `rendered`.
    pub(super) fn offset(&self, scroll_top: f64, rendered: u32) -> f64 {
        scroll_top - (self.first(scroll_top) - f64::from(rendered)) * self.row_height
    }

    /// Rows to render: those in view and a few around them.
    pub(super) fn rendered(&self, scroll_top: f64) -> std::ops::Range<u32> {
        const AROUND: u32 = 4;
        let first = self.first(scroll_top) as u32;
        let in_view = (self.viewport / self.row_height).ceil() as u32 + 1;
        first.saturating_sub(AROUND)..(first + in_view + AROUND).min(self.rows)
    }

    /// The position that brings a row into view with the least movement from `scroll_top`.
    pub(super) fn reveal(&self, row: u32, scroll_top: f64) -> f64 {
        let first = self.first(scroll_top);
        let in_view = self.viewport / self.row_height;
        let row = f64::from(row);
        let wanted = if row < first {
            row
        } else if row + 1.0 > first + in_view {
            row + 1.0 - in_view
        } else {
            return scroll_top;
        };
        let farthest = f64::from(self.rows) - in_view;
        if farthest <= 0.0 { 0.0 } else { (wanted / farthest).clamp(0.0, 1.0) * (self.height() - self.viewport) }
    }

    fn true_height(&self) -> f64 {
        f64::from(self.rows) * self.row_height
    }
}

#[cfg(test)]
mod tests {
    use super::{HIGHEST, ScrollMap};

    fn map(rows: u32) -> ScrollMap {
        ScrollMap { rows, row_height: 36.0, viewport: 720.0 }
    }

    #[test]
    fn a_pixel_is_a_pixel_for_a_hundred_thousand_rows() {
        let map = map(100_000);
        assert_eq!(map.height(), 3_600_000.0);
        for scroll_top in [0.0, 18.0, 36.0, 1_234_567.0] {
            assert!((map.first(scroll_top) - scroll_top / 36.0).abs() < 1e-9);
        }
        assert_eq!(map.rendered(3600.0), 96..125);
    }

    #[test]
    fn both_ends_are_reached_however_many_rows_there_are() {
        for rows in [0, 1, 5, 100, 100_000, 5_000_000] {
            let map = map(rows);
            assert!(map.height() <= HIGHEST);
            assert_eq!(map.first(0.0), 0.0);
            let end = (map.height() - map.viewport).max(0.0);
            assert_eq!(map.rendered(end).end, rows);
            let last_visible = map.first(end) + map.viewport / map.row_height;
            assert!(last_visible + 1e-6 >= f64::from(rows), "{rows}");
        }
    }

    #[test]
    fn revealing_moves_as_little_as_needed_and_shows_the_row() {
        for rows in [100_u32, 1_000_000] {
            let map = map(rows);
            let mut scroll_top = 0.0;
            for row in [0, 19, 20, rows / 2, rows - 1, 3] {
                scroll_top = map.reveal(row, scroll_top);
                let first = map.first(scroll_top);
                assert!(first <= f64::from(row) + 1e-6 && f64::from(row) + 1.0 <= first + 20.0 + 1e-6, "{rows} {row}");
            }
            assert_eq!(map.reveal(5, 0.0), 0.0);
        }
    }
}
