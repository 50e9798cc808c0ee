# What the scripts share; sourced, never run. POSIX sh.
# The caller has set USHER_ROOT to the project's root.

MIN_JAVA=17
ROUTER_JAR=$USHER_ROOT/router/target/usher-router.jar
NODE_JAR=$USHER_ROOT/game-node/target/usher-game-node.jar
BENCH_JAR=$USHER_ROOT/bench/target/usher-bench.jar

fail() {
    echo "error: $*" >&2
    exit 2
}

# The major version of a java command; nothing if it is none.
java_version() {
    "$1" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9][0-9]*\).*/\2/p' | head -n 1
}

# Whether this directory is a JDK (not a JRE: we may have to compile) that is new enough.
is_jdk() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
    version=$(java_version "$1/bin/java")
    [ -n "$version" ] && [ "$version" -ge "$MIN_JAVA" ]
}

# Sets and exports JAVA_HOME: what it says already, else the PATH's, else a known place's.
find_jdk() {
    if [ -n "${JAVA_HOME:-}" ]; then
        is_jdk "$JAVA_HOME" && return
        echo "JAVA_HOME=$JAVA_HOME is no JDK $MIN_JAVA or newer; looking elsewhere" >&2
    fi
    if command -v javac >/dev/null 2>&1; then
        JAVA_HOME=$(dirname "$(dirname "$(resolve "$(command -v javac)")")")
        is_jdk "$JAVA_HOME" && export JAVA_HOME && return
    fi
    for JAVA_HOME in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/.sdkman/candidates/java/current; do
        is_jdk "$JAVA_HOME" && export JAVA_HOME && return
    done
    fail "no JDK $MIN_JAVA or newer found: set JAVA_HOME to one, or put its javac on the PATH"
}

# Options for the JVM that was found; JVM_OPTS comes after these, so that it wins.
# Netty's leak detector is for tests, which run it at its strictest.
jvm_options() {
    options="-XX:+ExitOnOutOfMemoryError -Dio.netty.leakDetection.level=disabled"
    if [ "$(java_version "$JAVA_HOME/bin/java")" -ge 24 ]; then
        options="$options --enable-native-access=ALL-UNNAMED"
    fi
    printf '%s\n' "$options"
}

# An option for the JVM of a router: what lives through two collections there lives as long as a seat or a room does.
# To carry it from one to the next, up to fifteen times, is what collections would take longest for.
tenure_early() {
    echo -XX:MaxTenuringThreshold=1
}

# An option for the JVM of a node, where the kernel has it: the kernel closes the sockets of a process that was
# killed once its memory is taken down, which is quick with large pages. Everybody waits for it.
large_pages() {
    case $(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null) in
        *'[madvise]'* | *'[always]'*) echo -XX:+UseTransparentHugePages ;;
    esac
}

# The file behind a path's symbolic links.
resolve() {
    path=$1
    while [ -L "$path" ]; do
        link=$(readlink "$path")
        case $link in
            /*) path=$link ;;
            *) path=$(dirname "$path")/$link ;;
        esac
    done
    printf '%s\n' "$path"
}

is_built() {
    [ -f "$ROUTER_JAR" ] && [ -f "$NODE_JAR" ] && [ -f "$BENCH_JAR" ]
}

# Builds all jars unless they are there. Of two scripts at once, one builds and the other waits.
build_once() {
    is_built && return
    mkdir -p "$USHER_ROOT/target"
    if command -v flock >/dev/null 2>&1; then
        # The lock goes with the process that holds it, however that ends.
        (
            flock 9
            is_built || build 9>&-
        ) 9>"$USHER_ROOT/target/build.lock" || exit 2
    else
        is_built || build || exit 2
    fi
}

build() {
    command -v mvn >/dev/null 2>&1 \
        || fail "nothing is built yet, and Maven (mvn) is not on the PATH"
    echo "building Usher once (mvn -q -DskipTests package), a minute or so ..." >&2
    (cd "$USHER_ROOT" && mvn -q -DskipTests package >&2) \
        || fail "the build failed; its messages are above"
}
