import { registerAdmin } from '../api/admin/index.ts';
import { registerApi } from '../api/index.ts';
import { type ApplicationService, reportOf, type StandInService } from '../assessment/index.ts';
import { type HttpServer, type Log, registerOperations } from '../http/index.ts';
import { registerDecisionMaker } from '../protocols/creditdevice/index.ts';
import {
  registerCreditCheck,
  registerPlatformApi,
  registerServiceManager,
} from '../protocols/interworks/index.ts';
import { registerTradeCredit } from '../protocols/one/index.ts';
import { composeApi } from './api.ts';
import { checkConnection } from './connections.ts';
import type { Desk } from './desk.ts';
import type { Fulfilment } from './fulfilment.ts';

/** What answers on each wire, beside the desk. */
export type WireOptions = {
  readonly log: Log;
  readonly version: string;
  readonly commit: string | null;
  readonly metricsToken: string | null;
  readonly applications: ApplicationService;
  readonly check: StandInService['answer'];
  readonly fulfilment: Fulfilment;
};

/** Registers every wire and the API on a server. */
export function registerWires(server: HttpServer, desk: Desk, options: WireOptions): void {
  const { storage, readers, parties, access, ports } = desk;
  const { log, version, commit, metricsToken, applications, check, fulfilment } = options;
  const services = composeApi(desk);

  registerOperations(server.app, {
    metrics: server.metrics,
    metricsToken,
    check: storage.check,
    version,
    commit,
  });
  registerApi(server, services);
  registerAdmin(server, { ...services, access, parties, checkConnection });
  registerCreditCheck(server.app, {
    log,
    clock: ports.clock,
    credentials: access,
    tenant: parties.tenant,
    check,
  });
  registerPlatformApi(server.app, {
    log,
    clock: ports.clock,
    tenant: parties.tenant,
    platform: access.platform,
    platformLogin: access.platformLogin,
    reader: readers.platform,
  });
  registerServiceManager(server.app, {
    log,
    clock: ports.clock,
    credentials: access,
    tenant: parties.tenant,
    fulfilment: fulfilment.service,
    reader: fulfilment.reader,
    parties,
  });
  registerTradeCredit(server.app, {
    log,
    clock: ports.clock,
    ids: ports.ids,
    one: access.one,
    tenant: parties.tenant,
    parties,
    credit: storage.credit,
    ledger: { commit: storage.commit },
    proposals: services.proposals,
  });
  registerDecisionMaker(server.app, {
    log,
    clock: ports.clock,
    hash: ports.hash,
    decisionMaker: access.decisionMaker,
    tenant: parties.tenant,
    applications,
    reader: readers.applications,
    report: (application) => reportOf(readers, application),
  });
}
