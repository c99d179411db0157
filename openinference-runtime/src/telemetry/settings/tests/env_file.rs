//! `.env.phoenix`.

use std::{fs, path::Path};

use tempfile::TempDir;

use super::{Variables, environment};
use crate::telemetry::settings::{Choices, Environment, Settings, Terminal};

const NAME: &str = ".env.phoenix";

fn directory(text: impl AsRef<[u8]>) -> TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    write(&directory.path().join(NAME), text);
    directory
}

fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::write(path, text).expect("a file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("permissions");
    }
}

fn near(directory: &Path, variables: Variables<'_>) -> Environment {
    environment(variables).with_file_near(directory)
}

#[test]
fn lines_are_read_as_shells_write_them() {
    let directory = directory(
        "# a comment\n\
         PHOENIX_API_KEY=\"a # b\"  # why\n\
         export PHOENIX_COLLECTOR_ENDPOINT='http://col'\n\
         PHOENIX_CLIENT_HEADERS= a=b#c # said twice\n\
         OTEL_SERVICE_NAME=ignored\n\
         PHOENIX_=ignored\n\
         nonsense\n",
    );
    let environment = near(directory.path(), &[]);
    let get = |name| environment.get(name);
    assert_eq!(get("PHOENIX_API_KEY").as_deref(), Some("a # b"));
    assert_eq!(get("PHOENIX_COLLECTOR_ENDPOINT").as_deref(), Some("http://col"));
    assert_eq!(get("PHOENIX_CLIENT_HEADERS").as_deref(), Some("a=b#c"));
    assert_eq!(get("OTEL_SERVICE_NAME"), None);
    assert!(environment.warnings().is_empty(), "{:?}", environment.warnings());
}

#[test]
fn the_nearest_file_on_the_way_up_wins() {
    let outer = directory("PHOENIX_PROJECT=outer\nPHOENIX_API_KEY=outer");
    let inner = outer.path().join("a/b");
    fs::create_dir_all(&inner).expect("directories");
    assert_eq!(near(&inner, &[]).get("PHOENIX_PROJECT").as_deref(), Some("outer"));
    write(&outer.path().join("a").join(NAME), "PHOENIX_PROJECT=inner");
    let environment = near(&inner, &[]);
    assert_eq!(environment.get("PHOENIX_PROJECT").as_deref(), Some("inner"));
    assert_eq!(environment.get("PHOENIX_API_KEY"), None, "files are not merged");
}

#[test]
fn a_group_is_taken_from_one_place() {
    let directory = directory(
        "PHOENIX_API_KEY=file\nPHOENIX_COLLECTOR_ENDPOINT=http://file\nPHOENIX_PROJECT=file\nPHOENIX_GRPC_PORT=1",
    );
    let get = |variables: Variables<'_>, name| near(directory.path(), variables).get(name);
    let headers = ("OTEL_EXPORTER_OTLP_HEADERS", "a=b");
    assert_eq!(get(&[headers], "PHOENIX_API_KEY"), None);
    assert_eq!(get(&[headers], "PHOENIX_COLLECTOR_ENDPOINT").as_deref(), Some("http://file"));
    let otlp = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://own");
    assert_eq!(get(&[otlp], "PHOENIX_COLLECTOR_ENDPOINT"), None);
    assert_eq!(get(&[otlp], "PHOENIX_GRPC_PORT"), None);
    assert_eq!(get(&[otlp], "PHOENIX_API_KEY").as_deref(), Some("file"));
    assert_eq!(get(&[("PHOENIX_PROJECT_NAME", "own")], "PHOENIX_PROJECT"), None);
    assert_eq!(
        get(&[("PHOENIX_API_KEY", " ")], "PHOENIX_API_KEY").as_deref(),
        Some("file"),
        "blank is unset"
    );
}

