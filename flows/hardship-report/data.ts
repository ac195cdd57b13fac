/** What the form collects, and how each answer is read. */
import type { FileRef } from '../../src/core/update.ts';
import { hasWords, labelKey, readCount, readPhone, wordsIn } from '../../src/core/text.ts';

export interface HardshipReport {
  unit?: string;
  unitName?: string;
  category?: string;
  story: string;
  /** Photos and voice notes, of the story and of the photo step. */
  files: FileRef[];
  urgency?: 'urgent' | 'normal';
  people?: number | undefined;
  place?: string | undefined;
  latitude?: number | undefined;
  longitude?: number | undefined;
  contact?: 'bot' | 'phone' | 'hidden';
  phone?: string;
  hide: boolean;
  /** The question whose answer is being changed from the read-back. */
  editing?: string;
  /** An answer was changed from the read-back: going back leads there, not to questions answered long ago. */
  edited?: boolean;
  /** A question for an officer (Gặp cán bộ): becomes the story. */
  question?: string;
  /** Opened by a word of danger: only consent, unit and story are asked. */
  quick?: boolean;
  /** A question that was asked while telling the story: perhaps it is the story. */
  asked?: string;
  /** The story was begun before it was asked for: at the question of the category. */
  early?: boolean;
  /** Written at the read-back: perhaps more of the story. */
  words?: string;
  /** Filled by services, for the words shown: the read-back, and what was sent. */
  summary?: string;
  reference?: string;
  holder?: string;
  until?: string;
  photos?: string;
}

type Text = { text: string };

/** Product: photos 0–5. */
export const MOST_PHOTOS = 5;
/** Characters. Longer stories are cut, and the member is told. */
export const LONGEST_STORY = 10_000;
const LONGEST_PLACE = 300;
/** Fewer words, where a choice is wanted, are a choice mistyped; more are the story going on. */
const FEWEST_TOLD = 4;

const photosIn = (files: readonly FileRef[]) => files.filter((file) => file.kind === 'photo').length;

export const isStory = (_: HardshipReport, event: Text) => hasWords(event.text);
export const isPlace = (_: HardshipReport, event: Text) =>
  hasWords(event.text) && event.text.length <= LONGEST_PLACE;
export const isCount = (_: HardshipReport, event: Text) => readCount(event.text) !== undefined;
export const isPhone = (_: HardshipReport, event: Text) => readPhone(event.text) !== undefined;
export const hasCaption = (_: HardshipReport, event: { caption?: string }) => hasWords(event.caption ?? '');
export const hasRoom = (data: HardshipReport) => photosIn(data.files) < MOST_PHOTOS;
export const tooLong = (_: HardshipReport, event: Text) => event.text.length > LONGEST_STORY;
export const unitUnknown = (data: HardshipReport) => !data.unit;
export const isQuick = (data: HardshipReport) => data.quick === true && data.editing === undefined;
export const toldAlready = (data: HardshipReport) => isQuick(data) && data.story !== '';
export const asksOfficer = (data: HardshipReport) => Boolean(data.question);

export const wasEdited = (data: HardshipReport) => data.edited === true;
export const toldEarly = (data: HardshipReport) => data.early === true && data.editing === undefined;
export const tellsMore = (_: HardshipReport, event: Text) => wordsIn(event.text) >= FEWEST_TOLD;
/** `gấp`, `rất gấp`, `cần gấp em ơi`: what people say for Khẩn cấp. */
export const saysUrgent = (_: HardshipReport, event: Text) =>
  /^((rat|cuc|dang|can) )*(gap|khan)( (cap|lam|qua|a|nhe|em|oi|roi))*$/.test(labelKey(event.text));
export const saysNotUrgent = (_: HardshipReport, event: Text) =>
  /^(khong|ko|k|hong|chua) (gap|khan)( (cap|lam|dau|a|em|oi))*$/.test(labelKey(event.text));
