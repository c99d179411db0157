//! The services, each for itself.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use openinference_tests::live;

use crate::{file, files, is_root, networks, object, read, services, strings, yaml};

#[test]
fn the_file_is_valid_by_the_compose_specification() -> Result<()> {
    let Some(venv) = live::compose()? else { return Ok(()) };
    let check = |path: PathBuf| {
        Command::new(venv.python())
            .args(["-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"])
            .arg(path)
            .output()
    };
    let checked = check(file("docker-compose.yml"))?;
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let wrong = std::env::temp_dir().join(format!("compose-{}.yml", std::process::id()));
    fs::write(&wrong, "services: { a: { image: b, helthcheck: {} } }")?;
    let checked = check(wrong.clone());
    fs::remove_file(wrong)?;
    assert!(!checked?.status.success(), "a misspelt key is found");
    Ok(())
}

/// What a health check asks, where it is not a page for it: whether a port, a database or a program answers.
const QUESTIONS: &[&str] = &[
    ":13133/",
    "/healthz",
    "/api/health",
    "/-/ready",
    ":3200/ready",
    "/api/services",
    "/dev/tcp/",
    "pg_isready",
    "--help",
];

#[test]
fn every_service_has_a_health_check_of_its_own_or_a_probe() -> Result<()> {
    let services = services()?;
    for (name, service) in &services {
        let checked = services.get(&format!("{name}-probe")).unwrap_or(service);
        let test = strings(&checked["healthcheck"]["test"]);
        assert_eq!(
            test.first().map(String::as_str),
            Some("CMD"),
            "{name}: images without a shell know no CMD-SHELL"
        );
        let asks = test.concat();
        let known = QUESTIONS.iter().any(|question| asks.contains(question));
        assert!(known || is_root(service), "{name}: {asks}");
        if checked != service {
            assert!(asks.contains(&format!("//{name}:")), "the probe of {name} asks {name}: {asks}");
        }
        if let Some(probed) = name.strip_suffix("-probe") {
            assert_eq!(
                Some(&service["profiles"]),
                services.get(probed).map(|one| &one["profiles"]),
                "{name}"
            );
        }
    }
    Ok(())
}

#[test]
fn images_are_pinned() -> Result<()> {
    for (name, service) in services()? {
        let image = service["image"].as_str().with_context(|| format!("{name} has an image"))?;
        let (_, tag) = image.split_once(':').with_context(|| format!("{image} has a tag"))?;
        let version = tag.trim_start_matches("version-").trim_start_matches('v');
        let numbers = version.split(['.', '-']).take_while(|part| part.parse::<u32>().is_ok()).count();
        // PostgreSQL has no third.
        assert!(numbers >= 3 || (name == "postgres" && numbers == 2), "{image} is one version");
    }
    for line in read("deploy/Dockerfile")?.lines().filter(|line| line.starts_with("FROM ")) {
        assert!(line.split_once(':').is_some_and(|(_, tag)| tag.matches('.').count() >= 1), "{line}");
    }
    Ok(())
}

#[test]
fn services_start_again_hold_few_rights_and_are_nobody_important() -> Result<()> {
    for (name, service) in services()? {
        assert_eq!(strings(&service["cap_drop"]), ["ALL"], "{name}");
        assert_eq!(strings(&service["security_opt"]), ["no-new-privileges:true"], "{name}");
        assert!(service["privileged"].is_null(), "{name}");
        assert_eq!(service["restart"], "unless-stopped", "{name}");
        if is_root(&service) {
            assert_eq!(service["network_mode"], "none", "{name}");
            assert_eq!(strings(&service["cap_add"]), ["CHOWN"], "{name}");
            assert!(service["ports"].is_null(), "{name}");
        } else {
            assert!(service["cap_add"].is_null(), "{name}");
            let user = service["user"].as_str().unwrap_or("root");
            assert!(!user.starts_with('0') && user != "root", "{name} is {user}");
            assert_eq!(networks(&service).into_keys().collect::<Vec<_>>(), ["openinference"], "{name}");
        }
    }
    Ok(())
}

#[test]
fn what_is_mounted_is_there_and_configuration_is_read_only() -> Result<()> {
    let compose = yaml("docker-compose.yml")?;
    let volumes = object(&compose["volumes"]);
    for (name, service) in services()? {
        for mount in strings(&service["volumes"]) {
            let mut parts = mount.split(':');
            let (from, mode) = (parts.next().unwrap_or_default(), parts.nth(1));
            if from.starts_with('.') {
                assert!(file(from).exists(), "{name}: {from}");
                assert_eq!(mode, Some("ro"), "{name}: {mount}");
            } else {
                assert!(volumes.contains_key(from), "{name}: {from}");
            }
        }
        // Phoenix is the one that nobody promises to work so.
        assert!(service["read_only"] == true || name.starts_with("phoenix"), "{name} writes to volumes only");
    }
    Ok(())
}

