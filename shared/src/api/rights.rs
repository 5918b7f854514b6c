//! Who may do what: roles and rights, deny by default.

use serde::{Deserialize, Serialize};

/// What a route asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// See figures and scores without personal data.
    ViewFigures,
    /// See names, e-mail addresses and orders.
    ViewPersonalData,
    /// Take customers out of the system as a file.
    ExportCustomers,
    /// Bring orders in, and remove sample data.
    ImportOrders,
    /// Change the workspace's settings.
    EditSettings,
    /// Keep, change and remove what-if scenarios.
    SaveScenarios,
    /// Set, change and remove goals.
    SetGoals,
    /// Write down why customers left.
    RecordReasons,
    /// Keep, change and remove segments.
    SaveSegments,
    /// Merge records of one person and part them.
    EditCustomers,
    /// Erase customers for good.
    EraseCustomers,
    /// Make and revoke API keys, sources that deliver and endpoints that are told.
    ManageConnections,
}

impl Right {
    /// All rights.
    pub const ALL: [Self; 12] = [
        Self::ViewFigures,
        Self::ViewPersonalData,
        Self::ExportCustomers,
        Self::ImportOrders,
        Self::EditSettings,
        Self::SaveScenarios,
        Self::SetGoals,
        Self::RecordReasons,
        Self::SaveSegments,
        Self::EditCustomers,
        Self::EraseCustomers,
        Self::ManageConnections,
    ];

    /// Rights that an API key can have. None of them makes keys.
    pub const OF_KEYS: [Self; 4] =
        [Self::ViewFigures, Self::ViewPersonalData, Self::ExportCustomers, Self::ImportOrders];
}

/// What a member of a workspace is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks on.
    Viewer,
    /// Works with figures, without personal data.
    Analyst,
    /// Works with customers.
    Marketer,
    /// Approves what marketers plan.
    Approver,
    /// Helps single customers.
    Support,
    /// Runs the workspace.
    Admin,
    /// Owns the workspace.
    Owner,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 7] =
        [Self::Viewer, Self::Analyst, Self::Marketer, Self::Approver, Self::Support, Self::Admin, Self::Owner];

    /// Its name in messages.
    ///
    /// ```
    /// use shared::api::Role;
    /// assert!(Role::ALL.iter().all(|role| serde_json::to_value(role).unwrap() == role.key()));
    /// ```
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Analyst => "analyst",
            Self::Marketer => "marketer",
            Self::Approver => "approver",
            Self::Support => "support",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// The rights of this role.
    #[must_use]
    pub fn rights(self) -> &'static [Right] {
        use Right::{
            EditCustomers, ImportOrders, RecordReasons, SaveScenarios, SaveSegments, SetGoals, ViewFigures,
            ViewPersonalData,
        };
        match self {
            Self::Viewer => &[ViewFigures],
            Self::Analyst => &[ViewFigures, SaveScenarios, SaveSegments],
            Self::Support => &[ViewFigures, ViewPersonalData, RecordReasons, EditCustomers],
            Self::Approver => &[ViewFigures, ViewPersonalData, SaveScenarios, SetGoals, SaveSegments],
            Self::Marketer => &[
                ViewFigures,
                ViewPersonalData,
                ImportOrders,
                SaveScenarios,
                SetGoals,
                RecordReasons,
                SaveSegments,
                EditCustomers,
            ],
            Self::Admin | Self::Owner => &Right::ALL,
        }
    }

    /// Whether this role has a right.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        self.rights().contains(&right)
    }
}

impl std::str::FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        serde_json::from_value(serde_json::Value::String(text.to_owned())).map_err(|_| {
            format!("\"{text}\" is not a role: viewer, analyst, marketer, approver, support, admin or owner")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Right, Role};

    #[test]
    fn analysts_see_no_personal_data_and_only_admins_export_and_erase() {
        assert!(!Role::Analyst.may(Right::ViewPersonalData));
        let connecting: Vec<_> = Role::ALL.into_iter().filter(|role| role.may(Right::ManageConnections)).collect();
        assert_eq!(connecting, [Role::Admin, Role::Owner]);
        let exporting: Vec<_> = Role::ALL.into_iter().filter(|role| role.may(Right::ExportCustomers)).collect();
        assert_eq!(exporting, [Role::Admin, Role::Owner]);
        let erasing: Vec<_> = Role::ALL.into_iter().filter(|role| role.may(Right::EraseCustomers)).collect();
        assert_eq!(erasing, [Role::Admin, Role::Owner]);
        assert!(Right::ALL.into_iter().all(|right| Role::Owner.may(right)));
        assert_eq!("marketer".parse(), Ok(Role::Marketer));
        assert!("Marketer".parse::<Role>().is_err());
    }
}
