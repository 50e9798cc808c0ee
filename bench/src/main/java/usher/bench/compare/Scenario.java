package usher.bench.compare;

import usher.bench.compare.echo.Crowd;
import usher.bench.compare.echo.EchoLoad;
import usher.bench.compare.echo.Phase;
import usher.common.net.HostPort;

/** What is measured of each proxy in each round. */
enum Scenario {
  /** Every player sends the next frame when the last is back. */
  ECHO_64("64 B echo"),
  /** The same number of echoes a second for every proxy, timed from when each was due. */
  PACED_64("64 B echo, paced"),
  ECHO_16K("16 KiB echo"),
  /** A connect, an upgrade and a close, to rooms that have someone in them. */
  HANDSHAKE("connect and upgrade");

  private static final int SMALL = 64;
  private static final int LARGE = 16 * 1024;

  private final String title;

  Scenario(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Starts it; what it gives is measured, and then {@link #stop} ends it. */
  Phase start(EchoLoad load, HostPort proxy, Crowd crowd, ComparePlan plan) {
    switch (this) {
      case ECHO_64 -> crowd.echo(SMALL);
      case PACED_64 -> crowd.echo(SMALL, plan.pacePerSecond());
      case ECHO_16K -> crowd.echo(LARGE);
      case HANDSHAKE -> {
        return load.handshakes(proxy, plan.players(), plan.connectsAtOnce());
      }
    }
    return crowd;
  }

  void stop(Phase phase, Crowd crowd) {
    if (phase == crowd) {
      crowd.rest();
    } else {
      phase.close();
    }
  }
}
