export { readCreditCheckAnswer, writeCreditCheckAnswer } from './answer.ts';
export {
  type CreditCheckCallShape,
  type CreditCheckClient,
  type CreditCheckClientOptions,
  type CreditCheckCredentials,
  createCreditCheckClient,
} from './client.ts';
export {
  CreditCheckAnswerSchema,
  type CreditCheckAnswerShape,
  CreditCheckInputSchema,
  creditCheckAnswerShapes,
  creditCheckInputs,
  creditCheckKeySegment,
  creditCheckPath,
} from './contract.ts';
