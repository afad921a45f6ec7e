/** Puts the address of this page on the clipboard; whether the browser let us, which it does on https and on this machine only. */
export async function copyAddress(): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(location.href);
    return true;
  } catch {
    return false;
  }
}
