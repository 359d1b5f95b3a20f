/** What this browser can do for models in the page. */
export function DevicePanel() {
  return null;
}
