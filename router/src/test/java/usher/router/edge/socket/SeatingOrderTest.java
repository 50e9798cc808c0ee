package usher.router.edge.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who goes first where some must. */
class SeatingOrderTest {
  private final SeatingOrder<String> order = new SeatingOrder<>();
  private final List<String> gone = new ArrayList<>();

  @Test
  void watchersGoBeforePlayersAndTheNewestFirst() {
    order.add("ann plays", false);
    order.add("bob watches", true);
    order.add("cat plays", false);
    order.add("dan watches", true);
    order.shed(false, gone::add);
    assertEquals(List.of("dan watches", "bob watches"), gone);
    order.shed(true, gone::add);
    assertEquals(List.of("cat plays", "ann plays"), gone.subList(2, 4));
    order.shed(true, gone::add);
    assertEquals(4, gone.size());
  }

  @Test
  void asManyGoAtOnceAsMayAndNotOneMore() {
    for (int i = 0; i <= SeatingOrder.MAX_SHED; i++) {
      order.add("seat " + i, i % 2 == 0);
    }
    order.shed(true, gone::add);
    assertEquals(SeatingOrder.MAX_SHED, gone.size());
    assertEquals(1, order.size());
    order.shed(true, gone::add);
    assertEquals("seat 1", gone.get(gone.size() - 1), "the oldest of those who play");
    assertEquals(0, order.size());
  }

  @Test
  void whoIsGoneAlreadyDoesNotGoAgain() {
    long ann = order.add("ann", true);
    order.add("bob", true);
    order.remove(ann);
    order.remove(ann);
    order.shed(true, gone::add);
    assertEquals(List.of("bob"), gone);
  }
}
