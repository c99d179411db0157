//! What the example systems consist of.

use anyhow::{Context, Result};

use super::Stage;

/// One of the examples that are systems.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct System {
    /// Name of its package.
    pub name: &'static str,
    /// What it consists of.
    pub about: &'static str,
    /// Name of its project in Phoenix.
    pub project: &'static str,
    /// Whether its services talk over NATS.
    pub needs_nats: bool,
    /// Whether its Phoenix keeps its data in PostgreSQL; the services then send their spans there, not to a forwarder.
    pub needs_postgres: bool,
    /// Its services, in the order in which they are started.
    pub services: &'static [Service],
    /// The program that lets something happen, and its usual arguments.
    pub run: (&'static str, &'static [&'static str]),
    /// How many spans that makes.
    pub spans: usize,
}

/// A process of a system. Those started after it find its address, if it has one, in a variable: `LLM_PROXY_URL` for
/// `llm_proxy`.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// Its program.
    pub program: &'static str,
    /// The program's arguments.
    pub arguments: &'static [&'static str],
}

impl Service {
    const fn new(program: &'static str) -> Self {
        Self { program, arguments: &[] }
    }
}

/// All of them.
pub const SYSTEMS: &[System] = &[
    System {
        name: "a2a_shop",
        about: "Three agents that ask each other by A2A, tools by the Model Context Protocol, two kinds of models",
        project: "a2a-multi-agent",
        needs_nats: false,
        needs_postgres: false,
        services: &[
            Service::new("shop_tools"),
            Service::new("inventory"),
            Service::new("product"),
            Service::new("sales"),
        ],
        run: ("a2a_shop", &["ask", "Which waterproof jacket should we promote?"]),
        spans: 24,
    },
    System {
        name: "economy",
        about: "Five processes over NATS, JetStream, HTTP and the Model Context Protocol",
        project: "economy",
        needs_nats: true,
        needs_postgres: false,
        services: &[
            Service { program: "economy", arguments: &["serve"] },
            Service::new("genesis"),
            Service::new("llm_proxy"),
            Service::new("mcp_gateway"),
            Service::new("agent"),
        ],
        run: ("economy", &["benchmark", "run", "--scenario", "er_001"]),
        spans: 18,
    },
    System {
        name: "logos",
        about: "Three HTTP services, with spans of HTTP middleware and logs",
        project: "logos",
        needs_nats: false,
        needs_postgres: false,
        services: &[
            Service::new("hermes"),
            Service::new("sophia"),
            Service { program: "apollo", arguments: &["serve"] },
        ],
        run: ("apollo", &["plan", "Make tea"]),
        spans: 18,
    },
    System {
        name: "mats",
        about: "An agent that troubleshoots with specialists, into a Phoenix on PostgreSQL",
        project: "mats",
        needs_nats: false,
        needs_postgres: true,
        services: &[Service { program: "mats", arguments: &["serve"] }],
        run: ("mats", &["ask", "The checkout is down"]),
        spans: 12,
    },
    System {
        name: "orchestrator",
        about: "A command line that plans, with a cache, retries, a budget and policies",
        project: "orchestrator",
        needs_nats: false,
        needs_postgres: false,
        services: &[],
        run: (
            "orchestrator",
            &["--project", "Add 1+1", "--criteria", "returns 2", "--tracing", "--budget", "0.01"],
        ),
        spans: 15,
    },
];

impl System {
    /// The system of this name.
    ///
    /// # Errors
    /// When there is none, with those that there are.
    pub fn find(name: &str) -> Result<Self> {
        SYSTEMS.iter().find(|system| system.name == name).copied().with_context(|| {
            let names: Vec<_> = SYSTEMS.iter().map(|system| system.name).collect();
            format!("there is no system {name}: {}", names.join(", "))
        })
    }

    /// Starts its services, one after the other, each when the one before can be asked.
    ///
    /// # Errors
    /// When one does not come so far, with what it wrote.
    pub fn start(&self, stage: &mut Stage) -> Result<()> {
        self.services.iter().try_for_each(|service| stage.start(service.program, service.arguments))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{SYSTEMS, System};
    use crate::workspace;

    #[test]
    fn each_system_has_a_page_of_one_screen_with_its_command() -> anyhow::Result<()> {
        for system in SYSTEMS {
            let page = workspace::root().join("examples").join(system.name).join("README.md");
            let page = fs::read_to_string(page)?;
            assert!(page.contains(&format!("cargo xtask demo {}", system.name)), "{page}");
            assert!(page.lines().count() <= 60, "{}", system.name);
        }
        Ok(())
    }

    #[test]
    fn an_unknown_system_is_refused_with_those_that_there_are() {
        let error = System::find("econmy").expect_err("none").to_string();
        assert!(error.contains("economy"), "{error}");
    }
}
