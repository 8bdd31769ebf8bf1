//! Reads an OpenAPI 3.x document, given as JSON, into what the page of the API shows. Anything it does not know
//! is left out rather than refused: the document is ours, but it changes.

use crate::pages::encode;
use serde_json::{Map, Value};

/// How deep a generated example goes; schemas can contain themselves.
const EXAMPLE_DEPTH: u8 = 5;

/// One operation.
pub(crate) struct Operation<'a> {
    pub method: String,
    pub path: &'a str,
    pub tag: &'a str,
    pub summary: &'a str,
    pub about: &'a str,
    pub secured: bool,
    pub deprecated: bool,
    pub parameters: Vec<Parameter<'a>>,
    pub body: Option<&'a Value>,
    pub responses: Vec<(&'a str, &'a str, Option<&'a Value>)>,
}

/// One parameter.
pub(crate) struct Parameter<'a> {
    pub name: &'a str,
    pub place: &'a str,
    pub required: bool,
    pub about: &'a str,
    pub schema: &'a Value,
}

/// One property of an object.
pub(crate) struct Property<'a> {
    pub name: &'a str,
    pub required: bool,
    pub about: &'a str,
    pub schema: &'a Value,
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// All operations, in the order of the document.
pub(crate) fn operations(doc: &Value) -> Vec<Operation<'_>> {
    let secured_by_default = wants_key(&doc["security"]);
    let mut found = Vec::new();
    for (path, item) in doc["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                found.push(read(doc, path, item, method, operation, secured_by_default));
            }
        }
    }
    found
}

fn read<'a>(
    doc: &'a Value,
    path: &'a str,
    item: &'a Value,
    method: &str,
    operation: &'a Value,
    secured_by_default: bool,
) -> Operation<'a> {
    let list = |from: &'a Value| from["parameters"].as_array().into_iter().flatten();
    let parameters = list(item).chain(list(operation)).map(|p| resolve(doc, p)).map(|p| Parameter {
        name: text(&p["name"]),
        place: text(&p["in"]),
        required: p["required"] == true,
        about: text(&p["description"]),
        schema: &p["schema"],
    });
    let responses = operation["responses"].as_object().into_iter().flatten().map(|(status, response)| {
        let response = resolve(doc, response);
        (status.as_str(), text(&response["description"]), content(response))
    });
    Operation {
        method: method.to_uppercase(),
        path,
        tag: operation["tags"].get(0).map_or("", text),
        summary: text(&operation["summary"]),
        about: text(&operation["description"]),
        secured: operation.get("security").map_or(secured_by_default, wants_key),
        deprecated: operation["deprecated"] == true,
        parameters: parameters.collect(),
        body: operation.get("requestBody").and_then(|body| content(resolve(doc, body))),
        responses: responses.collect(),
    }
}

/// The groups, in the order the document names them; those it does not name after them.
pub(crate) fn tags<'a>(doc: &'a Value, operations: &[Operation<'a>]) -> Vec<&'a str> {
    let named = doc["tags"].as_array().into_iter().flatten().map(|tag| text(&tag["name"]));
    let mut found: Vec<&str> = named.filter(|name| operations.iter().any(|o| o.tag == *name)).collect();
    for operation in operations {
        if !found.contains(&operation.tag) {
            found.push(operation.tag);
        }
    }
    found
}

/// `security` with at least one scheme and no empty alternative.
fn wants_key(security: &Value) -> bool {
    let options = security.as_array().map_or(&[][..], Vec::as_slice);
    !options.is_empty() && options.iter().all(|option| option.as_object().is_some_and(|o| !o.is_empty()))
}

/// The media object of a body or a response, JSON before anything else.
fn content(of: &Value) -> Option<&Value> {
    let kinds = of["content"].as_object()?;
    kinds.iter().find(|(name, _)| name.contains("json")).or_else(|| kinds.iter().next()).map(|(_, media)| media)
}

/// A string, or nothing.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Follows one `$ref` within the document.
pub(crate) fn resolve<'a>(doc: &'a Value, value: &'a Value) -> &'a Value {
    value["$ref"].as_str().and_then(|path| doc.pointer(path.strip_prefix('#')?)).unwrap_or(value)
}

/// A schema in a word: `string`, `CaseNew`, `AreaView[]`, `vi | en`, `integer?`.
pub(crate) fn type_name(schema: &Value) -> String {
    if let Some(path) = schema["$ref"].as_str() {
        return path.rsplit('/').next().unwrap_or(path).to_owned();
    }
    let joined = |list: &Value| {
        let names: Vec<String> = list.as_array().into_iter().flatten().map(type_name).collect();
        names.join(" | ")
    };
    for key in ["oneOf", "anyOf", "allOf"] {
        if schema[key].is_array() {
            return joined(&schema[key]);
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        return values
            .iter()
            .map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned))
            .collect::<Vec<_>>()
            .join(" | ");
    }
    let base = |name: &str| match (name, text(&schema["format"])) {
        ("array", _) => format!("{}[]", type_name(&schema["items"])),
        (name, "") => name.to_owned(),
        (name, format) => format!("{name} ({format})"),
    };
    match &schema["type"] {
        Value::String(name) => base(name),
        Value::Array(names) => names.iter().map(|n| base(text(n))).collect::<Vec<_>>().join(" | "),
        _ => "any".to_owned(),
    }
}

