//! Members as people name them: by account, by a name of theirs, or by number.

use mutual_types::{AccountId, MemberIndex};

use crate::error::Error;
use crate::names::Names;
use crate::society::Society;
use crate::text::address;

/// The number of the member that a number, an account or a name of one stands for.
pub(super) async fn member(names: &Names, society: &Society, text: &str) -> Result<MemberIndex, Error> {
    if let Ok(number) = text.parse() {
        let index = MemberIndex(number);
        return match society.member_account(index).await? {
            Some(_) => Ok(index),
            None => Err(Error::NotFound { what: format!("member {index}") }),
        };
    }
    let account = names.account(text, society.chain().genesis())?;
    match society.member(account).await? {
        Some(member) => Ok(member.index),
        None => Err(Error::NotFound { what: format!("member with the account {}", address::format(&account)) }),
    }
}

/// A member's account, for a list that names people in full.
pub(super) async fn account_of(society: &Society, member: MemberIndex) -> Result<AccountId, Error> {
    let account = society.member_account(member).await?;
    account.ok_or_else(|| Error::NotFound { what: format!("member {member}") })
}

/// A member with their account.
pub(super) async fn named(society: &Society, member: MemberIndex) -> Result<String, Error> {
    Ok(format!("member {member} ({})", address::format(&account_of(society, member).await?)))
}