/** `không có ảnh`, `không biết`, `bỏ qua đi em`: nothing to answer, also where no button says so. */
export const saysNothing = (_: HardshipReport, event: Text) => NOTHING.test(labelKey(event.text));
const NOTHING =
  /^((toi|em|e|minh|da|thoi) )*((khong|ko|k|hong|chua|chang)( (co|biet|ro|nho|anh|hinh|gi|dau|het|can|a|em|oi))*|bo qua( (buoc nay|di|a|nha|nhe|em|oi))*)$/;

/** Arriving at a question after another one was changed: on to the read-back instead. */
export function changedAnother(question: string) {
  const guard = (data: HardshipReport) => data.editing !== undefined && data.editing !== question;
  Object.defineProperty(guard, 'name', { value: 'đã sửa xong' });
  return guard;
}

export const takeStory = (_: HardshipReport, event: Text) => ({ story: event.text.slice(0, LONGEST_STORY) });
const joined = (before: string, more: string) =>
  (before === '' ? more : `${before}\n${more}`).slice(0, LONGEST_STORY);
export const addToStory = (data: HardshipReport, event: Text) => ({ story: joined(data.story, event.text) });
export const beginStory = (data: HardshipReport, event: Text) => ({
  ...addToStory(data, event),
  early: true,
});
export const keepWords = (data: HardshipReport, event: Text) => ({
  words: joined(data.words ?? '', event.text),
});
export const addWords = (data: HardshipReport) => ({
  story: joined(data.story, data.words ?? ''),
  words: '',
});
export const dropWords = () => ({ words: '' });
export const takeCount = (_: HardshipReport, event: Text) => ({ people: readCount(event.text) ?? 1 });
/** The last answer counts: words take the place of a pin, a pin that of words. */
export const takePlace = (_: HardshipReport, event: Text) => ({
  place: event.text,
  latitude: undefined,
  longitude: undefined,
});
export const takePin = (_: HardshipReport, event: { latitude: number; longitude: number }) => ({
  place: undefined,
  latitude: event.latitude,
  longitude: event.longitude,
});
export const takeNoPlace = () => ({ place: undefined, latitude: undefined, longitude: undefined });
export const takePhone = (_: HardshipReport, event: Text) => ({
  contact: 'phone' as const,
  phone: readPhone(event.text) ?? '',
});
export const takeContact = (_: HardshipReport, event: { phone: string }) => ({
  contact: 'phone' as const,
  phone: readPhone(event.phone) ?? event.phone,
});
export const takeUnit = (_: HardshipReport, event: { output: Record<string, unknown> }) => ({
  unit: String(event.output['unit'] ?? ''),
  unitName: String(event.output['unitName'] ?? ''),
});
export const takeFile = (data: HardshipReport, event: { file: FileRef }) => {
  const files = [...data.files, event.file];
  return { files, photos: String(photosIn(files)) };
};
export const takeCaption = (data: HardshipReport, event: { file: FileRef; caption?: string }) => ({
  ...(hasRoom(data) ? takeFile(data, event) : {}),
  story: event.caption ?? '',
});
/** One more photo of an album, or another voice note, after the story. */
export const addFile = (data: HardshipReport, event: { file: FileRef; caption?: string }) => ({
  ...takeFile(data, event),
  ...(event.caption ? { story: joined(data.story, event.caption) } : {}),
});
/** Help or a card read in between returns too: that was no question. */
export const wasAsked = (_: HardshipReport, event: { flow: string; output: Record<string, unknown> }) =>
  event.flow === 'faq' && Boolean(event.output['question']);
export const takeAsked = (_: HardshipReport, event: { output: Record<string, unknown> }) => ({
  asked: String(event.output['question'] ?? ''),
});
export const useAsked = (data: HardshipReport) => ({ story: data.asked ?? '' });
/** A question for an officer needs no form: it goes straight to the read-back. */
export const takeQuestion = (data: HardshipReport) => ({
  story: data.question ?? '',
  urgency: 'normal' as const,
  contact: 'bot' as const,
});
