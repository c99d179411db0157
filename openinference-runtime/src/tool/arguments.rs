//! The arguments of a tool and their JSON schema.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::schema_of::ArgumentSchema;

/// The arguments of a tool, as generated code declares them.
#[derive(Debug)]
pub struct Arguments {
    generator: SchemaGenerator,
    properties: Map<String, Value>,
    required: Vec<Value>,
    whole: Option<Value>,
}

impl Arguments {
    /// The schema of what is declared.
    pub(super) fn schema(declare: fn(&mut Self)) -> Value {
        // Written out in place: not every API follows references, and the reader of a span does not want to.
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.meta_schema = None;
            settings.inline_subschemas = true;
        });
        let mut arguments = Self {
            generator: settings.into_generator(),
            properties: Map::new(),
            required: Vec::new(),
            whole: None,
        };
        declare(&mut arguments);
        arguments.finish()
    }

    /// One argument.
    pub fn add(&mut self, name: &str, description: Option<&str>, of: ArgumentSchema) {
        let mut schema = (of.schema)(&mut self.generator).to_value();
        if let Some(description) = description.map(str::trim).filter(|text| !text.is_empty()) {
            // What is said of the argument says more than what is said of its type.
            match &mut schema {
                Value::Object(members) => {
                    members.insert("description".to_owned(), description.into());
                }
                other => *other = json!({ "description": description }),
            }
        }
        self.properties.insert(name.to_owned(), schema);
        if of.required {
            self.required.push(name.into());
        }
    }

    /// One argument that holds all of them, such as `Parameters(request): Parameters<Request>`.
    pub fn whole(&mut self, of: ArgumentSchema) {
        self.whole = Some((of.schema)(&mut self.generator).to_value());
    }

    fn finish(mut self) -> Value {
        let mut schema = match self.whole {
            Some(whole @ Value::Object(_)) => whole,
            // A type that says nothing.
            Some(_) => json!({ "type": "object" }),
            None => {
                let mut schema = json!({ "type": "object", "properties": self.properties });
                if !self.required.is_empty() {
                    schema["required"] = Value::Array(self.required);
                }
                schema
            }
        };
        // Types that contain themselves cannot be written out in place.
        let definitions = self.generator.take_definitions(true);
        if !definitions.is_empty() {
            schema["$defs"] = Value::Object(definitions);
        }
        schema
    }
}
