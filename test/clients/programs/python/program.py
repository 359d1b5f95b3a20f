"""What every program here shares: python try_<client>.py <base URL> <chat model> <embedding model>

A program prints a line of JSON for each step. Answers are as good as the model is, and not judged.
"""

import importlib.metadata
import json
import os
import sys
import traceback

BASE_URL, MODEL, EMBEDDING = sys.argv[1:4]
os.environ.update(OPENAI_API_KEY="not-needed", OPENAI_BASE_URL=BASE_URL, OPENAI_API_BASE=BASE_URL, OTEL_SDK_DISABLED="true")

QUESTION = "What is the capital of France?"
ASK = [{"role": "user", "content": QUESTION}]
TOO_LONG = "word " * 20000


def people():
    """A class as programs write them: a pattern, an email, a URL and a set."""
    from typing import Annotated
    from pydantic import BaseModel, Field, HttpUrl

    class Person(BaseModel):
        name: Annotated[str, Field(pattern=r"^[A-Z][a-z]{1,12}$")]
        mail: Annotated[str, Field(json_schema_extra={"format": "email"})]
        page: HttpUrl | None = None
        tags: Annotated[set[Annotated[str, Field(max_length=12)]], Field(max_length=2)] = set()

    return Person


def holds(condition, what="the answer"):
    assert condition, what


def run(package, steps):
    """Runs the steps of a package: a generator of what is tried and a call that fails or does not."""
    report(version=importlib.metadata.version(package))
    for what, call in steps():
        try:
            call()
            report(step=what)
        except Exception as error:  # noqa: BLE001
            traceback.print_exc()
            report(step=what, error=f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")


def report(**line):
    print(json.dumps(line), flush=True)
