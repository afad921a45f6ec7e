// The workbench: an editor in the place of the form's text field, and the answers below it.
import type { EditorView } from "@codemirror/view";
import { render } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { copyAddress } from "../../page/clipboard.ts";
import { told, type Words, wordsOf } from "../../page/island.ts";
import type { Place } from "../../page/links.ts";
import { pageAt } from "../../page/live.ts";
import { ask, Problem } from "../../sparql/ask.ts";
import { Labels } from "../../sparql/labels.ts";
import { begin, remember, remembered } from "./address.ts";
import { AnswerView, type Outcome } from "./answer.tsx";
import { editorIn, mark, write } from "./editor.ts";

interface Told extends Place {
  words: Record<string, string>;
}

/** Puts the editor in the place of the form. A query that came with the address is run at once. */
export function mount(place: HTMLElement): void {
  const { words, ...where } = told<Told>(place);
  const query = place.querySelector("textarea")?.value ?? "";
  place.replaceChildren();
  render(<Workbench query={query} words={wordsOf(words)} place={where} />, place);
}

function Workbench({ query, words, place }: { query: string; words: Words; place: Place }) {
  const [outcome, setOutcome] = useState<Outcome>({ state: "none" });
  const [view, setView] = useState(remembered("view") ?? "table");
  const [note, setNote] = useState("");
  const [labels] = useState(() => new Labels(place.language));
  const desk = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const stop = useRef<AbortController>(undefined);

  const run = async (): Promise<void> => {
    const view = editor.current;
    if (!view) return;
    stop.current?.abort();
    stop.current = new AbortController();
    const { signal } = stop.current;
    const text = view.state.doc.toString();
    mark(view);
    remember({ query: text });
    setOutcome({ state: "running" });
    const start = performance.now();
    try {
      const answer = await ask(text, signal);
      setOutcome({ state: "answered", query: text, answer, seconds: (performance.now() - start) / 1000 });
    } catch (fault) {
      if (signal.aborted) return;
      if (fault instanceof Problem) mark(view, fault.message, fault.line, fault.column);
      setOutcome({ state: "failed", fault: fault as Error, isTold: fault instanceof Problem });
    }
  };

  useLayoutEffect(() => {
    if (!desk.current) return;
    editor.current = editorIn(desk.current, query, place.language, words, () => void run());
    takeExamples((text) => {
      if (editor.current) write(editor.current, text);
      begin(text);
      void run();
    });
    if (remembered("query")) void run();
  }, []);

  const halt = (): void => {
    stop.current?.abort();
    setOutcome({ state: "stopped" });
  };
  const share = async (): Promise<void> => {
    remember({ query: editor.current?.state.doc.toString() ?? "" });
    setNote(words((await copyAddress()) ? "copied" : "uncopied"));
  };
  const open = (name: string): void => {
    setView(name);
    remember({ view: name });
  };
  return (
    <>
      <div class="workbench__edit">
        <div class="editor" ref={desk} />
        <p class="workbench__keys">{words("keys")}</p>
        <p class="workbench__buttons">
          <button type="button" onClick={run}>
            {words("run")}
          </button>
          {outcome.state === "running" && (
            <button type="button" class="plainly" onClick={halt}>
              {words("stop")}
            </button>
          )}
          <button type="button" class="plainly" onClick={share}>
            {words("share")}
          </button>
          <span role="status">{note}</span>
        </p>
      </div>
      <section class="workbench__answer" aria-label={words("answer")}>
        <AnswerView outcome={outcome} words={words} labels={labels} place={place} view={view} onView={open} />
      </section>
    </>
  );
}

/** Lets the links to examples fill the editor in place of leading to another page. */
function takeExamples(take: (query: string) => void): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".workbench__examples a")) {
    link.addEventListener("click", async (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const page = await pageAt(link.href);
      take(page.querySelector("textarea")?.value ?? "");
      document.querySelector("[data-island=workbench]")?.scrollIntoView();
    });
  }
}
