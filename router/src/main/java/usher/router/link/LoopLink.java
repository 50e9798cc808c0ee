package usher.router.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.link.FeedOpen;
import usher.common.link.FeedOpenJson;
import usher.common.link.LinkFormatException;
import usher.common.link.LinkLimits;
import usher.common.link.LinkListener;
import usher.common.link.LinkReader;
import usher.common.link.LinkType;
import usher.common.link.OpenJson;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.router.feed.FeedLink;
import usher.router.feed.FeedPort;
import usher.router.pin.NodeRef;
import usher.router.seat.LinkPort;
import usher.router.seat.Said;
import usher.router.seat.SeatLink;
import usher.router.upstream.LegOwner;
import usher.router.upstream.LinkLeg;

/**
 * The connection of one event loop to one node that all its seats there share: dialled when it is
 * needed, and again, ever slower, when it breaks. On the loop.
 */
final class LoopLink
    implements LinkPort, FeedPort, LinkListener, LegOwner, LinkUpgradeHandler.Outcome {
  private static final Logger log = LoggerFactory.getLogger(LoopLink.class);

  private enum State {
    DOWN,
    DIALLING,
    UP,
    OVER
  }

  private final LoopLinks links;
  private final SeatLink seats;
  private final FeedLink feeds;
  private final EventLoop loop;
  private final LinkLeg leg;
  private State state = State.DOWN;
  private @Nullable Channel channel;
  private @Nullable LinkBatch batch;
  private @Nullable LinkFrames frames;
  private long waitMs;
  private long upSinceNs;

  LoopLink(LoopLinks links, SeatLink seats) {
    this.links = links;
    this.seats = seats;
    this.loop = links.legs().loop();
    this.leg = new LinkLeg(links.legs(), seats.node(), this);
    this.feeds = links.feeds().link(seats.node(), this, seats::nextOpen);
  }

  @Override
  public void dial() {
    if (state == State.DOWN) {
      to(State.DIALLING, "needed");
      if (waitMs == 0) {
        loop.execute(this::connect);
      } else {
        loop.schedule(this::connect, waitMs, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void connect() {
    if (state != State.DIALLING) {
      return;
    }
    NodeRef node = seats.node();
    ChannelFuture future =
        leg.connect(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel opened) {
                opened
                    .pipeline()
                    .addLast(
                        new HttpClientCodec(
                            PortLimits.HEAD_BYTES, PortLimits.HEAD_BYTES, PortLimits.HEAD_BYTES))
                    .addLast(
                        new LinkUpgradeHandler(
                            node.address().toString(), links.token(), LoopLink.this));
              }
            });
    channel = future.channel();
    future.addListener(
        done -> {
          if (done.isSuccess()) {
            leg.connected();
          } else {
            failed(String.valueOf(done.cause()), done.cause());
          }
        });
  }

  @Override
  public void onUpgraded(ChannelHandlerContext ctx) {
    if (state != State.DIALLING) {
      ctx.close();
      return;
    }
    Channel upgraded = ctx.channel();
    upgraded.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, PortLimits.WAITING_BYTES);
    upgraded
        .pipeline()
        .addLast(new LinkReader(this, LinkLimits.MAX_PAYLOAD_BYTES))
        .addLast(new WritabilityHandler());
    batch = new LinkBatch(upgraded, links.metrics());
    frames = new LinkFrames(seats, feeds, upgraded.alloc());
    upSinceNs = System.nanoTime();
    links.metrics().linkUp();
    to(State.UP, "upgraded");
    seats.onUp();
    feeds.onUp();
  }

  @Override
  public void onRefused(String why) {
    failed(why, null);
  }

  private void failed(String why, @Nullable Throwable cause) {
    if (state != State.DIALLING) {
      return;
    }
    leg.closed();
    release();
    slowDown();
    to(State.DOWN, why);
    if (cause == null) {
      log.warn("node {} at {} gives no link: {}", seats.node(), seats.node().address(), why);
    }
    leg.failed(cause);
    seats.onDialFailed();
    feeds.onDialFailed();
  }

  @Override
  public void onFrame(LinkType type, int id, long number, ByteBuf payload)
      throws LinkFormatException {
    LinkFrames to = frames;
    if (to != null && state == State.UP) {
      links.metrics().frameIn();
      to.on(type, id, number, payload);
    }
  }

  @Override
  public void onReadEnd() {
    links.flush().run();
  }

  @Override
  public void onMalformed(String why) {
    links.metrics().malformed();
    log.warn("the link of node {} is closed, for it sent what is none: {}", seats.node(), why);
    onClosed();
  }

  @Override
  public void onClosed() {
    if (state != State.UP) {
      return;
    }
    leg.closed();
    links.metrics().linkDown();
    boolean lasted = System.nanoTime() - upSinceNs >= PortLimits.LONGEST_WAIT.toNanos();
    if (lasted) {
      waitMs = 0;
    } else {
      slowDown();
    }
    release();
    to(State.DOWN, "closed");
    seats.onDown();
    feeds.onDown();
    links.flush().run();
  }

  @Override
  public void onEnd(CloseReason reason) {
    if (state == State.OVER) {
      return;
    }
    Channel open = channel;
    LinkBatch last = batch;
    if (state == State.UP) {
      links.metrics().linkDown();
      if (last != null && reason == CloseReason.ROUTER_LEAVING) {
        last.leave();
      }
    }
    leg.closed();
    release();
    to(State.OVER, reason.word());
    if (open != null) {
      open.close();
    }
    seats.onLost();
    feeds.onLost();
  }

  private void release() {
    channel = null;
    batch = null;
    frames = null;
  }

  private void slowDown() {
    waitMs =
        Math.min(
            PortLimits.LONGEST_WAIT.toMillis(),
            Math.max(PortLimits.FIRST_WAIT.toMillis(), waitMs * 2));
  }

  private LinkBatch batch() {
    LinkBatch open = batch;
    if (open == null) {
      throw new IllegalStateException("the link of " + seats.node() + " is " + state);
    }
    return open;
  }

  @Override
  public boolean isWritable() {
    LinkBatch open = batch;
    return open != null && open.isWritable();
  }

  @Override
  public void open(int open, long epoch, OpenRequest request) {
    batch().add(LinkType.OPEN, open, epoch, OpenJson.write(request));
  }

  @Override
  public void feedOpen(int open, FeedOpen request) {
    batch().add(LinkType.FEED_OPEN, open, 0, FeedOpenJson.write(request));
  }

  @Override
  public void command(int open, long n, PlayerFrame frame) {
    LinkType type = frame.isBinary() ? LinkType.BINARY_COMMAND : LinkType.COMMAND;
    batch().add(type, open, n, frame.payload());
  }

  @Override
  public void raw(int open, PlayerFrame frame) {
    batch().add(frame.isBinary() ? LinkType.RAW_BINARY : LinkType.RAW, open, 0, frame.payload());
  }

  @Override
  public void pass(int open, Said said) {
    if (said instanceof SaidFrame frame) {
      LinkType type = frame.isBinary() ? LinkType.RAW_BINARY : LinkType.RAW;
      batch().add(type, open, 0, frame.content());
    } else {
      raw(open, said.kept());
    }
  }

  @Override
  public void detach(int open, boolean onPurpose) {
    batch().add(LinkType.DETACH, open, onPurpose ? 1 : 0);
  }

  private void to(State next, String why) {
    log.debug("link to {}: {} -> {} ({})", seats.node(), state, next, why);
    state = next;
  }

  /** Behind the reader: tells the seats when the node takes more. */
  private final class WritabilityHandler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (ctx.channel().isWritable() && state == State.UP) {
        seats.onWritable();
        feeds.onWritable();
      }
    }
  }
}
