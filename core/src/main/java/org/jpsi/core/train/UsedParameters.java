package org.jpsi.core.train;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.RecordedStep;
import org.jpsi.core.tensor.Tensor;

/// Parameters that a user's layers and loss use in training, compared with those that are trained:
/// in the first step, whenever a step is not the replay of one compared before, and at each epoch.
final class UsedParameters {
  private final Layer network;
  private final Set<Tensor> trained;
  private final Set<Tensor> buffers;
  // Of the network, frozen ones too, when the training began.
  private final Set<Tensor> listed;

  private UsedParameters(Layer network, Set<Tensor> trained) {
    this.network = network;
    this.trained = trained;
    this.listed = leaves(network.parameters());
    this.buffers = leaves(network.buffers());
  }

  static UsedParameters of(Layer network, Parameters trained) {
    return new UsedParameters(network, leaves(trained.list()));
  }

  private static Set<Tensor> leaves(List<Parameter> parameters) {
    Set<Tensor> leaves = Collections.newSetFromMap(new IdentityHashMap<>());
    parameters.forEach(parameter -> leaves.add(parameter.tensor()));
    return leaves;
  }

  /// Checks a pass that was made.
  ///
  /// @param output of the network
  /// @param differentiated the leaves that the loss has a gradient by
  /// @param whole whether `output` has all its operations, so that what is frozen is found
  /// @throws InputException where one is not trained, or a frozen one not of the network
  void check(Tensor output, Loss loss, Collection<Tensor> differentiated, boolean whole) {
    if (!trained.containsAll(differentiated)) {
      check("network", output.leaves(), "children() or ownParameters()");
      check("loss " + loss.name(), differentiated, "the network's parameters");
    }
    if (whole) {
      demandListed(RecordedStep.parametersOf(output));
    }
  }

  /// Checks leaves that need a gradient.
  ///
  /// @param where the one that is forgotten is to be added to
  void check(String at, Collection<Tensor> leaves, String where) {
    Optional<Tensor> forgotten = ofMostAxes(leaves, trained);
    if (forgotten.isEmpty()) {
      return;
    }
    Tensor leaf = forgotten.get();
    InputException.Builder wrong =
        InputException.at(at)
            .expected("every parameter that it uses among parameters(), to be trained");
    if (buffers.contains(leaf)) {
      throw wrong
          .found("a buffer of shape " + leaf.shape())
          .remedy("use tensor().detach() of a buffer: it is not trained")
          .exception();
    }
    if (leaves(network.parameters()).contains(leaf)) {
      throw wrong
          .found("one of shape " + leaf.shape() + " that was not there when the training began")
          .remedy("list it from the start, or begin a new training, with warmStart()")
          .exception();
    }
    throw wrong
        .found("one of shape " + leaf.shape() + " that is not")
        .remedy("add its layer, or itself, to " + where + "; freeze() what is to stay as it is")
        .exception();
  }

  private void demandListed(List<Tensor> used) {
    List<Tensor> others = used.stream().filter(leaf -> !buffers.contains(leaf)).toList();
    Optional<Tensor> forgotten = ofMostAxes(others, listed);
    if (forgotten.isPresent()) {
      throw InputException.at("network")
          .expected("every parameter that it uses among parameters() or buffers(), frozen or not")
          .found("a frozen one of shape " + forgotten.get().shape() + " that is not")
          .remedy(
              "add its layer, or itself, to children(), ownParameters() or ownBuffers(): a model"
                  + " file has no other values")
          .exception();
    }
  }

  // a weight rather than its bias
  private static Optional<Tensor> ofMostAxes(Collection<Tensor> leaves, Set<Tensor> allowed) {
    return leaves.stream()
        .filter(leaf -> !allowed.contains(leaf))
        .max(Comparator.comparingInt((Tensor leaf) -> leaf.shape().rank()));
  }

  /// Compares the network's parameters with those it had when the training began.
  ///
  /// @throws InputException where they are others
  void requireSame() {
    Set<Tensor> now = leaves(network.parameters());
    if (!now.equals(listed)) {
      long added = now.stream().filter(leaf -> !listed.contains(leaf)).count();
      long gone = listed.stream().filter(leaf -> !now.contains(leaf)).count();
      throw InputException.at("network")
          .expected("the parameters() that the training began with")
          .found(added + " others, and " + gone + " gone, after an epoch")
          .remedy(
              "let children() and ownParameters() return the same always; to train others begin a"
                  + " new training, with warmStart()")
          .exception();
    }
  }
}
