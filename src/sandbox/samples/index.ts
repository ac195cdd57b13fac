/** The tiny files that the page's attach menu sends: made in code, of nobody and nothing. */
export { samplePaper } from './paper.ts';
export { samplePhoto } from './picture.ts';
export { sampleVoice, VOICE_SECONDS } from './voice.ts';