/// The properties of an object schema, those it requires first.
pub(crate) fn properties<'a>(doc: &'a Value, schema: &'a Value) -> Vec<Property<'a>> {
    let schema = resolve(doc, schema);
    let required = |name: &str| schema["required"].as_array().is_some_and(|r| r.iter().any(|v| v == name));
    let mut found: Vec<_> = schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, schema)| Property { name, required: required(name), about: text(&schema["description"]), schema })
        .collect();
    found.sort_by_key(|property| !property.required);
    found
}

/// The example of a media object: its own, or one made from the schema.
pub(crate) fn example(doc: &Value, media: &Value) -> String {
    let own = media.get("example").or_else(|| {
        let first = media["examples"].as_object()?.values().next()?;
        resolve(doc, first).get("value")
    });
    let value = own.cloned().unwrap_or_else(|| sample(doc, &media["schema"], EXAMPLE_DEPTH));
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

fn sample(doc: &Value, schema: &Value, depth: u8) -> Value {
    let schema = resolve(doc, schema);
    if let Some(given) = schema.get("example").or_else(|| schema["examples"].get(0)).or_else(|| schema["enum"].get(0)) {
        return given.clone();
    }
    if depth == 0 {
        return Value::Null;
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        let list = schema[key].as_array().map_or(&[][..], Vec::as_slice);
        if let Some(first) = list.iter().find(|s| s["type"] != "null") {
            return sample(doc, first, depth - 1);
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(text).find(|&k| k != "null").unwrap_or_default(),
        kind => text(kind),
    };
    match (kind, text(&schema["format"])) {
        ("string", "date-time") => Value::from("2026-11-24T02:30:00.000Z"),
        ("string", "date") => Value::from("2026-11-24"),
        ("string", _) => Value::from("…"),
        ("integer" | "number", _) => schema.get("minimum").cloned().unwrap_or_else(|| Value::from(0)),
        ("boolean", _) => Value::from(false),
        ("array", _) => Value::Array(vec![sample(doc, &schema["items"], depth - 1)]),
        _ => {
            let of = schema["properties"].as_object().into_iter().flatten();
            Value::Object(of.map(|(k, v)| (k.clone(), sample(doc, v, depth - 1))).collect::<Map<_, _>>())
        }
    }
}

/// The address that the "try it" form of the GET operation at `path` asks for, with the values typed. `None` when
/// the document has no such operation or a part of the path is missing: so it never leads anywhere else.
pub(crate) fn address(doc: &Value, path: &str, values: &[(String, String)]) -> Option<String> {
    let operation = operations(doc).into_iter().find(|o| o.method == "GET" && o.path == path)?;
    let value = |name: &str| values.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| encode(v));
    let (mut address, mut joint) = (operation.path.to_owned(), '?');
    for parameter in &operation.parameters {
        let given = value(&format!("{}.{}", parameter.place, parameter.name));
        match parameter.place {
            "path" => address = address.replace(&format!("{{{}}}", parameter.name), &given?),
            "query" => {
                if let Some(given) = given {
                    address.push(joint);
                    address.push_str(&format!("{}={given}", encode(parameter.name)));
                    joint = '&';
                }
            }
            _ => {}
        }
    }
    Some(address)
}
