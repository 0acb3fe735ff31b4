// Key files between `mutual` and @polkadot/keyring, both ways and in both schemes.
//
// usage: node keyring.mjs try MUTUAL URL     tries the command MUTUAL, with a node at URL for what is signed
//        node keyring.mjs fixtures FOLDER    writes the files that client/src/keys/keystore/tests.rs opens
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keyring, encodeAddress } from '@polkadot/keyring';
import { u8aConcat } from '@polkadot/util';
import { cryptoWaitReady, jsonEncryptFormat, naclEncrypt, scryptEncode, scryptToU8a } from '@polkadot/util-crypto';

const SCHEMES = ['sr25519', 'ed25519'];
const PASSWORD = 'nga whare e rua ☂';
const PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
const HEADER = [48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const DIVIDER = [161, 35, 3, 33, 0];

await cryptoWaitReady();

/// A file as older versions wrote it, with a cheaper scrypt; Keyring itself always takes the newest default.
const older = (json, secret, publicKey, params) => {
  const { password, salt } = scryptEncode(PASSWORD, undefined, params);
  const { encrypted, nonce } = naclEncrypt(u8aConcat(HEADER, secret, DIVIDER, publicKey), password.subarray(0, 32));
  const sealed = u8aConcat(scryptToU8a(salt, params), nonce, encrypted);
  return { ...jsonEncryptFormat(sealed, json.encoding.content, true), address: json.address, meta: json.meta };
};

const fixtures = (folder) => {
  for (const type of SCHEMES) {
    const keyring = new Keyring({ type });
    const pair = keyring.addFromUri(`${PHRASE}//Mere//0`, { name: 'Mere', whenCreated: 1700000000000 });
    const json = pair.toJson(PASSWORD);
    writeFileSync(join(folder, `${type}.json`), `${JSON.stringify(json, null, 2)}\n`);
    if (type === 'ed25519') {
      const { secretKey } = secretOf(pair);
      const cheap = older(json, secretKey, pair.publicKey, { N: 1 << 15, p: 1, r: 8 });
      writeFileSync(join(folder, `${type}-older.json`), `${JSON.stringify(cheap, null, 2)}\n`);
    } else {
      // An address as Polkadot writes it: the same key.
      const there = { ...json, address: encodeAddress(pair.publicKey, 0) };
      writeFileSync(join(folder, `${type}-polkadot.json`), `${JSON.stringify(there, null, 2)}\n`);
      writeFileSync(join(folder, `${type}-open.json`), `${JSON.stringify(pair.toJson(), null, 2)}\n`);
    }
  }
};

/// A pair gives its secret only in a file without encryption.
const secretOf = (pair) => {
  const open = Buffer.from(pair.toJson().encoded, 'base64');
  return { secretKey: open.subarray(16, 80) };
};

const attempt = (mutual, url) => {
  const folder = mkdtempSync(join(tmpdir(), 'mutual-keyring-'));
  try {
    const config = join(folder, 'config');
    const password = join(folder, 'password');
    writeFileSync(password, `${PASSWORD}\n`);
    const flags = ['--config-dir', config, '--url', url, '--output', 'json', '--yes'];
    const run = (...args) => JSON.parse(execFileSync(mutual, [...args, ...flags], { stdio: ['ignore', 'pipe', 'ignore'] })).data;
    for (const type of SCHEMES) {
      fromMutual(run, folder, password, type);
      toMutual(run, mutual, flags, folder, password, type);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/// A file made here opens there, and signs.
const fromMutual = (run, folder, password, type) => {
  const made = run('account', 'new', `here-${type}`, '--scheme', type, '--show-mnemonic', '--password-file', password);
  const file = join(folder, `here-${type}.json`);
  run('account', 'export', `here-${type}`, '--to', file);
  assert.equal(statSync(file).mode & 0o777, 0o600, 'nobody else reads it');
  const json = JSON.parse(readFileSync(file, 'utf8'));
  assert.equal(json.meta.name, `here-${type}`);
  const keyring = new Keyring({ type: 'sr25519' });
  const pair = keyring.addFromJson(json);
  assert.equal(pair.type, type);
  assert.equal(pair.address, made.address);
  assert.throws(() => pair.unlock('not the password'));
  pair.unlock(PASSWORD);
  const message = new Uint8Array([1, 2, 3]);
  assert.ok(pair.verify(message, pair.sign(message), pair.publicKey));
  // The phrase that was shown gives the same account there.
  assert.equal(new Keyring({ type }).addFromMnemonic(made.mnemonic).address, made.address);
};

/// A file made there opens here, signs, and comes out as it went in.
const toMutual = (run, mutual, flags, folder, password, type) => {
  const pair = new Keyring({ type }).addFromUri(`${PHRASE}//There//${type}`, { name: 'there', tags: ['kept'] });
  const file = join(folder, `there-${type}.json`);
  const json = pair.toJson(PASSWORD);
  writeFileSync(file, JSON.stringify(json));
  const imported = run('account', 'import', `there-${type}`, file, '--password-file', password);
  assert.equal(imported.address, pair.address);
  const again = run('account', 'export', `there-${type}`);
  assert.deepEqual(again, { ...json, meta: { ...json.meta, name: `there-${type}` } });
  // It signs what a runtime accepts.
  run('account', 'send', pair.address, '5 UNIT', '--suri', '//Alice');
  run('account', 'send', '//Bob', '1 UNIT', '--account', `there-${type}`, '--password-file', password);
  // A wrong password opens nothing.
  const wrong = join(folder, 'wrong');
  writeFileSync(wrong, 'not the password');
  const refused = spawnSync(mutual, ['account', 'import', 'other', file, '--password-file', wrong, ...flags]);
  assert.equal(refused.status, 4);
  assert.equal(JSON.parse(refused.stdout).error.code, 'wrong-password');
};

const [verb, first, second] = process.argv.slice(2);
if (verb === 'fixtures') fixtures(first);
else if (verb === 'try') attempt(first, second);
else throw new Error('usage: node keyring.mjs try MUTUAL URL | fixtures FOLDER');
console.log(`keyring: ${verb} is done, in ${SCHEMES.join(' and ')}`);
