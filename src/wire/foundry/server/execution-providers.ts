/** What runs models here, in the words that the classic service has for it: nothing has to be fetched or registered. */
export const REGISTRATION_STATUS = "No execution provider has to be downloaded here.";
export const VALID_PROVIDERS = "Valid EPs: CPUExecutionProvider";
