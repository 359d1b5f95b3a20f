/**
 * `node:http`, for what must start fast or stay small.
 *
 * An import of it reads all its exports, and with them Node's own HTTP client and web sockets: 35 ms and 14 MB that
 * nobody here uses.
 */
export const http: typeof import("node:http") = process.getBuiltinModule("node:http");
