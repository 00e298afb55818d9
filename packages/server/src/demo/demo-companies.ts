import type { CompanyDraft } from '../parties/index.ts';

const mutual = 'Onderlinge waarborgmaatschappij';

/**
 * The register of the demonstration: the company of the examples in document 003, and the companies
 * that the KVK made up for its test register. Of those stands here what is published about them; two
 * have no published name and are called by their numbers. The numbers 90004973 and 90002903 answer
 * with an error at the KVK and are left out: they show what an unknown company does.
 */
export const demoCompanies: readonly CompanyDraft[] = [
  {
    ...dutch('28092355', 'CreditDevice B.V.', 'Besloten vennootschap', 'Noordwijk'),
    address: 'Rudolf Tappenbeckweg 4',
    zipcode: '2202CD',
    // Made up: the examples name no day and no activity, and rules ask for both.
    foundedOn: '2000-01-01',
    activities: [{ code: '6201', isMain: true, edition: 'SBI2008' }],
  },
  {
    ...dutch('69599084', 'Test EMZ Dagobert', 'Eenmanszaak', 'Amsterdam', '000038509504'),
    address: 'Abebe Bikilalaan 17',
    zipcode: '1034WL',
  },
  {
    ...dutch('68750110', 'Test BV Donald', 'Besloten vennootschap', 'Lollum', '000037178598'),
    address: 'Hizzaarderlaan 3 A',
    zipcode: '8823SJ',
    foundedOn: '2017-05-19',
    activities: [{ code: '01241', text: 'Teelt van appels en peren', isMain: true }],
  },
  {
    ...branchOf('68750110', '000037178601', 'Test BV Donald Nevenvestiging', 'Diepenveen'),
    legalForm: 'Besloten vennootschap',
    foundedOn: '2017-05-19',
  },
  // Its address is shielded.
  dutch('90001354', 'Grand Kontex B.V.', 'Besloten vennootschap', null, '990000541921'),
  dutch('90006577', 'Test BV 90006577', 'Besloten vennootschap', null),
  dutch('68727720', 'Test NV Katrien', 'Naamloze vennootschap', 'Veendam', '000037143557'),
  dutch('90004760', 'Local Funzoom N.V.', 'Naamloze vennootschap', null),
  dutch('69599068', 'Test Stichting Bolderbast', 'Stichting', 'Lochem', '990064773193'),
  dutch('90000102', 'Stichting Free opentrans', 'Stichting', null),
  dutch('90006623', 'Stichting Uc027Tc01Tg01 1652253635399', 'Stichting', null),
  dutch('69599076', 'Test VOF Guus', 'Vennootschap onder firma', 'Almere', '000038509474'),
  dutch('90005414', 'Regional Qvolane - MA', 'Vennootschap onder firma', null),
  dutch('55344526', 'Regional Stimflex Coöperatie', 'Coöperatie', null),
  {
    ...dutch('96354429', 'Test coöperatie 96354429', 'Coöperatie', null, '990001987781'),
    active: false,
  },
  dutch('90002520', 'Global Kontex - MA', 'Kerkgenootschap', null),
  dutch('90002490', 'Onderlinge Waarborgmaatschappij Local Dongplus', mutual, null),
  dutch('90000749', 'Global Conron', 'Vereniging van eigenaars', null),
  dutch('90001745', 'Global Bigdofind', 'Maatschap', null),
  dutch('90003942', 'Free Stathex', 'Commanditaire vennootschap', null),
  dutch('55505201', 'Company Newtex', 'Overige privaatrechtelijke rechtspersoon', 'Eindhoven'),
];

function dutch(
  kvk: string,
  name: string,
  legalForm: string,
  city: string | null,
  branch: string | null = null,
): CompanyDraft {
  return {
    numbers: [
      { scheme: 'kvk', number: kvk },
      ...(branch === null ? [] : [{ scheme: 'kvk-branch', number: branch } as const]),
    ],
    name,
    legalForm,
    city,
    country: 'NL',
    active: true,
  };
}

function branchOf(kvk: string, branch: string, name: string, city: string): CompanyDraft {
  return {
    numbers: [{ scheme: 'kvk-branch', number: branch }],
    name,
    city,
    country: 'NL',
    active: true,
    partOf: kvk,
  };
}
