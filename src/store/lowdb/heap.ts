/** A heap: the smallest item is at hand, adding and taking cost the logarithm of the size. */
export interface Heap<Item> {
  add(item: Item): void;
  peek(): Item | undefined;
  take(): Item | undefined;
}

export function createHeap<Item>(less: (a: Item, b: Item) => boolean): Heap<Item> {
  const items: Item[] = [];
  const swapIfLess = (a: number, b: number): boolean => {
    const [first, second] = [items[a] as Item, items[b] as Item];
    if (!less(first, second)) return false;
    items[a] = second;
    items[b] = first;
    return true;
  };
  return {
    add(item) {
      items.push(item);
      for (let at = items.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!swapIfLess(at, parent)) break;
        at = parent;
      }
    },
    peek: () => items[0],
    take() {
      const top = items[0];
      const last = items.pop();
      if (items.length === 0 || last === undefined) return top;
      items[0] = last;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const right = left + 1;
        if (left >= items.length) break;
        const child = right < items.length && less(items[right] as Item, items[left] as Item) ? right : left;
        if (!swapIfLess(child, at)) break;
        at = child;
      }
      return top;
    },
  };
}
