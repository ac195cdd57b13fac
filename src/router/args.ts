/**
 * The words of a command's payload, by telegraf's rules: a space parts words, quotes keep them together, a line's end
 * ends a word and a quote, a backslash takes the next character as it is. An empty word is no word.
 */
export function parseArgs(payload: string): string[] {
  const words: string[] = [];
  let word = '';
  let begun = false;
  let quote = '';
  const end = (): void => {
    if (begun) words.push(word);
    if (begun) quote = '';
    word = '';
    begun = false;
  };
  for (let at = 0; at < payload.length; at++) {
    const char = payload.charAt(at);
    if (char === '\\') {
      word += payload.charAt(++at);
      begun = true;
    } else if (char === '"' || char === "'") {
      if (quote === '') {
        end();
        quote = char;
      } else if (quote === char) {
        end();
        quote = '';
      } else {
        word += char;
        begun = true;
      }
    } else if (char === '\n' || (char === ' ' && quote === '')) {
      end();
    } else {
      word += char;
      begun = true;
    }
  }
  end();
  return words;
}
