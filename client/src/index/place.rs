//! Where an index is: in a file of the data folder, in a named file, or in PostgreSQL.

use std::path::{Path, PathBuf};

use mutual_types::AccountId;

use crate::chain::Hash;
use crate::text::address;

/// Where an index is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In an SQLite file.
    File(PathBuf),
    /// In the PostgreSQL database at a URL, which may hold a password: see [`Place::shown`].
    Postgres(String),
    /// Nowhere: it is gone with the process.
    Memory,
}

impl Place {
    /// Reads what somebody wrote: a `postgres://` URL, or a file.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres(text.to_owned())
        } else {
            Self::File(PathBuf::from(text))
        }
    }

    /// The file of a society in the data folder: an index of one chain is never taken for that of another.
    pub fn in_data_folder(folder: &Path, genesis: Hash, society: AccountId) -> Self {
        let genesis = hex::encode(genesis.0);
        let chain = genesis.get(..16).unwrap_or(&genesis);
        Self::File(folder.join("index").join(chain).join(format!("{}.sqlite", address::format(&society))))
    }

    /// Whether it can be there already: a file that is there, or a database.
    pub fn may_exist(&self) -> bool {
        match self {
            Self::File(path) => path.exists(),
            Self::Postgres(_) => true,
            Self::Memory => false,
        }
    }

    /// For people, without a password.
    pub fn shown(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Postgres(url) => without_password(url),
            Self::Memory => "memory".to_owned(),
        }
    }
}

fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
    let rest = match rest.rsplit_once('@') {
        Some((who, place)) => format!("{}@{place}", who.split(':').next().unwrap_or_default()),
        None => rest.to_owned(),
    };
    let kept = query.into_iter().flat_map(|query| query.split('&')).filter(|part| !part.starts_with("password="));
    let kept: Vec<&str> = kept.collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{scheme}://{rest}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_a_database_and_all_else_a_file() {
        assert_eq!(Place::parse("postgres://u@h/db"), Place::Postgres("postgres://u@h/db".to_owned()));
        assert_eq!(Place::parse("postgresql://h"), Place::Postgres("postgresql://h".to_owned()));
        assert_eq!(Place::parse("books.sqlite"), Place::File(PathBuf::from("books.sqlite")));
    }

    #[test]
    fn a_password_is_never_shown() {
        for (url, shown) in [
            ("postgres://mere:s3cr@t@h:5432/db", "postgres://mere@h:5432/db"),
            ("postgres://mere@h/db?password=s3cret&sslmode=disable", "postgres://mere@h/db?sslmode=disable"),
            ("postgres://h/db?password=s3cret", "postgres://h/db"),
            ("postgres://h/db", "postgres://h/db"),
        ] {
            assert_eq!(Place::parse(url).shown(), shown);
        }
    }
}
