/** The schemas as JSON Schema (draft-7), for editors' tools: hover help, completion, red lines while typing. */
import { z } from 'zod';
import { LIST_SCHEMAS } from './lists.ts';
import { faqHeader } from './schemas/faq.ts';
import { guidanceHeader } from './schemas/guidance.ts';
import { bulletinHeader } from './schemas/bulletins.ts';
import { campaignHeader } from './schemas/campaigns.ts';
import { policyHeader } from './schemas/policies.ts';
import { rumourHeader } from './schemas/rumours.ts';

const SCHEMAS: Record<string, z.ZodType> = {
  faq: faqHeader,
  guidance: guidanceHeader,
  policies: policyHeader,
  rumours: rumourHeader,
  bulletins: bulletinHeader,
  campaigns: campaignHeader,
  ...LIST_SCHEMAS,
};

/** By name: the folders of items describe a Markdown file's header, the others a YAML list of that name. */
export function jsonSchemas(): Map<string, unknown> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any', override: asTyped }),
    ]),
  );
}

/**
 * The checker reads every value as the string that was written (yaml.ts), where an editor's tool sees numbers and booleans:
 * what a string stands for is said in the schema's `meta`.
 */
function asTyped({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  if (jsonSchema['type'] === 'integer') for (const key of ['minLength', 'pattern']) delete jsonSchema[key];
  if (jsonSchema['type'] === 'boolean') delete jsonSchema['enum'];
}
