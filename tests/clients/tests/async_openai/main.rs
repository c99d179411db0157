//! Two releases of the client `async-openai`, one of today and one much older: their types are read by what they serialise to,
//! so that the same program has the same spans with either.

#![expect(clippy::duplicate_mod, reason = "one program, built against each release")]

mod newest;
mod older;
