import type { App } from "../app/app-context.ts";
import { HttpError } from "../app/http-error.ts";

/** Routes of OpenAI's that nothing here answers, and what does the work elsewhere. */
const NOT_OFFERED: readonly (readonly [url: string, what: string, instead: string])[] = [
  ["/v1/audio/transcriptions", "Speech recognition", "Use whisper.cpp's server, which has this route"],
  ["/v1/audio/translations", "Translation of speech", "Use whisper.cpp's server, which has a route of its own for it"],
  ["/v1/audio/speech", "Speech synthesis", "Use a text-to-speech server, such as one that runs Piper or Kokoro"],
  ["/v1/images/generations", "Generation of images", "Use an image server, such as stable-diffusion.cpp's"],
  ["/v1/images/edits", "Editing of images", "Use an image server, such as stable-diffusion.cpp's"],
  ["/v1/images/variations", "Variation of images", "Use an image server, such as stable-diffusion.cpp's"],
  [
    "/v1/moderations",
    "Moderation",
    "Ask a chat model that is trained for it, such as Llama Guard, at /v1/chat/completions",
  ],
];

/** Answers 501 where a client expects what only other servers offer. */
export function addNotOffered(app: App): void {
  for (const [url, what, instead] of NOT_OFFERED) {
    const schema = { summary: `Not offered: answers 501 and names what to use instead`, tags: ["not offered"] };
    const refuse = async () => {
      throw new HttpError(501, "not_offered", `${what} is not offered here. ${instead}`);
    };
    // The body is never read: it may be sound, pictures or a form.
    app.post(url, { schema, onRequest: refuse }, refuse);
  }
}
