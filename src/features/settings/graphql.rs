//! The programme's settings in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{Id, programme_setting};

use super::service::{self, SettingsChange};
use crate::platform::{Result, viewer::ViewerContext};

/// The settings of the programme.
pub struct ProgrammeSettings(programme_setting::Model);

impl From<programme_setting::Model> for ProgrammeSettings {
    fn from(row: programme_setting::Model) -> Self {
        Self(row)
    }
}

/// The settings of the programme. Everybody reads them.
#[Object]
impl ProgrammeSettings {
    /// The id.
    pub async fn id(&self) -> Id<programme_setting::Entity> {
        self.0.id
    }

    /// With fewer firms an officer is shown as under-loaded.
    async fn caseload_lower(&self) -> i32 {
        self.0.caseload_lower
    }

    /// No link is made above this.
    async fn caseload_upper(&self) -> i32 {
        self.0.caseload_upper
    }

    /// Counts the changes; `updateProgrammeSettings` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// What changes of the settings: left out stays.
#[derive(InputObject)]
struct UpdateProgrammeSettingsInput {
    /// The version that was seen.
    version: i32,
    /// With fewer firms an officer is shown as under-loaded.
    caseload_lower: Option<i32>,
    /// No link is made above this. A lower one closes no link that stands.
    caseload_upper: Option<i32>,
}

/// The settings as they stand now.
#[derive(SimpleObject)]
struct ProgrammeSettingsPayload {
    /// The settings.
    programme_settings: ProgrammeSettings,
}

/// Queries about the settings.
#[derive(Default)]
pub struct SettingsQuery;

/// The programme's settings.
#[Object]
impl SettingsQuery {
    /// The settings that hold now. Every role.
    async fn programme_settings(&self, ctx: &Context<'_>) -> Result<ProgrammeSettings> {
        Ok(service::current(ctx.viewer()?).await?.into())
    }
}

/// Changes of the settings.
#[derive(Default)]
pub struct SettingsMutation;

/// Changing the programme's settings.
#[Object]
impl SettingsMutation {
    /// Changes the settings. COORDINATOR, ADMIN with SYSTEM.
    async fn update_programme_settings(
        &self,
        ctx: &Context<'_>,
        input: UpdateProgrammeSettingsInput,
    ) -> Result<ProgrammeSettingsPayload> {
        let change = SettingsChange {
            caseload_lower: input.caseload_lower,
            caseload_upper: input.caseload_upper,
        };
        let row = service::update_settings(ctx.viewer()?, input.version, change).await?;
        Ok(ProgrammeSettingsPayload { programme_settings: row.into() })
    }
}
