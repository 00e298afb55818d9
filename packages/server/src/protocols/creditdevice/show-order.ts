import type { DmmOrder } from '@aval/wire';
import type { Application } from '../../decisions/index.ts';
import { formatInstant, type Instant } from '../../kernel/clock.ts';

/** An application as this wire shows it: what is not known of the company is empty. */
export function toWireOrder(application: Application): DmmOrder {
  const { company } = application;
  return {
    id: application.applicationId,
    name: company?.name ?? '',
    reference: application.reference ?? '',
    regNumber: application.regNumber,
    address: company?.address ?? '',
    zipcode: company?.zipcode ?? '',
    city: company?.city ?? '',
    country: company?.country ?? 'NL',
    amount: application.amount,
    status: application.status,
    createdAt: inSeconds(application.createdAt),
  };
}

function inSeconds(at: Instant): string {
  return `${formatInstant(at).slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}Z`;
}
