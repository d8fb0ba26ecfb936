'use strict';

const { givenIn, nothingGiven } = require('../dist/shared/arm/given');
const { kindOf } = require('../dist/shared/arm/interest');
const { part, root } = require('../dist/shared/arm/place');
const resource = require('../dist/shared/arm/resource');
const { TemplateScope, frameOf } = require('../dist/shared/arm/scope');
const { Session } = require('../dist/shared/arm/session');
const { evaluateTree, guarded } = require('../dist/shared/arm/tree');
const { Unknown } = require('../dist/shared/value');

/**
 * Evaluates every property, condition, loop and output of a template and of all
 * that it nests: a test of the evaluator on real expressions, of which
 * registries need few.
 *
 * @returns how many values are known, and the unknowns with their places
 */
function evaluateAll(template) {
  const result = { known: 0, unknowns: [] };
  readTemplate(template, nothingGiven, root, result);
  return result;
}

function readTemplate(template, given, place, result) {
  const session = new Session();
  const frame = frameOf(new TemplateScope(template, given, session), session);
  readResources(template.resources, frame, part(place, 'resources'), result);
  for (const [name, { value = null }] of Object.entries(
    template.outputs ?? {},
  )) {
    count(value, frame, part(part(place, 'outputs'), name), result);
  }
}

function readResources(resources, frame, place, result) {
  for (const [name, each] of Object.entries(resources ?? {})) {
    const at = part(place, name);
    const symbolic = Array.isArray(resources) ? at : { ...at, symbol: name };
    for (const turn of resource.turnsOf(each, frame, symbolic)) {
      const deployed = resource.frameDeployed(each, turn.frame, turn.place);
      if (deployed === undefined) continue;
      if (deployed.uncertainty !== undefined) {
        add(deployed.uncertainty, turn.place.at, result);
      }
      readOne(each, deployed, turn.place, result);
    }
  }
}

function readOne(each, frame, place, result) {
  const { resources, properties = {}, ...rest } = each;
  for (const done of ['condition', 'copy', 'dependsOn']) delete rest[done];
  count(rest, frame, place, result);
  readResources(resources, frame, part(place, 'resources'), result);
  const inner = part(place, 'properties');
  if (kindOf(each.type) !== 'deployment' || !properties.template) {
    count(properties, frame, inner, result);
  } else if (resource.scopeOf(properties, frame) === 'inner') {
    const given = givenIn(properties.parameters, (value) =>
      evaluateTree(value, frame),
    );
    readTemplate(properties.template, given, inner, result);
  } else {
    readResources(properties.template.resources, frame, inner, result);
  }
}

/** Each with steps of its own: here everything counts, not what a template may cost. */
function count(written, frame, { at }, result) {
  add(
    guarded(() => evaluateTree(written, { ...frame, session: new Session() })),
    at,
    result,
  );
}

function add(value, at, result) {
  if (value instanceof Unknown) {
    result.unknowns.push({ reason: value.reason, at });
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      add(member, `${at}/${name}`, result);
    }
  } else {
    result.known++;
  }
}

module.exports = { evaluateAll };
