# Read by jpsi where it has to build, or wants a folder of its own. Plain POSIX sh, as jpsi is.
# shellcheck shell=sh disable=SC2154 # jpsi sets what is not set here
#
# A folder of builds ($work) holds
#   current    the build in use: its name, the sums of its sources and of its archives, its class path
#   build.N    jars, their `sizes`, and the archives of their classes
#   making.N   a build under way: a copy of the sources, which Maven writes into
#   lock       who builds, and a beat for as long as somebody does
# Each build is made in folders of its own and appears as `current` is renamed, so that one that died, or
# two at once, do no harm; the lock only saves work. Nothing waits for a beat that stopped, whatever
# account or machine it came from. No clock and no process number is trusted.

no_place() {
  say "cannot write what it builds to ${work:-$cache}.
See that the disk has room, clone the repository into a folder of your own, or name a folder: XDG_CACHE_HOME=/a/folder ./jpsi ..."
  exit 1
}

dubious() {
  say "others than this account can write into $1, and could lay down there what is run here.
Take that away (chmod go-w), or name another folder: XDG_CACHE_HOME=/a/folder ./jpsi ..."
  exit 1
}

# Sets $work to the folder of builds that this account writes: .jpsi in a checkout of its own, or one in
# its cache, and then $reason.
find_work() {
  name_cache
  reason=
  if ! plain "$root"; then
    reason="Java's class path takes no colon, quote, wildcard or newline in a path"
  elif ! list "$root/." || [ "$owner" != "$me" ]; then
    reason="this checkout is another account's"
  elif ! mkdir -p "$root/.jpsi" 2>/dev/null || [ ! -w "$root/.jpsi" ]; then
    reason="$root/.jpsi cannot be written"
  else
    work=$root/.jpsi
    return 0
  fi
  work=$cache/$key
  plain "$work" || {
    say "cannot build in $work: Java's class path takes no colon, quote, wildcard or newline in a path.
Name another folder: XDG_CACHE_HOME=/a/folder ./jpsi ..."
    exit 1
  }
  [ ! -d "$base" ] || guarded "$base" || dubious "$base"
  for folder in "$cache" "$work"; do
    mkdir -m 700 "$folder" 2>/dev/null || [ -d "$folder" ] || no_place
    private "$folder" || dubious "$folder"
  done
  [ -w "$work" ] || no_place
  [ -f "$work/checkout" ] || { printf '%s\n' "$root" >"$work/checkout"; } 2>/dev/null || no_place
}

# Makes the folder $1.N with the first N that is free, and sets $made to it.
number() {
  n=1
  until mkdir "$1.$n" 2>/dev/null; do
    [ -e "$1.$n" ] || no_place
    n=$((n + 1))
  done
  made=$1.$n
}

# Beats for an hour at most, as long as there is a lock.
beat() {
  beats=0
  while [ "$beats" -lt 1800 ] && printf '%s\n' "$beats" >"$work/lock/beat"; do
    beats=$((beats + 1))
    sleep 2
  done
}

# Beats from the line `locked` until standard input ends, which is when the builder has gone, however it
# went: the system closes what a process held. Returns the status that the builder sent.
watch_builder() {
  trap '' INT TERM HUP
  status= beater=
  while IFS= read -r line; do
    case $line in
      locked) beat >/dev/null 2>&1 4>&- & beater=$! ;;
      *) status=$line ;;
    esac
  done
  [ -z "$beater" ] || kill -9 "$beater" 2>/dev/null || :
  [ -n "$status" ] || { say "the build was ended from outside; the next command builds again" && status=1; }
  return "$status"
}

# Twice, since a beat may fall between what the first finds and what it removes.
drop_lock() { rm -rf "$work/lock" 2>/dev/null || rm -rf "$work/lock"; }

