//! Decoding, written for size: a contract pays for every byte of its code at every call, and decoders that can fail at
//! each field were a fifth of it. Here a field that is missing or wrong is read as zero, the reader remembers it, and
//! the whole is refused at the end. The encoding is SCALE's; the encoders are its derived ones.
#![allow(clippy::disallowed_methods)] // what does not decode is not a refusal

use alloc::{boxed::Box, string::String, vec::Vec};

use scale::Input;

/// Reads values one after the other.
pub struct Reader<'a> {
    source: &'a mut dyn FnMut(&mut [u8]) -> bool,
    failed: bool,
}

/// What can be read.
pub trait Read: Sized {
    /// The next value, or anything at all after a failure.
    fn read(from: &mut Reader) -> Self;
}

/// Decodes a whole value from any SCALE input.
///
/// # Errors
/// When the input ends too soon, or a tag or a text is none.
pub fn decode<T: Read, I: Input>(input: &mut I) -> Result<T, scale::Error> {
    let mut source = |bytes: &mut [u8]| input.read(bytes).is_ok();
    let mut reader = Reader { source: &mut source, failed: false };
    let value = T::read(&mut reader);
    if reader.failed {
        Err("not a value of this type".into())
    } else {
        Ok(value)
    }
}

impl Reader<'_> {
    /// Fills `bytes`, or leaves them as they are after a failure.
    #[inline(never)]
    fn fill(&mut self, bytes: &mut [u8]) {
        if !self.failed && !(self.source)(bytes) {
            self.failed = true;
        }
    }

    #[inline(never)]
    fn byte(&mut self) -> u8 {
        let mut bytes = [0];
        self.fill(&mut bytes);
        bytes[0]
    }

    #[inline(never)]
    fn word(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    #[inline(never)]
    fn long(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// The tag of an enum with `count` variants.
    #[inline(never)]
    pub fn tag(&mut self, count: u8) -> u8 {
        let tag = self.byte();
        if tag < count {
            tag
        } else {
            self.failed = true;
            0
        }
    }

    /// The length of a list: a compact integer of one, two or four bytes.
    #[inline(never)]
    fn len(&mut self) -> u32 {
        let first = self.byte();
        let more = match first & 0b11 {
            0 => 0,
            1 => 1,
            2 => 3,
            _ => {
                self.failed = true;
                0
            }
        };
        let mut bytes = [first, 0, 0, 0];
        if let Some(rest) = bytes.get_mut(1..).and_then(|rest| rest.get_mut(..more)) {
            self.fill(rest);
        }
        let len = u32::from_le_bytes(bytes) >> 2;
        // A shorter form would have done: then it is no encoding of SCALE.
        let least = match more {
            0 => 0,
            1 => 1 << 6,
            _ => 1 << 14,
        };
        if self.failed || len < least {
            self.failed = true;
            return 0;
        }
        len
    }

    #[inline(never)]
    fn bytes(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Grown by bounded steps, so that a false length costs no memory.
        let mut left = self.len();
        let mut step = [0; 64];
        while left > 0 && !self.failed {
            let take = left.min(64);
            if let Some(part) = usize::try_from(take).ok().and_then(|take| step.get_mut(..take)) {
                self.fill(part);
                bytes.extend_from_slice(part);
            }
            left = left.saturating_sub(take);
        }
        bytes
    }
}

impl Read for u8 {
    fn read(from: &mut Reader) -> Self {
        from.byte()
    }
}

impl Read for bool {
    fn read(from: &mut Reader) -> Self {
        from.tag(2) == 1
    }
}

impl Read for u16 {
    fn read(from: &mut Reader) -> Self {
        let low = from.byte();
        let high = from.byte();
        Self::from_le_bytes([low, high])
    }
}

impl Read for u32 {
    fn read(from: &mut Reader) -> Self {
        from.word()
    }
}

impl Read for u64 {
    fn read(from: &mut Reader) -> Self {
        from.long()
    }
}

impl Read for i64 {
    fn read(from: &mut Reader) -> Self {
        Self::from_le_bytes(from.long().to_le_bytes())
    }
}

impl Read for u128 {
    #[inline(never)]
    fn read(from: &mut Reader) -> Self {
        let mut bytes = [0; 16];
        from.fill(&mut bytes);
        Self::from_le_bytes(bytes)
    }
}

impl<const N: usize> Read for [u8; N] {
    #[inline(never)]
    fn read(from: &mut Reader) -> Self {
        let mut bytes = [0; N];
        from.fill(&mut bytes);
        bytes
    }
}

impl Read for String {
    #[inline(never)]
    fn read(from: &mut Reader) -> Self {
        match Self::from_utf8(from.bytes()) {
            Ok(text) => text,
            Err(_) => {
                from.failed = true;
                Self::new()
            }
        }
    }
}

impl Read for Vec<u8> {
    fn read(from: &mut Reader) -> Self {
        from.bytes()
    }
}

/// What may stand in a list; bytes are read at once, and not one by one.
pub trait Element: Read {}

impl Element for String {}

impl Element for u128 {}

impl<T: Element> Read for Vec<T> {
    #[inline(never)]
    fn read(from: &mut Reader) -> Self {
        let mut list = Self::new();
        let mut left = from.len();
        while left > 0 && !from.failed {
            list.push(T::read(from));
            left = left.saturating_sub(1);
        }
        list
    }
}

impl<T: Read> Read for Option<T> {
    fn read(from: &mut Reader) -> Self {
        (from.tag(2) == 1).then(|| T::read(from))
    }
}

impl<T: Read> Read for Box<T> {
    fn read(from: &mut Reader) -> Self {
        Self::new(T::read(from))
    }
}

impl Read for () {
    fn read(_: &mut Reader) -> Self {}
}

/// Tuples: the arguments of a message, one after the other.
macro_rules! tuples {
    ($(($($item:ident)*))*) => {$(
        impl<$($item: Read),*> Read for ($($item,)*) {
            fn read(from: &mut Reader) -> Self {
                ($($item::read(from),)*)
            }
        }
    )*};
}

tuples! { (A B) (A B C) (A B C D) (A B C D E) }
