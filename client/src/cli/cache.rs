//! Where the types of chains are kept from one command to the next, so that they are not fetched each time.

use std::ffi::OsString;
use std::path::PathBuf;

/// The folder: `mutual/metadata` in the user's cache folder; none if there is no home.
pub(super) fn folder() -> Option<PathBuf> {
    within(|name| std::env::var_os(name))
}

fn within(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let caches = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?;
    Some(caches.join("mutual").join("metadata"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_the_users_cache() {
        let with = |pairs: &'static [(&str, &str)]| {
            within(move |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value)))
        };
        assert_eq!(with(&[("HOME", "/home/mere")]), Some("/home/mere/.cache/mutual/metadata".into()));
        let both = with(&[("HOME", "/home/mere"), ("XDG_CACHE_HOME", "/x")]);
        assert_eq!(both, Some("/x/mutual/metadata".into()));
        assert_eq!(with(&[("HOME", "/home/mere"), ("XDG_CACHE_HOME", "")]), with(&[("HOME", "/home/mere")]));
        assert_eq!(with(&[]), None);
    }
}
