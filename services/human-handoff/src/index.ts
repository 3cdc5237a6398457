/** Human hand-off: reviews, the read model, the API and the pages. */

export type { FileKeeping } from './acts/files/kept-files.ts';
export type { CaseView, TimelineEntry } from './case-view.ts';
export type { CaseDesk, ListedCase, ListedReview } from './desk.ts';
export { caseFlow, reviewFlow } from './flow.ts';
export type { KeptMails } from './mail-view/kept-mails.ts';
export { type Moment, momentOf, stepsIn } from './moment.ts';
export { openPeople, type PeopleParts } from './people/open-people.ts';
export type { DemoLinks, People } from './people/people.ts';
export type { NewPerson, Person, PersonChange } from './people/person.ts';
export type { PeopleVault } from './people/vault.ts';
export { type HandoffParts, openHandoff } from './service.ts';
export { requestLines, type ToldRequest, type WordsLanguage } from './understood-words.ts';
