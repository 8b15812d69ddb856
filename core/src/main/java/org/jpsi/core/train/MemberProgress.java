package org.jpsi.core.train;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Progress of the members of an ensemble, which train in several threads, as that of one training:
/// its listener is called by one thread at a time, after a step of any of them. What a member tells
/// once is passed on after the epoch, so that it does not depend on who came first.
final class MemberProgress {
  private final TrainingListener listener;
  private final int events;
  private final long eventsOfAll;
  private final long[] seen;
  private final @Nullable String[] eager;
  private final Map<Integer, Double> negativeLosses = new TreeMap<>();
  private final Set<Integer> toldClasses = new HashSet<>();
  private boolean toldEager;
  private long steps;
  private volatile boolean stopped;

  /// @param events of the training part
  /// @param eventsOfAll the sum over members of the events that they are trained on
  MemberProgress(TrainingListener listener, int events, long eventsOfAll, int members) {
    this.listener = listener;
    this.events = events;
    this.eventsOfAll = eventsOfAll;
    this.seen = new long[members];
    this.eager = new String[members];
  }

  /// Begins an epoch.
  ///
  /// @param steps of all members so far
  void begin(long stepsSoFar) {
    steps = stepsSoFar;
    Arrays.fill(seen, 0);
  }

  /// Whether the listener stopped the training.
  boolean stopped() {
    return stopped;
  }

  void resumed() {
    stopped = false;
  }

  // The events of an epoch are counted as those of one network's: from 0 to those of the part.
  private synchronized void step(int member, TrainingStep step) {
    seen[member] = step.events();
    steps++;
    long sum = Arrays.stream(seen).sum();
    listener.step(
        new TrainingStep(
            steps,
            step.epoch(),
            Math.round((double) sum / eventsOfAll * events),
            step.lossSum(),
            step.loss(),
            step.learningRate()));
    stopped |= listener.stop();
  }

  private synchronized void negativeLoss(int label, double loss) {
    negativeLosses.merge(label, loss, Math::min);
  }

  /// Passes on what members have told during epoch `number`.
  void tell(int number) {
    for (String reason : eager) {
      if (reason != null && !toldEager) {
        toldEager = true;
        listener.eager(reason);
      }
    }
    negativeLosses.forEach((label, loss) -> {
      if (toldClasses.add(label)) {
        listener.negativeLoss(label, number, loss);
      }
    });
    negativeLosses.clear();
  }

  /// The listener of a member.
  TrainingListener of(int member) {
    return new TrainingListener() {
      @Override
      public void step(TrainingStep step) {
        MemberProgress.this.step(member, step);
      }

      @Override
      public void negativeLoss(int label, int epoch, double loss) {
        MemberProgress.this.negativeLoss(label, loss);
      }

      @Override
      public void eager(String reason) {
        eager[member] = reason;
      }

      @Override
      public boolean stop() {
        return stopped;
      }
    };
  }
}
