// Tries github.com/openai/openai-go against a running service: go run . <base URL> <chat model> <embedding model>
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/responses"
	"github.com/openai/openai-go/v3/shared"
)

const question = "What is the capital of France?"

var (
	model  = os.Args[2]
	ctx    = context.Background()
	client = openai.NewClient(option.WithBaseURL(os.Args[1]), option.WithAPIKey("not-needed"), option.WithMaxRetries(0))
	schema = map[string]any{
		"type":                 "object",
		"properties":           map[string]any{"city": map[string]any{"type": "string", "maxLength": 20}},
		"required":             []string{"city"},
		"additionalProperties": false,
	}
)

func main() {
	version("github.com/openai/openai-go/v3")
	step("models", models)
	step("chat", chat)
	step("chat, streamed", stream)
	step("a forced tool call and its result", tool)
	step("a JSON schema", format)
	step("responses", response)
	step("responses, streamed", responseStream)
	step("embeddings", embeddings)
	step("the error of an unknown model", func() error { return refused("no-such-model", question, 404, "model_not_found") })
	long := strings.Repeat("word ", 20000)
	step("the error of a prompt too long", func() error { return refused(model, long, 400, "context_length_exceeded") })
}

func ask(text string, tokens int64) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:               model,
		Messages:            []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
		MaxCompletionTokens: openai.Int(tokens),
	}
}

func models() error {
	pager := client.Models.ListAutoPaging(ctx)
	count := 0
	for pager.Next() {
		count++
	}
	if pager.Err() != nil {
		return pager.Err()
	}
	return holds(count > 0, "a model in the list")
}

func chat() error {
	answer, err := client.Chat.Completions.New(ctx, ask(question, 16))
	if err != nil {
		return err
	}
	return holds(answer.Choices[0].Message.Content != "" && answer.Usage.TotalTokens > 0, "a text and its usage")
}

func stream() error {
	stream := client.Chat.Completions.NewStreaming(ctx, ask(question, 16))
	whole := openai.ChatCompletionAccumulator{}
	for stream.Next() {
		if !whole.AddChunk(stream.Current()) {
			return errors.New("chunks of one answer")
		}
	}
	if stream.Err() != nil {
		return stream.Err()
	}
	return holds(whole.Choices[0].Message.Content != "", "a text")
}

func tool() error {
	request := ask(question, 80)
	request.Tools = []openai.ChatCompletionToolUnionParam{
		openai.ChatCompletionFunctionTool(shared.FunctionDefinitionParam{Name: "weather", Parameters: schema}),
	}
	request.ToolChoice = openai.ChatCompletionToolChoiceOptionUnionParam{OfAuto: openai.String("required")}
	answer, err := client.Chat.Completions.New(ctx, request)
	if err != nil {
		return err
	}
	said := answer.Choices[0].Message
	if len(said.ToolCalls) == 0 {
		return errors.New("a call")
	}
	request.Messages = append(request.Messages, said.ToParam(), openai.ToolMessage("sunny", said.ToolCalls[0].ID))
	request.ToolChoice = openai.ChatCompletionToolChoiceOptionUnionParam{OfAuto: openai.String("none")}
	_, err = client.Chat.Completions.New(ctx, request)
	return err
}

func format() error {
	request := ask(question, 80)
	wanted := shared.ResponseFormatJSONSchemaJSONSchemaParam{Name: "capital", Schema: schema, Strict: openai.Bool(true)}
	request.ResponseFormat = openai.ChatCompletionNewParamsResponseFormatUnion{
		OfJSONSchema: &shared.ResponseFormatJSONSchemaParam{JSONSchema: wanted},
	}
	answer, err := client.Chat.Completions.New(ctx, request)
	if err != nil {
		return err
	}
	var capital struct{ City *string }
	if err := json.Unmarshal([]byte(answer.Choices[0].Message.Content), &capital); err != nil {
		return err
	}
	return holds(capital.City != nil, "an object of the schema")
}

func input() responses.ResponseNewParams {
	asked := responses.ResponseNewParamsInputUnion{OfString: openai.String(question)}
	return responses.ResponseNewParams{Model: model, Input: asked, MaxOutputTokens: openai.Int(16)}
}

func response() error {
	answer, err := client.Responses.New(ctx, input())
	if err != nil {
		return err
	}
	return holds(answer.OutputText() != "", "a text")
}

func responseStream() error {
	stream := client.Responses.NewStreaming(ctx, input())
	text := ""
	for stream.Next() {
		text += stream.Current().Delta
	}
	if stream.Err() != nil {
		return stream.Err()
	}
	return holds(text != "", "a text")
}

func embeddings() error {
	texts := openai.EmbeddingNewParamsInputUnion{OfArrayOfStrings: []string{"a", "b"}}
	answer, err := client.Embeddings.New(ctx, openai.EmbeddingNewParams{Model: os.Args[3], Input: texts})
	if err != nil {
		return err
	}
	return holds(len(answer.Data) == 2 && len(answer.Data[1].Embedding) == 384, "two vectors of 384")
}

func refused(name, text string, status int, code string) error {
	request := ask(text, 16)
	request.Model = name
	_, err := client.Chat.Completions.New(ctx, request)
	var refusal *openai.Error
	if !errors.As(err, &refusal) {
		return fmt.Errorf("an openai.Error, not %v", err)
	}
	return holds(refusal.StatusCode == status && refusal.Code == code, refusal.Error())
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
