/** The face of the demonstration: a server with data in it, and a call for each wire. */
export { type RunningDemo, startDemo } from './start-demo.ts';
