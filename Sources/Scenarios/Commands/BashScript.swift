/// A scenario's commands as a script for bash: phases are functions, and clean-up follows whatever happens.
struct BashScript {
  let scenario: Scenario
  let script: CommandScript

  var text: String {
    ([header, variables, tools] + CommandStep.Phase.allCases.map(function) + [main]).joined(separator: "\n")
  }

  private var program: String {
    switch scenario.cloud {
    case .aws: "aws"
    case .azure: "az"
    case .gcp: "gcloud"
    }
  }

  private var identity: String {
    switch scenario.cloud {
    case .aws: "aws sts get-caller-identity --query Arn --output text"
    case .azure: "az account show --query name --output tsv"
    case .gcp: "gcloud config get-value project"
    }
  }

  private var header: String {
    var lines = [
      "#!/usr/bin/env bash", "# \(scenario.id): \(scenario.title)", "#",
    ]
    lines += wrapped(scenario.story)
    if !scenario.rows.isEmpty { lines.append("# Must be found as \(scenario.rows.joined(separator: ", ")).") }
    for note in script.notes { lines += ["#"] + wrapped(note) }
    lines += [
      "#",
      "# WARNING: this makes, stops, changes and deletes real resources, and costs money. Run it only in an account made",
      "# for tests. It touches nothing but what it has made itself, and removes that at its end, also after a failure.",
      "#",
      "#   MARTLET_CONFIRM=yes bash \(scenario.id).sh               all phases, then clean-up",
      "#   MARTLET_CONFIRM=yes bash \(scenario.id).sh set-up        one phase: set-up, attack, check, clean-up", "#",
      "# Needs bash and \(program), signed in. Between phases the names of what was made are kept in $MARTLET_STATE.",
      "set -euo pipefail", "",
    ]
    return lines.joined(separator: "\n")
  }

  private func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = "#"
    for word in text.split(separator: " ") {
      if line.count + word.count + 1 > 118 {
        lines.append(line)
        line = "#"
      }
      line += " \(word)"
    }
    return lines + [line]
  }

  private var variables: String {
    var lines = [
      "STATE=${MARTLET_STATE:-./martlet-\(scenario.id).state}", "RUN=martlet-$(date +%s)-$$",
    ]
    lines += script.variables.map { "\($0)=''" }
    lines += [
      "# What an earlier phase has made.", "# shellcheck disable=SC1090", "[ ! -e \"$STATE\" ] || . \"$STATE\"",
      "export AWS_PAGER='' CLOUDSDK_CORE_DISABLE_PROMPTS=1 AZURE_CORE_NO_COLOR=1", "not_so=0", "left_over=0", "",
    ]
    return lines.joined(separator: "\n")
  }

  private var tools: String {
    #"""
    # Keeps a variable for later phases.
    remember() { printf '%s=%q\n' "$1" "$2" >> "$STATE"; }

    # Repeats a command until it answers what is wanted.
    wait_for() {
      local wanted=$1 tries=0 answer=''
      shift
      until answer=$("$@") && [ "$answer" = "$wanted" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt "${MARTLET_TRIES:-120}" ] || { echo "still '$answer' and not '$wanted': $*" >&2; return 1; }
        sleep "${MARTLET_PAUSE:-15}"
      done
    }

    # Runs a command that is meant to be refused.
    refused() { "$@" >/dev/null 2>&1 && { echo "this was not refused: $*" >&2; return 1; } || true; }

    # Compares what is with what should be.
    expect() {
      if [ "$2" = "$3" ]; then echo "  so: $1"; else echo "  NOT SO: $1: expected '$2', found '$3'" >&2; not_so=1; fi
    }

    # Runs a step of the clean-up. What is gone already is fine; any other failure is told, and the next step follows.
    undo() {
      local answer
      if ! answer=$("$@" 2>&1); then
        case $answer in
          *NotFound* | *"not found"* | *"does not exist"* | *"could not be found"*) ;;
          *) echo "  LEFT OVER: $*: $answer" >&2; left_over=1 ;;
        esac
      fi
    }

    """#
  }

  private func function(_ phase: CommandStep.Phase) -> String {
    let name = phase.rawValue.replacing("-", with: "_")
    var lines = ["\(name)() {", "  echo \"\(phase.rawValue)\""]
    if phase == .setUp { lines.append("  remember RUN \"$RUN\"") }
    let filled = Set(script.variables)
    for step in script.steps(of: phase) {
      if step.phase != .check { lines.append("  # \(step.purpose)") }
      lines += self.lines(of: step, filled: filled)
    }
    switch phase {
    case .check: lines.append("  return \"$not_so\"")
    case .cleanUp:
      lines += ["  [ \"$left_over\" != 0 ] || rm -f \"$STATE\"", "  return \"$left_over\""]
    default: break
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private func lines(of step: CommandStep, filled: Set<String>) -> [String] {
    if step.phase == .cleanUp {
      let needed = step.reads.filter(filled.contains).map { "[ -n \"$\($0)\" ]" }.joined(separator: " && ")
      return ["  \(needed.isEmpty ? "" : "if \(needed); then ")undo \(step.command)\(needed.isEmpty ? "" : "; fi")"]
    }
    switch step.kind {
    case .run: return ["  \(step.command)\(isAnswering(step) ? " >/dev/null" : "")"]
    case .capture(let name): return ["  \(name)=$(\(step.command))", "  remember \(name) \"$\(name)\""]
    case .expect(let answer): return ["  expect \"\(step.purpose)\" \"\(answer)\" \"$(\(step.command))\""]
    case .waitFor(let answer): return ["  wait_for \"\(answer)\" \(step.command)"]
    case .refused: return ["  refused \(step.command)"]
    }
  }

  /// Waiters print nothing; what other commands answer is of no use to a reader.
  private func isAnswering(_ step: CommandStep) -> Bool { !step.command.contains(" wait ") }

  private var main: String {
    """
    [ "${MARTLET_CONFIRM:-}" = yes ] || { echo "read the warning in this script, then set MARTLET_CONFIRM=yes" >&2; exit 3; }
    echo "\(scenario.id) as $(\(identity))"
    # The trap's own status is that of what failed before, or of a clean-up that left something.
    at_end() {
      local status=$?
      trap - EXIT
      set +e
      clean_up || status=1
      exit "$status"
    }
    case ${1:-all} in
      all | set-up) [ ! -e "$STATE" ] || { echo "$STATE is there: run clean-up first" >&2; exit 3; } ;;
    esac
    case ${1:-all} in
      all) trap at_end EXIT; set_up; attack; check ;;
      set-up) set_up ;;
      attack) attack ;;
      check) check ;;
      clean-up) clean_up ;;
      *) echo "phases are set-up, attack, check and clean-up" >&2; exit 3 ;;
    esac

    """
  }
}

extension Scenario {
  /// The commands as a script for bash; `nil` when there are none.
  public var bashScript: String? {
    guard case .script(let script) = commands else { return nil }
    return BashScript(scenario: self, script: script).text
  }
}
