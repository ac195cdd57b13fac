/** Limits of the platform. Source: Zalo OA docs; where several readings exist, the stricter one. */

/** Code points of a text after NFC. */
export const TEXT_MAX = 2000;
export const BUTTONS_MAX = 5;
/** Code points. The phone's screen cuts far earlier: 20 to 25 are read whole. */
export const BUTTON_TITLE_MAX = 100;
/** UTF-8 bytes that an `oa.query` button carries back. */
export const QUERY_PAYLOAD_MAX_BYTES = 1000;
/** Characters of an SMS that `oa.open.sms` prepares; Zalo states none, one SMS is the safe reading. */
export const SMS_MAX = 160;
export const LIST_ELEMENTS_MAX = 5;
/** Code points of the title and the subtitle of a card. */
export const CARD_TITLE_MAX = 100;
export const CARD_SUBTITLE_MAX = 500;
/** Bytes of an upload: jpg/png; gif (unstated by today's docs, 5 MB in the old ones); pdf, doc, docx, csv. */
export const IMAGE_MAX_BYTES = 1024 * 1024;
export const GIF_MAX_BYTES = 5 * 1024 * 1024;
export const FILE_MAX_BYTES = 5 * 1024 * 1024;
/** Milliseconds after which an uploaded id is dead (-100 on send). */
export const UPLOAD_LIFE_MS = 7 * 24 * 3600_000;
/** Characters of the tracking id of a ZBS message by phone. */
export const TRACKING_ID_MAX = 48;
