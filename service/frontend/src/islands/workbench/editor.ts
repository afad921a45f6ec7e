import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import type { Words } from "../../page/island.ts";
import { completions } from "./completion.ts";

/** Colours come from the page, so that they follow its scheme. */
const THEME = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--edge)", fontSize: "0.95rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": {
    fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace',
    lineHeight: "1.5",
    minHeight: "18rem",
    maxHeight: "32rem",
    overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--soft)", color: "var(--quiet)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--soft) 70%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--mark)" },
  ".cm-matchingBracket": { backgroundColor: "var(--mark) !important", outline: "none" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--edge)", maxWidth: "min(32rem, 90vw)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--accent-ink)" },
  ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "var(--accent-ink)" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal" },
  // Marks of faults are pictures by default, which the policy of the page forbids.
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--warn)" },
  ".cm-lint-marker-error": { content: "normal", backgroundColor: "var(--warn)", borderRadius: "50%" },
  ".cm-completionInfo": { padding: "0.4rem 0.7rem" },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--edition)" },
  { tag: [tags.string, tags.annotation], color: "var(--adopted-ink)" },
  { tag: [tags.number, tags.integer, tags.float, tags.bool], color: "var(--warn)" },
  { tag: tags.url, color: "var(--quiet)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);

/** Types over a selection without the browser's help, which would keep the look of the old text by styles that the policy of the page forbids. */
const TYPED_OVER = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const { from, to, empty } = state.selection.main;
    const text = event.data ?? "";
    if (event.inputType !== "insertText" || empty || !text || event.isComposing) return false;
    const insert = () => state.update(state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
    if (!state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert))) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

/** An editor in a shadow of its own: there a strict policy lets it have its styles. `run` is called by Ctrl and Enter. */
export function editorIn(place: HTMLElement, query: string, language: string, words: Words, run: () => void): EditorView {
  const root = place.attachShadow({ mode: "open" });
  const keys = keymap.of([{ key: "Mod-Enter", run: taken(run) }, ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]);
  const extensions = [
    keys,
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    TYPED_OVER,
    highlightActiveLine(),
    lintGutter(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": words("query"), "aria-multiline": "true" }),
    autocompletion({ override: [completions(language, words)], maxRenderedOptions: 60, icons: false }),
    sparql(),
    syntaxHighlighting(COLOURS),
    THEME,
  ];
  const view = new EditorView({ state: EditorState.create({ doc: query, extensions }), root, parent: root });
  view.scrollDOM.tabIndex = 0;
  return view;
}

function taken(run: () => void): () => boolean {
  return () => {
    run();
    return true;
  };
}

/** Marks the place of a fault in the query, or takes the mark away. */
export function mark(view: EditorView, message = "", line?: number, column = 1): void {
  const { doc } = view.state;
  const { from, to } = doc.line(Math.min(line ?? 1, doc.lines));
  const start = Math.min(from + column - 1, to);
  const fault = { from: start, to: Math.min(start + 1, doc.length), severity: "error", message } as const;
  view.dispatch(setDiagnostics(view.state, message && line ? [fault] : []));
}

/** Puts another query into the editor; it can be undone. */
export function write(view: EditorView, query: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: query }, selection: { anchor: 0 }, scrollIntoView: true });
}
