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

/// Benchmark case: a dense network on 28 features, and a batch size.
///
/// @param width of the hidden layers
/// @param depth number of hidden layers
/// @param batch size in events
record NetworkCase(int width, int depth, int batch) {
  static final int FEATURES = 28;

  static List<NetworkCase> training() {
    return grid(
        new int[][] {{32, 2}, {64, 3}, {128, 3}, {300, 5}, {1024, 3}},
        new int[] {32, 256, 1024, 8192});
  }

  static List<NetworkCase> inference() {
    return grid(new int[][] {{32, 2}, {64, 3}, {128, 3}, {300, 5}}, new int[] {1, 64, 8192});
  }

  private static List<NetworkCase> grid(int[][] networks, int[] batches) {
    List<NetworkCase> cells = new ArrayList<>();
    for (int[] network : networks) {
      for (int batch : batches) {
        cells.add(new NetworkCase(network[0], network[1], batch));
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

  /// The minimum seconds per call over all rounds, by case.
  static Map<NetworkCase, Double> best(
      List<NetworkCase> cells, Settings settings, ToDoubleFunction<NetworkCase> seconds) {
    Map<NetworkCase, Double> best = new LinkedHashMap<>();
    for (int round = 0; round < settings.rounds(); round++) {
      for (NetworkCase cell : cells) {
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
