package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/// The page of a search over hyperparameters.
class TuningPageTest {
  private static TuningPage.TuningTrial trial(
      int number, int rung, double value, String... values) {
    return new TuningPage.TuningTrial(
        number,
        rung,
        rung == 1 ? 5 : 15,
        List.of(values),
        Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value),
        Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(0.004),
        Double.isNaN(value) ? "the loss is not <finite>" : "");
  }

  private static List<TuningPage.TuningTrial> trials() {
    List<TuningPage.TuningTrial> all = new ArrayList<>();
    for (int n = 1; n <= 9; n++) {
      String rate = "1.0e-" + (n % 4 + 1) + (n > 4 ? "5" : "");
      all.add(trial(n, 1, n == 4 ? Double.NaN : 0.7 + 0.01 * n, rate.substring(0, 6), layers(n)));
    }
    for (int n = 7; n <= 9; n++) {
      all.add(trial(n, 2, 0.9 - 0.01 * n, all.get(n - 1).values().getFirst(), layers(n)));
    }
    return all;
  }

  private static String layers(int n) {
    return n % 2 == 0 ? "[64, 64]" : "[128, 128, 128]";
  }

  private static TuningPage page(boolean higher, List<TuningPage.TuningTrial> trials, int winner) {
    return page(higher, trials, winner, trials.size() > 9);
  }

  private static TuningPage page(
      boolean higher, List<TuningPage.TuningTrial> trials, int winner, boolean logarithmic) {
    return new TuningPage(
        "a <b>",
        List.of("training.optimizer.adamw.learningRate", "network.layers"),
        logarithmic ? Set.of("training.optimizer.adamw.learningRate") : Set.of(),
        higher ? "AUC" : "RMSE",
        higher,
        trials,
        winner,
        List.of("Trial 7 was chosen."));
  }

  @Test
  void theBestOfTheHighestRungIsFirstAndWhatFailedLast() {
    TuningPage page = page(true, trials(), 7);
    assertThat(page.heads()).containsExactly("trial", "learningRate", "layers", "epochs", "AUC");
    assertThat(page.rows().stream().map(List::getFirst))
        .containsExactly("7 (winner)", "8", "9", "6", "5", "3", "2", "1", "4");
    assertThat(page.rows().getFirst()).containsSequence("[128, 128, 128]", "15", "0.8300 ± 0.0040");
    assertThat(page.rows().getLast().getLast()).isEqualTo("failed");
    assertThat(page(false, trials(), 9).rows().stream().map(List::getFirst))
        .startsWith("9 (winner)", "8", "7", "1", "2");
  }

  @Test
  void keysThatEndAlikeAreNamedInFull() {
    TuningPage page =
        new TuningPage(
            "n",
            List.of("network.encoding.width", "network.width"),
            Set.of(),
            "AUC",
            true,
            List.of(trial(1, 1, 0.5, "1", "2")),
            1,
            List.of());
    assertThat(page.heads()).contains("network.encoding.width", "network.width");
  }

  @Test
  void thePageIsWellFormedTheSameAndHasAFigureForEachKey() throws Exception {
    String html = page(true, trials(), 7).html();
    assertThat(html)
        .isEqualTo(page(true, trials(), 7).html())
        .contains("a &lt;b&gt;", "Trial 7 was chosen.", "failed: the loss is not &lt;finite&gt;")
        .contains(">[64, 64]<", ">[128, 128, 128]<")
        .doesNotContain("could not be drawn");
    Document parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html.replaceFirst("<!DOCTYPE html>", ""))));
    assertThat(parsed.getElementsByTagName("figure").getLength()).isEqualTo(2);
  }

  @Test
  void fewAndWideAndNarrowNumbersAreDrawn() {
    for (List<String> values :
        List.of(
            List.of("1", "2"),
            IntStream.rangeClosed(1, 9).mapToObj(i -> "0." + i).toList(),
            IntStream.rangeClosed(0, 8).mapToObj(i -> "1.0e-" + i).toList(),
            Stream.of("-1", "0", "1", "2", "3", "4", "5", "100").toList())) {
      List<TuningPage.TuningTrial> trials =
          IntStream.range(0, values.size())
              .mapToObj(i -> trial(i + 1, 1, 0.5 + 0.01 * i, values.get(i), "x"))
              .toList();
      boolean positive = values.stream().allMatch(value -> Double.parseDouble(value) > 0);
      for (boolean logarithmic : new boolean[] {false, positive}) {
        assertThat(page(true, trials, 1, logarithmic).html()).doesNotContain("could not be drawn");
      }
    }
    assertThat(page(true, List.of(trial(1, 1, Double.NaN, "1", "x")), 1).html())
        .contains("Trial 1 failed");
  }
}