# Waits as long as somebody builds and beats; then the lock is ours.
take_lock() {
  heard=no still=0 told= refused=0
  until mkdir "$work/lock" 2>/dev/null; do
    if [ ! -d "$work/lock" ]; then
      # Given back in between, or a link of an earlier version; or none can be made here.
      rm -f "$work/lock" 2>/dev/null || :
      refused=$((refused + 1))
      [ "$refused" -lt 20 ] || no_place
      continue
    fi
    beat= who=
    { IFS= read -r beat <"$work/lock/beat"; } 2>/dev/null || :
    { IFS= read -r who <"$work/lock/who"; } 2>/dev/null || :
    if [ "$beat" = "$heard" ]; then still=$((still + 1)); else heard=$beat still=0; fi
    if [ "$still" -ge 10 ]; then
      say "${who:-another command} began a build and is gone; going on"
      drop_lock || no_place
      still=0
      continue
    fi
    if [ -z "$told" ] && { [ -n "$who" ] || [ "$still" -ge 2 ]; }; then
      say "waiting for the build of ${who:-another command}"
      told=yes
    fi
    sleep 1
  done
  { printf '%s\n' "process $$ on $(uname -n 2>/dev/null), account $me" >"$work/lock/who"; } 2>/dev/null || no_place
  echo locked >&3
}

# Copies the sources into $making, where Maven builds. The checkout may be read-only, or of others, or have
# a name that Maven cannot hold; and nothing is left of an earlier build, whose age Maven would go by.
copy_sources() {
  mkdir "$making/source" "$making/tmp" || no_place
  (
    CDPATH= cd -- "$root" || exit 1
    for file in pom.xml mvnw .mvn; do
      [ ! -e "$file" ] || cp -R "$file" "$making/source/" || exit 1
    done
    for file in */pom.xml; do
      module=${file%/pom.xml}
      mkdir -p "$making/source/$module/src" && cp "$file" "$making/source/$module/" || exit 1
      [ ! -d "$module/src/main" ] || cp -R "$module/src/main" "$making/source/$module/src/" || exit 1
    done
  ) 2>"$making/refused" || {
    say "cannot copy the sources of $root to $making:"
    head -n 3 "$making/refused" >&2
    say "see that this account can read the checkout (its owner: chmod -R a+rX), and that the disk has room"
    exit 1
  }
  chmod -R u+w "$making/source"
}

run_maven() {
  set -- -B -ntp -Dquick -DskipTests -Dmaven.test.skip=true -pl app -am package
  if [ -n "$collector" ]; then
    set -- -Dcompiler.collector=-J-Xshare:auto "$@"
    [ ! -f .mvn/jvm.config ] || { grep -v 'GC$' "$root/.mvn/jvm.config" || :; } >.mvn/jvm.config
  fi
  # A home that is closed or another's, or whose path a class path cannot hold, keeps no libraries for us.
  if [ -z "${HOME-}" ] || ! list "$HOME/." || [ "$owner" != "$me" ] || [ ! -w "$HOME" ] || ! plain "$HOME" ||
    { [ -e "$HOME/.m2" ] && [ ! -w "$HOME/.m2" ]; } ||
    { [ -e "$HOME/.m2/repository" ] && [ ! -w "$HOME/.m2/repository" ]; }; then
    HOME=$work/home && export HOME
    mkdir -p "$HOME" || return 1
    set -- -Dmaven.repo.local="$HOME/.m2/repository" "$@"
  fi
  # Java by itself asks the system where the home is, which may know of none.
  options="-Duser.home=\"$HOME\" -Djava.io.tmpdir=\"$making/tmp\""
  JAVA_HOME=$jdk TMPDIR=$making/tmp JDK_JAVA_OPTIONS="${JDK_JAVA_OPTIONS-} $options" sh ./mvnw "$@"
}

