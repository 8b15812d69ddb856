package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jpsi.core.data.Fingerprints;
import org.jpsi.core.events.EventBlock;
import org.jpsi.core.events.Events;
import org.jpsi.core.table.SignificantDigits;
import org.jpsi.core.table.Table;

/// Comparison of events with the ranges and distributions of a model's features in training.
/// Outside of the ranges a network extrapolates; inside, it may still be wrong: wrong labels are
/// shown by neither.
///
/// Distributions are compared with those of the classes, and as any mixture of them may come, data
/// with other fractions of the classes than in training have not drifted. `Drift` of
/// `org.jpsi.core.eval` compares two tables in full.
///
/// @param events that were compared
/// @param features in the model's order
/// @param outside fraction of events with at least one feature outside its range, or not finite
/// @param known how many of the events that have a fingerprint are the model's own training events
public record TrainingRanges(
    long events, List<Range> features, double outside, Fingerprints.Comparison known) {
  private static final int MAX_LINES = 5;
  // Less is not told of.
  private static final double LEAST_OUTSIDE = 0.01;
  private static final double LEAST_DRIFT = 0.05;
  private static final int LEAST_EVENTS = 3;
  private static final double LEAST_KNOWN = 0.01;

  /// Range of one feature in training, and the fractions of events outside of it.
  ///
  /// @param name of the feature, after that of its input where there are several: `jet.pt`
  /// @param low smallest value in training
  /// @param high largest value in training
  /// @param below fraction of events below `low`; of a category, of those whose value training had
  ///   none of
  /// @param above fraction of events above `high`
  /// @param notFinite fraction of events where it is infinite, or NaN though it never was in
  ///   training: they have no score
  /// @param missing fraction of events where it is missing, as in some of training
  /// @param missingInTraining fraction of the training events
  /// @param category whether it is text, from the first of its categories, 1, to the last
  /// @param drift of its distribution where it is not missing
  public record Range(
      String name,
      double low,
      double high,
      double below,
      double above,
      double notFinite,
      double missing,
      double missingInTraining,
      boolean category,
      DistributionDrift drift) {
    /// Fraction of events below or above.
    public double outside() {
      return below + above;
    }
  }

  public TrainingRanges {
    features = List.copyOf(features);
  }

  /// Compares events, without weights; all fractions are 0 where there are none.
  ///
  /// @throws org.jpsi.core.errors.InputException where the table lacks a column that a feature
  ///   needs, or has it as text or in another unit
  public static TrainingRanges of(Model model, Table events) {
    TrainingRangesCounter counter = new TrainingRangesCounter(model);
    counter.add(events);
    return counter.ranges();
  }

  /// Compares the events of a view, a block at a time.
  ///
  /// @throws org.jpsi.core.errors.InputException as {@link #of(Model, Table)}
  public static TrainingRanges of(Model model, Events events) {
    TrainingRangesCounter counter = new TrainingRangesCounter(model);
    for (EventBlock block : events.blocks(counter.columnNames())) {
      counter.add(block.table());
    }
    return counter.ranges();
  }

  /// Sentences for the user: on events of the training itself, and on what is far from training,
  /// the farthest first. There are none where events are as those of training, up to what chance
  /// gives.
  public List<String> notes() {
    List<Range> far =
        features.stream()
            .filter(r -> extrapolates(r) || hasNewValues(r) || drifted(r) || missesOtherwise(r))
            .sorted(Comparator.comparingDouble(TrainingRanges::distance).reversed())
            .toList();
    List<String> notes = new ArrayList<>();
    if (known.known() >= LEAST_EVENTS && known.known() > LEAST_KNOWN * known.compared()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "about %.0f %% of the events are those that the model was trained on (%d of %d"
                  + " compared): it knows them better than others",
              100.0 * known.known() / known.compared(),
              known.known(),
              known.compared()));
    }
    if (far.stream().anyMatch(this::extrapolates)) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%.3g %% of the events have a feature outside its range in training, where the model"
                  + " extrapolates",
              100 * outside));
    }
    far.stream().limit(MAX_LINES).map(this::note).forEach(notes::add);
    if (far.size() > MAX_LINES) {
      notes.add(
          far.size() - MAX_LINES + " more of " + features.size() + " features are that far off");
    }
    return notes;
  }

  // The fraction that chance gives is about 2 of the number of training events.
  private boolean extrapolates(Range range) {
    double chance = range.category ? 0 : 10 / (1 + range.drift.trainingEvents());
    double allowed = Math.max(LEAST_OUTSIDE, chance);
    double count = range.outside() * events;
    return count >= Math.max(LEAST_EVENTS, allowed * events) || (events > 0 && count == events);
  }

  // Of text, each value that training had none of is told: the model knows nothing of it.
  private static boolean hasNewValues(Range range) {
    return range.category && range.below > 0;
  }

  private static boolean drifted(Range range) {
    return range.drift.distance() > LEAST_DRIFT + range.drift.noise();
  }

  // Another fraction than in training, by more than the same chance as in DistributionDrift gives.
  private boolean missesOtherwise(Range range) {
    double p = range.missingInTraining;
    double noise = 4 * Math.sqrt(p * (1 - p) / Math.max(1, events));
    return events > 0 && Math.abs(range.missing - p) > LEAST_DRIFT + noise;
  }

  private static double distance(Range range) {
    return Math.max(
        Math.abs(range.missing - range.missingInTraining),
        Math.max(range.outside(), range.drift.distance()));
  }

  private String note(Range range) {
    List<String> parts = new ArrayList<>();
    if (hasNewValues(range)) {
      parts.add(
          String.format(
              Locale.ROOT, "%.3g %% have a value that training had none of", 100 * range.below));
    } else if (extrapolates(range)) {
      SignificantDigits digits = SignificantDigits.of(range.low, range.high);
      parts.add(
          String.format(
              Locale.ROOT,
              "%.3g %% outside %s to %s",
              100 * range.outside(),
              digits.format(range.low),
              digits.format(range.high)));
    }
    if (missesOtherwise(range)) {
      parts.add(
          String.format(
              Locale.ROOT,
              "missing in %.3g %% of the events, in training in %.3g %%",
              100 * range.missing,
              100 * range.missingInTraining));
    }
    if (drifted(range)) {
      parts.add(
          String.format(
              Locale.ROOT,
              "its distribution is %.2f off any mixture of the training events",
              range.drift.distance()));
    }
    double factor = range.drift.factor();
    if (factor != 1) {
      parts.add(
          factor > 1
              ? "it would fit 1000 times larger, as GeV given for MeV"
              : "it would fit 1000 times smaller, as MeV given for GeV");
    }
    return range.name + ": " + String.join("; ", parts);
  }

  /// A line per feature: `m_bb: 1.2 % below 11.12, 0.00 % above 1389`.
  @Override
  public String toString() {
    return features.stream().map(TrainingRanges::line).collect(Collectors.joining("\n"));
  }

  private static String line(Range r) {
    if (r.category) {
      return String.format(
          Locale.ROOT,
          "%s: %.3g %% new values%s",
          r.name,
          100 * r.below,
          drifted(r) ? String.format(Locale.ROOT, ", drift %.2f", r.drift.distance()) : "");
    }
    SignificantDigits digits = SignificantDigits.of(r.low, r.high);
    return String.format(
        Locale.ROOT,
        "%s: %.3g %% below %s, %.3g %% above %s%s%s%s",
        r.name,
        100 * r.below,
        digits.format(r.low),
        100 * r.above,
        digits.format(r.high),
        r.notFinite == 0
            ? ""
            : String.format(Locale.ROOT, ", %.3g %% not finite", 100 * r.notFinite),
        r.missing == 0 ? "" : String.format(Locale.ROOT, ", %.3g %% missing", 100 * r.missing),
        drifted(r) ? String.format(Locale.ROOT, ", drift %.2f", r.drift.distance()) : "");
  }
}
