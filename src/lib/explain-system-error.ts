/** Plain words for the codes that operating systems and network libraries give. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EADDRINUSE: "the port is taken",
  EADDRNOTAVAIL: "the address is not one of this machine",
  EAI_AGAIN: "the name could not be looked up",
  EBUSY: "it is in use",
  ECONNABORTED: "the connection was given up",
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was closed by the other side",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file is too big for the disk",
  EEXIST: "it exists already",
  EHOSTDOWN: "the host is down",
  EHOSTUNREACH: "no route to the host",
  EINVAL: "the system does not accept it",
  EIO: "the disk reports an error",
  EISDIR: "it is a folder",
  ELOOP: "its links go round in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENETUNREACH: "the network cannot be reached",
  ENFILE: "too many files are open on this machine",
  ENOENT: "no such file or folder",
  ENOMEM: "not enough memory",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of the path is a file",
  ENOTEMPTY: "the folder is not empty",
  ENOTFOUND: "the name is not known",
  EPERM: "not permitted",
  EPIPE: "the connection was closed by the other side",
  EPROTO: "the other side speaks another protocol",
  EROFS: "it lies on a read-only disk",
  ETIMEDOUT: "no answer in time",
  ETXTBSY: "it is in use",
  EXDEV: "it lies on another disk",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate comes from an authority that is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate comes from an authority that is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate comes from an authority that is not trusted",
  UND_ERR_BODY_TIMEOUT: "no answer in time",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_SOCKET: "the connection was closed by the other side",
};

/** Errors wrap one another at most so deep: fetch, its cause, the socket's. */
const DEEPEST = 5;

/**
 * Says in plain words why the system or the network refused: `connection refused` for `ECONNREFUSED`. The innermost
 * error with a code that is known decides, since outer ones say only that something failed.
 *
 * @returns what the error itself says where no code is known
 */
export function explainSystemError(thrown: unknown): string {
  const errors = [...unwrap(thrown, DEEPEST)];
  const words = errors.map(({ code }) => WORDS[String(code)]).findLast((known) => known !== undefined);
  return words ?? errors.findLast(({ message }) => message !== "")?.message ?? "unknown reason";
}

interface WithCode {
  readonly message: string;
  readonly code?: unknown;
}

function* unwrap(thrown: unknown, depth: number): Generator<WithCode> {
  if (depth === 0) return;
  if (!(thrown instanceof Error)) {
    if (thrown !== undefined && thrown !== null) yield { message: String(thrown) };
    return;
  }
  yield { message: thrown.message, code: Reflect.get(thrown, "code") };
  if (thrown.cause !== undefined) yield* unwrap(thrown.cause, depth - 1);
  // Several addresses of one name were tried; the first one's failure stands for all.
  if (thrown instanceof AggregateError) yield* unwrap(thrown.errors[0], depth - 1);
}
