package usher.router.edge;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.player.Role;
import usher.common.player.SeatQuery;
import usher.common.player.SeatToken;
import usher.common.player.Visitor;
import usher.common.player.WrongQueryException;
import usher.router.edge.origin.ForwardedHeaders;
import usher.router.ticket.Ticket;
import usher.router.ticket.Tickets;
import usher.router.ticket.Verdict;

/**
 * Decides, request by request, whether who sends it may come in, and knows who that is. One for
 * each connection, on its event loop.
 */
final class Doorkeeper {
  private static final Refusal CONTRADICTION =
      new Refusal(
          CloseReason.BAD_REQUEST, "X-Forwarded-For and Forwarded name two different players");
  private static final Refusal ORIGIN =
      new Refusal(
          CloseReason.WRONG_ORIGIN,
          "pages of this origin may not ask: --allow-origin names those that may");
  private static final Refusal NO_TICKET =
      new Refusal(
          CloseReason.NO_TICKET,
          "a ticket is needed: in Authorization: Bearer, or as the subprotocol usher.ticket.TICKET"
              + " beside usher");
  private static final Refusal TWO_TICKETS =
      new Refusal(CloseReason.BAD_TICKET, "there must be one ticket, in one place");
  private static final Refusal ROOM =
      new Refusal(CloseReason.WRONG_ROOM, "the ticket is not for this room");
  private static final Refusal FEEDS =
      new Refusal(CloseReason.WRONG_ROOM, "the ticket is not for feeds: it has no topics");
  private static final Refusal ROLE =
      new Refusal(CloseReason.WRONG_ROLE, "the ticket lets its player watch only: role=spectator");
  private static final Refusal NAME =
      new Refusal(CloseReason.WRONG_PLAYER, "player is not the sub of the ticket");
  private static final Refusal SEAT =
      new Refusal(CloseReason.WRONG_PLAYER, "the seat is not one of the player of the ticket");

  /** Who waits to hear whether a request may come in. */
  interface Answer {
    /**
     * It was looked at.
     *
     * @param wrong why it may not come in; null if it may
     */
    void onAdmitted(@Nullable Refusal wrong);
  }

  private final Door door;
  private final Channel channel;
  private @Nullable Ticket ticket;
  private boolean answersProtocol;
  private @Nullable String verified;
  private @Nullable Ticket verifiedTicket;
  private @Nullable Object edition;

  Doorkeeper(Door door, Channel channel) {
    this.door = door;
    this.channel = channel;
  }

  /**
   * Looks at the head of a request, and takes out of it what is for the router alone.
   *
   * @param page whether it asks for nothing but a page of the router's own, which everyone may see
   * @param then hears why it may not come in, or null if it may; within this call, or later where a
   *     ticket takes its time: then the connection may be gone
   */
  void admit(HttpRequest head, RoomRoute.Match match, boolean upgrade, boolean page, Answer then) {
    ticket = null;
    answersProtocol = false;
    HttpHeaders headers = head.headers();
    ForwardedHeaders.Said said =
        ForwardedHeaders.read(headers, ClientAddress.peer(channel), door.proxies());
    ClientAddress.set(channel, said.client());
    if (said.contradicts()) {
      then.onAdmitted(CONTRADICTION);
      return;
    }
    if (page) {
      then.onAdmitted(null);
      return;
    }
    if (!door.origins().allow(headers)) {
      then.onAdmitted(ORIGIN);
      return;
    }
    List<String> own = TicketText.takeProtocols(headers);
    answersProtocol = own.remove(TicketText.PROTOCOL);
    Tickets tickets = door.tickets();
    if (tickets == null) {
      then.onAdmitted(null);
      return;
    }
    List<String> texts = texts(head, own);
    if (texts.size() != 1) {
      then.onAdmitted(texts.isEmpty() ? NO_TICKET : TWO_TICKETS);
      return;
    }
    if (!TicketText.bearer(headers).isEmpty()) {
      headers.remove(HttpHeaderNames.AUTHORIZATION);
    }
    verify(tickets, texts.get(0), verdict -> then.onAdmitted(judge(verdict, head, match, upgrade)));
  }

