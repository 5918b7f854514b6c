//! Long lists, page by page.

/// Most entries of one page.
pub const MAX_PAGE: u16 = 200;
