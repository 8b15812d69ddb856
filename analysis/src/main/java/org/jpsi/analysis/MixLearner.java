package org.jpsi.analysis;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.Predictions;

/// Learner of a mixture of a network and boosted trees. Both are fitted to the training events;
/// then the weight in [0, 1] is chosen, in hundredths, that has the lowest weighted loss on the
/// validation events, of which the trees have seen none: a tenth of the training events, which they
/// leave out, ends their rounds. The history is the network's.
///
/// @param trees whose options are those of the mixture
/// @param begins is told of each of the two, with its settings, before it is fitted
record MixLearner(Learner network, Learner trees, BiConsumer<Learner, Map<String, Double>> begins)
    implements Learner {
  // As fine as the weight can be known: its error is a few of these with 10,000 events.
  private static final int STEPS = 100;

  @Override
  public String name() {
    return AnalysisFile.Model.MIX;
  }

  @Override
  public String meaning() {
    return "A network and boosted trees, mixed by one weight.";
  }

  @Override
  public List<Option> options() {
    return trees.options();
  }

  @Override
  public int steps(Map<String, Double> given) {
    return network.steps(Map.of());
  }

  @Override
  public int patience(Map<String, Double> given) {
    return network.patience(Map.of());
  }

  /// A loss that both minimize; it is convex in the weight.
  @Override
  public boolean minimizes(Loss loss, Task task) {
    return network.minimizes(loss, task) && trees.minimizes(loss, task);
  }

  @Override
  public boolean missingValues() {
    return network.missingValues() && trees.missingValues();
  }

  @Override
  public void check(FitRequest request) {
    network.check(request.with(Map.of()));
    if (isSigned(request.train()) || isSigned(request.validation())) {
      throw InputException.at("model mix")
          .expected("weights of zero or more, of which the weight of the mixture is made")
          .found("negative ones")
          .remedy(
              "train `model: network`, which takes them, or treat them for the training, with"
                  + " `negativeWeights:`")
          .exception();
    }
    if (request.validation().events() == 0) {
      throw InputException.at("model mix")
          .expected("validation events, which choose the weight of the mixture")
          .found("none")
          .remedy("give `split:` a validation part, or train `model: network`")
          .exception();
    }
    trees.check(request);
  }

  private static boolean isSigned(Dataset events) {
    for (float weight : events.weights()) {
      if (weight < 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public FitResult fit(FitRequest request) {
    check(request);
    begins.accept(network, Map.of());
    FitResult net = network.fit(request.with(Map.of()));
    if (net.history().epochs().isEmpty()) {
      return net; // stopped before there is anything to mix
    }
    begins.accept(trees, request.settings());
    FitResult forest = trees.fit(request.withOwnValidation());
    ThreadPool pool = ThreadPool.of(request.threads());
    Dataset validation = request.validation();
    Mixing mixing =
        new Mixing(
            Predictions.of(net.predictor(), request.loss(), validation, pool),
            Predictions.of(forest.predictor(), request.loss(), validation, pool),
            request.loss(),
            validation);
    boolean stopped = forest.history().stopReason() == History.StopReason.STOPPED;
    History history =
        stopped
            ? new History(
                net.history().epochs(), net.history().bestEpoch(), History.StopReason.STOPPED)
            : net.history();
    return new FitResult(
        new MixturePredictor(net.predictor(), forest.predictor(), mixing.best()),
        history,
        net.outOfFold());
  }

  /// Choice of the weight on some events.
  private record Mixing(Predictions first, Predictions second, Loss loss, Dataset events) {
    /// The weight of the lowest loss, by bisection: the loss is convex, and so falls up to its
    /// minimum and rises behind it.
    double best() {
      int low = 0;
      int high = STEPS;
      while (low < high) {
        int middle = (low + high) / 2;
        if (sum(middle) <= sum(middle + 1)) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return (double) low / STEPS;
    }

    // sum w l of the mixture
    private double sum(int steps) {
      float[] mixed = first.outputs().clone();
      MixturePredictor.mix((double) steps / STEPS, mixed, 0, second.outputs(), mixed.length);
      int width = first.width();
      double total = 0;
      for (int from = 0; from < events.events(); from += EventBlocks.SIZE) {
        Batch block = events.batch(from, Math.min(events.events(), from + EventBlocks.SIZE));
        Tensor rows = Tensor.view(mixed, from * width, Shape.of(block.events(), width));
        total += loss.forward(rows, block).item();
      }
      return total;
    }
  }
}
