//! The arrows of docs/ARCHITECTURE.md as a table, and the manners that a compiler does not check.
//! A failing line names the file and what it must not name.

use std::{
    fs,
    path::{Path, PathBuf},
};

use syn::{UseTree, visit::Visit};

/// Features in the order of the hill: a service may call those before its own, never one after.
/// Beside each other, features on one line may not call each other.
const HILL: &[&[&str]] = &[
    &["auth"],
    &["calendar", "settings", "mechanisms", "attachments", "search"],
    &["agencies"],
    &["officers"],
    &["enterprises"],
    &["associations"],
    &["assignments"],
    &["visits"],
    &["stations"],
    &["requests"],
    &["inbound"],
    &["incidents", "grid", "inspections", "alerts", "services", "follow_ups"],
    &["transfer", "feeds"],
];

/// They read scoped rows or the outbox: nobody imports them.
const APART: &[&str] = &["audit", "dashboard", "webhooks", "notifications"];

/// Pure rules: no database, no clock, no GraphQL but the derive of an enum.
const RULES: &[&str] = &[
    "lifecycle",
    "limits",
    "tokens",
    "terms",
    "clean",
    "columns",
    "sheet",
    "working_time",
    "announcement",
    "picture",
    "kiosk_lifecycle",
    "addresses",
    "retries",
    "beat_window",
    "capacity",
    "due",
    "replay",
    "forecast",
    "topics",
    "wording",
    "personal_number",
    "cell",
    "ics",
    "labels",
];

const MOST_LINES: usize = 500;

struct Source {
    path: String,
    text: String,
    /// Every path that a `use` names, `crate::features::visits::policy`.
    uses: Vec<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                found.push(read(&path));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no sources");
    found
}

fn read(path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut names = Names::default();
    names.visit_file(&file);
    let path = path.strip_prefix(root()).unwrap().display().to_string();
    Source { path, text, uses: names.uses }
}

#[derive(Default)]
struct Names {
    uses: Vec<String>,
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        flatten(&item.tree, "", &mut self.uses);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<_> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        if segments.len() > 1 {
            self.uses.push(segments.join("::"));
        }
        syn::visit::visit_path(self, path);
    }
}

fn flatten(tree: &UseTree, prefix: &str, uses: &mut Vec<String>) {
    let join = |name: &str| {
        if prefix.is_empty() { name.to_owned() } else { format!("{prefix}::{name}") }
    };
    match tree {
        UseTree::Path(path) => flatten(&path.tree, &join(&path.ident.to_string()), uses),
        UseTree::Name(name) => uses.push(join(&name.ident.to_string())),
        UseTree::Rename(name) => uses.push(join(&name.ident.to_string())),
        UseTree::Glob(_) => uses.push(join("*")),
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| flatten(tree, prefix, uses));
        }
    }
}

impl Source {
    /// The same without the tests at its end, which may use what the rule may not.
    fn without_tests(self) -> Self {
        let text = self.text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let mut names = Names::default();
        names.visit_file(&syn::parse_file(text).unwrap());
        Self { uses: names.uses, ..self }
    }

    /// The feature a file belongs to.
    fn feature(&self) -> Option<&str> {
        self.path.strip_prefix("src/features/")?.split_once('/').map(|(feature, _)| feature)
    }

    fn stem(&self) -> &str {
        Path::new(&self.path).file_stem().unwrap().to_str().unwrap()
    }

    /// What follows `crate::features::` in the paths it names.
    fn features_named(&self) -> impl Iterator<Item = (&str, &str)> {
        self.uses.iter().filter_map(|name| {
            let rest = name.strip_prefix("crate::features::")?;
            Some(rest.split_once("::").unwrap_or((rest, "")))
        })
    }

    fn names(&self, prefix: &str) -> bool {
        self.uses.iter().any(|name| name == prefix || name.starts_with(&format!("{prefix}::")))
    }
}

fn height(feature: &str) -> Option<usize> {
    HILL.iter().position(|level| level.contains(&feature))
}

#[test]
fn platform_names_no_feature() {
    for source in sources("src/platform") {
        let named: Vec<_> = source.features_named().collect();
        assert!(named.is_empty(), "{} names {named:?}", source.path);
    }
}

#[test]
fn entity_and_migration_stand_alone() {
    for source in sources("entity/src") {
        for other in ["wanqi", "migration"] {
            assert!(!source.names(other), "{} names {other}", source.path);
        }
    }
    for source in sources("migration/src") {
        for other in ["wanqi", "entity"] {
            assert!(!source.names(other), "{} names {other}", source.path);
        }
    }
}

#[test]
fn services_call_downhill_only() {
    for source in sources("src/features") {
        let Some(own) = source.feature() else { continue };
        let is_graphql = source.stem().starts_with("graphql");
        for (feature, rest) in source.features_named() {
            let arrow = format!("{}: features::{feature}::{rest}", source.path);
            if feature == own || feature == "auth" && rest.starts_with("graphql") {
                continue;
            }
            // What is told of every table and every action stands on the lists of them.
            if APART.contains(&own) && ["tables", "public_id", "actions"].contains(&feature) {
                continue;
            }
            // Whatever has an id is found by it.
            if is_graphql && feature == "node" {
                continue;
            }
            assert!(!APART.contains(&feature), "{arrow}: nobody imports {feature}");
            if rest.starts_with("graphql") {
                assert!(is_graphql, "{arrow}: only graphql files name object types");
                continue;
            }
            // How a list of another feature is narrowed is part of its object types' fields.
            if is_graphql && rest.ends_with("Narrow") {
                continue;
            }
            let (from, to) = (height(own), height(feature));
            assert!(to.is_some(), "{arrow}: {feature} has no place on the hill");
            assert!(from.is_none_or(|from| to < Some(from)), "{arrow}: uphill");
        }
    }
}

