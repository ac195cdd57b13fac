import type { Bubble } from '../phone.ts';

export interface Screen {
  bubbles(): readonly Bubble[];
  find(id: string): Bubble | undefined;
  add(bubble: Bubble): void;
  onChange(listener: () => void): () => void;
  clear(): void;
}

/** What one phone shows. */
export function createScreen(): Screen {
  let bubbles: Bubble[] = [];
  const listeners = new Set<() => void>();
  const changed = () => listeners.forEach((listener) => listener());
  return {
    bubbles: () => [...bubbles],
    find: (id) => bubbles.find((bubble) => bubble.id === id),
    add(bubble) {
      bubbles.push(bubble);
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    clear() {
      bubbles = [];
      changed();
    },
  };
}
