//! The programme's settings in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{
    Id,
    office_hours::{self, NoOfficeHours, OfficeHours, TimeOfDay},
    programme_setting,
    text_list::TextList,
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

/// More industries than any register tells apart.
const MOST_FITS: usize = 100;

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

    /// Within how many days a firm is to be visited, again and again.
    async fn visit_cadence_days(&self) -> i32 {
        self.0.visit_cadence_days
    }

    /// Metres that an officer of another branch than fits the firm's industry counts more in a
    /// caseload plan.
    async fn plan_branch_misfit_m(&self) -> i32 {
        self.0.plan_branch_misfit_m
    }

    /// Metres that an officer whose base is in another town than the firm counts more.
    async fn plan_town_crossing_m(&self) -> i32 {
        self.0.plan_town_crossing_m
    }

    /// Metres that another officer than the present one counts more: what keeping the present one is
    /// worth.
    async fn plan_change_m(&self) -> i32 {
        self.0.plan_change_m
    }

    /// Which branch fits which industries, for caseload plans.
    async fn branch_fits(&self) -> Vec<BranchFit> {
        let fits = self.0.branch_fits.0.iter().filter_map(|fit| fit.split_once('='));
        let fit = |(industry, branch): (&str, &str)| BranchFit {
            industry: industry.to_owned(),
            branch: branch.to_owned(),
        };
        fits.map(fit).collect()
    }

    /// Counts the changes; `updateProgrammeSettings` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// Which branch fits an industry.
#[derive(SimpleObject)]
struct BranchFit {
    /// A word of the industry, in the register's words: `物流`.
    industry: String,
    /// The code of the branch: `TRAFFIC`.
    branch: String,
}

/// Which branch fits an industry.
#[derive(InputObject)]
struct BranchFitInput {
    /// A word of the industry, in the register's words: `物流`.
    industry: String,
    /// The code of the branch: `TRAFFIC`.
    branch: String,
}

fn parse_fits(fits: Vec<BranchFitInput>) -> Result<TextList> {
    if fits.len() > MOST_FITS {
        return Err(Error::invalid("branchFits", input::TOO_MANY));
    }
    let read = |fit: &BranchFitInput| {
        Ok(format!("{}={}", word("industry", &fit.industry)?, word("branch", &fit.branch)?))
    };
    let fits: Result<Vec<_>> = fits
        .iter()
        .enumerate()
        .map(|(place, fit)| {
            read(fit).map_err(|error: Error| error.within(&format!("branchFits.{place}")))
        })
        .collect();
    Ok(TextList(fits?))
}

/// A line without the sign that stands between the two.
fn word(field: &'static str, text: &str) -> Result<String> {
    let text = input::line(field, text)?;
    if text.contains('=') { Err(Error::invalid(field, input::UNPRINTABLE)) } else { Ok(text) }
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
    /// Within how many days a firm is to be visited, 1 to 730.
    visit_cadence_days: Option<i32>,
    /// Metres that an officer of another branch than fits the firm counts more, 0 to 1,000,000.
    plan_branch_misfit_m: Option<i32>,
    /// Metres that an officer of another town counts more, 0 to 1,000,000.
    plan_town_crossing_m: Option<i32>,
    /// Metres that another officer than the present one counts more, 0 to 1,000,000.
    plan_change_m: Option<i32>,
    /// Which branch fits which industries, at most 100 in the place of all; the first that is part of
    /// a firm's industry counts.
    branch_fits: Option<Vec<BranchFitInput>>,
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
        #[graphql(desc = "What changes of the settings: left out stays.")]
        input: UpdateProgrammeSettingsInput,
    ) -> Result<ProgrammeSettingsPayload> {
        let change = SettingsChange {
            caseload_lower: input.caseload_lower,
            caseload_upper: input.caseload_upper,
            office_hours: input.office_hours.map(parse_hours).transpose()?,
            demand_reminder_months: input.demand_reminder_months,
            due_soon_hours: input.due_soon_hours,
            escalation_days: input.escalation_days,
            visit_cadence_days: input.visit_cadence_days,
            plan_branch_misfit_m: input.plan_branch_misfit_m,
            plan_town_crossing_m: input.plan_town_crossing_m,
            plan_change_m: input.plan_change_m,
            branch_fits: input.branch_fits.map(parse_fits).transpose()?,
        };
        let row = service::update_settings(ctx.viewer()?, input.version, change).await?;
        Ok(ProgrammeSettingsPayload { programme_settings: row.into() })
    }
}
