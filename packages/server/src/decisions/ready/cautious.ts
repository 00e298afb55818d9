import type { RulesetContent } from '../ruleset.ts';
import { buildModel } from './build-model.ts';
import { limitAdvice, personalForms, riskClass, verdict, when } from './columns.ts';
import { shareOfAdvice, withCounted } from './counted.ts';
import { readyTexts } from './texts.ts';

/** For a desk that would rather ask: little passes by itself, and what is not known is asked about. */
export const cautious: RulesetContent = {
  formatVersion: 1,
  model: buildModel(
    'Cautious',
    withCounted([
      riskClass([
        when({ closed: 'true' }, 'E', 'company_closed'),
        when({ daysOverdue: '> 30' }, 'E', 'overdue_long'),
        when({ daysOverdue: '(14..30]' }, 'D', 'overdue_short'),
        when({ daysOverdue: '(0..14]' }, 'C', 'overdue_days'),
        when({ oldestItem: '> 90' }, 'D', 'item_very_old'),
        when({ oldestItem: '(60..90]' }, 'C', 'item_old'),
        when({ payments: '"bad"' }, 'E', 'payments_bad'),
        when({ payments: '"slow"' }, 'D', 'payments_slow'),
        when({ payments: '"not known"' }, 'B', 'payments_unknown'),
        when({ used: '> 100' }, 'E', 'limit_exceeded'),
        when({ used: '(80..100]' }, 'C', 'limit_nearly_used'),
        when({ age: '< 24' }, 'D', 'company_new'),
        when({ age: '[24..60)' }, 'C', 'company_young'),
        when({ age: '[60..120)' }, 'B', 'company_settled'),
        when({ age: 'null' }, 'B', 'company_age_unknown'),
        when({ form: personalForms }, 'C', 'personal_liability'),
        when({ sector: '"41", "43", "55", "56"' }, 'C', 'sector_risky'),
        when({ home: 'false' }, 'C', 'abroad'),
        when({ earlierYes: '0' }, 'B', 'no_history'),
        when({ earlierNo: '>= 1' }, 'C', 'earlier_refusals'),
        when({}, 'A', 'sound'),
      ]),
      limitAdvice({ A: '25000', B: '10000', C: '2500', D: '0', E: '0' }),
      shareOfAdvice,
      verdict([
        ['-', '"E"', '-', '-', '-', '"rejected"', '"risk_too_high"'],
        ['-', '"D"', '-', '-', '-', '"review"', '"risk_high"'],
        ['"credit_check"', '-', '> 0', '-', '-', '"rejected"', '"over_headroom"'],
        ['"application"', '-', '-', '> 150', '-', '"rejected"', '"far_above_advice"'],
        ['"application"', '-', '-', '(100..150]', '-', '"review"', '"above_advice"'],
        ['-', '-', '-', '-', '> 1000', '"rejected"', '"much_overdue"'],
        ['-', '-', '-', '-', '(0..1000]', '"review"', '"overdue"'],
        ['-', '-', '-', '-', '-', '"approved"', '"within_policy"'],
      ]),
    ]),
  ),
  meantForNoMatch: {},
  texts: readyTexts,
  needs: {
    credit_check: ['overdueAmount'],
    application: ['companyActive', 'companyAgeMonths', 'legalForm', 'country'],
  },
  hold: false,
  extraFields: [],
};
