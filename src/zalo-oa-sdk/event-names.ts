/** Every event name that Zalo's docs show, by kind. Where two pages differ, both names stand. */

const kinds = {
  user_message: [
    'user_send_text',
    'user_send_image',
    'user_send_gif',
    'user_send_link',
    'user_send_audio',
    'user_send_video',
    'user_send_sticker',
    'user_send_location',
    'user_send_file',
    'user_send_business_card',
  ],
  group_message: [
    'user_send_group_text',
    'user_send_group_image',
    'user_send_group_gif',
    'user_send_group_video',
    'user_send_group_audio',
    'user_send_group_sticker',
    'user_send_group_link',
    'user_send_group_location',
    'user_send_group_file',
    'user_send_group_business_card',
  ],
  anonymous_message: [
    'anonymous_send_text',
    'anonymous_send_image',
    'anonymous_send_file',
    'anonymous_send_sticker',
  ],
  oa_echo: [
    'oa_send_text',
    'oa_send_image',
    'oa_send_gif',
    'oa_send_list',
    'oa_send_file',
    'oa_send_sticker',
    'oa_send_template',
  ],
  echo_elsewhere: [
    'oa_send_group_text',
    'oa_send_group_image',
    'oa_send_group_gif',
    'oa_send_group_file',
    'oa_send_group_sticker',
    'oa_send_group_link',
    'oa_send_anonymous_text',
    'oa_send_anonymous_image',
    'oa_send_anonymous_file',
    'oa_send_anonymous_sticker',
  ],
  delivered: ['user_received_message'],
  seen: ['user_seen_message'],
  reaction: ['user_reacted_message', 'oa_reacted_message'],
  follow: ['follow', 'unfollow'],
  submit_info: ['user_submit_info'],
  chatnow: ['user_click_chatnow'],
  call: ['user_call_oa', 'oa_call_user'],
  tag: ['add_user_to_tag', 'remove_user_from_tag', 'remove_tag'],
  profile: ['update_user_info'],
  /** `user_withdraw`: delete the person's data. */
  consent: ['user_withdraw', 'oa_send_consent', 'user_reply_consent'],
  /** `permission_revoked`: the grant is gone. */
  lifecycle: ['permission_revoked', 'extension_purchased', 'shop_has_order'],
  widget: ['widget_interaction_accepted', 'widget_failed_to_sync_user_external_id'],
  zbs: [
    'user_feedback',
    'user_click_response_button',
    'change_template_status',
    'change_template_quality',
    'change_template_quota',
    'change_oa_daily_quota',
    'change_oa_template_tags',
    'event_journey_time_out',
    'event_journey_acknowledged',
  ],
  group: [
    'create_group',
    'user_join_group',
    'user_request_join_group',
    'accept_request_join_group',
    'react_request_join_group',
    'react_request_join_group_accept',
    'reject_request_join_group',
    'add_group_admin',
    'remove_group_admin',
    'update_group_info',
    'user_out_group',
    'user_leave_group',
    'delete_group',
    'disperse_group',
  ],
} as const;

export type EventKind = keyof typeof kinds;
export type EventNames<K extends EventKind> = (typeof kinds)[K][number];

/** All documented names, for tests and for the console's tick boxes. */
export const eventNames: readonly string[] = Object.values(kinds).flat();

const byName = new Map<string, EventKind>(
  (Object.keys(kinds) as EventKind[]).flatMap((kind) => kinds[kind].map((name) => [name, kind] as const)),
);

/** The kind of a documented event name; undefined for any other. */
export function kindOf(name: string): EventKind | undefined {
  return byName.get(name);
}
