/** Prompts as people write them, 100 to 600 tokens, the same in each run. */
const openings = [
  "Please summarise the notes below for someone who was not there, in five short points.",
  "Read this and tell me which decisions were made, who has to do what, and until when.",
  "Rewrite the following as a friendly e-mail to the whole team; keep every date and every name.",
  "I have to answer a customer who sent this. Write a draft, polite and not too long.",
];
const sentences = [
  "Clara will draft the release notes by the fourteenth and send them to Tomás for a second look.",
  "The import of old invoices still fails for files with more than a thousand lines, which two customers noticed.",
  "We agreed to move the training to Thursday afternoon, because the room on the second floor is being painted.",
  "Nobody could say why the nightly backup took four hours last week; Ingrid looks into it before Monday.",
  "The budget for travel is used up, so the visit to the plant in Linz has to wait until January.",
  "Sam showed the new search: it finds misspelt names, but the list jumps while one is still typing.",
  "Marketing asks for three screenshots and one sentence about privacy for the autumn newsletter.",
  "The test devices are back from repair, except the small tablet, whose screen flickers when it gets warm.",
  "From next month on every change needs a second reader, also those that only touch the documentation.",
  "Legal has no objection to the licence of the smaller model, but wants to see the text of the larger one.",
];

/** Writes one prompt; the number makes it new from its first words on, and decides its length. */
export function writePrompt(number: number): string {
  const count = 5 + ((number * 7) % 26);
  const body = Array.from({ length: count }, (_, index) => sentences[(number * 3 + index * 7) % sentences.length]);
  return `Note ${number * 7919}. ${openings[number % openings.length]}\n\n${body.join(" ")}`;
}
