//! Finding spans.

use super::selector::{IntoSelector, Selector};
use super::trace::{Node, Trace};

impl Trace {
    /// The first span that `selector` means: a name, a kind, or a path ([`Selector`]).
    ///
    /// # Panics
    /// When the selector cannot be read.
    #[must_use]
    #[track_caller]
    pub fn find(&self, selector: impl IntoSelector) -> Option<&Node> {
        self.find_all(selector).into_iter().next()
    }

    /// Every span that `selector` means, in the order of the tree.
    ///
    /// # Panics
    /// When the selector cannot be read.
    #[must_use]
    #[track_caller]
    pub fn find_all(&self, selector: impl IntoSelector) -> Vec<&Node> {
        read(selector).find(&self.roots)
    }

    /// The one span that `selector` means.
    ///
    /// # Panics
    /// When there is none, or more than one, or the selector cannot be read; the message shows the tree.
    #[must_use]
    #[track_caller]
    pub fn span(&self, selector: impl IntoSelector) -> &Node {
        let selector = read(selector);
        match selector.find(&self.roots)[..] {
            [span] => span,
            [] => panic!("no span matches `{selector}`: {}\n\n{self}", selector.explain(&self.roots)),
            ref several => {
                let ids: Vec<String> = several.iter().map(|span| format!("#{}", span.id)).collect();
                panic!("{} spans match `{selector}`, not one: {}\n\n{self}", several.len(), ids.join(", "))
            }
        }
    }
}

impl Node {
    /// The first span below this one that `selector` means. A leading `>` asks for a child.
    ///
    /// # Panics
    /// When the selector cannot be read.
    #[must_use]
    #[track_caller]
    pub fn find(&self, selector: impl IntoSelector) -> Option<&Node> {
        self.find_all(selector).into_iter().next()
    }

    /// Every span below this one that `selector` means. A leading `>` asks for children.
    ///
    /// # Panics
    /// When the selector cannot be read.
    #[must_use]
    #[track_caller]
    pub fn find_all(&self, selector: impl IntoSelector) -> Vec<&Node> {
        read(selector).find(&self.children)
    }
}

/// A mistake in a selector is a mistake in the test.
#[track_caller]
pub(super) fn read(selector: impl IntoSelector) -> Selector {
    match selector.into_selector() {
        Ok(selector) => selector,
        Err(error) => panic!("{error}"),
    }
}
