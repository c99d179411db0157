//! E52: the user's own types, traits, macros and functions are called like those of the prelude.
#![deny(warnings)]
#![allow(dead_code, non_camel_case_types, unused_macros, reason = "they only have to be there")]

use openinference_runtime::{agent_span, chain_span, llm_span, tool_span};

mod names {
    #[derive(Clone)]
    pub struct Ok(pub u8);
    pub struct Err(pub u8);
    pub struct Some(pub u8);
    pub struct None;
    pub struct Result;
    pub struct Option;
    pub struct Box;
    pub struct String;
    pub struct Vec;
    pub struct u8_;
    pub struct bool_;
    pub trait Future {}
    pub trait Into {}
    pub trait From {}
    pub trait Clone {}
    pub trait Send {}
    pub trait Fn {}
    pub trait FnOnce {}
    pub trait Sized_ {}
    pub fn drop() {}
}
use names::*;

type u8 = ::std::primitive::u16;
type bool = ::std::primitive::u16;
type str = ::std::primitive::u16;
type usize = ::std::primitive::u16;

macro_rules! format { () => { compile_error!("ours") }; }
macro_rules! vec { () => { compile_error!("ours") }; }
macro_rules! concat { () => { compile_error!("ours") }; }
macro_rules! panic { () => { compile_error!("ours") }; }
macro_rules! module_path { () => { compile_error!("ours") }; }
macro_rules! stringify { () => { compile_error!("ours") }; }

#[tool_span]
async fn async_function(a: u8) -> u8 {
    a
}

/// Documented.
#[tool_span(name = "n", attributes("n" = a), on_result(|r| "r" = *r), skip_output)]
fn function(a: u8) -> u8 {
    a
}

#[chain_span(error_if = |_e| true)]
async fn result(a: u8) -> ::std::result::Result<u8, u8> {
    ::std::result::Result::Ok(a)
}

#[agent_span]
fn future(a: u8) -> impl ::std::future::Future<Output = u8> {
    async move { a }
}

#[llm_span]
async fn stream(a: u8) -> ::std::result::Result<impl ::futures_util::Stream<Item = u8>, u8> {
    ::std::result::Result::Ok(::futures_util::stream::iter([a]))
}

#[chain_span]
async fn unit() {}

fn main() {
    function(1);
    drop();
    let futures = (async_function(1), result(1), future(1), stream(1), unit());
    ::std::mem::drop(futures);
}
