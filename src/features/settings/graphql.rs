//! The programme's settings in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{
    Id,
    office_hours::{self, NoOfficeHours, OfficeHours, TimeOfDay},
    programme_setting,
};

use super::service::{self, SettingsChange};
use crate::platform::{Error, Result, error::Reason, input, viewer::ViewerContext};

const TIME_FORMAT: Reason = Reason {
    code: "time_format",
    zh: "时间格式应为 HH:MM，最晚 24:00",
    en: "Write the time as HH:MM, at the latest 24:00",
};
const SPANS_CROSS: Reason = Reason {
    code: "spans_cross",
    zh: "时段的结束须晚于开始，且各时段须按先后排列、互不重叠",
    en: "A span ends after it begins, and spans stand in order without overlapping",
};

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

    /// The hours of a working day in which deadlines run, in order, in Asia/Shanghai.
    async fn office_hours(&self) -> Vec<TimeSpan> {
        self.0.office_hours.spans().iter().map(Into::into).collect()
    }

    /// How many months ahead a recurring demand is reminded of.
    async fn demand_reminder_months(&self) -> i32 {
        self.0.demand_reminder_months
    }

    /// From how many hours before it a due date is called near.
    async fn due_soon_hours(&self) -> i32 {
        self.0.due_soon_hours
    }

    /// How many working days one step of an escalation has.
    async fn escalation_days(&self) -> i32 {
        self.0.escalation_days
    }

    /// Counts the changes; `updateProgrammeSettings` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A span of a day.
#[derive(SimpleObject)]
struct TimeSpan {
    /// The beginning, `08:30`.
    from: String,
    /// The end, `12:00`; at the latest `24:00`.
    to: String,
}

impl From<&office_hours::TimeSpan> for TimeSpan {
    fn from(span: &office_hours::TimeSpan) -> Self {
        Self { from: span.from.to_string(), to: span.to.to_string() }
    }
}

/// A span of a day.
#[derive(InputObject)]
struct TimeSpanInput {
    /// The beginning, `08:30`.
    from: String,
    /// The end, `12:00`; at the latest `24:00`.
    to: String,
}

fn parse_hours(spans: Vec<TimeSpanInput>) -> Result<OfficeHours> {
    let time = |place: usize, end: &str, text: &str| {
        let field = || format!("officeHours.{place}.{end}");
        TimeOfDay::parse(text).map_err(|_| Error::invalid(field(), TIME_FORMAT))
    };
    let spans: Result<Vec<_>> = spans
        .iter()
        .enumerate()
        .map(|(place, span)| {
            let (from, to) = (time(place, "from", &span.from)?, time(place, "to", &span.to)?);
            Ok(office_hours::TimeSpan { from, to })
        })
        .collect();
    OfficeHours::new(spans?).map_err(|wrong| match wrong {
        NoOfficeHours::Empty => Error::invalid("officeHours", input::EMPTY),
        NoOfficeHours::TooMany => Error::invalid("officeHours", input::TOO_MANY),
        NoOfficeHours::OutOfOrder(place) => {
            Error::invalid(format!("officeHours.{place}"), SPANS_CROSS)
        }
    })
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
    /// The hours of a working day in which deadlines run: 1 to 6 spans in order that do not overlap.
    office_hours: Option<Vec<TimeSpanInput>>,
    /// How many months ahead a recurring demand is reminded of, 1 to 12.
    demand_reminder_months: Option<i32>,
    /// From how many hours before it a due date is called near, 1 to 720.
    due_soon_hours: Option<i32>,
    /// How many working days one step of an escalation has, 1 to 60.
    escalation_days: Option<i32>,
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
            office_hours: input.office_hours.map(parse_hours).transpose()?,
            demand_reminder_months: input.demand_reminder_months,
            due_soon_hours: input.due_soon_hours,
            escalation_days: input.escalation_days,
        };
        let row = service::update_settings(ctx.viewer()?, input.version, change).await?;
        Ok(ProgrammeSettingsPayload { programme_settings: row.into() })
    }
}
