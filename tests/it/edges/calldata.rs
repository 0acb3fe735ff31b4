//! Bytes that are no message, and bytes that are one by chance: every answer is the contract's own, and nothing traps.

use mutual_model::play::Dice;
use mutual_types::Error;
use scale::DecodeAll;

use super::metadata::{Message, Tree, METADATA};
use crate::machine::chain::End;
use crate::town::{account, everything, Deed, Dry, Town, BEN};

/// What ink! answers to bytes that it cannot read: `Err(LangError::CouldNotReadInput)`.
const UNREADABLE: [u8; 2] = [1, 1];

/// Bytes that say of a list that it has this many entries, and stop there.
const FALSE_LENGTHS: [&[u8]; 3] = [
    &[0xfe, 0xff, 0xff, 0xff],
    &[0x03, 0x00, 0x00, 0x00, 0x40],
    &[0x33, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
];

/// Somebody who once sent a message, the moment before, and the bytes of its arguments.
struct Base<'a> {
    message: &'a Message,
    town: &'a Town,
    deed: &'a Deed,
    args: Vec<u8>,
}

/// Each message as it was sent once; a read with zeros, in the place of the first deed.
fn bases() -> Vec<Base<'static>> {
    let towns = everything();
    let base = |message: &'static Message| {
        let deeds = towns.iter().flat_map(|town| town.deeds.iter().map(move |deed| (town, deed)));
        let first = (&towns[0], &towns[0].deeds[40]);
        let (town, deed) = deeds.into_iter().find(|(_, deed)| deed.message.label() == message.label).unwrap_or(first);
        let is_sent = deed.message.label() == message.label;
        let zeros = || message.zeros().iter().flat_map(Tree::encode).collect();
        Base { message, town, deed, args: if is_sent { deed.args.clone() } else { zeros() } }
    };
    METADATA.messages.iter().map(base).collect()
}

impl Base<'_> {
    fn dry_run(&self, args: &[u8]) -> Dry {
        let value = if self.message.payable { self.deed.value } else { 0 };
        let input = [self.message.selector.as_slice(), args].concat();
        self.town.dry_run(self.deed.before, self.deed.caller, value, &input)
    }

    /// Sends these bytes as arguments, and says what is wrong with the answer.
    fn try_args(&self, args: &[u8]) -> Option<String> {
        let dry = self.dry_run(args);
        let is_message = self.message.read(args).is_some();
        let is_right = match &dry {
            Dry::Reverted(data) if !is_message => *data == UNREADABLE,
            Dry::Reverted(data) => {
                self.message.mutates
                    && <(u8, u8, Error)>::decode_all(&mut &data[..]).is_ok_and(|(ok, err, _)| (ok, err) == (0, 1))
            }
            Dry::Done(data) => is_message && data.first() == Some(&0) && data.len() <= 16_384,
            Dry::Failed(_) => false,
        };
        (!is_right).then(|| format!("{} with {}: {dry:?}", self.message.label, hex::encode(args)))
    }
}

