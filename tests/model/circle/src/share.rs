//! Sharing what is left.

use num_bigint::BigInt;

/// What each gets of `left`: the smallest whole loss that can be reached is looked for by halving.
pub(crate) fn shares(losses: &[BigInt], left: &BigInt) -> Vec<BigInt> {
    let needed =
        |level: &BigInt| losses.iter().fold(BigInt::from(0), |sum, loss| sum + (loss - level).max(BigInt::from(0)));
    let mut least = BigInt::from(0);
    let mut most = losses.iter().max().cloned().unwrap_or_default();
    while least < most {
        let middle: BigInt = (&least + &most) / 2;
        if needed(&middle) <= *left {
            most = middle;
        } else {
            least = middle + 1;
        }
    }
    let mut rest = left - needed(&least);
    let mut shares = Vec::new();
    for loss in losses {
        let mut share = (loss - &least).max(BigInt::from(0));
        if rest > BigInt::from(0) && least > BigInt::from(0) && *loss >= least {
            share += 1;
            rest -= 1;
        }
        shares.push(share);
    }
    shares
}
