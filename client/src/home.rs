//! Where Mutual keeps things on this machine, and how it writes them: a file is there whole or not at all, and nobody
//! else reads it.
//!
//! The config folder holds what a person would back up: keystores, names, networks and settings. The data folder holds
//! what can be made again, such as an index of events.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The variable that names the config folder.
pub const CONFIG_VARIABLE: &str = "MUTUAL_CONFIG_DIR";
/// The variable that names the data folder.
pub const DATA_VARIABLE: &str = "MUTUAL_DATA_DIR";

/// How long another command may be in the middle of writing.
const LOCK_PATIENCE: Duration = Duration::from_secs(10);
const LOCK_POLL: Duration = Duration::from_millis(20);

/// A config file is not larger: what is larger is something else.
const READ_MAX_BYTES: u64 = 1 << 20;

/// A file or folder of Mutual's that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// No folder is named, and there is no home to have one in.
    #[error("there is no home folder to keep things in")]
    NoHome,
    /// What the system said.
    #[error("cannot {doing} {}: {reason}", path.display())]
    Failed {
        /// `read`, `write`, `make the folder` and so on.
        doing: &'static str,
        /// Which.
        path: PathBuf,
        /// What kind of failure it was.
        kind: io::ErrorKind,
        /// In the system's words.
        reason: String,
    },
    /// Something is there already that must not be lost.
    #[error("{} is there already", path.display())]
    Exists {
        /// Which.
        path: PathBuf,
    },
    /// A device, a folder or a file of an unlikely size.
    #[error("{} is no file that could be meant", path.display())]
    NotAFile {
        /// Which.
        path: PathBuf,
    },
    /// Another command is writing, and does not end.
    #[error("another `mutual` holds {}", path.display())]
    Held {
        /// The file that is locked.
        path: PathBuf,
    },
}

impl FileError {
    fn failed(doing: &'static str, path: &Path, error: &io::Error) -> Self {
        Self::Failed { doing, path: path.to_owned(), kind: error.kind(), reason: error.to_string() }
    }

    /// A name for programs, which does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoHome => "no-home",
            Self::Failed { kind: io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded, .. } => "disk-full",
            Self::Failed { kind: io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied, .. } => {
                "not-permitted"
            }
            Self::Failed { .. } => "file",
            Self::Exists { .. } => "file-exists",
            Self::NotAFile { .. } => "no-file",
            Self::Held { .. } => "file-held",
        }
    }

    /// What to do.
    pub fn hint(&self) -> String {
        match (self, self.code()) {
            (Self::NoHome, _) => {
                format!(
                    "name it: `--config-dir FOLDER` and `--data-dir FOLDER`, or {CONFIG_VARIABLE} and {DATA_VARIABLE}"
                )
            }
            (_, "disk-full") => "make some room; what was there before is unchanged".to_owned(),
            (_, "not-permitted") => format!(
                "check who may write there, or name another folder: `--config-dir FOLDER`, or {CONFIG_VARIABLE} and \
                 {DATA_VARIABLE}"
            ),
            (Self::Exists { .. }, _) => "choose another name, or move it away first".to_owned(),
            (Self::Held { .. }, _) => "wait until it has ended, and try again".to_owned(),
            _ => "what was there before is unchanged".to_owned(),
        }
    }
}

/// The folder of keystores, names, networks and settings: `flag`, else `MUTUAL_CONFIG_DIR`, else where the system keeps
/// such things. It may not be there yet.
///
/// # Errors
/// [`FileError::NoHome`].
pub fn config_dir(flag: Option<&Path>) -> Result<PathBuf, FileError> {
    match flag {
        Some(folder) => Ok(folder.to_owned()),
        None => folder(CONFIG_VARIABLE, "XDG_CONFIG_HOME", ".config", |name| std::env::var_os(name)),
    }
}

/// The folder of what can be made again: `flag`, else `MUTUAL_DATA_DIR`, else where the system keeps such things. It may not be there
/// yet.
///
/// # Errors
/// [`FileError::NoHome`].
pub fn data_dir(flag: Option<&Path>) -> Result<PathBuf, FileError> {
    match flag {
        Some(folder) => Ok(folder.to_owned()),
        None => folder(DATA_VARIABLE, "XDG_DATA_HOME", ".local/share", |name| std::env::var_os(name)),
    }
}

