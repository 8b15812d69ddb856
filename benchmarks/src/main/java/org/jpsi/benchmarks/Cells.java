package org.jpsi.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;

/// The grid: dense networks on 28 features, in batches.
///
/// @param width of the hidden layers
/// @param depth how many there are
/// @param batch events at once
record Cells(int width, int depth, int batch) {
  static final int FEATURES = 28;

  static List<Cells> training() {
    return grid(
        new int[][] {{32, 2}, {64, 3}, {128, 3}, {300, 5}, {1024, 3}},
        new int[] {32, 256, 1024, 8192});
  }

  static List<Cells> inference() {
    return grid(new int[][] {{32, 2}, {64, 3}, {128, 3}, {300, 5}}, new int[] {1, 64, 8192});
  }

  private static List<Cells> grid(int[][] networks, int[] batches) {
    List<Cells> cells = new ArrayList<>();
    for (int[] network : networks) {
      for (int batch : batches) {
        cells.add(new Cells(network[0], network[1], batch));
      }
    }
    return cells;
  }

  /// 28-width-...-width-1 with ReLU, one logit.
  Sequential network() {
    List<Layer> layers = new ArrayList<>();
    int in = FEATURES;
    for (int i = 0; i < depth; i++) {
      layers.add(Linear.of(in, width));
      layers.add(Relu.of());
      in = width;
    }
    layers.add(Linear.of(in, 1));
    Sequential network = Sequential.of(layers);
    network.initialize(Rng.of(1));
    return network;
  }

  /// The smallest seconds per call of all rounds, by cell.
  static Map<Cells, Double> best(
      List<Cells> cells, Settings settings, ToDoubleFunction<Cells> seconds) {
    Map<Cells, Double> best = new LinkedHashMap<>();
    for (int round = 0; round < settings.rounds(); round++) {
      for (Cells cell : cells) {
        if (cell.toString().contains(settings.only())) {
          best.merge(cell, seconds.applyAsDouble(cell), Math::min);
        }
      }
    }
    return best;
  }

  @Override
  public String toString() {
    return width + "x" + depth + "," + batch;
  }
}
