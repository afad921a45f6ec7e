// Puts life into what the server has written: each island is fetched only where it stands.

/** An island makes its place live; the place says everything before that. */
interface Island {
  mount(place: HTMLElement): void | Promise<void>;
}

const ISLANDS: Record<string, () => Promise<Island>> = {
  asof: () => import("./islands/asof/asof.ts"),
  map: () => import("./islands/map/map.tsx"),
  relations: () => import("./islands/relations/relations.ts"),
  workbench: () => import("./islands/workbench/workbench.tsx"),
};

async function settle(place: HTMLElement): Promise<void> {
  const island = await ISLANDS[place.dataset.island ?? ""]?.();
  await island?.mount(place);
}

await Promise.all([...document.querySelectorAll<HTMLElement>("[data-island]")].map(settle));

export {};
