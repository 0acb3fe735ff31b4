#!/usr/bin/env python3
"""Reads and compares .contract bundles for build-contracts.sh.

usage: bundle.py row NAME BUNDLE
       bundle.py record TOOLCHAIN_JSON NAME BUNDLE RUSTC_VV CARGO_CONTRACT
       bundle.py check TOOLCHAIN_JSON NAME COMMITTED BUILT RUSTC_VV CARGO_CONTRACT

`record` notes in TOOLCHAIN_JSON with which tools a bundle was built. `check` compares a bundle just built with the
committed one: where the tools are those noted, the code hash must be the same; with other tools, the metadata and the
imports must be the same, and the size within 8 %. RUSTC_VV is a file with the output of `rustc -vV`
and the version of the linker.
"""
import hashlib
import json
import os
import sys

# Debian's Rust 1.85.0, with the linker of Rust 1.95, made the code of the society 4.2 % smaller than rustup's.
SIZE_MARGIN = 0.08


def fail(text):
    sys.exit(f"bundle: {text}")


def load(path):
    """The bundle at `path`, its code as bytes, and its code hash, which must be that of the code."""
    try:
        with open(path, encoding="utf-8") as file:
            bundle = json.load(file)
        code = bytes.fromhex(bundle["source"]["wasm"][2:])
        noted = bundle["source"]["hash"]
    except FileNotFoundError:
        fail(f"{path} is missing: run scripts/build-contracts.sh and commit what it writes")
    except (KeyError, TypeError, ValueError) as error:
        fail(f"{path} is not a contract bundle with code ({error!r}): run scripts/build-contracts.sh")
    code_hash = "0x" + hashlib.blake2b(code, digest_size=32).hexdigest()
    if noted != code_hash:
        fail(f"{path} says its code hash is {noted}, but its code has {code_hash}: build it again")
    return bundle, code, code_hash


def leb(code, at):
    """An unsigned LEB128 number at `at`, and the position behind it."""
    value = shift = 0
    while True:
        byte = code[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def imports(code):
    """The imports of a wasm module, as sorted `module.name` strings."""
    found, at = [], 8
    while at < len(code):
        section = code[at]
        size, at = leb(code, at + 1)
        end = at + size
        if section == 2:
            count, at = leb(code, at)
            for _ in range(count):
                names = []
                for _ in range(2):
                    length, at = leb(code, at)
                    names.append(code[at : at + length].decode())
                    at += length
                found.append(".".join(names))
                kind, at = code[at], at + 1
                if kind == 0:  # function: type index
                    _, at = leb(code, at)
                elif kind == 2:  # memory: limits
                    flags, at = leb(code, at)
                    for _ in range(1 + (flags & 1)):
                        _, at = leb(code, at)
                else:
                    fail(f"import {found[-1]} is of a kind the chain refuses ({kind})")
        at = end
    return sorted(found)


def metadata(bundle):
    """The bundle without what depends on the tools or on the code."""
    return {key: value for key, value in bundle.items() if key != "source"}


def tools_of(record_path, name):
    try:
        with open(record_path, encoding="utf-8") as file:
            return json.load(file).get(name, {})
    except FileNotFoundError:
        return {}
    except ValueError as error:
        fail(f"{record_path} is not JSON ({error}): run scripts/build-contracts.sh")


def row(name, path):
    bundle, code, code_hash = load(path)
    info = bundle["source"].get("build_info", {})
    rustc = bundle["source"].get("compiler", "?").removeprefix("rustc ")
    print(f"{name:<12} {len(code):>10} {code_hash:<66} {rustc:<8} {info.get('cargo_contract_version', '?')}")


def record(record_path, name, path, rustc_path, cargo_contract):
    _, code, code_hash = load(path)
    records = {}
    if os.path.exists(record_path):
        with open(record_path, encoding="utf-8") as file:
            records = json.load(file)
    with open(rustc_path, encoding="utf-8") as file:
        rustc = file.read().splitlines()
    records[name] = {
        "code_hash": code_hash,
        "wasm_bytes": len(code),
        "cargo_contract": cargo_contract,
        "rustc": rustc,
    }
    with open(record_path + ".new", "w", encoding="utf-8") as file:
        json.dump(records, file, indent=2, sort_keys=True)
        file.write("\n")
    os.replace(record_path + ".new", record_path)


def check(record_path, name, committed_path, built_path, rustc_path, cargo_contract):
    old, old_code, old_hash = load(committed_path)
    new, new_code, new_hash = load(built_path)
    tools = tools_of(record_path, name)
    again = "run scripts/build-contracts.sh and commit what it writes"

    if tools and tools.get("code_hash") != old_hash:
        fail(f"{name}: {record_path} is not of this bundle (it notes {tools.get('code_hash')}, the bundle has {old_hash}): {again}")
    if metadata(old) != metadata(new):
        parts = sorted(k for k in metadata(old) | metadata(new) if old.get(k) != new.get(k))
        fail(f"{name}: the committed metadata is not that of the sources (differs in: {', '.join(parts)}): {again}")

    with open(rustc_path, encoding="utf-8") as file:
        same_tools = tools.get("rustc") == file.read().splitlines() and tools.get("cargo_contract") == cargo_contract
    if same_tools:
        if old_hash != new_hash:
            fail(f"{name}: the sources give code {new_hash} ({len(new_code)} bytes), committed is {old_hash} ({len(old_code)} bytes): {again}")
        print(f"{name}: same tools as noted; code hash and metadata are the committed ones ({old_hash})")
        return

    if imports(old_code) != imports(new_code):
        odd = sorted(set(imports(old_code)) ^ set(imports(new_code)))
        fail(f"{name}: the imports of the code differ ({', '.join(odd)}): {again}")
    change = len(new_code) / len(old_code) - 1
    if abs(change) > SIZE_MARGIN:
        fail(f"{name}: {len(new_code)} bytes of code, committed are {len(old_code)} ({change:+.1%}): {again}")
    print(f"{name}: other tools than noted; metadata and imports are the committed ones, size {change:+.1%} (code hash not compared)")


def main(args):
    commands = {"row": (row, 2), "record": (record, 5), "check": (check, 6)}
    if not args or args[0] not in commands or len(args) - 1 != commands[args[0]][1]:
        fail(__doc__)
    commands[args[0]][0](*args[1:])


main(sys.argv[1:])
