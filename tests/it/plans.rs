//! The plans of the lists: whoever asks, no large table is read from end to end, on neither database.

#![expect(clippy::disallowed_types, reason = "plans are read on a bare connection")]

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::{
    on_both,
    support::{Client, World},
};

/// Tables that grow with the county.
const LARGE: &[&str] = &[
    "enterprise",
    "visit",
    "assignment",
    "contact",
    "association_member",
    "attachment",
    "attachment_link",
    "service_request",
    "request_event",
    "request_pause",
    "request_oversight",
    "escalation",
    "task_force",
    "task_force_member",
    "demand",
    "demand_firm",
    "alert",
    "incident",
];

const LISTS: &[&str] = &[
    "{ enterprises(first: 20) { nodes { name } } }",
    "{ enterprises(first: 20, orderBy: CREATED_AT_DESC) { nodes { name } } }",
    "{ visits(first: 20) { nodes { kind } } }",
    "{ visits(first: 20, filter: { state: DONE }) { nodes { kind } } }",
    "{ visits(first: 3) { nodes { attachments(first: 2) { nodes { name } } } } }",
    "{ assignments(first: 20) { nodes { startedOn } } }",
    "{ enterprises(first: 3) { nodes { contacts(first: 2) { nodes { name } }
        visits(first: 3) { nodes { kind } } assignments { nodes { startedOn } } } } }",
    "{ serviceRequests(first: 20) { nodes { title enterpriseName } } }",
    "{ serviceRequests(first: 20, filter: { open: true }) { nodes { title } } }",
    "{ serviceRequests(first: 20, filter: { state: SUBMITTED }) { nodes { title } } }",
    "{ escalations(first: 20) { nodes { subject } } }",
    "{ escalations(first: 20, filter: { open: true }) { nodes { subject } } }",
    "{ escalations(first: 20, filter: { state: PENDING }) { nodes { subject } } }",
    "{ escalations(first: 20, filter: { overdue: true }) { nodes { subject } } }",
    "{ taskForces(first: 20) { nodes { name } } }",
    "{ taskForces(first: 20, filter: { living: true }) { nodes { name } } }",
    "{ serviceRequests(first: 3) { nodes { timeline(first: 3) { nodes { note } }
        escalations(first: 3) { nodes { subject } } pauses(first: 3) { nodes { fromAt } }
        taskForces(first: 3) { nodes { name members(first: 2) { nodes { id } } } }
        demand { firms roster(first: 3) { nodes { enterpriseName } } } } } }",
    "{ kiosks(first: 20) { nodes { name } } }",
    "{ alerts(first: 20) { nodes { title } } }",
    "{ alerts(first: 20, filter: { state: RAISED }) { nodes { title } } }",
    "{ incidents(first: 20) { nodes { summary } } }",
    "{ incidents(first: 20, filter: { category: FRAUD }) { nodes { summary } } }",
    "{ incidents(first: 20, filter: { state: DIVERTED }) { nodes { receiptNumber
        dispatches { state } settlement { agreement } timeline(first: 3) { nodes { step } } } } }",
    "{ inbox { incidentsToSettle(first: 20) { nodes { summary } }
        dispatchesToAnswer(first: 20) { nodes { state } } } }",
    "{ inbox { counts { kind count } requestsToAccept(first: 20) { nodes { title } }
        requestsInHand(first: 20) { nodes { title } } dueSoon(first: 20) { nodes { title } }
        overdue(first: 20) { nodes { title } } } }",
    "{ inbox { questionsToAnswer(first: 20) { nodes { title } }
        requestsToConfirm(first: 20) { nodes { title } } } }",
    "{ inbox { stepsToDecide(first: 20) { nodes { subject } }
        stepsToResubmit(first: 20) { nodes { subject } } } }",
];

async fn connection(world: &World) -> DatabaseConnection {
    #[expect(clippy::disallowed_methods, reason = "plans are read on a bare connection")]
    sea_orm::Database::connect(&world.files.url).await.unwrap()
}

/// The plan of one statement, a line a step.
async fn plan(connection: &DatabaseConnection, sql: &str) -> Vec<String> {
    let backend = connection.get_database_backend();
    let is_postgres = backend == sea_orm::DbBackend::Postgres;
    let explain = if is_postgres { "EXPLAIN" } else { "EXPLAIN QUERY PLAN" };
    // Written out, an id in a list of values has lost its type.
    let sql = sql.replace("(VALUES ('", "(VALUES (uuid '");
    let statement = Statement::from_string(backend, format!("{explain} {sql}"));
    let rows = connection.query_all_raw(statement).await.unwrap();
    let column = if is_postgres { 0 } else { 3 };
    rows.iter().map(|row| row.try_get_by_index::<String>(column).unwrap()).collect()
}

/// Whether a step reads a large table from end to end without the help of an index.
fn reads_it_all(step: &str) -> bool {
    LARGE.iter().any(|table| {
        let step = step.trim();
        step.contains(&format!("Seq Scan on {table} ")) || (step == format!("SCAN {table}"))
    })
}

async fn no_list_reads_it_all(world: &World, client: &Client, who: &str) {
    let connection = connection(world).await;
    for list in LISTS {
        world.database.start_recording();
        client.query(list).await.assert_ok();
        for sql in world.database.stop_recording() {
            if !sql.starts_with("SELECT") {
                continue;
            }
            let plan = plan(&connection, &sql).await;
            assert!(!plan.iter().any(|step| reads_it_all(step)), "{who}: {sql}\n{plan:#?}");
        }
    }
    connection.close().await.unwrap();
}

on_both! {
    async fn lists_are_served_by_indexes(world: World) {
        let firms = world.crowd(3_000, 6_000).await;
        world.crowd_of_requests(&firms).await;
        let about = (world.second.enterprise, world.second.town);
        world.pushed_today(world.second.integrator.id, about, 3_000).await;
        let connection = connection(&world).await;
        connection.execute_unprepared("ANALYZE").await.unwrap();
        connection.close().await.unwrap();
        // The officer with no rows is who a walk in the order of the page is worst for.
        for person in [&world.first.colleague, &world.first.officer, &world.leader] {
            no_list_reads_it_all(&world, &world.as_(person).await, &person.username).await;
        }
    }
}
