/** HTTP routes declared with the schemas that validate them. */
export { ADMINISTRATOR, CALLER_ROLES, type Caller, type CallerRole, includesRole, type Role } from './caller.ts';
export { openApiOf } from './open-api.ts';
export { comesFromElsewhere } from './origin.ts';
export { type Problem, problemOf, sendProblem } from './problem.ts';
export { localPath, type PageLanguage, pageLanguageOf } from './request-page.ts';
export { type Call, type Route, route } from './route.ts';
export { type AppOptions, buildApp, type Handler, type Listening, listen } from './server.ts';
export { endSession, giveSession, type OpenSession, sessionOf } from './session-cookie.ts';
export { type Sessions, type SignIn, tokenSignIn } from './sign-in.ts';
export { type InvitationPage, invitationPage, type SignInPage, signInPage } from './sign-in-page.ts';
