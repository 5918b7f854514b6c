//! The data page: orders in.

use super::words;

words! {
    title = "Data";
}