#[test]
fn every_volume_is_handed_over_to_who_uses_it() -> Result<()> {
    let services = services()?;
    for (name, service) in services.iter().filter(|(_, service)| !is_root(service)) {
        let user = service["user"].as_str().unwrap_or_default();
        for volume in strings(&service["volumes"]).iter().filter(|volume| !volume.starts_with('.')) {
            let volume = volume.split(':').next().unwrap_or_default();
            let helper = object(&service["depends_on"]).into_iter().find_map(|(on, _)| {
                let helper = services.get(&on).filter(|one| is_root(one))?;
                let mounts = strings(&helper["volumes"]);
                let place = mounts.iter().find_map(|mount| mount.strip_prefix(&format!("{volume}:")))?;
                Some((strings(&helper["command"]).concat(), place.to_owned()))
            });
            let (command, place) = helper.with_context(|| format!("nobody hands {volume} over to {name}"))?;
            let handed = command
                .split("&&")
                .any(|step| step.contains(&format!("chown {user} ")) && step.contains(&place));
            assert!(handed, "{name} gets {volume} as {user}: {command}");
        }
    }
    Ok(())
}

#[test]
fn no_secret_is_written_down() -> Result<()> {
    let mut texts = files("deploy/otel-collector", ".yaml")?;
    texts.extend(files("deploy/prometheus", ".yml")?);
    texts.extend(files("deploy/grafana/provisioning/datasources", ".yaml")?);
    for path in ["docker-compose.yml", ".env", "deploy/Dockerfile", "deploy/tempo/tempo.yaml"] {
        texts.insert(path.to_owned(), read(path)?);
    }
    for (path, text) in texts {
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            // What the environment says at the start is no secret of the file.
            let line = line.to_lowercase();
            let from_environment = line.trim_end().ends_with(":-}") || line.contains("_password:-}");
            for word in ["password:", "secret:", "secret=", "api_key:", "authorization", "token:"] {
                assert!(from_environment || !line.contains(word), "{path}: {line}");
            }
        }
    }
    Ok(())
}

#[test]
fn phoenix_is_the_one_that_the_tests_run() -> Result<()> {
    let pins = read("xtask/phoenix/requirements.txt")?;
    // Extras may follow the name.
    let pinned = pins.lines().find_map(|line| {
        let (name, version) = line.split_once("==")?;
        name.starts_with("arize-phoenix").then_some(version)
    });
    let pinned = pinned.context("a pin")?;
    for (name, service) in services()?.iter().filter(|(name, _)| name.starts_with("phoenix")) {
        let image = service["image"].as_str().unwrap_or_default();
        assert!(image.contains(&format!(":version-{pinned}")), "{name}: {image} and {pinned}");
    }
    Ok(())
}

#[test]
fn alerts_go_where_the_environment_says_or_it_is_said_that_they_go_nowhere() -> Result<()> {
    let alertmanager = &services()?["alertmanager"];
    assert_eq!(alertmanager["environment"]["ALERT_WEBHOOK_URL"], "${ALERT_WEBHOOK_URL:-}");
    let starts = strings(&alertmanager["entrypoint"]).concat();
    assert!(starts.contains("ALERT_WEBHOOK_URL is not set") && starts.contains("exit 1"), "{starts}");
    let config = yaml("deploy/alertmanager/alertmanager.yml")?;
    let receivers = config["receivers"].as_array().context("receivers")?;
    let webhook = receivers.iter().find(|receiver| receiver["name"] == config["route"]["receiver"]);
    let file = webhook
        .and_then(|one| one["webhook_configs"][0]["url_file"].as_str())
        .context("a file with the address")?;
    assert!(starts.contains(&format!("> {file}")), "{starts} does not write {file}");
    Ok(())
}

#[test]
fn the_password_of_the_database_comes_from_outside_and_its_absence_is_explained() -> Result<()> {
    let services = services()?;
    for name in ["postgres", "postgres-volumes"] {
        assert_eq!(services[name]["environment"]["POSTGRES_PASSWORD"], "${POSTGRES_PASSWORD:-}", "{name}");
    }
    assert_eq!(
        services["phoenix-postgres"]["environment"]["PHOENIX_SQL_DATABASE_URL"],
        "postgresql://phoenix:${POSTGRES_PASSWORD:-}@postgres:5432/phoenix",
        "Phoenix reads the password there and nowhere else"
    );
    // A variable that the file itself requires would be asked of everybody, whatever the profile.
    assert!(
        !read("docker-compose.yml")?
            .lines()
            .any(|line| !line.trim_start().starts_with('#') && line.contains(":?"))
    );
    let command = strings(&services["postgres-volumes"]["command"]).concat();
    assert!(command.contains("POSTGRES_PASSWORD is not set") && command.contains("exit 1"), "{command}");
    Ok(())
}
