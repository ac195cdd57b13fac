/** How many items a block holds before it is cut in two: small enough to move, large enough to have few blocks. */
const blockSize = 512;

/** Items in order, without scanning or moving all of them: blocks of sorted items, found by halving. */
export interface Sorted<Item> {
  add(item: Item): void;
  remove(item: Item): void;
  first(): Item | undefined;
  /** From that item upwards, itself included. */
  from(item: Item): Iterable<Item>;
  /** Below that item, downwards. */
  below(item: Item): Iterable<Item>;
}

/** `start` is in order already. */
export function createSorted<Item>(
  less: (a: Item, b: Item) => boolean,
  start: readonly Item[] = [],
): Sorted<Item> {
  const blocks: Item[][] = [];
  for (let i = 0; i < start.length; i += blockSize / 2) blocks.push(start.slice(i, i + blockSize / 2));

  /** How many of the list are smaller, by halving. */
  const countBelow = <E>(list: readonly E[], isBelow: (element: E) => boolean): number => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBelow(list[middle] as E)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  /** Block and place of the first item that is not below. */
  const place = (item: Item): { block: number; at: number } => {
    const block = countBelow(blocks, (one) => less(one[one.length - 1] as Item, item));
    return { block, at: countBelow(blocks[block] ?? [], (one) => less(one, item)) };
  };

  return {
    add(item) {
      const { block, at } = place(item);
      const target = blocks[block] ?? blocks[block - 1];
      if (!target) {
        blocks.push([item]);
        return;
      }
      const index = blocks[block] ? block : block - 1;
      target.splice(blocks[block] ? at : target.length, 0, item);
      if (target.length > blockSize) blocks.splice(index + 1, 0, target.splice(blockSize / 2));
    },
    remove(item) {
      const { block, at } = place(item);
      const list = blocks[block];
      if (!list || at >= list.length || less(item, list[at] as Item)) return;
      list.splice(at, 1);
      if (list.length === 0) blocks.splice(block, 1);
    },
    first: () => blocks[0]?.[0],
    *from(item) {
      const { block, at } = place(item);
      for (let b = block; b < blocks.length; b++) {
        const list = blocks[b] as Item[];
        for (let i = b === block ? at : 0; i < list.length; i++) yield list[i] as Item;
      }
    },
    *below(item) {
      const { block, at } = place(item);
      for (let b = Math.min(block, blocks.length - 1); b >= 0; b--) {
        const list = blocks[b] as Item[];
        for (let i = (b === block ? at : list.length) - 1; i >= 0; i--) yield list[i] as Item;
      }
    },
  };
}
