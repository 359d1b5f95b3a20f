import os
import subprocess
import sys
import tempfile

from program import BASE_URL, MODEL, TOO_LONG, holds, run

QUIET = ["--no-git", "--yes-always", "--no-check-update", "--no-show-release-notes", "--no-analytics", "--no-show-model-warnings", "--disable-playwright", "--map-tokens", "0", "--no-fancy-input", "--no-pretty"]


def aider(*arguments, model=MODEL, files=()):
    """Runs aider in a folder of its own, and gives what it printed and what became of the file."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files:
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        command = [sys.executable, "-m", "aider", "--model", f"openai/{model}", "--openai-api-base", BASE_URL, "--openai-api-key", "x", *QUIET, *arguments]
        done = subprocess.run(command, cwd=folder, env={**os.environ, "HOME": folder}, capture_output=True, text=True, timeout=240, stdin=subprocess.DEVNULL)
    return done.stdout + done.stderr


def steps():
    def answered(*arguments):
        said = aider(*arguments)
        holds("Tokens:" in said and "litellm." not in said, said[-300:])

    def refused(pattern, *arguments, **more):
        said = aider(*arguments, **more)
        holds(pattern in said, said[-300:])

    yield "ask mode, streamed", lambda: answered("--chat-mode", "ask", "--message", "Say hello.")
    yield "ask mode, in one piece", lambda: answered("--no-stream", "--chat-mode", "ask", "--message", "Say hello.")
    yield "a prompt too long: it tells of the token limit", lambda: refused("token limit", "--chat-mode", "ask", "--message-file", "long.txt", files=[("long.txt", TOO_LONG)])
    yield "an unknown model: NotFoundError", lambda: refused("NotFoundError", "--chat-mode", "ask", "--message", "Say hello.", model="no-such-model")


run("aider-chat", steps)
