import { fold } from '../core/text.ts';
import type { Shape } from './letters.ts';

// The spelling rules of the national script: a first consonant and a rime; what no dictionary uses does no harm here.
const ONSETS = ' b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x'.split(' ');
const RIMES = (
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
  'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y ' +
  'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ' +
  'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh ' +
  'uôc uôi uôm uôn uông uôt uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt ' +
  'ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu'
).split(' ');
const AFTER_QU = (
  'a ac ach ai am an ang anh ao at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e ec en eo et ê êch ên ênh êt i in it iu ' +
  'ơ y ych yên yêt ynh yt yu ôc'
).split(' ');
const ALONE = 'yêm yên yêng yêt yêu'.split(' ');
const FRONT = /^[eêiy]/;
const STOPPED = /(?:c|ch|p|t)$/;

const SHAPED = new Set<string>([...ALONE, ...AFTER_QU.map((rime) => 'qu' + rime)]);
for (const onset of ONSETS) {
  for (const rime of RIMES) {
    if (/^(?:c|g|ng)$/.test(onset) && FRONT.test(rime) && !(onset === 'g' && rime.startsWith('i'))) continue;
    if (/^(?:k|gh|ngh)$/.test(onset) && !FRONT.test(rime)) continue;
    if (rime === 'y' && !/^[hklmtsv]?$/.test(onset)) continue;
    SHAPED.add(onset + rime);
  }
}
const PLAIN = new Set([...SHAPED].map((syllable) => fold(syllable)));

/** Can this word without marks be a Vietnamese syllable? */
export function isPlainSyllable(plain: string): boolean {
  return PLAIN.has(plain);
}

/** Is this word, exactly as marked, a possible Vietnamese syllable? Syllables that end in c, ch, p, t take sắc or nặng only. */
export function isSyllable({ shaped, tone }: Shape): boolean {
  if (!SHAPED.has(shaped)) return false;
  return !STOPPED.test(shaped) || tone === 1 || tone === 5;
}

/** Can these letters be a syllable if a missing tone is forgiven? */
export function isSyllableWithoutTone(shaped: string): boolean {
  return SHAPED.has(shaped);
}
