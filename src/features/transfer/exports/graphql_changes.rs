//! Exporting in the schema: each list is asked for by the very filter and order of its query.

use async_graphql::{Context, InputObject, InputType, Object, OneofObject, SimpleObject};
use entity::export_run::Format;
use uuid::Uuid;

use super::{
    Exports,
    graphql::ExportRun,
    lists::Listed,
    service::{self, NewExport},
};
use crate::{
    features::{
        agencies::graphql::AgencyFilter,
        assignments::graphql::AssignmentFilter,
        associations::graphql::AssociationFilter,
        enterprises::graphql::{EnterpriseFilter, EnterpriseOrder},
        officers::graphql::OfficerFilter,
        requests::{
            escalations::graphql::{EscalationFilter, EscalationOrder},
            graphql_lists::{ServiceRequestFilter, ServiceRequestOrder},
            task_forces::graphql::TaskForceFilter,
        },
        stations::{
            graphql_kiosks::KioskFilter, graphql_offices::LiaisonOfficeFilter,
            graphql_stations::LiaisonStationFilter,
        },
        visits::graphql::{VisitFilter, VisitOrder},
    },
    platform::{
        Error, Result,
        idempotency::ClientKey,
        page::Keyset,
        select::Scoped,
        viewer::{Viewer, ViewerContext},
        walk::Walk,
    },
};

/// Which enterprises are exported, and in which order.
#[derive(InputObject)]
struct ExportEnterprisesInput {
    /// Which enterprises; what is left out does not narrow.
    #[graphql(default)]
    filter: EnterpriseFilter,
    /// The order.
    #[graphql(default_with = "EnterpriseOrder::Name")]
    order_by: EnterpriseOrder,
}

/// Which officers are exported.
#[derive(InputObject)]
struct ExportOfficersInput {
    /// Which officers; what is left out does not narrow.
    #[graphql(default)]
    filter: OfficerFilter,
}

/// Which associations are exported.
#[derive(InputObject)]
struct ExportAssociationsInput {
    /// Which associations; what is left out does not narrow.
    #[graphql(default)]
    filter: AssociationFilter,
}

/// Which agencies are exported.
#[derive(InputObject)]
struct ExportAgenciesInput {
    /// Which agencies; what is left out does not narrow.
    #[graphql(default)]
    filter: AgencyFilter,
}

/// Which assignments are exported.
#[derive(InputObject)]
struct ExportAssignmentsInput {
    /// Which assignments; what is left out does not narrow.
    #[graphql(default)]
    filter: AssignmentFilter,
}

/// Which visits are exported, and in which order.
#[derive(InputObject)]
struct ExportVisitsInput {
    /// Which visits; what is left out does not narrow.
    #[graphql(default)]
    filter: VisitFilter,
    /// The order.
    #[graphql(default_with = "VisitOrder::HappensAtDesc")]
    order_by: VisitOrder,
}

/// Which requests are exported, and in which order.
#[derive(InputObject)]
struct ExportServiceRequestsInput {
    /// Which requests; what is left out does not narrow.
    #[graphql(default)]
    filter: ServiceRequestFilter,
    /// The order.
    #[graphql(default_with = "ServiceRequestOrder::CreatedAtDesc")]
    order_by: ServiceRequestOrder,
}

/// Which escalations are exported, and in which order.
#[derive(InputObject)]
struct ExportEscalationsInput {
    /// Which escalations; what is left out does not narrow.
    #[graphql(default)]
    filter: EscalationFilter,
    /// The order.
    #[graphql(default_with = "EscalationOrder::CreatedAtDesc")]
    order_by: EscalationOrder,
}

/// Which task forces are exported.
#[derive(InputObject)]
struct ExportTaskForcesInput {
    /// Which task forces; what is left out does not narrow.
    #[graphql(default)]
    filter: TaskForceFilter,
}

/// Which stations are exported.
#[derive(InputObject)]
struct ExportLiaisonStationsInput {
    /// Which stations; what is left out does not narrow.
    #[graphql(default)]
    filter: LiaisonStationFilter,
}

/// Which offices are exported.
#[derive(InputObject)]
struct ExportLiaisonOfficesInput {
    /// Which offices; what is left out does not narrow.
    #[graphql(default)]
    filter: LiaisonOfficeFilter,
}

/// Which kiosks are exported.
#[derive(InputObject)]
struct ExportKiosksInput {
    /// Which kiosks; what is left out does not narrow.
    #[graphql(default)]
    filter: KioskFilter,
}

/// Which list is exported: exactly one of these.
#[derive(OneofObject)]
enum ExportListInput {
    /// Enterprises 企业, as `enterprises` lists them.
    Enterprises(ExportEnterprisesInput),
    /// Officers 民警, as `officers` lists them.
    Officers(ExportOfficersInput),
    /// Associations 行业协会, as `associations` lists them.
    Associations(ExportAssociationsInput),
    /// Agencies 单位, as `agencies` lists them.
    Agencies(ExportAgenciesInput),
    /// Assignments 挂联, as `assignments` lists them.
    Assignments(ExportAssignmentsInput),
    /// Visits 走访, as `visits` lists them.
    Visits(ExportVisitsInput),
    /// Requests 诉求, as `serviceRequests` lists them.
    ServiceRequests(ExportServiceRequestsInput),
    /// Steps of chains 上报, as `escalations` lists them.
    Escalations(ExportEscalationsInput),
    /// Task forces 专班, as `taskForces` lists them.
    TaskForces(ExportTaskForcesInput),
    /// Liaison stations 警企联络站, as `liaisonStations` lists them.
    LiaisonStations(ExportLiaisonStationsInput),
    /// Liaison offices 在外警企联络室, as `liaisonOffices` lists them.
    LiaisonOffices(ExportLiaisonOfficesInput),
    /// Kiosks 自助一体机, as `kiosks` lists them.
    Kiosks(ExportKiosksInput),
}

