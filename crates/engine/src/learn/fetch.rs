//! Fetching memory before it is needed.

/// Reads one number of each of many pieces of memory that lie far apart. Nothing waits for any of them here, so the
/// processor fetches them side by side; whoever reads them next finds them in its cache instead of waiting for one after
/// the other. It changes no result.
pub(super) fn fetch(places: impl Iterator<Item = u32>) {
    std::hint::black_box(places.fold(0, |all, one| all ^ one));
}
