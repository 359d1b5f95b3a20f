//! Tries async-openai against a running service: cargo run -- <base URL> <chat model> <embedding model>

use async_openai::{
    Client,
    config::OpenAIConfig,
    error::OpenAIError,
    types::{
        chat::{CreateChatCompletionRequest, CreateChatCompletionResponse},
        completions::CreateCompletionRequest,
        embeddings::CreateEmbeddingRequest,
        responses::CreateResponse,
    },
};
use futures::StreamExt;
use serde_json::{Value, from_value, json, to_value};
use std::{env, error::Error, future::Future};

/// As Cargo.toml pins it.
const VERSION: &str = "0.43.0";

type Outcome = Result<(), Box<dyn Error>>;

struct Service {
    client: Client<OpenAIConfig>,
    model: String,
    embedding: String,
}

#[tokio::main]
async fn main() {
    let words: Vec<String> = env::args().collect();
    let config = OpenAIConfig::new().with_api_base(&words[1]).with_api_key("not-needed");
    let service = Service { client: Client::with_config(config), model: words[2].clone(), embedding: words[3].clone() };
    println!("{}", json!({ "version": VERSION }));
    step("models", service.models()).await;
    step("chat", service.chat()).await;
    step("chat, streamed", service.stream()).await;
    step("a forced tool call and its result", service.tool()).await;
    step("a JSON schema", service.format()).await;
    step("completions", service.completion()).await;
    step("responses", service.response()).await;
    step("embeddings", service.embeddings()).await;
    step("the error of an unknown model", service.refused("no-such-model", "hi".into(), "model_not_found")).await;
    let long = "word ".repeat(20_000);
    step("the error of a prompt too long", service.refused(&service.model, long, "context_length_exceeded")).await;
}

impl Service {
    async fn ask(&self, more: Value) -> Result<CreateChatCompletionResponse, Box<dyn Error>> {
        Ok(self.client.chat().create(self.request(more)?).await?)
    }

    fn request(&self, more: Value) -> Result<CreateChatCompletionRequest, serde_json::Error> {
        let mut body = json!({
            "model": self.model,
            "messages": [{ "role": "user", "content": "What is the capital of France?" }],
            "max_completion_tokens": 16,
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        from_value(body)
    }

    async fn models(&self) -> Outcome {
        holds(!self.client.models().list().await?.data.is_empty(), "a model in the list")
    }

    async fn chat(&self) -> Outcome {
        let answer = self.ask(json!({})).await?;
        holds(answer.choices[0].message.content.is_some() && answer.usage.is_some(), "a text and its usage")
    }

    async fn stream(&self) -> Outcome {
        let mut stream = self.client.chat().create_stream(self.request(json!({ "stream": true }))?).await?;
        let mut text = String::new();
        while let Some(chunk) = stream.next().await {
            for choice in chunk?.choices {
                text += &choice.delta.content.unwrap_or_default();
            }
        }
        holds(!text.is_empty(), "a text")
    }

    async fn tool(&self) -> Outcome {
        let tools = json!([{ "type": "function", "function": { "name": "weather", "parameters": schema() } }]);
        let asked = json!({ "tools": tools, "tool_choice": "required", "max_completion_tokens": 80 });
        let said = to_value(&self.ask(asked).await?.choices[0].message)?;
        let id = said["tool_calls"][0]["id"].clone();
        holds(id.is_string(), "a call")?;
        let result = json!({ "role": "tool", "tool_call_id": id, "content": "sunny" });
        let messages = json!([{ "role": "user", "content": "The weather?" }, said, result]);
        self.ask(json!({ "tools": tools, "messages": messages })).await?;
        Ok(())
    }

    async fn format(&self) -> Outcome {
        let wanted = json!({ "type": "json_schema", "json_schema": { "name": "capital", "schema": schema(), "strict": true } });
        let answer = self.ask(json!({ "response_format": wanted, "max_completion_tokens": 80 })).await?;
        let text = answer.choices[0].message.content.clone().unwrap_or_default();
        holds(serde_json::from_str::<Value>(&text)?["city"].is_string(), &text)
    }

    async fn completion(&self) -> Outcome {
        let body = json!({ "model": self.model, "prompt": "Once upon a time", "max_tokens": 8 });
        let request: CreateCompletionRequest = from_value(body)?;
        holds(!self.client.completions().create(request).await?.choices[0].text.is_empty(), "a text")
    }

    async fn response(&self) -> Outcome {
        let body = json!({ "model": self.model, "input": "What is the capital of France?", "max_output_tokens": 16 });
        let request: CreateResponse = from_value(body)?;
        let answer = self.client.responses().create(request).await?;
        holds(answer.output_text().is_some(), "a text")
    }

    async fn embeddings(&self) -> Outcome {
        let request: CreateEmbeddingRequest = from_value(json!({ "model": self.embedding, "input": ["a", "b"] }))?;
        let answer = self.client.embeddings().create(request).await?;
        holds(answer.data.len() == 2 && answer.data[1].embedding.len() == 384, "two vectors of 384")
    }

    async fn refused(&self, model: &str, text: String, code: &str) -> Outcome {
        let body = json!({ "model": model, "messages": [{ "role": "user", "content": text }] });
        match self.client.chat().create(from_value(body)?).await {
            Err(OpenAIError::ApiError(refusal)) => {
                holds(refusal.api_error.code.as_deref() == Some(code), &refusal.to_string())
            }
            other => Err(format!("an ApiError, not {other:?}").into()),
        }
    }
}

fn schema() -> Value {
    json!({
        "type": "object",
        "properties": { "city": { "type": "string", "maxLength": 20 } },
        "required": ["city"],
        "additionalProperties": false,
    })
}

fn holds(condition: bool, what: &str) -> Outcome {
    if condition { Ok(()) } else { Err(what.into()) }
}

async fn step(name: &str, run: impl Future<Output = Outcome>) {
    match run.await {
        Ok(()) => println!("{}", json!({ "step": name })),
        Err(error) => println!("{}", json!({ "step": name, "error": error.to_string() })),
    }
}
