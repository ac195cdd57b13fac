/**
 * The hardship report: consent → unit → category → story → urgency → people → place → photos → contact → own unit →
 * read-back with Sửa for each answer → sent. Each question that follows a changed one passes on to the read-back.
 */
import { defineFlow } from '../../src/core/flow.ts';
import { call, chose, enter, resultIs, say } from '../parts.ts';
import type { HardshipReport } from './data.ts';
import * as read from './data.ts';
import { tell, tellOn } from './story.ts';

const agreed = (_: HardshipReport, event: { output: Record<string, unknown> }) =>
  event.output['agreed'] === true;
const fill = (_: HardshipReport, event: { value: unknown }) => event.value as Partial<HardshipReport>;
const passOn = (question: string) => ({ when: read.changedAnother(question), to: 'describe' as const });

const EDITABLE = [
  'unit', 'category', 'story', 'urgency', 'people', 'place', 'photos', 'contact', 'own-unit',
] as const; // prettier-ignore
const edits = EDITABLE.map((question) => ({
  when: chose(question),
  set: (data: HardshipReport) => ({
    editing: question,
    edited: true,
    ...(question === 'photos'
      ? { files: data.files.filter((file) => file.kind !== 'photo'), photos: '0' }
      : {}),
  }),
  to: question,
}));

