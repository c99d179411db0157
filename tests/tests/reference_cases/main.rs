//! The edge cases of the reference implementations' own test suites: `cases.tsv` names every one of them and what became of it
//! here; those that no other test held are in the modules.

mod attributes;
mod functions;
mod llm;
mod sampling;
mod table;
