//! Reading what is not to be seen: the terminal shows nothing of it, and is as it was afterwards.

use zeroize::Zeroizing;

use crate::error::Error;

/// A secret is not longer. The room is taken at once, so that no copy is left behind by growing.
const MAX_BYTES: usize = 1024;

const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
const BACKSPACE: u8 = 8;
const CTRL_U: u8 = 21;
const DELETE: u8 = 127;

/// Reads a line from the terminal without showing it. `ask` writes the question once nothing is shown any more.
///
/// # Errors
/// [`Error::Cancelled`] for Ctrl-C, and for Ctrl-D on an empty line.
#[cfg(unix)]
pub(super) fn read(ask: impl FnOnce()) -> Result<Zeroizing<String>, Error> {
    use std::io::Read;
    let _quiet = terminal::Quiet::new()?;
    ask();
    let mut line = Line::new();
    let mut stdin = std::io::stdin().lock();
    loop {
        let mut byte = Zeroizing::new([0]);
        let count = stdin.read(byte.as_mut()).map_err(|error| Error::Unexpected(error.to_string()))?;
        if count == 0 {
            return Err(Error::Cancelled);
        }
        if let Some(typed) = line.take(byte[0])? {
            return Ok(typed);
        }
    }
}

#[cfg(not(unix))]
pub(super) fn read(_ask: impl FnOnce()) -> Result<Zeroizing<String>, Error> {
    Err(Error::SecretNeeded { what: "a secret".to_owned(), hint: "give it as a file: `--password-file FILE`" })
}

/// A line while it is typed. Control characters come as bytes, since the terminal would act on them in its own way and,
/// with Ctrl-C, end the program before it has put the terminal back.
struct Line {
    bytes: Zeroizing<Vec<u8>>,
}

impl Line {
    fn new() -> Self {
        Self { bytes: Zeroizing::new(Vec::with_capacity(MAX_BYTES)) }
    }

    /// Takes a byte, and gives the line at its end.
    fn take(&mut self, byte: u8) -> Result<Option<Zeroizing<String>>, Error> {
        match byte {
            b'\n' | b'\r' => return self.text().map(Some),
            CTRL_C => return Err(Error::Cancelled),
            CTRL_D if self.bytes.is_empty() => return Err(Error::Cancelled),
            CTRL_D => return self.text().map(Some),
            BACKSPACE | DELETE => {
                // The last character, which may have several bytes.
                while self.bytes.pop().is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000) {}
            }
            CTRL_U => self.bytes.clear(),
            0..=31 => {}
            _ if self.bytes.len() == MAX_BYTES => return Err(Error::input("this is too long for a secret")),
            _ => self.bytes.push(byte),
        }
        Ok(None)
    }

    fn text(&self) -> Result<Zeroizing<String>, Error> {
        let text = core::str::from_utf8(&self.bytes).map_err(|_| Error::input("this is no text"))?;
        Ok(Zeroizing::new(text.to_owned()))
    }
}

#[cfg(unix)]
mod terminal {
    use std::io;

    use rustix::termios::{tcgetattr, tcsetattr, LocalModes, OptionalActions, SpecialCodeIndex, Termios};

    use crate::error::Error;

    /// A terminal that shows nothing and hands over every key, until it is dropped.
    pub(super) struct Quiet {
        before: Termios,
    }

    impl Quiet {
        pub(super) fn new() -> Result<Self, Error> {
            let failed = |error: rustix::io::Errno| Error::Unexpected(format!("the terminal: {error}"));
            let before = tcgetattr(io::stdin()).map_err(failed)?;
            let mut quiet = before.clone();
            let shown = LocalModes::ECHO | LocalModes::ECHONL;
            quiet.local_modes.remove(shown | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN);
            quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
            quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
            // What was typed before the question was not meant for it.
            tcsetattr(io::stdin(), OptionalActions::Flush, &quiet).map_err(failed)?;
            Ok(Self { before })
        }
    }

    impl Drop for Quiet {
        fn drop(&mut self) {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[u8]) -> Result<Option<String>, u8> {
        let mut line = Line::new();
        for key in keys {
            match line.take(*key) {
                Ok(None) => {}
                Ok(Some(text)) => return Ok(Some(text.to_string())),
                Err(error) => return Err(error.exit()),
            }
        }
        Ok(None)
    }

    #[test]
    fn a_line_is_what_was_typed_less_what_was_taken_back() {
        assert_eq!(typed(b"hunter2\n"), Ok(Some("hunter2".to_owned())));
        assert_eq!(typed("réé\u{7f}x\r".as_bytes()), Ok(Some("réx".to_owned())));
        assert_eq!(typed("\u{8}☂☂\u{8}\n".as_bytes()), Ok(Some("☂".to_owned())));
        assert_eq!(typed(b"wrong\x15right\n"), Ok(Some("right".to_owned())));
        assert_eq!(typed(b"a\x1b\x01b\n"), Ok(Some("ab".to_owned())));
        assert_eq!(typed(b"not ended"), Ok(None));
        assert_eq!(typed(b"ended\x04"), Ok(Some("ended".to_owned())));
    }

    #[test]
    fn it_can_be_given_up() {
        assert_eq!(typed(b"abc\x03"), Err(130));
        assert_eq!(typed(b"\x04"), Err(130));
        assert_eq!(typed(b"\xff\n"), Err(2));
        assert_eq!(typed(&[b'x'; MAX_BYTES + 1]), Err(2));
    }
}
