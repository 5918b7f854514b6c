//! The what-if page.

use super::words;

words! {
    title = "What-if";
}
