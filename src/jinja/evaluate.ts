import { getAttribute, getItem } from "./attributes.ts";
import type { Budget } from "./budget.ts";
import { filters } from "./filters.ts";
import { failed, JinjaError } from "./jinja-error.ts";
import { calculate, compare, slice } from "./operators.ts";
import type { Runtime } from "./runtime.ts";
import type { Scope } from "./scope.ts";
import type { CallArguments, Expression, FilterCall } from "./syntax.ts";
import { tests } from "./tests.ts";
import {
  Arguments,
  Callable,
  type Dict,
  isDict,
  isFloat,
  isNumeric,
  isTrue,
  iterate,
  numberOf,
  toFloat,
  toInteger,
  toTuple,
  typeName,
  type Value,
} from "./value.ts";

/** Computes the values of expressions. */
export class Evaluator implements Runtime {
  readonly budget: Budget;
  constructor(budget: Budget) {
    this.budget = budget;
  }

  evaluate(expression: Expression, scope: Scope): Value {
    this.budget.spend();
    switch (expression.type) {
      case "literal":
        return expression.value;
      case "name":
        return scope.get(expression.name);
      case "list":
        return expression.items.map((item) => this.evaluate(item, scope));
      case "tuple":
        return toTuple(expression.items.map((item) => this.evaluate(item, scope)));
      case "dict":
        return this.#makeDict(expression.entries, scope);
      case "choice":
        if (isTrue(this.evaluate(expression.condition, scope))) return this.evaluate(expression.then, scope);
        return expression.otherwise === undefined ? undefined : this.evaluate(expression.otherwise, scope);
      case "logic": {
        const left = this.evaluate(expression.left, scope);
        return isTrue(left) === (expression.operator === "or") ? left : this.evaluate(expression.right, scope);
      }
      default:
        return located(expression.line, () => this.#operate(expression, scope));
    }
  }

  #operate(expression: Extract<Expression, { readonly line: number }>, scope: Scope): Value {
    switch (expression.type) {
      case "name":
        return scope.get(expression.name);
      case "attribute": {
        const object = this.#requireDefined(expression.object, scope);
        return getAttribute(object, expression.name, this.budget);
      }
      case "item": {
        const object = this.#requireDefined(expression.object, scope);
        return getItem(object, this.evaluate(expression.key, scope), this.budget);
      }
      case "slice": {
        const bound = (one: Expression | undefined) => {
          const value = one === undefined ? null : this.evaluate(one, scope);
          return value === null ? undefined : toInteger(value);
        };
        const bounds = { start: bound(expression.start), stop: bound(expression.stop), step: bound(expression.step) };
        return slice(this.#requireDefined(expression.object, scope), bounds, this.budget);
      }
      case "call":
        return this.#call(expression.callee, expression.args, scope);
      case "filter":
        return this.applyFilter(expression, undefined, scope);
      case "test":
        return this.test(
          expression.name,
          this.evaluate(expression.value, scope),
          this.arguments(expression.args, scope),
        );
      case "unary":
        return applyUnary(expression.operator, this.evaluate(expression.value, scope));
      case "binary": {
        const left = this.evaluate(expression.left, scope);
        return calculate(expression.operator, { left, right: this.evaluate(expression.right, scope) }, this.budget);
      }
      case "compare":
        return this.#compare(expression, scope);
      default:
        return expression satisfies never;
    }
  }

  /** Applies a filter; to `given` where the filter has no value of its own. */
  applyFilter(call: FilterCall, given: Value, scope: Scope): Value {
    const value = call.value === undefined ? given : this.evaluate(call.value, scope);
    return located(call.line, () => this.filter(call.name, value, this.arguments(call.args, scope)));
  }

  filter(name: string, value: Value, args: Arguments): Value {
    const filter = filters[name];
    if (filter === undefined) throw failed(`there is no filter named "${name}"`);
    this.budget.spend();
    this.budget.read(value);
    return filter(value, args, this);
  }

  test(name: string, value: Value, args: Arguments): boolean {
    const test = tests[name];
    if (test === undefined) throw failed(`there is no test named "${name}"`);
    this.budget.read(value);
    return test(value, args, this);
  }

  arguments({ positional, named }: CallArguments, scope: Scope): Arguments {
    if (positional.length === 0 && named.length === 0) return new Arguments();
    const values: Value[] = [];
    for (const { value, spread } of positional) {
      const evaluated = this.evaluate(value, scope);
      if (spread) for (const one of iterate(evaluated)) values.push(one);
      else values.push(evaluated);
    }
    const names = new Map<string, Value>();
    for (const { name, value } of named) {
      const evaluated = this.evaluate(value, scope);
      if (name !== undefined) names.set(name, evaluated);
      else if (isDict(evaluated)) for (const [key, one] of evaluated) names.set(String(key), one);
      else throw failed("what follows ** must be a dict");
    }
    return new Arguments(values, names);
  }

  #call(callee: Expression, args: CallArguments, scope: Scope): Value {
    const called = this.evaluate(callee, scope);
    if (called instanceof Callable) return called.call(this.arguments(args, scope));
    const name = describe(callee);
    throw failed(called === undefined ? `${name} is undefined` : `${name} is ${typeName(called)} and cannot be called`);
  }

  #compare({ first, rest }: Extract<Expression, { readonly type: "compare" }>, scope: Scope): boolean {
    let left = this.evaluate(first, scope);
    for (const { operator, value } of rest) {
      const right = this.evaluate(value, scope);
      if (!compare(operator, { left, right }, this.budget)) return false;
      left = right;
    }
    return true;
  }

  #makeDict(entries: readonly (readonly [Expression, Expression])[], scope: Scope): Dict {
    return new Map(entries.map(([key, value]) => [this.evaluate(key, scope), this.evaluate(value, scope)]));
  }

  #requireDefined(expression: Expression, scope: Scope): Value {
    const value = this.evaluate(expression, scope);
    if (value === undefined) throw failed(`${describe(expression)} is undefined`);
    return value;
  }
}

function applyUnary(operator: "not" | "-" | "+", value: Value): Value {
  if (operator === "not") return !isTrue(value);
  if (!isNumeric(value)) throw failed(`unsupported operand type for "${operator}": ${typeName(value)}`);
  const number = operator === "-" ? -numberOf(value) : numberOf(value);
  return isFloat(value) ? toFloat(number) : number + 0;
}

/** How the template's author wrote a value, for messages. */
function describe(expression: Expression): string {
  switch (expression.type) {
    case "name":
      return `"${expression.name}"`;
    case "attribute":
      return `"${expression.name}"`;
    case "item":
      return expression.key.type === "literal" ? `"${String(expression.key.value)}"` : "an item";
    default:
      return "a value";
  }
}

/** Adds the line to an error that has none. */
function located<T>(line: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof JinjaError && error.type === "failed" && error.line === undefined)
      throw new JinjaError(error.type, error.message, line);
    throw error;
  }
}
