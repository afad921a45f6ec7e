/** What the server tells an island: in a script of type application/json at its place. */
export function told<T>(place: HTMLElement): T {
  return JSON.parse(place.querySelector('script[type="application/json"]')?.textContent ?? "{}") as T;
}

/** The words of the interface by their keys; a key that has no words stands for itself. */
export type Words = (key: string, values?: Record<string, string | number>) => string;

/** Looks words up and fills in what stands in braces. */
export function wordsOf(messages: Record<string, string>): Words {
  return (key, values = {}) => (messages[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
