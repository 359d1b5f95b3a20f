/** Where downloads come from and lie, for the help of the commands that download. */
export const DOWNLOAD_SOURCES = `A name is an alias of the catalog (assay model list), a repository of the hub (owner/name, or owner/name:q4_k_m;
of several models in it q4_k_m is taken), or the address of a .gguf file.

What came is kept when a download stops, and the same command goes on from there. A file gets its name only when its
content has been checked. It lies in the hub's own cache, where other tools find it: assay cache location.

Environment: HF_TOKEN (for models whose licence must be accepted), HF_ENDPOINT (a mirror), HF_HOME (where the cache is),
HTTPS_PROXY and NO_PROXY, SSL_CERT_FILE or REQUESTS_CA_BUNDLE (a company's certificates), HF_HUB_OFFLINE=1 (ask nobody).`;
