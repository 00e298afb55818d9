import type {
  CaptureHold,
  CreditCommand,
  PlaceHold,
  PostErpFigures,
  SetLine,
} from '../../src/credit/index.ts';
import {
  heldOf,
  holdsOf,
  levelsOf,
  type Model,
  type ModelHold,
  type ModelLine,
  type Moment,
  note,
  openOf,
  reasonAgainst,
  step,
  usedOf,
} from './model.ts';

/** What the model expects of a command: the main reason of a refusal, or null after doing it. */
export function predict(model: Model, command: CreditCommand, now: bigint): string | null {
  switch (command.type) {
    case 'setLine':
      return setLine(model, command);
    case 'postErpFigures':
      return post(model, command, now);
    case 'placeHold':
      return place(model, command, now);
    case 'captureHold':
      return withHold(model, command.holdId, (hold) => capture(model, hold, command, now));
    case 'closeLine': {
      const line = model.lines.get(command.organizationId);
      if (line === undefined) return 'credit.no_line';
      if (line.isOpen) {
        step(model, line, () =>
          Object.assign(line, { isOpen: false, limit: 0n, unlimited: false }),
        );
      }
      return null;
    }
    case 'stopLine':
    case 'resumeLine': {
      const line = model.lines.get(command.organizationId);
      if (line === undefined) return 'credit.no_line';
      const stopped = command.type === 'stopLine';
      if (line.stopped !== stopped) step(model, line, () => Object.assign(line, { stopped }));
      return null;
    }
    case 'resizeHold':
      return withHold(model, command.holdId, (hold) =>
        resize(model, hold, command.amount.amountMinor),
      );
    case 'releaseHold':
      return withHold(model, command.holdId, (hold) => {
        if (hold.state === 'released') return null;
        if (hold.state !== 'open') return 'credit.hold_not_open';
        return end(model, hold, hold.drawn > 0n ? 'captured' : 'released');
      });
    case 'expireHold':
      return withHold(model, command.holdId, (hold) => {
        if (hold.state === 'expired') return null;
        if (hold.state !== 'open') return 'credit.hold_not_open';
        return hold.due > now ? 'credit.hold_not_due' : end(model, hold, 'expired');
      });
    case 'extendHold':
      return withHold(model, command.holdId, (hold) => {
        if (hold.state !== 'open') return 'credit.hold_not_open';
        const due = dueOf(command.due, now);
        if (due < hold.due) return 'credit.due_not_later';
        if (due > hold.due) step(model, hold.line, () => Object.assign(hold, { due }));
        return null;
      });
    case 'reviveHold':
      return withHold(model, command.holdId, (hold) => {
        if (hold.state !== 'expired') return 'credit.hold_not_expired';
        if (liveOf(model, hold.source) !== null) return 'credit.hold_exists';
        const left = hold.amount - hold.drawn - hold.revived;
        if (left <= 0n) return 'credit.nothing_left';
        const reason = reasonAgainst(model, hold.line, left);
        if (reason !== null) return reason;
        step(model, hold.line, () => {
          hold.revived += left;
          add(model, command.revivedHoldId, hold, left, dueOf(command.due, now));
        });
        return null;
      });
    case 'seeCaptures': {
      const line = model.lines.get(command.organizationId);
      if (line === undefined) return 'credit.no_line';
      const named = command.captureIds.map((id) => model.captures.get(id));
      if (named.some((one) => one === undefined || one.hold.line !== line)) {
        return 'credit.capture_unknown';
      }
      const reported = line.postedAt > line.confirmedAt ? line.postedAt : line.confirmedAt;
      const ready = named.filter(
        (one) =>
          one !== undefined &&
          one.seenTick === null &&
          (command.named || (one.at < reported && one.at + command.policy.erpLagUs <= now)),
      );
      if (ready.length === 0) return null;
      step(model, line, () => {
        for (const one of ready) {
          if (one === undefined) continue;
          one.seenTick = model.entries;
          one.hold.unseen -= one.amount;
          const mark = line.contained.get(one.hold) ?? 0n;
          line.contained.set(one.hold, mark > one.amount ? mark - one.amount : 0n);
        }
      });
      return null;
    }
  }
}

function withHold(
  model: Model,
  holdId: string,
  rule: (hold: ModelHold) => string | null,
): string | null {
  const hold = model.holds.get(holdId);
  return hold === undefined ? 'credit.hold_unknown' : rule(hold);
}

