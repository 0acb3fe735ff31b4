//! The glossary: every word that people meet, in a sentence or two.

use super::super::report::Report;
use super::super::suggest;
use super::Part;
use crate::error::Error;

/// The glossary as a page.
pub(super) fn parts() -> Vec<Part> {
    let terms = TERMS.iter().map(|(term, text)| ((*term).to_owned(), (*text).to_owned())).collect();
    vec![Part::Text("The words that you meet, in a sentence or two."), Part::Terms(terms)]
}

/// One word of it.
pub(super) fn one(word: &str) -> Result<Report, Error> {
    let word = word.to_lowercase();
    let found: Vec<(String, String)> = TERMS
        .iter()
        .filter(|(term, _)| *term == word || term.split(", ").any(|part| part == word))
        .map(|(term, text)| ((*term).to_owned(), (*text).to_owned()))
        .collect();
    if !found.is_empty() {
        return Ok(Report::default().fields(found));
    }
    let hint = match suggest::nearest(&word, TERMS.iter().flat_map(|(term, _)| term.split(", "))) {
        Some(near) => format!("did you mean `mutual help glossary {near}`? `mutual help glossary` lists all of them"),
        None => "`mutual help glossary` lists all of them".to_owned(),
    };
    Err(Error::Input { what: format!("the glossary does not have `{word}`"), hint: Some(hint) })
}

