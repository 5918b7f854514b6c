//! The page where people of the sample shop sign in.

use super::people::role_name;
use super::{PATH, Person};

/// The page's style sheet; the content security policy allows none inside the page.
pub(super) const STYLE: &str = "\
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { width: min(26rem, 100% - 2rem); }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
form { display: grid; gap: .5rem; margin-top: 1rem; }
button { display: flex; justify-content: space-between; gap: 1rem; min-height: 3rem; padding: .5rem 1rem; font: inherit;
  text-align: start; align-items: center; color: inherit; background: transparent; border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
  border-radius: .5rem; cursor: pointer; }
button:hover, button:focus-visible { border-color: currentColor; }
button:focus-visible { outline: 3px solid #00838a; outline-offset: 2px; }
";

/// The page; `fields` come back with the choice.
pub(super) fn sign_in(people: &[Person], fields: &[(&str, &str)]) -> String {
    let hidden: String = fields
        .iter()
        .map(|(name, value)| format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", escape(value)))
        .collect();
    let buttons: String = people
        .iter()
        .map(|person| {
            let (subject, name) = (escape(&person.subject), escape(&person.name));
            let role = role_name(person.role);
            format!("<button name=\"person\" value=\"{subject}\"><span>{name}</span> <span>{role}</span></button>\n")
        })
        .collect();
    page(
        "Sign in to Holdfast",
        &format!(
            "<p>This machine runs Holdfast for itself, so nobody needs a password. Who are you?</p>\n\
             <form method=\"post\" action=\"{PATH}/authorize\">\n{hidden}{buttons}</form>"
        ),
    )
}

/// The page for a request that cannot be answered.
pub(super) fn problem(message: &str) -> String {
    page("This sign-in cannot go on", &format!("<p>{}</p>", escape(message)))
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{PATH}/style.css\">\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::sign_in;
    use crate::issuer::Person;

    #[test]
    fn what_comes_with_the_request_cannot_leave_its_attribute() {
        let page = sign_in(&Person::all(), &[("state", "\"><script>alert('x')</script>")]);
        assert!(!page.contains("<script"));
        assert!(page.contains("&quot;&gt;&lt;script&gt;"));
        assert_eq!(page.matches("<button").count(), 4);
    }
}