fn folder(
    own: &str,
    xdg: &str,
    below_home: &str,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<PathBuf, FileError> {
    let path = |name: &str| variable(name).filter(|text| !text.is_empty()).map(PathBuf::from);
    if let Some(folder) = path(own) {
        return Ok(folder);
    }
    // The specification has relative ones ignored.
    if let Some(base) = path(xdg).filter(|base| base.is_absolute()) {
        return Ok(base.join("mutual"));
    }
    let home = path("HOME").filter(|home| home.is_absolute()).ok_or(FileError::NoHome)?;
    Ok(home.join(below_home).join("mutual"))
}

/// Makes a folder that only its owner can enter, with those above it. One that is there stays as it is.
///
/// # Errors
/// [`FileError::Failed`].
pub fn make_private_folder(path: &Path) -> Result<(), FileError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| FileError::failed("make the folder", path, &error))
}

/// The text of a file, or none if there is no such file.
///
/// # Errors
/// [`FileError::Failed`], [`FileError::NotAFile`].
pub fn read(path: &Path) -> Result<Option<String>, FileError> {
    let failed = |error: io::Error| FileError::failed("read", path, &error);
    match fs::metadata(path) {
        Ok(found) if !found.is_file() || found.len() > READ_MAX_BYTES => {
            return Err(FileError::NotAFile { path: path.to_owned() })
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    }
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

/// The files of a folder in no order, without hidden ones; none if there is no such folder.
///
/// # Errors
/// [`FileError::Failed`].
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let failed = |error: io::Error| FileError::failed("read", folder, &error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let is_hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if !is_hidden && path.is_file() {
            found.push(path);
        }
    }
    Ok(found)
}

/// Writes a file that only its owner can read, in place of what is there. Whoever looks finds the old file or the new
/// one, also after a crash.
///
/// # Errors
/// [`FileError`]; then what was there is unchanged.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    // A link to a file elsewhere, as tools for dotfiles make them, stays a link.
    let path = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(_) => path.to_owned(),
    };
    match fs::metadata(&path) {
        Ok(found) if !found.is_file() => return Err(FileError::NotAFile { path }),
        _ => {}
    }
    let temporary = Temporary::write(&path, bytes)?;
    fs::rename(&temporary.path, &path).map_err(|error| FileError::failed("write", &path, &error))?;
    sync_folder(&path)
}

/// The same where nothing is yet.
///
/// # Errors
/// [`FileError`], of which [`FileError::Exists`] is for a file that is there.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let temporary = Temporary::write(path, bytes)?;
    // A second name for the same file: unlike renaming, it replaces nothing.
    match fs::hard_link(&temporary.path, path) {
        Ok(()) => sync_folder(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(FileError::Exists { path: path.to_owned() }),
        Err(error) => Err(FileError::failed("write", path, &error)),
    }
}

/// Removes a file; false if there was none.
///
/// # Errors
/// [`FileError::Failed`].
pub fn remove(path: &Path) -> Result<bool, FileError> {
    match fs::remove_file(path) {
        Ok(()) => sync_folder(path).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(FileError::failed("remove", path, &error)),
    }
}

/// A file beside the one that is to be, gone when it is dropped under its first name.
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    fn write(target: &Path, bytes: &[u8]) -> Result<Self, FileError> {
        let failed = |error: io::Error| FileError::failed("write", target, &error);
        let mut unique = [0; 8];
        getrandom::fill(&mut unique).map_err(|error| failed(io::Error::other(error.to_string())))?;
        let mut name = OsString::from(".");
        name.push(target.file_name().ok_or_else(|| FileError::NotAFile { path: target.to_owned() })?);
        name.push(format!(".{}.tmp", hex::encode(unique)));
        let path = target.with_file_name(name);
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).map_err(failed)?;
        let temporary = Self { path };
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)?;
        Ok(temporary)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After a rename there is none, and a crash leaves one that nobody looks at.
        let _ = fs::remove_file(&self.path);
    }
}

