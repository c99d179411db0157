use super::Builder;

impl Builder {
    pub(crate) fn console_without_endpoint(self) -> Self {
        self
    }
}
