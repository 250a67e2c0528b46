//! Values that nobody in their right mind sends, for each kind of input.

use async_graphql::parser::types::{BaseType, Type, TypeKind};
use serde_json::{Value, json};

use super::schema::{Schema, named};

/// One of them.
#[derive(Clone, Debug)]
pub struct Hostile {
    /// What is sent.
    pub value: Value,
    /// Whether it can never be meant.
    pub is_wrong: bool,
}

fn wrong(value: Value) -> Hostile {
    Hostile { value, is_wrong: true }
}

fn odd(value: Value) -> Hostile {
    Hostile { value, is_wrong: false }
}

/// What to try in the place of `valid`, a value of this type.
pub fn values(schema: &Schema, ty: &Type, valid: &Value) -> Vec<Hostile> {
    let mut values = vec![Hostile { value: Value::Null, is_wrong: !ty.nullable }];
    match &ty.base {
        BaseType::List(inner) => {
            let element = valid.get(0).unwrap_or(valid);
            values.push(odd(json!([])));
            values.push(odd(json!(vec![element; 1_000])));
            let elements = self::values(schema, inner, element).into_iter();
            values.extend(elements.map(|hostile| Hostile {
                value: json!([hostile.value]),
                // An empty list within the list is no list, and one element is one element.
                is_wrong: hostile.is_wrong,
            }));
        }
        BaseType::Named(_) => {
            values.push(wrong(json!([[valid]])));
            values.extend(scalars(schema, named(ty), valid));
        }
    }
    values
}

fn scalars(schema: &Schema, kind: &str, valid: &Value) -> Vec<Hostile> {
    let text = |text: &str| json!(text);
    let all = |is_wrong: bool, values: Vec<Value>| {
        values.into_iter().map(move |value| Hostile { value, is_wrong })
    };
    let object = || json!({ "nope": 1 });
    match (schema.types.get(kind), kind) {
        (Some(TypeKind::InputObject(_)), _) => {
            all(true, vec![json!(5), text("text"), object()]).collect()
        }
        (Some(TypeKind::Enum(values)), _) => {
            let lower = values.values[0].node.value.node.to_lowercase();
            all(true, vec![text("NOPE"), text(""), json!(lower), json!(5), object()]).collect()
        }
        (_, "String") => {
            let wrong = vec![json!(5), json!(true), object(), text("a\u{0}b")];
            let odd = vec![
                text(""),
                text("  \u{3000}\t"),
                json!("长".repeat(10_000)),
                text("a\u{7}b\u{1b}[31m"),
                text("a\u{202E}b"),
                text("\u{301}\u{302}\u{303}"),
                text("👮‍♀️🏭"),
                text("'; DROP TABLE enterprise; --\""),
                text("%_\\"),
                text("\u{FEFF}"),
                text("\u{E000}\u{10FFFF}"),
                // Cursors: of a number, of an instant far off, of none.
                text(
                    "eyJrIjp7Im4iOjF9LCJpZCI6IjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMSJ9",
                ),
                text(
                    "eyJrIjp7ImkiOiIrMjYyMDAwLTAxLTAxVDAwOjAwOjAwWiJ9LCJpZCI6IjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMSJ9",
                ),
                text(
                    "eyJrIjp7ImQiOiIrMjYyMDAwLTAxLTAxIn0sImlkIjoiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAxIn0",
                ),
                text("eyJrIjoxfQ"),
            ];
            all(true, wrong).chain(all(false, odd)).collect()
        }
        (_, "Int") => {
            let wrong =
                vec![json!(2_147_483_648_i64), json!(1.5), text("1"), json!(true), object()];
            let odd = vec![json!(0), json!(-1), json!(i32::MIN), json!(i32::MAX)];
            all(true, wrong).chain(all(false, odd)).collect()
        }
        (_, "CNY") => {
            let wrong = vec![json!(i64::MAX), json!(1e15), json!(0.5), text("1"), object()];
            let odd = vec![json!(0), json!(-1), json!(999_999_999_999_999_i64)];
            all(true, wrong).chain(all(false, odd)).collect()
        }
        (_, "Float") => {
            let wrong = vec![text("NaN"), json!(1e308), json!(-1e308), json!(true), object()];
            let odd = vec![json!(-0.0), json!(1e-308), json!(180.000_1)];
            all(true, wrong).chain(all(false, odd)).collect()
        }
        (_, "Boolean") => all(true, vec![text("true"), json!(1), object()]).collect(),
        (_, "ID") => {
            let prefix = valid.as_str().and_then(|id| id.split('_').next()).unwrap_or("ent");
            let other = if prefix == "twn" { "ent" } else { "twn" };
            let body = valid.as_str().and_then(|id| id.split('_').nth(1)).unwrap_or_default();
            let odd = vec![
                text(""),
                text("nope"),
                json!(format!("{prefix}_garbage")),
                json!(format!("{prefix}_ï{body}")),
                json!(format!("{other}_{body}")),
                json!(format!("{prefix}_7zzzzzzzzzzzzzzzzzzzzzzzzz")),
                json!(format!("{prefix}_zzzzzzzzzzzzzzzzzzzzzzzzzz")),
                json!("x".repeat(10_000)),
                json!(5),
            ];
            let wrong = vec![text("a\u{0}b"), json!(1.5), json!(true), object()];
            all(true, wrong).chain(all(false, odd)).collect()
        }
        (_, "Date") => {
            let wrong = ["", "0000-00-00", "2026-02-30", "9999-12-31", "2026-01-01T00:00:00Z"];
            let mut all: Vec<_> = wrong.into_iter().map(|day| self::wrong(text(day))).collect();
            all.extend([json!(20_260_101), object()].map(self::wrong));
            all.extend(["1900-01-01", "2200-12-31"].map(|day| odd(text(day))));
            all
        }
        (_, "DateTime") => {
            let wrong =
                ["", "garbage", "2026-01-01T00:00:00", "2026-01-01", "2026-13-01T00:00:00Z"];
            let mut all: Vec<_> = wrong.into_iter().map(|at| self::wrong(text(at))).collect();
            all.extend([json!(1_767_225_600), object()].map(self::wrong));
            let far = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-01-01T00:00:00+23:59"];
            all.extend(far.into_iter().map(|at| odd(text(at))));
            all
        }
        (_, "ApiScope") => {
            let wrong = ["", "visits", "people:read", "VISITS:READ", "visits:read "];
            all(true, wrong.map(text).into_iter().chain([json!(5), object()]).collect()).collect()
        }
        (_, "UUID") => all(true, vec![text(""), text("garbage"), json!(5), object()]).collect(),
        (_, kind) => panic!("which values of {kind} are hostile?"),
    }
}
