import { AssayError } from "../core/errors.ts";

/**
 * Checks the name of a repository before it becomes an address or a folder.
 *
 * @returns the name
 * @throws AssayError `invalid-input`
 */
export function checkRepoName(name: string): string {
  // As the hub itself has it: two parts, none with "--" or "..", which its cache uses to tell the parts apart.
  const isName =
    /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9_][\w.-]{0,95}$/.test(name) && !/--|\.\.|\.git$|[.-](\/|$)/.test(name);
  if (!isName)
    throw refuse(
      "repository",
      name,
      "owner/name in letters, digits, . _ -",
      "Such as Qwen/Qwen2.5-0.5B-Instruct-GGUF.",
    );
  for (const part of name.split("/")) checkSegment(part, "repository", name);
  return name;
}

/** Checks the name of a branch, a tag or a commit. @returns the name @throws AssayError `invalid-input` */
export function checkRevision(revision: string): string {
  checkPath(revision, "revision");
  return revision;
}

/** Checks the path of a file in a repository: it becomes a path here. @returns the path @throws AssayError `invalid-input` */
export function checkFilePath(path: string): string {
  checkPath(path, "file");
  return path;
}

const LONGEST = 400;

function checkPath(path: string, what: string): void {
  if (path === "" || path.length > LONGEST) throw refuse(what, path, `1 to ${LONGEST} characters long`);
  for (const segment of path.split("/")) checkSegment(segment, what, path);
}

/** On every system by the rules of all of them: what is downloaded on one may be used on another. */
function checkSegment(segment: string, what: string, whole: string): void {
  if (segment === "" || segment === "." || segment === "..")
    throw refuse(what, whole, "a path without empty parts, . and ..");
  if (/[\\:*?"<>|\p{Cc}\p{Cf}]/u.test(segment))
    throw refuse(what, whole, 'free of \\ : * ? " < > | and control characters');
  if (/[. ]$/.test(segment)) throw refuse(what, whole, "free of parts that end in a dot or a space");
  if (/^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i.test(segment))
    throw refuse(what, whole, "free of the names that Windows keeps for devices");
}

function refuse(what: string, value: string, rule: string, hint?: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `The name of the ${what} must be ${rule}, not ${JSON.stringify(value.slice(0, LONGEST))}`,
    hint,
  });
}
