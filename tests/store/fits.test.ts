/** A row is checked fast and, where that says no, by zod: both must mean the same, or a wrong row would be stored. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fitsOf } from '../../src/store/fits.ts';
import { faultOf, schemaOf, tableNames } from '../../src/store/schema.ts';

type Schema = z.core.$ZodType;

/** Any value that the schema lets through. */
function valid(schema: Schema): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodString) {
    const text = fc.string({ minLength: schema.minLength ?? 0, maxLength: 8 });
    return schema.def.checks ? text.filter((one) => !one.includes('\0')) : text;
  }
  if (schema instanceof z.ZodNumber) {
    return schema.def.checks?.length ? fc.nat() : fc.double({ noNaN: true, noDefaultInfinity: true });
  }
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodUnknown) return fc.jsonValue();
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodRecord) {
    return fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3, noNullPrototype: true });
  }
  if (schema instanceof z.ZodArray) return fc.array(valid(schema.element as Schema), { maxLength: 3 });
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape as Record<string, Schema>);
    const needed = fields.flatMap(([name, field]) => (field instanceof z.ZodExactOptional ? [] : [name]));
    const inner = ([name, field]: [string, Schema]) =>
      [name, valid(field instanceof z.ZodExactOptional ? (field.unwrap() as Schema) : field)] as const;
    return fc.record(Object.fromEntries(fields.map(inner)), {
      requiredKeys: needed,
      noNullPrototype: true,
    });
  }
  throw new Error(`How is a value of ${schema._zod.def.type} made? Say it here`);
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', '\0', 'x', -1, 0.5, 2 ** 53, NaN, Infinity, true, false, 1n),
  fc.constantFrom<unknown>(
    [],
    [null],
    new Array(2),
    {},
    { id: 1 },
    new Map(),
    new Date(0),
    Object.create(null),
  ),
);

/** One place anywhere in a value, chosen by numbers, holds something else, is gone, or has a neighbour it should not have. */
function spoil(
  value: unknown,
  path: readonly number[],
  wrong: unknown,
  how: 'set' | 'drop' | 'add',
): unknown {
  if (typeof value !== 'object' || value === null) return wrong;
  const names = Object.keys(value);
  const name = names[(path[0] ?? 0) % Math.max(1, names.length)] ?? 'x';
  const inner = (value as Record<string, unknown>)[name];
  if (path.length > 1 && typeof inner === 'object' && inner !== null) {
    const changed = spoil(inner, path.slice(1), wrong, how);
    return Array.isArray(value)
      ? value.map((one, i) => (String(i) === name ? changed : (one as unknown)))
      : { ...value, [name]: changed };
  }
  if (Array.isArray(value)) return [...(value as unknown[]), wrong];
  if (how === 'drop') return Object.fromEntries(Object.entries(value).filter(([one]) => one !== name));
  return { ...value, [how === 'add' ? 'extra' : name]: wrong };
}

describe.for(tableNames)('a row of %s', (table) => {
  const schema = schemaOf(table);
  const fits = fitsOf(schema);

  it('that is right is known to be without asking zod', () => {
    fc.assert(
      fc.property(valid(schema), (row) => {
        expect(schema.safeParse(row).success).toBe(true);
        expect(fits(row)).toBe(true);
        expect(faultOf(table, row)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it('that somebody spoilt is refused where zod refuses it, with the same words', () => {
    const path = fc.array(fc.nat(30), { minLength: 1, maxLength: 5 });
    const how = fc.constantFrom('set', 'drop', 'add');
    fc.assert(
      fc.property(valid(schema), path, junk, how, (row, path, wrong, how) => {
        const spoilt = spoil(row, path, wrong, how);
        const said = schema.safeParse(spoilt);
        if (fits(spoilt)) expect(said.success).toBe(true);
        expect(faultOf(table, spoilt) === undefined).toBe(said.success);
        if (!said.success) expect(faultOf(table, spoilt)).toContain(said.error.issues[0]?.message);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is an object with fields', () => {
    for (const row of [undefined, null, 'text', 1, [], [{}], new Map(), {}]) {
      expect(fits(row)).toBe(false);
      expect(faultOf(table, row)).toBeDefined();
    }
  });
});
