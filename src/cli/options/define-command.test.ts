import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Command } from "commander";
import { createTestTerminal } from "../../../test/fixtures/terminal/create-test-terminal.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { oneOf, whole } from "../../settings/value-types.ts";
import { createBareWorkspace } from "../../workbench/workspace.ts";
import type { ProgramContext } from "./command-context.ts";
import { type Action, addCommand, type OptionsOf } from "./define-command.ts";
import {
  always,
  argument,
  argumentList,
  flag,
  jsonFlag,
  onOrOff,
  option,
  optionalArgument,
  optionList,
  optionOr,
} from "./options.ts";
import { givenSettings, settings, typedSetting } from "./setting-options.ts";

interface Greeting {
  readonly name: string;
  readonly loud: boolean;
}

const greet: Action<Greeting> = async () => 0;
const action = async () => greet;
const context = {} as ProgramContext;
const base = { name: "greet", description: "Greets." };

test("a command whose flags are not those of its action does not compile", () => {
  const name = argument("<name>", "whom");
  const loud = flag("--loud", "in capitals");
  const add = () => new Command();
  addCommand(add(), context, { ...base, action, options: { name, loud } });

  // @ts-expect-error: the action takes `loud`, and no flag gives it
  addCommand(add(), context, { ...base, action, options: { name } });
  // @ts-expect-error: no action takes `quiet`
  addCommand(add(), context, { ...base, action, options: { name, loud, quiet: flag("--quiet", "not at all") } });
  const spread = { name, loud, quiet: flag("--quiet", "not at all") };
  // @ts-expect-error: nor when it comes from elsewhere
  addCommand(add(), context, { ...base, action, options: { ...spread } });
  // @ts-expect-error: a text is no switch
  addCommand(add(), context, { ...base, action, options: { name, loud: option("--loud <much>", "how") } });
  // @ts-expect-error: an argument that may be left out is no name
  addCommand(add(), context, { ...base, action, options: { name: optionalArgument("[name]", "whom"), loud } });
});

/** Types words at a command of the given options. @returns what its action gets, or the error */
async function type<O extends object>(context: TestContext, words: string, options: OptionsOf<O>): Promise<unknown> {
  const folder = makeFolder(context, { "assay.json": '{ "runs": "elsewhere", "seed": 5 }' });
  let result: unknown;
  const action: Action<O> = async (got) => {
    result = got;
    return 0;
  };
  const program: ProgramContext = {
    terminal: createTestTerminal(),
    workspace: createBareWorkspace({ env: { ASSAY_HOME: folder }, directory: folder }),
    async execute(_, work) {
      await work().catch((error: Error) => {
        result = error.message;
      });
    },
  };
  const parent = new Command().exitOverride();
  addCommand<O, OptionsOf<O>>(parent, program, { ...base, options: options as never, action: async () => action });
  await parent.parseAsync(["greet", ...words.split(" ").filter((word) => word !== "")], { from: "user" });
  return result;
}

test("an action gets each value in its own type, and what was not typed as absent", async (context) => {
  const options = {
    names: argumentList("<names...>", ""),
    loud: flag("--loud", ""),
    polite: flag("--no-polite", ""),
    times: option("--times <n>", "", whole(1, 9)),
    as: optionOr("text", "--as <form>", "", oneOf("text", "song")),
    from: optionList("--from <who>", ""),
    hat: onOrOff("--hat", "", ""),
    kind: always("warm"),
    json: jsonFlag(),
  };
  assert.deepEqual(await type(context, "Ann Bo", options), {
    names: ["Ann", "Bo"],
    loud: false,
    polite: true,
    times: undefined,
    as: "text",
    from: [],
    hat: undefined,
    kind: "warm",
    json: false,
  });
  const words = "Ann --loud --no-polite --times 3 --as song --from me --from you --no-hat --json";
  assert.deepEqual(await type(context, words, options), {
    names: ["Ann"],
    loud: true,
    polite: false,
    times: 3,
    as: "song",
    from: ["me", "you"],
    hat: false,
    kind: "warm",
    json: true,
  });
});

test("a wrong value is refused by the name of its flag", async (context) => {
  const options = { times: option("-t, --times <n>", "", whole(1, 9)), threads: typedSetting("threads") };
  assert.equal(
    await type(context, "-t 10", options),
    '--times must be a whole number of at least 1 and at most 9, not "10"',
  );
  assert.match(String(await type(context, "--threads many", options)), /^--threads must be a whole/);
});

test("a flag of a setting is stronger than the files, and is read only where it is asked for", async (context) => {
  assert.deepEqual(await type(context, "", settings("runs", "seed")), { runs: "elsewhere", seed: 5 });
  assert.deepEqual(await type(context, "--seed 7", settings("runs", "seed")), { runs: "elsewhere", seed: 7 });
  assert.deepEqual(await type(context, "", { seed: typedSetting("seed") }), { seed: undefined });
  assert.deepEqual(await type(context, "--seed 7", { seed: typedSetting("seed") }), { seed: 7 });
  const given = givenSettings(["seed", "allowFilePages", "runs"]);
  assert.deepEqual(await type(context, "--seed x --no-allow-file-pages", { given }), {
    given: { seed: "x", allowFilePages: false },
  });
});
