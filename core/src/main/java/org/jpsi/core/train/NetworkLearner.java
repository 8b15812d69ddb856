package org.jpsi.core.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.jspecify.annotations.Nullable;

/// Learner of neural networks: builds one for the features and outputs at hand, and trains it by
/// gradients with a {@link Trainer}, or an ensemble of them with {@link #members}. Each fit is of
/// networks of its own. Immutable.
public final class NetworkLearner implements Learner {
  /// Architecture of a network.
  @FunctionalInterface
  public interface Architecture {
    /// A new network, of the same layers each time; it shares no weights with another unless they
    /// are frozen, since members of an ensemble are trained at the same time.
    ///
    /// @param inputs features per event
    /// @param outputs raw outputs per event
    Sequential build(int inputs, int outputs);
  }

  private final Architecture architecture;
  private final Optimizer optimizer;
  private final TrainingConfig config;
  private final int members;
  private final @Nullable Consumer<Checkpoint> checkpoints;
  private final @Nullable Checkpoint resumed;
  private final @Nullable Consumer<DivergedException> divergence;

  private NetworkLearner(
      Architecture architecture,
      Optimizer optimizer,
      TrainingConfig config,
      int members,
      @Nullable Consumer<Checkpoint> checkpoints,
      @Nullable Checkpoint resumed,
      @Nullable Consumer<DivergedException> divergence) {
    this.architecture = architecture;
    this.optimizer = optimizer;
    this.config = config;
    this.members = members;
    this.checkpoints = checkpoints;
    this.resumed = resumed;
    this.divergence = divergence;
  }

  /// A learner of networks of this architecture.
  ///
  /// @param config whose seed and threads are replaced by those of each request
  public static NetworkLearner of(
      Architecture architecture, Optimizer optimizer, TrainingConfig config) {
    return new NetworkLearner(architecture, optimizer, config, 1, null, null, null);
  }

  /// The same, training so many networks on the training events: bagging, where each member holds
  /// out another share of them, and all are kept at the epoch of the lowest loss on these shares.
  /// What is fitted is an {@link EnsemblePredictor}, the mean of their probabilities, in a
  /// regression of their predictions. Validation events choose nothing but how sure classifiers
  /// are, by one factor on all logits. With 1, one network is trained on all training events. Where
  /// there are fewer events or groups than members, there is a member for each: see {@link
  /// OutOfFold#members}.
  ///
  /// @param number 1 to {@link EnsemblePredictor#MAX_MEMBERS}
  public NetworkLearner members(int number) {
    if (number < 1 || number > EnsemblePredictor.MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "NetworkLearner: expected 1 to "
              + EnsemblePredictor.MAX_MEMBERS
              + (" members, found " + number));
    }
    return new NetworkLearner(
        architecture, optimizer, config, number, checkpoints, resumed, divergence);
  }

  /// The number of networks that are asked for.
  public int members() {
    return members;
  }

  /// The same, passing a checkpoint to this consumer after every epoch.
  public NetworkLearner checkpoints(Consumer<Checkpoint> consumer) {
    return new NetworkLearner(
        architecture, optimizer, config, members, consumer, resumed, divergence);
  }

  /// The same, resuming from a checkpoint of the same training.
  public NetworkLearner resume(Checkpoint checkpoint) {
    return new NetworkLearner(
        architecture, optimizer, config, members, checkpoints, checkpoint, divergence);
  }

  /// The same, ending a training that diverges after its first epoch with the network of the best
  /// epoch, where it would be thrown away: this consumer is told why. The history ends with {@link
  /// History.StopReason#DIVERGED}.
  public NetworkLearner divergence(Consumer<DivergedException> consumer) {
    return new NetworkLearner(
        architecture, optimizer, config, members, checkpoints, resumed, consumer);
  }

  @Override
  public String name() {
    return "network";
  }

  @Override
  public String meaning() {
    return "A neural network, trained by gradients.";
  }

  /// None: its hyperparameters are the architecture, the optimizer and the config.
  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public int steps(Map<String, Double> settings) {
    return config.epochs();
  }

  @Override
  public int patience(Map<String, Double> settings) {
    return config.patience();
  }

  @Override
  public boolean minimizes(Loss loss, Task task) {
    return true;
  }

  @Override
  public void check(FitRequest request) {
    settings(request.settings());
  }

  @Override
  public FitResult fit(FitRequest request) {
    check(request);
    Sequential network = network(request);
    Trainer trainer =
        Trainer.of(network, request.loss(), optimizer)
            .metric(request.metric())
            .listener(request.listener());
    if (checkpoints != null) {
      trainer = trainer.checkpoints(checkpoints);
    }
    if (resumed != null) {
      trainer = trainer.resume(resumed);
    }
    if (members > 1) {
      return ensemble(request, trainer);
    }
    TrainingSession session =
        trainer.session(request.train(), request.validation(), config(request));
    return new FitResult(
        new NetworkPredictor(network), history(session::run, session::epochs, session::finish));
  }

  private FitResult ensemble(FitRequest request, Trainer trainer) {
    Dataset train = request.train();
    DatasetCheck.ofBoth(train, Dataset.none(), trainer.network, trainer.loss);
    train.positiveMeanWeight("NetworkLearner");
    OutOfFold folds =
        Folds.deal(
            train,
            request.task(),
            request.trainingGroups(),
            members,
            Rng.of(request.seed()).child("folds"));
    EnsembleSession session =
        new EnsembleSession(trainer, () -> network(request), train, folds, config(request));
    History history = history(session::run, session::epochs, session::finish);
    EnsembleTemperature.set(
        session.networks(), request.loss(), request.validation(), ThreadPool.of(request.threads()));
    List<Predictor> predictors =
        session.networks().stream().<Predictor>map(NetworkPredictor::new).toList();
    EnsemblePredictor.Mean mean = EnsemblePredictor.Mean.of(request.task());
    return new FitResult(new EnsemblePredictor(predictors, mean), history, Optional.of(folds));
  }

  // What is left of a training that diverged is kept where there is something, and somebody knows.
  private History history(
      Supplier<History> run, Supplier<List<Epoch>> epochs, Supplier<History> finish) {
    try {
      return run.get();
    } catch (DivergedException diverged) {
      if (divergence == null || epochs.get().isEmpty()) {
        throw diverged;
      }
      divergence.accept(diverged);
      History kept = finish.get();
      return new History(kept.epochs(), kept.bestEpoch(), History.StopReason.DIVERGED);
    }
  }

  /// The learning-rate range test of such a network: see {@link Trainer#findLearningRate}.
  public LearningRateFinderResult findLearningRate(FitRequest request) {
    return Trainer.of(network(request), request.loss(), optimizer)
        .findLearningRate(request.train(), config(request));
  }

  private Sequential network(FitRequest request) {
    return architecture.build(request.train().features(), request.task().width());
  }

  private TrainingConfig config(FitRequest request) {
    return config.withSeed(request.seed()).withThreads(request.threads());
  }
}