#[test]
fn rules_are_pure() {
    let forbidden = ["sea_orm", "actix_web", "tokio", "chrono::Utc::now"];
    let platform = ["db", "tx", "viewer", "clock", "select", "scope"];
    for source in sources("src/features") {
        if !RULES.contains(&source.stem()) {
            continue;
        }
        let source = source.without_tests();
        for name in forbidden {
            assert!(!source.names(name), "{} names {name}", source.path);
        }
        for name in platform.map(|name| format!("crate::platform::{name}")) {
            assert!(!source.names(&name), "{} names {name}", source.path);
        }
        for name in source.uses.iter().filter(|name| name.starts_with("async_graphql::")) {
            assert_eq!(name, "async_graphql::Enum", "{} names {name}", source.path);
        }
    }
}

#[test]
fn only_the_platform_holds_a_connection() {
    let kinds = ["DatabaseConnection", "DatabaseTransaction", "ConnectionTrait", "DbConn"];
    for source in sources("src") {
        if source.path.starts_with("src/platform/") {
            continue;
        }
        assert!(!source.names("sqlx"), "{} names sqlx", source.path);
        for kind in kinds {
            assert!(!source.names(&format!("sea_orm::{kind}")), "{} names {kind}", source.path);
        }
        // Sign-in, commands, and what the worker runs.
        let may_be_system = [
            "src/features/auth/",
            "src/features/transfer/",
            "src/features/feeds/service.rs",
            "src/features/attachments/forgotten.rs",
            "src/features/agencies/homes.rs",
            "src/features/assignments/plans/abandoned.rs",
            "src/features/requests/unanswered.rs",
            "src/features/requests/reorganised.rs",
            "src/features/requests/deadlines/overdue.rs",
            "src/features/requests/deadlines/reckoning.rs",
            "src/features/requests/demands/reminder.rs",
            "src/features/requests/task_forces/expiry.rs",
            "src/features/stations/silent_kiosks.rs",
            "src/features/stations/reorganised.rs",
            "src/features/notifications/tell.rs",
            "src/features/notifications/deliver.rs",
            "src/features/webhooks/number.rs",
            "src/features/webhooks/deliver.rs",
            "src/commands",
            "src/demo/",
            "src/worker.rs",
        ];
        let may_be_system = may_be_system.iter().any(|room| source.path.starts_with(room));
        let is_system = source.text.contains("Behalf::System(");
        assert!(may_be_system || !is_system, "{} acts for the programme itself", source.path);
        let is_unsafe = source.text.contains("unsafe_code");
        let may_be_unsafe = source.path == "src/platform/footprint.rs";
        assert!(may_be_unsafe || !is_unsafe, "{} is unsafe", source.path);
        // Sign-in, and what the worker runs.
        let of_the_worker = [
            "src/features/assignments/plans/abandoned.rs",
            "src/features/requests/unanswered.rs",
            "src/features/requests/reorganised.rs",
            "src/features/requests/deadlines/overdue.rs",
            "src/features/requests/deadlines/reckoning.rs",
            "src/features/requests/demands/reminder.rs",
            "src/features/requests/task_forces/expiry.rs",
            "src/features/stations/silent_kiosks.rs",
        ];
        let may_read_all = source.path.starts_with("src/features/auth/")
            || of_the_worker.contains(&source.path.as_str());
        let reads_all = source.text.contains(".unscoped(");
        assert!(may_read_all || !reads_all, "{} reads without a reach", source.path);
    }
}

#[test]
fn files_say_what_they_are_for_and_stay_short() {
    for folder in ["src", "entity/src", "migration/src", "solver/src", "tests/it"] {
        for source in sources(folder) {
            assert!(source.text.starts_with("//!"), "{} does not say what it is for", source.path);
            let body = source.text.split("#[cfg(test)]\nmod tests").next().unwrap();
            let lines = body.lines().count();
            let limit = if folder == "tests/it" { usize::MAX } else { MOST_LINES };
            assert!(lines <= limit, "{} has {lines} lines", source.path);
            for word in ["TO\u{44}O", "FIX\u{4d}E", "dbg\u{21}("] {
                assert!(!source.text.contains(word), "{} holds {word}", source.path);
            }
            let vague = ["utils", "helpers", "common", "misc"];
            let parts = source.path.split(['/', '.']);
            for part in parts {
                assert!(!vague.contains(&part), "{} is called {part}", source.path);
            }
        }
    }
}

#[test]
fn every_feature_has_a_test_file_of_its_name() {
    for entry in fs::read_dir(root().join("src/features")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_str().unwrap();
            let test = root().join(format!("tests/it/{name}.rs"));
            assert!(test.exists(), "src/features/{name} has no tests/it/{name}.rs");
        }
    }
}
