//! What a query costs, and how large it is, before anything of it runs.
//!
//! A fragment is measured once and counted as often as it is spread, so that doubling fragments
//! cost the measuring nothing.

use std::collections::HashMap;

use async_graphql::{
    Name, Value, Variables,
    parser::types::{ExecutableDocument, Field, OperationType, Selection, SelectionSet},
    registry::{MetaField, MetaTypeName, Registry},
};

use super::{
    error::{Error, Reason},
    page::{MOST, USUAL},
};

/// What an object costs; a scalar costs nothing.
const OBJECT: u64 = 1;
/// What a mutation costs before what it returns.
const MUTATION: u64 = 10;
/// How many rows a list without pages is taken to have.
const LIST_ROWS: u64 = 10;

const MOST_SELECTIONS: u64 = 5_000;
const MOST_FRAGMENTS: usize = 50;
/// Of one field, by other names.
const MOST_ALIASES: usize = 30;
const MOST_NESTING: usize = 64;

const TOO_MUCH: Reason = Reason {
    code: "too_much_at_once",
    zh: "一次查询的内容过多，请减少层级或条数",
    en: "Too much at once: ask for fewer levels or fewer rows",
};
const TOO_LARGE: Reason = Reason {
    code: "query_too_large",
    zh: "查询语句过大，请拆成几次查询",
    en: "The query is too large: send several",
};
const TWO_SIGN_INS: Reason = Reason {
    code: "one_sign_in_at_a_time",
    zh: "一次请求只能登录一次",
    en: "Sign in once per request",
};

/// What is declared of costs.
#[derive(Clone, Copy, Debug)]
pub struct Tariff {
    /// What a request may cost at most.
    pub limit: u64,
    /// Fields that do more than read rows, as `Type.field`, with what they cost.
    pub heavy: &'static [(&'static str, u64)],
    /// Root fields of which a request may hold one: each costs a hash of a password.
    pub once: &'static [&'static str],
}

/// What a selection amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    cost: u64,
    selections: u64,
    once: u64,
}

impl Tally {
    const fn plus(self, other: Self) -> Self {
        Self {
            cost: self.cost.saturating_add(other.cost),
            selections: self.selections.saturating_add(other.selections),
            once: self.once.saturating_add(other.once),
        }
    }
}

/// The cost of the operation that would run: 1 for each object, and for a list as often as it may
/// have rows; more for a mutation and for what the tariff names. An unknown field costs as if it were
/// known; the validation after this refuses it.
///
/// # Errors
/// `TooCostly` for a document that is too large to be looked at further: too many selections with its
/// fragments counted as often as they are spread, too many fragments, aliases or levels, or two
/// sign-ins. The cost itself is the caller's to compare.
pub fn measure(
    tariff: &Tariff,
    registry: &Registry,
    document: &ExecutableDocument,
    operation_name: Option<&str>,
    variables: &Variables,
) -> Result<u64, Error> {
    if document.fragments.len() > MOST_FRAGMENTS {
        return Err(Error::TooCostly(TOO_LARGE));
    }
    let mut meter = Meter {
        tariff,
        registry,
        document,
        variables,
        fragments: HashMap::new(),
        aliases: HashMap::new(),
    };
    let mut sum = Tally::default();
    for (name, operation) in document.operations.iter() {
        if operation_name.is_some() && name.map(Name::as_str) != operation_name {
            continue;
        }
        let root = match operation.node.ty {
            OperationType::Query => Some(registry.query_type.as_str()),
            OperationType::Mutation => registry.mutation_type.as_deref(),
            OperationType::Subscription => registry.subscription_type.as_deref(),
        };
        let set = &operation.node.selection_set.node;
        sum = sum.plus(meter.set(root.unwrap_or_default(), set, 0)?);
    }
    if sum.selections > MOST_SELECTIONS {
        return Err(Error::TooCostly(TOO_LARGE));
    }
    if sum.once > 1 {
        return Err(Error::TooCostly(TWO_SIGN_INS));
    }
    Ok(sum.cost)
}

/// Refuses what costs more than a request may.
///
/// # Errors
/// `TooCostly`.
pub const fn check(tariff: &Tariff, cost: u64) -> Result<(), Error> {
    if cost > tariff.limit { Err(Error::TooCostly(TOO_MUCH)) } else { Ok(()) }
}

struct Meter<'a> {
    tariff: &'a Tariff,
    registry: &'a Registry,
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    /// None while one is measured: a fragment within itself is refused by the validation.
    fragments: HashMap<&'a str, Option<Tally>>,
    aliases: HashMap<&'a str, usize>,
}

