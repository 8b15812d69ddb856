package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.io.Numeral;

/// Tuning page: a search over hyperparameters as a page of its own, with a table of its trials and
/// their figure against each key.
///
/// @param name of the analysis
/// @param keys that were searched over
/// @param logarithmic those of them that are drawn uniformly in their logarithm
/// @param figure of the validation events by which trials are compared: `AUC`
/// @param trials a row for each trial on each rung
/// @param winner the number of the trial that won
/// @param remarks sentences on the result
public record TuningPage(
    String name,
    List<String> keys,
    Set<String> logarithmic,
    String figure,
    boolean higherIsBetter,
    List<TuningTrial> trials,
    int winner,
    List<String> remarks) {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 300;

  public TuningPage {
    keys = List.copyOf(keys);
    logarithmic = Set.copyOf(logarithmic);
    trials = List.copyOf(trials);
    remarks = List.copyOf(remarks);
  }

  /// Trial on one rung.
  ///
  /// @param rung from 1; on a higher one it is trained longer
  /// @param values in the order of the keys
  /// @param value of the figure; empty where it failed
  /// @param error of the value, one standard deviation, where it has one
  /// @param reason why it failed
  public record TuningTrial(
      int number,
      int rung,
      int epochs,
      List<String> values,
      OptionalDouble value,
      OptionalDouble error,
      String reason) {
    public TuningTrial {
      values = List.copyOf(values);
    }
  }

  /// The heads of the table of trials.
  public List<String> heads() {
    return Stream.of(Stream.of("trial"), shortNames().stream(), Stream.of("epochs", figure))
        .flatMap(part -> part)
        .toList();
  }

  // The last part of a key says enough, where no other key ends so.
  private List<String> shortNames() {
    List<String> last = keys.stream().map(key -> key.substring(key.lastIndexOf('.') + 1)).toList();
    return last.stream().distinct().count() == last.size() ? last : keys;
  }

  /// The rows of the table of trials, each on its highest rung: the best of the highest rung first,
  /// those that failed last.
  public List<List<String>> rows() {
    return ranked().stream()
        .map(trial ->
            Stream.of(
                    Stream.of(trial.number + (trial.number == winner ? " (winner)" : "")),
                    trial.values.stream(),
                    Stream.of(
                        Integer.toString(trial.epochs),
                        trial.value.isPresent()
                            ? Formatting.withError(trial.value.getAsDouble(), trial.error.orElse(0))
                            : "failed"))
                .flatMap(part -> part)
                .toList())
        .toList();
  }

  private List<TuningTrial> ranked() {
    Comparator<TuningTrial> byValue =
        Comparator.comparingDouble(trial -> trial.value.orElse(Double.NaN));
    return trials.stream()
        .filter(trial ->
            trials.stream()
                .noneMatch(other -> other.number == trial.number && other.rung > trial.rung))
        .sorted(
            Comparator.comparing((TuningTrial trial) -> trial.value.isEmpty())
                .thenComparing(TuningTrial::rung, Comparator.reverseOrder())
                .thenComparing(higherIsBetter ? byValue.reversed() : byValue)
                .thenComparingInt(TuningTrial::number))
        .toList();
  }

  /// The page, self-contained; the same record gives the same bytes.
  public String html() {
    HtmlPage page = new HtmlPage("Search of " + name);
    page.section("verdict", "Result").heading(1, "Search of " + name);
    remarks.forEach(page::text);
    page.section("trials", "Trials").heading(2, "Trials");
    page.table(heads(), rows());
    page.soft(
        format(
            "%s of the validation events, with one standard deviation of their statistics; %s is"
                + " better. Trials of fewer epochs are below those that were trained longer.",
            figure, higherIsBetter ? "higher" : "lower"));
    List<String> failures =
        trials.stream()
            .filter(trial -> trial.value.isEmpty())
            .map(trial -> "Trial " + trial.number + " failed: " + trial.reason)
            .toList();
    if (!failures.isEmpty()) {
      page.list("", failures);
    }
    page.section("keys", "Keys").heading(2, "The " + figure + " against each key");
    List<FigureResult> figures =
        IntStream.range(0, keys.size()).mapToObj(k -> figure(k).render()).toList();
    page.figures(figures, "");
    page.soft(
        "Each point is a trial on one rung; the keys beside are drawn independently, so that what"
            + " is seen of one key is an average over the others.");
    return page.html();
  }

  private FigureTask figure(int key) {
    return FigureTask.plot(
        "key-" + key,
        keys.get(key),
        "A point for each trial, in blue on the last rung, in grey on those before; the ring is the"
            + " winner.",
        figure + " of trials against " + keys.get(key),
        () -> plot(key));
  }

  private PlotSpec plot(int key) {
    List<TuningTrial> done = trials.stream().filter(trial -> trial.value.isPresent()).toList();
    List<String> words = done.stream().map(trial -> trial.values.get(key)).distinct().toList();
    boolean numbers = words.stream().allMatch(Numeral::isDecimal);
    List<String> sorted =
        numbers
            ? words.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList()
            : words.stream().sorted().toList();
    boolean few = sorted.size() <= 6;
    PlotSpec plot =
        PlotSpec.of(WIDTH, HEIGHT)
            .axes(shortNames().get(key), figure)
            .theme("legend_position", "none");
    if (numbers && !few) {
      plot.scale("x", "expand", List.of(0.06, 0.0));
      if (logarithmic.contains(keys.get(key))) {
        plot.scale("x", "trans", "log10");
      }
    } else {
      List<Object> places =
          new ArrayList<>(IntStream.range(0, sorted.size()).mapToObj(i -> (double) i).toList());
      plot.scale(
          "x", "breaks", places, "labels", sorted, "limits", List.of(-0.5, sorted.size() - 0.5));
    }
    int last = done.stream().mapToInt(TuningTrial::rung).max().orElse(1);
    for (boolean whole : new boolean[] {false, true}) {
      List<TuningTrial> shown =
          done.stream().filter(trial -> (trial.rung == last) == whole).toList();
      points(plot, shown, key, numbers && !few, sorted, whole ? Palette.BLUE : Palette.GREY, 3);
    }
    return points(
        plot,
        done.stream().filter(t -> t.rung == last && t.number == winner).toList(),
        key,
        numbers && !few,
        sorted,
        PlotSpec.INK,
        6);
  }

  private static PlotSpec points(
      PlotSpec plot,
      List<TuningTrial> shown,
      int key,
      boolean numbers,
      List<String> places,
      String color,
      double size) {
    if (shown.isEmpty()) {
      return plot;
    }
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    for (TuningTrial trial : shown) {
      String value = trial.values.get(key);
      x.add(numbers ? Double.parseDouble(value) : (double) places.indexOf(value));
      y.add(trial.value.orElseThrow());
    }
    return plot.layer(
        "point",
        PlotSpec.map("x", x, "y", y),
        PlotSpec.map("x", "x", "y", "y"),
        "size",
        size,
        "shape",
        size > 3 ? 1 : 16,
        "color",
        color);
  }
}
