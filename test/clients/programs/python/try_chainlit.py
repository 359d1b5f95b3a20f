import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import uuid

from program import BASE_URL, MODEL, QUESTION, holds, run

APP = '''
import chainlit
from openai import AsyncOpenAI

api = AsyncOpenAI(base_url=BASE_URL, api_key="not-needed")

@chainlit.on_message
async def main(message):
    answer = chainlit.Message(content="")
    chunks = await api.chat.completions.create(model=MODEL, messages=chainlit.chat_context.to_openai(), max_tokens=16, stream=True)
    async for chunk in chunks:
        if chunk.choices:
            await answer.stream_token(chunk.choices[0].delta.content or "")
    await answer.update()
'''


async def talk(port, texts):
    """Speaks to the app as its page does, and gives what it answered to each text."""
    import socketio

    answers, done = [], asyncio.Event()
    client = socketio.AsyncClient()
    thread = str(uuid.uuid4())

    @client.on("*")
    async def any_event(event, *data):
        if event == "update_message" and data[0].get("type") == "assistant_message":
            answers.append(data[0]["output"])
        if event == "task_end" and len(answers) > 0:
            done.set()

    auth = {"clientType": "webapp", "sessionId": str(uuid.uuid4()), "threadId": "", "userEnv": "{}", "chatProfile": ""}
    for attempt in range(100):
        try:
            await client.connect(f"http://127.0.0.1:{port}", socketio_path="/ws/socket.io", auth=auth, transports=["websocket"])
            break
        except socketio.exceptions.ConnectionError:
            await asyncio.sleep(0.3)
    await client.emit("connection_successful")
    for text in texts:
        done.clear()
        message = {"id": str(uuid.uuid4()), "threadId": thread, "name": "user", "type": "user_message", "output": text, "createdAt": "2026-01-01T00:00:00Z"}
        await client.emit("client_message", {"message": message, "fileReferences": None})
        await asyncio.wait_for(done.wait(), 60)
    await client.disconnect()
    return answers


def steps():
    def conversation():
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with tempfile.TemporaryDirectory() as folder:
            app = os.path.join(folder, "app.py")
            with open(app, "w") as file:
                file.write(f"BASE_URL, MODEL = {BASE_URL!r}, {MODEL!r}\n{APP}")
            command = [sys.executable, "-m", "chainlit", "run", app, "--headless", "--port", str(port)]
            server = subprocess.Popen(command, cwd=folder, stdout=sys.stderr)
            try:
                answers = asyncio.run(talk(port, [QUESTION, "And of Spain?"]))
            finally:
                server.terminate()
                server.wait()
        holds(len(answers) == 2 and all(answers), answers)

    yield "an app of its own, spoken to as its page does: two turns, streamed", conversation


run("chainlit", steps)
