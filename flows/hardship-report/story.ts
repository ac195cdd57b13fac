/** How the story is told: at once or in several messages, by voice, by photos with words. */
import { say } from '../parts.ts';
import * as read from './data.ts';

/** A story comes as text, as voice, or as a photo with words. */
export const tell = {
  text: [
    { when: read.tooLong, set: read.takeStory, effects: [say('hardship-report.story-cut')], to: 'urgency' },
    { when: read.isStory, set: read.takeStory, to: 'urgency' },
    { effects: [say('hardship-report.story-empty')] },
  ],
  voice: [{ set: read.takeFile, to: 'urgency' }],
  photo: [
    { when: read.hasCaption, set: read.takeCaption, to: 'urgency' },
    { when: read.hasRoom, set: read.takeFile, effects: [say('hardship-report.story-photo')] },
    { effects: [say('hardship-report.story-photos-full')] },
  ],
} as const;

/** Told on after the story was taken, before the next question is answered: short messages in a row, the rest of an album. */
export const tellOn = {
  text: { when: read.tellsMore, set: read.addToStory, effects: [say('hardship-report.story-more')] },
  voice: { set: read.addFile, effects: [say('hardship-report.story-more')] },
  photo: [
    { when: read.hasRoom, set: read.addFile, effects: [say('hardship-report.story-more')] },
    { effects: [say('hardship-report.urgency-photos-full')] },
  ],
} as const;
