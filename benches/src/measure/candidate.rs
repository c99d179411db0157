//! One way to do what a row is about.

use std::fmt;
use std::hint::black_box;

/// Something that can be done any number of times.
pub struct Run(Box<dyn FnMut(u64)>);

impl Run {
    /// `call`, in a loop that the compiler sees.
    pub fn new<T>(mut call: impl FnMut() -> T + 'static) -> Self {
        Self(Box::new(move |times| {
            for _ in 0..times {
                black_box(call());
            }
        }))
    }

    /// The same, within what `enter` gives: a subscriber, say. Entered once, not for each call.
    pub fn within<G, T>(
        mut enter: impl FnMut() -> G + 'static,
        mut call: impl FnMut() -> T + 'static,
    ) -> Self {
        Self(Box::new(move |times| {
            let _entered = enter();
            for _ in 0..times {
                black_box(call());
            }
        }))
    }

    /// Something that is done so many times at once, and brought to its end: spans that are made, and then exported.
    pub fn together(all: impl FnMut(u64) + 'static) -> Self {
        Self(Box::new(all))
    }

    /// Does it. A function of its own, so that what watches the process can tell it from the rest.
    #[inline(never)]
    pub fn times(&mut self, times: u64) {
        (self.0)(times);
    }
}

/// One way to do what a row is about. What it costs is the sum of its runs, some of which are taken away: what a call costs
/// over a plain one, what one more item costs.
pub struct Candidate {
    /// What it is called in the table.
    pub name: &'static str,
    /// Runs, with the factor that each counts with.
    pub runs: Vec<(f64, Run)>,
}

impl fmt::Debug for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Candidate").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Candidate {
    /// What a call costs.
    pub fn new<T>(name: &'static str, call: impl FnMut() -> T + 'static) -> Self {
        Self { name, runs: vec![(1.0, Run::new(call))] }
    }

    /// What a call costs within what `enter` gives.
    pub fn within<G, T>(
        name: &'static str,
        enter: impl FnMut() -> G + 'static,
        call: impl FnMut() -> T + 'static,
    ) -> Self {
        Self { name, runs: vec![(1.0, Run::within(enter, call))] }
    }

    /// What one of so many costs that are done together.
    pub fn together(name: &'static str, all: impl FnMut(u64) + 'static) -> Self {
        Self { name, runs: vec![(1.0, Run::together(all))] }
    }

    /// What a call costs more than `plain`.
    #[must_use]
    pub fn over<T>(mut self, plain: impl FnMut() -> T + 'static) -> Self {
        self.runs.push((-1.0, Run::new(plain)));
        self
    }

    /// What one of the items costs that `more` has beyond `less`, which has `items` fewer.
    pub fn each<T>(
        name: &'static str,
        items: u32,
        more: impl FnMut() -> T + 'static,
        less: impl FnMut() -> T + 'static,
    ) -> Self {
        let factor = 1.0 / f64::from(items);
        Self { name, runs: vec![(factor, Run::new(more)), (-factor, Run::new(less))] }
    }

    /// As [`each`](Self::each), without what an item of a plain one costs.
    #[must_use]
    pub fn over_each<T>(
        mut self,
        items: u32,
        more: impl FnMut() -> T + 'static,
        less: impl FnMut() -> T + 'static,
    ) -> Self {
        let factor = 1.0 / f64::from(items);
        self.runs.push((-factor, Run::new(more)));
        self.runs.push((factor, Run::new(less)));
        self
    }
}
