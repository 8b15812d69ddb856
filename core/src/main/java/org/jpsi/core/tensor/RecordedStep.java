package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jspecify.annotations.Nullable;

/// Step of a training, a pass through network and loss with its gradient, that is recorded and
/// replayed where this has the bits of running it eagerly, and else runs eagerly. The user's code
/// runs once in each step, or not at all where it cannot do anything else.
///
/// - A step that is recorded runs eagerly, and its replay on the same events must have the same
///   bits.
/// - Each later step is guarded, where it runs code that the library does not know: that code is
///   traced ({@link Guard}), and only if it asks for what was recorded is that replayed. Else the
///   step runs eagerly, by which it is recorded anew.
/// - The replay is compared with eager execution again after {@link #proveAgain}.
/// - Code that asks for something else more often than in every 8th step runs eagerly for good.
public final class RecordedStep {
  // Of so many steps so many may not be what was recorded.
  private static final int WINDOW = 32;
  private static final int MISSES = 3;

  private final Function<RandomStream, Tensor> pass;
  private final RandomStream random;
  private final int events;
  private final Parameters parameters;
  private final Optional<PackedWeights> packed;
  private final List<String> foreign;
  private final boolean guarded;
  private @Nullable RecordedGraph graph;
  private boolean proven;
  private boolean settingChanged;
  private Set<Tensor> leaves = Set.of();
  private int steps;
  private int misses;
  private @Nullable String reason;

  /// @param pass gives the scalar, from the random numbers it is given, on the events at hand
  /// @param events how many
  /// @param packed packed weights, shared among steps; empty for few events, for which packing does
  ///   not pay
  /// @param foreign classes whose code the pass runs and that may do something else the next time;
  ///   where there is none, steps are not guarded
  public RecordedStep(
      Function<RandomStream, Tensor> pass,
      int events,
      Parameters parameters,
      Optional<PackedWeights> packed,
      List<String> foreign) {
    this.pass = pass;
    this.random = RandomStream.of(Rng.of(0), 0, events);
    this.events = events;
    this.parameters = parameters;
    this.packed = packed;
    this.foreign = List.copyOf(foreign);
    this.guarded = !foreign.isEmpty();
  }

  /// Compares the next replay with eager execution: an epoch begins.
  public void proveAgain() {
    proven = false;
  }

  /// Compares a replay with eager execution soon: a setting of the training changed. Where one
  /// changes in every step, such as a learning rate, that is one step in 32.
  public void proveSoon() {
    settingChanged = true;
  }

  /// Whether the step runs eagerly for good.
  public boolean isEager() {
    return reason != null;
  }

  /// Reason that the step runs eagerly for good; empty where it is replayed.
  public Optional<String> eagerReason() {
    return Optional.ofNullable(reason);
  }

  /// The leaves that the last step gave a gradient; none where it was a replay, which has those of
  /// the step that was recorded.
  public Set<Tensor> newLeaves() {
    return leaves;
  }

  /// The leaves of parameters that a tensor was computed from, frozen ones too where its operations
  /// were kept: in a pass that is recorded all are.
  public static List<Tensor> parametersOf(Tensor y) {
    return Backpropagation.topologicalOrder(y, tensor -> true).stream()
        .filter(Tensor::isParameter)
        .toList();
  }

  /// Runs the step.
  ///
  /// @param rng of its random numbers
  /// @param firstEvent the number in its batch of the first event
  /// @param gradient of all parameters, in the order of {@link Parameters#list()}
  /// @param add to what is there, instead of writing over it
  /// @return the scalar
  public float run(Rng rng, long firstEvent, ThreadPool pool, float[] gradient, boolean add) {
    random.reset(rng, firstEvent);
    leaves = Set.of();
    if (reason != null) {
      return new Eager(pass.apply(random)).write(gradient, add);
    }
    countStep();
    RecordedGraph recorded = graph;
    if (recorded != null && proven) {
      GraphCapture capture = guarded ? GraphCapture.of(pass, random, recorded.guard()) : null;
      if (capture == null || capture.isTraced()) {
        recorded.overwrite();
        return recorded.replay(rng, firstEvent, pool, gradient, add);
      }
      Eager eager = new Eager(capture.end());
      miss(capture.deviation());
      if (reason == null && capture.isWhole()) {
        record(capture, replayed -> eager.hasBits(replayed, rng, firstEvent, pool));
      }
      return eager.write(gradient, add);
    }
    GraphCapture capture = GraphCapture.of(pass, random, null);
    Eager eager = new Eager(capture.end());
    if (!capture.isWhole()) {
      miss(capture.deviation());
    } else if (recorded != null && eager.hasBits(recorded, rng, firstEvent, pool)) {
      proven = true;
    } else {
      record(capture, replayed -> eager.hasBits(replayed, rng, firstEvent, pool));
    }
    return eager.write(gradient, add);
  }

  private void countStep() {
    steps++;
    if (steps % WINDOW == 0) {
      misses = 0;
      proven &= !settingChanged;
      settingChanged = false;
    }
  }

  private void miss(String deviation) {
    misses++;
    if (misses > MISSES) {
      runEagerly(deviation);
    }
  }

  private void runEagerly(String why) {
    graph = null;
    boolean placed = why.contains(Caller.IN);
    reason =
        "steps of "
            + events
            + " events run eagerly, which is slower than a replay: "
            + why
            + (placed ? "" : Caller.IN + String.join(", ", foreign));
  }

  // Records a pass that was run eagerly, and is whole.
  private void record(GraphCapture capture, Predicate<RecordedGraph> hasBits) {
    graph = RecordedGraph.of(capture, random, parameters, packed, guarded);
    proven = hasBits.test(graph);
    if (!proven) {
      runEagerly("a replay has other bits");
    }
  }

  /// Result of an eager pass: the scalar and its gradients.
  private final class Eager {
    private final float scalar;
    private final Gradients gradients;

    private Eager(Tensor end) {
      gradients = end.backward();
      leaves = gradients.leaves();
      scalar = end.item();
    }

    private float write(float[] gradient, boolean add) {
      if (!add) {
        Arrays.fill(gradient, 0);
      }
      gradients.addTo(parameters, gradient, 0);
      return scalar;
    }

    /// Whether a replay on the same events has the same bits.
    private boolean hasBits(RecordedGraph recorded, Rng rng, long firstEvent, ThreadPool pool) {
      float[] expected = new float[parameters.size()];
      gradients.addTo(parameters, expected, 0);
      float[] found = new float[parameters.size()];
      float value = recorded.replay(rng, firstEvent, pool, found, false);
      return Float.compare(scalar, value) == 0 && Arrays.equals(expected, found);
    }
  }
}
