//! Two cores for the heavy part of a build; one in the browser.

use std::ops::Range;

/// Does `work` for both halves of `0..n`; the results stand in order.
pub fn in_halves<T: Send>(n: usize, work: impl Fn(Range<usize>) -> T + Sync) -> [T; 2] {
    let work = &work;
    both([0..n / 2, n / 2..n].map(|range| move || work(range)))
}

/// Does both, at once where there are threads; the results stand in order.
pub fn both<T: Send>([first, second]: [impl FnOnce() -> T + Send; 2]) -> [T; 2] {
    #[cfg(target_arch = "wasm32")]
    return [first(), second()];
    #[cfg(not(target_arch = "wasm32"))]
    std::thread::scope(|scope| {
        let other = scope.spawn(second);
        let first = first();
        match other.join() {
            Ok(second) => [first, second],
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
