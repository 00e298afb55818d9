import type { RulesetContent } from '../ruleset.ts';
import { buildModel } from './build-model.ts';
import { limitAdvice, personalForms, riskClass, verdict, when } from './columns.ts';
import { shareOfAdvice, withCounted } from './counted.ts';
import { readyTexts } from './texts.ts';

/** For most desks: sound customers pass by themselves, and people see what lies in between. */
export const balanced: RulesetContent = {
  formatVersion: 1,
  model: buildModel(
    'Balanced',
    withCounted([
      riskClass([
        when({ closed: 'true' }, 'E', 'company_closed'),
        when({ daysOverdue: '> 60' }, 'E', 'overdue_very_long'),
        when({ daysOverdue: '(30..60]' }, 'D', 'overdue_long'),
        when({ daysOverdue: '(7..30]' }, 'C', 'overdue_short'),
        when({ daysOverdue: '(0..7]' }, 'B', 'overdue_days'),
        when({ oldestItem: '> 120' }, 'D', 'item_very_old'),
        when({ oldestItem: '(90..120]' }, 'C', 'item_old'),
        when({ payments: '"bad"' }, 'D', 'payments_bad'),
        when({ payments: '"slow"' }, 'C', 'payments_slow'),
        when({ used: '> 100' }, 'D', 'limit_exceeded'),
        when({ used: '(90..100]' }, 'C', 'limit_nearly_used'),
        when({ age: '< 12' }, 'D', 'company_new'),
        when({ age: '[12..36)' }, 'C', 'company_young'),
        when({ age: '[36..120)' }, 'B', 'company_settled'),
        when({ age: 'null' }, 'B', 'company_age_unknown'),
        when({ form: personalForms }, 'B', 'personal_liability'),
        when({ sector: '"41", "43", "56"' }, 'C', 'sector_risky'),
        when({ home: 'false' }, 'B', 'abroad'),
        when({ earlierNo: '>= 3' }, 'C', 'earlier_refusals'),
        when({}, 'A', 'sound'),
      ]),
      limitAdvice({ A: '50000', B: '25000', C: '10000', D: '2500', E: '0' }),
      shareOfAdvice,
      verdict([
        ['-', '"E"', '-', '-', '-', '"rejected"', '"risk_too_high"'],
        ['-', '"D"', '-', '-', '-', '"review"', '"risk_high"'],
        ['"credit_check"', '-', '> 0', '-', '-', '"review"', '"over_headroom"'],
        ['"application"', '-', '-', '> 200', '-', '"rejected"', '"far_above_advice"'],
        ['"application"', '-', '-', '(100..200]', '-', '"review"', '"above_advice"'],
        ['-', '-', '-', '-', '> 5000', '"rejected"', '"much_overdue"'],
        ['-', '-', '-', '-', '(500..5000]', '"review"', '"overdue"'],
        ['-', '-', '-', '-', '-', '"approved"', '"within_policy"'],
      ]),
    ]),
  ),
  meantForNoMatch: {},
  texts: readyTexts,
  needs: {
    credit_check: [],
    application: ['companyActive', 'companyAgeMonths'],
  },
  hold: false,
  extraFields: [],
};
