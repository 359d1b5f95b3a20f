/** What is known of a model's origin. */
export interface ModelOrigin {
  readonly id: string;
  readonly alias: string;
  readonly contentDigest?: string | undefined;
  /** As its file states it, such as `qwen2`. */
  readonly architecture?: string | undefined;
}

/** How near a judge is to a model whose answers it judges; judges favour their own kind. */
export type Relation = "same-model" | "same-family" | "same-architecture";

/** Names of families, as models of theirs begin or contain them. */
const FAMILIES =
  /(?<![a-z])(smollm|tinyllama|codellama|llama|qwen|qwq|phi|gemma|mistral|mixtral|ministral|deepseek|granite|falcon|olmo|yi|command|exaone|gpt-oss|gpt|glm|internlm|minicpm|stablelm|nemotron|lfm|notes)(?![a-z]{3})/i;

/** Tells how a judge is related to a judged model, by digest, name and architecture; undefined where nothing says that it is. */
export function tellRelation(judge: ModelOrigin, judged: ModelOrigin): Relation | undefined {
  const { contentDigest, architecture } = judge;
  if (judge.id === judged.id || (contentDigest !== undefined && contentDigest === judged.contentDigest))
    return "same-model";
  if (judge.alias.toLowerCase() === judged.alias.toLowerCase()) return "same-model";
  const family = familyOf(judge.alias);
  if (family !== undefined && family === familyOf(judged.alias)) return "same-family";
  return architecture !== undefined && architecture === judged.architecture ? "same-architecture" : undefined;
}

function familyOf(name: string): string | undefined {
  return FAMILIES.exec(name)?.[1]?.toLowerCase();
}
