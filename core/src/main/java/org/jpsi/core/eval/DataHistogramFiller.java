package org.jpsi.core.eval;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.histogram.HistogramFiller;

/// Filler of a histogram of measured data, event by event, beside that of simulated events, whose
/// values choose the bins.
public final class DataHistogramFiller {
  private static final int BINS = 25;

  private final String name;
  private final String unit;
  private final List<Histogram> simulation;
  private final HistogramFiller data;

  private DataHistogramFiller(
      String name, String unit, Binning binning, Simulated events, IntToDoubleFunction value) {
    this.name = name;
    this.unit = unit;
    List<HistogramFiller> fillers =
        IntStream.range(0, events.groups).mapToObj(_ -> new HistogramFiller(binning)).toList();
    for (int i = 0; i < events.weight.length; i++) {
      fillers.get(events.group[i]).add(value.applyAsDouble(i), events.weight[i]);
    }
    simulation = fillers.stream().map(HistogramFiller::histogram).toList();
    data = new HistogramFiller(binning);
  }

  /// Simulated events.
  ///
  /// @param groups their number
  /// @param group of each event
  /// @param weight of each event, of either sign
  public record Simulated(int groups, int[] group, double[] weight) {}

  /// A histogram of about 25 bins of a round width.
  ///
  /// @param unit `""` where unknown
  /// @param value of each simulated event; NaN is in no bin
  public static DataHistogramFiller of(
      String name, String unit, Simulated events, IntToDoubleFunction value) {
    Binning binning = Binning.round(events.weight.length, value, BINS);
    return new DataHistogramFiller(name, unit, binning, events, value);
  }

  /// A histogram of a probability, of 25 bins from 0 to 1.
  public static DataHistogramFiller ofProbability(
      String name, Simulated events, IntToDoubleFunction value) {
    return new DataHistogramFiller(name, "", new Binning(0, 1, BINS), events, value);
  }

  /// Fills a data event. NaN is in no bin.
  public void add(double value) {
    data.add(value, 1);
  }

  /// The number of data events so far.
  public long events() {
    return data.entries();
  }

  /// The histogram of the data so far.
  ///
  /// @param scale factor on the simulation
  /// @param scaled whether that factor was chosen so that it has as many events as the data
  public DataHistogram histogram(double scale, boolean scaled) {
    return DataHistogram.of(name, unit, simulation, data.histogram(), scale, scaled);
  }
}
