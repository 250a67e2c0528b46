//! Fills absent variables from the operation's defaults before execution: the engine (8.0.0-rc.5)
//! forgets them in `@skip` and `@include`.

use async_graphql::{Name, Request, Value, parser::types::ExecutableDocument};

/// Adds to `request` the default of each variable that was left out.
pub fn fill_defaults(request: &mut Request, document: &ExecutableDocument) {
    let operation = request.operation_name.clone();
    for (name, definition) in document.operations.iter() {
        if operation.is_some() && name.map(Name::as_str) != operation.as_deref() {
            continue;
        }
        for variable in &definition.node.variable_definitions {
            let name = &variable.node.name.node;
            if let Some(default) = &variable.node.default_value
                && !request.variables.contains_key(name)
            {
                let value: Value = default.node.clone();
                request.variables.insert(name.clone(), value);
            }
        }
    }
}
