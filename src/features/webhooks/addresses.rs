//! Which addresses are somebody's on the public internet. A webhook is told at no other, or whoever
//! may make one could look around behind the firewall.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// The blocks of IPv4 that are nobody's or not public: IANA's special-purpose registry (RFC 6890).
const NOT_PUBLIC_V4: [(Ipv4Addr, u8); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // Also where clouds tell machines their secrets.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// The blocks of IPv6 within the public one that are not public, or that lead to IPv4.
const NOT_PUBLIC_V6: [(Ipv6Addr, u8); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Global unicast, RFC 4291.
const PUBLIC_V6: (Ipv6Addr, u8) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Whether an address is one of the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            NOT_PUBLIC_V4.iter().all(|(net, prefix)| !in_v4(*net, *prefix, address))
        }
        IpAddr::V6(address) => {
            in_v6(PUBLIC_V6.0, PUBLIC_V6.1, address)
                && NOT_PUBLIC_V6.iter().all(|(net, prefix)| !in_v6(*net, *prefix, address))
        }
    }
}

fn in_v4(net: Ipv4Addr, prefix: u8, address: Ipv4Addr) -> bool {
    Ipv4Net::new(net, prefix).is_ok_and(|net| net.contains(&address))
}

fn in_v6(net: Ipv6Addr, prefix: u8, address: Ipv6Addr) -> bool {
    Ipv6Net::new(net, prefix).is_ok_and(|net| net.contains(&address))
}

/// Which internal ones an operator allows: hosts by name, and blocks of addresses.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    hosts: Vec<String>,
    nets: Vec<IpNet>,
}

impl Allowed {
    /// Reads `reports.internal`, `10.1.2.3` or `10.1.2.0/24`.
    pub fn of(entries: &[String]) -> Self {
        let mut allowed = Self::default();
        for entry in entries.iter().map(|entry| entry.trim().to_lowercase()) {
            match (entry.parse::<IpNet>(), entry.parse::<IpAddr>()) {
                (Ok(net), _) => allowed.nets.push(net),
                (Err(_), Ok(address)) => allowed.nets.push(address.into()),
                (Err(_), Err(_)) => allowed.hosts.push(entry),
            }
        }
        allowed
    }

    /// Whether a host of this name may be anywhere.
    pub fn names(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// Whether this address may be told, under whatever name.
    pub fn permits(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.nets.iter().any(|net| net.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_leads_behind_the_firewall_is_not_public() {
        for bad in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.31.255.255",
            "192.168.1.1",
            "198.19.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "2001:db8::1",
            "2002:7f00:1::",
            "2001::1",
            "ff02::1",
        ] {
            assert!(!is_public(bad.parse().unwrap()), "{bad}");
        }
        for good in ["8.8.8.8", "172.32.0.1", "223.5.5.5", "2400:3200::1", "2606:4700::1111"] {
            assert!(is_public(good.parse().unwrap()), "{good}");
        }
    }

    #[test]
    fn an_operator_allows_hosts_and_blocks() {
        let entries = ["Reports.Internal", "10.1.2.0/24", "127.0.0.1"].map(str::to_owned);
        let allowed = Allowed::of(&entries);
        assert!(allowed.names("reports.internal") && !allowed.names("internal"));
        assert!(allowed.permits("10.1.2.9".parse().unwrap()));
        assert!(allowed.permits("::ffff:127.0.0.1".parse().unwrap()));
        assert!(!allowed.permits("10.1.3.9".parse().unwrap()));
    }

    proptest! {
        #[test]
        fn an_address_inside_ipv6_is_no_way_around(bits in any::<u32>()) {
            let v4 = Ipv4Addr::from_bits(bits);
            let mapped = IpAddr::V6(v4.to_ipv6_mapped());
            prop_assert_eq!(is_public(mapped), is_public(IpAddr::V4(v4)));
            let compatible = Ipv6Addr::from_bits(u128::from(bits));
            prop_assert!(!is_public(IpAddr::V6(compatible)));
        }
    }
}
