/** What a picture may be handed, so that it shows the words on the buttons and the titles of other flows. */
import type { Flows } from '../core/flow.ts';

export interface Names {
  /** The label of an option under that wording. */
  label?: (content: string, option: string) => string | undefined;
  /** The title of a flow. */
  flow?: (id: string) => string | undefined;
}

interface Worded {
  text: string;
  buttons: readonly { label: string; option: string }[];
}

const PICTURES = /\p{Extended_Pictographic}\uFE0F?\s*/gu;

/**
 * Names from the wording and the flows. The label of an option is its button, or, for the choices of a list, the
 * wording `<id>.<option>` or `<file>.<list>.<option>`. Emoji are left out: a picture's font has none.
 */
export function namesFrom(flows: Flows, wording: ReadonlyMap<string, Worded> = new Map()): Names {
  return {
    flow: (id) => flows.get(id)?.title,
    label: (content, option) => {
      const button = wording.get(content)?.buttons.find((candidate) => candidate.option === option);
      const label = button?.label ?? wording.get(`${content}.${option}`)?.text ?? listed(content, option);
      return label?.replace(PICTURES, '').trim();
    },
  };

  function listed(content: string, option: string): string | undefined {
    const file = `${content.split('.')[0]}.`;
    for (const [id, { text }] of wording) {
      if (id.startsWith(file) && id.split('.').length === 3 && id.endsWith(`.${option}`)) return text;
    }
    return undefined;
  }
}
