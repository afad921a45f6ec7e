// What is looked at in the workbench stands in the address, so that a link shows the same.
import { useState } from "preact/hooks";
import { refresh } from "../../page/live.ts";

/** A parameter of the address, if it is there. */
export function remembered(name: string): string | undefined {
  return new URL(location.href).searchParams.get(name) ?? undefined;
}

/** Keeps parameters in the address, and lets the server write anew what depends on it. */
export function remember(parameters: Record<string, string>): void {
  const address = new URL(location.href);
  address.searchParams.delete("example");
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  show(address);
}

/** Keeps a query in the address that has nothing to do with the one before: of what was chosen for that one only the view stays. */
export function begin(query: string): void {
  const address = new URL(location.pathname, location.href);
  const view = remembered("view");
  address.search = String(new URLSearchParams({ query, ...(view && { view }) }));
  show(address);
}

function show(address: URL): void {
  if (address.href === location.href) return;
  history.replaceState(null, "", address);
  void refresh(address);
}

/** A choice that the address keeps; what it says counts as long as it is one of the values that there are. */
export function useRemembered<Value extends string>(name: string, values: Value[], first: Value): [Value, (value: string) => void] {
  const [chosen, choose] = useState(remembered(name));
  const keep = (value: string): void => {
    choose(value);
    remember({ [name]: value });
  };
  return [values.find((value) => value === chosen) ?? first, keep];
}
