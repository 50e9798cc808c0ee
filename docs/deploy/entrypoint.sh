#!/bin/sh
# router FLAGS… | node FLAGS… | usher COMMAND… : the process takes the shell's place, so that it gets the signals.
set -eu
what=${1:-router}
[ $# -gt 0 ] && shift
options="-XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=60 -Dio.netty.leakDetection.level=disabled"
# What lives through two collections in a router lives as long as a seat or a room does.
tenure=-XX:MaxTenuringThreshold=1
# A node that is killed is noticed once its memory is taken down, which is quick with large pages.
pages=
case $(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null) in
    *'[madvise]'* | *'[always]'*) pages=-XX:+UseTransparentHugePages ;;
esac
case $what in
    # shellcheck disable=SC2086 # options are words
    router) exec java $options $tenure ${JVM_OPTS:-} -jar /opt/usher/usher-router.jar "$@" ;;
    # shellcheck disable=SC2086 # options are words
    node) exec java $options $pages ${JVM_OPTS:-} -cp '/opt/usher/usher-game-node.jar:/opt/usher/games/*' usher.node.NodeMain "$@" ;;
    usher) exec /bin/sh "$(dirname "$0")/usher" "$@" ;;
    *) echo "error: the first word is router, node or usher, not '$what'" >&2 && exit 2 ;;
esac