  private static List<String> texts(HttpRequest head, List<String> own) {
    List<String> texts = new ArrayList<>(TicketText.bearer(head.headers()));
    for (String protocol : own) {
      if (protocol.startsWith(TicketText.PROTOCOL_PREFIX)) {
        texts.add(protocol.substring(TicketText.PROTOCOL_PREFIX.length()));
      }
    }
    return texts;
  }

  private @Nullable Refusal judge(
      Verdict verdict, HttpRequest head, RoomRoute.Match match, boolean upgrade) {
    if (verdict instanceof Verdict.Refused refused) {
      return new Refusal(refused.reason(), refused.detail());
    }
    Ticket shown = (Ticket) verdict;
    ticket = shown;
    return wrong(shown, head, match, upgrade);
  }

  /** The same ticket again, on a connection that stays, is not verified again. */
  private void verify(Tickets tickets, String text, Consumer<Verdict> then) {
    long nowMs = System.currentTimeMillis();
    Ticket known = verifiedTicket;
    Object now = tickets.edition();
    if (known != null && text.equals(verified) && edition == now && !known.isExpired(nowMs)) {
      then.accept(known);
      return;
    }
    tickets.verify(
        text,
        channel.eventLoop(),
        verdict -> {
          if (verdict instanceof Ticket good) {
            verified = text;
            verifiedTicket = good;
            edition = now;
          }
          then.accept(verdict);
        });
  }

  private static @Nullable Refusal wrong(
      Ticket shown, HttpRequest head, RoomRoute.Match match, boolean upgrade) {
    if (match instanceof RoomRoute.Match.Room room) {
      if (!shown.permits(room.room())) {
        return ROOM;
      }
    } else if (FeedRequest.isAsked(head)) {
      return shown.topics() == null ? FEEDS : otherName(shown, head);
    }
    boolean reads = head.method().equals(HttpMethod.GET) || head.method().equals(HttpMethod.HEAD);
    boolean acts = upgrade ? !AskedQuery.isSpectator(head.uri()) : !reads;
    return acts && shown.role() == Role.SPECTATOR ? ROLE : otherName(shown, head);
  }

  private static @Nullable Refusal otherName(Ticket shown, HttpRequest head) {
    return AskedQuery.isNamed(head.uri(), shown.player()) ? null : NAME;
  }

  /**
   * Whether a room that is made for who asks is one of their rooms; null if it is, or no ticket.
   */
  @Nullable Refusal wrongFor(usher.common.room.RoomId fresh) {
    return ticket == null || ticket.permits(fresh) ? null : ROOM;
  }

  /**
   * What is asked of a room, in the name that a ticket vouches for.
   *
   * @throws WrongQueryException if a parameter is out of rule, or the seat is another player's
   */
  SeatQuery query(String target) {
    SeatQuery query = SeatQuery.of(target);
    if (ticket == null) {
      return query;
    }
    String seat = query.seat();
    if (seat != null && !SeatToken.isBoundTo(seat, ticket.player())) {
      throw new WrongQueryException(SEAT.reason(), SEAT.detail());
    }
    return query.named(ticket.player());
  }

  /** What the router knows of who asks, for nodes. */
  Visitor visitor() {
    return new Visitor(ticket != null, ForwardedHeaders.text(ClientAddress.of(channel)));
  }

  /** What was shown; null where nothing has to be. */
  @Nullable Ticket ticket() {
    return ticket;
  }

  /** Makes a head that goes to a node say what is true of who asks. */
  void tellNode(HttpHeaders headers) {
    NodeHead.write(headers, channel, door.proxies(), ticket);
  }

  /** Names the subprotocol in a 101, where the player offered ours and the node took no other. */
  void answerProtocol(HttpResponse switching) {
    if (answersProtocol && !switching.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
      switching.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, TicketText.PROTOCOL);
    }
  }

  /** Whether a request is for one of the router's own pages. */
  static boolean isPage(HttpRequest head, RoomRoute.Match match, boolean upgrade) {
    return match == RoomRoute.NONE
        && !upgrade
        && !FeedRequest.isAsked(head)
        && !RoomCreation.isAsked(head);
  }
}
