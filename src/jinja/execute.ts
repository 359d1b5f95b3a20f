import { setAttribute } from "./attributes.ts";
import type { Evaluator } from "./evaluate.ts";
import { failed } from "./jinja-error.ts";
import { createLoop, type LoopItems } from "./loop.ts";
import { Output } from "./output.ts";
import { print } from "./print.ts";
import { Scope } from "./scope.ts";
import type { Body, ForStatement, Parameter, Statement, Target } from "./syntax.ts";
import { Arguments, Callable, isTrue, iterate, toTuple, type Value } from "./value.ts";

/** How a body ended: at its end, or at a `break` or `continue` of the loop around it. */
type Ending = "end" | "break" | "continue";

interface Place {
  readonly scope: Scope;
  readonly output: Output;
}

/** Runs the statements of a template. */
export class Executor {
  readonly #evaluator: Evaluator;
  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  run(body: Body, place: Place): Ending {
    for (const statement of body) {
      const ending = this.#execute(statement, place);
      if (ending !== "end") return ending;
    }
    return "end";
  }

  #execute(statement: Statement, place: Place): Ending {
    const { scope, output } = place;
    switch (statement.type) {
      case "data":
        output.write(statement.text);
        return "end";
      case "print":
        output.write(this.#print(this.#evaluator.evaluate(statement.value, scope)));
        return "end";
      case "if": {
        const taken = statement.branches.find(({ condition }) => isTrue(this.#evaluator.evaluate(condition, scope)));
        return this.run(taken?.body ?? statement.otherwise, place);
      }
      case "for":
        this.#loop(statement, this.#evaluator.evaluate(statement.iterable, scope), { place, depth: 0 });
        return "end";
      case "set":
        this.#assign(statement.target, this.#evaluator.evaluate(statement.value, scope), scope);
        return "end";
      case "set-block": {
        const text = this.#capture(statement.body, new Scope(scope));
        this.#assign(statement.target, this.#filter(statement.filters, text, scope), scope);
        return "end";
      }
      case "macro":
        scope.set(statement.name, this.#makeMacro(statement.name, statement, scope));
        return "end";
      case "call-block": {
        const caller = this.#makeMacro("caller", statement, scope);
        output.write(this.#print(this.#callWith(statement.call, caller, scope)));
        return "end";
      }
      case "filter-block": {
        const text = this.#capture(statement.body, new Scope(scope));
        output.write(this.#print(this.#filter(statement.filters, text, scope)));
        return "end";
      }
      case "with": {
        const inner = new Scope(scope);
        for (const [target, value] of statement.values)
          this.#assign(target, this.#evaluator.evaluate(value, scope), inner);
        return this.run(statement.body, { scope: inner, output });
      }
      case "group":
        return this.run(statement.body, place);
      case "break":
      case "continue":
        return statement.type;
      default:
        return statement satisfies never;
    }
  }

  #loop(
    statement: ForStatement,
    iterable: Value,
    { place, depth }: { readonly place: Place; readonly depth: number },
  ): void {
    const { scope, output } = place;
    const items = this.#selectItems(statement, iterable, scope);
    const loop: LoopItems = { items, index: -1, depth, changed: undefined, recurse: undefined };
    if (statement.recursive)
      loop.recurse = (args) =>
        this.#evaluator.budget.nested(() => {
          const inner = new Output(this.#evaluator.budget);
          this.#loop(statement, args.get(0), { place: { scope, output: inner }, depth: depth + 1 });
          return inner.text;
        });
    for (const item of items) {
      this.#evaluator.budget.spend();
      loop.index++;
      const inner = new Scope(scope, [["loop", createLoop(loop, this.#evaluator.budget)]]);
      this.#assign(statement.target, item, inner);
      if (this.run(statement.body, { scope: inner, output }) === "break") break;
    }
    if (items.length === 0) this.run(statement.otherwise, { scope: new Scope(scope), output });
  }

  #selectItems({ target, condition }: ForStatement, iterable: Value, scope: Scope): readonly Value[] {
    const items = iterate(iterable);
    this.#evaluator.budget.spend(items.length);
    if (condition === undefined) return [...items];
    return items.filter((item) => {
      const inner = new Scope(scope);
      this.#assign(target, item, inner);
      return isTrue(this.#evaluator.evaluate(condition, inner));
    });
  }

  #assign(target: Target, value: Value, scope: Scope): void {
    switch (target.type) {
      case "name":
        scope.set(target.name, value);
        return;
      case "attribute":
        setAttribute(scope.get(target.object), target.name, value);
        return;
      case "tuple": {
        const values = iterate(value);
        if (values.length !== target.targets.length)
          throw failed(`${values.length} values cannot be given to ${target.targets.length} names`);
        for (const [index, one] of target.targets.entries()) this.#assign(one, values[index], scope);
        return;
      }
      default:
        target satisfies never;
    }
  }

  #print(value: Value): string {
    return print(value, this.#evaluator.budget);
  }

  #capture(body: Body, scope: Scope): string {
    const output = new Output(this.#evaluator.budget);
    this.run(body, { scope, output });
    return output.text;
  }

  #filter(filters: Extract<Statement, { readonly type: "filter-block" }>["filters"], text: Value, scope: Scope): Value {
    return filters.reduce((value, filter) => this.#evaluator.applyFilter(filter, value, scope), text);
  }

  #makeMacro(
    name: string,
    { parameters, body }: { readonly parameters: readonly Parameter[]; readonly body: Body },
    scope: Scope,
  ): Callable {
    return new Callable(name, (args) =>
      this.#evaluator.budget.nested(() => this.#capture(body, this.#bindParameters(parameters, args, scope))),
    );
  }

  #bindParameters(parameters: readonly Parameter[], args: Arguments, scope: Scope): Scope {
    const inner = new Scope(scope);
    parameters.forEach((parameter, index) => {
      const isGiven = index < args.positional.length || args.named.has(parameter.name);
      const standard =
        isGiven || parameter.standard === undefined ? undefined : this.#evaluator.evaluate(parameter.standard, inner);
      inner.set(parameter.name, isGiven ? args.get(index, parameter.name) : standard);
    });
    const known = new Set(parameters.map((parameter) => parameter.name));
    inner.set("varargs", toTuple(args.positional.slice(parameters.length)));
    inner.set("kwargs", new Map([...args.named].filter(([key]) => !known.has(key) && key !== "caller")));
    inner.set("caller", args.named.get("caller"));
    return inner;
  }

  #callWith(call: Extract<Statement, { readonly type: "call-block" }>["call"], caller: Callable, scope: Scope): Value {
    if (call.type !== "call") throw failed("a call block needs a call");
    const called = this.#evaluator.evaluate(call.callee, scope);
    if (!(called instanceof Callable)) throw failed("a call block calls what is no macro");
    const { positional, named } = this.#evaluator.arguments(call.args, scope);
    return called.call(new Arguments(positional, new Map([...named, ["caller", caller]])));
  }
}
