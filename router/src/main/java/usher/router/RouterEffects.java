package usher.router;

import org.jspecify.annotations.Nullable;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.ClusterEffects;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterInbox;
import usher.router.control.ControlPort;
import usher.router.edge.PlayerPort;
import usher.router.live.happening.News;
import usher.router.pin.PinStore;
import usher.router.upstream.NodeProbe;

/**
 * Hands the cluster's effects to the ports, on the thread {@code cluster}. The ports need the
 * cluster before it can have them, so they come by {@link #reach}, before the thread is started.
 */
final class RouterEffects implements ClusterEffects {
  private @Nullable PlayerPort players;
  private @Nullable ControlPort control;
  private @Nullable NodeProbe probe;
  private @Nullable ClusterInbox inbox;
  private @Nullable PinStore store;
  private News news = new News();

  /** Before the thread {@code cluster} is started. */
  void reach(PlayerPort players, ControlPort control, NodeProbe probe, ClusterInbox inbox) {
    this.players = players;
    this.control = control;
    this.probe = probe;
    this.inbox = inbox;
  }

  /** Whom to tell of what happens, for whoever watches; before the thread is started. */
  void tell(News watched) {
    news = watched;
  }

  /** Where pins are kept, if anywhere; before the thread {@code cluster} is started. */
  void keepPinsIn(PinStore pins) {
    store = pins;
  }

  @Override
  public void run(ClusterEffect effect) {
    PlayerPort toPlayers = players;
    ControlPort toNodes = control;
    NodeProbe toAddresses = probe;
    ClusterInbox toCluster = inbox;
    if (toPlayers == null || toNodes == null || toAddresses == null || toCluster == null) {
      throw new IllegalStateException("the cluster was started before its ports were there");
    }
    if (effect instanceof ClusterEffect.Answer answer) {
      answer.listener().onLocated(answer.located());
    } else if (effect instanceof ClusterEffect.Send send) {
      toNodes.send(send.connection(), send.message());
    } else if (effect instanceof ClusterEffect.CloseControl close) {
      toNodes.close(close.connection());
    } else if (effect instanceof ClusterEffect.Probe ask) {
      toAddresses.probe(
          ask.node(),
          ask.afterNs(),
          outcome ->
              toCluster.post(
                  new ClusterEvent.Probed(ask.node(), outcome, toPlayers.legsOpen(ask.node()))));
    } else if (effect instanceof ClusterEffect.NodeLost lost) {
      news.nodeLost(lost.node(), lost.why());
      toPlayers.nodeLost(lost.node());
    } else if (effect instanceof ClusterEffect.Explain explain) {
      explain.listener().onExplained(explain.explanation());
    } else if (effect instanceof ClusterEffect.AnswerMove answer) {
      answer.listener().onAnswer(answer.answer());
    } else if (effect instanceof ClusterEffect.AnswerOrder answer) {
      answer.listener().onAnswer(answer.answer());
    } else if (effect instanceof ClusterEffect.RoomClosed closed) {
      toPlayers.roomClosed(closed.pin(), closed.message());
      closed.pin().retire();
    } else if (effect instanceof ClusterEffect.PinRetired retired) {
      toPlayers.pinRetired(retired.pin());
    } else if (effect instanceof ClusterEffect.Repinned gone) {
      news.repinned(gone.room(), gone.from(), gone.to(), gone.lost());
    } else if (effect instanceof ClusterEffect.LookUp ask) {
      lookUp(toCluster, ask);
    } else if (effect instanceof ClusterEffect.Claim ask) {
      claim(toCluster, ask);
    } else if (effect instanceof ClusterEffect.NodeJoined joined) {
      toPlayers.nodeJoined(joined.node());
    } else if (effect instanceof ClusterEffect.AnswerFeeds answer) {
      answer.listener().onFeedNodes(answer.nodes());
    } else if (effect instanceof ClusterEffect.NodeDraining draining) {
      toPlayers.nodeDraining(draining.node(), draining.draining());
    }
  }

  private void lookUp(ClusterInbox inbox, ClusterEffect.LookUp ask) {
    pinStore()
        .lookUp(
            ask.room(),
            found -> inbox.post(new ClusterEvent.LookedUp(ask.room(), ask.ask(), found)));
  }

  private void claim(ClusterInbox inbox, ClusterEffect.Claim ask) {
    pinStore()
        .claim(
            ask.room(),
            ask.epoch(),
            ask.owner(),
            ask.nonce(),
            outcome -> inbox.post(new ClusterEvent.Claimed(ask.room(), ask.ask(), outcome)));
  }

  private PinStore pinStore() {
    PinStore pins = store;
    if (pins == null) {
      throw new IllegalStateException("a cluster with a journal was started without its pin store");
    }
    return pins;
  }
}
