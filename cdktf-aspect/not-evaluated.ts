import { isJsonObject } from '../shared/json/json';
import type { Json, JsonObject } from '../shared/json/json';
import {
  notEvaluatedMessage,
  unanalyzedFileMessage,
} from '../shared/messages/exemption';
import { unreadModulesMessage } from '../shared/messages/unread-modules';
import type { NotEvaluated } from '../shared/model/not-evaluated';
import { annotationTypes } from './annotations';
import type { Evaluation, NotEvaluatedText, StackDocument } from './evaluate';
import type { PolicyConfiguration } from './options';
import type { Owners } from './constructs/owners';
import type { Construct, Stack } from './constructs/construct-types';

/**
 * Reports what may declare or change registries in a stack and was not evaluated:
 * the modules in one annotation, the rest in one for each reason. A construct
 * outside of the policy's scope is not reported; where the policy covers parts of
 * a stack only, each part has annotations of its own.
 */
export function notEvaluatedIn(
  {
    configuration,
    stack,
    document,
    scopeOf,
  }: Pick<StackDocument, 'configuration' | 'stack' | 'document' | 'scopeOf'>,
  owners: Owners,
  entries: readonly NotEvaluated[],
): Evaluation[] {
  const byScope = new Map<Construct, NotEvaluated[]>();
  for (const entry of entries) {
    const scope = scopeOf(owners.ownerOf(toBlock(entry, document)));
    if (scope === undefined) continue;
    byScope.set(scope, [...(byScope.get(scope) ?? []), entry]);
  }
  return [...byScope].map(([construct, covered]) =>
    notEvaluated(
      configuration,
      construct,
      messagesOf(covered, stack).map((text) => ({ text })),
    ),
  );
}

function messagesOf(
  entries: readonly NotEvaluated[],
  { node }: Stack,
): string[] {
  const modules = entries.flatMap(({ unreadModule }) => unreadModule ?? []);
  const reasons = new Map<string, string[]>();
  for (const { address, reason, unreadModule } of entries) {
    if (unreadModule !== undefined) continue;
    reasons.set(reason, [...(reasons.get(reason) ?? []), address]);
  }
  return [
    ...(modules.length === 0 ? [] : [unreadModulesMessage(modules, node.id)]),
    ...[...reasons].map(([reason, addresses]) =>
      notEvaluatedMessage(addresses, reason, node.id),
    ),
  ];
}

/** The part of an entry's block that identifies the construct that wrote it. */
function toBlock({ address, path = [] }: NotEvaluated, document: JsonObject) {
  const body = path.reduce<Json | undefined>(memberOf, document);
  // Of something in a called module the call is in the document.
  const [first = ''] = /^module\.[^.[]+/.exec(address) ?? [];
  const declared = first === '' ? address : first;
  const [type = '', name = ''] = declared.split('.');
  return { type, name, declared, body: isJsonObject(body) ? body : {} };
}

function memberOf(
  value: Json | undefined,
  step: string | number,
): Json | undefined {
  if (typeof step === 'number') {
    return Array.isArray(value) ? (value as readonly Json[])[step] : undefined;
  }
  return isJsonObject(value) && Object.hasOwn(value, step)
    ? value[step]
    : undefined;
}

/** Reports files that are a part of a stack and are not read. */
export function unreadFiles(
  configuration: PolicyConfiguration,
  stack: Stack,
  files: readonly string[],
): Evaluation {
  const { resolutionHint } = configuration;
  const texts = files.map((file) => ({
    file,
    text: unanalyzedFileMessage(file, stack.node.id, resolutionHint),
  }));
  return notEvaluated(configuration, stack, texts);
}

/** An entry that is not evaluated counts as an unknown outcome. */
function notEvaluated(
  { unknown }: PolicyConfiguration,
  construct: Construct,
  texts: readonly NotEvaluatedText[],
): Evaluation {
  const type = annotationTypes[unknown === 'error' ? 'error' : 'warning'];
  const annotations =
    unknown === 'ignore'
      ? []
      : texts.map(({ text }) => ({
          type,
          message: text,
          declaredAt: undefined,
        }));
  return { construct, annotations, notEvaluated: texts };
}
