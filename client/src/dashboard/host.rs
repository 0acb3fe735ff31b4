//! Which hosts a request may name. A page elsewhere whose name is made to point to this machine (DNS rebinding) names its
//! own host, and gets nothing.

use std::net::IpAddr;

/// The hosts that are answered.
#[derive(Clone, Debug)]
pub struct Hosts {
    names: Vec<String>,
    is_public: bool,
}

impl Hosts {
    /// On loopback only this machine by its own names is answered, and where it is public any address; in both cases the
    /// named hosts too.
    pub fn new(names: &[String], is_public: bool) -> Self {
        Self { names: names.iter().map(|name| name.to_ascii_lowercase()).collect(), is_public }
    }

    /// Whether a request with this header `Host` is answered.
    pub fn allows(&self, header: Option<&str>) -> bool {
        let Some(name) = header.and_then(without_port) else { return false };
        let name = name.to_ascii_lowercase();
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = bare.parse::<IpAddr>() {
            return self.is_public || address.is_loopback() || self.names.contains(&name);
        }
        name == "localhost" || self.names.contains(&name)
    }
}

fn without_port(host: &str) -> Option<&str> {
    if let Some(rest) = host.strip_prefix('[') {
        let (_, after) = rest.split_once(']')?;
        let length = host.len().checked_sub(after.len())?;
        return is_port(after).then(|| host.get(..length)).flatten();
    }
    match host.split_once(':') {
        Some((name, port)) => is_port(&format!(":{port}")).then_some(name),
        None => Some(host),
    }
}

fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_loopback_only_this_machine_is_answered() {
        let hosts = Hosts::new(&["books.example.org".to_owned()], false);
        for host in [
            "127.0.0.1:8460",
            "127.0.0.1",
            "localhost:8460",
            "LOCALHOST",
            "[::1]:8460",
            "[::1]",
            "books.example.org",
            "Books.Example.org:80",
        ] {
            assert!(hosts.allows(Some(host)), "{host}");
        }
        for host in [
            "evil.example",
            "127.0.0.1.evil.example:8460",
            "localhost.evil.example",
            "192.168.1.7:8460",
            "",
            "[::1",
            "127.0.0.1:x",
            "::1",
        ] {
            assert!(!hosts.allows(Some(host)), "{host}");
        }
        assert!(!hosts.allows(None));
    }

    #[test]
    fn where_it_is_public_an_address_is_answered_and_a_strange_name_is_not() {
        let hosts = Hosts::new(&[], true);
        assert!(hosts.allows(Some("192.168.1.7:8460")) && hosts.allows(Some("[2001:db8::1]:8460")));
        assert!(!hosts.allows(Some("evil.example:8460")));
    }
}
