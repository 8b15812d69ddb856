package org.jpsi.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;

/// Benchmark case: a network, and a batch size.
///
/// @param width of the hidden layers
/// @param depth number of hidden layers
/// @param batch size in events
/// @param layers what the hidden layers are
record NetworkCase(int width, int depth, int batch, LayerKind layers) {
  static final int FEATURES = 28;

  /// With ReLU.
  NetworkCase(int width, int depth, int batch) {
    this(width, depth, batch, LayerKind.RELU);
  }

  /// ReLU in many sizes, and every other kind of layers in one or two.
  static List<NetworkCase> training() {
    List<NetworkCase> cells =
        grid(
            new int[][] {{32, 2}, {64, 3}, {128, 3}, {300, 5}, {1024, 3}},
            new int[] {32, 256, 1024, 8192});
    for (LayerKind layers : LayerKind.values()) {
      switch (layers) {
        case RELU -> {}
        case ATTENTION -> cells.add(new NetworkCase(LayerKind.TOKEN_WIDTH, 1, 256, layers));
        case BATCH_NORM -> {
          cells.add(new NetworkCase(64, 3, 256, layers));
          cells.add(new NetworkCase(300, 3, 1024, layers));
        }
        case CONV -> {
          cells.add(new NetworkCase(8, 2, 64, layers));
          cells.add(new NetworkCase(8, 2, 256, layers));
        }
        default -> cells.add(new NetworkCase(64, 3, 256, layers));
      }
    }
    return cells;
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

  /// With its first weights.
  Sequential network() {
    Sequential network = Sequential.of(layers.network(width, depth));
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
    return width + "x" + depth + "," + batch + "," + layers;
  }
}
