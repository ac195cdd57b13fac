/** The services that flows may call, by name. */
import { checkOutcome } from './check.ts';
import { raiseAlarm } from './danger.ts';
import { deadLetter, deadLetters, sendAgain, setAside } from './dead-letters.ts';
import { answer, answerOf, guidanceCard, guidanceTopic, noteWrong } from './knowledge.ts';
import { consentGiven, findUnits, giveConsent, greeting, myUnit, rememberUnit } from './member.ts';
import { addToReport, closeReport, myReport, myReports, reopenReport, withdrawReport } from './my-reports.ts';
import { makeInvitation, mySeats, officerWords, resumeReport, showCard } from './officer.ts';
import { describe, fileReport } from './report.ts';
import type { Service } from './service.ts';

export const services: Readonly<Record<string, Service>> = {
  greeting,
  'consent-given': consentGiven,
  'give-consent': giveConsent,
  'my-unit': myUnit,
  'find-units': findUnits,
  'remember-unit': rememberUnit,
  'guidance-topic': guidanceTopic,
  'guidance-card': guidanceCard,
  'check-outcome': checkOutcome,
  answer,
  'answer-of': answerOf,
  'note-wrong': noteWrong,
  'describe-report': describe,
  'file-report': fileReport,
  'my-reports': myReports,
  'my-report': myReport,
  'add-words': addToReport,
  withdraw: withdrawReport,
  reopen: reopenReport,
  close: closeReport,
  'raise-alarm': raiseAlarm,
  'my-seats': mySeats,
  'show-card': showCard,
  'officer-words': officerWords,
  resume: resumeReport,
  'make-invitation': makeInvitation,
  'dead-letters': deadLetters,
  'dead-letter': deadLetter,
  'send-again': sendAgain,
  'set-aside': setAside,
};
