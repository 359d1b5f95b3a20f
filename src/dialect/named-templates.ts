/** Whether a text is a template itself, rather than the name or path of one. */
export function isTemplateText(text: string): boolean {
  return /\{[{%#]/.test(text);
}

/** Templates that users may name for a model whose file brings none that can be used. */
export const namedTemplates: Readonly<Record<string, string>> = {
  chatml:
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}" +
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
};