impl<'a> Meter<'a> {
    fn set(
        &mut self,
        parent: &'a str,
        set: &'a SelectionSet,
        nesting: usize,
    ) -> Result<Tally, Error> {
        if nesting > MOST_NESTING {
            return Err(Error::TooCostly(TOO_LARGE));
        }
        let mut sum = Tally::default();
        for item in &set.items {
            let part = match &item.node {
                Selection::Field(field) => self.field(parent, &field.node, nesting)?,
                Selection::FragmentSpread(spread) => {
                    self.fragment(spread.node.fragment_name.node.as_str(), nesting)?
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    let on = condition.map_or(parent, |condition| condition.node.on.node.as_str());
                    self.set(on, &inline.node.selection_set.node, nesting + 1)?
                }
            };
            sum = sum.plus(part);
        }
        Ok(sum)
    }

    fn fragment(&mut self, name: &'a str, nesting: usize) -> Result<Tally, Error> {
        if let Some(measured) = self.fragments.get(name) {
            return Ok(measured.unwrap_or_default());
        }
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Tally::default()) };
        self.fragments.insert(name, None);
        let on = fragment.node.type_condition.node.on.node.as_str();
        let tally = self.set(on, &fragment.node.selection_set.node, nesting + 1)?;
        self.fragments.insert(name, Some(tally));
        Ok(tally)
    }

    fn field(&mut self, parent: &'a str, field: &'a Field, nesting: usize) -> Result<Tally, Error> {
        let name = field.name.node.as_str();
        if field.alias.is_some() {
            let aliases = self.aliases.entry(name).or_default();
            *aliases += 1;
            if *aliases > MOST_ALIASES {
                return Err(Error::TooCostly(TOO_LARGE));
            }
        }
        let registry = self.registry;
        let known = registry.types.get(parent).and_then(|kind| kind.field_by_name(name));
        let kind = known.map_or("", |known| MetaTypeName::concrete_typename(&known.ty));
        let inner = self.set(kind, &field.selection_set.node, nesting + 1)?;
        let rows = known.map_or(1, |known| self.rows(parent, known, field));
        Ok(Tally {
            cost: self.weight(parent, field).saturating_add(inner.cost.saturating_mul(rows)),
            selections: inner.selections.saturating_add(1),
            once: inner.once.saturating_add(u64::from(self.tariff.once.contains(&name))),
        })
    }

    fn weight(&self, parent: &str, field: &Field) -> u64 {
        let name = field.name.node.as_str();
        let is_named = |named: &str| {
            named.split_once('.').is_some_and(|(kind, it)| kind == parent && it == name)
        };
        if let Some((_, weight)) = self.tariff.heavy.iter().find(|(named, _)| is_named(named)) {
            *weight
        } else if self.registry.mutation_type.as_deref() == Some(parent) {
            MUTATION
        } else if field.selection_set.node.items.is_empty() {
            0
        } else {
            OBJECT
        }
    }

    /// How often what is under a field may be there.
    fn rows(&self, parent: &str, known: &MetaField, field: &Field) -> u64 {
        // The rows of a page were counted where the page was asked for; what the schema tells of
        // itself is small and always the same.
        if parent.ends_with("Connection") || known.ty.contains("__") {
            return 1;
        }
        if known.args.contains_key("first") {
            return match self.argument(field, "first") {
                Some(Value::Number(first)) => first.as_u64().unwrap_or(MOST).clamp(1, MOST),
                _ => USUAL,
            };
        }
        match self.argument(field, "ids") {
            Some(Value::List(ids)) => ids.len() as u64,
            _ if MetaTypeName::create(&known.ty).is_list() => LIST_ROWS,
            _ => 1,
        }
    }

    fn argument(&self, field: &Field, name: &str) -> Option<Value> {
        let value = field.get_argument(name)?.node.clone();
        value.into_const_with(|variable| self.variables.get(&variable).cloned().ok_or(())).ok()
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{Object, OutputType, SimpleObject, parser::parse_query, value};
    use proptest::prelude::*;

    use super::*;

    #[derive(SimpleObject)]
    struct Town {
        name: String,
    }

    struct Firm;

    #[Object]
    impl Firm {
        async fn name(&self) -> &str {
            ""
        }
        async fn town(&self) -> Town {
            Town { name: String::new() }
        }
        async fn towns(&self) -> Vec<Town> {
            Vec::new()
        }
        async fn firms(&self, first: Option<i32>) -> Vec<Firm> {
            first.into_iter().map(|_| Firm).collect()
        }
    }

    struct Root;

    #[Object]
    impl Root {
        async fn firm(&self) -> Firm {
            Firm
        }
        async fn heavy(&self) -> i32 {
            0
        }
    }

    struct Change;

    #[Object]
    impl Change {
        async fn login(&self) -> Firm {
            Firm
        }
    }

    const TARIFF: Tariff = Tariff { limit: 100, heavy: &[("Root.heavy", 50)], once: &["login"] };

    fn cost_of(query: &str, variables: Variables) -> Result<u64, &'static str> {
        let document = parse_query(query).expect("a query");
        let mut registry = Registry::default();
        Root::create_type_info(&mut registry);
        Change::create_type_info(&mut registry);
        registry.query_type = "Root".to_owned();
        registry.mutation_type = Some("Change".to_owned());
        measure(&TARIFF, &registry, &document, None, &variables)
            .map_err(|error| error.reason().unwrap_or_default())
    }

    fn cost(query: &str) -> Result<u64, &'static str> {
        cost_of(query, Variables::default())
    }

    #[test]
    fn an_object_costs_one_and_a_list_as_often_as_it_may_have_rows() {
        assert_eq!(cost("{ firm { name } }"), Ok(1));
        assert_eq!(cost("{ firm { name town { name } } }"), Ok(2));
        assert_eq!(cost("{ firm { towns { name } } }"), Ok(2));
        assert_eq!(cost("{ firm { firms(first: 3) { town { name } } } }"), Ok(2 + 3));
        assert_eq!(cost("{ firm { firms { town { name } } } }"), Ok(2 + USUAL));
        assert_eq!(cost("{ firm { firms(first: 5000) { town { name } } } }"), Ok(2 + MOST));
        assert_eq!(cost("{ heavy }"), Ok(50));
        assert_eq!(cost("mutation { login { town { name } } }"), Ok(MUTATION + 1));
        let variables = Variables::from_value(value!({ "n": 7 }));
        let query = "query($n: Int) { firm { firms(first: $n) { town { name } } } }";
        assert_eq!(cost_of(query, variables), Ok(2 + 7));
    }

    #[test]
    fn doubling_fragments_are_counted_and_not_walked() {
        let doubled: String = (0..40)
            .map(|n| format!("fragment F{n} on Firm {{ ...F{next} ...F{next} }} ", next = n + 1))
            .collect();
        let query = format!("{{ firm {{ ...F0 }} }} {doubled} fragment F40 on Firm {{ name }}");
        assert_eq!(cost(&query), Err("query_too_large"));
        // As often as no number can tell.
        let signing: String = (0..48)
            .map(|n| format!("fragment F{n} on Firm {{ ...F{0} ...F{0} ...F{0} }} ", n + 1))
            .collect();
        let query = format!(
            "mutation {{ login {{ ...F0 }} }} {signing} fragment F48 on Firm {{ login {{ name }} }}"
        );
        assert_eq!(cost(&query), Err("query_too_large"));
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let aliases: String = (0..31).map(|n| format!("a{n}: heavy ")).collect();
        assert_eq!(cost(&format!("{{ {aliases} }}")), Err("query_too_large"));
        let chain: String = (0..40)
            .map(|n| format!("fragment F{n} on Firm {{ firms {{ ...F{} }} }} ", n + 1))
            .collect();
        let deep = format!("{{ firm {{ ...F0 }} }} {chain} fragment F40 on Firm {{ name }}");
        assert_eq!(cost(&deep), Err("query_too_large"));
        let twice = "mutation { ...L ...L } fragment L on Change { login { name } }";
        assert_eq!(cost(twice), Err("one_sign_in_at_a_time"));
    }

    proptest! {
        #[test]
        fn a_fragment_costs_what_its_text_would(
            inner in "(name|town \\{ name \\}|towns \\{ name town: name \\})( name)?",
            rows in 1_u64..200,
            times in 1_usize..20,
        ) {
            let with = |inner: &str| {
                format!("firms(first: {rows}) {{ {} }}", format!("{inner} ").repeat(times))
            };
            let plain = format!("{{ firm {{ {} }} }}", with(&inner));
            let spread =
                format!("{{ firm {{ {} }} }} fragment F on Firm {{ {inner} }}", with("...F"));
            prop_assert_eq!(cost(&plain), cost(&spread));
        }
    }
}
