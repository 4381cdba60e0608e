//! Counts of steps, by which a test sees how the work on a text grows with the text, without a clock.
//!
//! Code that reads text from outside calls [`count`] where it moves on: once for each character, word or byte that it
//! looks at. A debug build adds the steps of each thread up; in a release build there is nothing to run.

#[cfg(debug_assertions)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Adds to the steps of this thread.
#[inline]
pub fn count(steps: usize) {
    #[cfg(debug_assertions)]
    STEPS.with(|sum| sum.set(sum.get().wrapping_add(steps as u64)));
    #[cfg(not(debug_assertions))]
    let _ = steps;
}

/// The steps of some work, as far as it is done on this thread: 0 in a release build.
pub fn steps_of(work: impl FnOnce()) -> u64 {
    #[cfg(debug_assertions)]
    let sum = || STEPS.with(std::cell::Cell::get);
    #[cfg(not(debug_assertions))]
    let sum = || 0_u64;
    let before = sum();
    work();
    sum().wrapping_sub(before)
}

/// Doubles an input `doublings` times, from `size` on, and returns the inputs after which the work took more than 2.5 times
/// as many steps as before; none of them in a release build. For tests: ten doublings show what takes quadratic time.
///
/// # Panics
///
/// If the work does not count its steps.
pub fn more_than_linear<T>(
    mut size: usize,
    doublings: usize,
    input: impl Fn(usize) -> T,
    work: impl Fn(&T),
) -> Vec<(usize, u64, u64)> {
    /// A little more than 2, for what is done once the input is long enough.
    const MAX_GROWTH: f64 = 2.5;
    let steps = |size: usize| {
        let input = input(size);
        steps_of(|| work(&input))
    };
    let mut wrong = Vec::new();
    let mut before = steps(size);
    for _ in 0..doublings {
        size *= 2;
        let now = steps(size);
        let as_float = |steps: u64| f64::from(u32::try_from(steps).unwrap_or(u32::MAX));
        if as_float(now) > as_float(before) * MAX_GROWTH {
            wrong.push((size, before, now));
        }
        before = now;
    }
    assert!(!cfg!(debug_assertions) || before * 64 >= size as u64, "{before} steps for {size}: some are not counted");
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(debug_assertions)]
    fn quadratic_time_is_detected() {
        let letters = |size: usize| "a".repeat(size);
        let once = |text: &String| text.chars().for_each(|_| count(1));
        let rest_of_each = |text: &String| (0..text.len()).for_each(|at| count(text.len() - at));
        assert_eq!(more_than_linear(8, 10, letters, once), []);
        assert_eq!(more_than_linear(8, 10, letters, rest_of_each).len(), 10);
        assert_eq!(more_than_linear(8, 1, letters, rest_of_each), [(16, 36, 136)]);
    }
}
