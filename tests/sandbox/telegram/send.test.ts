import { InputFile } from 'grammy';
import { describe, expect, it } from 'vitest';
import { AN, JPEG, PAPER, VOICE, refusal, start, type Setup } from './setup.ts';

async function withAn(): Promise<Setup> {
  const setup = await start();
  setup.standIn.remember(AN);
  return setup;
}

describe('whom the bot may write to', () => {
  it('knows no chat that nobody has opened', async () => {
    const { api } = await start();
    expect(await refusal(api.sendMessage(9, 'chào'))).toBe('Bad Request: chat not found');
    expect(await refusal(api.sendMessage('@ai_do', 'chào'))).toBe('Bad Request: chat not found');
    expect(await refusal(api.sendMessage('', 'chào'))).toBe('Bad Request: chat_id is empty');
  });

  it('does not write first', async () => {
    const { standIn, api } = await start();
    standIn.phone(AN);
    expect(await refusal(api.sendMessage(1001, 'chào'))).toBe(
      "Forbidden: bot can't initiate conversation with a user",
    );
    await standIn.phone(AN).say('/start');
    expect((await api.sendMessage(1001, 'chào')).text).toBe('chào');
  });

  it('does not reach who has blocked it, until they unblock', async () => {
    const { standIn, api } = await withAn();
    standIn.block(AN);
    expect(await refusal(api.sendMessage(1001, 'chào'))).toBe('Forbidden: bot was blocked by the user');
    expect(await refusal(api.sendChatAction(1001, 'typing'))).toBe('Forbidden: bot was blocked by the user');
    standIn.unblock(AN);
    expect((await api.sendMessage(1001, 'chào')).chat.id).toBe(1001);
  });
});

describe('sendMessage', () => {
  it('gives back the message as Telegram has it', async () => {
    const { standIn, api } = await withAn();
    const message = await api.sendMessage(1001, '  chào anh/chị ');
    expect(message).toEqual({
      message_id: 500,
      from: { id: 424242, is_bot: true, first_name: 'Sát Cánh', username: 'sat_canh_bot' },
      chat: { id: 1001, type: 'private', first_name: 'An' },
      date: Date.UTC(2026, 10, 21, 3) / 1000,
      text: 'chào anh/chị',
    });
    expect(standIn.phone(AN).bubbles()).toMatchObject([{ id: '500', from: 'bot', text: 'chào anh/chị' }]);
  });

  it('takes 4096 characters and refuses one more, an empty text and blanks', async () => {
    const { api, call } = await withAn();
    expect((await api.sendMessage(1001, 'ấ'.repeat(4096))).text).toHaveLength(4096);
    expect(await refusal(api.sendMessage(1001, 'a'.repeat(4097)))).toBe('Bad Request: message is too long');
    expect(await refusal(api.sendMessage(1001, ''))).toBe('Bad Request: message text is empty');
    expect(await refusal(api.sendMessage(1001, ' \n '))).toBe('Bad Request: message text is empty');
    expect((await call('sendMessage', { chat_id: 1001 })).body.description).toBe(
      'Bad Request: message text is empty',
    );
  });

  it('counts the text after its marks are read', async () => {
    const { api } = await withAn();
    const text = `<b>${'a'.repeat(4096)}</b>`;
    expect((await api.sendMessage(1001, text, { parse_mode: 'HTML' })).text).toHaveLength(4096);
  });

  it('answers under a message of the chat, and refuses one that is not there', async () => {
    const { standIn, api } = await withAn();
    const phone = standIn.phone(AN);
    await phone.say('mất việc');
    const answer = await api.sendMessage(1001, 'đã nhận', { reply_parameters: { message_id: 500 } });
    expect(answer.reply_to_message).toMatchObject({ message_id: 500, text: 'mất việc' });
    expect(phone.bubbles()[1]?.quotes).toBe('500');

    const missing = { message_id: 7 };
    expect(await refusal(api.sendMessage(1001, 'a', { reply_parameters: missing }))).toBe(
      'Bad Request: message to be replied not found',
    );
    const anyway = { ...missing, allow_sending_without_reply: true };
    const sent = await api.sendMessage(1001, 'a', { reply_parameters: anyway });
    expect(sent.reply_to_message).toBeUndefined();
  });

  it('names a field of reply_parameters that does not exist', async () => {
    const { call } = await withAn();
    const body = { chat_id: 1001, text: 'a', reply_parameters: { message_id: 1, allow_without: true } };
    expect((await call('sendMessage', body)).body.description).toBe(
      'Bad Request: unknown field "allow_without" of ReplyParameters',
    );
  });
});

