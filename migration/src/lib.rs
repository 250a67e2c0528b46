//! How the tables came to be: one file a step, never edited once landed.
//!
//! A step spells its own table and column names, so that it means the same in two years; it never
//! imports `entity`.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20261123_000001_create_registers;
mod m20261123_000002_create_people;
mod m20261123_000003_create_liaison;
mod m20261123_000004_create_visits;
mod m20261123_000005_create_records;
mod m20261123_000006_seed_reference_data;
mod m20261123_000010_create_requests;
mod m20261123_000020_create_attachments;
mod m20261123_000021_create_import_runs;
mod m20261123_000030_create_search;
mod m20261123_000031_add_agency_successor;
mod m20261123_000040_create_stations;
mod m20261123_000041_create_kiosks;
mod m20261123_000050_add_programme_hours;
mod m20261123_000051_create_calendar;
mod m20261123_000052_seed_calendar;
mod m20261123_000055_add_pictures_of_attachments;
mod m20261123_000056_create_attachment_links;
mod m20261123_000060_mark_outbox;
mod m20261123_000061_create_notices;
mod m20261123_000070_create_escalations;
mod m20261123_000071_create_deadlines;
mod m20261123_000072_create_demands;
mod m20261123_000073_tie_requests_to_places;
mod m20261123_000078_index_inbox;
mod m20261124_000080_create_caseload_plans;
mod m20261124_000081_add_visit_cadence;
mod m20261124_000082_add_columns_of_imports;
mod m20261128_000083_create_api_clients;
mod m20261128_000084_number_outbox;
mod m20261128_000085_create_webhooks;
mod m20261128_000090_create_export_runs;
mod m20261128_000091_create_calendar_feeds;
mod m20261128_000095_create_alerts;
mod m20261128_000096_create_incidents;
mod m20261128_000100_create_mechanisms;
mod m20261128_000101_create_diversion;
mod m20261128_000102_divert_incidents;
mod m20261128_000103_seed_incident_categories;
mod m20261128_000104_name_mechanism_of_requests;
mod m20261128_000130_add_agency_predecessor;
mod shape;

/// All steps, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_create_registers::Migration),
            Box::new(m20261123_000002_create_people::Migration),
            Box::new(m20261123_000003_create_liaison::Migration),
            Box::new(m20261123_000004_create_visits::Migration),
            Box::new(m20261123_000005_create_records::Migration),
            Box::new(m20261123_000006_seed_reference_data::Migration),
            Box::new(m20261123_000010_create_requests::Migration),
            Box::new(m20261123_000020_create_attachments::Migration),
            Box::new(m20261123_000021_create_import_runs::Migration),
            Box::new(m20261123_000030_create_search::Migration),
            Box::new(m20261123_000031_add_agency_successor::Migration),
            Box::new(m20261123_000040_create_stations::Migration),
            Box::new(m20261123_000041_create_kiosks::Migration),
            Box::new(m20261123_000050_add_programme_hours::Migration),
            Box::new(m20261123_000051_create_calendar::Migration),
            Box::new(m20261123_000052_seed_calendar::Migration),
            Box::new(m20261123_000055_add_pictures_of_attachments::Migration),
            Box::new(m20261123_000056_create_attachment_links::Migration),
            Box::new(m20261123_000060_mark_outbox::Migration),
            Box::new(m20261123_000061_create_notices::Migration),
            Box::new(m20261123_000070_create_escalations::Migration),
            Box::new(m20261123_000071_create_deadlines::Migration),
            Box::new(m20261123_000072_create_demands::Migration),
            Box::new(m20261123_000073_tie_requests_to_places::Migration),
            Box::new(m20261123_000078_index_inbox::Migration),
            Box::new(m20261124_000080_create_caseload_plans::Migration),
            Box::new(m20261124_000081_add_visit_cadence::Migration),
            Box::new(m20261124_000082_add_columns_of_imports::Migration),
            Box::new(m20261128_000083_create_api_clients::Migration),
            Box::new(m20261128_000084_number_outbox::Migration),
            Box::new(m20261128_000085_create_webhooks::Migration),
            Box::new(m20261128_000090_create_export_runs::Migration),
            Box::new(m20261128_000091_create_calendar_feeds::Migration),
            Box::new(m20261128_000095_create_alerts::Migration),
            Box::new(m20261128_000096_create_incidents::Migration),
            Box::new(m20261128_000100_create_mechanisms::Migration),
            Box::new(m20261128_000101_create_diversion::Migration),
            Box::new(m20261128_000102_divert_incidents::Migration),
            Box::new(m20261128_000103_seed_incident_categories::Migration),
            Box::new(m20261128_000104_name_mechanism_of_requests::Migration),
            Box::new(m20261128_000130_add_agency_predecessor::Migration),
        ]
    }
}
