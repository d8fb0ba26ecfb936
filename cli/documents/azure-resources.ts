import { armResources, armState } from '../../shared/dialects/arm';
import type { Dialect } from '../../shared/dialects/dialect';
import { readRegistry } from '../../shared/dialects/dialect';
import type { Json, JsonObject, JsonPath } from '../../shared/json/json';
import { markDuplicateKeys } from '../../shared/model/duplicate-keys';
import { UnknownHere, isList, isObject } from '../../shared/model/value';
import type { Value, ValueObject } from '../../shared/model/value';
import type { DeclaredResource, ReadContext } from './document-type';
import { namesOfKind } from '../../shared/model/kind';
import type { Kind } from '../../shared/model/kind';
import { isQueryResult, kindOfRow, nameInId, rowsMember } from './azure-rows';
import { expectObjects } from './expect';

/**
 * Lists the registries that Azure has: the output of `az acr list` and `az acr
 * show`, and the rows of a Resource Graph query or of a list request (`az rest`).
 * Rows of other types are left out.
 *
 * @throws {UserError} if a row is not an object
 */
export function* readAzureResources(
  document: JsonObject,
  { text, notEvaluated }: ReadContext,
): Generator<DeclaredResource> {
  if (!isQueryResult(document)) {
    const kind = kindOfRow(document) ?? 'registry';
    yield declaredBy(kind, document, markDuplicateKeys(document, text), []);
    return;
  }
  const missing = missingRows(document);
  if (missing !== undefined) notEvaluated({ address: '', reason: missing });
  const isArray = text.trimStart().startsWith('[');
  const member = rowsMember(document);
  const rows = document[member];
  const marked = markDuplicateKeys((isArray ? rows : document) as Value, text);
  const values = isArray ? marked : (marked as ValueObject)[member];
  for (const { json: row, path } of expectObjects(rows, [member])) {
    const index = Number(path.at(-1));
    const place = isArray ? [index] : path;
    const kind = kindOfRow(row);
    if (kind !== undefined) {
      const value = isList(values) ? values[index] : undefined;
      yield declaredBy(kind, row, value ?? null, place);
    } else if (
      typeof row['type'] !== 'string' &&
      typeof row['id'] !== 'string'
    ) {
      notEvaluated({
        address: `row ${index + 1}`,
        reason:
          'it has neither "type" nor "id", so it may be a registry. Project both: | project id, name, type, location, sku, properties',
        path: place,
      });
    }
  }
}

function declaredBy(
  kind: Kind,
  row: JsonObject,
  value: Value,
  path: JsonPath,
): DeclaredResource {
  const { id, name } = row;
  const known = typeof name === 'string' ? name : (nameInId(row) ?? kind);
  return {
    resource: {
      type: namesOfKind(kind).type,
      address: typeof id === 'string' ? id : known,
      name: known,
    },
    path,
    read: () => {
      const dialect = kind === 'registry' ? armState : armResources[kind];
      const resource = toResource(value, nameInId(row), dialect);
      return [{ registry: readRegistry(dialect, resource) }];
    },
  };
}

/** A query prints 100 rows by default, and 1,000 at most. */
function missingRows(document: JsonObject): string | undefined {
  if (typeof document['nextLink'] === 'string') {
    return 'the result has more pages. Get the page of "nextLink" too, or run: az acr list --output json';
  }
  const rows = (document[rowsMember(document)] as readonly Json[]).length;
  const total = document['total_records'] ?? document['totalRecords'];
  const isCut =
    (typeof total === 'number' && total > rows) ||
    ['skip_token', 'skipToken', '$skipToken'].some(
      (name) => typeof document[name] === 'string',
    ) ||
    document['resultTruncated'] === 'true';
  if (!isCut) return undefined;
  const all = typeof total === 'number' ? ` of ${total}` : '';
  return `the result holds ${rows}${all} rows only. Query the others too: az graph query --first 1000 --skip-token TOKEN`;
}

/** The names below `properties` that rules read. */
function propertyNamesOf({ fields }: Dialect): string[] {
  const names = Object.values(fields).flatMap(({ path: [first, name] }) =>
    first === 'properties' && name !== undefined ? [name] : [],
  );
  return [...new Set(names)];
}

/**
 * The resource as ARM has it. The Azure CLI lifts the properties to the top and
 * writes all of them, so one that is missing was left out by a query.
 */
function toResource(
  row: Value,
  name: string | undefined,
  dialect: Dialect,
): Value {
  if (!isObject(row)) return row;
  const { properties } = row;
  return {
    ...row,
    name: row['name'] ?? name ?? leftOut('name'),
    sku: row['sku'] ?? leftOut('sku'),
    location: row['location'] ?? leftOut('location'),
    properties: properties ?? {
      ...row,
      ...Object.fromEntries(
        propertyNamesOf(dialect)
          .filter((each) => !Object.hasOwn(row, each))
          .map((each) => [each, leftOut(each)]),
      ),
      networkRuleSet: toRuleSet(row['networkRuleSet']),
    },
  };
}

/**
 * The Azure CLI writes the range of an IP rule as `ipAddressOrRange`, as the SDK
 * for Python names it; ARM names it `value`.
 */
function toRuleSet(ruleSet: Value | undefined): Value {
  if (ruleSet === undefined) return leftOut('networkRuleSet');
  if (!isObject(ruleSet)) return ruleSet;
  const { ipRules } = ruleSet;
  if (!isList(ipRules)) return ruleSet;
  return {
    ...ruleSet,
    ipRules: ipRules.map((rule) =>
      isObject(rule) && rule['value'] === undefined
        ? { ...rule, value: rule['ipAddressOrRange'] ?? leftOut('ipRules') }
        : rule,
    ),
  };
}

function leftOut(name: string): UnknownHere {
  return new UnknownHere(
    `the document does not hold "${name}"`,
    'Check the whole output of "az acr list", or project id, name, type, location, sku and properties.',
  );
}
