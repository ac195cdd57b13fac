/** What a flow wants, as plain data: it can be drawn, compared and stored; the shell carries it out in the turn's one commit. */

export type Effect =
  /**
   * Say the wording of that id. Its `{placeholders}` are filled from the flow's data. `list` names a list that depends on
   * the world (units, my reports); its items become answers, and come back as `choose` with the item's id.
   */
  | { type: 'say'; content: string; list?: string }
  /** Ask a named service; its answer comes back as `result` in the same turn. Input: the flow's data. */
  | { type: 'call'; service: string }
  /** Call another flow; when it ends, `returned` comes back with its output. `pass`: the data that it starts with. */
  | { type: 'enter'; flow: string; pass?: readonly string[]; input?: Record<string, unknown> }
  /** Leave everything and begin another flow. */
  | { type: 'go'; flow: string; input?: Record<string, unknown> }
  /** Take up the form that was left half-filled, or throw it away. */
  | { type: 'take-up-draft' }
  | { type: 'drop-draft' };

/** Where an effect came from: what its words are filled with, and which question it asks. */
export interface Origin {
  flow: string;
  at: string;
  data: Record<string, unknown>;
}

export type PlacedEffect = Effect & { from: Origin };
