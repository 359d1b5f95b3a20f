"""onnxruntime-genai as a contestant of `onnx-engine.ts`: python perf/genai-contestant.py FOLDER [INPUT]"""

import json
import sys
import time

import numpy
import onnxruntime_genai as genai

folder, *keep_inputs = sys.argv[1:]
model = genai.Model(folder)
tokenizer = genai.Tokenizer(model)
print("ready", flush=True)

for line in iter(sys.stdin.readline, ""):
    request = json.loads(line)
    start = time.perf_counter()
    tokens = tokenizer.encode(request["prompt"])
    parameters = genai.GeneratorParams(model)
    parameters.set_search_options(do_sample=False, max_length=min(1024, len(tokens) + request["maxTokens"]))
    generator = genai.Generator(model, parameters)
    for name in keep_inputs:
        # 0 keeps all: the library makes room for the scores of every token.
        generator.set_model_input(name, numpy.array(0, dtype=numpy.int64))
    generator.append_tokens(tokens)
    stream = tokenizer.create_stream()
    text, count, first = "", 0, 0.0
    while not generator.is_done():
        generator.generate_next_token()
        text += stream.decode(generator.get_next_tokens()[0])
        count += 1
        if count == 1:
            first = time.perf_counter()
    end = time.perf_counter()
    answer = {
        "promptTokens": len(tokens),
        "tokens": count,
        "firstMs": (first - start) * 1000,
        "decodeMs": (end - first) * 1000,
        "text": text,
    }
    print(json.dumps(answer), flush=True)