/// The words, in the order of the alphabet.
const TERMS: &[(&str, &str)] = &[
    ("abstain", "A ballot that is neither for nor against. It counts for the quorum."),
    ("account", "What holds money on a chain and signs. It is a pair of keys: the address is public, the secret is yours alone."),
    ("address", "An account's public name, 47 or 48 letters and digits. It is always shown in full, so that nobody is taken in by one that looks alike."),
    ("admission", "How newcomers get in: open to all who apply, sponsored by members, or by a ballot. The rules say which."),
    ("allowance", "What treasurers and keepers may pay from a pot with one signature, each time and in a period. What is not used does not carry over."),
    ("appeal", "A dispute about a suspension or expulsion, opened by the member in its notice. It stops the clock until it is decided."),
    ("applicant", "Somebody who has asked to be let in, and is not in yet."),
    ("approval", "A treasurer's yes to a payment. At release only approvals of those count who are treasurers then."),
    ("arbitrator", "A member who may sit on a panel that decides a dispute."),
    ("archive", "A node that keeps the state after every block. Others keep the last 256, which is enough for daily use."),
    ("asset lock", "A promise of the charter: what is left when the society ends goes to the beneficiary, and is never divided among members."),
    ("attest", "To confirm, from what you know yourself, that a request for relief is true."),
    ("aye, nay", "For it, and against it: the two sides of a ballot."),
    ("ballot", "A member's vote on a proposal: aye, nay or abstain. It is public and does not change."),
    ("beneficiary", "The outsider who gets what is left when the society ends."),
    ("block", "A step of the chain. Every transaction is in one, and its time is the only time that the society knows."),
    ("bounds", "How far the rules may ever change. They were fixed at the founding."),
    ("call", "A proposal to have the society use another contract, sometimes with money."),
    ("cap", "A limit of relief: for a request, for a member in a year, for a pot in a month."),
    ("card", "What is shown before you sign: what is done, by whom, where, and what it costs."),
    ("certainty", "When no ballot that is still out can change the outcome, the outcome is certain, and voting can end early."),
    ("certify", "A steward's word that a payment fits the purpose of its restricted pot. Without it the proposal is special."),
    ("charter", "What the members have agreed on, in a document that everybody can read. The chain holds its address and its hash."),
    ("claim", "What somebody hands in: an expense with its receipt, or a stage of a grant with its evidence."),
    ("consent", "A proposal that passes at its end unless enough members object."),
    ("contract", "The program on the chain that is the society. It does what its rules say and nothing else, for anybody."),
    ("credit", "Money that the society owes to an account, such as a deposit or shares given back. Its owner withdraws it."),
    ("deposit", "Money held with a proposal or a dispute, and given back unless it was judged to be spam or lost. For that of the chain see storage deposit."),
    ("devnet", "A development chain on your own machine, whose money is worth nothing: `mutual devnet`."),
    ("dispute", "What people do not agree on, decided by three arbitrators, or else by the members."),
    ("dissolution", "The end of a society: what was promised is paid, shares are paid back, and the rest goes where the charter says."),
    ("dormancy", "After so long without any decision anyone may open the dissolution, so that no money is lost for ever."),
    ("dry run", "To try something without doing it: `--dry-run` shows what would happen, and signs and sends nothing."),
    ("dues", "What members pay in each period, if the rules ask for it."),
    ("electorate", "The members whom a quorum is counted of: those who are in, and not recorded as lapsed or suspended, less those the proposal is about."),
    ("event", "A line in the chain's public record that says what happened. They are numbered, so that none can be missing unseen."),
    ("evidence", "A document that shows what was done or needed. Only its hash is written."),
    ("execute", "To carry out what was decided, after the notice. Anyone may, once."),
    ("existential deposit", "The least that an account must hold. An account with less does not exist."),
    ("expense claim", "What a member has laid out for the society and claims back, with a receipt."),
    ("expulsion", "A special decision that a member must go. Their shares are paid back."),
    ("extension", "A quorum that is first met late keeps voting open for a while, so that nobody is surprised."),
    ("fee", "What the chain takes for each transaction, from who signs. It is not the society's."),
    ("final", "A block that cannot be undone any more."),
    ("founder", "A member from the first day on, named in the founding file."),
    ("free", "The part of a pot that is not promised to anybody yet."),
    ("genesis", "The first block of a chain. Its hash tells a chain from every other."),
    ("good standing", "Paid up, and not suspended."),
    ("grace", "The time after dues are due in which a member still votes."),
    ("grant", "Money promised in stages, each paid when a steward accepts what was done."),
    ("hash", "A short number that stands for a document: change one letter of it, and the hash is another."),
    ("hold", "A treasurer or steward stops a payment for a while, once, and says why."),
    ("keeper", "A member who may pay small amounts out of one pot."),
    ("lapse, lapsed", "Of a member: behind with dues beyond the grace, and without vote or role until they pay. Of a payment: its window is over. Of a stage: nobody handed it in."),
    ("late quorum", "See extension."),
    ("member", "Who is in. Each has a number, which stays theirs for ever."),
    ("migrate", "To bring what an older version of the society's code has stored to that of the new one."),
    ("min ayes", "The least number of ayes where money moves, roles change, or a proposal is special."),
    ("node", "A computer that keeps the chain and answers questions about it."),
    ("notice", "The time between the end of voting and execution: time to object, to appeal, or to leave."),
    ("objection", "A no to a consent, with a reason. Enough of them open a ballot."),
    ("ordinary", "A proposal that passes with more ayes than nays. See special."),
    ("panel", "The three arbitrators who decide a dispute. Two equal votes decide."),
    ("past due", "What of a repayable grant should have been paid back by now. It is the only debt of a member."),
    ("payee", "Who gets the money."),
    ("payment", "Money on its way: decided, promised, approved by treasurers, then released."),
    ("petition", "A dispute for which more members must ask before it opens."),
    ("petty payment", "A small payment with one signature, within an allowance."),
    ("planck", "The smallest part of the chain's money. A UNIT is a million million of them."),
    ("pot", "Money kept apart: general for everything, reserve for bad times, relief for members in need, restricted for one purpose."),
    ("potential", "The ballots that there can be at the most on a proposal."),
    ("probation", "The first time of a newcomer, who decides only on what is proposed after it."),
    ("promised", "The part of a pot that is set aside for payments, grants and requests that were agreed to. It is also called reserved."),
    ("proposal", "Something for the members to decide on."),
    ("proxy", "A member who votes for another. The member's own ballot always comes before it."),
    ("quorum", "The part of the electorate that must say aye or abstain for a decision to count. Nays never help it."),
    ("recovery", "A special proposal that gives a member whose key is lost a new account. The old account can stop it."),
    ("recused", "Not voting on a proposal, and not counted in it, since it is about you."),
    ("refused", "Of a payment: the chain would not make the transfer. Its money is still reserved, and it can be released again."),
    ("reinstate", "To end a suspension or a lapse early, or to take back somebody who left."),
    ("release", "To pay a payment that is approved. Anyone may."),
    ("relief", "Help for a member in need, attested by other members. Nobody writes down why."),
    ("renew", "To open the window of a lapsed payment once more."),
    ("reserve", "The pot for bad times: money leaves it by a special proposal only."),
    ("reserve floor", "What the general pot always keeps."),
    ("resolution", "A proposal of words alone."),
    ("restricted", "Of a pot: for one purpose. It says who may be paid from it, and by which kinds of proposals."),
    ("role", "Treasurer, steward, arbitrator or keeper. See `mutual help roles`."),
    ("rotation", "To move your membership to another account of yours. Both sign."),
    ("rules", "What the society decides by: times, quorums, limits. Each proposal keeps those it was made under."),
    ("ruling", "What a panel, or the members, decide in a dispute."),
    ("salt", "A random number that keeps others from guessing a document by its hash."),
    ("secret uri", "What a key is made from: words, or a number, with derivations such as //stash. Whoever has it has the account."),
    ("settle", "To close the books on something that is over, so that its deposit comes back. Anyone may."),
    ("share", "A member's own money in the society, at a fixed price. It never votes, and is paid back on leaving."),
    ("signer", "The account that signs a transaction and pays its fee."),
    ("society", "A group that holds money together by a contract on a chain."),
    ("spam", "A proposal that found no quorum, and that two stewards call so: its deposit is lost."),
    ("special", "A proposal that takes a larger majority, such as two thirds of ayes and nays."),
    ("sponsor", "A member who vouches for an applicant."),
    ("stage", "A part of a grant, with an amount and a date. The first one has the number 0."),
    ("standing", "What a member is now: good, in grace, lapsed, suspended or departed."),
    ("steward", "A member who looks after purposes and results: certifies, accepts, returns."),
    ("stipend", "A stage that is paid monthly, without a claim."),
    ("storage deposit", "What the chain holds for the room that a record takes, from who signs. It comes back to whoever clears the record."),
    ("surplus", "Money that came without a message and is in no book yet."),
    ("suspension", "A special decision that a member neither votes nor holds a role until a date."),
    ("sweep", "To book a surplus to the general pot. Anyone may."),
    ("tally", "The ballots so far: ayes, nays, abstentions."),
    ("term", "How long a role is held. It ends by itself."),
    ("transaction", "A message to the chain, signed, with a fee. Its hash names it."),
    ("treasurer", "A member who approves payments, never alone, and never their own."),
    ("unit", "The chain's money. On a development chain it is called UNIT."),
    ("upgrade", "A special proposal to change the society's code."),
    ("waive", "To give up: of a payment, by its payee; of dues, for a time, by the members."),
    ("weight", "How much work a transaction is for the chain; also called gas. The fee follows from it."),
    ("window", "A time in which something is possible, such as executing a proposal or releasing a payment. It is open at its beginning, and not any more at its end."),
];