function setLine(model: Model, command: SetLine): string | null {
  const { organizationId, terms } = command;
  const known = model.lines.get(organizationId);
  const parent =
    terms.parentLineId === undefined ? (known?.parent ?? null) : parentOf(model, terms);
  if (parent !== null && parent !== known?.parent) {
    if (known !== undefined && levelsOf(parent).includes(known)) return 'credit.group_cycle';
  }
  const line = known ?? newLine(model, organizationId);
  const limit = terms.limitMinor === undefined ? line.limit : terms.limitMinor;
  const unlimited = terms.unlimited ?? line.unlimited;
  const isSame =
    known?.isOpen === true &&
    limit === line.limit &&
    unlimited === line.unlimited &&
    parent === line.parent;
  if (isSame) return null;
  const others = [...new Set([...levelsOf(line), ...(parent === null ? [] : levelsOf(parent))])]
    .filter((level) => level !== line)
    .map((level) => [level, usedOf(model, level)] as const);
  Object.assign(line, { limit, unlimited, parent, isOpen: true });
  note(model, line);
  for (const [level, used] of others) if (usedOf(model, level) !== used) note(model, level);
  return null;
}

/** The simulation names lines `line_` plus the organization's own name. */
function parentOf(model: Model, terms: SetLine['terms']): ModelLine | null {
  return model.lines.get(String(terms.parentLineId).replace('line_', 'org_')) ?? null;
}

function newLine(model: Model, organization: string): ModelLine {
  const line: ModelLine = {
    organization,
    parent: null,
    limit: 0n,
    unlimited: false,
    isOpen: true,
    stopped: false,
    posted: 0n,
    hasPosted: false,
    postedAt: -1n,
    confirmedAt: -1n,
    plain: 0n,
    contained: new Map(),
    shown: [],
  };
  model.lines.set(organization, line);
  return line;
}

function post(model: Model, command: PostErpFigures, now: bigint): string | null {
  const known = model.lines.get(command.organizationId);
  if (known?.isOpen !== true && !command.mayOpen) return 'credit.no_line';
  const line = known ?? newLine(model, command.organizationId);
  const at = command.asOf === null || command.asOf > now ? now : command.asOf;
  if (line.hasPosted && (at < line.postedAt || at < line.confirmedAt)) return null;
  const limit = command.limitMinor ?? line.limit;
  const isSame =
    known?.isOpen === true &&
    line.hasPosted &&
    line.posted === command.usedMinor &&
    line.limit === limit &&
    !(line.unlimited && command.limitMinor !== null);
  if (isSame) {
    line.confirmedAt = at;
    return null;
  }
  const usedChanges = !line.hasPosted || line.posted !== command.usedMinor;
  step(model, line, () => {
    if (usedChanges) {
      const contained = containedIn(model, line, command.usedMinor);
      line.contained = contained ?? new Map();
      if (contained === null) {
        line.plain = command.usedMinor;
        line.shown = [];
      }
    }
    line.posted = command.usedMinor;
    if (command.limitMinor !== null) line.unlimited = false;
    Object.assign(line, { hasPosted: true, limit, isOpen: true, postedAt: at, confirmedAt: at });
  });
  return null;
}

/** Of all moments that showed this figure while something was open, the one that counts most. */
function containedIn(model: Model, line: ModelLine, used: bigint): Map<ModelHold, bigint> | null {
  if (model.policy.sameFigure === 'countTwice' || used <= line.plain) return null;
  let most: { readonly contained: Map<ModelHold, bigint>; readonly beyond: bigint } | null = null;
  for (const moment of line.shown) {
    if (moment.used !== used || moment.open.size === 0) continue;
    const contained = new Map<ModelHold, bigint>();
    let beyond = 0n;
    for (const hold of holdsOf(model, line)) {
      // A hold that is over by now is not marked: what comes of it later counts, on the safe side.
      if (openOf(hold) === 0n) continue;
      const mark = (moment.open.get(hold) ?? 0n) - reportedSince(model, hold, moment);
      if (mark > 0n) contained.set(hold, mark);
      const rest = openOf(hold) - (mark > 0n ? mark : 0n);
      if (rest > 0n) beyond += rest;
    }
    if (most === null || beyond > most.beyond) most = { contained, beyond };
  }
  if (most === null) return null;
  // It cannot contain more than it goes beyond the last plain figure (lines below may be in credit).
  const open = holdsOf(model, line).reduce((sum, hold) => sum + openOf(hold), 0n);
  return open - most.beyond > used - line.plain ? null : most.contained;
}

