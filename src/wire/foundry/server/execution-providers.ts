/** Execution providers in the classic service's words: nothing has to be fetched or registered. */
export const REGISTRATION_STATUS = "No execution provider has to be downloaded here.";
export const VALID_PROVIDERS = "Valid EPs: CPUExecutionProvider";
