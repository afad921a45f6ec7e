const MILLISECONDS = 86_400_000;

/** The number of a day since 1970, from its form 2023-06-30. */
export function numberOf(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / MILLISECONDS);
}

/** The day of a number, in the form 2023-06-30. */
export function dayOf(number: number): string {
  return new Date(number * MILLISECONDS).toISOString().slice(0, 10);
}
