//! The example systems: what each of them consists of, and how it is started, run and stopped. `cargo xtask demo` does
//! that for a person, the examples' tests for themselves.

pub mod outage;
mod play;
mod process;
mod show;
mod stage;
mod system;

use std::io;

use anyhow::Result;

pub(crate) use self::play::{Models, Play};
pub use self::{
    process::{Finished, Process, Running},
    stage::Stage,
    system::{SYSTEMS, Service, System},
};
/// Whether the servers stay for a person to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afterwards {
    /// Until that person presses Enter.
    Keep,
    /// Everything ends with the run.
    Stop,
}

/// Starts what the system needs, runs it, prints its traces as Phoenix has them, and stops everything.
///
/// # Errors
/// When there is no such system, or a part of it fails, with what it wrote.
pub fn run(name: &str, arguments: &[&str], afterwards: Afterwards) -> Result<()> {
    let mut play = Play::set_up(System::find(name)?, Models::OfEnvironment)?;
    let finished = play.run(arguments)?;
    print!("{}{}", finished.stdout, finished.stderr);

    let trees = play.trees()?;
    println!("\nAs Phoenix has it:");
    trees.iter().for_each(|tree| print!("\n{}", show::tree(tree)));
    match afterwards {
        Afterwards::Stop => println!("\nTo look at it in Phoenix: cargo xtask demo {name} --keep"),
        Afterwards::Keep => {
            for tree in &trees {
                println!("\nIn Phoenix: {}", play.page(tree)?);
            }
            println!("\nEnter ends it.");
            io::stdin().read_line(&mut String::new())?;
        }
    }
    Ok(())
}
