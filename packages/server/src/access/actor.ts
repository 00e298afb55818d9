/** The operator at the command line of the server itself, who stands above the tenants. */
export const operatorActor = 'operator:cli';

/** Keys act for programs; whatever needs a person is refused to them. */
export function isKeyActor(actor: string): boolean {
  return actor.startsWith('key:');
}
