import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in does with a number; a number that is not listed is not in the register. */
type Served =
  | { readonly profile: object }
  | { readonly status: number; readonly code?: string; readonly text?: string }
  | 'hangs'
  | 'hangs_up';

export type KvkStandIn = {
  readonly baseUri: string;
  /** Path and key of every request, in order. */
  readonly asked: { readonly path: string; readonly apiKey: string | undefined }[];
  /** Serves something else under a path such as `basisprofielen/68750110`. */
  readonly serve: (path: string, served: Served) => void;
  readonly close: () => Promise<void>;
};

export const standInKey = 'a-key-of-the-stand-in';

/**
 * A stand-in for the KVK's API with the shapes that it documents: base profiles and branch profiles
 * of its fictitious test companies, a shielded address, companies that are over, and its errors.
 */
export async function startKvkStandIn(): Promise<KvkStandIn> {
  const pages = new Map<string, Served>(documentedPages());
  const asked: KvkStandIn['asked'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, apiKey: request.headers['apikey']?.toString() });
    answer(request, response, pages.get(path.replace('/test/api/v1/', '')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUri: `http://127.0.0.1:${port}/test`,
    asked,
    serve: (path, served) => void pages.set(path, served),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, served: Served | undefined) {
  const send = (status: number, body: string) =>
    response.writeHead(status, { 'content-type': 'application/hal+json' }).end(body);
  const fault = (status: number, code: string) =>
    send(status, JSON.stringify({ fout: [{ code, omschrijving: 'Een omschrijving.' }] }));
  if (request.headers['apikey'] !== standInKey) return send(401, '{"fault":{}}');
  if (served === 'hangs') return;
  if (served === 'hangs_up') return request.socket.destroy();
  if (served === undefined) {
    return fault(404, request.url?.includes('vestigings') === true ? 'IPD0007' : 'IPD0005');
  }
  if ('profile' in served) return send(200, JSON.stringify(served.profile));
  if (served.code !== undefined) return fault(served.status, served.code);
  response.setHeader('location', '/elsewhere');
  return send(served.status, served.text ?? '');
}

function documentedPages(): readonly (readonly [string, Served])[] {
  return [
    ['basisprofielen/68750110', { profile: donald }],
    ['vestigingsprofielen/000037178598', { profile: donaldsBranch }],
    ['basisprofielen/90001354', { profile: shielded }],
    ['basisprofielen/96354429', { profile: inactive }],
    ['basisprofielen/55344526', { profile: abroad }],
    ['basisprofielen/90004973', { status: 500, code: 'IPD9999' }],
    ['basisprofielen/90002903', { status: 500, code: 'IPD1003' }],
  ];
}

const visiting = {
  type: 'bezoekadres',
  indAfgeschermd: 'Nee',
  volledigAdres: 'Hizzaarderlaan 3 A                                 8823SJ Lollum',
  straatnaam: 'Hizzaarderlaan',
  huisnummer: 3,
  huisnummerToevoeging: 'A',
  postcode: '8823SJ',
  plaats: 'Lollum',
  land: 'Nederland',
};

const postal = {
  type: 'correspondentieadres',
  indAfgeschermd: 'Nee',
  volledigAdres: 'Postbus 200                                 1000AE Rommeldam',
  straatnaam: 'Postbus',
  postcode: '1000AE',
  postbusnummer: 200,
  plaats: 'Rommeldam',
  land: 'Nederland',
};

const apples = [
  { sbiCode: '01241', sbiOmschrijving: 'Teelt van appels en peren', indHoofdactiviteit: 'Ja' },
  { sbiCode: '46311', sbiOmschrijving: 'Groothandel in groenten', indHoofdactiviteit: 'Nee' },
];

const donald = {
  kvkNummer: '68750110',
  indNonMailing: 'Ja',
  naam: 'Test BV Donald',
  formeleRegistratiedatum: '20170519',
  materieleRegistratie: { datumAanvang: '20170519' },
  totaalWerkzamePersonen: 1,
  statutaireNaam: 'Test BV Donald',
  handelsnamen: [{ naam: 'Test BV Donald', volgorde: 0 }],
  sbiActiviteiten: apples,
  links: [{ rel: 'self', href: 'https://api.kvk.nl/test/api/v1/basisprofielen/68750110' }],
  _embedded: {
    hoofdvestiging: {
      vestigingsnummer: '000037178598',
      kvkNummer: '68750110',
      formeleRegistratiedatum: '20200210',
      materieleRegistratie: { datumAanvang: '20140210' },
      eersteHandelsnaam: 'Test BV Donald',
      indHoofdvestiging: 'Ja',
      indCommercieleVestiging: 'Ja',
      totaalWerkzamePersonen: 1,
      adressen: [postal, visiting],
      links: [],
    },
    eigenaar: {
      rsin: '857587973',
      rechtsvorm: 'BeslotenVennootschap',
      uitgebreideRechtsvorm: 'Besloten vennootschap met gewone structuur',
      links: [],
    },
  },
};

const donaldsBranch = {
  vestigingsnummer: '000037178598',
  kvkNummer: '68750110',
  rsin: '857587973',
  indNonMailing: 'Ja',
  formeleRegistratiedatum: '20200210',
  materieleRegistratie: { datumAanvang: '20140210' },
  eersteHandelsnaam: 'Test BV Donald',
  indHoofdvestiging: 'Ja',
  indCommercieleVestiging: 'Ja',
  voltijdWerkzamePersonen: 1,
  deeltijdWerkzamePersonen: 0,
  totaalWerkzamePersonen: 1,
  handelsnamen: [{ naam: 'Test BV Donald', volgorde: 0 }],
  adressen: [visiting],
  sbiActiviteiten: apples,
  links: [],
};

/** The visiting address is shielded, so it comes without its parts; there is a post box. */
const shielded = {
  kvkNummer: '90001354',
  indNonMailing: 'Nee',
  naam: 'Grand Kontex B.V.',
  formeleRegistratiedatum: '20190401',
  materieleRegistratie: { datumAanvang: '20190000' },
  sbiActiviteiten: [],
  _embedded: {
    hoofdvestiging: {
      vestigingsnummer: '990000541921',
      kvkNummer: '90001354',
      adressen: [{ ...visiting, indAfgeschermd: 'Ja' }],
    },
    eigenaar: { rechtsvorm: 'BeslotenVennootschap' },
  },
};

const inactive = {
  kvkNummer: '96354429',
  indNonMailing: 'Nee',
  naam: 'Test Coöperatie',
  materieleRegistratie: { datumAanvang: '20020301', datumEinde: '20241231' },
  handelsnamen: [],
  _embedded: { eigenaar: { rechtsvorm: 'Cooperatie', adressen: [postal] } },
};

const abroad = {
  kvkNummer: '55344526',
  naam: 'Regional Stimflex Coöperatie',
  materieleRegistratie: { datumAanvang: '20120515' },
  _embedded: {
    hoofdvestiging: {
      adressen: [
        {
          type: 'bezoekadres',
          indAfgeschermd: 'Nee',
          straatHuisnummer: 'Calle Mayor 1',
          postcodeWoonplaats: '28013 Madrid',
          land: 'Spanje',
        },
      ],
    },
    eigenaar: { rechtsvorm: 'Coöperatie' },
  },
};
