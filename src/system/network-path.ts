/**
 * Whether Windows would ask another machine, or a device, for a path: `\\host\share`, `//host/share`, `\\?\...`. It signs in
 * there with the user's name and password to do so, therefore merely looking whether such a file is there tells them.
 */
export function isNetworkPath(path: string, platform: NodeJS.Platform = process.platform): boolean {
  return platform === "win32" && /^\s*[\\/]{2}/.test(path);
}
