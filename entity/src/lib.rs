//! What a row is: one file a table, with columns and the values they hold, and nothing else.
//!
//! No queries, no rules, no GraphQL objects. A status enum derives its GraphQL enum here, and the
//! value types (`Id`, credit code, phone, position) cannot hold a wrong value.

pub mod credit_code;
pub mod id;
pub mod office_hours;
pub mod phone;
pub mod position;
pub mod scope;
pub mod text_list;

pub mod agency;
pub mod alert;
pub mod api_client;
pub mod assignment;
pub mod association;
pub mod association_member;
pub mod association_name;
pub mod attachment;
pub mod attachment_link;
pub mod audit_event;
pub mod branch;
pub mod calendar_day;
pub mod calendar_feed;
pub mod calendar_year;
pub mod caseload_plan;
pub mod client_key;
pub mod contact;
pub mod deadline_target;
pub mod delivery;
pub mod demand;
pub mod demand_firm;
pub mod demand_reminder;
pub mod enterprise;
pub mod enterprise_alias;
pub mod enterprise_name;
pub mod escalation;
pub mod escalation_template;
pub mod export_run;
pub mod import_remark;
pub mod import_run;
pub mod incident;
pub mod kiosk;
pub mod kiosk_day;
pub mod liaison_office;
pub mod liaison_station;
pub mod machine_key;
pub mod notice;
pub mod office_merchant;
pub mod office_partner;
pub mod officer;
pub mod outbox_event;
pub mod pair_rule;
pub mod planned_assignment;
pub mod programme_setting;
pub mod request_event;
pub mod request_oversight;
pub mod request_pause;
pub mod search_entry;
pub mod service_request;
pub mod session;
pub mod task_force;
pub mod task_force_member;
pub mod town;
pub mod user;
pub mod visit;
pub mod visit_revision;
pub mod webhook;
pub mod webhook_attempt;
pub mod webhook_delivery;

pub use id::{Id, Prefixed};
