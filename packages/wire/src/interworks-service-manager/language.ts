/** The languages in which a server of ours has texts for this wire. */
export const serviceManagerLanguages = ['en', 'nl', 'de', 'pl', 'el'] as const;
export type ServiceManagerLanguage = (typeof serviceManagerLanguages)[number];

/**
 * The language to answer in. Document 001 sends two letters; lists with weights are read too, by
 * their primary subtags. What is missing, unknown or malformed leaves it to the fallback.
 */
export function chooseLanguage(
  acceptLanguage: string | undefined,
  fallback: ServiceManagerLanguage,
): ServiceManagerLanguage {
  if (acceptLanguage === undefined || acceptLanguage.length > lengthMax) return fallback;
  let best: ServiceManagerLanguage | null = null;
  let bestWeight = 0;
  for (const entry of acceptLanguage.split(',')) {
    const [, subtag = '', weight = '1'] = form.exec(entry.trim()) ?? [];
    const language = serviceManagerLanguages.find((one) => one === subtag.toLowerCase());
    if (language === undefined || Number(weight) <= bestWeight) continue;
    best = language;
    bestWeight = Number(weight);
  }
  return best ?? fallback;
}

const lengthMax = 1000;
const form =
  /^([A-Za-z]{2,3})(?:-[A-Za-z0-9]{1,8})*(?:\s*;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?$/;
