package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/// Training session of an ensemble by bagging: networks of one architecture, each trained on all
/// training events but its own fold ({@link OutOfFold}).
///
/// A member is a {@link TrainingSession} with random numbers of its own, which runs in one thread;
/// threads share the members, and wait for one another after each epoch alone. Then the events of
/// the folds, each predicted by the member that held it out, are judged together, as validation
/// events are: the best epoch, one for all members, is that of the lowest loss, of classifiers at
/// their best temperature ({@link EpochJudge}). So no event but the training events chooses
/// anything, and the number of threads changes no bit.
final class EnsembleSession {
  private final Dataset train;
  private final OutOfFold folds;
  private final TrainingConfig config;
  private final TrainingListener listener;
  private final @Nullable Consumer<Checkpoint> checkpoints;
  private final ThreadPool pool;
  private final List<Sequential> networks = new ArrayList<>();
  private final List<TrainingSession> members = new ArrayList<>();
  private final MemberProgress progress;
  private final EpochJudge judge;
  private final EpochLosses losses;
  private final List<Epoch> epochs = new ArrayList<>();
  private int bestEpoch;
  private boolean stopped;

  /// @param trainer how each network is trained; its own stays as it is
  /// @param architecture makes a network
  /// @param config its patience counts epochs of the ensemble
  EnsembleSession(
      Trainer trainer,
      Supplier<Sequential> architecture,
      Dataset train,
      OutOfFold folds,
      TrainingConfig config) {
    this.train = train;
    this.folds = folds;
    this.config = config;
    this.listener = trainer.listener;
    this.checkpoints = trainer.checkpoints;
    this.pool = ThreadPool.of(config.threads());
    int count = folds.members();
    SpareOrders orders = new SpareOrders(train.events());
    long trainedOn = (long) train.events() * (count - 1);
    this.progress = new MemberProgress(listener, train.events(), trainedOn, count);
    for (int m = 0; m < count; m++) {
      Sequential network = architecture.get();
      demandOwn(network);
      networks.add(network);
      members.add(member(trainer, network, m, orders));
    }
    int width = networks.getFirst().outputs(train.inputShapes()).count();
    this.judge = new EpochJudge(trainer, width, train, train, true, config.epochs());
    this.losses = new EpochLosses(trainer.loss, config.epochs());
    if (trainer.resumed != null) {
      resume(trainer.resumed);
    }
  }

  // Members are trained at the same time, and a checkpoint cuts their arrays into equal parts.
  private void demandOwn(Sequential network) {
    int number = networks.size() + 1;
    List<Parameter> parameters = network.parameters();
    for (int m = 0; m < networks.size(); m++) {
      for (Parameter other : networks.get(m).parameters()) {
        if (!other.frozen() && parameters.stream().anyMatch(p -> p.tensor() == other.tensor())) {
          throw new IllegalArgumentException(
              "NetworkLearner: expected an architecture that builds a new network for each member,"
                  + (" found " + other.name() + " in members " + (m + 1) + " and " + number));
        }
      }
    }
    List<String> expected = described(networks.isEmpty() ? network : networks.getFirst());
    if (!described(network).equals(expected)) {
      throw new IllegalArgumentException(
          "NetworkLearner: expected the same architecture for each member, of "
              + (expected + ", found " + described(network) + " for member " + number));
    }
  }

  private static List<String> described(Sequential network) {
    return network.parameters().stream().map(Parameter::toString).toList();
  }

  private TrainingSession member(Trainer all, Layer network, int member, SpareOrders orders) {
    Trainer trainer = Trainer.of(network, all.loss, all.optimizer).listener(progress.of(member));
    trainer.member = true;
    trainer.orders = orders;
    Rng seed = Rng.of(config.seed()).child("member").child(member);
    Dataset own = train.view(folds.trainedOn(member));
    if (!(own.meanWeight() > 0)) {
      throw InputException.at("members")
          .expected("weights with a positive mean in the training events of each member")
          .found(own.meanWeight() + " in those of member " + (member + 1))
          .remedy("set `members: 1`, or fewer members than " + folds.members())
          .exception();
    }
    return trainer.session(
        own,
        train.view(folds.heldOut(member)),
        config.withSeed(seed.key()).withThreads(1).withPatience(0));
  }

