//! Looking up sorted items in a sorted slice, one after the other.

/// The number of items at the beginning of a slice for which `is_before` holds; no item after these may satisfy it.
///
/// The cost is the logarithm of that number, however long the slice.
pub(super) fn count_before<T>(items: &[T], is_before: impl Fn(&T) -> bool) -> usize {
    let mut step = 1;
    while items.get(step).is_some_and(&is_before) {
        step *= 2;
    }
    let start = step / 2;
    start + items[start..step.min(items.len())].partition_point(is_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn count_before_agrees_with_partition_point() {
        let items: Vec<usize> = (0..40).collect();
        for length in 0..=items.len() {
            for bound in 0..=length + 1 {
                let is_before = |item: &usize| *item < bound;
                assert_eq!(count_before(&items[..length], is_before), items[..length].partition_point(is_before));
            }
        }
    }
}
