// The relationship browser: draws what the list on the page tells, and opens and closes things without leaving the page.
import { svgOf } from "../../network/drawing.ts";
import { walkable } from "../../network/keys.ts";
import { type Edge, Network, type Node } from "../../network/network.ts";
import { formOf } from "../../network/styles.ts";
import { copyAddress } from "../../page/clipboard.ts";
import { told, type Words, wordsOf } from "../../page/island.ts";
import { refresh } from "../../page/live.ts";
import { pixelsOf, save } from "../../page/picture.ts";

/** A thing with its page and the address at which it is opened, or closed if it is open. */
interface Thing extends Node {
  href: string;
  day: string;
  toggle: string;
  isOpen: boolean;
}

/** A relation with what it rests on. */
interface Relation extends Edge {
  evidence: { basis: string; quote: string; rationale: string; language: string }[];
  sources: string[];
}

interface Drawing {
  nodes: Thing[];
  edges: Relation[];
  classes: string[];
}

/** The longest label that is written into the drawing; the list has all of it. */
const MOST = 48;

/** Puts the drawing before the list. */
export function mount(place: HTMLElement): void {
  new Browser(place, wordsOf(told<{ words: Record<string, string> }>(place).words));
}

class Browser {
  private readonly network: Network;
  private readonly chosen = element("p", { className: "relations__chosen", role: "status" });
  private readonly copied = element("span", { role: "status" });
  private readonly legend = element("ul", { className: "legend" });
  private readonly words: Words;
  private readonly place: HTMLElement;
  private things = new Map<string, Thing>();
  private relations = new Map<string, Relation>();

  constructor(place: HTMLElement, words: Words) {
    this.words = words;
    this.place = place;
    const canvas = element("div", { className: "network", tabIndex: 0, role: "application", ariaLabel: words("drawing") });
    place.append(this.tools(), canvas, this.chosen, this.legend, element("p", { className: "relations__keys", textContent: words("keys") }));
    this.network = new Network(canvas, (id) => this.choose(id));
    this.network.cy.on("tap", "edge", (event) => this.explain(event.target.id()));
    this.network.cy.on("dbltap", "node", (event) => void this.go(this.things.get(event.target.id())?.toggle));
    walkable(
      canvas,
      this.network.cy,
      (id) => this.choose(id),
      (id) => void this.go(this.things.get(id)?.toggle, id),
    );
    this.draw();
    this.takeSteps();
  }

  private tools(): HTMLElement {
    const button = (text: string, act: () => void): HTMLButtonElement => {
      const made = element("button", { type: "button", className: "plainly", textContent: text });
      made.addEventListener("click", act);
      return made;
    };
    const saveAs = async (ending: "svg" | "png"): Promise<void> => {
      const { svg, width, height } = svgOf(this.network);
      save(ending === "svg" ? svg : await pixelsOf(svg, width, height), `relations.${ending}`);
    };
    const tools = element("p", { className: "relations__tools" });
    tools.append(
      button(this.words("fit"), () => this.network.fit()),
      button(this.words("copy_link"), () => void this.copy()),
      this.copied,
      `${this.words("picture")}:`,
      button("SVG", () => void saveAs("svg")),
      button("PNG", () => void saveAs("png")),
    );
    return tools;
  }

  /** Puts the address of this view on the clipboard, and says what came of it. */
  private async copy(): Promise<void> {
    this.copied.textContent = this.words((await copyAddress()) ? "copied" : "uncopied");
  }