export const hardshipReport = defineFlow<HardshipReport>()({
  id: 'hardship-report',
  version: 1,
  title: 'Phản ánh khó khăn',
  form: true,
  initial: 'consent',
  data: { story: '', files: [], hide: false },
  states: {
    consent: {
      title: 'Đồng ý',
      step: 1,
      entry: [enter('consent', { purpose: 'report' })],
      on: { returned: [{ when: agreed, to: 'unit' }, { to: 'refused' }] },
    },
    unit: {
      title: 'Đơn vị',
      step: 2,
      entry: [enter('choose-unit', undefined, ['editing'])],
      on: { returned: [{ set: read.takeUnit, to: 'category' }] },
    },
    category: {
      title: 'Loại khó khăn',
      step: 3,
      always: [
        passOn('category'),
        { when: read.isQuick, to: 'story' },
        { when: read.asksOfficer, set: read.takeQuestion, to: 'describe' },
      ],
      entry: [say('hardship-report.category', 'categories')],
      on: {
        choose: [{ set: (_, event) => ({ category: event.option }), to: 'story' }],
        text: [
          {
            when: read.tellsMore,
            set: read.beginStory,
            effects: [say('hardship-report.category-first', 'categories')],
          },
        ],
      },
    },
    story: {
      title: 'Kể chuyện',
      step: 4,
      always: [
        passOn('story'),
        { when: read.toldAlready, to: 'describe' },
        { when: read.toldEarly, to: 'urgency' },
      ],
      entry: [say('hardship-report.story')],
      on: { ...tell, returned: [{ when: read.wasAsked, set: read.takeAsked, to: 'story-asked' }] },
    },
    'story-asked': {
      title: 'Câu vừa hỏi có phải chuyện cần phản ánh',
      step: 4,
      entry: [say('hardship-report.story-asked')],
      on: { ...tell, choose: [{ when: chose('use'), set: read.useAsked, to: 'urgency' }] },
    },
    urgency: {
      title: 'Mức khẩn',
      step: 5,
      always: [passOn('urgency'), { when: read.isQuick, to: 'describe' }],
      entry: [say('hardship-report.urgency')],
      on: {
        choose: [
          { when: chose('urgent'), set: () => ({ urgency: 'urgent' }), to: 'people' },
          { when: chose('normal'), set: () => ({ urgency: 'normal' }), to: 'people' },
        ],
        text: [
          { when: read.saysUrgent, set: () => ({ urgency: 'urgent' }), to: 'people' },
          { when: read.saysNotUrgent, set: () => ({ urgency: 'normal' }), to: 'people' },
          tellOn.text,
        ],
        voice: [tellOn.voice],
        photo: tellOn.photo,
      },
    },
    people: {
      title: 'Số người',
      step: 6,
      numbersAreText: true,
      always: [passOn('people')],
      entry: [say('hardship-report.people')],
      on: {
        text: [
          { when: read.isCount, set: read.takeCount, to: 'place' },
          { when: read.saysNothing, set: () => ({ people: undefined }), to: 'place' },
          { effects: [say('hardship-report.people-invalid')] },
        ],
        choose: [
          { when: chose('one'), set: () => ({ people: 1 }), to: 'place' },
          { when: chose('skip'), set: () => ({ people: undefined }), to: 'place' },
        ],
      },
    },
    place: {
      title: 'Nơi xảy ra',
      step: 7,
      always: [passOn('place')],
      entry: [say('hardship-report.place')],
      on: {
        text: [
          { when: read.saysNothing, set: read.takeNoPlace, to: 'photos' },
          { when: read.isPlace, set: read.takePlace, to: 'photos' },
          { effects: [say('hardship-report.place-invalid')] },
        ],
        location: [{ set: read.takePin, to: 'photos' }],
        choose: [{ when: chose('skip'), set: read.takeNoPlace, to: 'photos' }],
      },
    },
    photos: {
      title: 'Ảnh',
      step: 8,
      always: [passOn('photos')],
      entry: [say('hardship-report.photos')],
      on: {
        photo: [
          { when: read.hasRoom, set: read.takeFile, effects: [say('hardship-report.photos-more')] },
          { effects: [say('hardship-report.photos-full')] },
        ],
        text: [{ when: read.saysNothing, to: 'contact' }],
        choose: [{ when: chose('done'), to: 'contact' }],
      },
    },
    contact: {
      title: 'Liên hệ',
      step: 9,
      always: [passOn('contact')],
      entry: [say('hardship-report.contact')],
      on: {
        choose: [
          { when: chose('bot'), set: () => ({ contact: 'bot' }), to: 'own-unit' },
          { when: chose('phone'), to: 'phone' },
          { when: chose('hidden'), set: () => ({ contact: 'hidden' }), to: 'own-unit' },
        ],
        text: [{ when: read.isPhone, set: read.takePhone, to: 'own-unit' }],
        contact: [{ set: read.takeContact, to: 'own-unit' }],
      },
    },
    phone: {
      title: 'Số điện thoại',
      step: 9,
      numbersAreText: true,
      entry: [say('hardship-report.phone')],
      on: {
        text: [
          { when: read.isPhone, set: read.takePhone, to: 'own-unit' },
          { effects: [say('hardship-report.phone-invalid')] },
        ],
        contact: [{ set: read.takeContact, to: 'own-unit' }],
      },
    },
    'own-unit': {
      title: 'Đơn vị mình có xem không',
      step: 10,
      always: [passOn('own-unit'), { when: read.unitUnknown, to: 'describe' }],
      entry: [say('hardship-report.own-unit')],
      on: {
        choose: [
          { when: chose('show'), set: () => ({ hide: false }), to: 'describe' },
          { when: chose('hide'), set: () => ({ hide: true }), to: 'describe' },
        ],
      },
    },
    describe: {
      title: 'Chuẩn bị đọc lại',
      entry: [call('describe-report')],
      on: { result: [{ set: fill, to: 'review' }] },
    },
    review: {
      title: 'Đọc lại',
      step: 11,
      entry: [say('hardship-report.review')],
      on: {
        choose: [
          { when: chose('send'), to: 'send' },
          { when: chose('edit'), to: 'edit' },
        ],
        text: [{ when: read.tellsMore, set: read.keepWords, to: 'more' }],
        back: [{ when: read.wasEdited, to: 'edit' }],
      },
    },
    more: {
      title: 'Thêm vào lời kể',
      step: 11,
      entry: [say('hardship-report.more')],
      on: {
        choose: [
          { when: chose('add'), set: read.addWords, to: 'describe' },
          { when: chose('drop'), set: read.dropWords, to: 'describe' },
        ],
        text: [{ when: read.tellsMore, set: read.keepWords, to: 'more' }],
      },
    },
    edit: {
      title: 'Sửa câu nào',
      step: 11,
      entry: [say('hardship-report.edit', 'answers')],
      on: { choose: edits, back: [{ to: 'describe' }] },
    },
    send: {
      title: 'Gửi',
      entry: [call('file-report')],
      on: {
        result: [
          { when: resultIs('held', false), set: fill, to: 'waiting' },
          { set: fill, to: 'sent' },
        ],
      },
    },
    sent: { title: 'Đã gửi', entry: [say('hardship-report.sent')], final: true },
    waiting: { title: 'Đã gửi, chờ cán bộ', entry: [say('hardship-report.sent-waiting')], final: true },
    refused: { title: 'Không đồng ý', entry: [say('hardship-report.refused')], final: true },
  },
});
