// What the tests of models in the page use, as one script that a page imports.

export { toErrorRecord } from "../../src/core/errors.ts";
export { createModelServer, describeParts } from "../../src/engines/hosted/link/serve-model.ts";
export { openOnBestDevice } from "../../web/page-models/choose-device.ts";
export { readBrowserDevice } from "../../web/page-models/device.ts";
export { listPageModels } from "../../web/page-models/list-page-models.ts";
export { listStoredModels, removeStoredModel } from "../../web/page-models/model-storage.ts";
export { openPageModel } from "../../web/page-models/open-page-model.ts";
export { sessionHeaders } from "../../web/shell/session.ts";
