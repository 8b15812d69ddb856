package org.jpsi.core.eval;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.histogram.Histogram;

/// Histogram of one quantity in measured data, with that of each group of the simulation.
///
/// @param name of the quantity
/// @param unit `""` where unknown
/// @param simulation of each group, scaled to what is expected in the data
/// @param data counts of the events that are not blinded
/// @param chiSquare the test of both; empty where too few events are expected
public record DataHistogram(
    String name,
    String unit,
    List<Histogram> simulation,
    Histogram data,
    Optional<ChiSquare> chiSquare) {
  public DataHistogram {
    simulation = List.copyOf(simulation);
  }

  /// @param simulation of each group, not scaled yet
  /// @param scale factor on the simulation
  /// @param scaled whether that factor was chosen so that it has as many events as the data
  static DataHistogram of(
      String name,
      String unit,
      List<Histogram> simulation,
      Histogram data,
      double scale,
      boolean scaled) {
    List<Histogram> all = simulation.stream().map(h -> h.times(scale)).toList();
    return new DataHistogram(name, unit, all, data, ChiSquare.of(data, sum(all), scaled));
  }

  /// All groups of the simulation together.
  public Histogram total() {
    return sum(simulation);
  }

  private static Histogram sum(List<Histogram> all) {
    return all.stream().reduce(Histogram::plus).orElseThrow();
  }
}