#[cfg(test)]
mod tests {
    use mutual_types::{Class, Mode, PotId, PotKind, Role};

    use super::*;
    use crate::words;

    #[test]
    fn the_words_are_in_order_and_each_is_there_once() {
        let terms: Vec<&str> = TERMS.iter().map(|(term, _)| *term).collect();
        let mut sorted = terms.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(terms, sorted);
    }

    #[test]
    fn each_is_told_in_whole_sentences() {
        for (term, text) in TERMS {
            assert!(text.ends_with('.') && text.starts_with(char::is_uppercase), "{term}: {text}");
            assert_eq!(term.to_lowercase(), *term);
        }
    }

    #[test]
    fn what_records_are_called_is_explained() {
        let has = |word: &str| {
            TERMS.iter().any(|(term, text)| term.split(", ").any(|part| part == word) || text.contains(word))
        };
        let roles = [Role::Treasurer, Role::Steward, Role::Arbitrator].map(words::role);
        for word in roles.iter().map(String::as_str) {
            assert!(one(word).is_ok(), "{word}");
        }
        assert!(words::role(Role::Keeper(PotId(1))).starts_with("keeper") && one("keeper").is_ok());
        for word in [PotKind::General, PotKind::Reserve, PotKind::Relief, PotKind::Restricted].map(words::pot_kind) {
            assert!(has(word), "{word}");
        }
        for word in [Class::Ordinary, Class::Special].map(words::class) {
            assert!(one(word).is_ok(), "{word}");
        }
        for word in [Mode::Ballot, Mode::Consent].map(words::mode) {
            assert!(one(word).is_ok(), "{word}");
        }
    }

    #[test]
    fn a_word_that_is_not_there_is_met_with_one_that_is() {
        assert!(one("Quorum").is_ok() && one("nay").is_ok());
        let error = one("quorom").unwrap_err();
        assert!(error.hint().unwrap().contains("mutual help glossary quorum"), "{error:?}");
        assert!(one("xyzzy").is_err());
    }
}
