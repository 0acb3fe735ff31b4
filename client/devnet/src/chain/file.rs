//! The file that a chain is kept in: its blocks one after the other, each with its length and a checksum.
//!
//! A block is on the disk before anyone hears of it. So whatever moment the process is killed at, only one that nobody heard
//! of can be incomplete, and that is the last. Blocks that are taken back are cut off.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use contracts_node_runtime::Header;
use scale::{Decode, Encode};
use sp_core::hashing::blake2_64;

use super::values::Changes;

/// What the file begins with. The last letter is the version of the format.
const MAGIC: &[u8; 8] = b"mutual\0\x02";

const MAGIC_BYTES: u64 = 8;

/// What stands before a record: its length, a checksum of the length, and a checksum of the record.
const HEAD_BYTES: u64 = 16;

/// The state file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read or written.
    #[error("cannot {what} the state file {path}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// It is another kind of file, or of another version.
    #[error("{0} is no state file of this version")]
    Foreign(PathBuf),
    /// It is damaged in the midst, which being killed does not explain.
    #[error("the state file {path} is damaged at byte {at}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where the damaged record begins.
        at: u64,
    },
    /// Another chain is kept in it at this moment.
    #[error("the state file {0} is in use by another chain")]
    InUse(PathBuf),
}

/// A block as it is kept.
#[derive(Encode, Decode)]
pub(super) struct BlockRecord {
    pub(super) header: Header,
    pub(super) extrinsics: Vec<Vec<u8>>,
    pub(super) time_ms: u64,
    pub(super) ahead_ms: i64,
    pub(super) changes: Changes,
}

/// The open file.
pub(super) struct StateFile {
    file: File,
    path: PathBuf,
    /// Where each block ends, by its number.
    ends: Vec<u64>,
}

impl StateFile {
    /// Opens or makes the file and calls `each` with every record in it.
    pub(super) fn open<E: From<FileError>>(
        path: &Path,
        mut each: impl FnMut(BlockRecord) -> Result<(), E>,
    ) -> Result<Self, E> {
        let io = |what| move |source| FileError::Io { what, path: path.to_owned(), source };
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(path).map_err(io("open"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FileError::InUse(path.to_owned()).into()),
            Err(TryLockError::Error(source)) => return Err(io("lock")(source).into()),
        }
        let mut left = file.metadata().map_err(io("read"))?.len();
        let mut input = BufReader::new(&file);

        let magic = take(&mut input, left.min(MAGIC_BYTES)).map_err(io("read"))?;
        if !MAGIC.starts_with(&magic) {
            return Err(FileError::Foreign(path.to_owned()).into());
        }
        let is_new = magic.len() < MAGIC.len();
        let mut ends = Vec::new();
        let mut end = MAGIC_BYTES;
        left = left.saturating_sub(MAGIC_BYTES);
        while !is_new && left > 0 {
            match next(&mut input, left).map_err(io("read"))? {
                Next::Record(record, bytes) => {
                    left = left.saturating_sub(bytes);
                    end = end.saturating_add(bytes);
                    ends.push(end);
                    each(*record)?;
                }
                Next::Incomplete => break,
                Next::Damaged => return Err(FileError::Damaged { path: path.to_owned(), at: end }.into()),
            }
        }
        let mut opened = Self { file, path: path.to_owned(), ends };
        if is_new {
            opened.begin().map_err(io("write"))?;
        } else {
            opened.file.set_len(end).map_err(io("write"))?;
        }
        Ok(opened)
    }

    fn begin(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(MAGIC)?;
        self.file.sync_all()?;
        // The name of a new file is on the disk when its folder is.
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()
    }

    /// Where the next block goes.
    fn end(&self) -> u64 {
        self.ends.last().copied().unwrap_or(MAGIC_BYTES)
    }

    /// Adds a block. When this returns it is on the disk, or the file is as it was.
    pub(super) fn append(&mut self, record: &BlockRecord) -> Result<(), FileError> {
        self.write(&record.encode()).map_err(|source| {
            // What is left of it is cut off at once, or when the file is opened.
            let _ = self.file.set_len(self.end());
            FileError::Io { what: "write", path: self.path.clone(), source }
        })
    }

    /// Cuts off the blocks after this one, or leaves the file as it was.
    pub(super) fn take_back(&mut self, number: u32) -> Result<(), FileError> {
        let kept = usize::try_from(number).map_or(usize::MAX, |number| number.saturating_add(1));
        let end = kept.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or_else(|| self.end());
        let shorten = |source| FileError::Io { what: "shorten", path: self.path.clone(), source };
        self.file.set_len(end).map_err(shorten)?;
        self.ends.truncate(kept);
        // If this fails so does the next block, for which the length has to be on the disk too.
        let _ = self.file.sync_all();
        Ok(())
    }

    fn write(&mut self, record: &[u8]) -> io::Result<()> {
        let length = u32::try_from(record.len()).map_err(|_| io::Error::other("a record of more than 4 GiB"))?;
        let length = length.to_le_bytes();
        let [sum @ .., _, _, _, _] = blake2_64(&length);
        let bytes = [&length[..], &sum, &blake2_64(record), record].concat();
        let end = self.end();
        self.file.seek(SeekFrom::Start(end))?;
        self.file.write_all(&bytes)?;
        self.file.sync_data()?;
        self.ends.push(end.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX)));
        Ok(())
    }
}