/** What the ERP has reported of a hold since a moment: open then, and over now. */
function reportedSince(model: Model, hold: ModelHold, moment: Moment): bigint {
  let reported = 0n;
  for (const one of model.captures.values()) {
    const isSince = one.seenTick !== null && one.seenTick >= moment.tick;
    if (one.hold === hold && isSince) reported += one.amount;
  }
  return reported;
}

function place(model: Model, command: PlaceHold, now: bigint): string | null {
  const amount = command.amount.amountMinor;
  const live = liveOf(model, command.source);
  if (live !== null) {
    const isOwn = live.line.organization === command.organizationId;
    if (isOwn && live.amount === amount) return null;
    return isOwn && command.ifLive === 'resize'
      ? resize(model, live, amount)
      : 'credit.hold_exists';
  }
  const line = model.lines.get(command.organizationId);
  if (line === undefined) return 'credit.no_line';
  const reason = reasonAgainst(model, line, amount);
  if (reason !== null) return reason;
  step(model, line, () => {
    add(model, command.holdId, { line, source: command.source }, amount, dueOf(command.due, now));
  });
  return null;
}

function resize(model: Model, hold: ModelHold, amount: bigint): string | null {
  if (hold.state !== 'open') return 'credit.hold_not_open';
  if (amount < hold.drawn) return 'credit.below_captured';
  if (amount === hold.amount) return null;
  const more = amount - hold.amount;
  const reason = more > 0n ? reasonAgainst(model, hold.line, more) : null;
  if (reason !== null) return reason;
  step(model, hold.line, () => {
    hold.amount = amount;
    if (amount === hold.drawn) hold.state = 'captured';
  });
  return null;
}

function capture(model: Model, hold: ModelHold, command: CaptureHold, now: bigint): string | null {
  const { policy } = model;
  const amount = command.amount.amountMinor;
  const isLate = hold.state === 'expired';
  const isBooked = command.shippedGoods || (isLate && policy.lateCapture === 'bookAndFlag');
  if (isLate && !isBooked) {
    if (policy.lateCapture === 'refuse') return 'credit.hold_not_open';
    if (liveOf(model, hold.source) !== null) return 'credit.hold_exists';
  }
  if (hold.state === 'released' && !isBooked) return 'credit.hold_not_open';
  const left = isLate ? hold.amount - hold.drawn - hold.revived : heldOf(hold);
  const drawn = amount < left ? amount : left;
  const excess = amount - drawn;
  if (excess > 0n && !command.shippedGoods && policy.overCapture.mode !== 'bookAndFlag') {
    const share = (hold.amount * policy.overCapture.basisPoints) / 10_000n;
    const tolerated =
      share > policy.overCapture.amountMinor ? share : policy.overCapture.amountMinor;
    if (policy.overCapture.mode === 'refuse') return 'credit.over_capture';
    if (hold.excess + excess > tolerated) return 'credit.over_capture_review';
  }
  const reason = isLate && !isBooked ? reasonAgainst(model, hold.line, amount) : null;
  if (reason !== null) return reason;
  step(model, hold.line, () => {
    let target = hold;
    if (isLate && drawn > 0n) {
      hold.revived += drawn;
      target = add(model, command.revivedHoldId, hold, drawn, now);
    }
    const wasOpen = target.state === 'open';
    target.drawn += drawn;
    target.excess += excess;
    target.unseen += amount;
    const isDone =
      target.drawn === target.amount ||
      command.isFinal ||
      excess > 0n ||
      policy.captureRemainder === 'free';
    if (wasOpen && isDone) target.state = 'captured';
    model.captures.set(command.captureId, {
      id: command.captureId,
      hold: target,
      amount,
      at: now,
      seenTick: null,
    });
  });
  return null;
}

function end(model: Model, hold: ModelHold, state: ModelHold['state']): null {
  step(model, hold.line, () => Object.assign(hold, { state }));
  return null;
}

function add(
  model: Model,
  id: string,
  of: { readonly line: ModelLine; readonly source: string | null },
  amount: bigint,
  due: bigint,
): ModelHold {
  const hold: ModelHold = {
    id,
    line: of.line,
    source: of.source,
    state: 'open',
    amount,
    drawn: 0n,
    excess: 0n,
    unseen: 0n,
    revived: 0n,
    due,
  };
  model.holds.set(id, hold);
  return hold;
}

function liveOf(model: Model, source: string | null): ModelHold | null {
  if (source === null) return null;
  for (const hold of model.holds.values()) {
    if (hold.source === source && hold.state === 'open') return hold;
  }
  return null;
}

function dueOf(due: PlaceHold['due'], now: bigint): bigint {
  return 'at' in due ? due.at : now + due.afterUs;
}
