/** How many items a block holds before it is cut in two: small enough to move, large enough to have few blocks. */
const blockSize = 512;

/** Items in order, without scanning or moving all of them: blocks of sorted items, none empty, found by halving. */
export interface Sorted<Item> {
  less: (a: Item, b: Item) => boolean;
  blocks: Item[][];
}

/** `start` is in order already. */
export function createSorted<Item>(less: Sorted<Item>['less'], start: readonly Item[]): Sorted<Item> {
  const blocks: Item[][] = [];
  for (let i = 0; i < start.length; i += blockSize / 2) blocks.push(start.slice(i, i + blockSize / 2));
  return { less, blocks };
}

const lastOf = <Item>(list: readonly Item[]): Item => list[list.length - 1] as Item;

/** The first block that does not end below the item. */
function blockFor<Item>({ less, blocks }: Sorted<Item>, item: Item): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (less(lastOf(blocks[middle] as Item[]), item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the first one of a block that is not below the item. */
function placeIn<Item>(list: readonly Item[], { less }: Sorted<Item>, item: Item): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (less(list[middle] as Item, item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function addTo<Item>(sorted: Sorted<Item>, item: Item): void {
  const { less, blocks } = sorted;
  const end = blocks[blocks.length - 1];
  // Most are newer than all that is there.
  if (end === undefined || less(lastOf(end), item)) {
    if (end === undefined || end.length >= blockSize) blocks.push([item]);
    else end.push(item);
    return;
  }
  const block = blockFor(sorted, item);
  const list = blocks[block] as Item[];
  list.splice(placeIn(list, sorted, item), 0, item);
  if (list.length > blockSize) blocks.splice(block + 1, 0, list.splice(blockSize / 2));
}

export function removeFrom<Item>(sorted: Sorted<Item>, item: Item): void {
  const { less, blocks } = sorted;
  const block = blockFor(sorted, item);
  const list = blocks[block];
  if (!list) return;
  const at = placeIn(list, sorted, item);
  if (less(item, list[at] as Item)) return;
  list.splice(at, 1);
  if (list.length === 0) blocks.splice(block, 1);
}

export const firstOf = <Item>({ blocks }: Sorted<Item>): Item | undefined => blocks[0]?.[0];

/** From that item upwards, itself included. */
export function* upFrom<Item>(sorted: Sorted<Item>, item: Item): Generator<Item> {
  const { blocks } = sorted;
  const block = blockFor(sorted, item);
  for (let b = block; b < blocks.length; b++) {
    const list = blocks[b] as Item[];
    for (let i = b === block ? placeIn(list, sorted, item) : 0; i < list.length; i++) yield list[i] as Item;
  }
}

/** Below that item, downwards; without one, from the last. */
export function* downFrom<Item>(sorted: Sorted<Item>, item?: Item): Generator<Item> {
  const { blocks } = sorted;
  const block = item === undefined ? blocks.length : blockFor(sorted, item);
  for (let b = Math.min(block, blocks.length - 1); b >= 0; b--) {
    const list = blocks[b] as Item[];
    const from = b === block ? placeIn(list, sorted, item as Item) : list.length;
    for (let i = from - 1; i >= 0; i--) yield list[i] as Item;
  }
}
