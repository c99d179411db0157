//! A PostgreSQL on loopback, for a Phoenix that keeps what it has.

use std::{
    env, fs,
    fs::File,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    process::{self, Command},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    child_guard::{ChildGuard, Signal},
    debian::Packages,
    ports,
    workspace::Metadata,
};

const PROGRAM: &str = "postgres";
const START_DEADLINE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(20);
/// Someone may take a port between our look and its bind.
const ATTEMPTS: u32 = 3;
/// What the server writes as soon as it can be asked.
const READY: &str = "database system is ready to accept connections";

/// The folder of the programs, and of the libraries that they need beside the system's.
#[derive(Clone, Debug)]
pub struct Programs {
    folder: PathBuf,
    libraries: Option<PathBuf>,
}

/// The programs: those on the path, else where Debian has them, else those that [`prepare`] unpacked.
///
/// # Errors
/// When the target directory is not known.
pub fn find() -> Result<Option<Programs>> {
    let path = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<_>>());
    let home = home()?;
    let folders = path.unwrap_or_default().into_iter().chain(versions(Path::new("/")));
    // A link on the path may stand for the server alone; where it leads, everything is.
    let folders =
        folders.filter_map(|folder| Some(folder.join(PROGRAM).canonicalize().ok()?.parent()?.to_owned()));
    if let Some(folder) = folders.into_iter().find(|folder| is_whole(folder)) {
        return Ok(Some(Programs { folder, libraries: None }));
    }
    let libraries = fs::read_dir(home.join("usr/lib")).into_iter().flatten().filter_map(Result::ok);
    let libraries =
        libraries.map(|entry| entry.path()).find(|path| path.to_string_lossy().contains("-linux-"));
    let unpacked = versions(&home).into_iter().find(|folder| is_whole(folder));
    Ok(unpacked.map(|folder| Programs { folder, libraries }))
}

/// Debian has each version in a folder of its own.
fn versions(root: &Path) -> Vec<PathBuf> {
    let versions = fs::read_dir(root.join("usr/lib/postgresql")).into_iter().flatten().filter_map(Result::ok);
    versions.map(|version| version.path().join("bin")).collect()
}

fn is_whole(folder: &Path) -> bool {
    [PROGRAM, "initdb"].iter().all(|program| folder.join(program).is_file())
}

/// The programs, unpacked below the target directory where there are none: from Debian's packages, without installing
/// them.
///
/// # Errors
/// Where Debian's tools are missing or fail, with what to install.
pub fn prepare() -> Result<Programs> {
    if let Some(programs) = find()? {
        return Ok(programs);
    }
    let home = home()?;
    fs::create_dir_all(&home)?;
    unpack(&home).context(
        "there is no PostgreSQL. Debian and Ubuntu: `apt-get install postgresql`; elsewhere see \
         https://www.postgresql.org/download; or leave the live tests out: `cargo xtask test --no-live`",
    )?;
    find()?.context("the package has no PostgreSQL")
}

fn unpack(home: &Path) -> Result<()> {
    let packages = Packages::listed_in(home)?;
    let server = packages.needs("postgresql")?;
    let server = server.iter().find(|name| name.starts_with("postgresql-1")).context("no version of it")?;
    let libraries = packages.needs(server)?;
    // All but the compiler of queries, which is half of the size and is not loaded unless asked for; and not the C
    // library, which has to be the one of the system's loader.
    let is_wanted = |name: &str| {
        name.starts_with("lib")
            && !["libllvm", "libc6", "libgcc", "libstdc"].iter().any(|it| name.starts_with(it))
    };
    let libraries = libraries.iter().map(String::as_str).filter(|name| is_wanted(name));
    packages.unpack(
        &[server.as_str(), "libpq5"]
            .into_iter()
            .chain(libraries.filter(|name| *name != "libpq5"))
            .collect::<Vec<_>>(),
    )
}

fn home() -> Result<PathBuf> {
    Ok(Metadata::read()?.target_dir()?.join("postgres"))
}

