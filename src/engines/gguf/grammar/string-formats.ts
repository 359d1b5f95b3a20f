const hour = "([01][0-9]|2[0-3])";
const date =
  "[1-9][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))";
const time = `${hour}:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-]${hour}:[0-5][0-9])`;
/** Shorter than the standards allow: a small model that may go on with a name for ever does. */
const label = "[A-Za-z0-9]{1,20}(-[A-Za-z0-9]{1,20}){0,2}";
const hostname = `${label}(\\.${label}){0,4}`;
const octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const word = "[A-Za-z0-9._~!$&'()*+,;=:@/-]";
const url = `(https?|ftp|wss?)://${hostname}(:[0-9]{1,4})?(/${word}{0,150})?(\\?[A-Za-z0-9._~!$&'()*+,;=:@/?-]{0,100})?(#${word}{0,50})?`;
const uri = `(${url}|(mailto|tel|urn|file|data):${word}{1,150})`;

/** From years to days, and from hours to seconds: each part may be followed by the smaller ones. */
const timeOfDuration = "T([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S)";
const duration = `P([0-9]+W|([0-9]+Y([0-9]+M([0-9]+D)?)?|[0-9]+M([0-9]+D)?|[0-9]+D)(${timeOfDuration})?|${timeOfDuration})`;

/** Groups before and after the gap of an address. */
const group = "[0-9a-fA-F]{1,4}";
const gapped = Array.from({ length: 8 }, (_, before) => {
  const left = before === 0 ? "" : `${group}(:${group}){0,${before - 1}}`;
  const right = before === 7 ? "" : `(${group}(:${group}){0,${6 - before}})?`;
  return `${left}::${right}`;
}).join("|");
const ipv6 = `(${group}(:${group}){7}|${gapped})`;

const uuid = (version: string) =>
  `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version}[0-9a-fA-F]{3}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`;

/**
 * Formats as expressions: each text of one is valid by RFC 3339, 5321, 1123, 3986, 4291 or 9562, not the other way round.
 *
 * Times end in whole or broken seconds, 29 February is left out, addresses of mail and hosts are ASCII.
 */
const formats: Readonly<Record<string, string>> = {
  date,
  time,
  "date-time": `${date}T${time}`,
  duration,
  email: `[A-Za-z0-9_+-]{1,24}(\\.[A-Za-z0-9_+-]{1,24}){0,1}@(${label}\\.){1,3}[A-Za-z]{2,12}`,
  hostname,
  ipv4: `${octet}(\\.${octet}){3}`,
  ipv6,
  uri,
  url: uri,
  uuid: uuid("[0-9a-fA-F]"),
  ...Object.fromEntries(["1", "3", "4", "5", "6", "7", "8"].map((version) => [`uuid${version}`, uuid(version)])),
  byte: "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
};

/** Wider formats that a narrower one fits. */
const wider: Readonly<Record<string, string>> = {
  "uri-reference": "uri",
  iri: "uri",
  "iri-reference": "uri",
  "idn-email": "email",
  "idn-hostname": "hostname",
  base64: "byte",
};

/** Checked in the answer, as their grammar would be long. */
const checkable: ReadonlySet<string> = new Set([
  ...["uri-template", "json-pointer", "relative-json-pointer", "json-pointer-uri-fragment", "regex"],
]);

/** The expression of a format; undefined where decoding is not held to it. */
export function findFormat(name: string): string | undefined {
  const key = wider[name] ?? name;
  return Object.hasOwn(formats, key) ? `^${formats[key]}$` : undefined;
}

/** Whether a format that decoding is not held to is checked in the answer; all others say something to people only. */
export function isCheckable(name: string): boolean {
  return checkable.has(name);
}
