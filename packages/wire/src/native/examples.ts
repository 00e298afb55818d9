import type { NativeExample } from './example.ts';

/**
 * Calls of the native API with their answers, in the order of one story. A test runs the story and
 * compares; it also writes this file.
 */
export const nativeExamples: readonly NativeExample[] = [
  {
    operation: 'createOrganization',
    body: {
      name: 'Bakery De Molen',
      references: [
        {
          source: 'erp',
          kind: 'number',
          value: 'D-1001',
        },
      ],
    },
    status: 201,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      name: 'Bakery De Molen',
      references: [
        {
          source: 'erp',
          kind: 'number',
          value: 'D-1001',
        },
      ],
      version: 1,
      createdAt: '2030-03-01T12:00:02Z',
    },
  },
  {
    operation: 'importOrganizations',
    body: 'name,kvk_number,erp_number\nButcher Van Dam,28092355,D-1002\nNo number,123,D-1003\n',
    status: 200,
    answer: {
      created: 1,
      updated: 0,
      unchanged: 0,
      refused: 1,
      rows: [
        {
          row: 1,
          outcome: 'created',
          organizationId: 'org_01q86k08dre008j72y0xbn0sjw',
          reason: null,
        },
        {
          row: 2,
          outcome: 'refused',
          organizationId: null,
          reason: {
            code: 'parties.reference_invalid',
            text: 'This is no reference of kvk/number.',
          },
        },
      ],
    },
  },
  {
    operation: 'addReference',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    body: {
      source: 'shop',
      kind: 'customer',
      value: '77',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      name: 'Bakery De Molen',
      references: [
        {
          source: 'erp',
          kind: 'number',
          value: 'D-1001',
        },
        {
          source: 'shop',
          kind: 'customer',
          value: '77',
        },
      ],
      version: 2,
      createdAt: '2030-03-01T12:00:02Z',
    },
  },
  {
    operation: 'removeReference',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      source: 'shop',
      kind: 'customer',
      value: '77',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      name: 'Bakery De Molen',
      references: [
        {
          source: 'erp',
          kind: 'number',
          value: 'D-1001',
        },
      ],
      version: 3,
      createdAt: '2030-03-01T12:00:02Z',
    },
  },
  {
    operation: 'renameOrganization',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    body: {
      name: 'Bakery De Molen BV',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      name: 'Bakery De Molen BV',
      references: [
        {
          source: 'erp',
          kind: 'number',
          value: 'D-1001',
        },
      ],
      version: 4,
      createdAt: '2030-03-01T12:00:02Z',
    },
  },
  {
    operation: 'getOrganization',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      name: 'Bakery De Molen BV',
      references: [
        {
          source: 'erp',
          kind: 'number',
          value: 'D-1001',
        },
      ],
      version: 4,
      createdAt: '2030-03-01T12:00:02Z',
    },
  },
  {
    operation: 'findOrganization',
    query: {
      source: 'erp',
      kind: 'number',
      value: 'D-1001',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      name: 'Bakery De Molen BV',
      references: [
        {
          source: 'erp',
          kind: 'number',
          value: 'D-1001',
        },
      ],
      version: 4,
      createdAt: '2030-03-01T12:00:02Z',
    },
  },
  {
    operation: 'listOrganizations',
    query: {
      limit: '2',
    },
    status: 200,
    answer: {
      items: [
        {
          organizationId: 'org_01q86k07ege00bgc9w810s6cex',
          name: 'Bakery De Molen BV',
          references: [
            {
              source: 'erp',
              kind: 'number',
              value: 'D-1001',
            },
          ],
          version: 4,
          createdAt: '2030-03-01T12:00:02Z',
        },
        {
          organizationId: 'org_01q86k08dre008j72y0xbn0sjw',
          name: 'Butcher Van Dam',
          references: [
            {
              source: 'erp',
              kind: 'number',
              value: 'D-1002',
            },
            {
              source: 'kvk',
              kind: 'number',
              value: '28092355',
            },
          ],
          version: 1,
          createdAt: '2030-03-01T12:00:03Z',
        },
      ],
      next: null,
    },
  },
  {
    operation: 'setCreditLine',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    body: {
      currency: 'EUR',
      limit: {
        amount: '1000.00',
        currency: 'EUR',
      },
      reason: 'first agreement',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      version: 1,
      changed: true,
      headroom: {
        amount: '1000.00',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
    },
  },
  {
    operation: 'placeHold',
    body: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      amount: {
        amount: '400.00',
        currency: 'EUR',
      },
      source: 'shop.order:1',
    },
    status: 200,
    answer: {
      approved: true,
      changed: true,
      hold: {
        holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        kind: 'native',
        state: 'open',
        source: 'shop.order:1',
        amount: {
          amount: '400.00',
          currency: 'EUR',
        },
        held: {
          amount: '400.00',
          currency: 'EUR',
        },
        captured: {
          amount: '0.00',
          currency: 'EUR',
        },
        overCaptured: {
          amount: '0.00',
          currency: 'EUR',
        },
        unreported: {
          amount: '0.00',
          currency: 'EUR',
        },
        asked: {
          amount: '400.00',
          currency: 'EUR',
        },
        rateId: null,
        revivedFrom: null,
        placedAt: '2030-03-01T12:00:11Z',
        dueAt: '2030-03-08T12:00:11Z',
        endedAt: null,
        version: 1,
      },
      headroom: {
        amount: '600.00',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      lineVersion: 2,
    },
  },
  {
    operation: 'placeHold',
    body: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      amount: {
        amount: '750.00',
        currency: 'EUR',
      },
      source: 'shop.order:2',
    },
    status: 200,
    answer: {
      approved: false,
      reasons: [
        {
          code: 'credit.insufficient',
          text: 'The amount is more than the credit line has left; 150.00 EUR are missing.',
          headroom: {
            amount: '600.00',
            currency: 'EUR',
          },
          shortfall: {
            amount: '150.00',
            currency: 'EUR',
          },
          bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
          bindingOrganizationId: 'org_01q86k07ege00bgc9w810s6cex',
        },
      ],
    },
  },
  {
    operation: 'resizeHold',
    params: {
      holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
    },
    body: {
      amount: {
        amount: '450.00',
        currency: 'EUR',
      },
    },
    status: 200,
    answer: {
      approved: true,
      changed: true,
      hold: {
        holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        kind: 'native',
        state: 'open',
        source: 'shop.order:1',
        amount: {
          amount: '450.00',
          currency: 'EUR',
        },
        held: {
          amount: '450.00',
          currency: 'EUR',
        },
        captured: {
          amount: '0.00',
          currency: 'EUR',
        },
        overCaptured: {
          amount: '0.00',
          currency: 'EUR',
        },
        unreported: {
          amount: '0.00',
          currency: 'EUR',
        },
        asked: {
          amount: '450.00',
          currency: 'EUR',
        },
        rateId: null,
        revivedFrom: null,
        placedAt: '2030-03-01T12:00:11Z',
        dueAt: '2030-03-08T12:00:11Z',
        endedAt: null,
        version: 2,
      },
      headroom: {
        amount: '550.00',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      lineVersion: 3,
    },
  },
  {
    operation: 'extendHold',
    params: {
      holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
    },
    body: {
      dueAt: '2030-04-01T00:00:00Z',
    },
    status: 200,
    answer: {
      approved: true,
      changed: true,
      hold: {
        holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        kind: 'native',
        state: 'open',
        source: 'shop.order:1',
        amount: {
          amount: '450.00',
          currency: 'EUR',
        },
        held: {
          amount: '450.00',
          currency: 'EUR',
        },
        captured: {
          amount: '0.00',
          currency: 'EUR',
        },
        overCaptured: {
          amount: '0.00',
          currency: 'EUR',
        },
        unreported: {
          amount: '0.00',
          currency: 'EUR',
        },
        asked: {
          amount: '450.00',
          currency: 'EUR',
        },
        rateId: null,
        revivedFrom: null,
        placedAt: '2030-03-01T12:00:11Z',
        dueAt: '2030-04-01T00:00:00Z',
        endedAt: null,
        version: 3,
      },
      headroom: {
        amount: '550.00',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      lineVersion: 4,
    },
  },
  {
    operation: 'captureHold',
    params: {
      holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
    },
    body: {
      amount: {
        amount: '300.00',
        currency: 'EUR',
      },
      reference: 'INV-2030-17',
    },
    status: 200,
    answer: {
      approved: true,
      changed: true,
      hold: {
        holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        kind: 'native',
        state: 'open',
        source: 'shop.order:1',
        amount: {
          amount: '450.00',
          currency: 'EUR',
        },
        held: {
          amount: '150.00',
          currency: 'EUR',
        },
        captured: {
          amount: '300.00',
          currency: 'EUR',
        },
        overCaptured: {
          amount: '0.00',
          currency: 'EUR',
        },
        unreported: {
          amount: '300.00',
          currency: 'EUR',
        },
        asked: {
          amount: '450.00',
          currency: 'EUR',
        },
        rateId: null,
        revivedFrom: null,
        placedAt: '2030-03-01T12:00:11Z',
        dueAt: '2030-04-01T00:00:00Z',
        endedAt: null,
        version: 4,
      },
      headroom: {
        amount: '550.00',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      lineVersion: 5,
      capture: {
        captureId: 'cap_01q86k0m4re00bb3fwmske0dh9',
        amount: {
          amount: '300.00',
          currency: 'EUR',
        },
        overCaptured: {
          amount: '0.00',
          currency: 'EUR',
        },
        reference: 'INV-2030-17',
        capturedAt: '2030-03-01T12:00:15Z',
        reportedAt: null,
      },
      overLimit: false,
    },
  },
  {
    operation: 'releaseHold',
    params: {
      holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
    },
    body: {
      reason: 'the rest is not delivered',
    },
    status: 200,
    answer: {
      approved: true,
      changed: true,
      hold: {
        holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        kind: 'native',
        state: 'captured',
        source: 'shop.order:1',
        amount: {
          amount: '450.00',
          currency: 'EUR',
        },
        held: {
          amount: '0.00',
          currency: 'EUR',
        },
        captured: {
          amount: '300.00',
          currency: 'EUR',
        },
        overCaptured: {
          amount: '0.00',
          currency: 'EUR',
        },
        unreported: {
          amount: '300.00',
          currency: 'EUR',
        },
        asked: {
          amount: '450.00',
          currency: 'EUR',
        },
        rateId: null,
        revivedFrom: null,
        placedAt: '2030-03-01T12:00:11Z',
        dueAt: '2030-04-01T00:00:00Z',
        endedAt: '2030-03-01T12:00:16Z',
        version: 5,
      },
      headroom: {
        amount: '700.00',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      lineVersion: 6,
    },
  },
  {
    operation: 'getHold',
    params: {
      holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
    },
    status: 200,
    answer: {
      hold: {
        holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        kind: 'native',
        state: 'captured',
        source: 'shop.order:1',
        amount: {
          amount: '450.00',
          currency: 'EUR',
        },
        held: {
          amount: '0.00',
          currency: 'EUR',
        },
        captured: {
          amount: '300.00',
          currency: 'EUR',
        },
        overCaptured: {
          amount: '0.00',
          currency: 'EUR',
        },
        unreported: {
          amount: '300.00',
          currency: 'EUR',
        },
        asked: {
          amount: '450.00',
          currency: 'EUR',
        },
        rateId: null,
        revivedFrom: null,
        placedAt: '2030-03-01T12:00:11Z',
        dueAt: '2030-04-01T00:00:00Z',
        endedAt: '2030-03-01T12:00:16Z',
        version: 5,
      },
      captures: [
        {
          captureId: 'cap_01q86k0m4re00bb3fwmske0dh9',
          amount: {
            amount: '300.00',
            currency: 'EUR',
          },
          overCaptured: {
            amount: '0.00',
            currency: 'EUR',
          },
          reference: 'INV-2030-17',
          capturedAt: '2030-03-01T12:00:15Z',
          reportedAt: null,
        },
      ],
    },
  },
  {
    operation: 'postErpFigures',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    body: {
      used: {
        amount: '300.00',
        currency: 'EUR',
      },
      available: {
        amount: '700.00',
        currency: 'EUR',
      },
      captures: ['INV-2030-17'],
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      version: 7,
      changed: true,
      headroom: {
        amount: '700.00',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      stale: false,
      seenReferences: ['INV-2030-17'],
      limitWaits: false,
      proposal: null,
    },
  },
  {
    operation: 'getCreditLine',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      status: 'open',
      stopped: false,
      generation: 1,
      version: 8,
      terms: {
        currency: 'EUR',
        limit: {
          amount: '1000.00',
          currency: 'EUR',
        },
        unlimited: false,
        toleranceBasisPoints: null,
        tolerance: null,
        temporaryLimits: [],
        parentLineId: null,
      },
      effectiveLimit: {
        amount: '1000.00',
        currency: 'EUR',
      },
      figures: {
        used: {
          amount: '300.00',
          currency: 'EUR',
        },
        held: {
          amount: '0.00',
          currency: 'EUR',
        },
        captured: {
          amount: '0.00',
          currency: 'EUR',
        },
        contained: {
          amount: '0.00',
          currency: 'EUR',
        },
        below: {
          amount: '0.00',
          currency: 'EUR',
        },
        exposure: {
          amount: '300.00',
          currency: 'EUR',
        },
      },
      erp: {
        asOf: '2030-03-01T12:00:18Z',
        confirmedAt: '2030-03-01T12:00:18Z',
        reportedAvailable: {
          amount: '700.00',
          currency: 'EUR',
        },
      },
      headroom: {
        amount: '700.00',
        currency: 'EUR',
      },
      binding: {
        lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      },
      utilisation: '30.00',
      overLimit: {
        amount: '0.00',
        currency: 'EUR',
      },
    },
  },
  {
    operation: 'listCreditLines',
    query: {
      limit: '10',
    },
    status: 200,
    answer: {
      items: [
        {
          organizationId: 'org_01q86k07ege00bgc9w810s6cex',
          lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
          status: 'open',
          stopped: false,
          generation: 1,
          version: 8,
          terms: {
            currency: 'EUR',
            limit: {
              amount: '1000.00',
              currency: 'EUR',
            },
            unlimited: false,
            toleranceBasisPoints: null,
            tolerance: null,
            temporaryLimits: [],
            parentLineId: null,
          },
          effectiveLimit: {
            amount: '1000.00',
            currency: 'EUR',
          },
          figures: {
            used: {
              amount: '300.00',
              currency: 'EUR',
            },
            held: {
              amount: '0.00',
              currency: 'EUR',
            },
            captured: {
              amount: '0.00',
              currency: 'EUR',
            },
            contained: {
              amount: '0.00',
              currency: 'EUR',
            },
            below: {
              amount: '0.00',
              currency: 'EUR',
            },
            exposure: {
              amount: '300.00',
              currency: 'EUR',
            },
          },
          erp: {
            asOf: '2030-03-01T12:00:18Z',
            confirmedAt: '2030-03-01T12:00:18Z',
            reportedAvailable: {
              amount: '700.00',
              currency: 'EUR',
            },
          },
        },
      ],
      next: null,
    },
  },
  {
    operation: 'addRate',
    body: {
      from: 'USD',
      to: 'EUR',
      rate: '0.925',
      validFrom: '2030-03-01',
    },
    status: 201,
    answer: {
      rateId: 'rate_01q86k0t08e008jtynef9nhbqb',
      from: 'USD',
      to: 'EUR',
      rate: '0.925',
      validFrom: '2030-03-01',
      createdAt: '2030-03-01T12:00:21Z',
      createdBy: 'key:cred_erp',
    },
  },
  {
    operation: 'listRates',
    status: 200,
    answer: {
      items: [
        {
          rateId: 'rate_01q86k0t08e008jtynef9nhbqb',
          from: 'USD',
          to: 'EUR',
          rate: '0.925',
          validFrom: '2030-03-01',
          createdAt: '2030-03-01T12:00:21Z',
          createdBy: 'key:cred_erp',
        },
      ],
      next: null,
    },
  },
  {
    operation: 'placeHold',
    body: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      amount: {
        amount: '100.00',
        currency: 'USD',
      },
      dueAfterSeconds: 1,
    },
    status: 200,
    answer: {
      approved: true,
      changed: true,
      hold: {
        holdId: 'hold_01q86k0vyre00rt3z0m1hm3xby',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        kind: 'native',
        state: 'open',
        source: null,
        amount: {
          amount: '92.50',
          currency: 'EUR',
        },
        held: {
          amount: '92.50',
          currency: 'EUR',
        },
        captured: {
          amount: '0.00',
          currency: 'EUR',
        },
        overCaptured: {
          amount: '0.00',
          currency: 'EUR',
        },
        unreported: {
          amount: '0.00',
          currency: 'EUR',
        },
        asked: {
          amount: '100.00',
          currency: 'USD',
        },
        rateId: 'rate_01q86k0t08e008jtynef9nhbqb',
        revivedFrom: null,
        placedAt: '2030-03-01T12:00:23.000001Z',
        dueAt: '2030-03-01T12:00:24.000001Z',
        endedAt: null,
        version: 1,
      },
      headroom: {
        amount: '607.50',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      lineVersion: 9,
    },
  },
  {
    operation: 'reviveHold',
    params: {
      holdId: 'hold_01q86k0vyre00rt3z0m1hm3xby',
    },
    body: {},
    status: 200,
    answer: {
      approved: true,
      changed: true,
      hold: {
        holdId: 'hold_01q86k0ywge00awz0t1xfvjt2k',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        kind: 'native',
        state: 'open',
        source: null,
        amount: {
          amount: '92.50',
          currency: 'EUR',
        },
        held: {
          amount: '92.50',
          currency: 'EUR',
        },
        captured: {
          amount: '0.00',
          currency: 'EUR',
        },
        overCaptured: {
          amount: '0.00',
          currency: 'EUR',
        },
        unreported: {
          amount: '0.00',
          currency: 'EUR',
        },
        asked: {
          amount: '100.00',
          currency: 'USD',
        },
        rateId: 'rate_01q86k0t08e008jtynef9nhbqb',
        revivedFrom: 'hold_01q86k0vyre00rt3z0m1hm3xby',
        placedAt: '2030-03-01T12:00:26.000001Z',
        dueAt: '2030-03-08T12:00:26.000001Z',
        endedAt: null,
        version: 1,
      },
      headroom: {
        amount: '607.50',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      lineVersion: 11,
    },
  },
  {
    operation: 'listHolds',
    query: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      state: 'open',
    },
    status: 200,
    answer: {
      items: [
        {
          holdId: 'hold_01q86k0ywge00awz0t1xfvjt2k',
          organizationId: 'org_01q86k07ege00bgc9w810s6cex',
          lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
          kind: 'native',
          state: 'open',
          source: null,
          amount: {
            amount: '92.50',
            currency: 'EUR',
          },
          held: {
            amount: '92.50',
            currency: 'EUR',
          },
          captured: {
            amount: '0.00',
            currency: 'EUR',
          },
          overCaptured: {
            amount: '0.00',
            currency: 'EUR',
          },
          unreported: {
            amount: '0.00',
            currency: 'EUR',
          },
          asked: {
            amount: '100.00',
            currency: 'USD',
          },
          rateId: 'rate_01q86k0t08e008jtynef9nhbqb',
          revivedFrom: 'hold_01q86k0vyre00rt3z0m1hm3xby',
          placedAt: '2030-03-01T12:00:26.000001Z',
          dueAt: '2030-03-08T12:00:26.000001Z',
          endedAt: null,
          version: 1,
        },
      ],
      next: null,
    },
  },
  {
    operation: 'listDecisions',
    query: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      verdict: 'refused',
    },
    status: 200,
    answer: {
      items: [
        {
          decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
          kind: 'credit_check',
          subject: 'interworks.basket:151/7b1c0a52-91d4-4c8e-b5a0-2f6d3e9c1a47',
          organizationId: 'org_01q86k07ege00bgc9w810s6cex',
          verdict: 'refused',
          reasonCode: 'credit.insufficient',
          amount: {
            amount: '2000.00',
            currency: 'EUR',
          },
          holdId: null,
          decidedAt: '2030-03-01T12:00:28Z',
        },
      ],
      next: null,
    },
  },
  {
    operation: 'getDecision',
    params: {
      decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
    },
    status: 200,
    answer: {
      decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
      kind: 'credit_check',
      subject: 'interworks.basket:151/7b1c0a52-91d4-4c8e-b5a0-2f6d3e9c1a47',
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      verdict: 'refused',
      reasonCode: 'credit.insufficient',
      amount: {
        amount: '2000.00',
        currency: 'EUR',
      },
      holdId: null,
      decidedAt: '2030-03-01T12:00:28Z',
      rulesVerdict: 'refused',
      ledgerVerdict: null,
      headroom: {
        amount: '607.50',
        currency: 'EUR',
      },
      shortfall: {
        amount: '1392.50',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      lineVersion: null,
      position: [
        {
          lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
          version: 11,
        },
      ],
      factsHash: '69a018a148592cfa3d8cf2c7fc651943933ed024e6e18d82390a28d2b9b599d0',
      rulesetHash: 'b11c2f71b6e3022c8528cfd2bb9777df102566f4cd15f77907737101244fd498',
    },
  },
  {
    operation: 'explainDecision',
    params: {
      decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
    },
    status: 200,
    answer: {
      decision: {
        decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
        kind: 'credit_check',
        subject: 'interworks.basket:151/7b1c0a52-91d4-4c8e-b5a0-2f6d3e9c1a47',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        verdict: 'refused',
        reasonCode: 'credit.insufficient',
        amount: {
          amount: '2000.00',
          currency: 'EUR',
        },
        holdId: null,
        decidedAt: '2030-03-01T12:00:28Z',
        rulesVerdict: 'refused',
        ledgerVerdict: null,
        headroom: {
          amount: '607.50',
          currency: 'EUR',
        },
        shortfall: {
          amount: '1392.50',
          currency: 'EUR',
        },
        bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        lineVersion: null,
        position: [
          {
            lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
            version: 11,
          },
        ],
        factsHash: '69a018a148592cfa3d8cf2c7fc651943933ed024e6e18d82390a28d2b9b599d0',
        rulesetHash: 'b11c2f71b6e3022c8528cfd2bb9777df102566f4cd15f77907737101244fd498',
      },
      reasons: [
        {
          code: 'credit.insufficient',
          text: 'The amount is more than the credit line has left; 1392.50 EUR are missing.',
          remedy:
            '1392.50 EUR more headroom: a payment, a higher limit, the end of other holds, or a basket that costs so much less.',
        },
      ],
      facts: {
        accountId: '151',
        basketId: '7b1c0a52-91d4-4c8e-b5a0-2f6d3e9c1a47',
        order: {
          accountId: '151',
          kind: 'found',
          orderId: '7b1c0a52-91d4-4c8e-b5a0-2f6d3e9c1a47',
          statusType: 'In progress',
          total: {
            amount: '2000.00',
            currency: 'EUR',
          },
        },
      },
      trace: null,
    },
  },
  {
    operation: 'listApplications',
    query: {
      limit: '10',
    },
    status: 200,
    answer: {
      items: [
        {
          applicationId: '1',
          status: 'review',
          rulesetId: 1,
          rulesetHash: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
          regNumber: '28092355',
          companyId: null,
          companyName: null,
          amount: 500,
          currency: 'EUR',
          language: 'nl',
          reference: 'order 1',
          decisionId: 'dec_01jh0000000000000000000000',
          createdAt: '2030-03-01T12:00:31Z',
          decidedAt: null,
          decidedBy: null,
          reason: null,
          version: 1,
        },
      ],
      next: null,
    },
  },
  {
    operation: 'getApplication',
    params: {
      applicationId: '1',
    },
    status: 200,
    answer: {
      applicationId: '1',
      status: 'review',
      rulesetId: 1,
      rulesetHash: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      regNumber: '28092355',
      companyId: null,
      companyName: null,
      amount: 500,
      currency: 'EUR',
      language: 'nl',
      reference: 'order 1',
      decisionId: 'dec_01jh0000000000000000000000',
      createdAt: '2030-03-01T12:00:31Z',
      decidedAt: null,
      decidedBy: null,
      reason: null,
      version: 1,
    },
  },
  {
    operation: 'decideApplication',
    params: {
      applicationId: '1',
    },
    body: {
      version: 1,
      verdict: 'approved',
      reason: 'known for years',
    },
    status: 200,
    answer: {
      application: {
        applicationId: '1',
        status: 'approved',
        rulesetId: 1,
        rulesetHash: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        regNumber: '28092355',
        companyId: null,
        companyName: null,
        amount: 500,
        currency: 'EUR',
        language: 'nl',
        reference: 'order 1',
        decisionId: 'dec_01jh0000000000000000000000',
        createdAt: '2030-03-01T12:00:31Z',
        decidedAt: '2030-03-01T12:00:33Z',
        decidedBy: 'user:user_anna',
        reason: 'known for years',
        version: 2,
      },
    },
  },
  {
    operation: 'cancelApplication',
    params: {
      applicationId: '2',
    },
    body: {
      version: 1,
      reason: 'the shop sent it twice',
    },
    status: 200,
    answer: {
      application: {
        applicationId: '2',
        status: 'canceled',
        rulesetId: 1,
        rulesetHash: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        regNumber: '28092355',
        companyId: null,
        companyName: null,
        amount: 500,
        currency: 'EUR',
        language: 'nl',
        reference: 'order 2',
        decisionId: 'dec_01jh0000000000000000000000',
        createdAt: '2030-03-01T12:00:34Z',
        decidedAt: '2030-03-01T12:00:34.000001Z',
        decidedBy: 'user:user_carla',
        reason: 'the shop sent it twice',
        version: 2,
      },
    },
  },
  {
    operation: 'listReviews',
    query: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    status: 200,
    answer: {
      items: [
        {
          reviewId: 'rev_01q86k10v0e01awmbh53wz05w9',
          subject: 'interworks.basket:151/7b1c0a52-91d4-4c8e-b5a0-2f6d3e9c1a47',
          organizationId: 'org_01q86k07ege00bgc9w810s6cex',
          decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
          status: 'open',
          cause: 'rule',
          reasons: [
            {
              code: 'credit.insufficient',
              text: 'The amount is more than the credit line has left; 1392.50 EUR are missing.',
              remedy:
                '1392.50 EUR more headroom: a payment, a higher limit, the end of other holds, or a basket that costs so much less.',
            },
          ],
          amount: {
            amount: '2000.00',
            currency: 'EUR',
          },
          needsSecond: false,
          overLimit: false,
          firstApproval: null,
          assignedTo: null,
          passesNow: false,
          openedAt: '2030-03-01T12:00:28Z',
          dueAt: '2030-03-02T12:00:28Z',
          decidedBy: null,
          decidedAt: null,
          reason: null,
          version: 1,
        },
        {
          reviewId: 'rev_01jh0000000000000000000001',
          subject: 'interworks.basket:151/1',
          organizationId: 'org_01q86k07ege00bgc9w810s6cex',
          decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
          status: 'open',
          cause: 'rule',
          reasons: [
            {
              code: 'assessment.overdue',
              text: 'Invoices of 100.00 EUR are overdue; 0.00 EUR are allowed.',
              remedy: 'Payments after which at most 0.00 EUR are overdue.',
            },
          ],
          amount: {
            amount: '250.00',
            currency: 'EUR',
          },
          needsSecond: false,
          overLimit: false,
          firstApproval: null,
          assignedTo: null,
          passesNow: false,
          openedAt: '2030-03-01T12:00:35Z',
          dueAt: '2030-03-02T12:00:35Z',
          decidedBy: null,
          decidedAt: null,
          reason: null,
          version: 1,
        },
      ],
      next: null,
    },
  },
  {
    operation: 'getReview',
    params: {
      reviewId: 'rev_01jh0000000000000000000001',
    },
    status: 200,
    answer: {
      reviewId: 'rev_01jh0000000000000000000001',
      subject: 'interworks.basket:151/1',
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
      status: 'open',
      cause: 'rule',
      reasons: [
        {
          code: 'assessment.overdue',
          text: 'Invoices of 100.00 EUR are overdue; 0.00 EUR are allowed.',
          remedy: 'Payments after which at most 0.00 EUR are overdue.',
        },
      ],
      amount: {
        amount: '250.00',
        currency: 'EUR',
      },
      needsSecond: false,
      overLimit: false,
      firstApproval: null,
      assignedTo: null,
      passesNow: false,
      openedAt: '2030-03-01T12:00:35Z',
      dueAt: '2030-03-02T12:00:35Z',
      decidedBy: null,
      decidedAt: null,
      reason: null,
      version: 1,
    },
  },
  {
    operation: 'assignReview',
    params: {
      reviewId: 'rev_01jh0000000000000000000001',
    },
    body: {
      version: 1,
      userId: null,
    },
    status: 200,
    answer: {
      review: {
        reviewId: 'rev_01jh0000000000000000000001',
        subject: 'interworks.basket:151/1',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
        status: 'open',
        cause: 'rule',
        reasons: [
          {
            code: 'assessment.overdue',
            text: 'Invoices of 100.00 EUR are overdue; 0.00 EUR are allowed.',
            remedy: 'Payments after which at most 0.00 EUR are overdue.',
          },
        ],
        amount: {
          amount: '250.00',
          currency: 'EUR',
        },
        needsSecond: false,
        overLimit: false,
        firstApproval: null,
        assignedTo: null,
        passesNow: false,
        openedAt: '2030-03-01T12:00:35Z',
        dueAt: '2030-03-02T12:00:35Z',
        decidedBy: null,
        decidedAt: null,
        reason: null,
        version: 2,
      },
    },
  },
  {
    operation: 'decideReview',
    params: {
      reviewId: 'rev_01jh0000000000000000000001',
    },
    body: {
      version: 2,
      verdict: 'approved',
      reason: 'paid this morning, the bank is slow',
    },
    status: 200,
    answer: {
      review: {
        reviewId: 'rev_01jh0000000000000000000001',
        subject: 'interworks.basket:151/1',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
        status: 'approved',
        cause: 'rule',
        reasons: [
          {
            code: 'assessment.overdue',
            text: 'Invoices of 100.00 EUR are overdue; 0.00 EUR are allowed.',
            remedy: 'Payments after which at most 0.00 EUR are overdue.',
          },
        ],
        amount: {
          amount: '250.00',
          currency: 'EUR',
        },
        needsSecond: false,
        overLimit: false,
        firstApproval: null,
        assignedTo: null,
        passesNow: null,
        openedAt: '2030-03-01T12:00:35Z',
        dueAt: '2030-03-02T12:00:35Z',
        decidedBy: 'user:user_anna',
        decidedAt: '2030-03-01T12:00:38Z',
        reason: 'paid this morning, the bank is slow',
        version: 3,
      },
    },
  },
  {
    operation: 'withdrawReview',
    params: {
      reviewId: 'rev_01jh0000000000000000000002',
    },
    body: {
      version: 1,
      reason: 'the customer ordered twice',
    },
    status: 200,
    answer: {
      review: {
        reviewId: 'rev_01jh0000000000000000000002',
        subject: 'interworks.basket:151/2',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        decisionId: 'dec_01q86k10v0e00ayg4n8r0zwfhg',
        status: 'withdrawn',
        cause: 'rule',
        reasons: [
          {
            code: 'assessment.overdue',
            text: 'Invoices of 100.00 EUR are overdue; 0.00 EUR are allowed.',
            remedy: 'Payments after which at most 0.00 EUR are overdue.',
          },
        ],
        amount: {
          amount: '250.00',
          currency: 'EUR',
        },
        needsSecond: false,
        overLimit: false,
        firstApproval: null,
        assignedTo: null,
        passesNow: null,
        openedAt: '2030-03-01T12:00:39Z',
        dueAt: '2030-03-02T12:00:39Z',
        decidedBy: 'user:user_carla',
        decidedAt: '2030-03-01T12:00:39.000001Z',
        reason: 'the customer ordered twice',
        version: 2,
      },
    },
  },
  {
    operation: 'stopCreditLine',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    body: {
      reason: 'the last invoice is overdue',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      version: 12,
      changed: true,
      headroom: {
        amount: '607.50',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
    },
  },
  {
    operation: 'resumeCreditLine',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    body: {
      reason: 'it was paid',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      version: 13,
      changed: true,
      headroom: {
        amount: '607.50',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
    },
  },
  {
    operation: 'setCreditLine',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    body: {
      currency: 'EUR',
      limit: {
        amount: '9000.00',
        currency: 'EUR',
      },
      reason: 'a second shop',
    },
    status: 202,
    answer: {
      proposal: {
        proposalId: 'prop_01q86k1mc0e00rn96mk9326960',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        status: 'pending',
        terms: {
          currency: 'EUR',
          limit: {
            amount: '9000.00',
            currency: 'EUR',
          },
          unlimited: false,
          toleranceBasisPoints: null,
          tolerance: null,
          temporaryLimits: [],
          parentLineId: null,
        },
        baseVersion: 13,
        changeHash: 'ceba46ef080d8936890c932004aa9c86de726d9acd12cb33db19dfb07f2ab2e9',
        reason: 'a second shop',
        proposedBy: 'user:user_carla',
        proposedAt: '2030-03-01T12:00:48.000001Z',
        decidedBy: null,
        decidedAt: null,
        version: 1,
      },
    },
  },
  {
    operation: 'listProposals',
    query: {
      status: 'pending',
    },
    status: 200,
    answer: {
      items: [
        {
          proposalId: 'prop_01q86k1mc0e00rn96mk9326960',
          organizationId: 'org_01q86k07ege00bgc9w810s6cex',
          status: 'pending',
          terms: {
            currency: 'EUR',
            limit: {
              amount: '9000.00',
              currency: 'EUR',
            },
            unlimited: false,
            toleranceBasisPoints: null,
            tolerance: null,
            temporaryLimits: [],
            parentLineId: null,
          },
          baseVersion: 13,
          changeHash: 'ceba46ef080d8936890c932004aa9c86de726d9acd12cb33db19dfb07f2ab2e9',
          reason: 'a second shop',
          proposedBy: 'user:user_carla',
          proposedAt: '2030-03-01T12:00:48.000001Z',
          decidedBy: null,
          decidedAt: null,
          version: 1,
        },
      ],
      next: null,
    },
  },
  {
    operation: 'getProposal',
    params: {
      proposalId: 'prop_01q86k1mc0e00rn96mk9326960',
    },
    status: 200,
    answer: {
      proposalId: 'prop_01q86k1mc0e00rn96mk9326960',
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      status: 'pending',
      terms: {
        currency: 'EUR',
        limit: {
          amount: '9000.00',
          currency: 'EUR',
        },
        unlimited: false,
        toleranceBasisPoints: null,
        tolerance: null,
        temporaryLimits: [],
        parentLineId: null,
      },
      baseVersion: 13,
      changeHash: 'ceba46ef080d8936890c932004aa9c86de726d9acd12cb33db19dfb07f2ab2e9',
      reason: 'a second shop',
      proposedBy: 'user:user_carla',
      proposedAt: '2030-03-01T12:00:48.000001Z',
      decidedBy: null,
      decidedAt: null,
      version: 1,
    },
  },
  {
    operation: 'approveProposal',
    params: {
      proposalId: 'prop_01q86k1mc0e00rn96mk9326960',
    },
    body: {
      changeHash: 'ceba46ef080d8936890c932004aa9c86de726d9acd12cb33db19dfb07f2ab2e9',
    },
    status: 200,
    answer: {
      proposal: {
        proposalId: 'prop_01q86k1mc0e00rn96mk9326960',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        status: 'approved',
        terms: {
          currency: 'EUR',
          limit: {
            amount: '9000.00',
            currency: 'EUR',
          },
          unlimited: false,
          toleranceBasisPoints: null,
          tolerance: null,
          temporaryLimits: [],
          parentLineId: null,
        },
        baseVersion: 13,
        changeHash: 'ceba46ef080d8936890c932004aa9c86de726d9acd12cb33db19dfb07f2ab2e9',
        reason: 'a second shop',
        proposedBy: 'user:user_carla',
        proposedAt: '2030-03-01T12:00:48.000001Z',
        decidedBy: 'user:user_anna',
        decidedAt: '2030-03-01T12:00:51Z',
        version: 2,
      },
      line: {
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
        version: 14,
        changed: true,
        headroom: {
          amount: '8607.50',
          currency: 'EUR',
        },
        bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      },
    },
  },
  {
    operation: 'setCreditLine',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    body: {
      currency: 'EUR',
      limit: {
        amount: '20000.00',
        currency: 'EUR',
      },
    },
    status: 202,
    answer: {
      proposal: {
        proposalId: 'prop_01q86k1r90e00rnpkqcy9mdr8z',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        status: 'pending',
        terms: {
          currency: 'EUR',
          limit: {
            amount: '20000.00',
            currency: 'EUR',
          },
          unlimited: false,
          toleranceBasisPoints: null,
          tolerance: null,
          temporaryLimits: [],
          parentLineId: null,
        },
        baseVersion: 14,
        changeHash: 'dc5b0efc56d123936f2835af11749f13dab35dd56ed2329137243083611272fc',
        reason: null,
        proposedBy: 'user:user_carla',
        proposedAt: '2030-03-01T12:00:52.000001Z',
        decidedBy: null,
        decidedAt: null,
        version: 1,
      },
    },
  },
  {
    operation: 'rejectProposal',
    params: {
      proposalId: 'prop_01q86k1r90e00rnpkqcy9mdr8z',
    },
    status: 200,
    answer: {
      proposal: {
        proposalId: 'prop_01q86k1r90e00rnpkqcy9mdr8z',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        status: 'rejected',
        terms: {
          currency: 'EUR',
          limit: {
            amount: '20000.00',
            currency: 'EUR',
          },
          unlimited: false,
          toleranceBasisPoints: null,
          tolerance: null,
          temporaryLimits: [],
          parentLineId: null,
        },
        baseVersion: 14,
        changeHash: 'dc5b0efc56d123936f2835af11749f13dab35dd56ed2329137243083611272fc',
        reason: null,
        proposedBy: 'user:user_carla',
        proposedAt: '2030-03-01T12:00:52.000001Z',
        decidedBy: 'user:user_anna',
        decidedAt: '2030-03-01T12:00:53Z',
        version: 2,
      },
    },
  },
  {
    operation: 'setCreditLine',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    body: {
      currency: 'EUR',
      limit: {
        amount: '15000.00',
        currency: 'EUR',
      },
    },
    status: 202,
    answer: {
      proposal: {
        proposalId: 'prop_01q86k1t7ge00tvgnfbf21stjz',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        status: 'pending',
        terms: {
          currency: 'EUR',
          limit: {
            amount: '15000.00',
            currency: 'EUR',
          },
          unlimited: false,
          toleranceBasisPoints: null,
          tolerance: null,
          temporaryLimits: [],
          parentLineId: null,
        },
        baseVersion: 14,
        changeHash: '52c27dc810ee81c9e076cbf4118924951598b577ebdf622742bc6086d5cf4ca2',
        reason: null,
        proposedBy: 'user:user_carla',
        proposedAt: '2030-03-01T12:00:54.000001Z',
        decidedBy: null,
        decidedAt: null,
        version: 1,
      },
    },
  },
  {
    operation: 'withdrawProposal',
    params: {
      proposalId: 'prop_01q86k1t7ge00tvgnfbf21stjz',
    },
    status: 200,
    answer: {
      proposal: {
        proposalId: 'prop_01q86k1t7ge00tvgnfbf21stjz',
        organizationId: 'org_01q86k07ege00bgc9w810s6cex',
        status: 'withdrawn',
        terms: {
          currency: 'EUR',
          limit: {
            amount: '15000.00',
            currency: 'EUR',
          },
          unlimited: false,
          toleranceBasisPoints: null,
          tolerance: null,
          temporaryLimits: [],
          parentLineId: null,
        },
        baseVersion: 14,
        changeHash: '52c27dc810ee81c9e076cbf4118924951598b577ebdf622742bc6086d5cf4ca2',
        reason: null,
        proposedBy: 'user:user_carla',
        proposedAt: '2030-03-01T12:00:54.000001Z',
        decidedBy: 'user:user_carla',
        decidedAt: '2030-03-01T12:00:55Z',
        version: 2,
      },
    },
  },
  {
    operation: 'listEvents',
    query: {
      startId: '1',
      limit: '2',
    },
    status: 200,
    answer: {
      events: [
        {
          id: 1,
          at: '2030-03-01T12:00:10Z',
          type: 'line.opened',
          context: 'INTEGRATIONS',
          actor: 'key:cred_erp',
          organizationId: 'org_01q86k07ege00bgc9w810s6cex',
          lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
          lineVersion: 1,
          holdId: null,
          captureId: null,
          amount: {
            amount: '1000.00',
            currency: 'EUR',
          },
          status: 'open',
          limit: {
            amount: '1000.00',
            currency: 'EUR',
          },
          used: {
            amount: '0.00',
            currency: 'EUR',
          },
          held: {
            amount: '0.00',
            currency: 'EUR',
          },
          captured: {
            amount: '0.00',
            currency: 'EUR',
          },
          exposure: {
            amount: '0.00',
            currency: 'EUR',
          },
          reason: 'first agreement',
        },
        {
          id: 2,
          at: '2030-03-01T12:00:11Z',
          type: 'hold.placed',
          context: 'INTEGRATIONS',
          actor: 'key:cred_erp',
          organizationId: 'org_01q86k07ege00bgc9w810s6cex',
          lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
          lineVersion: 2,
          holdId: 'hold_01q86k0g7re00a0e8fzb4h0235',
          captureId: null,
          amount: {
            amount: '400.00',
            currency: 'EUR',
          },
          status: 'open',
          limit: {
            amount: '1000.00',
            currency: 'EUR',
          },
          used: {
            amount: '0.00',
            currency: 'EUR',
          },
          held: {
            amount: '400.00',
            currency: 'EUR',
          },
          captured: {
            amount: '0.00',
            currency: 'EUR',
          },
          exposure: {
            amount: '400.00',
            currency: 'EUR',
          },
          reason: null,
        },
      ],
      nextId: 3,
    },
  },
  {
    operation: 'closeCreditLine',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      lineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
      version: 15,
      changed: true,
      headroom: {
        amount: '-392.50',
        currency: 'EUR',
      },
      bindingLineId: 'line_01q86k0f8ge009jpjaxpqjpyhb',
    },
  },
  {
    operation: 'putCompany',
    params: {
      companyNumber: 'kvk:68750110',
    },
    body: {
      name: 'Test BV Donald',
      numbers: [
        {
          scheme: 'kvk-branch',
          number: '000037178598',
        },
      ],
      address: 'Hizzaarderlaan 3 A',
      zipcode: '8823SJ',
      city: 'Lollum',
      country: 'NL',
      legalForm: 'BV',
      active: true,
      foundedOn: '2017-05-19',
      activities: [
        {
          code: '01241',
          text: 'Growing of apples and pears',
          isMain: true,
        },
      ],
    },
    status: 201,
    answer: {
      companyId: 'comp_01q86k1y4ge008fznqewhk2zd9',
      number: 'kvk:68750110',
      numbers: [
        {
          scheme: 'kvk',
          number: '68750110',
        },
        {
          scheme: 'kvk-branch',
          number: '000037178598',
        },
      ],
      name: 'Test BV Donald',
      address: 'Hizzaarderlaan 3 A',
      zipcode: '8823SJ',
      city: 'Lollum',
      country: 'NL',
      legalForm: 'Besloten vennootschap',
      active: true,
      foundedOn: '2017-05-19',
      activities: [
        {
          code: '01241',
          text: 'Growing of apples and pears',
          isMain: true,
          edition: null,
        },
      ],
      partOf: null,
      source: 'import',
      asOf: '2030-03-01T12:00:58Z',
      version: 1,
    },
  },
  {
    operation: 'getCompany',
    params: {
      companyNumber: 'kvk:68750110',
    },
    status: 200,
    answer: {
      companyId: 'comp_01q86k1y4ge008fznqewhk2zd9',
      number: 'kvk:68750110',
      numbers: [
        {
          scheme: 'kvk',
          number: '68750110',
        },
        {
          scheme: 'kvk-branch',
          number: '000037178598',
        },
      ],
      name: 'Test BV Donald',
      address: 'Hizzaarderlaan 3 A',
      zipcode: '8823SJ',
      city: 'Lollum',
      country: 'NL',
      legalForm: 'Besloten vennootschap',
      active: true,
      foundedOn: '2017-05-19',
      activities: [
        {
          code: '01241',
          text: 'Growing of apples and pears',
          isMain: true,
          edition: null,
        },
      ],
      partOf: null,
      source: 'import',
      asOf: '2030-03-01T12:00:58Z',
      version: 1,
    },
  },
  {
    operation: 'lookUpCompany',
    body: {
      regNumber: '000037178598',
    },
    status: 200,
    answer: {
      answer: 'found',
      company: {
        companyId: 'comp_01q86k1y4ge008fznqewhk2zd9',
        number: 'kvk:68750110',
        numbers: [
          {
            scheme: 'kvk',
            number: '68750110',
          },
          {
            scheme: 'kvk-branch',
            number: '000037178598',
          },
        ],
        name: 'Test BV Donald',
        address: 'Hizzaarderlaan 3 A',
        zipcode: '8823SJ',
        city: 'Lollum',
        country: 'NL',
        legalForm: 'Besloten vennootschap',
        active: true,
        foundedOn: '2017-05-19',
        activities: [
          {
            code: '01241',
            text: 'Growing of apples and pears',
            isMain: true,
            edition: null,
          },
        ],
        partOf: null,
        source: 'import',
        asOf: '2030-03-01T12:00:58Z',
        version: 1,
      },
      reason: null,
    },
  },
  {
    operation: 'importCompanies',
    body: 'kvk_number,name,city,legal_form,active\n68727720,Test NV Katrien,Veendam,NV,yes\n',
    status: 200,
    answer: {
      created: 1,
      updated: 0,
      unchanged: 0,
    },
  },
  {
    operation: 'importLeiRecords',
    body: '{"data":[{"type":"lei-records","attributes":{"lei":"724500AAAAAAAAAAAA01","entity":{"legalName":{"name":"Test NV Katrien"},"registeredAt":{"id":"RA000463"},"registeredAs":"68727720","status":"ACTIVE"}}}]}',
    status: 200,
    answer: {
      created: 0,
      updated: 1,
      unchanged: 0,
    },
  },
  {
    operation: 'listCompanies',
    query: {
      limit: '10',
    },
    status: 200,
    answer: {
      items: [
        {
          companyId: 'comp_01q86k1y4ge008fznqewhk2zd9',
          number: 'kvk:68750110',
          numbers: [
            {
              scheme: 'kvk',
              number: '68750110',
            },
            {
              scheme: 'kvk-branch',
              number: '000037178598',
            },
          ],
          name: 'Test BV Donald',
          address: 'Hizzaarderlaan 3 A',
          zipcode: '8823SJ',
          city: 'Lollum',
          country: 'NL',
          legalForm: 'Besloten vennootschap',
          active: true,
          foundedOn: '2017-05-19',
          activities: [
            {
              code: '01241',
              text: 'Growing of apples and pears',
              isMain: true,
              edition: null,
            },
          ],
          partOf: null,
          source: 'import',
          asOf: '2030-03-01T12:00:58Z',
          version: 1,
        },
        {
          companyId: 'comp_01q86k2128e009y51q3h5h6wvj',
          number: 'kvk:68727720',
          numbers: [
            {
              scheme: 'kvk',
              number: '68727720',
            },
            {
              scheme: 'lei',
              number: '724500AAAAAAAAAAAA01',
            },
          ],
          name: 'Test NV Katrien',
          address: null,
          zipcode: null,
          city: 'Veendam',
          country: null,
          legalForm: 'Naamloze vennootschap',
          active: true,
          foundedOn: null,
          activities: [],
          partOf: null,
          source: 'import',
          asOf: '2030-03-01T12:01:01Z',
          version: 2,
        },
      ],
      next: null,
    },
  },
  {
    operation: 'createRuleset',
    body: '{"name":"Small orders","content":{"formatVersion":1,"model":{"format":"aval-dmn/1","name":"Test","namespace":"urn:test","imports":[],"types":[],"inputs":[{"id":"in-amount","name":"amount","typeRef":"number"}],"decisions":[{"id":"d-verdict","name":"Verdict","typeRef":null,"requires":[{"kind":"input","ref":"in-amount"}],"expression":{"type":"table","hitPolicy":"U","typeRef":null,"inputs":[{"label":null,"text":"amount","typeRef":"number","values":null}],"outputs":[{"name":"verdict","typeRef":"string","values":null,"fallback":"\\"review\\""},{"name":"reason","typeRef":"string","values":null,"fallback":"\\"other\\""}],"rules":[{"tests":["<= 100"],"outputs":["\\"approved\\"","\\"small\\""],"annotation":null},{"tests":["> 100"],"outputs":["\\"review\\"","\\"large\\""],"annotation":null}]}}],"functions":[],"services":[]},"meantForNoMatch":{},"texts":{"small":{"en":"small","nl":"small (nl)","de":"small (de)"},"large":{"en":"large","nl":"large (nl)","de":"large (de)"},"other":{"en":"other","nl":"other (nl)","de":"other (de)"}},"needs":{"credit_check":[],"application":[]},"hold":false,"extraFields":[]},"cases":[{"name":"a small order passes","facts":{"purpose":"credit_check","currency":"EUR","amount":"50.00","limit":"10000.00","headroom":"10000.00","utilisation":"0","overdueDays":0,"overdueAmount":"0.00","oldestOpenItemDays":0,"companyKnown":true,"companyActive":true,"companyAgeMonths":240,"legalForm":"Besloten vennootschap","activity":"6201","country":"NL","paymentBehaviour":"prompt","earlierApproved":5,"earlierRejected":0,"extra":{}},"expect":{"verdict":"approved"}}]}',
    status: 201,
    answer: {
      rulesetId: 1,
      version: 1,
      status: 'draft',
      hash: '552a81e033eadb2ab5c60467bfd8e320a6d9eba4381efe477ece338c5e16fdce',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:04Z',
      publishedBy: null,
      publishedAt: null,
      revision: 1,
    },
  },
  {
    operation: 'draftRuleset',
    params: {
      rulesetId: '1',
    },
    body: '{"content":{"formatVersion":1,"model":{"format":"aval-dmn/1","name":"Test","namespace":"urn:test","imports":[],"types":[],"inputs":[{"id":"in-amount","name":"amount","typeRef":"number"}],"decisions":[{"id":"d-verdict","name":"Verdict","typeRef":null,"requires":[{"kind":"input","ref":"in-amount"}],"expression":{"type":"table","hitPolicy":"U","typeRef":null,"inputs":[{"label":null,"text":"amount","typeRef":"number","values":null}],"outputs":[{"name":"verdict","typeRef":"string","values":null,"fallback":"\\"review\\""},{"name":"reason","typeRef":"string","values":null,"fallback":"\\"other\\""}],"rules":[{"tests":["<= 100"],"outputs":["\\"approved\\"","\\"small\\""],"annotation":null},{"tests":["> 100"],"outputs":["\\"review\\"","\\"large\\""],"annotation":null}]}}],"functions":[],"services":[]},"meantForNoMatch":{},"texts":{"small":{"en":"small","nl":"small (nl)","de":"small (de)"},"large":{"en":"large","nl":"large (nl)","de":"large (de)"},"other":{"en":"other","nl":"other (nl)","de":"other (de)"}},"needs":{"credit_check":[],"application":[]},"hold":true,"extraFields":[]},"cases":[{"name":"a small order passes","facts":{"purpose":"credit_check","currency":"EUR","amount":"50.00","limit":"10000.00","headroom":"10000.00","utilisation":"0","overdueDays":0,"overdueAmount":"0.00","oldestOpenItemDays":0,"companyKnown":true,"companyActive":true,"companyAgeMonths":240,"legalForm":"Besloten vennootschap","activity":"6201","country":"NL","paymentBehaviour":"prompt","earlierApproved":5,"earlierRejected":0,"extra":{}},"expect":{"verdict":"approved"}}]}',
    status: 200,
    answer: {
      rulesetId: 1,
      version: 1,
      status: 'draft',
      hash: 'c7cc9819d320c27d409ef15973334e7b4883eec717141e65aa49c22338cc8ce4',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:04Z',
      publishedBy: null,
      publishedAt: null,
      revision: 2,
    },
  },
  {
    operation: 'verifyRuleset',
    params: {
      rulesetId: '1',
      version: '1',
    },
    status: 200,
    answer: {
      fit: true,
      problems: [],
      notes: [],
    },
  },
  {
    operation: 'testRuleset',
    params: {
      rulesetId: '1',
      version: '1',
    },
    body: {
      facts: {
        purpose: 'credit_check',
        currency: 'EUR',
        amount: '50.00',
        limit: '10000.00',
        headroom: '10000.00',
        utilisation: '0',
        overdueDays: 0,
        overdueAmount: '0.00',
        oldestOpenItemDays: 0,
        companyKnown: true,
        companyActive: true,
        companyAgeMonths: 240,
        legalForm: 'Besloten vennootschap',
        activity: '6201',
        country: 'NL',
        paymentBehaviour: 'prompt',
        earlierApproved: 5,
        earlierRejected: 0,
        extra: {},
      },
    },
    status: 200,
    answer: {
      passed: true,
      cases: [
        {
          name: 'a small order passes',
          passed: true,
          verdict: 'approved',
          differences: [],
        },
      ],
      tried: {
        judgement: {
          verdict: 'approved',
          riskClass: null,
          limitAdvice: null,
          reasons: [
            {
              code: 'small',
              text: {
                en: 'small',
                nl: 'small (nl)',
                de: 'small (de)',
              },
            },
          ],
          remedies: [],
          gaps: [],
        },
        trace: {
          tables: [
            {
              table: 'Verdict',
              inputs: [
                {
                  label: 'amount',
                  value: '50',
                },
              ],
              rules: [
                {
                  rule: 1,
                  outcome: 'matched',
                },
                {
                  rule: 2,
                  outcome: 'failed',
                  column: 'amount',
                  actual: '50',
                  expected: '> 100',
                },
              ],
            },
          ],
        },
      },
    },
  },
  {
    operation: 'publishRuleset',
    params: {
      rulesetId: '1',
      version: '1',
    },
    body: {
      hash: 'c7cc9819d320c27d409ef15973334e7b4883eec717141e65aa49c22338cc8ce4',
    },
    status: 200,
    answer: {
      rulesetId: 1,
      version: 1,
      status: 'published',
      hash: 'c7cc9819d320c27d409ef15973334e7b4883eec717141e65aa49c22338cc8ce4',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:04Z',
      publishedBy: 'user:user_anna',
      publishedAt: '2030-03-01T12:01:08Z',
      revision: 3,
    },
  },
  {
    operation: 'activateRuleset',
    params: {
      rulesetId: '1',
      version: '1',
    },
    status: 200,
    answer: {
      number: 1,
      version: 1,
      activeFrom: '2030-03-01T12:01:09Z',
      activatedBy: 'user:user_anna',
      activatedAt: '2030-03-01T12:01:09Z',
    },
  },
  {
    operation: 'getRulesetVersion',
    params: {
      rulesetId: '1',
      version: '1',
    },
    status: 200,
    answer: {
      rulesetId: 1,
      version: 1,
      status: 'published',
      hash: 'c7cc9819d320c27d409ef15973334e7b4883eec717141e65aa49c22338cc8ce4',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:04Z',
      publishedBy: 'user:user_anna',
      publishedAt: '2030-03-01T12:01:08Z',
      revision: 4,
      content: {
        formatVersion: 1,
        model: {
          format: 'aval-dmn/1',
          name: 'Test',
          namespace: 'urn:test',
          imports: [],
          types: [],
          inputs: [
            {
              id: 'in-amount',
              name: 'amount',
              typeRef: 'number',
            },
          ],
          decisions: [
            {
              id: 'd-verdict',
              name: 'Verdict',
              typeRef: null,
              requires: [
                {
                  kind: 'input',
                  ref: 'in-amount',
                },
              ],
              expression: {
                type: 'table',
                hitPolicy: 'U',
                inputs: [
                  {
                    label: null,
                    text: 'amount',
                    typeRef: 'number',
                    values: null,
                  },
                ],
                outputs: [
                  {
                    name: 'verdict',
                    typeRef: 'string',
                    values: null,
                    fallback: '"review"',
                  },
                  {
                    name: 'reason',
                    typeRef: 'string',
                    values: null,
                    fallback: '"other"',
                  },
                ],
                rules: [
                  {
                    tests: ['<= 100'],
                    outputs: ['"approved"', '"small"'],
                    annotation: null,
                  },
                  {
                    tests: ['> 100'],
                    outputs: ['"review"', '"large"'],
                    annotation: null,
                  },
                ],
                typeRef: null,
              },
            },
          ],
          functions: [],
          services: [],
        },
        meantForNoMatch: {},
        texts: {
          large: {
            en: 'large',
            nl: 'large (nl)',
            de: 'large (de)',
          },
          other: {
            en: 'other',
            nl: 'other (nl)',
            de: 'other (de)',
          },
          small: {
            en: 'small',
            nl: 'small (nl)',
            de: 'small (de)',
          },
        },
        needs: {
          credit_check: [],
          application: [],
        },
        hold: true,
        extraFields: [],
      },
      cases: [
        {
          name: 'a small order passes',
          facts: {
            purpose: 'credit_check',
            currency: 'EUR',
            amount: '50.00',
            limit: '10000.00',
            headroom: '10000.00',
            utilisation: '0',
            overdueDays: 0,
            overdueAmount: '0.00',
            oldestOpenItemDays: 0,
            companyKnown: true,
            companyActive: true,
            companyAgeMonths: 240,
            legalForm: 'Besloten vennootschap',
            activity: '6201',
            country: 'NL',
            paymentBehaviour: 'prompt',
            earlierApproved: 5,
            earlierRejected: 0,
            extra: {},
          },
          expect: {
            verdict: 'approved',
          },
        },
      ],
    },
  },
  {
    operation: 'rollBackRuleset',
    params: {
      rulesetId: '1',
    },
    body: {
      version: 1,
    },
    status: 200,
    answer: {
      number: 1,
      version: 1,
      activeFrom: '2030-03-01T12:01:09Z',
      activatedBy: 'user:user_anna',
      activatedAt: '2030-03-01T12:01:09Z',
    },
  },
  {
    operation: 'createRuleset',
    body: '{"name":"Balanced","ready":"balanced"}',
    status: 201,
    answer: {
      rulesetId: 2,
      version: 1,
      status: 'draft',
      hash: '9a6855a2e5c57e518e5b57eb849e874f9bca78db8c260624c1c78162e0885ab2',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:12Z',
      publishedBy: null,
      publishedAt: null,
      revision: 1,
    },
  },
  {
    operation: 'publishRuleset',
    params: {
      rulesetId: '2',
      version: '1',
    },
    body: {
      hash: '9a6855a2e5c57e518e5b57eb849e874f9bca78db8c260624c1c78162e0885ab2',
    },
    status: 200,
    answer: {
      rulesetId: 2,
      version: 1,
      status: 'published',
      hash: '9a6855a2e5c57e518e5b57eb849e874f9bca78db8c260624c1c78162e0885ab2',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:12Z',
      publishedBy: 'user:user_anna',
      publishedAt: '2030-03-01T12:01:13Z',
      revision: 2,
    },
  },
  {
    operation: 'retireRuleset',
    params: {
      rulesetId: '2',
      version: '1',
    },
    status: 200,
    answer: {
      rulesetId: 2,
      version: 1,
      status: 'retired',
      hash: '9a6855a2e5c57e518e5b57eb849e874f9bca78db8c260624c1c78162e0885ab2',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:12Z',
      publishedBy: 'user:user_anna',
      publishedAt: '2030-03-01T12:01:13Z',
      revision: 3,
    },
  },
  {
    operation: 'getRuleset',
    params: {
      rulesetId: '1',
    },
    status: 200,
    answer: {
      rulesetId: 1,
      name: 'Small orders',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:04Z',
      inForce: 1,
      versions: [
        {
          version: 1,
          status: 'published',
          hash: 'c7cc9819d320c27d409ef15973334e7b4883eec717141e65aa49c22338cc8ce4',
          createdBy: 'key:cred_erp',
          createdAt: '2030-03-01T12:01:04Z',
          publishedBy: 'user:user_anna',
          publishedAt: '2030-03-01T12:01:08Z',
          revision: 4,
        },
      ],
      activations: [
        {
          number: 1,
          version: 1,
          activeFrom: '2030-03-01T12:01:09Z',
          activatedBy: 'user:user_anna',
          activatedAt: '2030-03-01T12:01:09Z',
        },
      ],
    },
  },
  {
    operation: 'listRulesets',
    status: 200,
    answer: {
      items: [
        {
          rulesetId: 1,
          name: 'Small orders',
          createdBy: 'key:cred_erp',
          createdAt: '2030-03-01T12:01:04Z',
        },
        {
          rulesetId: 2,
          name: 'Balanced',
          createdBy: 'key:cred_erp',
          createdAt: '2030-03-01T12:01:12Z',
        },
      ],
      next: null,
    },
  },
  {
    operation: 'declareService',
    body: {
      serviceType: 'cloud-backup',
      name: 'Backup',
      catalogue: {
        description: '',
        allowMultipleSubscriptions: false,
        quantityLimit: 0,
        isQuantityLimitLocked: false,
        scope: 'Both',
        derivative: 'SUBSCRIPTION',
        attributes: [],
        products: [
          {
            productId: 'BACKUP-STD',
            platformId: null,
            name: 'Standard',
            chosen: {},
            price: {
              gross: '4.00',
              cost: '2.50',
              currency: 'EUR',
            },
            minQuantity: 3,
            maxQuantity: null,
            requires: null,
            onePerCustomer: true,
            upgradeTo: [],
            cancelWindowDays: 14,
          },
        ],
        addons: [],
      },
      settings: {
        isLinkedToCredit: true,
      },
    },
    status: 201,
    answer: {
      serviceId: 'svc_01q86k2gp8e009zqr901pqy9fy',
      serviceType: 'cloud-backup',
      name: 'Backup',
      driver: 'record',
      driverSettings: {},
      settings: {
        isLinkedToCredit: true,
        credit: 'auto',
        preCheckHold: 'soft',
        addonResult: 'subscription',
        unpriced: 'refuse',
        language: null,
      },
      catalogue: {
        description: '',
        allowMultipleSubscriptions: false,
        quantityLimit: 0,
        isQuantityLimitLocked: false,
        scope: 'Both',
        derivative: 'SUBSCRIPTION',
        attributes: [],
        products: [
          {
            productId: 'BACKUP-STD',
            platformId: null,
            name: 'Standard',
            chosen: {},
            price: {
              gross: '4.00',
              cost: '2.50',
              currency: 'EUR',
            },
            minQuantity: 3,
            maxQuantity: null,
            requires: null,
            onePerCustomer: true,
            upgradeTo: [],
            cancelWindowDays: 14,
          },
        ],
        addons: [],
      },
      version: 1,
    },
  },
  {
    operation: 'changeService',
    params: {
      serviceId: 'svc_01q86k2gp8e009zqr901pqy9fy',
    },
    body: {
      name: 'Cloud Backup',
      catalogue: {
        description: '',
        allowMultipleSubscriptions: false,
        quantityLimit: 0,
        isQuantityLimitLocked: false,
        scope: 'Both',
        derivative: 'SUBSCRIPTION',
        attributes: [],
        products: [
          {
            productId: 'BACKUP-STD',
            platformId: null,
            name: 'Standard',
            chosen: {},
            price: {
              gross: '4.00',
              cost: '2.50',
              currency: 'EUR',
            },
            minQuantity: 3,
            maxQuantity: null,
            requires: null,
            onePerCustomer: true,
            upgradeTo: [],
            cancelWindowDays: 14,
          },
        ],
        addons: [],
      },
      settings: {
        credit: 'always',
      },
    },
    status: 200,
    answer: {
      serviceId: 'svc_01q86k2gp8e009zqr901pqy9fy',
      serviceType: 'cloud-backup',
      name: 'Cloud Backup',
      driver: 'record',
      driverSettings: {},
      settings: {
        addonResult: 'subscription',
        credit: 'always',
        isLinkedToCredit: true,
        language: null,
        preCheckHold: 'soft',
        unpriced: 'refuse',
      },
      catalogue: {
        description: '',
        allowMultipleSubscriptions: false,
        quantityLimit: 0,
        isQuantityLimitLocked: false,
        scope: 'Both',
        derivative: 'SUBSCRIPTION',
        attributes: [],
        products: [
          {
            productId: 'BACKUP-STD',
            platformId: null,
            name: 'Standard',
            chosen: {},
            price: {
              gross: '4.00',
              cost: '2.50',
              currency: 'EUR',
            },
            minQuantity: 3,
            maxQuantity: null,
            requires: null,
            onePerCustomer: true,
            upgradeTo: [],
            cancelWindowDays: 14,
          },
        ],
        addons: [],
      },
      version: 2,
    },
  },
  {
    operation: 'getService',
    params: {
      serviceId: 'svc_01q86k2gp8e009zqr901pqy9fy',
    },
    status: 200,
    answer: {
      serviceId: 'svc_01q86k2gp8e009zqr901pqy9fy',
      serviceType: 'cloud-backup',
      name: 'Cloud Backup',
      driver: 'record',
      driverSettings: {},
      settings: {
        addonResult: 'subscription',
        credit: 'always',
        isLinkedToCredit: true,
        language: null,
        preCheckHold: 'soft',
        unpriced: 'refuse',
      },
      catalogue: {
        description: '',
        allowMultipleSubscriptions: false,
        quantityLimit: 0,
        isQuantityLimitLocked: false,
        scope: 'Both',
        derivative: 'SUBSCRIPTION',
        attributes: [],
        products: [
          {
            productId: 'BACKUP-STD',
            platformId: null,
            name: 'Standard',
            chosen: {},
            price: {
              gross: '4.00',
              cost: '2.50',
              currency: 'EUR',
            },
            minQuantity: 3,
            maxQuantity: null,
            requires: null,
            onePerCustomer: true,
            upgradeTo: [],
            cancelWindowDays: 14,
          },
        ],
        addons: [],
      },
      version: 2,
    },
  },
  {
    operation: 'listServices',
    status: 200,
    answer: {
      items: [
        {
          serviceId: 'svc_01q86k2gp8e009zqr901pqy9fy',
          serviceType: 'cloud-backup',
          name: 'Cloud Backup',
          driver: 'record',
          isLinkedToCredit: true,
          version: 2,
        },
      ],
    },
  },
  {
    operation: 'listSubscriptions',
    query: {
      accountId: '4711',
    },
    status: 200,
    answer: {
      items: [
        {
          externalId: 'q7Jx0cV2mZbT9dLw4RkYpE1s',
          serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
          serviceType: 'cloud-backup',
          installation: 'default',
          platformId: null,
          accountId: '4711',
          productId: 'BACKUP-STD',
          quantity: 5,
          attributes: {
            storageGb: {
              code: null,
              value: '50',
            },
          },
          orderedAt: '2030-03-01T12:01:21Z',
          changedAt: '2030-03-01T12:01:21Z',
          version: 1,
          state: 'active',
          isTrial: false,
          addons: [],
        },
      ],
      next: null,
    },
  },
  {
    operation: 'getSubscription',
    params: {
      externalId: 'q7Jx0cV2mZbT9dLw4RkYpE1s',
    },
    status: 200,
    answer: {
      externalId: 'q7Jx0cV2mZbT9dLw4RkYpE1s',
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      serviceType: 'cloud-backup',
      installation: 'default',
      platformId: null,
      accountId: '4711',
      productId: 'BACKUP-STD',
      quantity: 5,
      attributes: {
        storageGb: {
          code: null,
          value: '50',
        },
      },
      orderedAt: '2030-03-01T12:01:21Z',
      changedAt: '2030-03-01T12:01:21Z',
      version: 1,
      state: 'active',
      isTrial: false,
      addons: [],
      steps: [],
    },
  },
  {
    operation: 'listSubscriptionEvents',
    params: {
      externalId: 'q7Jx0cV2mZbT9dLw4RkYpE1s',
    },
    status: 200,
    answer: {
      items: [
        {
          eventId: 'fev_01jmzq8v7k3e5r9t1w2x4y6z8a',
          operation: 'subscription.create',
          kind: 'carried_out',
          after: {
            addons: [],
            attributes: {
              storageGb: {
                code: null,
                value: '50',
              },
            },
            isTrial: false,
            productId: 'BACKUP-STD',
            quantity: 5,
            state: 'active',
          },
          actor: 'key:cred_platform',
          trackId: 'order-77',
          at: '2030-03-01T12:01:21Z',
        },
      ],
      next: null,
    },
  },
  {
    operation: 'listAssets',
    query: {
      accountId: '4711',
    },
    status: 200,
    answer: {
      items: [
        {
          externalId: 'q7Jx0cV2mZbT9dLw4RkYpE1s',
          serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
          serviceType: 'cloud-backup',
          installation: 'default',
          platformId: null,
          accountId: '4711',
          productId: 'BACKUP-STD',
          quantity: 5,
          attributes: {
            storageGb: {
              code: null,
              value: '50',
            },
          },
          orderedAt: '2030-03-01T12:01:21Z',
          changedAt: '2030-03-01T12:01:21Z',
          version: 1,
          state: 'active',
        },
      ],
      next: null,
    },
  },
  {
    operation: 'getAsset',
    params: {
      externalId: 'q7Jx0cV2mZbT9dLw4RkYpE1s',
    },
    status: 200,
    answer: {
      externalId: 'q7Jx0cV2mZbT9dLw4RkYpE1s',
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      serviceType: 'cloud-backup',
      installation: 'default',
      platformId: null,
      accountId: '4711',
      productId: 'BACKUP-STD',
      quantity: 5,
      attributes: {
        storageGb: {
          code: null,
          value: '50',
        },
      },
      orderedAt: '2030-03-01T12:01:21Z',
      changedAt: '2030-03-01T12:01:21Z',
      version: 1,
      state: 'active',
      steps: [],
    },
  },
  {
    operation: 'listAssetEvents',
    params: {
      externalId: 'q7Jx0cV2mZbT9dLw4RkYpE1s',
    },
    status: 200,
    answer: {
      items: [
        {
          eventId: 'fev_01jmzq8v7k3e5r9t1w2x4y6z8a',
          operation: 'subscription.create',
          kind: 'carried_out',
          after: {
            addons: [],
            attributes: {
              storageGb: {
                code: null,
                value: '50',
              },
            },
            isTrial: false,
            productId: 'BACKUP-STD',
            quantity: 5,
            state: 'active',
          },
          actor: 'key:cred_platform',
          trackId: 'order-77',
          at: '2030-03-01T12:01:21Z',
        },
      ],
      next: null,
    },
  },
  {
    operation: 'draftBusinessRules',
    params: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
    },
    body: '{"ready":true}',
    status: 200,
    answer: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
      version: 1,
      status: 'draft',
      hash: 'ba98ff105d2867543aa1a0c60179e5be4ab0d46d9db52ce1caf3268ed1b442d5',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:27.000001Z',
      publishedBy: null,
      publishedAt: null,
      revision: 1,
    },
  },
  {
    operation: 'verifyBusinessRules',
    params: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
      version: '1',
    },
    status: 200,
    answer: {
      fit: true,
      problems: [],
      notes: [],
    },
  },
  {
    operation: 'testBusinessRules',
    params: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
      version: '1',
    },
    body: {
      facts: {
        daysSincePurchase: 15,
        cancelWindowDays: 14,
      },
      language: 'nl',
    },
    status: 200,
    answer: {
      passed: true,
      cases: [
        {
          name: 'cancellation window: kept',
          passed: true,
          expected: 'no broken rule',
          actual: 'no broken rule',
        },
        {
          name: 'cancellation window: broken',
          passed: true,
          expected: '-80240 cancellation_window',
          actual: '-80240 cancellation_window',
        },
        {
          name: 'without any bound',
          passed: true,
          expected: 'no broken rule',
          actual: 'no broken rule',
        },
      ],
      tried: {
        broken: [
          {
            code: -80240,
            audience: 'end_user',
            text: 'De opzegtermijn van dit abonnement is voorbij.',
          },
        ],
        answer: {
          code: -80240,
          audience: 'end_user',
          message: 'De opzegtermijn van dit abonnement is voorbij.',
        },
        trace: {
          tables: [
            {
              table: 'Broken rules',
              inputs: [
                {
                  label: 'after the window',
                  value: 'true',
                },
              ],
              rules: [
                {
                  rule: 1,
                  outcome: 'matched',
                },
              ],
            },
          ],
        },
      },
    },
  },
  {
    operation: 'publishBusinessRules',
    params: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
      version: '1',
    },
    body: {
      hash: 'ba98ff105d2867543aa1a0c60179e5be4ab0d46d9db52ce1caf3268ed1b442d5',
    },
    status: 200,
    answer: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
      version: 1,
      status: 'published',
      hash: 'ba98ff105d2867543aa1a0c60179e5be4ab0d46d9db52ce1caf3268ed1b442d5',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:27.000001Z',
      publishedBy: 'user:user_anna',
      publishedAt: '2030-03-01T12:01:30Z',
      revision: 2,
    },
  },
  {
    operation: 'activateBusinessRules',
    params: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
      version: '1',
    },
    status: 200,
    answer: {
      number: 1,
      version: 1,
      activatedBy: 'user:user_anna',
      activatedAt: '2030-03-01T12:01:31Z',
    },
  },
  {
    operation: 'getBusinessRuleVersion',
    params: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
      version: '1',
    },
    status: 200,
    answer: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
      version: 1,
      status: 'published',
      hash: 'ba98ff105d2867543aa1a0c60179e5be4ab0d46d9db52ce1caf3268ed1b442d5',
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:27.000001Z',
      publishedBy: 'user:user_anna',
      publishedAt: '2030-03-01T12:01:30Z',
      revision: 2,
      content: {
        formatVersion: 1,
        model: {
          format: 'aval-dmn/1',
          name: 'subscription.cancel',
          namespace: 'urn:aval:business-rules:subscription.cancel',
          imports: [],
          types: [],
          inputs: [
            {
              id: 'input-daysSincePurchase',
              name: 'daysSincePurchase',
              typeRef: 'number',
            },
            {
              id: 'input-cancelWindowDays',
              name: 'cancelWindowDays',
              typeRef: 'number',
            },
          ],
          decisions: [
            {
              id: 'broken-rules',
              name: 'Broken rules',
              typeRef: null,
              requires: [
                {
                  kind: 'input',
                  ref: 'input-daysSincePurchase',
                },
                {
                  kind: 'input',
                  ref: 'input-cancelWindowDays',
                },
              ],
              expression: {
                type: 'table',
                hitPolicy: 'C',
                inputs: [
                  {
                    label: 'after the window',
                    text: '(daysSincePurchase > cancelWindowDays) = true',
                    typeRef: 'boolean',
                    values: null,
                  },
                ],
                outputs: [
                  {
                    name: 'code',
                    typeRef: 'number',
                    values: null,
                    fallback: null,
                  },
                  {
                    name: 'message',
                    typeRef: 'string',
                    values: null,
                    fallback: null,
                  },
                ],
                rules: [
                  {
                    tests: ['true'],
                    outputs: ['-80240', '"cancellation_window"'],
                    annotation: null,
                  },
                ],
                typeRef: null,
              },
            },
          ],
          functions: [],
          services: [],
        },
        extraInputs: [],
        messages: {
          cancellation_window: {
            audience: 'end_user',
            texts: {
              de: 'Die Kündigungsfrist dieses Abonnements ist abgelaufen.',
              el: 'Η περίοδος ακύρωσης αυτής της συνδρομής έχει λήξει.',
              en: 'The cancellation period of this subscription is over.',
              nl: 'De opzegtermijn van dit abonnement is voorbij.',
              pl: 'Okres, w którym można anulować tę subskrypcję, minął.',
            },
          },
        },
      },
      cases: [
        {
          name: 'cancellation window: kept',
          facts: {
            daysSincePurchase: 14,
            cancelWindowDays: 14,
          },
          expect: [],
        },
        {
          name: 'cancellation window: broken',
          facts: {
            daysSincePurchase: 15,
            cancelWindowDays: 14,
          },
          expect: [
            {
              code: -80240,
              message: 'cancellation_window',
            },
          ],
        },
        {
          name: 'without any bound',
          facts: {
            daysSincePurchase: null,
            cancelWindowDays: null,
          },
          expect: [],
        },
      ],
    },
  },
  {
    operation: 'rollBackBusinessRules',
    params: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
    },
    body: {
      version: 1,
    },
    status: 200,
    answer: {
      number: 1,
      version: 1,
      activatedBy: 'user:user_anna',
      activatedAt: '2030-03-01T12:01:31Z',
    },
  },
  {
    operation: 'getBusinessRules',
    params: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
    },
    status: 200,
    answer: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'subscription.cancel',
      inForce: 1,
      createdBy: 'key:cred_erp',
      createdAt: '2030-03-01T12:01:27.000001Z',
      versions: [
        {
          version: 1,
          status: 'published',
          hash: 'ba98ff105d2867543aa1a0c60179e5be4ab0d46d9db52ce1caf3268ed1b442d5',
          createdBy: 'key:cred_erp',
          createdAt: '2030-03-01T12:01:27.000001Z',
          publishedBy: 'user:user_anna',
          publishedAt: '2030-03-01T12:01:30Z',
          revision: 2,
        },
      ],
      activations: [
        {
          number: 1,
          version: 1,
          activatedBy: 'user:user_anna',
          activatedAt: '2030-03-01T12:01:31Z',
        },
      ],
    },
  },
  {
    operation: 'listBusinessRules',
    query: {
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
    },
    status: 200,
    answer: {
      items: [
        {
          serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
          operation: 'subscription.cancel',
          inForce: 1,
          createdBy: 'key:cred_erp',
          createdAt: '2030-03-01T12:01:27.000001Z',
        },
      ],
      next: null,
    },
  },
  {
    operation: 'listProviderSteps',
    query: {
      status: 'parked',
    },
    status: 200,
    answer: {
      items: [
        {
          stepId: 'step_01jmzq8v7k3e5r9t1w2x4y6z8b',
          serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
          operation: 'create',
          object: 'subscription',
          externalId: 'sub-1',
          objectVersion: 1,
          status: 'parked',
          attempts: 1,
          isUnclear: true,
          nextAttemptAt: null,
          lastError: 'HTTP 422: no such plan',
          compensates: null,
          createdAt: '2030-03-01T12:01:36Z',
          endedAt: null,
          decidedBy: null,
          reason: null,
          version: 3,
        },
      ],
      next: null,
    },
  },
  {
    operation: 'getProviderStep',
    params: {
      stepId: 'step_01jmzq8v7k3e5r9t1w2x4y6z8b',
    },
    status: 200,
    answer: {
      stepId: 'step_01jmzq8v7k3e5r9t1w2x4y6z8b',
      serviceId: 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a',
      operation: 'create',
      object: 'subscription',
      externalId: 'sub-1',
      objectVersion: 1,
      status: 'parked',
      attempts: 1,
      isUnclear: true,
      nextAttemptAt: null,
      lastError: 'HTTP 422: no such plan',
      compensates: null,
      createdAt: '2030-03-01T12:01:36Z',
      endedAt: null,
      decidedBy: null,
      reason: null,
      version: 3,
      desired: {
        productId: 'STD',
        quantity: 10,
      },
      settings: {
        Region: 'eu',
      },
    },
  },
  {
    operation: 'retryProviderStep',
    params: {
      stepId: 'step_01jmzq8v7k3e5r9t1w2x4y6z8b',
    },
    body: {
      version: 3,
    },
    status: 200,
    answer: {
      stepId: 'step_01jmzq8v7k3e5r9t1w2x4y6z8b',
      status: 'waiting',
      version: 4,
      compensatedBy: null,
      alsoGivenUp: [],
    },
  },
  {
    operation: 'giveUpProviderStep',
    params: {
      stepId: 'step_01jmzq8v7k3e5r9t1w2x4y6z8b',
    },
    body: {
      version: 4,
      reason: 'The provider has closed down.',
    },
    status: 200,
    answer: {
      stepId: 'step_01jmzq8v7k3e5r9t1w2x4y6z8b',
      status: 'given_up',
      version: 5,
      compensatedBy: 'step_01q86k365re0080w5sk65dffrx',
      alsoGivenUp: [],
    },
  },
  {
    operation: 'putPaymentBehaviour',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    body: {
      overdueAmount: {
        amount: '640.00',
        currency: 'EUR',
      },
      overdueDays: 12,
      oldestOpenItemDays: 41,
      paymentBehaviour: 'slow',
      asOf: '2030-02-28',
    },
    status: 201,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      overdueAmount: {
        amount: '640.00',
        currency: 'EUR',
      },
      overdueDays: 12,
      oldestOpenItemDays: 41,
      paymentBehaviour: 'slow',
      asOf: '2030-02-28',
      source: 'api',
      recordedBy: 'key:cred_erp',
      recordedAt: '2030-03-01T12:01:40Z',
      version: 1,
    },
  },
  {
    operation: 'getPaymentBehaviour',
    params: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
    },
    status: 200,
    answer: {
      organizationId: 'org_01q86k07ege00bgc9w810s6cex',
      overdueAmount: {
        amount: '640.00',
        currency: 'EUR',
      },
      overdueDays: 12,
      oldestOpenItemDays: 41,
      paymentBehaviour: 'slow',
      asOf: '2030-02-28',
      source: 'api',
      recordedBy: 'key:cred_erp',
      recordedAt: '2030-03-01T12:01:40Z',
      version: 1,
    },
  },
  {
    operation: 'importPaymentBehaviour',
    body: 'erp_number,as_of,overdue_amount,overdue_days,payment_behaviour\nD-1001,2030-03-01,0.00,0,prompt\nD-9999,2030-03-01,10.00,3,slow\n',
    status: 200,
    answer: {
      created: 0,
      updated: 1,
      unchanged: 0,
      refused: 1,
      rows: [
        {
          row: 1,
          outcome: 'updated',
          organizationId: 'org_01q86k07ege00bgc9w810s6cex',
          reason: null,
        },
        {
          row: 2,
          outcome: 'refused',
          organizationId: null,
          reason: {
            code: 'parties.organization_unknown',
            text: 'There is no such organization.',
          },
        },
      ],
    },
  },
];
