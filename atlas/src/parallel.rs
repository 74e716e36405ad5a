//! Two cores for the heavy part of a build; one in the browser.

use std::ops::Range;

/// Does `work` for both halves of `0..n`, at once where there are threads; the results stand in
/// order.
pub(crate) fn in_halves<T: Send>(n: usize, work: impl Fn(Range<usize>) -> T + Sync) -> [T; 2] {
    let (first, second) = (0..n / 2, n / 2..n);
    #[cfg(target_arch = "wasm32")]
    return [work(first), work(second)];
    #[cfg(not(target_arch = "wasm32"))]
    std::thread::scope(|scope| {
        let other = scope.spawn(|| work(second));
        let first = work(first);
        match other.join() {
            Ok(second) => [first, second],
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
