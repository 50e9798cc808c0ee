package usher.bench.compare.echo;

import usher.common.net.HostPort;

/** Connects, upgrades, closes, and again, a fixed number at a time. */
public final class Handshakes implements Phase, EchoPlayer.Driver {
  private final EchoLoad load;
  private final HostPort proxy;
  private final int rooms;
  private final Meter meter = new Meter();
  private int next;
  private boolean closing;

  Handshakes(EchoLoad load, HostPort proxy, int rooms) {
    this.load = load;
    this.proxy = proxy;
    this.rooms = rooms;
  }

  void start(int atATime) {
    load.loop()
        .execute(
            () -> {
              for (int i = 0; i < atATime; i++) {
                connect();
              }
            });
  }

  private void connect() {
    load.connect(proxy, EchoLoad.path(next++ % rooms), this);
  }

  @Override
  public void onUpgraded(EchoPlayer player) {
    meter.took(player.ageNs());
    player.close();
  }

  @Override
  public void onEcho(EchoPlayer player, long tookNs) {}

  @Override
  public void onEnded(EchoPlayer player, boolean upgraded) {
    if (!upgraded) {
      meter.error();
    }
    if (!closing) {
      connect();
    }
  }

  @Override
  public void restart() throws InterruptedException {
    load.loop().submit(meter::restart).sync();
  }

  @Override
  public Seen read() throws InterruptedException {
    return load.loop().submit(meter::read).sync().getNow();
  }

  @Override
  public void close() {
    load.loop().submit(() -> closing = true).syncUninterruptibly();
  }
}