  /// Trains all members for an epoch and judges it. Empty where the listener stopped the training
  /// before its end: what was trained of it does not count.
  ///
  /// @throws DivergedException where a member's loss or weights are not finite
  Optional<Epoch> epoch() {
    progress.begin(members.stream().mapToLong(m -> m.optimizerStep.state().step()).sum());
    pool.parallelFor(members.size(), this::train);
    stopped = progress.stopped();
    if (stopped) {
      return Optional.empty();
    }
    int number = epochs.size() + 1;
    EpochJudge.Verdict verdict = judge.judge(number, pooled(ModelSelection::predictions));
    if (verdict.best()) {
      bestEpoch = number;
      members.forEach(member -> member.selection.keep(number));
    }
    Epoch epoch =
        new Epoch(
            number,
            mean(Epoch::trainLoss),
            verdict.loss(),
            verdict.metric(),
            verdict.best(),
            mean(Epoch::learningRate),
            mean(Epoch::penalty));
    epochs.add(epoch);
    members.forEach(member -> member.complete(epoch));
    progress.tell(number);
    if (checkpoints != null) {
      checkpoints.accept(checkpoint());
    }
    listener.epoch(epoch);
    return Optional.of(epoch);
  }

  private void train(int number) {
    TrainingSession member = members.get(number);
    try {
      while (!progress.stopped() && member.ended().isEmpty()) {
        member.step();
      }
    } catch (DivergedException diverged) {
      throw diverged.ofMember(number + 1, members.size());
    }
  }

  private double mean(ToDoubleFunction<Epoch> figure) {
    double sum = 0;
    for (TrainingSession member : members) {
      sum += figure.applyAsDouble(member.ended().orElseThrow());
    }
    return sum / members.size();
  }

  // Each training event as predicted by the member that held it out.
  private Predictions pooled(ToPredictions of) {
    float[] outputs = {};
    int width = 0;
    double sum = 0;
    for (int m = 0; m < members.size(); m++) {
      Predictions own = of.apply(members.get(m).selection);
      int[] events = folds.heldOut(m);
      width = own.width();
      if (m == 0) {
        outputs = new float[Math.multiplyExact(train.events(), width)];
      }
      for (int i = 0; i < events.length; i++) {
        System.arraycopy(own.outputs(), i * width, outputs, events[i] * width, width);
      }
      sum += own.lossSum();
    }
    return new Predictions(outputs, width, sum);
  }

  private interface ToPredictions {
    Predictions apply(ModelSelection selection);
  }

  /// Trains to the end and finishes.
  ///
  /// @throws DivergedException where a loss is NaN or infinite
  History run() {
    while (!done()) {
      epoch();
    }
    return finish();
  }

  /// Whether there is nothing left to do but to finish.
  boolean done() {
    return stopped || epochs.size() >= config.epochs() || isOutOfPatience();
  }

  private boolean isOutOfPatience() {
    return config.patience() > 0
        && losses.isOutOfPatience(epochs.size(), bestEpoch, config.patience());
  }

  /// Leaves every network with its weights of the best epoch; before the end of the first one, with
  /// the present ones.
  History finish() {
    stopped |= !done();
    pool.parallelFor(members.size(), m -> members.get(m).finish());
    return new History(epochs, bestEpoch, config.stopReason(stopped, epochs.size()));
  }

  /// The epochs completed so far.
  List<Epoch> epochs() {
    return List.copyOf(epochs);
  }

  /// The members' networks.
  List<Sequential> networks() {
    return List.copyOf(networks);
  }

  /// Checkpoint of all members between two epochs.
  Checkpoint checkpoint() {
    return Checkpoint.join(members.stream().map(TrainingSession::present).toList());
  }

  /// Goes on from a checkpoint of the same training.
  ///
  /// @throws InputException where it is of other networks, or of another number of them
  void resume(Checkpoint checkpoint) {
    int completed = checkpoint.epochs().size();
    long[] steps = members.stream().mapToLong(m -> (long) completed * m.batches.count()).toArray();
    List<Checkpoint> each = checkpoint.ofMembers(steps);
    for (int m = 0; m < members.size(); m++) {
      members.get(m).resume(each.get(m));
    }
    epochs.clear();
    epochs.addAll(checkpoint.epochs());
    bestEpoch = checkpoint.bestEpoch();
    judge.restore(checkpoint, () -> pooled(ModelSelection::bestPredictions));
    progress.resumed();
    stopped = false;
  }
}
