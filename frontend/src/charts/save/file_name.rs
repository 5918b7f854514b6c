//! What a chart's file is called.

/// Longest name without its ending, in letters.
const LONGEST: usize = 60;

/// The finding in small letters, words joined by hyphens, with an ending.
pub(super) fn of(title: &str, ending: &str) -> String {
    let lower = title.to_lowercase();
    let mut name = String::new();
    for word in lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if name.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    format!("{}.{ending}", if name.is_empty() { "chart" } else { &name })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_name_is_made_of_the_words_of_the_finding() {
        assert_eq!(of("70% of orders are repeat orders", "csv"), "70-of-orders-are-repeat-orders.csv");
        assert_eq!(of("Über €1,000 / Größe: \"alle\"", "png"), "über-1-000-größe-alle.png");
        assert_eq!(of("…", "png"), "chart.png");
    }

    #[test]
    fn a_long_finding_is_cut_between_words() {
        let name = of(&"many words ".repeat(20), "csv");
        assert!(name.chars().count() <= 64 && name.ends_with("many.csv") | name.ends_with("words.csv"), "{name}");
        assert_eq!(of(&"x".repeat(80), "csv"), "chart.csv");
    }
}
