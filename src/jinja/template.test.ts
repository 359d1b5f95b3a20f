import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { JinjaError } from "./jinja-error.ts";
import { compileTemplate } from "./template.ts";

const now = () => new Date(2025, 2, 4, 15, 6, 7);

function render(source: string, variables: Readonly<Record<string, unknown>> = {}): string {
  return compileTemplate(source, { now }).render(variables);
}

/** Checks expressions against the text that Python's Jinja2 prints for them. */
function checkAll(expected: Readonly<Record<string, string>>, variables: Readonly<Record<string, unknown>> = {}): void {
  for (const [expression, text] of Object.entries(expected))
    assert.equal(render(`{{ ${expression} }}`, variables), text, expression);
}

describe("compileTemplate()", () => {
  it("prints values as Python does", () =>
    checkAll({
      "true, none, 1, 1.0, 0.1, -2.5e-7, 1e16": "(True, None, 1, 1.0, 0.1, -2.5e-07, 1e+16)",
      "[1, 'a', \"it's\", 'both \\' and \"', '\\n\\x01é']": `[1, 'a', "it's", 'both \\' and "', '\\n\\x01é']`,
      "{'a': {'b': []}, 1: (2,)}": "{'a': {'b': []}, 1: (2,)}",
      missing: "",
      "12345678901234567890": "12345678901234567890",
    }));

  it("calculates as Python does", () =>
    checkAll({
      "7 // 2, -7 // 2, -7 % 3, 7 / 2, 4 / 2, 2 ** 3, 2 ** -1": "(3, -4, 2, 3.5, 2.0, 8, 0.5)",
      "1 + 1.0, 3 * 'ab', [1] * 2, [1] + [2]": "(2.0, 'ababab', [1, 1], [1, 2])",
      "1 ~ none ~ 'a' ~ missing": "1Nonea",
      "1 < 2 < 3, 1 == 1.0, 'a' < 'b', not 1 == 2, 2 in [1, 2], 'b' not in 'abc'":
        "(True, True, True, True, True, False)",
      "'x' if false, 1 or 2, 0 or [] or 'z', 1 and 0": "(Undefined, 1, 'z', 0)",
      "-1|abs, 1 + 2|string|length": "(1, 2)",
      "'%s is %05.1f (%d%%)' % ('x', 3.14159, 7)": "x is 003.1 (7%)",
      "'{0} {1} {n:>5}|{0!r:<4}|{2:+.2e}'.format('a', 'b', 1234.5, n=7)": "a b     7|'a' |+1.23e+03",
    }));

  it("takes texts apart by whole characters", () =>
    checkAll({
      "'a🙂b'|length, 'a🙂b'[1], 'a🙂b'[::-1], 'abcdef'[1:-1:2], 'abc'[-5:2]": "(3, '🙂', 'b🙂a', 'bd', 'ab')",
      "[1, 2, 3][1:], [1, 2, 3][::-1], (1, 2, 3)[:2], [1, 2][5], 'ab'[-1]":
        "([2, 3], [3, 2, 1], (1, 2), Undefined, 'b')",
      "' a b '.split(), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1), 'x'.split('y')":
        "(['a', 'b'], ['a', 'b,c'], ['a,b', 'c'], ['x'])",
      "'xxaxx'.strip('x'), ' a'.lstrip(), 'a\\u3000'.rstrip(), 'aXb'.partition('X')":
        "('a', 'a', 'a', ('a', 'X', 'b'))",
      "'ab'.startswith(('x', 'a')), 'Straße'.upper(), 'aa'.replace('a', 'b', 1), 'ab'.find('b')":
        "(True, 'STRASSE', 'ba', 1)",
      "'a\\nb\\r\\nc'.splitlines(), '-'.join(['a', 'b']), '7'.zfill(3), 'x'.center(4, '*')":
        "(['a', 'b', 'c'], 'a-b', '007', '*x**')",
    }));

  it("has the filters that templates use", () =>
    checkAll({
      "[3, 1, 2]|sort|join('-'), [1, 2]|min, 'ab'|first, []|last, {'b': 1, 'a': 2}|dictsort":
        "('1-2-3', 1, 'a', Undefined, [('a', 2), ('b', 1)])",
      "missing|default('x'), ''|default('y', true), missing|length, missing|list, none|string, missing|trim":
        "('x', 'y', 0, [], 'None', '')",
      "[{'r': 'a'}, {'r': 'b'}]|selectattr('r', 'in', ['a'])|list": "[{'r': 'a'}]",
      "[{'r': 'a'}, {'r': 'b'}]|rejectattr('r', 'equalto', 'a')|map(attribute='r')|list, none|selectattr('x')|list":
        "(['b'], [])",
      "['a', 1]|map('string')|map('upper')|list, [0, 1]|select|list, ['a', 'A', 'b']|unique|list":
        "(['A', '1'], [1], ['a', 'b'])",
      "'a\\nb'|indent(2), '<a>'|e, 'x'|upper|lower, 2.5|round, 3.7|int, '4'|int, 'x'|int(9), 3|float":
        "('a\\n  b', '&lt;a&gt;', 'x', 2.0, 3, 4, 9, 3.0)",
      "{'a': 1}.items()|list, {'a': 1}|items|list, {'items': 2}['items'], {1: 'one'}[1]":
        "([('a', 1)], [('a', 1)], 2, 'one')",
    }));

  it("writes JSON as Python does", () => {
    const value = { b: [1, 1.5, true, null], a: { ü: 'q"\n' }, e: [], f: {} };
    assert.equal(
      render("{{ v|tojson }}", { v: value }),
      '{"b": [1, 1.5, true, null], "a": {"ü": "q\\"\\n"}, "e": [], "f": {}}',
    );
    assert.equal(
      render("{{ v|tojson(indent=2) }}", { v: { a: [1], b: {} } }),
      '{\n  "a": [\n    1\n  ],\n  "b": {}\n}',
    );
    assert.equal(
      render("{{ v|tojson(separators=(',', ':'), sort_keys=true, ensure_ascii=true) }}", { v: { b: "é", a: 1 } }),
      '{"a":1,"b":"\\u00e9"}',
    );
    assert.equal(
      render('{{ \'{"2": 1.0, "1": 12345678901234567890}\'|from_json|tojson }}'),
      '{"2": 1.0, "1": 12345678901234567890}',
    );
  });

  it("tests values as Jinja does", () =>
    checkAll({
      "missing is sequence, missing is defined, {} is mapping, 'a' is string, true is number, 1.0 is float":
        "(True, False, True, True, True, True)",
      "3 is odd, 4 is divisibleby 2, 1 is eq 1, 'a' is in ['a'], none is none, [] is iterable, 1 is boolean":
        "(True, True, True, True, True, True, False)",
      "1 is not none and 2 is defined": "True",
    }));

  it("keeps the blanks that Jinja keeps, line by line", () => {
    const source =
      "a\n  {% if true %}\n  b\n  {%- endif %}\n{# c #}\n  {{ 1 }}\n{%+ if true %}x{% endif +%}\n  {{- 2 -}}  \n";
    assert.equal(render(source), "a\n  b  1\nx2");
    assert.equal(render("{% raw %}{{ x }}{% endraw %}\n\n"), "{{ x }}");
    assert.equal(render("a\r\nb\n"), "a\nb");
  });

  it("keeps what a loop sets inside of the loop, except in a namespace", () => {
    const source =
      "{% set n = namespace(v=0) %}{% set x = 1 %}{% for i in [1, 2, 3] if i != 2 %}{{ loop.index }}/{{ loop.length }}" +
      "{{ ',' if not loop.last }}{% set x = i %}{% set n.v = n.v + i %}{% else %}none{% endfor %} {{ x }} {{ n.v }}";
    assert.equal(render(source), "1/2,2/2 1 4");
    assert.equal(render("{% for a, b in {'k': 1}.items() %}{{ a }}{{ b }}{% endfor %}"), "k1");
    assert.equal(
      render(
        "{% for i in range(9) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}",
      ),
      "02",
    );
    assert.equal(
      render("{% for i in [[1, [2]], [3]] recursive %}{{ loop(i) if i is iterable else i }};{% endfor %}"),
      "1;2;;;3;;",
    );
    assert.equal(
      render("{% for i in [1, 1, 2] %}{{ loop.changed(i) }}{{ loop.cycle('a', 'b') }}{{ loop.previtem }} {% endfor %}"),
      "Truea Falseb1 Truea1 ",
    );
  });

  it("has macros, calls, blocks and filters of blocks", () => {
    assert.equal(
      render(
        "{% macro m(a, b=a ~ '!', c=0) %}{{ a }}{{ b }}{{ c }}{{ varargs }}{% endmacro %}{{ m(1) }} {{ m(1, 2, 3, 4) }} {{ m(b=5, a=6) }}",
      ),
      "11!0() 123(4,) 650()",
    );
    assert.equal(
      render("{% macro m() %}[{{ caller(2) }}]{% endmacro %}{% call(x) m() %}x{{ x }}{% endcall %}"),
      "[x2]",
    );
    assert.equal(
      render(
        "{% set x %}a{{ 1 }}{% endset %}{% filter upper %}{{ x }}b{% endfilter %}{% with y = 2 %}{{ y }}{% endwith %}{{ y }}",
      ),
      "A1B2",
    );
    assert.equal(
      render(
        "{% generation %}a{% endgeneration %}{% set ids = [] %}{% set _ = ids.append(1) %}{{ ids.pop(0) }}{{ ids }}",
      ),
      "a1[]",
    );
  });

  it("tells the time, and raises what the template raises", () => {
    assert.equal(render("{{ strftime_now('%d %b %Y, %A %H:%M %-d') }}"), "04 Mar 2025, Tuesday 15:06 4");
    assert.throws(() => render("{{ raise_exception('roles must alternate') }}"), {
      type: "raised",
      message: "roles must alternate",
    });
  });

  it("says in which line a template fails, and why", () => {
    const failures: Readonly<Record<string, RegExp>> = {
      "a\n{{ x.y.z }}": /^"y" is undefined \(line 2\)$/,
      "{{ x }}\n\n{{ f(1) }}": /^"f" is undefined \(line 3\)$/,
      "{{ 1|frobnicate }}": /^there is no filter named "frobnicate" \(line 1\)$/,
      "{{ 1 is frobnicate }}": /no test named "frobnicate"/,
      "{% for i in none %}{% endfor %}": /^None is not iterable/,
      "{{ 1 + 'a' }}": /unsupported operand types for "\+": int and str \(line 1\)/,
      "{% if x %}": /^the template ends where elif or else or endif is expected$/,
      "{{ x": /^"}}" is missing \(line 1\)$/,
      "\n{% frob %}": /^unknown tag "frob" \(line 2\)$/,
      "{{ ) }}": /unexpected "\)"/,
      "{{ x x }}": /unexpected "x", expected print-end/,
    };
    for (const [source, message] of Object.entries(failures))
      assert.throws(
        () => render(source, { x: {} }),
        (error) => error instanceof JinjaError && message.test(error.message),
        source,
      );
  });

  it("ends what loops, grows or nests without an end", () => {
    const grow = "{% set n = namespace(v=[1]) %}{% for i in range(9999) %}{% set n.v = ACT %}{% endfor %}{{ n.v }}";
    for (const source of [
      "{% for i in range(10**9) %}x{% endfor %}",
      "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
      "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
      "{{ 'x' * 10**9 }}",
      grow.replace("ACT", "n.v + n.v"),
      grow.replace("ACT", "[n.v, n.v]"),
      grow.replace("ACT", "[n.v, n.v]").replace("n.v }}", "n.v|tojson }}"),
      grow.replace("[1]", "'x'").replace("ACT", "n.v + n.v"),
      `{{ ${"(".repeat(50_000)}1${")".repeat(50_000)} }}`,
      "x".repeat(2_000_000),
    ])
      assert.throws(() => render(source), { type: "budget" }, source.slice(0, 60));
  });

  it("gives a template no way out of its values", () => {
    for (const name of ["constructor", "__proto__", "toString", "prototype", "call"])
      for (const value of ["''", "[]", "{}", "1", "range", "namespace()"])
        assert.equal(render(`{{ ${value}.${name} }}{{ ${value}['${name}'] }}`), "", `${value}.${name}`);
    assert.throws(() => render("{{ 1|constructor }}"), { message: /no filter named/ });
    assert.throws(() => render("{{ 1 is constructor }}"), { message: /no test named/ });
  });
});
