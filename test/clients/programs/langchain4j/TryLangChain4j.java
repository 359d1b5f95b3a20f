import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tries langchain4j-open-ai against a running service: arguments are its base URL, a chat model and an embedding model. */
public class TryLangChain4j {
    interface Step {
        void run() throws Exception;
    }

    static String baseUrl;
    static String model;
    static final String QUESTION = "What is the capital of France?";
    static final JsonObjectSchema CITY =
            JsonObjectSchema.builder().addStringProperty("city").required("city").additionalProperties(false).build();

    public static void main(String[] arguments) {
        baseUrl = arguments[0];
        model = arguments[1];
        String jar = OpenAiChatModel.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        report("version", jar.replaceAll(".*open-ai-(.*)\\.jar", "$1"), null);
        step("models", () -> {
            var catalog = OpenAiModelCatalog.builder().baseUrl(baseUrl).apiKey("not-needed").build();
            holds(!catalog.listModels().isEmpty(), "a model in the list");
        });
        step("chat", () -> holds(!chat(model, 16).chat(QUESTION).isEmpty(), "a text"));
        step("chat, streamed", TryLangChain4j::stream);
        step("a forced tool call and its result", TryLangChain4j::tool);
        step("a JSON schema", TryLangChain4j::format);
        step("embeddings", () -> {
            var embedder = OpenAiEmbeddingModel.builder()
                    .baseUrl(baseUrl).apiKey("not-needed").modelName(arguments[2]).build();
            List<Embedding> found =
                    embedder.embedAll(List.of(TextSegment.from("a"), TextSegment.from("b"))).content();
            holds(found.size() == 2 && found.get(1).dimension() == 384, "two vectors of 384");
        });
        step("the error of an unknown model", () -> {
            try {
                chat("no-such-model", 16).chat(QUESTION);
            } catch (ModelNotFoundException expected) {
                return;
            }
            throw new AssertionError("a ModelNotFoundException");
        });
        step("the error of a prompt too long", () -> {
            try {
                chat(model, 16).chat("word ".repeat(20_000));
            } catch (InvalidRequestException expected) {
                holds(expected.getMessage().contains("context_length_exceeded"), expected.getMessage());
                return;
            }
            throw new AssertionError("an InvalidRequestException");
        });
        System.exit(0);
    }

    static OpenAiChatModel chat(String name, int tokens) {
        return OpenAiChatModel.builder()
                .baseUrl(baseUrl).apiKey("not-needed").modelName(name)
                .maxCompletionTokens(tokens).maxRetries(0).strictJsonSchema(true).build();
    }

    static void stream() throws Exception {
        var done = new CompletableFuture<ChatResponse>();
        OpenAiStreamingChatModel.builder().baseUrl(baseUrl).apiKey("not-needed").modelName(model).maxCompletionTokens(16).build()
                .chat(QUESTION, new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String text) {}

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        done.complete(response);
                    }

                    @Override
                    public void onError(Throwable error) {
                        done.completeExceptionally(error);
                    }
                });
        ChatResponse answer = done.get();
        holds(!answer.aiMessage().text().isEmpty() && answer.tokenUsage().totalTokenCount() > 0, "a text and its usage");
    }

    static void tool() {
        var weather = ToolSpecification.builder().name("weather").parameters(CITY).build();
        ChatMessage asked = UserMessage.from(QUESTION);
        var request = ChatRequest.builder().messages(asked).toolSpecifications(weather).toolChoice(ToolChoice.REQUIRED).build();
        AiMessage said = chat(model, 80).chat(request).aiMessage();
        holds(said.hasToolExecutionRequests(), "a call");
        var result = ToolExecutionResultMessage.from(said.toolExecutionRequests().get(0), "sunny");
        chat(model, 16).chat(asked, said, result);
    }

    static void format() {
        var schema = JsonSchema.builder().name("capital").rootElement(CITY).build();
        var wanted = ResponseFormat.builder().type(ResponseFormatType.JSON).jsonSchema(schema).build();
        var request = ChatRequest.builder().messages(UserMessage.from(QUESTION)).responseFormat(wanted).build();
        String text = chat(model, 300).chat(request).aiMessage().text();
        holds(text.matches("(?s)\\s*\\{\\s*\"city\"\\s*:.*"), text);
    }

    static void holds(boolean condition, String what) {
        if (!condition) throw new AssertionError(what);
    }

    static void step(String name, Step step) {
        try {
            step.run();
            report("step", name, null);
        } catch (Exception | AssertionError error) {
            report("step", name, String.valueOf(error));
        }
    }

    static void report(String key, String value, String error) {
        String more = error == null ? "" : ",\"error\":\"" + error.replaceAll("[^ -~]", " ").replaceAll("[\"\\\\]", "'") + "\"";
        System.out.println("{\"" + key + "\":\"" + value + "\"" + more + "}");
    }
}
