import { invalid, tooLong } from './answer.ts';

export type Fields = Record<string, unknown>;

/** The value as a JSON object, else -201. */
export function asObject(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(field);
  return value as Fields;
}

/** The value as a non-empty string of at most `limit` code points, else -201 or -210. */
export function asText(value: unknown, field: string, limit = Infinity): string {
  if (typeof value !== 'string' || value === '') throw invalid(field);
  if ([...value].length > limit) throw tooLong(field);
  return value;
}

/** A decimal id given as a string: a JSON number has lost its last digits. */
export function asId(value: unknown, field: string): string {
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) throw invalid(field);
  return value;
}

/** The value as a list of 1 to `limit` things, else -201. */
export function asList(value: unknown, field: string, limit: number): unknown[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > limit) throw invalid(field);
  return value as unknown[];
}

/** An http(s) address, else -201. */
export function asUrl(value: unknown, field: string): string {
  if (typeof value !== 'string' || !URL.canParse(value) || !/^https?:\/\//i.test(value)) throw invalid(field);
  return value;
}

/** A whole number between `low` and `high`: -201 when it is none, -210 when it is above. */
export function asCount(value: unknown, field: string, low: number, high: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low) throw invalid(field);
  if (value > high) throw tooLong(field);
  return value;
}

/** Refuses fields that the documentation does not show. */
export function onlyFields(value: Fields, allowed: readonly string[], strict: boolean): void {
  const other = strict ? Object.keys(value).find((name) => !allowed.includes(name)) : undefined;
  if (other !== undefined) throw invalid(other);
}
