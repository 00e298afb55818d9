/** Dutch legal forms by the name under which rules know them. */
const forms: readonly (readonly [name: string, beginsWith: RegExp])[] = [
  ['Besloten vennootschap', /^(?:beslotenvennootschap|b\.?v\.?$)/],
  ['Naamloze vennootschap', /^(?:naamlozevennootschap|n\.?v\.?$)/],
  ['Eenmanszaak', /^eenmanszaak/],
  ['Vennootschap onder firma', /^(?:vennootschaponderfirma|v\.?o\.?f\.?$)/],
  ['Commanditaire vennootschap', /^(?:commanditairevennootschap|c\.?v\.?$)/],
  ['Maatschap', /^maatschap/],
  ['Stichting', /^stichting/],
  ['Vereniging van eigenaars', /^(?:verenigingvaneigenaars|vve$)/],
  ['Vereniging', /^vereniging/],
  ['Coöperatie', /^cooperatie/],
  ['Onderlinge waarborgmaatschappij', /^(?:onderlingewaarborgmaatschappij|owm$)/],
  ['Kerkgenootschap', /^kerkgenootschap/],
];

/**
 * One name for one legal form, however the source spells it: `BeslotenVennootschap`, `B.V.` and
 * `Besloten vennootschap met gewone structuur` are one. A form that is not in the list stays as it is.
 */
export function readLegalForm(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f\s]/g, '')
    .toLowerCase();
  return forms.find(([, beginsWith]) => beginsWith.test(plain))?.[0] ?? text.trim();
}
