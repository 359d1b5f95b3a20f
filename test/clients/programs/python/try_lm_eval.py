from program import BASE_URL, MODEL, holds, run


class ServedTokenizer:
    """The tokenizer of the served model, read off its own answers: lm-eval counts tokens and puts them together again."""

    eos_token_id = bos_token_id = 0

    def __init__(self):
        self.texts = ["<s>"]

    def __call__(self, text, **_):
        import requests

        body = {"model": MODEL, "prompt": text, "max_tokens": 0, "echo": True, "logprobs": 1}
        answer = requests.post(f"{BASE_URL}/completions", json=body, timeout=60).json()
        self.input_ids = [self.number(token) for token in answer["choices"][0]["logprobs"]["tokens"]]
        return self

    def number(self, token):
        if token not in self.texts:
            self.texts.append(token)
        return self.texts.index(token)

    def batch_decode(self, many):
        return ["".join(self.texts[number] for number in numbers) for numbers in many]


def steps():
    from lm_eval.api.instance import Instance
    from lm_eval.models.openai_completions import LocalChatCompletion, LocalCompletionsAPI

    plain = {"model": MODEL, "tokenizer_backend": None, "tokenized_requests": False, "eos_string": "</s>", "max_retries": 1}
    ask = {"until": ["\n"], "max_gen_toks": 8}

    def until(model, text):
        holds(len(model.generate_until([Instance("generate_until", {}, (text, ask), 0)], disable_tqdm=True)) == 1)

    def chat():
        model = LocalChatCompletion(base_url=f"{BASE_URL}/chat/completions", **plain)
        until(model, model.apply_chat_template([{"role": "user", "content": "One, two, three,"}]))

    def likelihoods():
        model = LocalCompletionsAPI(base_url=f"{BASE_URL}/completions", **plain)
        model.tokenizer_backend, model.tokenizer = "huggingface", ServedTokenizer()
        asked = [("The capital of France is", " Paris"), ("The capital of France is", " xylophone")]
        requests = [Instance("loglikelihood", {}, one, index) for index, one in enumerate(asked)]
        (likely, _), (unlikely, _) = model.loglikelihood(requests, disable_tqdm=True)
        holds(unlikely < likely < 0, (likely, unlikely))

    yield "local-completions: generate_until", lambda: until(LocalCompletionsAPI(base_url=f"{BASE_URL}/completions", **plain), "One, two, three,")
    yield "local-completions: loglikelihood", likelihoods
    yield "local-chat-completions: generate_until", chat


run("lm_eval", steps)
