/** The room `#/runs`. */
export function Runs() {
  return <h1>Runs</h1>;
}