/// A list to be exported.
#[derive(InputObject)]
struct ExportRegisterInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// What kind of file.
    format: Format,
    /// Which list, and which rows of it.
    list: ExportListInput,
}

/// The export as it stands now.
#[derive(SimpleObject)]
struct ExportRegisterPayload {
    /// The export.
    export_run: ExportRun,
}

/// An export to be begun, whatever the list.
struct Asked<'a> {
    viewer: &'a Viewer,
    exports: &'a Exports,
    key: Option<ClientKey>,
    format: Format,
    filter: String,
}

impl Asked<'_> {
    async fn of<E: Listed>(
        self,
        rows: Scoped<'static, E>,
        order: Keyset<E>,
    ) -> Result<ExportRegisterPayload>
    where
        E::Model: Sync + 'static,
    {
        let rows = Walk::over(rows, order);
        let new = NewExport { rows, format: self.format, filter: self.filter };
        let run = service::export_register(self.viewer, self.exports, self.key, new).await?;
        Ok(ExportRegisterPayload { export_run: run.into() })
    }
}

/// What was asked for as JSON text; what was left out is left out.
fn said(list: &ExportListInput) -> Result<String> {
    let mut value = list.to_value().into_json().map_err(Error::internal)?;
    let members =
        value.as_object_mut().into_iter().flatten().filter_map(|(_, it)| it.as_object_mut());
    for member in members {
        if let Some(filter) = member.get_mut("filter").and_then(|filter| filter.as_object_mut()) {
            filter.retain(|_, value| !value.is_null());
        }
    }
    Ok(value.to_string())
}

/// Exports of lists.
#[derive(Default)]
pub struct ExportsMutation;

/// Exporting lists.
#[Object]
impl ExportsMutation {
    /// Exports a list to a workbook or to CSV: the rows that the list's own query would page through
    /// for the caller, as the screens show them, below Chinese headings; phones of contacts are
    /// masked, days and times are those of Asia/Shanghai. A short list is DONE at once; a long one
    /// goes on in the background: ask `exportRun` until its state is no longer RUNNING, then fetch
    /// its `file`. At most 200,000 rows, and two exports at a time, else LIMIT_REACHED. The audit
    /// log notes the list, the filter and how many rows. Every person.
    async fn export_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is exported.")] input: ExportRegisterInput,
    ) -> Result<ExportRegisterPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let viewer = ctx.viewer()?;
        let exports = ctx.data_opt::<Exports>();
        let exports = exports.ok_or_else(|| Error::internal("a schema without exports"))?;
        let (format, filter) = (input.format, said(&input.list)?);
        let asked = Asked { viewer, exports, key, format, filter };
        match input.list {
            ExportListInput::Enterprises(list) => {
                let rows =
                    list.filter.select(viewer).map_err(|error| error.within("list.enterprises"))?;
                asked.of(rows, list.order_by.into()).await
            }
            ExportListInput::Officers(list) => {
                let rows =
                    list.filter.select(viewer).map_err(|error| error.within("list.officers"))?;
                asked.of(rows, OfficerFilter::ORDER).await
            }
            ExportListInput::Associations(list) => {
                let rows = list
                    .filter
                    .select(viewer)
                    .map_err(|error| error.within("list.associations"))?;
                asked.of(rows, AssociationFilter::ORDER).await
            }
            ExportListInput::Agencies(list) => {
                let rows = list.filter.select(viewer);
                asked.of(rows, AgencyFilter::ORDER).await
            }
            ExportListInput::Assignments(list) => {
                let rows = list.filter.select(viewer);
                asked.of(rows, AssignmentFilter::ORDER).await
            }
            ExportListInput::Visits(list) => {
                let rows = list.filter.select(viewer);
                asked.of(rows, list.order_by.into()).await
            }
            ExportListInput::ServiceRequests(list) => {
                let rows = list
                    .filter
                    .select(viewer)
                    .map_err(|error| error.within("list.serviceRequests"))?;
                asked.of(rows, list.order_by.into()).await
            }
            ExportListInput::Escalations(list) => {
                let rows = list.filter.select(viewer);
                asked.of(rows, list.order_by.into()).await
            }
            ExportListInput::TaskForces(list) => {
                let rows = list.filter.select(viewer);
                asked.of(rows, TaskForceFilter::ORDER).await
            }
            ExportListInput::LiaisonStations(list) => {
                let rows = list
                    .filter
                    .select(viewer)
                    .map_err(|error| error.within("list.liaisonStations"))?;
                asked.of(rows, LiaisonStationFilter::ORDER).await
            }
            ExportListInput::LiaisonOffices(list) => {
                let rows = list.filter.select(viewer);
                asked.of(rows, LiaisonOfficeFilter::ORDER).await
            }
            ExportListInput::Kiosks(list) => {
                let rows = list.filter.select(viewer);
                asked.of(rows, KioskFilter::ORDER).await
            }
        }
    }
}
