package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Task;

/// Systematic variations: how the figures of a run change where its test events are selected,
/// scored and weighted as a variation has them. The same events are in both, so that errors are
/// those of the difference event by event ({@link PairedSums}); cuts, which validation events
/// chose, and factors are taken as they are.
///
/// @param classes names; none in a regression
/// @param variations in the order of the analysis; none of a parametrised model
/// @param points the same at each point of the parameters of a parametrised model
public record Systematics(
    List<String> classes, List<VariationFigures> variations, List<AtPoint> points) {
  public Systematics {
    classes = List.copyOf(classes);
    variations = List.copyOf(variations);
    points = List.copyOf(points);
  }

  /// Variations of a model without parameters.
  public Systematics(List<String> classes, List<VariationFigures> variations) {
    this(classes, variations, List.of());
  }

  /// Variations at a point of the parameters: its signal against all background events, scored as
  /// if their values were the point's.
  ///
  /// @param point as `mass = 500`
  public record AtPoint(String point, List<VariationFigures> variations) {
    public AtPoint {
      variations = List.copyOf(variations);
    }
  }

  /// Cuts and factors, the same for all variations.
  ///
  /// @param backgrounds efficiencies of the background, and for each the cut of validation events
  /// @param cuts on the score, as many, of each fold its own
  /// @param best the cut of the significance, where weights are yields, of each fold its own; none
  ///   where there is none
  /// @param factors on the weights of each class, from these events to the whole sample
  public record Settings(double[] backgrounds, double[][] cuts, double[] best, double[] factors) {}

  /// The figures of one variation.
  ///
  /// @param nominal the events without it
  /// @param varied the events with it
  public static VariationFigures of(
      String name, Task task, Settings settings, UnitEvents nominal, UnitEvents varied) {
    Pair pair = new Pair(nominal, varied, settings, new PairedSums(nominal.unit(), varied.unit()));
    int classes = Math.max(1, task.classNames().size());
    List<Change> yields = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      yields.add(pair.yield(c, new double[0]));
    }
    boolean binary = task instanceof Task.Binary;
    List<VariationFigures.CutFigures> points = new ArrayList<>();
    for (int p = 0; binary && p < settings.cuts.length; p++) {
      List<Change> efficiencies = new ArrayList<>();
      List<Change> above = new ArrayList<>();
      for (int c = 0; c < classes; c++) {
        efficiencies.add(pair.efficiency(c, settings.cuts[p]));
        above.add(pair.yield(c, settings.cuts[p]));
      }
      points.add(
          new VariationFigures.CutFigures(
              settings.backgrounds[p],
              Arrays.stream(settings.cuts[p]).sum() / settings.cuts[p].length,
              efficiencies,
              above));
    }
    return new VariationFigures(
        name,
        varied.events(),
        isSame(nominal, varied),
        yields,
        task instanceof Task.Regression ? Optional.empty() : pair.auc(task),
        points,
        task instanceof Task.Regression of ? targets(of, nominal, varied, pair.sums) : List.of(),
        binary && settings.best.length > 0 ? pair.significance(settings.best) : Optional.empty());
  }

  private static List<TargetChanges> targets(
      Task.Regression task, UnitEvents nominal, UnitEvents varied, PairedSums sums) {
    List<TargetChanges> all = new ArrayList<>();
    for (int t = 0; t < task.targets().size(); t++) {
      Task.Target target = task.targets().get(t);
      TargetChanges.of(target.name(), target.unit(), t, nominal, varied, sums).ifPresent(all::add);
    }
    return all;
  }

  private static boolean isSame(UnitEvents a, UnitEvents b) {
    return Arrays.equals(a.unit(), b.unit())
        && Arrays.equals(a.label(), b.label())
        && Arrays.equals(a.weight(), b.weight())
        && Arrays.deepEquals(a.scores(), b.scores())
        && Arrays.deepEquals(a.target(), b.target());
  }

  /// Events without and with a variation.
  private record Pair(UnitEvents nominal, UnitEvents varied, Settings settings, PairedSums sums) {
    Change yield(int c, double[] cut) {
      double[] a = passing(nominal, c, cut);
      double[] b = passing(varied, c, cut);
      return new Change(sum(a), sum(b), sums.error(a, b));
    }

    /// The weight of each event of a class that passes, scaled to the whole sample; 0 of others.
    private double[] passing(UnitEvents events, int c, double[] cut) {
      return values(
          events,
          i -> events.label()[i] == c && above(events, i, cut),
          i -> events.weight()[i] * settings.factors[c]);
    }

    // all events where there is no cut, those without a score too
    private static boolean above(UnitEvents events, int i, double[] cut) {
      return cut.length == 0 || events.scores()[0][i] >= cut[events.fold(i)];
    }

    private static double[] values(
        UnitEvents events, IntPredicate counts, IntToDoubleFunction value) {
      double[] values = new double[events.events()];
      Arrays.setAll(values, i -> counts.test(i) ? value.applyAsDouble(i) : 0);
      return values;
    }

    private static double sum(double[] values) {
      return EventBlocks.sum(values.length, i -> values[i]);
    }

    Change efficiency(int c, double[] cut) {
      double a = fraction(nominal, c, cut);
      double b = fraction(varied, c, cut);
      return new Change(
          a, b, sums.error(onFraction(nominal, c, cut, a), onFraction(varied, c, cut, b)));
    }

    private static double whole(UnitEvents events, int c) {
      return sum(values(events, i -> events.label()[i] == c, i -> events.weight()[i]));
    }

    private static double fraction(UnitEvents events, int c, double[] cut) {
      double[] passing =
          values(
              events,
              i -> events.label()[i] == c && above(events, i, cut),
              i -> events.weight()[i]);
      return sum(passing) / whole(events, c);
    }

    // w (p - e) / W
    private static double[] onFraction(UnitEvents events, int c, double[] cut, double fraction) {
      double whole = whole(events, c);
      return values(
          events,
          i -> events.label()[i] == c,
          i -> events.weight()[i] * ((above(events, i, cut) ? 1 : 0) - fraction) / whole);
    }

    Optional<Change> auc(Task task) {
      int scores = nominal.scores().length;
      double a = 0;
      double b = 0;
      double[] onNominal = new double[nominal.events()];
      double[] onVaried = new double[varied.events()];
      for (int s = 0; s < scores; s++) {
        int positive = Evaluation.label(task, s);
        if (!isDefined(nominal, s, positive) || !isDefined(varied, s, positive)) {
          return Optional.empty();
        }
        a += add(nominal, s, positive, scores, onNominal);
        b += add(varied, s, positive, scores, onVaried);
      }
      return Optional.of(new Change(a, b, sums.error(onNominal, onVaried)));
    }

    // An event without a score has no rank.
    private static boolean isDefined(UnitEvents events, int s, int positive) {
      return Arrays.stream(events.scores()[s]).noneMatch(Double::isNaN)
          && Auc.defined(OneVsRest.isClass(events.label(), positive), events.weight());
    }

    private static double add(
        UnitEvents events, int s, int positive, int scores, double[] influence) {
      boolean[] signal = OneVsRest.isClass(events.label(), positive);
      double[] of = Auc.influence(events.scores()[s], signal, events.weight());
      for (int i = 0; i < influence.length; i++) {
        influence[i] += of[i] / scores;
      }
      return Auc.of(events.scores()[s], signal, events.weight()).value() / scores;
    }

    /// The Asimov significance above a cut; empty where it is not defined.
    Optional<Change> significance(double[] cut) {
      Discovery a = discovery(nominal, cut);
      Discovery b = discovery(varied, cut);
      return Double.isNaN(a.value) || Double.isNaN(b.value)
          ? Optional.empty()
          : Optional.of(new Change(a.value, b.value, sums.error(a.influence, b.influence)));
    }

    private record Discovery(double value, double[] influence) {}

    // Z^2 / 2 = (s + b) ln(1 + s/b) - s: dZ/ds = ln(1 + x) / Z, dZ/db = (ln(1 + x) - x) / Z, x =
    // s/b
    private Discovery discovery(UnitEvents events, double[] cut) {
      double[] signal = passing(events, Task.Binary.SIGNAL, cut);
      double[] background = passing(events, 1 - Task.Binary.SIGNAL, cut);
      double s = sum(signal);
      double b = sum(background);
      double z = CutScan.asimov(s, b);
      double x = s / b;
      double bySignal = z > 0 ? StrictMath.log1p(x) / z : 1 / Math.sqrt(b);
      double byBackground = z > 0 ? (StrictMath.log1p(x) - x) / z : 0;
      double[] influence = new double[events.events()];
      Arrays.setAll(influence, i -> bySignal * signal[i] + byBackground * background[i]);
      return new Discovery(z, influence);
    }
  }
}
