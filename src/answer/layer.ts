/** A question as one layer sees it. */
export interface Vector {
  ids: number[];
  weights: number[];
  /** Length of the vector, words that the FAQ does not know included; 0 when there is nothing to compare. */
  norm: number;
}

/** One kind of feature of all documents, as unit vectors of tf·idf, in flat arrays. */
export interface Layer {
  vector(features: Iterable<string>): Vector;
  /** The cosine of one document and the question made ready by `hold`. */
  cosine(doc: number): number;
  /** Makes a question ready for `cosine`. */
  hold(vector: Vector): void;
  /** Adds share × cosine to every document that has something in common with the question; tells which. */
  spread(vector: Vector, share: number, scores: Float32Array, seen: (doc: number) => void): void;
  idf(feature: string): number | undefined;
}

/** What was seen in the documents, before weights are known. */
export interface LayerBuilder {
  add(features: ReadonlyMap<string, number>, group: number): void;
  build(options?: { inverted?: boolean }): Layer;
}

const IDF_POWER = 0.7;

/** tf as 1 + ln, so that the third mention says little. */
function damped(count: number): number {
  return count > 1 ? 1 + Math.log(count) : count;
}

/** Counts features. */
export function count(
  features: Iterable<string>,
  into = new Map<string, number>(),
  by = 1,
): Map<string, number> {
  for (const feature of features) into.set(feature, (into.get(feature) ?? 0) + by);
  return into;
}

/** Collects documents; idf counts groups (entries), not documents, so that many phrasings do not make a word common. */
export function createLayer(groups: number): LayerBuilder {
  const ids = new Map<string, number>();
  const df: number[] = [];
  const lastGroup: number[] = [];
  const flat: number[] = [];
  const tfs: number[] = [];
  const starts: number[] = [0];
  return {
    add(features, group) {
      for (const [feature, tf] of features) {
        let id = ids.get(feature);
        if (id === undefined) ids.set(feature, (id = ids.size));
        if (lastGroup[id] !== group) df[id] = (df[id] ?? 0) + 1;
        lastGroup[id] = group;
        flat.push(id);
        tfs.push(damped(tf));
      }
      starts.push(flat.length);
    },
    build({ inverted = false } = {}) {
      const top = weigh(1, groups);
      const idf = Float32Array.from(df, (n) => weigh(n, groups));
      const features = Int32Array.from(flat);
      const offsets = Int32Array.from(starts);
      const weights = new Float32Array(features.length);
      for (let doc = 0; doc + 1 < offsets.length; doc++) {
        let sum = 0;
        for (let i = offsets[doc] ?? 0; i < (offsets[doc + 1] ?? 0); i++) {
          const weight = (tfs[i] ?? 0) * (idf[features[i] ?? 0] ?? 0);
          weights[i] = weight;
          sum += weight * weight;
        }
        const norm = Math.sqrt(sum) || 1;
        for (let i = offsets[doc] ?? 0; i < (offsets[doc + 1] ?? 0); i++)
          weights[i] = (weights[i] ?? 0) / norm;
      }
      return finish({ ids, idf, top, features, offsets, weights }, inverted);
    },
  };
}

function weigh(df: number, groups: number): number {
  return Math.log(1 + groups / df) ** IDF_POWER;
}

interface Parts {
  ids: Map<string, number>;
  idf: Float32Array;
  top: number;
  features: Int32Array;
  offsets: Int32Array;
  weights: Float32Array;
}

function finish({ ids, idf, top, features, offsets, weights }: Parts, inverted: boolean): Layer {
  const held = new Float32Array(ids.size);
  let heldIds: number[] = [];
  const postings = inverted ? transpose(features, offsets, weights, ids.size) : undefined;
  return {
    idf: (feature) => idf[ids.get(feature) ?? -1],
    vector(list) {
      const vector: Vector = { ids: [], weights: [], norm: 0 };
      let sum = 0;
      for (const [feature, tf] of count(list)) {
        const id = ids.get(feature);
        const weight = damped(tf) * (id === undefined ? top : (idf[id] ?? 0));
        sum += weight * weight;
        if (id === undefined) continue;
        vector.ids.push(id);
        vector.weights.push(weight);
      }
      vector.norm = Math.sqrt(sum);
      return vector;
    },
    hold(vector) {
      for (const id of heldIds) held[id] = 0;
      heldIds = vector.ids;
      for (let i = 0; i < heldIds.length; i++)
        held[heldIds[i] ?? 0] = (vector.weights[i] ?? 0) / (vector.norm || 1);
    },
    cosine(doc) {
      let sum = 0;
      const end = offsets[doc + 1] ?? 0;
      for (let i = offsets[doc] ?? 0; i < end; i++)
        sum += (held[features[i] as number] as number) * (weights[i] as number);
      return sum;
    },
    spread(vector, share, scores, seen) {
      if (postings === undefined || vector.norm === 0) return;
      for (let k = 0; k < vector.ids.length; k++) {
        const id = vector.ids[k] ?? 0;
        const weight = (share * (vector.weights[k] ?? 0)) / vector.norm;
        const end = postings.offsets[id + 1] ?? 0;
        for (let i = postings.offsets[id] ?? 0; i < end; i++) {
          const doc = postings.docs[i] as number;
          if (scores[doc] === 0) seen(doc);
          scores[doc] = (scores[doc] as number) + weight * (postings.weights[i] as number);
        }
      }
    },
  };
}

function transpose(features: Int32Array, offsets: Int32Array, weights: Float32Array, size: number) {
  const starts = new Int32Array(size + 1);
  for (const id of features) starts[id + 1] = (starts[id + 1] ?? 0) + 1;
  for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const docs = new Int32Array(features.length);
  const turned = new Float32Array(features.length);
  for (let doc = 0; doc + 1 < offsets.length; doc++) {
    for (let i = offsets[doc] ?? 0; i < (offsets[doc + 1] ?? 0); i++) {
      const id = features[i] ?? 0;
      const at = next[id] ?? 0;
      docs[at] = doc;
      turned[at] = weights[i] ?? 0;
      next[id] = at + 1;
    }
  }
  return { offsets: starts, docs, weights: turned };
}
