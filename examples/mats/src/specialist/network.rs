//! Who looks at the network.

use std::time::Duration;

use openinference_runtime::{tool::Tool, tool_span};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::{
    net::{TcpStream, lookup_host},
    time::timeout,
};

use super::{Specialist, arguments, told};
use crate::{conversation::Tools, gemini::FunctionCall};

/// Who has not answered by then is not there.
const PATIENCE: Duration = Duration::from_secs(3);

pub(crate) fn specialist() -> Specialist<Toolbox> {
    Specialist {
        name: "network_specialist",
        description: "Finds out which hosts there are and whether they answer.",
        instruction: "You are a specialist for networks. Use the tools, then say in one sentence what you found.",
        tools: Toolbox,
    }
}

/// Its tools.
#[derive(Debug)]
pub(crate) struct Toolbox;

#[derive(Deserialize)]
struct Host {
    host: String,
}

#[derive(Deserialize)]
struct Port {
    host: String,
    port: u16,
}

#[derive(Debug, Serialize)]
struct Connection {
    open: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Tools for Toolbox {
    fn definitions(&self) -> Vec<Tool> {
        vec![resolve_host_tool(), check_port_tool()]
    }

    async fn call(&self, call: &FunctionCall) -> Result<Value, String> {
        match call.name.as_str() {
            "resolve_host" => {
                let Host { host } = arguments(call)?;
                told(resolve_host(&host).await)
            }
            "check_port" => {
                let Port { host, port } = arguments(call)?;
                told(Ok::<_, String>(check_port(&host, port).await))
            }
            unknown => Err(format!("there is no tool {unknown}")),
        }
    }
}

/// The addresses of a host.
#[tool_span(definition = resolve_host_tool)]
async fn resolve_host(
    /// Its name.
    host: &str,
) -> Result<Vec<String>, std::io::Error> {
    let addresses = lookup_host((host, 0)).await?;
    Ok(addresses.map(|address| address.ip().to_string()).collect())
}

/// Whether something listens on a port.
#[tool_span(definition = check_port_tool)]
async fn check_port(
    /// Name or address of the host.
    host: &str,
    /// Number of the TCP port.
    port: u16,
) -> Connection {
    let reason = match timeout(PATIENCE, TcpStream::connect((host, port))).await {
        Ok(Ok(_)) => None,
        Ok(Err(error)) => Some(error.kind().to_string()),
        Err(_) => Some(format!("no answer within {PATIENCE:?}")),
    };
    Connection { open: reason.is_none(), reason }
}
