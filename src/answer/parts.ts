const MOST_PARTS = 4;

/** The pieces of a message that may be questions of their own: cut after `?`, at line breaks and at `;`. */
export function partsOf(text: string): string[] {
  const parts = text
    .slice(0, 4000)
    .split(/(?<=\?)|[;\r\n]+/u)
    .map((part) => part.trim())
    .filter((part) => /\p{L}/u.test(part));
  return parts.slice(0, MOST_PARTS);
}
