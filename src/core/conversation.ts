/** What is stored of a conversation: where in which flow, and what was asked last. */

/** A flow's place. `trail`: the states in which the person has answered, for `quay lại`. */
export interface Position {
  flow: string;
  version: number;
  at: string;
  data: Record<string, unknown>;
  trail: string[];
}

/** One answer that was offered: what it means, and the label under which it was shown. */
export interface Choice {
  option: string;
  label: string;
  /** Quay lại, Huỷ, Menu: shown after the answers, never numbered among them. */
  nav?: boolean;
}

export interface Asked {
  /** Tag of the flow and state that asked (core/press.ts): a press of another question is an old button. */
  tag: string;
  choices: Choice[];
}

export interface Conversation {
  /** core/update.ts conversationKey. */
  id: string;
  /** Bottom first; the last one has the word. Empty: nothing under way. */
  stack: Position[];
  asked?: Asked;
  /** How often in a row the person was not understood. */
  misses: number;
  /** A form that was left for the menu, to be taken up again. */
  draft?: Position[];
  /** Forms left before that one, the newest first: each is offered again when the draft is done with. */
  earlier?: Position[][];
}

export function newConversation(id: string): Conversation {
  return { id, stack: [], misses: 0 };
}
