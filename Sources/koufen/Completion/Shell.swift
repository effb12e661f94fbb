import ArgumentParser

/// A shell that can complete command lines. Its script asks the tool itself what may stand there.
enum Shell: String, CaseIterable, ExpressibleByArgument {
  case bash, zsh, fish

  /// The line that says that names of files may stand there.
  static let files = "@files"

  /// What is put where the shell looks for completions.
  var script: String {
    switch self {
    case .bash: Self.bashScript
    case .zsh: Self.zshScript
    case .fish: Self.fishScript
    }
  }

  /// The shell takes words apart at `=`, `:` and `@`, which stand in breaches and persons: the line is read instead, and
  /// what bash thinks was typed before is cut off again.
  private static let bashScript = #"""
    # What may stand in a koufen command line, for bash.
    _koufen() {
      local -a words
      local line=${COMP_LINE:0:COMP_POINT} breaks=${COMP_WORDBREAKS//[^:=@]/} current
      read -ra words <<<"$line"
      [[ $line == *[[:space:]] ]] && words+=("")
      current=${words[${#words[@]} - 1]}
      mapfile -t COMPREPLY < <("$1" completion bash -- "${words[@]:1}" 2>/dev/null)
      if [[ ${COMPREPLY[0]-} == @files ]]; then
        compopt -o filenames 2>/dev/null
        current=${current#--*=}
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
      elif [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=@:] ]]; then
        compopt -o nospace 2>/dev/null
      fi
      if [[ -n $breaks && $current == *[$breaks]* ]]; then
        COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*[$breaks]}"}"}")
      fi
    }
    complete -F _koufen koufen
    """#

  private static let zshScript = #"""
    #compdef koufen
    # What may stand in a koufen command line, for zsh.
    _koufen() {
      local -a answer open closed
      local line
      answer=("${(@f)$("${words[1]}" completion zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
      if [[ $answer[1] == @files ]]; then
        compset -P '--*='
        _files
        return
      fi
      for line in $answer; do
        case ${${line//\\:/}%%:*} in
          *[=@]) open+=("$line") ;;
          ?*) closed+=("$line") ;;
        esac
      done
      _describe -V 'koufen' closed
      _describe -V 'koufen' open -S ''
    }
    if [[ $funcstack[1] == _koufen ]]; then _koufen "$@"; else compdef _koufen koufen; fi
    """#

  private static let fishScript = #"""
    # What may stand in a koufen command line, for fish.
    function __koufen_complete
        set -l words (commandline -opc) (commandline -ct)
        set -l answer (command $words[1] completion fish -- $words[2..] 2>/dev/null)
        if test "$answer[1]" = @files
            __fish_complete_path (string replace -r -- '^--[^=]*=' '' (commandline -ct))
        else
            printf '%s\n' $answer
        end
    end
    complete -c koufen -f -a '(__koufen_complete)'
    """#
}
