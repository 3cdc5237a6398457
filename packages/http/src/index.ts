/** HTTP routes declared with the schemas that validate them. */
export { openApiOf } from './open-api.ts';
export { type Problem, problemOf } from './problem.ts';
export { type Call, type Role, type Route, route } from './route.ts';
export { type AppOptions, buildApp, type Handler, type Listening, listen } from './server.ts';
export { type SignIn, tokenSignIn } from './sign-in.ts';
