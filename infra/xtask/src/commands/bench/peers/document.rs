//! The measured part of docs/performance.md.

use std::fs;

use anyhow::{Context, Result};

use crate::workspace::root;

const DOCUMENT: &str = "docs/performance.md";
const BEGIN: &str = "<!-- measured by cargo xtask bench peers -->";
const END: &str = "<!-- measured until here -->";

/// Replaces the measured part.
pub(super) fn write(measured: &str) -> Result<()> {
    let path = root().join(DOCUMENT);
    let text = fs::read_to_string(&path).context(DOCUMENT)?;
    fs::write(&path, replaced(&text, measured)?)?;
    eprintln!("{DOCUMENT} holds this run");
    Ok(())
}

/// The text with another measured part.
fn replaced(text: &str, measured: &str) -> Result<String> {
    let (before, rest) = text.split_once(BEGIN).with_context(|| format!("{DOCUMENT} has no line {BEGIN}"))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("{DOCUMENT} has no line {END}"))?;
    Ok(format!("{before}{BEGIN}\n{}\n{END}{after}", measured.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, replaced};

    #[test]
    fn only_the_measured_part_changes() {
        let text = format!("# Speed\n{BEGIN}\nold\n{END}\nmore\n");
        let once = replaced(&text, "new\n").expect("both lines are there");
        assert_eq!(once, format!("# Speed\n{BEGIN}\nnew\n{END}\nmore\n"));
        assert_eq!(replaced(&once, "new").expect("both lines are still there"), once);
        assert!(replaced("no lines", "new").is_err());
    }
}
