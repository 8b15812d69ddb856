package org.jpsi.core.train;

import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;

/// Calibration of batch-normalization statistics ("precise BN", Wu and Johnson, arXiv:2105.07576,
/// section 3): sets a network's buffers ({@link Layer#buffers()}) before it is used, from up to
/// 8,192 training events drawn once. The statistics are a function of weights and seed alone, so
/// they are the same with any number of threads and after a resume, and fit averaged weights as any
/// others.
final class StatisticsCalibration {
  private static final int EVENTS = 8192;

  private final Layer network;
  private final Batch events;

  private StatisticsCalibration(Layer network, Batch events) {
    this.network = network;
    this.events = events;
  }

  static StatisticsCalibration of(Layer network, Dataset train, Rng rng) {
    int[] sample =
        network.buffers().isEmpty() ? new int[0] : EventBlocks.sample(train.events(), EVENTS, rng);
    return new StatisticsCalibration(network, train.view(sample).batch());
  }

  /// Calibrates; to be called whenever weights have changed and before the network is used.
  void run() {
    if (events.events() > 0) {
      network.calibrate(events.tensors());
    }
  }
}
