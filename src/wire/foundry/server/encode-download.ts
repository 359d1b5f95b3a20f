/**
 * One line of progress: the JavaScript and Python clients take the first `12.34%` of it, the C# client wants the words.
 *
 * @param ratio 0 to 1
 */
export function encodeDownloadProgress(ratio: number, file: string): string {
  const percent = (Math.min(Math.max(ratio, 0), 1) * 100).toFixed(2);
  return `Total ${percent}% Downloading ${file.replaceAll(/[\r\n]+/g, " ")}\n`;
}

/** Marker that the C# client waits for before it reads the result. */
export function encodeDownloadEnd(success: boolean): string {
  return success ? "[DONE] All Completed!\n" : "[DONE]\n";
}

/** The result, in one piece; the JavaScript client says `error`, the others `errorMessage`. */
export function encodeDownloadResult(errorMessage: string | undefined): string {
  return JSON.stringify(
    errorMessage === undefined
      ? { success: true, errorMessage: null }
      : { success: false, errorMessage, error: errorMessage },
  );
}
