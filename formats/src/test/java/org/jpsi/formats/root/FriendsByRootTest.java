package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.jpsi.core.events.Events;
import org.jpsi.formats.Fixtures;
import org.junit.jupiter.api.Test;

/// Friends beside TTreeFormula, by entry and by the index of run and event (`oracles/friends.py`).
class FriendsByRootTest {
  private static Events open(String file, String tree) {
    return Events.open(Fixtures.file("root/friends/" + file), tree);
  }

  @Test
  void expressionsOfFriendsHaveTheValuesOfRoot() throws IOException {
    Path values = Fixtures.file("root/friends.tsv");
    int checked = 0;
    try (Events events =
        open("main.root", "t")
            .friend("scores", open("scores.root", "scores"))
            .friend("inner", open("main.root", "inner"))
            .friend("weights", open("weights.root", "weights"), "run", "event")) {
      for (String line : Files.readAllLines(values)) {
        String text = line.substring(0, line.indexOf('\t'));
        // aliases of the tree, which are not read
        if (!text.equals("twice") && !text.contains("thrice") && !text.equals("sumx")) {
          double[] roots =
              Arrays.stream(line.substring(text.length() + 1).split(" "))
                  .mapToDouble(Double::parseDouble)
                  .toArray();
          double[] ours = events.define("value", text).table().numbers("value").toDoubles();
          assertThat(ours).as(text).containsExactly(roots, Offset.offset(1e-12));
          checked++;
        }
      }
      assertThat(events.sources().getFirst().notes())
          .contains(
              "friend weights: of 4 of 20 events it has none: their values are missing (NaN, no"
                  + " text, no items)");
    }
    assertThat(checked).isEqualTo(6);
  }
}
