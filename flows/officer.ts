/** The officer's own screen: reports held, and inviting others. */
import { defineFlow } from '../src/core/flow.ts';
import { call, chose, enter, resultIs, say } from './parts.ts';

interface OfficerHome {
  seats?: string;
  open?: string;
  reference?: string;
}

const fill = (_: OfficerHome, event: { value: unknown }) => event.value as Partial<OfficerHome>;
const silently = [{}];

const held = [{ when: chose('held'), to: 'count' as const }];

export const officer = defineFlow<OfficerHome>()({
  id: 'officer',
  version: 1,
  title: 'Cán bộ',
  initial: 'start',
  data: {},
  states: {
    start: {
      title: 'Có phải cán bộ',
      entry: [call('my-seats')],
      on: {
        result: [
          { when: resultIs('seated', false), to: 'stranger' },
          { when: resultIs('admin'), set: fill, to: 'admin' },
          { set: fill, to: 'home' },
        ],
      },
    },
    stranger: { title: 'Chưa là cán bộ', entry: [say('officer.stranger')], final: true },
    home: {
      title: 'Màn hình cán bộ',
      entry: [say('officer.home')],
      on: { choose: held },
    },
    admin: {
      title: 'Màn hình quản trị',
      entry: [say('officer.admin')],
      on: {
        choose: [
          ...held,
          { when: chose('invite'), effects: [enter('invite')] },
          { when: chose('dead-letters'), effects: [enter('dead-letters')] },
        ],
        returned: silently,
      },
    },
    // Counted now: the screen with the number may be an hour old.
    count: {
      title: 'Đang giữ mấy phiếu',
      entry: [call('my-seats')],
      on: {
        result: [
          { when: resultIs('open', '0'), to: 'none' },
          { set: fill, to: 'held' },
        ],
      },
    },
    none: { title: 'Không còn phiếu', entry: [say('officer.none-held')], final: true },
    held: {
      title: 'Phiếu đang giữ',
      entry: [say('officer.held', 'held-reports')],
      on: { choose: [{ set: (_, event) => ({ reference: event.option }), to: 'show' }] },
    },
    show: {
      title: 'Mở phiếu',
      entry: [call('show-card')],
      on: { result: [{ when: resultIs('shown'), to: 'shown' }, { to: 'start' }] },
    },
    shown: { title: 'Đã mở phiếu', final: true },
  },
});