  /** Draws what the page tells now. */
  private draw(): void {
    const { nodes, edges, classes } = JSON.parse(document.querySelector('[data-live="relations-data"] script')?.textContent ?? "{}") as Drawing;
    this.things = new Map(nodes.map((node) => [node.id, node]));
    this.relations = new Map(edges.map((edge) => [edge.id, edge]));
    const opened = nodes.filter(({ isOpen }) => isOpen).map(({ label }) => `: ${label}`);
    const short = nodes.map(({ id, label, day, tone, isOpen }) => ({ id, label: `${clipped(without(label, opened))} ${day}`, tone, isMain: isOpen }));
    this.network.show(
      short,
      edges.map(({ id, source, target, label }) => ({ id, source, target, label: clipped(label) })),
    );
    this.legend.replaceChildren(...classes.map((name, tone) => legendItem(name || this.words("other"), tone)));
  }

  /** Says which thing is chosen, with the ways on from it. */
  private choose(id: string): void {
    const thing = this.things.get(id);
    if (!thing) return;
    this.network.mark(id);
    const page = element("a", { href: thing.href, textContent: thing.label });
    const step = element("a", { href: thing.toggle, className: "step", textContent: this.words(thing.isOpen ? "close" : "open") });
    step.dataset.step = id;
    this.chosen.replaceChildren(page, " ", thing.day, " ", step);
  }

  /** Says of a relation which things it ties and what it rests on. */
  private explain(id: string): void {
    const relation = this.relations.get(id);
    if (!relation) return;
    this.network.mark(id);
    const [source, target] = [relation.source, relation.target].map((end) => this.things.get(end)?.label ?? end);
    const said = element("strong", { textContent: `${source} – ${relation.label} – ${target}` });
    this.chosen.replaceChildren(
      said,
      ...relation.evidence.map((one) => this.reason(one)),
      ...relation.sources.flatMap((address) => [" ", sourceLink(address)]),
    );
  }

  private reason({ basis, quote, rationale, language }: Relation["evidence"][number]): HTMLElement {
    const reason = element("span", { className: "relations__reason" });
    reason.append(
      `${this.words("evidence")}: ${basis}. `,
      element("q", { lang: "fi", textContent: quote }),
      " ",
      element(
        "span",
        language === document.documentElement.lang ? { textContent: rationale } : { lang: language, className: "other", textContent: rationale },
      ),
    );
    return reason;
  }

  /** Lets links that open or close things, and the form of the kinds, change this page in place of loading another. */
  private takeSteps(): void {
    document.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-step]");
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      void this.go(link.href, link.dataset.step);
    });
    const form = document.querySelector<HTMLFormElement>(".relations__filter");
    form?.addEventListener("change", () => {
      const values = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
      void this.go(`${location.pathname}?${new URLSearchParams(values)}`);
    });
    addEventListener("popstate", () => void this.take(new URL(location.href)));
  }

  /** Goes to another state of the browser; without things left, to its first page. */
  private async go(address: string | undefined, opened = ""): Promise<void> {
    if (!address) return;
    const url = new URL(address, location.href);
    if (!url.searchParams.has("start")) {
      location.href = url.href;
      return;
    }
    history.pushState(null, "", url);
    this.copied.textContent = "";
    await this.take(url);
    if (opened) this.choose(opened);
    if (opened && !this.place.contains(document.activeElement)) {
      document.querySelector<HTMLElement>(`[data-thing="${CSS.escape(opened)}"] h3`)?.focus();
    }
  }

  private async take(url: URL): Promise<void> {
    await refresh(url);
    this.draw();
  }
}

function sourceLink(address: string): HTMLElement {
  return element("a", { href: address, rel: "nofollow", textContent: new URL(address).hostname });
}

function legendItem(name: string, tone: number): HTMLElement {
  const item = element("li", {});
  const { colour, form } = formOf(tone);
  item.append(element("span", { className: `relations__tone relations__tone--${form} tone-${colour}` }), name);
  return item;
}

/** A label without the name of an opened thing at its end: the line to that thing tells it. */
function without(label: string, endings: string[]): string {
  const ending = endings.find((one) => label.endsWith(one));
  return ending ? label.slice(0, -ending.length) : label;
}

function clipped(label: string): string {
  return label.length > MOST ? `${label.slice(0, MOST - 1)}…` : label;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}
