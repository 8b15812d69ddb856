package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.EqualRows;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.task.Part;

/// Check that no event is there twice, in two samples or in two parts. Tested on what it was
/// trained on, a model looks better than it is; an event that is signal and background teaches
/// nothing.
///
/// Events are the same where they are one entry of one tree (by any path, link or copy of its
/// file), or where they are equal in all features. The latter happens by chance too, where features
/// have few values: of that, {@link EqualRows#byChance} has an estimate. Weights are not compared:
/// an event with another weight is the same event.
///
/// With `split.by` or `folds.by`, what is in two samples of one class is in one part, and so no
/// harm.
final class RepeatedEvents {
  // of all events, or of the entries of one file
  private static final double MAX_SHARE = 0.01;
  // of one sample or part: good data has up to 1 % of equal events there, as UCI's MAGIC
  private static final double MAX_SHARE_OF_ONE = 0.02;
  private static final int MIN_EVENTS = 3;
  private static final int NAMED = 3;

  private final AnalysisWithSource source;
  private final List<SampleReader.LoadedSample> samples;
  private final EventSet events;
  private final Warnings warnings;
  private final int[] sampleOfInput;

  /// @param samples as they were read
  /// @param events all of them, in order
  RepeatedEvents(
      AnalysisWithSource source,
      List<SampleReader.LoadedSample> samples,
      EventSet events,
      Warnings warnings) {
    this.source = source;
    this.samples = samples;
    this.events = events;
    this.warnings = warnings;
    this.sampleOfInput = new int[events.inputs().size()];
    int input = 0;
    for (int s = 0; s < samples.size(); s++) {
      for (int i = 0; i < samples.get(s).inputs().size(); i++) {
        sampleOfInput[input++] = s;
      }
    }
  }

  /// Two rows of one event, the first of `count` such pairs of two inputs.
  private record Pair(int first, int second, int count) {
    Pair and(Pair other) {
      return new Pair(first, second, count + other.count);
    }
  }

  /// Count of the different events of each sample, or part, and of those that are elsewhere too.
  private static final class Tally {
    final IntUnaryOperator of;
    final int[] different;
    final int[] repeated;

    Tally(int size, int events, IntUnaryOperator of) {
      this.of = of;
      this.different = new int[size];
      this.repeated = new int[size];
      for (int i = 0; i < events; i++) {
        different[of.applyAsInt(i)]++;
      }
    }

    void add(int[] group, boolean apart) {
      BitSet seen = new BitSet();
      for (int row : group) {
        int k = of.applyAsInt(row);
        different[k] -= seen.get(k) ? 1 : 0;
        seen.set(k);
      }
      if (apart) {
        seen.stream().forEach(k -> repeated[k]++);
      }
    }

    Share share(int k, String of) {
      return new Share(repeated[k], different[k], MAX_SHARE_OF_ONE, of);
    }

    Share shareOfAll(String of) {
      return new Share(IntStream.of(repeated).sum(), IntStream.of(different).sum(), MAX_SHARE, of);
    }
  }

  /// Share of the events of a sample or part, or of all, that are elsewhere too.
  ///
  /// @param max the largest that is a few
  /// @param of what of, in words
  private record Share(int count, int all, double max, String of) {
    boolean few() {
      return count < MIN_EVENTS || count <= max * all;
    }

    double value() {
      return count / (double) Math.max(1, all);
    }

    /// The larger one of those that are not few, else of all.
    static Share worst(List<Share> shares) {
      return shares.stream()
          .filter(share -> !share.few())
          .max(Comparator.comparingDouble(Share::value))
          .orElseGet(() -> Collections.max(shares, Comparator.comparingInt(Share::count)));
    }
  }

  /// Looks for entries of one tree that are there twice.
  ///
  /// @throws InputException where they are more than 1 % of those of a file
  void requireDifferentEntries() {
    List<Optional<TreeFile>> trees = samples.stream().flatMap(s -> s.files().stream()).toList();
    Map<Integer, int[]> rows = new LinkedHashMap<>();
    for (int i = 0; i < trees.size(); i++) {
      for (int j = 0; j < i; j++) {
        Optional<TreeFile> other = trees.get(j);
        if (harmless(i, j) || !trees.get(i).flatMap(t -> other.filter(t::sameAs)).isPresent()) {
          continue;
        }
        int[] some = rows.computeIfAbsent(j, this::rows);
        int[] others = rows.computeIfAbsent(i, this::rows);
        Optional<Pair> common = common(some, others);
        if (common.isPresent()) {
          Share share =
              new Share(
                  common.get().count(),
                  Math.min(some.length, others.length),
                  MAX_SHARE,
                  "one file");
          judge(
              share,
              String.format(
                  Locale.ROOT,
                  "%d of %d entries of one file are there twice: ",
                  share.count(),
                  share.all()),
              List.of(common.get()));
        }
      }
    }
  }

  // One class, and one part by `split.by`, but not twice in one sample.
  private boolean harmless(int input, int other) {
    int sample = sampleOfInput[input];
    int before = sampleOfInput[other];
    return sample != before
        && source.analysis().keepsTogether()
        && samples
            .get(sample)
            .sample()
            .className()
            .equals(samples.get(before).sample().className());
  }

  private int[] rows(int input) {
    int[] of = events.input();
    return IntStream.range(0, of.length).filter(i -> of[i] == input).toArray();
  }

