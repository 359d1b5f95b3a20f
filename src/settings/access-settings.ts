import { z } from "zod";
import { define, optional } from "./setting-definition.ts";
import { anySwitch, anyText, hostNames, origins, whole } from "./value-types.ts";

/** Settings of who may ask the service, and where. */
export const accessSettings = {
  servicePort: define<number>({
    ...whole(0, 65_535),
    description: "Port of the service; 0 takes a free one.",
    flag: "--port",
    placeholder: "<n>",
    variable: "ASSAY_SERVICE_PORT",
    default: 5273,
    setBy: "anyone",
  }),
  serviceHost: optional<string>({
    schema: z.string().regex(/^[\w.:-]+$/, "an address or a name"),
    rule: "an address or a name of this machine, such as 0.0.0.0",
    fromText: (written) => written.trim().replace(/^\[(.*)\]$/, "$1"),
    description: "Address that the service listens on; 127.0.0.1 and ::1 when absent.",
    flag: "--host",
    placeholder: "<address>",
    variable: "ASSAY_SERVICE_HOST",
    setBy: "user",
  }),
  serviceKeyRequired: define<boolean>({
    ...anySwitch,
    description: "Whether listening beyond this machine demands a key.",
    flag: "--key",
    variable: "ASSAY_SERVICE_KEY_REQUIRED",
    default: true,
    setBy: "user",
  }),
  serviceKeyFile: optional<string>({
    ...anyText,
    path: "file",
    description: "File whose first line is the key that clients must send.",
    flag: "--key-file",
    placeholder: "<file>",
    variable: "ASSAY_SERVICE_KEY_FILE",
    setBy: "user",
  }),
  serviceKeyVariable: define<string>({
    schema: z.string().regex(/^[A-Za-z_]\w*$/, "the name of a variable"),
    rule: "the name of an environment variable",
    fromText: (written) => written.trim(),
    description: "Environment variable that holds the key that clients must send.",
    flag: "--key-variable",
    placeholder: "<name>",
    default: "ASSAY_SERVICE_KEY",
    setBy: "user",
  }),
  allowedHosts: define<readonly string[]>({
    ...hostNames,
    description: "More names under which the service may be asked for.",
    flag: "--allow-host",
    placeholder: "<a,b>",
    variable: "ASSAY_SERVICE_ALLOW_HOST",
    default: [],
    setBy: "user",
  }),
  allowedOrigins: define<readonly string[]>({
    ...origins,
    description:
      "Origins besides localhost whose pages may use /v1; * stands for a host, for what is before a domain, for a port.",
    flag: "--allow-origin",
    placeholder: "<a,b>",
    variable: "ASSAY_SERVICE_ALLOW_ORIGIN",
    default: [],
    setBy: "user",
  }),
  allowFilePages: define<boolean>({
    ...anySwitch,
    description: "Whether pages opened from disk may use /v1.",
    flag: "--allow-file-pages",
    variable: "ASSAY_SERVICE_ALLOW_FILE_PAGES",
    default: false,
    setBy: "user",
  }),
};
