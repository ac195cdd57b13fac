import type { HttpBindings } from '@hono/node-server';

/** What the front door leaves for the routes. */
export interface Env {
  Bindings: HttpBindings;
  Variables: {
    /** The JSON body; for forms and GET a description for the transcript. */
    body: unknown;
    form: Record<string, unknown> | undefined;
  };
}
