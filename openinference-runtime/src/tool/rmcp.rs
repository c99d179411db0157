//! A tool as `rmcp` has it.

use serde_json::Value;

use super::Tool;

/// As servers of the Model Context Protocol list it.
impl From<&Tool> for rmcp::model::Tool {
    fn from(tool: &Tool) -> Self {
        let schema = match tool.parameters() {
            Value::Object(schema) => schema.clone(),
            _ => serde_json::Map::new(),
        };
        Self::new_with_raw(
            tool.name().to_owned(),
            tool.description().map(|text| text.to_owned().into()),
            schema,
        )
    }
}
