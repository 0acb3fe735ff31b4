//! The bytes a contract returns: ink! wraps every output, and messages that can fail hold a second result inside.

use scale::{Decode, DecodeAll};

use crate::error::Error;

/// What ink! itself answers when it does not know the message.
#[derive(Decode, Debug)]
enum LangError {
    #[codec(index = 1)]
    CouldNotReadInput,
}

/// The value of a society's message that can fail.
pub(crate) fn decode_output<T: Decode>(data: &[u8], reverted: bool) -> Result<T, Error> {
    decode_fallible(data, reverted)?.map_err(Error::contract)
}

/// The value of a message that can fail with an `E`, or that.
pub(crate) fn decode_fallible<T: Decode, E: Decode>(data: &[u8], reverted: bool) -> Result<Result<T, E>, Error> {
    match Result::<Result<T, E>, LangError>::decode_all(&mut &*data) {
        // A reverted call has changed nothing, whatever its bytes say.
        Ok(Ok(Ok(_))) if reverted => Err(Error::Foreign("it reverted and gave no reason".to_owned())),
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(unknown_message(&error)),
        Err(_) => Err(unreadable(data)),
    }
}

/// The value of a read.
pub(crate) fn decode_read<T: Decode>(data: &[u8], reverted: bool) -> Result<T, Error> {
    match Result::<T, LangError>::decode_all(&mut &*data) {
        Ok(Ok(_)) if reverted => Err(Error::Foreign("it reverted and gave no reason".to_owned())),
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(unknown_message(&error)),
        Err(_) => Err(unreadable(data)),
    }
}

fn unknown_message(error: &LangError) -> Error {
    match error {
        LangError::CouldNotReadInput => Error::Foreign("it does not know this message".to_owned()),
    }
}

fn unreadable(data: &[u8]) -> Error {
    Error::Foreign(format!("its answer cannot be decoded (0x{})", hex::encode(data)))
}

#[cfg(test)]
mod tests {
    use mutual_types::Error as Refusal;
    use scale::Encode;

    use super::*;

    /// The outer result is ink!'s own.
    fn output<T: Encode>(inner: Result<T, Refusal>) -> Vec<u8> {
        [vec![0], inner.encode()].concat()
    }

    #[test]
    fn the_contracts_error_comes_out_of_both_wrappings() {
        let data = output::<()>(Err(Refusal::NotMember));
        let error = decode_output::<()>(&data, true).unwrap_err();
        assert!(matches!(error, Error::Contract { error: Refusal::NotMember, .. }), "{error}");
    }

    #[test]
    fn a_reverted_call_is_no_success() {
        assert!(matches!(decode_output::<u32>(&output(Ok(7u32)), true), Err(Error::Foreign(_))));
        assert_eq!(decode_output::<u32>(&output(Ok(7u32)), false).unwrap(), 7);
    }

    #[test]
    fn bytes_that_mean_nothing_are_refused() {
        assert!(matches!(decode_read::<u32>(&[1, 1], true), Err(Error::Foreign(what)) if what.contains("know")));
        assert!(matches!(decode_read::<u8>(&[0, 1, 2], false), Err(Error::Foreign(_))));
        assert!(matches!(decode_read::<u8>(&[], false), Err(Error::Foreign(_))));
    }
}
