package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Keys that a search draws values of.
class SearchKeyTest {
  private static String draw(String range, double uniform) {
    return SearchKey.of("training.batch=" + range).space().draw(uniform);
  }

  @Test
  void intervalsHaveTheQuantilesOfScipy() {
    // scipy.stats.uniform(0.1, 0.4).ppf, loguniform(1e-4, 1e-1).ppf, to four digits
    assertThat(List.of(draw("{uniform: [0.1, 0.5]}", 0.123), draw("{uniform: [0.1, 0.5]}", 0.9)))
        .containsExactly("0.1492", "0.46");
    assertThat(
            IntStream.of(0, 1, 5, 9).mapToObj(i -> draw("{log: [1e-4, 1e-1]}", i / 10.0)).toList())
        .containsExactly("1e-4", "1.995e-4", "0.003162", "0.05012");
  }

  @Test
  void wholeNumbersAreAllDrawnAlike() {
    List<String> drawn =
        IntStream.range(0, 300).mapToObj(i -> draw("{integer: [2, 4]}", i / 300.0)).toList();
    for (String value : List.of("2", "3", "4")) {
      assertThat(drawn.stream().filter(value::equals)).hasSize(100);
    }
    assertThat(draw("{logInteger: [16, 512]}", 0)).isEqualTo("16");
    assertThat(draw("{logInteger: [16, 512]}", Math.nextDown(1.0))).isEqualTo("512");
  }

  @Test
  void listsAreOfAnyValues() {
    SearchKey key = SearchKey.of("network.layers=[[64, 64], [128, 128, 128]]");
    assertThat(key.space().draw(0.49)).isEqualTo("[64, 64]");
    assertThat(key.space().draw(0.5)).isEqualTo("[128, 128, 128]");
    assertThat(SearchKey.of("model=[network, boosted-trees]").space().draw(0.9))
        .isEqualTo("boosted-trees");
    assertThat(SearchKey.of("training.patience=[null, 5]").space().draw(0)).isEqualTo("null");
  }

  @Test
  void theTextOfAKeyIsReadAgain() {
    for (String text :
        List.of(
            "members=[1, 4, 8]",
            "network.dropout={uniform: [0, 0.5]}",
            "training.batch={logInteger: [32, 512]}",
            "training.epochs={integer: [2, 50]}",
            "training.optimizer.adamw.learningRate={log: [1.0e-4, 0.1]}",
            "features=[[x, \"a > 0 ? 1 : 0\"], all]")) {
      SearchKey key = SearchKey.of(text);
      assertThat(SearchKey.of(key.text())).isEqualTo(key);
    }
  }

  @Test
  void aWrongKeyOrRangeIsRefused() {
    assertThatThrownBy(() -> SearchKey.of("trainin.epochs=[1, 2]"))
        .hasMessageContaining("--key trainin.epochs")
        .hasMessageContaining("did you mean training?");
    assertThatThrownBy(() -> SearchKey.of("seed=[1, 2]"))
        .hasMessageContaining("under which the validation events stay the same")
        .hasMessageContaining("found seed");
    assertThatThrownBy(() -> SearchKey.of("members"))
        .hasMessageContaining("expected KEY=RANGE, as in members=[1, 4], found members");
    for (String range : List.of("4", "{normal: [0, 1]}", "", "{log: [1, 2], uniform: [1, 2]}")) {
      assertThatThrownBy(() -> SearchKey.of("members=" + range))
          .as(range)
          .hasMessageContaining("--key members")
          .hasMessageContaining("expected a list of values, as in [1, 4], or {uniform: [0, 0.5]}");
    }
    assertThatThrownBy(() -> SearchKey.of("members=[4]"))
        .hasMessageContaining("expected two values or more");
    assertThatThrownBy(() -> SearchKey.of("members=[4, 4, 5]"))
        .hasMessageContaining("each another one");
    assertThatThrownBy(() -> SearchKey.of("members={log: [0, 1]}"))
        .hasMessageContaining("expected numbers above 0, the least first");
    assertThatThrownBy(() -> SearchKey.of("members={uniform: [2, 1]}"))
        .hasMessageContaining("expected the least number first");
    assertThatThrownBy(() -> SearchKey.of("members={uniform: [1, nan]}"))
        .hasMessageContaining("expected a number");
    assertThatThrownBy(() -> SearchKey.of("members={uniform: 1}"))
        .hasMessageContaining("expected two numbers, the least and the largest");
    assertThatThrownBy(() -> SearchKey.of("members={integer: [1, 2.5]}"))
        .hasMessageContaining("expected whole numbers");
  }
}
