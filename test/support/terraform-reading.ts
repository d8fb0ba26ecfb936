import { acrFirewall } from '../../shared';
import type { JsonObject } from '../../shared/json/json';
import { readConfiguration } from '../../shared/terraform/configuration';
import type { NamingStyle } from '../../shared/terraform/resource-types';
import type { Body } from './terraform';
import { findingsOf } from './findings';

/** The firewall outcomes in a document, and the addresses of what was not evaluated. */
export function read(document: Body, words: NamingStyle = 'terraform') {
  const notEvaluated: { address: string; reason: string }[] = [];
  const outcomes = readConfiguration(
    document as JsonObject,
    words,
    ({ address, reason }) => notEvaluated.push({ address, reason }),
  ).flatMap(({ type, name, address, read: find }) =>
    findingsOf([acrFirewall], { type, name, address }, find).map(
      ({ outcome }) => `${address}: ${outcome}`,
    ),
  );
  return {
    outcomes,
    notEvaluated: notEvaluated.map(({ address }) => address),
    reasons: notEvaluated.map(({ reason }) => reason),
  };
}
