/** Events as Zalo documents them, ids and times made up. One for every shape; keys in the order of the captures. */

const app = { app_id: '360846524940903967', user_id_by_app: '552177279717587730' };
export const USER = '246845883529197922';
export const OA = '388613280878808645';
const fromUser = { ...app, sender: { id: USER }, recipient: { id: OA } };
const fromOa = { ...app, sender: { id: OA }, recipient: { id: USER } };
const timestamp = '1764547200000';

export const userText = {
  ...fromUser,
  event_name: 'user_send_text',
  message: { text: 'Xin chào', msg_id: '96d3cdf3af150460909' },
  timestamp,
};

/** `attachments[0]` of each media event. */
export const attachments: Record<string, { type: string; payload: object }> = {
  user_send_image: {
    type: 'image',
    payload: { thumbnail: 'https://t.zdn.vn/t.jpg', url: 'https://t.zdn.vn/a.jpg' },
  },
  user_send_gif: {
    type: 'gif',
    payload: { thumbnail: 'https://t.zdn.vn/t.jpg', url: 'https://t.zdn.vn/a.gif' },
  },
  user_send_link: { type: 'link', payload: { description: 'd', url: 'https://example.vn', thumbnail: '' } },
  user_send_audio: { type: 'audio', payload: { url: 'https://v.zdn.vn/a.amr' } },
  user_send_video: {
    type: 'video',
    payload: { thumbnail: '', description: '', url: 'https://v.zdn.vn/v.mp4' },
  },
  user_send_sticker: { type: 'sticker', payload: { id: 'bfe458bf64fa8da4d4eb', url: 'https://zalo.vn/s' } },
  user_send_location: {
    type: 'location',
    payload: { coordinates: { latitude: '10.7643386', longitude: '106.6843252' } },
  },
  user_send_file: {
    type: 'file',
    payload: { url: 'https://f.zdn.vn/a.pdf', size: '12345', name: 'a.pdf', checksum: 'd41d8', type: 'pdf' },
  },
  user_send_business_card: {
    type: 'link',
    payload: {
      thumbnail: '',
      description: '{"phone":"84919018791","qrCodeUrl":"https://q.vn"}',
      url: 'https://z.vn',
    },
  },
};

export const media = (event_name: string) => ({
  ...fromUser,
  event_name,
  message: { msg_id: 'm1', attachments: [attachments[event_name]] },
  timestamp,
});

export const follow = {
  oa_id: OA,
  follower: { id: USER },
  user_id_by_app: '552177279717587730',
  event_name: 'follow',
  source: 'oa_profile',
  app_id: app.app_id,
  timestamp,
};

export const submitInfo = {
  ...fromUser,
  event_name: 'user_submit_info',
  info: {
    name: 'Nguyễn Văn A',
    phone: '84919018791',
    user_dob: '01/02/1990',
    gender: '1',
    full_address: { user_city: 'c', user_ward: 'w', user_address: 'a' },
  },
  timestamp,
};

export const submitInfoOld = {
  ...submitInfo,
  info: { address: 'a', phone: 84919018791, city: 'c', district: 'd', name: 'Nguyễn Văn A', ward: 'w' },
};

export const received = {
  ...fromOa,
  event_name: 'user_received_message',
  message: { msg_id: 'm7' },
  timestamp,
};
export const seen = {
  ...fromOa,
  event_name: 'user_seen_message',
  message: { msg_ids: ['m7', 'm8'] },
  timestamp,
};
export const echo = {
  ...fromOa,
  event_name: 'oa_send_text',
  message: { text: 'Chào', msg_id: 'm7' },
  timestamp,
};
export const echoByAdmin = { ...echo, sender: { id: OA, admin_id: '111' } };
export const reaction = {
  ...fromUser,
  event_name: 'user_reacted_message',
  message: { msg_id: 'm7', react_icon: '/-heart' },
  timestamp,
};
export const chatNow = { ...app, oa_id: OA, user_id: USER, event_name: 'user_click_chatnow', timestamp };
export const chatNowOther = {
  ...app,
  oa_id: OA,
  follower: { id: USER },
  event_name: 'user_click_chatnow',
  source: 'x',
  timestamp,
};
export const tagged = {
  ...app,
  oa_id: OA,
  event_name: 'add_user_to_tag',
  tag: { user_ids: [USER], name: 'doan-vien' },
  timestamp,
};
export const revoked = { app_id: app.app_id, oa_id: OA, event_name: 'permission_revoked', timestamp };
export const withdrawn = { ...app, oa_id: OA, user_id: USER, event_name: 'user_withdraw', timestamp };
export const groupText = {
  app_id: app.app_id,
  oa_id: OA,
  sender: { id: USER },
  recipient: { id: 'f414c8f76fa586fbdfb4' },
  event_name: 'user_send_group_text',
  message: { text: 'chào cả nhóm', msg_id: 'g1', quote_msg_id: 'g0' },
  timestamp,
};

/** As captured from live OAs and printed in forums; ids replaced, shape and key order kept. */
export const captured = [
  '{"app_id":"100000000000000101","sender":{"id":"2000000000000000201"},"message":{"text":"Y","msg_id":"a1000000000000000101"},"recipient":{"id":"3000000000000000301"},"timestamp":"1635000000000","event_name":"user_send_text","reorder_id":"1635000000000","user_id_by_app":"6000000000000000601"}',
  '{"event_name":"user_send_text","app_id":"10000000000000102","sender":{"id":"2000000000000000202"},"recipient":{"id":"3000000000000000302"},"message":{"text":"Helo","msg_id":"a2000000000000000102"},"timestamp":"1717000000000","user_id_by_app":"6000000000000000602"}',
];
