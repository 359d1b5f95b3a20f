/** SHA-256 of the model files that come with the product, by name. */
export const BUILT_IN_DIGESTS: Readonly<Record<string, string>> = {
  "all-minilm-l6-v2-q8_0.gguf": "1a7394d074f7e9f1c5cb3561c5a6f2003237c23363ac00ee66360e6db86743bb",
  "assay-notes-micro-q4_0.gguf": "42963f1b7985ba7906674b1e989c5c316f716066a89664cddb7a8e037bd05599",
  "assay-notes-micro-q8_0.gguf": "10fe45f7df61b9e9b1f7f1a468d20aadd7a066c1a833398e35786aad31edc5bb",
  "assay-notes-mini-q4_0.gguf": "f24f63728b9f397e8e31d510288237dbc6554df80f18e126ff8930e94ce08d3d",
  "assay-notes-mini-q8_0.gguf": "727d8e3ae6ba23b5ae64d577d7d9e56b631807065d2934a617c30f4233c2b445",
};