describe('files', () => {
  it('sends a photo with a caption, and the same photo again by its id', async () => {
    const { standIn, api } = await withAn();
    const sent = await api.sendPhoto(1001, new InputFile(JPEG.bytes, 'nhà trọ 1.jpg'), {
      caption: 'Nhà trọ',
    });
    expect(sent.photo.map(({ width }) => width)).toEqual([320, 800, 1280]);
    expect(new Set(sent.photo.map((size) => size.file_id)).size).toBe(3);
    for (const { file_id } of sent.photo) await api.sendPhoto(1001, file_id);
    const [first, again] = standIn.phone(AN).bubbles();
    expect(first).toMatchObject({ text: 'Nhà trọ', file: { kind: 'photo', name: 'nhà trọ 1.jpg' } });
    expect(again?.file?.url).toBe(first?.file?.url);
    const shown = await fetch(first?.file?.url ?? '');
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(JPEG.bytes);
  });

  it('sends a voice note and a document', async () => {
    const { standIn, api } = await withAn();
    const voice = await api.sendVoice(1001, new InputFile(VOICE.bytes, 'a.oga'), { duration: 4 });
    const paper = await api.sendDocument(1001, new InputFile(PAPER.bytes, 'Báo cáo (1).docx'));
    expect(voice.voice.duration).toBe(4);
    expect(paper.document.file_name).toBe('Báo cáo (1).docx');
    expect(
      standIn
        .phone(AN)
        .bubbles()
        .map((each) => each.file?.kind),
    ).toEqual(['voice', 'document']);
  });

  it('refuses a caption over 1024 characters', async () => {
    const { api } = await withAn();
    const photo = (): InputFile => new InputFile(JPEG.bytes, 'a.jpg');
    expect((await api.sendPhoto(1001, photo(), { caption: 'a'.repeat(1024) })).caption).toHaveLength(1024);
    expect(await refusal(api.sendPhoto(1001, photo(), { caption: 'a'.repeat(1025) }))).toBe(
      'Bad Request: message caption is too long',
    );
  });

  it('refuses what is no picture, no file, no file of that kind', async () => {
    const { standIn, api, call } = await withAn();
    expect(await refusal(api.sendPhoto(1001, new InputFile(PAPER.bytes, 'a.jpg')))).toBe(
      'Bad Request: IMAGE_PROCESS_FAILED',
    );
    expect(await refusal(api.sendDocument(1001, new InputFile(new Uint8Array(), 'a')))).toBe(
      'Bad Request: file must be non-empty',
    );
    expect(await refusal(api.sendPhoto(1001, 'AgAC-unknown'))).toBe(
      'Bad Request: wrong file identifier/HTTP URL specified',
    );
    expect((await call('sendPhoto', { chat_id: 1001 })).body.description).toBe(
      'Bad Request: there is no photo in the request',
    );
    await standIn.phone(AN).sendVoice(VOICE, 3);
    const voice = (await api.getUpdates())[0]?.message?.voice?.file_id ?? '';
    expect(await refusal(api.sendDocument(1001, voice))).toBe(
      "Bad Request: can't use file of type VoiceNote as Document",
    );
  });

  it('refuses a photo over 10 MB', async () => {
    const { api } = await withAn();
    const big = new Uint8Array(10 * 1024 * 1024 + 1);
    big.set(JPEG.bytes);
    expect(await refusal(api.sendPhoto(1001, new InputFile(big, 'to.jpg')))).toMatch(
      /is too big for a photo/,
    );
  });
});

it('sends a place and a contact, and refuses half a place', async () => {
  const { standIn, api, call } = await withAn();
  await api.sendLocation(1001, 15.12, 108.8);
  await api.sendContact(1001, '115', 'Cấp cứu');
  expect(standIn.phone(AN).bubbles()).toMatchObject([
    { location: { latitude: 15.12, longitude: 108.8 } },
    { text: '115' },
  ]);
  const words = async (method: string, body: object): Promise<string | undefined> =>
    (await call(method, { chat_id: 1001, ...body })).body.description;
  expect(await words('sendLocation', { latitude: 15 })).toBe('Bad Request: longitude is empty');
  expect(await words('sendLocation', { latitude: 95, longitude: 1 })).toBe(
    'Bad Request: wrong location specified',
  );
  expect(await words('sendContact', { phone_number: '115' })).toBe('Bad Request: first name is empty');
});
