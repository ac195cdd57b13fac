/** Every flow, in the order in which a newcomer would meet them. */
import type { Flow, Flows } from '../src/core/flow.ts';
import { chooseUnit } from './choose-unit.ts';
import { consent } from './consent.ts';
import { danger } from './danger.ts';
import { deadLetters } from './dead-letters.ts';
import { draft } from './draft.ts';
import { faq } from './faq.ts';
import { guidance } from './guidance.ts';
import { hardshipReport } from './hardship-report/index.ts';
import { help } from './help.ts';
import { invite } from './invite.ts';
import { menu } from './menu.ts';
import { myReports } from './my-reports.ts';
import { officerWords } from './officer-words.ts';
import { officer } from './officer.ts';
import { sideEffectCheck } from './side-effect-check.ts';
import { symptomCheck } from './symptom-check.ts';

const all: readonly Flow[] = [
  menu, help, guidance, sideEffectCheck, symptomCheck, faq, danger,
  hardshipReport, consent, chooseUnit, draft, myReports,
  officer, officerWords, invite, deadLetters,
]; // prettier-ignore

export const flows: Flows = new Map(all.map((flow) => [flow.id, flow]));