  private Optional<Pair> common(int[] some, int[] others) {
    Optional<Pair> common = Optional.empty();
    int j = 0;
    for (int row : some) {
      while (j < others.length && events.entry()[others[j]] < events.entry()[row]) {
        j++;
      }
      if (j < others.length && events.entry()[others[j]] == events.entry()[row]) {
        Pair pair = new Pair(row, others[j], 1);
        common = Optional.of(common.map(first -> first.and(pair)).orElse(pair));
      }
    }
    return common;
  }

  /// Looks for events that are equal in all features.
  ///
  /// @return whether equal events are the same events; else features have few values
  /// @throws InputException where they are more than 1 % of all events or 2 % of a sample or part,
  ///   and more than chance makes
  boolean requireDifferentRows(EqualRows rows) {
    Tally inSamples = new Tally(samples.size(), events.events(), this::sample);
    Tally inParts = new Tally(Part.values().length, events.events(), this::part);
    boolean grouped = source.analysis().keepsTogether();
    IntUnaryOperator kind = grouped ? row -> events.classOf()[row] : this::sample;
    Map<Long, Pair> pairs = new LinkedHashMap<>();
    for (int g = 0; g < rows.groups(); g++) {
      int[] group = rows.group(g);
      int sample = apart(group, kind);
      int part = apart(group, this::part);
      inSamples.add(group, sample > 0);
      inParts.add(group, part > 0);
      if (sample > 0 || part > 0) {
        Pair pair = new Pair(group[0], group[sample > 0 ? sample : part], 1);
        long inputs = (long) events.input()[pair.first()] << 32 | events.input()[pair.second()];
        // the pair of the first event speaks for the others
        pairs.merge(inputs, pair, (a, b) -> a.first() < b.first() ? a.and(b) : b.and(a));
      }
    }
    if (pairs.isEmpty()) {
      return true;
    }
    List<Share> shares = new ArrayList<>();
    for (int k = 0; k < samples.size(); k++) {
      shares.add(inSamples.share(k, name(k) + " are in another sample too"));
    }
    for (Part part : Part.values()) {
      shares.add(
          inParts.share(part.ordinal(), "the " + part.id() + " part are in another part too"));
    }
    Stream.of(
            inSamples.shareOfAll("all samples are in another sample too"),
            inParts.shareOfAll("all parts are in another part too"))
        .filter(share -> !share.few())
        .forEach(shares::add);
    Share worst = Share.worst(shares);
    if (worst.value() <= rows.byChance()) {
      return worst.few();
    }
    judge(
        worst,
        String.format(
            Locale.ROOT,
            "%d of %d events of %s, equal in all %s: ",
            worst.count(),
            worst.all(),
            worst.of(),
            compared()),
        List.copyOf(pairs.values()));
    return true;
  }

  private String compared() {
    int features = events.features().size();
    return features
        + (features == 1 ? " feature" : " features")
        + (events.targets().isEmpty() ? "" : " and the target");
  }

  // The first that is of another kind than the first event of a group; 0 where there is none.
  private static int apart(int[] group, IntUnaryOperator kind) {
    int i = 1;
    while (i < group.length && kind.applyAsInt(group[i]) == kind.applyAsInt(group[0])) {
      i++;
    }
    return i < group.length ? i : 0;
  }

  private int sample(int row) {
    return sampleOfInput[events.input()[row]];
  }

  private int part(int row) {
    return events.part()[row].ordinal();
  }

  private String name(int sample) {
    String of = samples.get(sample).sample().className();
    return "sample " + (sample + 1) + (of.isEmpty() ? "" : " (class " + of + ")");
  }

  private void judge(Share share, String what, List<Pair> pairs) {
    String found = what + which(pairs);
    if (share.few() || source.analysis().allowDuplicates()) {
      warnings.add(
          found
              + (share.few()
                  ? "; remove the copies: a model is not tested on what it was trained on"
                  : " (allowDuplicates): what is tested on them is too good"));
      return;
    }
    throw InputException.at(source.where("samples"))
        .expected("every event once, in one sample and one part")
        .found(found)
        .remedy(
            "remove the copies, take different events by each sample's `select:`, keep those that"
                + " belong together in one part by `split: {by: ...}`, or set `allowDuplicates:"
                + " true` if they are intended")
        .exception();
  }

  private String which(List<Pair> pairs) {
    List<Pair> sorted =
        pairs.stream()
            .sorted(
                Comparator.comparingInt((Pair pair) -> -pair.count()).thenComparingInt(Pair::first))
            .toList();
    String some =
        sorted.stream()
            .limit(NAMED)
            .map(pair ->
                event(pair.first())
                    + " and "
                    + event(pair.second())
                    + (pair.count() == 1 ? "" : " (" + pair.count() + " such pairs)"))
            .collect(Collectors.joining(", "));
    return sorted.size() > NAMED ? some + ", ..." : some;
  }

  private String event(int row) {
    List<String> in = new ArrayList<>();
    if (samples.size() > 1) {
      in.add(name(sample(row)));
    }
    in.add(events.part()[row].id());
    return "entry "
        + events.entry()[row]
        + " of "
        + events.inputs().get(events.input()[row])
        + " ("
        + String.join(", ", in)
        + ")";
  }
}
