// The day of which a dossier's state is told, moved by a slider; the server tells the state, as it does without scripts.
import { refresh } from "../../page/live.ts";
import { dayOf, numberOf } from "./days.ts";

/** Adds the slider to the form of the day. Everything marked `data-live` is taken anew from the page of the day that is chosen. */
export function mount(form: HTMLElement): void {
  const field = form.querySelector<HTMLInputElement>("input[type=date]");
  const { from, to } = form.dataset;
  if (!(form instanceof HTMLFormElement && field && from && to)) return;
  const slider = sliderFrom(numberOf(from), numberOf(to), field.value, labelOf(field));
  form.append(slider);
  slider.addEventListener("input", () => {
    field.value = dayOf(slider.valueAsNumber);
    slider.setAttribute("aria-valuetext", field.value);
  });
  slider.addEventListener("change", () => show(field.value));
  field.addEventListener("change", () => {
    if (!field.value) return;
    slider.value = String(numberOf(field.value));
    slider.setAttribute("aria-valuetext", field.value);
    show(field.value);
  });
}

function labelOf(field: HTMLInputElement): string {
  return field.labels?.[0]?.textContent ?? "";
}

function sliderFrom(first: number, last: number, day: string, label: string): HTMLInputElement {
  const slider = document.createElement("input");
  const now = String(numberOf(day));
  Object.assign(slider, { type: "range", min: String(first), max: String(last), value: now, className: "asof__slider", ariaLabel: label });
  slider.setAttribute("aria-valuetext", day);
  return slider;
}

/** Shows the state on a day, and keeps the day in the address. */
async function show(day: string): Promise<void> {
  const address = new URL(location.href);
  address.searchParams.set("as_of", day);
  await refresh(address);
  history.replaceState(null, "", address);
}
