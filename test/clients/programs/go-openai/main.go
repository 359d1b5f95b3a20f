// Tries github.com/sashabaranov/go-openai against a running service: go run . <base URL> <chat model> <embedding model>
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

var (
	model    = os.Args[2]
	ctx      = context.Background()
	question = []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: "What is the capital of France?"}}
	schema   = json.RawMessage(`{"type":"object","properties":{"city":{"type":"string","maxLength":20}},"required":["city"],"additionalProperties":false}`)
	client   = newClient()
)

func newClient() *openai.Client {
	config := openai.DefaultConfig("not-needed")
	config.BaseURL = os.Args[1]
	return openai.NewClientWithConfig(config)
}

func main() {
	version("github.com/sashabaranov/go-openai")
	step("models", models)
	step("chat", chat)
	step("chat, streamed", stream)
	step("a forced tool call and its result", tool)
	step("a JSON schema", format)
	step("completions", completion)
	step("embeddings", embeddings)
	step("the error of an unknown model", func() error { return refused("no-such-model", question, 404, "model_not_found") })
	long := []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: strings.Repeat("word ", 20000)}}
	step("the error of a prompt too long", func() error { return refused(model, long, 400, "context_length_exceeded") })
}

func models() error {
	list, err := client.ListModels(ctx)
	if err != nil {
		return err
	}
	return holds(len(list.Models) > 0, "a model in the list")
}

func chat() error {
	answer, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: model, Messages: question, MaxTokens: 16})
	if err != nil {
		return err
	}
	return holds(answer.Choices[0].Message.Content != "" && answer.Usage.TotalTokens > 0, "a text and its usage")
}

func stream() error {
	request := openai.ChatCompletionRequest{Model: model, Messages: question, MaxTokens: 16, StreamOptions: &openai.StreamOptions{IncludeUsage: true}}
	stream, err := client.CreateChatCompletionStream(ctx, request)
	if err != nil {
		return err
	}
	defer stream.Close()
	text, usage := "", 0
	for {
		chunk, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return holds(text != "" && usage > 0, "a text and its usage")
		}
		if err != nil {
			return err
		}
		if len(chunk.Choices) > 0 {
			text += chunk.Choices[0].Delta.Content
		}
		if chunk.Usage != nil {
			usage = chunk.Usage.TotalTokens
		}
	}
}

func tool() error {
	weather := openai.Tool{Type: openai.ToolTypeFunction, Function: &openai.FunctionDefinition{Name: "weather", Parameters: schema}}
	request := openai.ChatCompletionRequest{Model: model, Messages: question, Tools: []openai.Tool{weather}, ToolChoice: "required", MaxTokens: 80}
	answer, err := client.CreateChatCompletion(ctx, request)
	if err != nil {
		return err
	}
	said := answer.Choices[0].Message
	if len(said.ToolCalls) == 0 {
		return errors.New("a call")
	}
	result := openai.ChatCompletionMessage{Role: openai.ChatMessageRoleTool, Content: "sunny", ToolCallID: said.ToolCalls[0].ID}
	request.Messages, request.ToolChoice = append(request.Messages, said, result), "none"
	_, err = client.CreateChatCompletion(ctx, request)
	return err
}

func format() error {
	wanted := &openai.ChatCompletionResponseFormat{
		Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
		JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: "capital", Schema: schema, Strict: true},
	}
	answer, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: model, Messages: question, ResponseFormat: wanted, MaxTokens: 80})
	if err != nil {
		return err
	}
	var capital struct{ City *string }
	if err := json.Unmarshal([]byte(answer.Choices[0].Message.Content), &capital); err != nil {
		return err
	}
	return holds(capital.City != nil, "an object of the schema")
}

func completion() error {
	answer, err := client.CreateCompletion(ctx, openai.CompletionRequest{Model: model, Prompt: "Once upon a time", MaxTokens: 8})
	if err != nil {
		return err
	}
	return holds(answer.Choices[0].Text != "", "a text")
}

func embeddings() error {
	answer, err := client.CreateEmbeddings(ctx, openai.EmbeddingRequest{Model: openai.EmbeddingModel(os.Args[3]), Input: []string{"a", "b"}})
	if err != nil {
		return err
	}
	return holds(len(answer.Data) == 2 && len(answer.Data[1].Embedding) == 384, "two vectors of 384")
}

func refused(name string, messages []openai.ChatCompletionMessage, status int, code string) error {
	_, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: name, Messages: messages})
	var refusal *openai.APIError
	if !errors.As(err, &refusal) {
		return fmt.Errorf("an APIError, not %v", err)
	}
	return holds(refusal.HTTPStatusCode == status && refusal.Code == code, refusal.Error())
}

func holds(condition bool, what string) error {
	if condition {
		return nil
	}
	return errors.New(what)
}

func version(path string) {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == path {
			report(map[string]string{"version": module.Version})
		}
	}
}

func step(name string, run func() error) {
	line := map[string]string{"step": name}
	if err := run(); err != nil {
		line["error"] = err.Error()
	}
	report(line)
}

func report(line map[string]string) {
	text, _ := json.Marshal(line)
	fmt.Println(string(text))
}
