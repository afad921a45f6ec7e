let asked = 0;

/** Takes everything marked `data-live` anew from the page of another address; of answers that overtake each other only the last one's counts. */
export async function refresh(address: URL): Promise<void> {
  const question = ++asked;
  const page = await pageAt(address);
  if (question !== asked) return;
  for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }
}

/** The page of an address as the server writes it. */
export async function pageAt(address: URL | string): Promise<Document> {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