/// What comes next in a file.
enum Next {
    /// A record, with the bytes that it takes.
    Record(Box<BlockRecord>, u64),
    /// The beginning of a record that was never finished.
    Incomplete,
    /// What no unfinished write leaves behind.
    Damaged,
}

fn take(input: &mut impl Read, bytes: u64) -> io::Result<Vec<u8>> {
    let mut taken = Vec::new();
    input.take(bytes).read_to_end(&mut taken)?;
    Ok(taken)
}

fn next(input: &mut impl Read, left: u64) -> io::Result<Next> {
    let head = take(input, left.min(HEAD_BYTES))?;
    let Some((length, sums)) = head.split_first_chunk::<4>() else { return Ok(Next::Incomplete) };
    let Some((length_sum, sum)) = sums.split_first_chunk::<4>() else { return Ok(Next::Incomplete) };
    if u64::try_from(head.len()).unwrap_or(u64::MAX) < HEAD_BYTES {
        return Ok(Next::Incomplete);
    }
    let left = left.saturating_sub(HEAD_BYTES);
    if !blake2_64(length).starts_with(length_sum) {
        // Some file systems leave zeros at the end of a file when the power fails.
        let rest = take(input, left)?;
        let is_zero = head.iter().chain(&rest).all(|byte| *byte == 0);
        return Ok(if is_zero { Next::Incomplete } else { Next::Damaged });
    }
    let length = u64::from(u32::from_le_bytes(*length));
    if length > left {
        return Ok(Next::Incomplete);
    }
    let payload = take(input, length)?;
    if blake2_64(&payload) != *sum {
        return Ok(if length == left { Next::Incomplete } else { Next::Damaged });
    }
    Ok(match BlockRecord::decode(&mut payload.as_slice()) {
        Ok(record) => Next::Record(Box::new(record), length.saturating_add(HEAD_BYTES)),
        Err(_) => Next::Damaged,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::unwrap_used)]

    use std::fs;

    use sp_core::H256;
    use sp_runtime::{traits::Header as _, Digest};

    use super::*;

    fn open(path: &Path) -> Result<(StateFile, Vec<u32>), FileError> {
        let mut found = Vec::new();
        let file = StateFile::open::<FileError>(path, |record| {
            found.push(record.header.number);
            Ok(())
        })?;
        Ok((file, found))
    }

    fn block(number: u32) -> BlockRecord {
        let header = Header::new(number, H256::zero(), H256::zero(), H256::zero(), Digest::default());
        BlockRecord { header, extrinsics: Vec::new(), time_ms: 0, ahead_ms: 0, changes: Changes::default() }
    }

    fn written(count: u32) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chain");
        let (mut file, found) = open(&path).unwrap();
        assert!(found.is_empty());
        for number in 0..count {
            file.append(&block(number)).unwrap();
        }
        (folder, path)
    }

    #[test]
    fn what_was_written_is_read_and_more_can_follow() {
        let (_folder, path) = written(3);
        let (mut file, found) = open(&path).unwrap();
        assert_eq!(found, [0, 1, 2]);
        file.append(&block(9)).unwrap();
        drop(file);
        assert_eq!(open(&path).unwrap().1, [0, 1, 2, 9]);
    }

    #[test]
    fn what_is_taken_back_leaves_the_file() {
        let (_folder, path) = written(3);
        let whole = fs::read(&path).unwrap();
        let (mut file, _) = open(&path).unwrap();
        for number in 3..9 {
            file.append(&block(number)).unwrap();
        }
        file.take_back(9).unwrap();
        file.take_back(2).unwrap();
        assert_eq!(fs::read(&path).unwrap(), whole);
        file.append(&block(3)).unwrap();
        drop(file);
        assert_eq!(open(&path).unwrap().1, [0, 1, 2, 3]);
    }

    #[test]
    fn wherever_the_file_ends_all_whole_records_are_read() {
        let (_folder, path) = written(3);
        let whole = fs::read(&path).unwrap();
        let record = (whole.len() - 8) / 3;
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            let (mut file, found) = open(&path).unwrap();
            let complete = length.saturating_sub(8) / record;
            assert_eq!(found.len(), complete, "{length}");
            file.append(&block(7)).unwrap();
            drop(file);
            assert_eq!(open(&path).unwrap().1.last(), Some(&7), "{length}");
        }
        fs::write(&path, [&whole[..], &[0; 100]].concat()).unwrap();
        assert_eq!(open(&path).unwrap().1, [0, 1, 2]);
    }

    #[test]
    fn damage_before_the_end_is_told_and_nothing_is_cut_off() {
        let (_folder, path) = written(3);
        let whole = fs::read(&path).unwrap();
        let record = (whole.len() - 8) / 3;
        for at in 8..8 + 2 * record {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            fs::write(&path, &bytes).unwrap();
            assert!(matches!(open(&path), Err(FileError::Damaged { .. })), "{at}");
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
    }

    #[test]
    fn other_files_are_left_alone() {
        let (folder, path) = written(0);
        let other = folder.path().join("notes");
        fs::write(&other, "my notes").unwrap();
        assert!(matches!(open(&other), Err(FileError::Foreign(_))));
        assert_eq!(fs::read(&other).unwrap(), b"my notes");
        let _held = open(&path).unwrap();
        assert!(matches!(open(&path), Err(FileError::InUse(_))));
    }
}
