import { describe, expect, it } from 'vitest';
import { answerData, isAction, offered, questionTag, readAnswer, shortHash } from '../../src/core/press.ts';

const bytes = (text: string) => new TextEncoder().encode(text).length;
const tag = questionTag('hardship-report', 'urgency');

describe('what a button carries', () => {
  it('an answer comes back as the question and the option', () => {
    expect(readAnswer(answerData(tag, 'urgent'))).toEqual({ tag, option: 'urgent' });
  });

  it('two questions have two tags, so that an old button is known as old', () => {
    expect(questionTag('hardship-report', 'people')).not.toBe(tag);
    expect(questionTag('hardship-report', 'urgency')).toBe(tag);
  });

  it('an action of the router is carried as it is, and is no answer', () => {
    expect(isAction('menu:5k')).toBe(true);
    expect(answerData(tag, 'menu:5k')).toBe('menu:5k');
    expect(readAnswer('menu:5k')).toBeUndefined();
  });

  it('the longest option fits Telegram’s 64 bytes and is found again among those offered', () => {
    const long = 'cdcs-cong-ty-trach-nhiem-huu-han-mot-thanh-vien-che-bien-thuỷ-sản';
    const data = answerData(tag, long);
    expect(bytes(data)).toBeLessThanOrEqual(64);
    const pressed = readAnswer(data)!.option;
    expect(pressed).not.toBe(long);
    expect(offered(['khac', long], pressed)).toBe(long);
  });

  it('what was not offered is not found, whatever was pressed', () => {
    expect(offered(['yes', 'no'], 'maybe')).toBeUndefined();
    expect(offered([], 'yes')).toBeUndefined();
    expect(offered(['yes'], `~${shortHash('yes')}`)).toBeUndefined();
  });

  it.each(['', 'c:', 'c::', 'c:tag', 'C:tag:yes', 'x:tag:yes', '\u0000'])('“%s” is no answer', (data) => {
    expect(readAnswer(data)).toBeUndefined();
  });
});
