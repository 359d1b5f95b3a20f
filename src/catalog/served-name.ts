import type { ResolvedModel } from "./resolved-model.ts";
import { isRemote } from "./sources/sources.ts";

/** Parts of a model's served name. */
export interface ServedName {
  /** The part before the colon: `qwen2.5-0.5b-instruct-generic-cpu`, or a remote model's own name. */
  readonly name: string;
  readonly version: number;
}

/**
 * Names a model as services list it: `<base>-generic-<cpu|gpu>:<version>`; what runs elsewhere has no device in its name.
 *
 * The base is the catalog's id where there is one, else the alias with `-variant` behind it when there is one. An id that
 * says device or version itself keeps them. Version 1 where nobody says another. Form: that of Foundry Local's model ids.
 */
export function toServedName(model: Nameable): string {
  const { name, version } = toServedParts(model);
  return `${name}:${version}`;
}

type Nameable = Pick<ResolvedModel, "alias" | "variant" | "version" | "catalogId" | "device" | "source">;

export function toServedParts(model: Nameable): ServedName {
  const { base, version } = toServedBase(model);
  return {
    name: isRemote(model.source) || DEVICE_END.test(base) ? base : `${base}-generic-${model.device ?? "cpu"}`,
    version,
  };
}

/** The served name without its device, unless the catalog's id has one. */
export function toServedBase({ alias, variant, version, catalogId }: Nameable): {
  readonly base: string;
  readonly version: number;
} {
  const id = catalogId ?? (variant === undefined ? alias : `${alias}-${variant}`);
  const [, base = id, idVersion] = /^(.+):(\d+)$/.exec(id) ?? [];
  return { base, version: idVersion === undefined ? (version ?? 1) : Number(idVersion) };
}

const DEVICE_END = /-(generic|cuda|trtrtx|openvino|qnn|vitis)-(cpu|gpu|npu)$/i;

/** Whether a name ends with a device as services write it: vendor and device. */
export function namesVendor(name: string): boolean {
  return DEVICE_END.test(name.replace(/:\d+$/, ""));
}

/** The device that a served name ends with, with what stands before it; absent when it ends with none. */
export function splitDevice(name: string): { readonly base: string; readonly device: string } | undefined {
  const [, base, , device, version = ""] =
    /^(.+?)(-(?:generic|cuda|trtrtx|openvino|qnn|vitis))?-(cpu|gpu|npu|cuda)(:\d+)?$/i.exec(name) ?? [];
  return base === undefined || device === undefined
    ? undefined
    : { base: `${base}${version}`, device: device.toLowerCase() };
}
