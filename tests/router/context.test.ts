import { describe, expect, it } from 'vitest';
import { typedData } from '../../src/router/typed.ts';
import { did, pressed, said } from './updates.ts';

describe('Context', () => {
  it('reads a command', () => {
    const ctx = said('/start  ref "hai tu" ba\\ bon');
    expect([ctx.command, ctx.payload, ctx.startPayload, ctx.args]).toEqual([
      'start',
      ' ref "hai tu" ba\\ bon',
      ' ref "hai tu" ba\\ bon',
      ['ref', 'hai tu', 'ba bon'],
    ]);
    expect(said('/menu x').startPayload).toBeUndefined();
  });

  it('knows who, where, and what was said', () => {
    const ctx = said('xin chào', { name: 'Lan' });
    expect(ctx.from).toEqual({ id: 'telegram:42', name: 'Lan', first_name: 'Lan' });
    expect([ctx.channel, ctx.chat, ctx.text]).toEqual([
      'telegram',
      { id: 'telegram:42', type: 'private' },
      'xin chào',
    ]);
    expect(ctx.message).toEqual({ type: 'text', text: 'xin chào' });
    expect(ctx.callbackQuery).toBeUndefined();
    expect(did({ type: 'follow' }).message).toBeUndefined();
  });

  it('puts every answer into the turn, in order, and sends nothing', async () => {
    const ctx = pressed('go');
    await ctx.answerCbQuery('được');
    await ctx.sendChatAction('typing');
    await ctx.editMessageText('mới', { rows: [[{ label: 'A', data: 'a' }]] });
    await ctx.reply({ text: 'đậm', entities: [{ type: 'bold', offset: 0, length: 3 }] });
    await ctx.replyWithPhoto('file-id', { caption: 'ảnh' });
    await ctx.replyWithVoice({ kind: 'voice', channel: 'zalo', id: 'https://example.org/v' });
    await ctx.replyWithDocument('doc-id');
    await ctx.replyWithLocation(10.5, 106.5);
    expect(ctx.effects).toEqual([
      { type: 'acknowledge', text: 'được' },
      { type: 'typing' },
      { type: 'edit', messageId: '7', message: { text: 'mới', rows: [[{ label: 'A', data: 'a' }]] } },
      { type: 'send', message: { text: 'đậm', entities: [{ type: 'bold', offset: 0, length: 3 }] } },
      { type: 'send', message: { text: 'ảnh', file: { kind: 'photo', channel: 'telegram', id: 'file-id' } } },
      {
        type: 'send',
        message: { text: '', file: { kind: 'voice', channel: 'zalo', id: 'https://example.org/v' } },
      },
      { type: 'send', message: { text: '', file: { kind: 'document', channel: 'telegram', id: 'doc-id' } } },
      { type: 'send', message: { text: '', location: { latitude: 10.5, longitude: 106.5 } } },
    ]);
  });

  it('takes the press of a keyboard button for the words on it', () => {
    const ctx = pressed(typedData('Trợ giúp'));
    expect([ctx.text, ctx.callbackQuery]).toEqual(['Trợ giúp', undefined]);
  });
});