/// All that is tried of one message.
fn mutations(base: &Base, dice: &mut Dice) -> Vec<Vec<u8>> {
    let args = &base.args;
    let mut all = vec![args.clone(), [args.as_slice(), &[0]].concat(), [args.as_slice(), &[0xff; 900]].concat()];
    // Cut off anywhere, and a list begun anywhere that does not end.
    for at in 0..args.len().min(24) {
        all.push(args[..at].to_vec());
        for length in FALSE_LENGTHS {
            all.push([&args[..at], length, &args[at..]].concat());
            all.push([&args[..at], length].concat());
        }
    }
    for _ in 0..12 {
        let mut changed = args.clone();
        for _ in 0..dice.between(1, 3) {
            if let Some(at) = dice.one_of(&(0..changed.len()).collect::<Vec<_>>()) {
                changed[at] = dice.small(0, 255);
            }
        }
        all.push(changed);
        all.push((0..dice.below(120)).map(|_| dice.small(0, 255)).collect());
        // Small numbers are tags, flags and lengths more often.
        all.push((0..dice.below(120)).map(|_| dice.small(0, 5)).collect());
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn bytes_that_are_no_arguments_are_refused_as_such_and_others_are_judged() {
    let bases = bases();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let try_all = |worker: usize| {
        let mut dice = Dice::new(7 + u64::try_from(worker).unwrap());
        let (mut tried, mut wrong) = (0, Vec::new());
        for base in bases.iter().skip(worker).step_by(workers) {
            for args in mutations(base, &mut dice) {
                tried += 1;
                wrong.extend(base.try_args(&args));
            }
        }
        (tried, wrong)
    };
    let (mut tried, mut wrong) = (0, Vec::new());
    std::thread::scope(|scope| {
        let try_all = &try_all;
        let all: Vec<_> = (0..workers).map(|worker| scope.spawn(move || try_all(worker))).collect();
        for worker in all {
            let (count, differences) = worker.join().unwrap();
            tried += count;
            wrong.extend(differences);
        }
    });
    println!("{tried} tried");
    assert!(tried > 5_000, "{tried}");
    assert!(
        wrong.is_empty(),
        "{} of {tried} are answered wrongly:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

#[test]
fn what_follows_the_arguments_changes_nothing() {
    for base in bases() {
        let answer = base.dry_run(&base.args);
        // As many bytes as a contract can take in: the buffer of ink!.
        for more in [1, 16_384 - 4 - base.args.len()] {
            let longer = [base.args.clone(), vec![0xab; more]].concat();
            assert_eq!(base.dry_run(&longer), answer, "{} with {more} bytes more", base.message.label);
        }
        let too_long = [base.args.clone(), vec![0xab; 16_384 - 4 - base.args.len() + 1]].concat();
        let end = base.dry_run(&too_long);
        assert!(matches!(end, Dry::Failed(_)), "{}: the chain itself ends it: {end:?}", base.message.label);
    }
}

#[test]
fn what_is_no_message_of_the_society_is_none() {
    let (town, mut dice) = (Town::found(|_| {}), Dice::new(8));
    let block = town.chain.devnet.head().0;
    let mut inputs: Vec<Vec<u8>> = (0..4).map(|count| vec![7; count]).collect();
    inputs.push(town.chain.bundle.constructor("new").unwrap().to_vec());
    for _ in 0..300 {
        let selector: Vec<u8> = (0..4).map(|_| dice.small(0, 255)).collect();
        assert!(METADATA.messages.iter().all(|message| message.selector != selector), "nobody is so lucky");
        inputs.push([selector, vec![0; 64]].concat());
    }
    // One bit beside a message, and beyond the last one.
    for message in &METADATA.messages {
        let mut selector = message.selector.clone();
        selector[3] ^= 0x80;
        inputs.push([selector, vec![0; 64]].concat());
    }
    for input in inputs {
        let answer = town.dry_run(block, account(0), 0, &input);
        assert_eq!(answer, Dry::Reverted(UNREADABLE.to_vec()), "{}", hex::encode(input));
    }
}

#[test]
fn in_a_block_bytes_that_are_no_message_leave_no_trace() {
    let mut town = Town::found(|_| {});
    let root = town.chain.root();
    for message in METADATA.messages.iter().filter(|message| !message.args.is_empty()) {
        for args in [vec![], vec![0xff; 300]].into_iter().filter(|args| message.read(args).is_none()) {
            let input = [message.selector.as_slice(), &args].concat();
            town.now_ms += 10;
            let seen = town.chain.step(town.now_ms, 0, account(BEN), 0, &input);
            assert_eq!(seen.end, End::Reverted, "{} with {args:?}", message.label);
            assert!(seen.events.is_empty(), "{} with {args:?}", message.label);
            assert!(town.chain.root() == root, "{} left a trace", message.label);
        }
    }
}
