//! Every test of behaviour, in one binary: a file a feature, and the tests that look at all of it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets the unforeseen fails, and says where"
)]

mod support;

mod agencies;
mod alerts;
mod architecture;
mod assignments;
mod associations;
mod attachments;
mod attachments_links;
mod attachments_pictures;
mod audit;
mod auth;
mod bad_input;
mod calendar;
mod caseload_plans;
mod costs;
mod dashboard;
mod deadlines;
mod demands;
mod demo;
mod diversion;
mod enterprises;
mod errors;
mod escalations;
mod exports;
mod feeds;
mod inbound;
mod incidents;
mod integrations;
mod journey_diversion;
mod journey_kiosk;
mod journey_office;
mod journey_plan;
mod journey_visits;
mod mechanisms;
mod merge_races;
mod migrations;
mod notices_climbing;
mod notifications;
mod officers;
mod open311;
mod organisation;
mod overdue;
mod permissions;
mod plans;
mod progress;
mod reach;
mod replay;
mod requests;
mod requests_rights;
mod rosters;
mod schema_is_current;
mod search;
mod settings;
mod stations;
mod stations_kiosks;
mod subscriptions;
mod task_forces;
mod timeline;
mod transfer;
mod visits;
mod webhooks;
mod welcome;
mod worker;
