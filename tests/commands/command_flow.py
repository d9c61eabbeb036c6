"""Flow files for the command line's tests: one of systems that are not known, one that is broken."""

FLOW = """\
koppel: 1
name: lamps-to-ledger
title: Lamps to the ledger
source: {connection: nowhere, resource: lamps}
target: {connection: elsewhere, resource: entries, match: {Code: id}}
map:
  - {to: Code, select: id}
  - {to: Price, select: price, transform: "{{ value - 1 }}"}
samples:
  - {name: a lamp, record: {id: L1, price: 2}, expect: {Code: L1, Price: 1}}
"""

BROKEN = """\
koppel: 1
name: lamps-to-ledger
title: Lamps to the ledger
source: {connection: nowhere, resource: lamps}
target: {connection: elsewhere, resource: entries, match: {Code: id}}
mapp:
  - {to: Code, select: id}
"""
