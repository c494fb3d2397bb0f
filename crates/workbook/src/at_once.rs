//! Several sheets at once, one per processor.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Sheets that are read at once at most: each thread holds buffers of its own.
const MOST: usize = 8;

/// Does `work` with each number below `count`, in order, on as many threads as there are processors, eight at most, each
/// with its own copy of `own`. The results are in order. Behind the first that does not `go_on` some may be
/// missing, before it none.
pub fn at_once<C: Clone + Send, T: Send>(
    own: &C,
    count: usize,
    work: impl Fn(&mut C, usize) -> T + Sync,
    go_on: impl Fn(&T) -> bool + Sync,
) -> Vec<T> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let run = |mut own: C| {
        let mut results = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                break;
            }
            let result = work(&mut own, at);
            if !go_on(&result) {
                stop.store(true, Ordering::Relaxed);
            }
            results.push((at, result));
        }
        results
    };
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let others = processors.min(MOST).min(count).saturating_sub(1);
    let mut results = std::thread::scope(|scope| {
        let run = &run;
        let others: Vec<_> =
            (0..others).map(|_| own.clone()).map(|own| scope.spawn(move || run(own))).collect();
        let mut results = run(own.clone());
        for other in others {
            results.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order_and_complete_before_the_one_that_stops() {
        let squares = at_once(&(), 100, |(), at| at * at, |_| true);
        assert_eq!(squares, (0..100).map(|at| at * at).collect::<Vec<_>>());
        let some = at_once(&(), 100, |(), at| at, |at| *at != 40);
        assert!(some.len() >= 41);
        assert_eq!(some[..41], (0..41).collect::<Vec<_>>());
    }
}