# Lays the jars into $made; $jars is their names in the order of the class path. What Maven's repository
# holds is linked, and costs no room.
keep_jars() {
  rest=$(cat app/target/classpath) || return 1
  rest=$(printf '%s\n' app/target/jpsi-app-*.jar):$rest:
  jars=
  while [ -n "$rest" ]; do
    entry=${rest%%:*} rest=${rest#*:}
    ln "$entry" "$made/" 2>/dev/null || cp "$entry" "$made/" || return 1
    jars=$jars${jars:+:}${entry##*/}
  done
  (cd "$made" && sizes >sizes)
}

# Rehearses the commands that do $1 (see the class Rehearsal) with the further flags of Java behind it, and
# keeps the classes that they load in $made/$1.jsa, laid out for the JVM. Sets $sum to its sum, since a
# damaged one can crash the JVM; without it all works the same.
make_archive() {
  kind=$1
  shift
  set -- "$@" -Djava.io.tmpdir="$making/tmp" -Djpsi.home="$root" -Xlog:disable -classpath "$all"
  {
    "$jdk/bin/java" -XX:DumpLoadedClassList="$making/$kind" "$@" org.jpsi.app.Rehearsal "$kind" "$making/rehearsal" &&
      "$jdk/bin/java" -Xshare:dump -XX:SharedClassListFile="$making/$kind" -XX:SharedArchiveFile="$made/$kind.jsa" "$@"
  } >/dev/null 2>&1 </dev/null 3>&- 4>&- || :
  sum=none
  [ ! -f "$made/$kind.jsa" ] || sum=$(cksum <"$made/$kind.jsa")
}

# An archive for commands with the vector module, and one for those without: a JVM refuses those of the
# other. Classes that are linked beforehand save the second kind of command a tenth of a second, and
# cost the first as much.
make_archives() {
  if [ -n "$own_archive" ]; then
    # No JVM makes an archive by what it is given for another: they are made as without it.
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    collector=
  fi
  flags=$(grep '^-' "$root/jvm.args")
  [ -z "$collector" ] || flags=$(printf '%s\n' "$flags" | grep -v 'GC$')
  all=$made/
  rest=$jars:
  while [ -n "$rest" ]; do
    all=$all${rest%%:*} rest=${rest#*:}
    [ -z "$rest" ] || all=$all:$made/
  done
  mkdir -p "$making/rehearsal"
  # shellcheck disable=SC2086 # one flag a word
  make_archive computes $flags
  archived=$sum
  # shellcheck disable=SC2046,SC2086
  make_archive shows $(printf '%s\n' "$flags" | grep -v '^--add-modules') -XX:+AOTClassLinking
  archived="$archived,$sum"
}

# Builds, unless somebody has meanwhile. Tells the watcher on file 3 when it holds the lock, and its status.
make_build() (
  set -e
  making= made= locked=
  trap 'status=$?
    set +e
    cd /
    [ -z "$made" ] || rm -rf "$made"
    [ -z "$making" ] || rm -rf "$making"
    [ -z "$locked" ] || drop_lock
    echo "$status" >&3' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  take_lock
  locked=yes
  # Changed while we waited, perhaps; built, perhaps.
  sources=
  if take "$work" same; then exit 0; fi
  say "building, ${unfit:-once} (what Maven says goes to $work/build.log)"
  [ -z "$reason" ] || say "what is built goes to $work: $reason"
  before=
  [ ! -f "$work/current" ] || IFS= read -r before <"$work/current" || :
  # What died, and what was replaced days ago: commands that still run keep the jars they began with.
  find "$work/." ! -name . -prune -name 'making.*' -mtime +0 -exec rm -rf {} + 2>/dev/null || :
  find "$work/." ! -name . -prune -name 'build[.-]*[0-9]' ! -name "${before:-none}" -mtime +2 -exec rm -rf {} + 2>/dev/null || :
  number "$work/making"
  making=$made made=
  copy_sources
  sources=$(sum_of "$making/source")
  cd "$making/source"
  if ! run_maven >"$work/build.log" 2>&1 </dev/null 3>&- 4>&-; then
    say "the build failed:"
    { grep '^\[ERROR\]' "$work/build.log" || tail -n 15 "$work/build.log"; } | head -n 15 >&2
    if grep -qE 'Could not transfer|Unknown host|Failed to fetch' "$work/build.log"; then
      say "the first build fetches libraries from Maven's repository, which was not reached; with a proxy or mirror, name it in ~/.m2/settings.xml"
    fi
    say "all of it is in $work/build.log"
    exit 3
  fi
  number "$work/build"
  keep_jars || no_place
  make_archives
  { printf '%s\n' "${made##*/}" "$sources" "$archived" "$jars" >"$making/current"; } 2>/dev/null || no_place
  mv "$making/current" "$work/current"
  made=
  # It is from now that it is replaced.
  [ -z "$before" ] || [ ! -d "$work/$before" ] || touch "$work/$before"
)

build() {
  find_work
  set +e
  { make_build 3>&1 >&4 | watch_builder; } 4>&1
  status=$?
  set -e
  [ "$status" -eq 0 ] || exit "$status"
  take "$work" || no_place
}
