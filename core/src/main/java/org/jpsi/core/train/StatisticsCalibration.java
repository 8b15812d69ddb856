package org.jpsi.core.train;

import java.util.Arrays;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Tensor;

/// Sets what a network keeps beside its parameters ({@link Layer#buffers()}) before it is used: the
/// statistics of batch normalization, of up to 8,192 training events drawn once. They are a
/// function of weights and seed alone, so they are the same with any number of threads and after a
/// resume, and belong to averaged weights as to any others ("precise" statistics: Wu and Johnson,
/// arXiv:2105.07576, section 3).
final class StatisticsCalibration {
  private static final int EVENTS = 8192;

  private final Layer network;
  private final Dataset events;

  private StatisticsCalibration(Layer network, Dataset events) {
    this.network = network;
    this.events = events;
  }

  static StatisticsCalibration of(Layer network, Dataset train, Rng rng) {
    int[] drawn = network.buffers().isEmpty() ? new int[0] : rng.permutation(train.events());
    drawn = Arrays.copyOf(drawn, Math.min(drawn.length, EVENTS));
    return new StatisticsCalibration(network, train.gather(drawn, 0, drawn.length));
  }

  /// To be called whenever weights have changed and the network is about to be used.
  void run() {
    if (events.events() > 0) {
      network.calibrate(Tensor.of(events.inputs(), events.events(), events.features()));
    }
  }
}
