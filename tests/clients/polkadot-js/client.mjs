// polkadot.js, as its users use it: deploys a contract, calls it, subscribes to storage and blocks, and reads events.
//
// usage: node client.mjs URL BUNDLE
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ApiPromise, HttpProvider, Keyring, WsProvider } from '@polkadot/api';
import { CodePromise } from '@polkadot/api-contract';

const [url, bundle] = process.argv.slice(2);
const provider = new WsProvider(url);
const api = await ApiPromise.create({ provider, noInitWarn: true });
const keyring = new Keyring({ type: 'sr25519' });
const [alice, bob] = ['//Alice', '//Bob'].map((uri) => keyring.addFromUri(uri));

/// Signs, sends, and waits until it is final. Gives the result with its events.
const run = (call, from) =>
  new Promise((resolve, reject) => {
    const seen = [];
    call
      .signAndSend(from, (result) => {
        seen.push(result.status.type);
        if (result.isError || result.dispatchError) reject(new Error(`${result.status} ${result.dispatchError}`));
        else if (result.isFinalized) resolve({ ...result, seen, result });
      })
      .catch(reject);
  });

assert.equal(api.runtimeVersion.specName.toString(), 'substrate-contracts-node');
assert.equal((await api.rpc.system.chain()).toString(), 'Development');
assert.ok(api.call.contractsApi, 'the runtime interface of contracts is known');

// Blocks and storage, told as they come.
const heads = [];
const stopHeads = await api.rpc.chain.subscribeNewHeads((head) => heads.push(head.number.toNumber()));
const finals = [];
const stopFinals = await api.rpc.chain.subscribeFinalizedHeads((head) => finals.push(head.number.toNumber()));
const balances = [];
const stopBalance = await api.query.system.account(bob.address, ({ data }) => balances.push(data.free.toBigInt()));

const transfer = await run(api.tx.balances.transferKeepAlive(bob.address, 1_000_000_000_000n), alice);
assert.deepEqual(transfer.seen.filter((status) => status !== 'Broadcast'), ['Ready', 'InBlock', 'Finalized']);
assert.ok(transfer.result.findRecord('balances', 'Transfer'));

// A contract: its code, an instance, dry runs and calls.
const code = new CodePromise(api, readFileSync(bundle, 'utf8'), null);
const gas = api.registry.createType('WeightV2', { refTime: 50_000_000_000n, proofSize: 500_000n });
const contract = await new Promise((resolve, reject) => {
  code.tx
    .new({ gasLimit: gas, storageDepositLimit: null }, false)
    .signAndSend(alice, (result) => {
      if (result.isError || result.dispatchError) reject(new Error(`${result.dispatchError}`));
      else if (result.contract && result.isFinalized) resolve(result.contract);
    })
    .catch(reject);
});
const shown = async () => {
  const { output, result } = await contract.query.get(alice.address, { gasLimit: gas });
  assert.ok(result.isOk);
  return output.toJSON().ok;
};
assert.equal(await shown(), false);
const dry = await contract.query.flip(bob.address, { gasLimit: gas });
assert.ok(dry.result.isOk && dry.gasRequired.refTime.toBigInt() > 0n);
assert.equal(await shown(), false);
const flip = await run(contract.tx.flip({ gasLimit: dry.gasRequired, storageDepositLimit: null }), bob);
assert.equal(await shown(), true);
const told = flip.result.contractEvents;
assert.equal(told.length, 1);
assert.equal(told[0].event.identifier.split('::').pop(), 'Flipped');
assert.equal(told[0].args[0].toString(), bob.address);
for (let uses = 0; uses < 2; uses++) await run(contract.tx.flip({ gasLimit: gas, storageDepositLimit: null }), bob);
const worn = await contract.query.flip(bob.address, { gasLimit: gas });
assert.deepEqual(worn.output.toJSON(), { ok: { err: { wornOut: 3 } } });
await assert.rejects(run(contract.tx.flip({ gasLimit: gas, storageDepositLimit: null }), bob));

// Events of old blocks, pages of entries, and the state of a block.
const hash = await api.rpc.chain.getBlockHash(1);
const old = await api.at(hash);
assert.ok((await old.query.system.events()).some(({ event }) => event.method === 'Transfer'));
assert.ok((await api.query.system.account.entries()).length >= 12);
assert.equal((await api.query.contracts.contractInfoOf.keys()).length, 1);
assert.equal((await api.rpc.system.accountNextIndex(bob.address)).toNumber(), 4);
const info = await api.tx.balances.transferKeepAlive(bob.address, 1n).paymentInfo(alice);
assert.ok(info.partialFee.toBigInt() > 0n);
const derived = await api.derive.balances.all(alice.address);
assert.ok((derived.transferable ?? derived.availableBalance).toBigInt() > 0n);

const last = (await api.rpc.chain.getHeader()).number.toNumber();
assert.equal(balances.length >= 2, true);
assert.equal(balances[1] - balances[0], 1_000_000_000_000n);
for (const list of [heads, finals]) assert.deepEqual(list, [...list.keys()].map((step) => list[0] + step));
assert.equal(heads.at(-1), last);
for (const stop of [stopHeads, stopFinals, stopBalance]) stop();
await api.disconnect();

const http = await ApiPromise.create({ provider: new HttpProvider(url.replace('ws', 'http')), noInitWarn: true });
assert.equal((await http.rpc.chain.getHeader()).number.toNumber(), last);
await http.disconnect();
console.log(`polkadot.js: ${last} blocks, all as it should be`);
