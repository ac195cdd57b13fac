/** Keyboards, as telegraf builds them: the result goes beside the text of an answer. */
import type { Button } from '../core/message.ts';
import { typedData } from './typed.ts';

/** `hide`: leave it out, decided where the keyboard is written. */
export type MarkupButton = Button & { hide?: boolean };

export interface KeyboardOptions {
  /** Buttons in a row. */
  columns?: number;
  /** Whether this button begins a new row. */
  wrap?: (button: MarkupButton, index: number, row: readonly MarkupButton[]) => boolean;
}

/** The rows of a message. */
export class Keyboard {
  readonly rows: readonly (readonly Button[])[];
  constructor(rows: readonly (readonly Button[])[]) {
    this.rows = rows;
  }
  /** How large Telegram would draw it, and how long. Buttons of a message have neither: the keyboard as it is. */
  resize(_value = true): this {
    return this;
  }
  oneTime(_value = true): this {
    return this;
  }
}

type Buttons<B> = readonly B[] | readonly (readonly B[])[];

/** Buttons that say their label for the person: one in a row. */
export function keyboard(buttons: Buttons<string | MarkupButton>, options: KeyboardOptions = {}): Keyboard {
  return new Keyboard(layOut(buttons, { columns: 1, ...options }));
}

/** Buttons with data or an address: all in one row. */
export function inlineKeyboard(buttons: Buttons<MarkupButton>, options: KeyboardOptions = {}): Keyboard {
  return new Keyboard(layOut(buttons, { columns: Math.max(1, buttons.length), ...options }));
}

/** No buttons. A message's buttons go with the message, so there is nothing else to take away. */
export function removeKeyboard(): Keyboard {
  return new Keyboard([]);
}

export const button = {
  /** A press counts as the label typed: hears() answers it. */
  text: (label: string, hide = false): MarkupButton => ({ label, data: typedData(label), hide }),
  /** `data` comes back to action(); at most 64 bytes on Telegram. */
  callback: (label: string, data: string, hide = false): MarkupButton => ({ label, data, hide }),
  url: (label: string, url: string, hide = false): MarkupButton => ({ label, url, hide }),
  contactRequest: (label: string, hide = false): MarkupButton => ({ label, share: 'contact', hide }),
  locationRequest: (label: string, hide = false): MarkupButton => ({ label, share: 'location', hide }),
};

function layOut(buttons: Buttons<string | MarkupButton>, options: KeyboardOptions): Button[][] {
  const { columns = 1 } = options;
  const wrap = options.wrap ?? ((_button, _index, row): boolean => row.length >= columns);
  const made = (buttons as readonly (string | MarkupButton)[]).map((each) =>
    typeof each === 'string' ? button.text(each) : each,
  );
  if (Array.isArray(made[0]))
    return (buttons as readonly (readonly (string | MarkupButton)[])[]).map((row) =>
      layOut(row, { columns: Infinity }).flat(),
    );
  const rows: MarkupButton[][] = [];
  let index = 0;
  for (const each of made.filter(({ hide }) => hide !== true)) {
    const row = rows.at(-1);
    if (row === undefined || wrap(each, index, row)) rows.push([each]);
    else row.push(each);
    index++;
  }
  return rows.map((row) => row.map(shown));
}

function shown({ hide: _hide, ...rest }: MarkupButton): Button {
  return rest;
}
