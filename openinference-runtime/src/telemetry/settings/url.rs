//! As much of a URL as endpoint inference needs. The core has no URL crate; the transports parse again, strictly.

/// The parts of `scheme://user@host:port/path?query`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url {
    pub(super) https: bool,
    /// `user:password`, percent-encoded, or empty.
    pub(super) userinfo: String,
    pub(super) host: String,
    pub(super) port: Option<u16>,
    /// Empty or starting with `/`.
    pub(super) path: String,
    /// Empty or starting with `?`.
    pub(super) query: String,
}

impl Url {
    /// Reads `text`, or says what is wrong with it without quoting it.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("it has white space or characters outside ASCII");
        }
        let (scheme, rest) =
            text.split_once("://").ok_or("it does not start with `http://` or `https://`")?;
        let https = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return Err("its scheme is neither `http` nor `https`"),
        };
        if rest.find(['/', '?', '#']).is_some_and(|end| rest[end..].contains('@')) {
            return Err("an `@` follows a `/`, `?` or `#`: in user, password, path and query these are \
                        `%40`, `%2F`, `%3F` and `%23`");
        }
        let rest = rest.split('#').next().unwrap_or(rest);
        let (rest, query) = split_before(rest, '?');
        let (authority, path) = split_before(rest, '/');
        let (userinfo, address) = match authority.rsplit_once('@') {
            Some((userinfo, address)) => (userinfo.to_owned(), address),
            None => (String::new(), authority),
        };
        let (host, port) = split_port(address)?;
        if host.is_empty() {
            return Err("it has no host");
        }
        Ok(Self {
            https,
            userinfo,
            host: host.to_owned(),
            port,
            path: path.to_owned(),
            query: query.to_owned(),
        })
    }

    /// The whole URL for the transport, without user and password.
    pub(super) fn full(&self) -> String {
        format!("{}{}{}", self.origin(), self.path, self.query)
    }

    /// Scheme, host and port: what may be printed.
    pub(super) fn origin(&self) -> String {
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{}{port}", self.scheme(), self.host)
    }

    /// Whether the host is this machine, so that no proxy can reach it for us.
    pub(super) fn is_loopback(&self) -> bool {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        bare.eq_ignore_ascii_case("localhost")
            || bare.to_ascii_lowercase().ends_with(".localhost")
            || bare
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback() || address.is_unspecified())
    }

    fn scheme(&self) -> &'static str {
        if self.https { "https" } else { "http" }
    }
}

fn split_before(text: &str, at: char) -> (&str, &str) {
    text.find(at).map_or((text, ""), |index| text.split_at(index))
}

fn split_port(address: &str) -> Result<(&str, Option<u16>), &'static str> {
    // An IPv6 address has colons of its own and stands in brackets.
    let after_host = match address.strip_prefix('[') {
        Some(rest) => 2 + rest.find(']').ok_or("its IPv6 address has no closing bracket")?,
        None => address.find(':').unwrap_or(address.len()),
    };
    let (host, port) = address.split_at(after_host);
    match port.strip_prefix(':') {
        Some("") => Ok((host, None)),
        Some(port) => match port.parse() {
            Ok(0) | Err(_) => Err("its port is not a number from 1 to 65535"),
            Ok(port) => Ok((host, Some(port))),
        },
        None if port.is_empty() => Ok((host, None)),
        None => Err("its port is not a number from 1 to 65535"),
    }
}
