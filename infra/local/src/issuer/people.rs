//! The people of the sample shop, who can sign in on this machine.

use shared::api::Role;

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Subject of the tokens.
    pub subject: String,
    /// E-mail address.
    pub email: String,
    /// Full name.
    pub name: String,
    /// Role in the default workspace.
    pub role: Role,
}

/// Name and role of everybody in the sample shop.
pub const PEOPLE: [(&str, Role); 4] = [
    ("Robin Maple", Role::Owner),
    ("Ida Finch", Role::Marketer),
    ("Sam Birch", Role::Analyst),
    ("Kim Ash", Role::Viewer),
];

impl Person {
    /// Everybody in the sample shop.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let person = |(name, role): (&str, Role)| {
            let subject = name.to_lowercase().replace(' ', ".");
            Self { email: format!("{subject}@maple-finch.example"), subject, name: name.to_owned(), role }
        };
        PEOPLE.into_iter().map(person).collect()
    }

    /// Whoever scripts act as: one person for each role and workspace.
    #[must_use]
    pub fn of_script(tenant: &str, role: Role) -> Self {
        let role_name = role_name(role);
        let subject = format!("{role_name}@{tenant}");
        Self { email: format!("{subject}.example"), name: format!("{role_name} of {tenant}"), subject, role }
    }
}

/// A role as in the API.
pub(super) fn role_name(role: Role) -> String {
    serde_json::to_value(role).ok().and_then(|value| value.as_str().map(str::to_owned)).expect("a role is a plain text")
}
