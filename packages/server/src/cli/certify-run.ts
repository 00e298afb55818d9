/**
 * All that a certification runs, with the recorded exchanges of the wires: loaded when one is asked
 * for, so that no other command has to read them.
 */
export {
  certifyCreditCheck,
  certifyServiceManager,
  certifyTradeCredit,
  isPassed,
} from '../certify/index.ts';
export { certifyText } from './certify-text.ts';