#[test]
fn a_key_of_the_environment_does_not_go_where_a_file_says() {
    let resolved = |file: &str, variables: Variables<'_>| {
        let directory = directory(file);
        let environment = near(directory.path(), variables);
        let settings = Settings::resolve(&Choices::default(), &environment, Terminal { stderr: false });
        let settings = settings.unwrap_or_else(|error| panic!("{error}"));
        (settings.sdk.headers.count(), settings.warnings)
    };
    let of_file = "PHOENIX_COLLECTOR_ENDPOINT=http://file";
    for key in [("PHOENIX_API_KEY", "hunter2"), ("OTEL_EXPORTER_OTLP_HEADERS", "a=hunter2")] {
        let (headers, warnings) = resolved(of_file, &[key]);
        assert_eq!(headers, 0);
        let [warning] = warnings.as_slice() else { panic!("{warnings:?}") };
        let sent = "of the environment is not sent where PHOENIX_COLLECTOR_ENDPOINT in";
        assert!(warning.starts_with(&format!("{} {sent}", key.0)), "{warning}");
        assert!(warning.contains(NAME) && !warning.contains("hunter2"), "{warning}");
        // A file that only its user can write to may say where on this machine.
        assert_eq!(resolved("PHOENIX_COLLECTOR_ENDPOINT=http://localhost:6006", &[key]), (1, Vec::new()));
        let own = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://own");
        assert_eq!(resolved(of_file, &[key, own]), (1, Vec::new()));
    }
    assert_eq!(resolved("PHOENIX_COLLECTOR_ENDPOINT=http://file\nPHOENIX_API_KEY=k", &[]), (1, Vec::new()));
}

#[test]
fn discovery_can_be_turned_off_but_not_by_the_file() {
    let directory = directory("PHOENIX_PROJECT=file\nPHOENIX_DISCOVER_CONFIG=false");
    for value in ["false", "0", "No", "OFF"] {
        assert_eq!(
            near(directory.path(), &[("PHOENIX_DISCOVER_CONFIG", value)]).get("PHOENIX_PROJECT"),
            None
        );
    }
    let environment = near(directory.path(), &[("PHOENIX_DISCOVER_CONFIG", "true")]);
    assert_eq!(environment.get("PHOENIX_PROJECT").as_deref(), Some("file"));
}

#[test]
fn a_file_that_must_not_be_trusted_is_reported_and_not_read() {
    let large = directory("#".repeat((64 << 10) + 1) + "\nPHOENIX_PROJECT=file");
    let binary = directory(b"PHOENIX_PROJECT=file\n\xff");
    let pipe_like = tempfile::tempdir().expect("a directory");
    fs::create_dir(pipe_like.path().join(NAME)).expect("a directory of that name");
    for (directory, problem) in [(&large, "64 KiB"), (&binary, "UTF-8"), (&pipe_like, "regular file")] {
        let environment = near(directory.path(), &[]);
        assert_eq!(environment.get("PHOENIX_PROJECT"), None);
        let warnings = environment.warnings();
        assert!(warnings.iter().any(|one| one.contains(problem)), "{problem}: {warnings:?}");
    }
}

#[test]
#[cfg(unix)]
fn open_permissions_are_warned_about() {
    use std::os::unix::fs::PermissionsExt;
    let directory = directory("PHOENIX_PROJECT=file");
    let path = directory.path().join(NAME);
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).expect("permissions");
    let environment = near(directory.path(), &[]);
    assert_eq!(environment.get("PHOENIX_PROJECT").as_deref(), Some("file"));
    assert!(environment.warnings().iter().any(|one| one.contains("chmod 600")));
    for mode in [0o620, 0o602, 0o666] {
        fs::set_permissions(directory.path().join(NAME), fs::Permissions::from_mode(mode))
            .expect("permissions");
        let environment = near(directory.path(), &[]);
        assert_eq!(environment.get("PHOENIX_PROJECT"), None, "others can write to it");
        assert!(environment.warnings().iter().any(|one| one.contains("others can write to it")));
    }
}

#[test]
fn variables_given_in_code_are_all_there_is() {
    let given = environment(&[("PHOENIX_PROJECT", "given")]).with_discovered_file();
    assert_eq!(given.get("PHOENIX_PROJECT").as_deref(), Some("given"));
}
