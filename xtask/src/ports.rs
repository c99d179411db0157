//! Ports for programs that cannot choose one themselves.

use std::{
    io,
    net::{Ipv4Addr, TcpListener},
};

/// A port that was free a moment ago, on every interface: some programs listen on all of them.
pub(crate) fn free() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0))?.local_addr()?.port())
}

pub(crate) fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok()
}
