import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from program import ASK, BASE_URL, EMBEDDING, MODEL, holds, run

STARTS_WITHIN_S = 300


@contextlib.contextmanager
def open_webui():
    """Starts Open WebUI with a folder of its own, pointed at the service, and gives a function that asks it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "DATA_DIR": folder,
            "OPENAI_API_BASE_URL": BASE_URL,
            "OPENAI_API_KEY": "any",
            "ENABLE_OLLAMA_API": "False",
            "WEBUI_AUTH": "False",
            "WEBUI_SECRET_KEY": "for-this-try-only",
            "OFFLINE_MODE": "True",
            "RAG_EMBEDDING_ENGINE": "openai",
            "RAG_OPENAI_API_BASE_URL": BASE_URL,
            "RAG_EMBEDDING_MODEL": EMBEDDING,
            "CORS_ALLOW_ORIGIN": f"http://127.0.0.1:{port}",
        }
        program = os.path.join(os.path.dirname(sys.executable), "open-webui")
        command = [program, "serve", "--host", "127.0.0.1", "--port", str(port)]
        server = subprocess.Popen(command, cwd=folder, env={**os.environ, **settings}, stdout=sys.stderr)
        token = None

        def ask(path, body=None):
            headers = {"content-type": "application/json"} | ({} if token is None else {"authorization": f"Bearer {token}"})
            data = None if body is None else json.dumps(body).encode()
            request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers)
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.read().decode()

        try:
            until = time.time() + STARTS_WITHIN_S
            while token is None:
                with contextlib.suppress(OSError):
                    token = json.loads(ask("/api/v1/auths/signin", {"email": "", "password": ""}))["token"]
                holds(time.time() < until and server.poll() is None, "a server that starts")
                time.sleep(0.5)
            yield ask
        finally:
            server.terminate()
            server.wait()


def steps():
    with open_webui() as ask:
        models = json.loads(ask("/api/models"))["data"]
        name, embedding = (next((one["id"] for one in models if one["id"].lower().startswith(wanted)), None) for wanted in (MODEL, EMBEDDING))

        def chat(stream):
            return ask("/api/chat/completions", {"model": name, "messages": ASK, "stream": stream, "max_tokens": 16})

        def streamed():
            frames = [json.loads(line[6:]) for line in chat(True).splitlines() if line.startswith("data: {")]
            holds("".join(choice["delta"].get("content") or "" for frame in frames for choice in frame.get("choices", [])))

        def refused():
            long = [{"role": "user", "content": "word " * 20000}]
            try:
                ask("/api/chat/completions", {"model": name, "messages": long, "stream": False})
            except urllib.error.HTTPError as error:
                return holds("maximum context length" in error.read().decode(), error)
            raise AssertionError("no error")

        yield "models", lambda: holds(name is not None, [one["id"] for one in models])
        yield "chat", lambda: holds(json.loads(chat(False))["choices"][0]["message"]["content"])
        yield "chat, streamed", streamed
        yield "embeddings", lambda: holds(len(json.loads(ask("/api/embeddings", {"model": embedding, "input": ["a"]}))["data"][0]["embedding"]) == 384)
        yield "the error of a prompt too long", refused


run("open-webui", steps)
