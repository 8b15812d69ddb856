package org.jpsi.core.train;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;

/// Frozen parameters of a network in training, which keep the values they have.
record FrozenParameters(List<Parameter> list) {
  /// The parameters that are frozen now.
  ///
  /// @throws InputException where nothing is left to be trained
  static FrozenParameters of(Layer network) {
    List<Parameter> all = network.parameters();
    List<Parameter> frozen = all.stream().filter(Parameter::frozen).toList();
    if (!frozen.isEmpty() && frozen.size() == all.size()) {
      throw InputException.at("network")
          .expected("a parameter that is not frozen")
          .found("all " + all.size() + " frozen")
          .remedy("unfreeze those that are to be trained")
          .exception();
    }
    return new FrozenParameters(frozen);
  }

  /// Draws the first values of all others.
  void initializeOthers(Layer network, Rng rng) {
    List<float[]> kept = list.stream().map(parameter -> parameter.tensor().toArray()).toList();
    network.initialize(rng);
    for (int i = 0; i < kept.size(); i++) {
      list.get(i).set(kept.get(i));
    }
  }

  /// Refuses to go on with one that is no longer frozen: the optimizer does not know it.
  ///
  /// @throws IllegalStateException where one is not
  void requireFrozen() {
    for (Parameter parameter : list) {
      if (!parameter.frozen()) {
        throw new IllegalStateException(
            "TrainingSession: "
                + parameter.name()
                + " was unfrozen during the training; begin a new one, with warmStart()");
      }
    }
  }
}
