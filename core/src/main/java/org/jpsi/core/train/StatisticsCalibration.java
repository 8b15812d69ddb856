package org.jpsi.core.train;

import java.util.Arrays;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Tensor;

/// Calibration of batch-normalization statistics ("precise BN", Wu and Johnson, arXiv:2105.07576,
/// section 3): sets a network's buffers ({@link Layer#buffers()}) before it is used, from up to
/// 8,192 training events drawn once. The statistics are a function of weights and seed alone, so
/// they are the same with any number of threads and after a resume, and fit averaged weights as any
/// others.
final class StatisticsCalibration {
  private static final int EVENTS = 8192;

  private final Layer network;
  private final Dataset events;

  private StatisticsCalibration(Layer network, Dataset events) {
    this.network = network;
    this.events = events;
  }

  static StatisticsCalibration of(Layer network, Dataset train, Rng rng) {
    int[] sample = network.buffers().isEmpty() ? new int[0] : rng.permutation(train.events());
    sample = Arrays.copyOf(sample, Math.min(sample.length, EVENTS));
    return new StatisticsCalibration(network, train.gather(sample, 0, sample.length));
  }

  /// Calibrates; to be called whenever weights have changed and before the network is used.
  void run() {
    if (events.events() > 0) {
      network.calibrate(Tensor.of(events.inputs(), events.events(), events.features()));
    }
  }
}
