import type { DmmReport } from '@aval/wire';
import type { ApplicationReport } from '../../assessment/index.ts';
import type { ApplicationCompany } from '../../decisions/index.ts';

/** A report as this wire shows it: what is not known is left out. */
export function toWireReport(report: ApplicationReport): DmmReport {
  const { application, riskClass, limitAdvice, why } = report;
  const { company, regNumber } = application;
  return {
    review: {
      ...(limitAdvice === null ? {} : { limitAdvice }),
      risk: riskClass === null ? 'unknown' : risks[riskClass],
      ...(why.length === 0 ? {} : { specification: why.join(' ') }),
    },
    ...(company === null ? {} : { contactInfo: contactOf(company) }),
    registration:
      company === null ? { regNumber } : registrationOf(company, company.kvkNumber ?? regNumber),
    ...(company === null || company.activities.length === 0
      ? {}
      : {
          activities: {
            sbi: company.activities.map(({ code, text, isMain }) => ({
              ...{ code, text: text ?? '', isMain },
            })),
          },
        }),
  };
}

/** Our choice: the document names the member alone. */
const risks = { A: 'low', B: 'low', C: 'medium', D: 'high', E: 'high' } as const;

function contactOf(company: ApplicationCompany): NonNullable<DmmReport['contactInfo']> {
  const { name, address, zipcode, city, country } = company;
  const isKnown = address !== null || zipcode !== null || city !== null;
  if (!isKnown) return { name };
  const office = Object.entries({ address, zipcode, city, country }).filter(
    (member): member is [string, string] => member[1] !== null,
  );
  return { name, addressOffice: Object.fromEntries(office) };
}

function registrationOf(
  { branchNumber, legalForm, active }: ApplicationCompany,
  regNumber: string,
): NonNullable<DmmReport['registration']> {
  return {
    regNumber,
    ...(branchNumber === null ? {} : { branchNumber }),
    ...(legalForm === null ? {} : { legalCurrent: legalNames[legalForm] ?? legalForm }),
    ...(active === null ? {} : { active }),
  };
}

/** Where the recorded answers of the sister report write a form otherwise than our register. */
const legalNames: Readonly<Record<string, string>> = {
  'Besloten vennootschap': 'Besloten Vennootschap',
  'Naamloze vennootschap': 'Naamloze Vennootschap',
};