/// A running server with an empty database. It ends when this is dropped, and its data with it.
#[derive(Debug)]
pub struct Server {
    process: ChildGuard,
    port: u16,
    directory: PathBuf,
}

impl Server {
    /// Makes a database and starts a server on a free port.
    ///
    /// # Errors
    /// When it does not come to listen, with what it wrote.
    pub fn start(programs: &Programs) -> Result<Self> {
        let mut attempt = 1;
        loop {
            match Self::start_at(programs, ports::free()?) {
                Err(error) if attempt == ATTEMPTS => return Err(error),
                Err(_) => attempt += 1,
                started => return started,
            }
        }
    }

    fn start_at(programs: &Programs, port: u16) -> Result<Self> {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let run = RUNS.fetch_add(1, Ordering::Relaxed);
        // Not below the target directory: where root runs this, another user has to get to it.
        let directory = env::temp_dir().join(format!("openinference-postgres-{}-{run}", process::id()));
        fs::create_dir(&directory).with_context(|| format!("{}", directory.display()))?;
        let user = User::of(&directory)?;
        let initdb = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
        let mut command = user.run(programs, Command::new(programs.folder.join("initdb")));
        let output = command.args(initdb).arg("--pgdata").arg(directory.join("data")).output()?;
        ensure!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
        let log = File::create(log_file(&directory))?;
        // Its fast shutdown, without waiting for clients.
        let command = ChildGuard::command_with(Signal::Interrupt, &directory, programs.folder.join(PROGRAM));
        let mut command = user.run(programs, command);
        command.arg("-D").arg(directory.join("data")).args(["-p", &port.to_string()]);
        // By the network alone; and what a power failure would lose, nobody misses.
        for setting in ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "jit=off"] {
            command.args(["-c", setting]);
        }
        let process = ChildGuard::spawn(command.stdout(log.try_clone()?).stderr(log))?;
        let mut server = Self { process, port, directory };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// Where clients connect, as Phoenix takes it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgresql://postgres@{}:{}/postgres", Ipv4Addr::LOCALHOST, self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_DEADLINE;
        loop {
            let log = fs::read_to_string(log_file(&self.directory)).unwrap_or_default();
            if log.contains(READY) {
                return Ok(());
            }
            if let Some(status) = self.process.child.try_wait()? {
                bail!("PostgreSQL ended ({status}):\n{log}");
            }
            ensure!(Instant::now() < deadline, "PostgreSQL is not ready after {START_DEADLINE:?}:\n{log}");
            thread::sleep(POLL);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.end();
        let _ = fs::remove_dir_all(&self.directory);
    }
}

fn log_file(directory: &Path) -> PathBuf {
    directory.join("server.log")
}

/// Who runs the server: it refuses to be run by root.
#[derive(Debug)]
struct User {
    #[cfg(unix)]
    nobody: Option<u32>,
}

#[cfg(unix)]
impl User {
    /// Who this folder belongs to, which was just made; in place of root, nobody, who gets the folder.
    fn of(directory: &Path) -> Result<Self> {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};

        /// The user without rights of Linux.
        const NOBODY: u32 = 65_534;

        fs::set_permissions(directory, fs::Permissions::from_mode(0o700))?;
        if fs::metadata(directory)?.uid() != 0 {
            return Ok(Self { nobody: None });
        }
        chown(directory, Some(NOBODY), Some(NOBODY))?;
        Ok(Self { nobody: Some(NOBODY) })
    }

    /// The command, to be run by this user.
    fn run(&self, programs: &Programs, mut command: Command) -> Command {
        use std::os::unix::process::CommandExt as _;

        // The working directory may be closed to who runs it.
        command.current_dir("/");
        if let Some(nobody) = self.nobody {
            command.uid(nobody).gid(nobody);
        }
        if let Some(libraries) = &programs.libraries {
            command.env("LD_LIBRARY_PATH", libraries);
        }
        command
    }
}

#[cfg(not(unix))]
impl User {
    fn of(_: &Path) -> Result<Self> {
        bail!("PostgreSQL is started on Unix alone")
    }

    fn run(&self, _: &Programs, command: Command) -> Command {
        command
    }
}
