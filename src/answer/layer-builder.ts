import { TF_STEPS, createLayer } from './layer.ts';
import type { Layer } from './layer.ts';
import { damped, weigh } from './score.ts';

/** What is seen in the documents, before weights are known. */
export interface LayerBuilder<K> {
  /** The numbers of features; new ones get the next. */
  idsOf(features: readonly K[]): number[];
  /** Counts features into the document under way, each `share` times. */
  add(ids: readonly number[], share: number): void;
  /** Ends the document under way, which belongs to `group`. */
  end(group: number): void;
  build(options?: { inverted?: boolean }): Layer<K>;
}

const MOST_BYTE = 255;
const MOST_SHORT = 65_536;

/** Collects documents; idf counts groups (entries), not documents, so that many phrasings do not make a word common. */
export function createLayerBuilder<K>(groups: number): LayerBuilder<K> {
  const ids = new Map<K, number>();
  const df: number[] = [];
  const lastGroup: number[] = [];
  const features: number[] = [];
  const tfs: number[] = [];
  const offsets: number[] = [0];
  /** How often each feature stands in the document under way, and which do. */
  const counts: number[] = [];
  let under: number[] = [];
  return {
    idsOf: (list) =>
      list.map((feature) => {
        let id = ids.get(feature);
        if (id === undefined) {
          ids.set(feature, (id = df.length));
          df.push(0);
          lastGroup.push(-1);
          counts.push(0);
        }
        return id;
      }),
    add(list, share) {
      for (const id of list) {
        if (counts[id] === 0) under.push(id);
        counts[id] = (counts[id] ?? 0) + share;
      }
    },
    end(group) {
      for (const id of under) {
        if (lastGroup[id] !== group) df[id] = (df[id] ?? 0) + 1;
        lastGroup[id] = group;
        features.push(id);
        tfs.push(Math.min(MOST_BYTE, Math.round(damped(counts[id] ?? 0) * TF_STEPS)));
        counts[id] = 0;
      }
      under = [];
      offsets.push(features.length);
    },
    build({ inverted = false } = {}) {
      const parts = {
        ids,
        idf: Float32Array.from(df, (n) => weigh(n, groups)),
        top: weigh(1, groups),
        features: df.length <= MOST_SHORT ? Uint16Array.from(features) : Uint32Array.from(features),
        tfs: Uint8Array.from(tfs),
        offsets: Uint32Array.from(offsets),
      };
      return createLayer(parts, inverted);
    },
  };
}
