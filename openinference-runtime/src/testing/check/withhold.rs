//! Findings that do not repeat the secrets that they are about: they end up in logs of builds.

use super::finding::Finding;
use super::secret::Scanner;

/// In place of a name or a key that looks like a secret.
const WITHHELD: &str = "<withheld>";

/// Takes out of a finding what looks like a secret: names and kinds of spans, keys, and what a message quotes.
pub(super) fn withhold(finding: &mut Finding, scanner: &Scanner) {
    if let Some(what) = scanner.scan(&finding.message) {
        let summary = finding.rule.summary();
        finding.message = format!("{summary}; what it is about is withheld, because it looks like: {what}");
    }
    if finding.key.as_deref().is_some_and(|key| scanner.scan(key).is_some()) {
        finding.key = Some(WITHHELD.to_owned());
    }
    if scanner.scan(&finding.path).is_some() {
        let names = finding.path.split(" > ").map(|name| match scanner.scan(name) {
            Some(_) => WITHHELD,
            None => name,
        });
        let path = names.collect::<Vec<_>>().join(" > ");
        // A name may have the separator in it.
        finding.path = if scanner.scan(&path).is_some() { WITHHELD.to_owned() } else { path };
    }
}
