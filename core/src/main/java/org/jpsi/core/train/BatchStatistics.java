package org.jpsi.core.train;

import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.tensor.Parameter;

/// Batch statistics of a network in training, such as those of batch normalization: a layer that
/// has them keeps buffers. Those of one event are none.
///
/// @param buffer the name of the first; empty where the network has none
record BatchStatistics(Optional<String> buffer) {
  static BatchStatistics of(Layer network) {
    return new BatchStatistics(network.buffers().stream().findFirst().map(Parameter::name));
  }

  boolean any() {
    return buffer.isPresent();
  }

  /// The batches of an epoch. One training event, and batches of one, are refused.
  Cuts batches(int events, int batch) {
    demandEvents("training events", events);
    demandEvents("batch", batch);
    return new Cuts(events, batch, any());
  }

  /// Refuses a single event.
  void demandEvents(String where, int events) {
    if (any() && events == 1) {
      throw InputException.at(where)
          .expected("two events or more, for the statistics " + buffer.orElseThrow())
          .found("1")
          .remedy("normalize with layerNorm, whose statistics are of each event")
          .exception();
    }
  }
}
