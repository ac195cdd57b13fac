/**
 * Whether a value is what a zod schema says, many times faster than asking zod, which builds a copy of it and has reasons
 * at hand. Made once, from the schema itself: there is no second description. What is not known here is left to zod.
 */
import { z } from 'zod';

export type Fits = (value: unknown) => boolean;

type Schema = z.core.$ZodType;

/** `true` is what zod would say too; `false` may be said of what zod would let pass, so ask it then. */
export function fitsOf(schema: Schema): Fits {
  const { checks = [] } = schema._zod.def;
  const fits = kindOf(schema);
  return checks.length === 0 ? fits : (value) => fits(value) && checks.every((check) => passes(check, value));
}

function kindOf(schema: Schema): Fits {
  if (schema instanceof z.ZodString && !schema.format) return (value) => typeof value === 'string';
  if (schema instanceof z.ZodNumber) return Number.isFinite;
  if (schema instanceof z.ZodBoolean) return (value) => typeof value === 'boolean';
  if (schema instanceof z.ZodUnknown) return () => true;
  if (schema instanceof z.ZodEnum) return oneOf(schema.options);
  if (schema instanceof z.ZodLiteral) return oneOf([...schema.values]);
  if (schema instanceof z.ZodExactOptional) return fitsOf(schema.unwrap() as Schema);
  if (schema instanceof z.ZodArray) return listOf(fitsOf(schema.element as Schema));
  if (schema instanceof z.ZodRecord && isAnything(schema)) return isPlain;
  if (schema instanceof z.ZodObject && !schema.def.catchall) return objectOf(schema.shape as Shape);
  return (value) => z.safeParse(schema, value).success;
}

/** Texts to whatever there is. */
const isAnything = ({ keyType, valueType }: z.ZodRecord): boolean =>
  keyType instanceof z.ZodString && !keyType.def.checks && valueType instanceof z.ZodUnknown;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function passes(check: z.core.$ZodCheck, value: unknown): boolean {
  const payload = { value: value as never, issues: [] };
  return check._zod.check(payload) === undefined && payload.issues.length === 0;
}

const oneOf =
  (values: readonly unknown[]): Fits =>
  (value) =>
    values.includes(value);

function listOf(fits: Fits): Fits {
  return (value) => {
    if (!Array.isArray(value)) return false;
    // A hole is no item of a list, and `every` would not see it.
    for (let i = 0; i < value.length; i++) if (!fits(value[i])) return false;
    return true;
  };
}

type Shape = Readonly<Record<string, Schema>>;

function objectOf(shape: Shape): Fits {
  const fields = new Map(
    Object.entries(shape).map(([name, field]) => [
      name,
      { fits: fitsOf(field), needed: field instanceof z.ZodExactOptional ? 0 : 1 },
    ]),
  );
  const needed = [...fields.values()].reduce((sum, field) => sum + field.needed, 0);
  return (value) => {
    if (!isPlain(value)) return false;
    let there = 0;
    for (const name in value) {
      const field = fields.get(name);
      if (field === undefined) continue;
      if (!field.fits(value[name])) return false;
      there += field.needed;
    }
    return there === needed;
  };
}
