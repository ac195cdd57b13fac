/** The YAML lists: organization, categories, contacts, calendar, phase. */
import { calendar } from './schemas/calendar.ts';
import { categories } from './schemas/categories.ts';
import { contacts } from './schemas/contacts.ts';
import { organization } from './schemas/organization.ts';
import { phase } from './schemas/phase.ts';
import { validate } from './validate.ts';
import { readYaml } from './yaml.ts';
import type { z } from 'zod';
import type { Fault } from './fault.ts';
import type { ContentFile, ListName } from './folder.ts';
import type { Yaml } from './yaml.ts';

export const LIST_SCHEMAS = { organization, categories, contacts, calendar, phase } satisfies Record<
  ListName,
  z.ZodType
>;

export type Lists = { [K in ListName]?: { value: z.output<(typeof LIST_SCHEMAS)[K]>; yaml: Yaml } };

/** Reads one list into `lists`, when it is right. */
export function readList(file: ContentFile, lists: Lists): Fault[] {
  const name = file.name as ListName;
  const { yaml, faults } = readYaml(file.source);
  if (!yaml) return faults;
  const { value, faults: more } = validate<unknown>(LIST_SCHEMAS[name], yaml);
  if (value !== undefined) Object.assign(lists, { [name]: { value, yaml } });
  return [...faults, ...more];
}
