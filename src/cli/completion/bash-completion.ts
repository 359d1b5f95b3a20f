/**
 * The bash script that completes `assay`.
 *
 * Own, since that of @bomb.sh/tab 0.0.22 needs the package bash-completion, breaks names at their colon, offers no
 * files and complains when it is read twice. It speaks the same protocol: `assay complete -- <words>` answers one
 * `value<Tab>description` a line, then a line with a colon. Works from bash 3.2 on, which macOS has.
 */
export const BASH_COMPLETION = `# bash completion for assay
_assay() {
  local line="\${COMP_LINE:0:COMP_POINT}" words cur value
  read -ra words <<< "$line"
  [[ "$line" == *" " ]] && words+=("")
  cur="\${words[\${#words[@]}-1]}"
  # bash takes a word apart at colons and equals signs, and wants only what follows the last one.
  local before="\${cur%"\${cur##*[:=]}"}"
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    [[ "$value" == :* || "$value" != "$cur"* ]] || COMPREPLY+=("\${value#"$before"}")
  done < <(assay complete -- "\${words[@]:1}" 2>/dev/null)
}
complete -o default -o bashdefault -F _assay assay`;
