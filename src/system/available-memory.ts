/**
 * Reads how much memory the system can give now, in bytes, a container's limits counted.
 *
 * Absent on macOS: what Node says there are only the pages that hold nothing at all, and the system gives far more.
 */
export function readAvailableMemory(): number | undefined {
  return process.platform === "darwin" ? undefined : process.availableMemory();
}
