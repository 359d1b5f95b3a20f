import { AssayError } from "../core/errors.ts";
import { explainSystemError } from "../lib/explain-system-error.ts";
import { adviseOn } from "../system/write-error.ts";
import { describePortOwner, findPortOwner } from "../workbench/service-control/find-port-owner.ts";
import type { ServiceSettings } from "../workbench/service-control/service-settings.ts";

/** Words why a port could not be listened on: who has it, or what is wrong with the address. */
export async function toListenError(
  cause: unknown,
  { servicePort: port, serviceHost: host = "127.0.0.1" }: Pick<ServiceSettings, "servicePort" | "serviceHost">,
): Promise<AssayError> {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  switch (code) {
    case "EADDRINUSE": {
      const owner = await findPortOwner(port);
      const stop = owner.service === "foundry" ? "stop it (foundry service stop)" : "stop it";
      return new AssayError({
        code: "service-unavailable",
        message: `The port ${port} is taken by ${describePortOwner(owner)}.`,
        hint: `Either ${stop}, or choose another port, such as ${port === 65_535 ? 5273 : port + 1}.`,
        remedies: ["choose-port"],
        cause,
      });
    }
    case "EACCES":
      return new AssayError({
        code: "service-unavailable",
        message: `The system does not let you listen on port ${port}.`,
        hint: "Ports below 1024 often need more rights, and Windows reserves ranges; choose another one.",
        remedies: ["choose-port"],
        cause,
      });
    case "EADDRNOTAVAIL":
    case "EAFNOSUPPORT":
    case "EINVAL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new AssayError({
        code: "invalid-input",
        message: `The service cannot listen on ${host}: it is no address of this machine.`,
        hint: "Name no address for this machine alone, or 0.0.0.0 for all that it has.",
        remedies: ["choose-host"],
        cause,
      });
    default:
      return new AssayError({
        code: "service-unavailable",
        message: `The service cannot listen on ${host}:${port} (${explainSystemError(cause)}).`,
        hint: adviseOn(cause),
        cause,
      });
  }
}
