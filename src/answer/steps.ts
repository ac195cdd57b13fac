/** Long work cut into pieces: whoever drives it may let others in between two of them. Done at once or not, the result is the same. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Every piece in a row. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
