import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { LONGEST_SCHEMA } from '../contracts/tools.ts';
import { runBounded, TooSlow } from '../platform/bounded.ts';
import { AppError, messageOf } from '../platform/errors.ts';

/** In characters of JSON. */
const LONGEST_ARGUMENTS = 16 * 1024;
/** All calls share one thread: neither compiling nor checking may hold them up. */
const COMPILE_MS = 250;
const CHECK_MS = 100;
const TOLD_ERRORS = 3;

type Schema = Record<string, unknown>;
const compiled = new WeakMap<Schema, ValidateFunction>();

/**
 * Checks what a model made up against a JSON schema that a tenant or a stranger's server wrote. Returns the arguments.
 * Throws `invalid` with a sentence for the model, or `misconfigured` when the schema itself can't be used. Patterns and
 * references may be anything: they get so many milliseconds of the processor and no more. Schemas elsewhere are never fetched.
 */
export function checkedArguments(schema: Schema, args: unknown): Record<string, unknown> {
  if (typeof args !== 'object' || args === null || Array.isArray(args))
    throw new AppError('invalid', 'The arguments must be one JSON object. Correct them and call again.');
  if (JSON.stringify(args).length > LONGEST_ARGUMENTS)
    throw new AppError('invalid', 'The arguments are too long. Shorten them and call again.');
  const check = compiled.get(schema) ?? compile(schema);
  compiled.set(schema, check);
  let fits: boolean;
  try {
    fits = runBounded(CHECK_MS, () => check(args) === true);
  } catch (error) {
    // A slow pattern, or a schema that refers to itself without end.
    if (!(error instanceof TooSlow) && !(error instanceof RangeError)) throw error;
    throw new AppError(
      'misconfigured',
      'The JSON schema takes too long to check. Simplify its patterns and references.',
    );
  }
  if (!fits) throw new AppError('invalid', `${told(check.errors ?? [])} Correct it and call again.`);
  // Its type was looked at above.
  return args as Record<string, unknown>;
}

function compile({ $schema, ...schema }: Schema): ValidateFunction {
  if (JSON.stringify(schema).length > LONGEST_SCHEMA)
    throw new AppError(
      'misconfigured',
      `The JSON schema is longer than ${LONGEST_SCHEMA} characters. Shorten it.`,
    );
  const options = { strict: false, meta: false, validateSchema: false, inlineRefs: false } as const;
  const compileAnew = (): ValidateFunction => {
    // One that was stopped in the midst of compiling is of no more use.
    const ajv = String($schema).includes('draft-07') ? new Ajv(options) : new Ajv2020(options);
    // Its CommonJS default is what Node hands over as the module's own default.
    (addFormats as unknown as typeof addFormats.default)(ajv);
    return ajv.compile(schema);
  };
  try {
    return runBounded(COMPILE_MS, compileAnew);
  } catch (error) {
    const why = error instanceof TooSlow ? 'it takes too long to read' : messageOf(error);
    throw new AppError('misconfigured', `The JSON schema can't be used: ${why}. Correct it.`);
  }
}

/** The first errors, without the values that were given. */
function told(errors: readonly ErrorObject[]): string {
  return errors
    .slice(0, TOLD_ERRORS)
    .map(({ instancePath, message, params }) => {
      const choices: unknown = params.allowedValues;
      const listed = Array.isArray(choices) ? ` (${choices.slice(0, 20).join(', ')})` : '';
      return `${instancePath.slice(1).replaceAll('/', '.') || 'The arguments'} ${message ?? 'is wrong'}${listed}.`;
    })
    .join(' ');
}
