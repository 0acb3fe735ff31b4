"""Adds up the functions of a wasm with names: by source file, and by message."""

import collections
import re
import sys


def leb(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def text(data, at):
    length, at = leb(data, at)
    return data[at : at + length].decode(), at + length


def functions(data):
    """The number of imported functions, the size of each body, and the names by index."""
    at, imports, bodies, names = 8, 0, [], {}
    while at < len(data):
        section = data[at]
        length, at = leb(data, at + 1)
        end = at + length
        if section == 2:
            count, here = leb(data, at)
            for _ in range(count):
                _, here = text(data, here)
                _, here = text(data, here)
                kind = data[here]
                here += 1
                if kind == 0:
                    imports += 1
                    _, here = leb(data, here)
                else:  # a memory or a table, with limits
                    here += kind == 1
                    limits = data[here]
                    _, here = leb(data, here + 1)
                    if limits & 1:
                        _, here = leb(data, here)
        elif section == 10:
            count, here = leb(data, at)
            for _ in range(count):
                size, body = leb(data, here)
                bodies.append(body - here + size)
                here = body + size
        elif section == 0:
            label, here = text(data, at)
            while label == "name" and here < end:
                part = data[here]
                size, here = leb(data, here + 1)
                stop = here + size
                if part == 1:
                    count, here = leb(data, here)
                    for _ in range(count):
                        index, here = leb(data, here)
                        names[index], here = text(data, here)
                here = stop
        at = end
    return imports, bodies, names


def part_of(name, crate):
    """The source file, or who else's it is."""
    own = re.search(rf"{len(crate)}{crate}(\d+)", name)
    if own:
        length = int(own[1])
        module = name[own.end() : own.end() + length]
        if module == "society" or module == crate.removeprefix("mutual_"):
            return "messages: rules inlined into them"
        return f"{module}.rs"
    types = re.search(r"12mutual_types(\d+)", name)
    if types:
        length = int(types[1])
        return f"types/{name[types.end() : types.end() + length]}.rs"
    if name in ("call", "deploy"):
        return f"dispatcher: {name}"
    return "ink!, SCALE, core and alloc"


def message_of(name):
    found = re.search(r"7Society(\d+)", name)
    return name[found.end() : found.end() + int(found[1])] if found else None


def main():
    path, crate = sys.argv[1:3]
    with open(path, "rb") as file:
        data = file.read()
    imports, bodies, names = functions(data)
    parts, messages = collections.Counter(), collections.Counter()
    for place, size in enumerate(bodies):
        name = names.get(imports + place, "?")
        parts[part_of(name, crate)] += size
        message = message_of(name)
        if message:
            messages[message] += size
    print(f"{sum(bodies):>8}  all code, in {len(bodies)} functions\n")
    for part, size in parts.most_common():
        print(f"{size:>8}  {part}")
    print("\nmessages, with what only they reach:")
    for message, size in messages.most_common():
        print(f"{size:>8}  {message}")


main()
