/** Dutch legal forms by the name under which rules know them. */
const forms: readonly (readonly [name: string, beginsWith: RegExp])[] = [
  ['BV', /^(?:beslotenvennootschap|b\.?v\.?$)/],
  ['NV', /^(?:naamlozevennootschap|n\.?v\.?$)/],
  ['Eenmanszaak', /^eenmanszaak/],
  ['VOF', /^(?:vennootschaponderfirma|v\.?o\.?f\.?$)/],
  ['CV', /^(?:commanditairevennootschap|c\.?v\.?$)/],
  ['Maatschap', /^maatschap/],
  ['Stichting', /^stichting/],
  ['VvE', /^(?:verenigingvaneigenaars|vve$)/],
  ['Vereniging', /^vereniging/],
  ['Coöperatie', /^cooperatie/],
  ['OWM', /^(?:onderlingewaarborgmaatschappij|owm$)/],
  ['Kerkgenootschap', /^kerkgenootschap/],
];

/**
 * One name for one legal form, however the source spells it: `BeslotenVennootschap`, `B.V.` and
 * `Besloten vennootschap met gewone structuur` are `BV`. A form that is not in the list stays as it is.
 */
export function readLegalForm(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f\s]/g, '')
    .toLowerCase();
  return forms.find(([, beginsWith]) => beginsWith.test(plain))?.[0] ?? text.trim();
}
