import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { pluralize } from "../../src/lib/pluralize.ts";
import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import { type BrowserDevice, readBrowserDevice } from "../page-models/device.ts";
import { listStoredModels, removeStoredModel, type StoredModel } from "../page-models/model-storage.ts";
import { Failure } from "../shell/failure.tsx";

const device = signal<BrowserDevice | undefined>(undefined);
const stored = signal<readonly StoredModel[]>([]);
const failure = signal<unknown>(undefined);

/** Looks again what the browser can do, and which models it keeps. */
async function refreshDevice(): Promise<void> {
  try {
    device.value = await readBrowserDevice();
    stored.value = await listStoredModels();
  } catch (error) {
    failure.value = error;
  }
}

/** What this browser can do for models in the page, what to do where it cannot, and the models that it keeps. */
export function DevicePanel() {
  useEffect(() => {
    void refreshDevice();
  }, []);
  const found = device.value;
  if (found === undefined) return null;
  return (
    <details class="card lab-device" onToggle={() => void refreshDevice()}>
      <summary>
        What this browser can do <span class="muted">{summarize(found)}</span>
      </summary>
      <div class="lab-fold">
        <dl>
          {listFacts(found).map(([name, fact]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </div>
          ))}
        </dl>
        {found.advice.map((one) => (
          <p key={one} class="muted">
            {one}
          </p>
        ))}
        {failure.value !== undefined && <Failure error={failure.value} />}
        {stored.value.length > 0 && <StoredModels models={stored.value} />}
      </div>
    </details>
  );
}

function StoredModels({ models }: { readonly models: readonly StoredModel[] }) {
  const remove = async (digest: string) => {
    failure.value = undefined;
    await removeStoredModel(digest).catch((error: unknown) => {
      failure.value = error;
    });
    await refreshDevice();
  };
  return (
    <ul class="lab-stored">
      {models.map(({ digest, name, sizeBytes, isComplete }) => (
        <li key={digest}>
          {name}{" "}
          <span class="muted">
            {formatQuantity(sizeBytes, "bytes")}
            {isComplete ? ", kept in this browser" : ", a part of it: its download goes on from there"}
          </span>
          <button type="button" class="chip" aria-label={`Remove ${name}`} onClick={() => remove(digest)}>
            Remove
          </button>
        </li>
      ))}
    </ul>
  );
}

function summarize({ browser, gpu, isIsolated, threads }: BrowserDevice): string {
  const graphics = gpu.isAvailable ? `WebGPU${gpu.isSoftware ? " in software" : ""}` : "no WebGPU";
  return `${browser}: ${graphics}, ${pluralize(isIsolated ? threads : 1, "thread")}`;
}

function listFacts({ gpu, isIsolated, threads, memoryGigabytes, storage }: BrowserDevice) {
  const facts: (readonly [name: string, fact: string])[] = [
    ["WebGPU", gpu.isAvailable ? gpu.name : `none: ${gpu.because}`],
  ];
  if (gpu.isAvailable)
    facts.push(
      ["Numbers of 16 bits (shader-f16)", gpu.hasHalfPrecision ? "yes" : "no"],
      ["Largest buffer", formatQuantity(gpu.maxBufferBytes, "bytes")],
      ["Largest storage binding", formatQuantity(gpu.maxBindingBytes, "bytes")],
    );
  facts.push(
    ["Isolated from other origins", isIsolated ? "yes: threads share memory" : "no: one thread"],
    ["Threads of the processor", String(threads)],
  );
  if (memoryGigabytes !== undefined) facts.push(["Memory, as the browser rounds it", `${memoryGigabytes} GB or more`]);
  facts.push(["Storage for models", describeStorage(storage)]);
  return facts;
}

function describeStorage(storage: BrowserDevice["storage"]): string {
  if (storage === undefined) return "none";
  const { usageBytes, quotaBytes } = storage;
  if (usageBytes === undefined || quotaBytes === undefined) return "as much as the browser gives";
  return `${formatQuantity(usageBytes, "bytes")} used of ${formatQuantity(quotaBytes, "bytes")}`;
}
