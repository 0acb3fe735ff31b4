//! The project's file: `.mutual.toml` in a folder or one above it, for a group whose members share a folder.

use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::{ConfigError, Key};
use crate::error::Error;
use crate::home;
use crate::text::line_at;

/// Its name.
pub const PROJECT_FILE: &str = ".mutual.toml";

/// What it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The file.
    pub path: PathBuf,
    /// Which network, by its name in the user's file.
    pub network: Option<String>,
    /// Which society.
    pub contract: Option<String>,
}

/// What was found upward of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A file of the user's own, or of the machine's owner.
    Project(Project),
    /// A file of somebody else, who should not choose where this user's money goes.
    Foreign(PathBuf),
}

impl Project {
    /// The nearest file in `folder` or above it.
    ///
    /// # Errors
    /// [`Error::File`], [`ConfigError::Damaged`].
    pub fn find(folder: &Path) -> Result<Found, Error> {
        for folder in folder.ancestors() {
            let path = folder.join(PROJECT_FILE);
            if is_foreign(&path) {
                return Ok(Found::Foreign(path));
            }
            if let Some(text) = home::read(&path)? {
                let read = Self::parse(&text, &path);
                return match read {
                    Ok(project) => Ok(Found::Project(project)),
                    Err((line, what)) => Err(ConfigError::Damaged { path, line, what }.into()),
                };
            }
        }
        Ok(Found::Nothing)
    }

    fn parse(text: &str, path: &Path) -> Result<Self, (usize, String)> {
        let at = |span: Option<std::ops::Range<usize>>| span.map_or(1, |span| line_at(text, span.start));
        let table = DeTable::parse(text).map_err(|error| (at(error.span()), error.message().to_owned()))?;
        let mut project = Self { path: path.to_owned(), ..Self::default() };
        for (name, value) in table.get_ref() {
            let line = line_at(text, name.span().start);
            let key = Key::named(name.get_ref()).filter(|key| matches!(key, Key::Network | Key::Contract));
            let key = key.ok_or_else(|| (line, format!("`{}` is nothing that a project can say", name.get_ref())))?;
            let value = value.get_ref().as_str().ok_or_else(|| (line, format!("`{}` is no text", key.name())))?;
            key.check(value).map_err(|what| (line, what))?;
            let place = if key == Key::Network { &mut project.network } else { &mut project.contract };
            *place = Some(value.to_owned());
        }
        Ok(project)
    }
}

/// Whether a file belongs to neither this user nor the machine's owner: in a folder where everybody may write, such as
/// /tmp, anybody could put one.
#[cfg(unix)]
fn is_foreign(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let own = rustix::process::geteuid().as_raw();
    std::fs::metadata(path).is_ok_and(|found| found.uid() != own && found.uid() != 0)
}

#[cfg(not(unix))]
fn is_foreign(_path: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<(Option<String>, Option<String>), usize> {
        let read = Project::parse(text, Path::new(PROJECT_FILE));
        read.map(|project| (project.network, project.contract)).map_err(|(line, _)| line)
    }

    #[test]
    fn a_project_says_which_network_and_which_contract_and_never_who_signs() {
        let said = parse("network = \"coop\"\ncontract = \"@garden\"\n");
        assert_eq!(said, Ok((Some("coop".to_owned()), Some("@garden".to_owned()))));
        assert_eq!(parse(""), Ok((None, None)));
        for text in
            ["account = \"mere\"", "suri = \"//Alice\"", "output = \"json\"", "[network.x]", "contract = \"5G\\\"\""]
        {
            assert_eq!(parse(text), Err(1), "{text}");
        }
        assert_eq!(parse("network = \"coop\"\n\ncontract = 5\n"), Err(3));
    }

    #[test]
    fn the_nearest_file_upward_is_the_projects() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("a/b");
        std::fs::create_dir_all(&below).unwrap();
        std::fs::write(folder.path().join(PROJECT_FILE), "network = \"far\"").unwrap();
        let network = |from: &Path| match Project::find(from).unwrap() {
            Found::Project(project) => project.network,
            other => panic!("{other:?}"),
        };
        assert_eq!(network(&below).as_deref(), Some("far"));
        std::fs::write(folder.path().join("a").join(PROJECT_FILE), "network = \"near\"").unwrap();
        assert_eq!(network(&below).as_deref(), Some("near"));
        std::fs::write(below.join(PROJECT_FILE), "network =").unwrap();
        assert_eq!(Project::find(&below).unwrap_err().code(), "damaged-config");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_somebody_else_is_not_followed() {
        // Only the machine's owner can give a file away, so that others cannot play this through.
        if !rustix::process::geteuid().is_root() {
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(PROJECT_FILE);
        std::fs::write(&path, "network = \"theirs\"").unwrap();
        std::os::unix::fs::chown(&path, Some(12_345), None).unwrap();
        assert_eq!(Project::find(folder.path()).unwrap(), Found::Foreign(path));
    }
}