/// Makes the new name last over a loss of power.
fn sync_folder(path: &Path) -> Result<(), FileError> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        #[cfg(unix)]
        Some(folder) => match File::open(folder).and_then(|folder| folder.sync_all()) {
            // Some file systems know no such thing.
            Err(error) if error.kind() != io::ErrorKind::InvalidInput => Err(FileError::failed("write", path, &error)),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// The right to change what is in a folder, held until it is dropped. Never keep it over a question.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Waits for the right to change what is in `folder`, which is made if it is not there. Of two commands that change the
/// same file at once, the second begins with what the first has written.
///
/// # Errors
/// [`FileError::Held`] after ten seconds, [`FileError::Failed`].
pub fn lock(folder: &Path) -> Result<Lock, FileError> {
    make_private_folder(folder)?;
    let path = folder.join(".lock");
    let failed = |error: &io::Error| FileError::failed("lock", &path, error);
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&path).map_err(|error| failed(&error))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) if begun.elapsed() < LOCK_PATIENCE => std::thread::sleep(LOCK_POLL),
            Err(TryLockError::WouldBlock) => return Err(FileError::Held { path }),
            Err(TryLockError::Error(error)) => return Err(failed(&error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)]) -> Result<PathBuf, FileError> {
        folder(CONFIG_VARIABLE, "XDG_CONFIG_HOME", ".config", |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn the_folder_is_the_named_one_else_the_systems_else_below_home() {
        let home = ("HOME", "/home/mere");
        assert_eq!(found(&[home, ("XDG_CONFIG_HOME", "/x"), (CONFIG_VARIABLE, "here")]), Ok("here".into()));
        assert_eq!(found(&[home, ("XDG_CONFIG_HOME", "/x"), (CONFIG_VARIABLE, "")]), Ok("/x/mutual".into()));
        assert_eq!(found(&[home, ("XDG_CONFIG_HOME", "x")]), Ok("/home/mere/.config/mutual".into()));
        assert_eq!(found(&[]), Err(FileError::NoHome));
        assert_eq!(config_dir(Some(Path::new("there"))), Ok("there".into()));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_written_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (below, mode) = (folder.path().join("a/b"), |path: &Path| fs::metadata(path).unwrap().permissions().mode());
        make_private_folder(&below).unwrap();
        write(&below.join("one"), b"1").unwrap();
        write_new(&below.join("two"), b"2").unwrap();
        assert_eq!(mode(&below) & 0o777, 0o700);
        assert_eq!(mode(&below.join("one")) & 0o777, 0o600);
        assert_eq!(mode(&below.join("two")) & 0o777, 0o600);
        assert_eq!(fs::read_dir(&below).unwrap().count(), 2, "nothing is left beside them");
    }

    #[test]
    fn a_new_file_replaces_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write_new(&path, b"first").unwrap();
        assert_eq!(write_new(&path, b"second"), Err(FileError::Exists { path: path.clone() }));
        assert_eq!(read(&path).unwrap().as_deref(), Some("first"));
        write(&path, b"third").unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some("third"));
        assert_eq!((remove(&path), remove(&path)), (Ok(true), Ok(false)));
        assert_eq!(read(&path), Ok(None));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_device_stays_a_device() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        write(&link, b"new").unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());

        let below = folder.path().join("folder");
        fs::create_dir(&below).unwrap();
        assert_eq!(write(&below, b"x"), Err(FileError::NotAFile { path: fs::canonicalize(&below).unwrap() }));
        let null = Path::new("/dev/null");
        assert_eq!(write(null, b"x"), Err(FileError::NotAFile { path: null.to_owned() }));
        assert_eq!(read(null), Err(FileError::NotAFile { path: null.to_owned() }));
    }

    #[test]
    fn writing_where_nothing_can_be_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let error = lock(&file).unwrap_err();
        assert!(matches!(&error, FileError::Failed { path, .. } if *path == file), "{error}");
        let gone = write(&folder.path().join("none/file"), b"x").unwrap_err();
        assert_eq!(gone.code(), "file");
        for (kind, code, word) in [
            (io::ErrorKind::StorageFull, "disk-full", "room"),
            (io::ErrorKind::ReadOnlyFilesystem, "not-permitted", "--config-dir"),
            (io::ErrorKind::PermissionDenied, "not-permitted", "--config-dir"),
        ] {
            let error = FileError::failed("write", &file, &kind.into());
            assert_eq!(error.code(), code);
            assert!(error.hint().contains(word), "{}", error.hint());
        }
    }

    #[test]
    fn of_many_that_change_a_file_at_once_none_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        std::thread::scope(|scope| {
            for number in 0..8 {
                let (folder, path) = (folder.path(), &path);
                scope.spawn(move || {
                    for round in 0..10 {
                        let _lock = lock(folder).unwrap();
                        let before = read(path).unwrap().unwrap_or_default();
                        write(path, format!("{before}{number}.{round}\n").as_bytes()).unwrap();
                    }
                });
            }
        });
        assert_eq!(read(&path).unwrap().unwrap().lines().count(), 80);
    }
}
