"""Runs schemathesis with the arguments given, as its own command does: Python has no `-m schemathesis`."""

from schemathesis.cli import schemathesis

schemathesis()
