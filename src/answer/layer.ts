import { damped } from './score.ts';

/** A question as one layer sees it. */
export interface Vector {
  ids: number[];
  weights: number[];
  /** Length of the vector, words that the FAQ does not know included; 0 when there is nothing to compare. */
  norm: number;
}

/** One kind of feature of all documents, as unit vectors of tf·idf, in flat arrays. */
export interface Layer<K> {
  vector(features: Iterable<K>): Vector;
  /** Makes a question ready for `cosine`. */
  hold(vector: Vector): void;
  /** The cosine of one document and the question made ready by `hold`. */
  cosine(doc: number): number;
  /** Adds share × cosine to every document that has something in common with the question; only of a layer built inverted. */
  spread(vector: Vector, share: number, scores: Float32Array): void;
}

/** What a layer is made of, by `createLayerBuilder`: the features of document `d` are those from `offsets[d]` to `offsets[d + 1]`. */
export interface Parts<K> {
  ids: ReadonlyMap<K, number>;
  idf: Float32Array;
  /** The idf of a feature that nobody has. */
  top: number;
  features: Uint16Array | Uint32Array;
  /** How often, damped, in steps of 1/TF_STEPS: a byte is enough, and the index fits a small server. */
  tfs: Uint8Array;
  offsets: Uint32Array;
}

export const TF_STEPS = 40;

/** One over the length of each document's vector. */
function lengths<K>({ idf, features, tfs, offsets }: Parts<K>): Float32Array {
  const found = new Float32Array(offsets.length - 1);
  for (let doc = 0; doc < found.length; doc++) {
    let sum = 0;
    for (let i = offsets[doc] as number; i < (offsets[doc + 1] as number); i++) {
      const weight = (tfs[i] as number) * (idf[features[i] as number] as number);
      sum += weight * weight;
    }
    found[doc] = sum === 0 ? 0 : 1 / Math.sqrt(sum);
  }
  return found;
}

/** The documents of each feature, and how often each has it. */
function transpose<K>({ features, tfs, offsets, idf }: Parts<K>) {
  const starts = new Uint32Array(idf.length + 1);
  for (const id of features) starts[id + 1] = (starts[id + 1] as number) + 1;
  for (let i = 0; i < idf.length; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const next = starts.slice();
  const docs = new Uint32Array(features.length);
  const turned = new Uint8Array(features.length);
  for (let doc = 0; doc + 1 < offsets.length; doc++) {
    for (let i = offsets[doc] as number; i < (offsets[doc + 1] as number); i++) {
      const id = features[i] as number;
      const at = next[id] as number;
      docs[at] = doc;
      turned[at] = tfs[i] as number;
      next[id] = at + 1;
    }
  }
  return { starts, docs, tfs: turned };
}

/** Makes a layer searchable. `inverted`: from features to documents too, for `spread`. */
export function createLayer<K>(parts: Parts<K>, inverted: boolean): Layer<K> {
  const { ids, idf, top, features, tfs, offsets } = parts;
  const perLength = lengths(parts);
  const postings = inverted ? transpose(parts) : undefined;
  const held = new Float32Array(idf.length);
  let heldIds: readonly number[] = [];
  return {
    vector(list) {
      const counts = new Map<K, number>();
      for (const feature of list) counts.set(feature, (counts.get(feature) ?? 0) + 1);
      const vector: Vector = { ids: [], weights: [], norm: 0 };
      let sum = 0;
      for (const [feature, count] of counts) {
        const id = ids.get(feature);
        const weight = damped(count) * (id === undefined ? top : (idf[id] as number));
        sum += weight * weight;
        if (id === undefined) continue;
        vector.ids.push(id);
        vector.weights.push(weight);
      }
      vector.norm = Math.sqrt(sum);
      return vector;
    },
    hold({ ids: wanted, weights, norm }) {
      for (const id of heldIds) held[id] = 0;
      heldIds = wanted;
      for (const [i, id] of wanted.entries())
        held[id] = ((weights[i] as number) * (idf[id] as number)) / (norm || 1);
    },
    cosine(doc) {
      let sum = 0;
      const end = offsets[doc + 1] as number;
      for (let i = offsets[doc] as number; i < end; i++)
        sum += (held[features[i] as number] as number) * (tfs[i] as number);
      return sum * (perLength[doc] as number);
    },
    spread({ ids: wanted, weights, norm }, share, scores) {
      if (postings === undefined || norm === 0) return;
      const { starts, docs, tfs: times } = postings;
      for (const [k, id] of wanted.entries()) {
        const weight = (share * (weights[k] as number) * (idf[id] as number)) / norm;
        const end = starts[id + 1] as number;
        for (let i = starts[id] as number; i < end; i++) {
          const doc = docs[i] as number;
          scores[doc] = (scores[doc] as number) + weight * (times[i] as number) * (perLength[doc] as number);
        }
      }
    },
  };
}
