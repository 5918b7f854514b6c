//! Scripts and style sheets without what only people read. Whatever is not clear line by line stays as it is.

/// A script without indentation and without lines that are comments.
pub(super) fn script(text: &str) -> String {
    // A text over several lines keeps its spaces.
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    lines(text)
}

/// A style sheet without indentation, comments and ends of lines.
pub(super) fn style(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in lines(text).lines() {
        out.push_str(line);
        if !line.ends_with(['{', '}', ';', ',']) {
            out.push(' ');
        }
    }
    out
}

fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines() {
        let mut rest = line.trim();
        if in_comment || rest.starts_with("/*") {
            let end = rest.find("*/");
            in_comment = end.is_none();
            rest = end.map_or("", |end| rest[end + 2..].trim_start());
        }
        if !rest.is_empty() && !rest.starts_with("//") {
            out.push_str(rest);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{script, style};

    #[test]
    fn comments_and_indentation_go_and_everything_else_stays() {
        let text = "/**\n * @returns {number}\n */\nfunction a() {\n    // why\n    return 'a  b';  \n}\n\n/* one line */\n/* and */ a();\n";
        assert_eq!(script(text), "function a() {\nreturn 'a  b';\n}\na();\n");
        let in_two_lines = "const text = `one\n    two`;\n";
        assert_eq!(script(in_two_lines), in_two_lines);
    }

    #[test]
    fn a_style_sheet_keeps_its_rules() {
        let text = "/* words\n   of two lines */\n@layer a {\n  .b,\n  .c > d {\n    margin: 1px\n      2px;\n  }\n}\n";
        assert_eq!(style(text), "@layer a {.b,.c > d {margin: 1px 2px;}}");
    }
}
