package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.MultiInputLayer;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.RandomStream;
import org.jpsi.core.tensor.RecordedGraph;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// A network of several inputs trains as any other: a deep set (Zaheer et al., arXiv:1703.06114) of
/// jets, of which an event has up to four, beside a quantity of the event.
class SeveralInputsTest {
  private static final int MOST = 4;
  private static final Shape JETS = Shape.of(MOST, 3);

  /// `[sum over jets of f(jet), event]`, a vector.
  private record DeepSet(Layer jet, boolean recorded) implements MultiInputLayer {
    @Override
    public Tensor forward(Inputs<Tensor> inputs, Mode mode) {
      Tensor jets = inputs.get("jets");
      if (!recorded) {
        jets.values(); // reads values, so that the step cannot be recorded
      }
      Tensor mask = inputs.get("jets.mask").unsqueeze(2);
      Tensor sum = jet.forward(jets, mode.child(0)).mul(mask).axes(1).sum();
      return Tensor.concat(1, List.of(sum, inputs.get("event")));
    }

    @Override
    public Shape outputs(Inputs<Shape> inputs) {
      int jets = jet.outputs(inputs.get("jets")).size(-1);
      return Shape.of(jets + inputs.get("event").count());
    }

    @Override
    public List<Parameter> parameters() {
      return jet.parameters();
    }

    @Override
    public void initialize(Rng rng) {
      jet.initialize(rng);
    }

    @Override
    public LayerSpec spec() {
      return new LayerSpec("deepSet", Map.of(), List.of(jet.spec()));
    }
  }

  private static Sequential network(boolean recorded) {
    // He's weights: the test of overflow wants some that are large.
    Layer jet =
        Sequential.of(Linear.of(3, 8, Init.HE_NORMAL), Relu.of(), Dropout.of(0.1), Linear.of(8, 6));
    return Sequential.of(
        new DeepSet(jet, recorded), BatchNorm.of(7), Linear.of(7, 8), Tanh.of(), Linear.of(8, 1));
  }

  /// The signal has a large sum of transverse momenta, the first feature, over its jets.
  private static Dataset events(int n, long seed) {
    Rng rng = Rng.of(seed);
    int[] offsets = new int[n + 1];
    List<Float> items = new ArrayList<>();
    float[] event = new float[n];
    float[] target = new float[n];
    double[] mass = new double[n];
    float[] weight = new float[n];
    for (int i = 0; i < n; i++) {
      int jets = rng.child("jets").integer(MOST + 1, i);
      double sum = 0;
      for (int j = 0; j < jets; j++) {
        double pt = rng.child("pt").normal((long) i * MOST + j) + 1;
        sum += pt;
        items.addAll(List.of((float) pt, (float) rng.normal((long) i * MOST + j), 1f));
      }
      offsets[i + 1] = offsets[i] + jets;
      event[i] = (float) rng.child("event").normal(i);
      target[i] = sum + event[i] > 2 ? 1 : 0;
      mass[i] = i;
      weight[i] = i % 7 == 0 ? -0.2f : 1.1f;
    }
    float[] values = new float[items.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = items.get(k);
    }
    return Dataset.builder(n)
        .jagged("jets", JETS, offsets, values)
        .input("event", Shape.of(1), event)
        .targets(1, target)
        .weights(weight)
        .spectator("mass", mass)
        .build();
  }

  private static final Dataset TRAIN = events(1801, 1);
  private static final Dataset VALIDATION = events(600, 2);
  private static final TrainingConfig CONFIG =
      TrainingConfig.epochs(3).withBatch(600).withPatience(0);

  private static History fit(Sequential network, Dataset train, TrainingConfig config) {
    return Trainer.of(network, new BinaryCrossEntropy(), Adam.of(1e-2))
        .fit(train, VALIDATION, config);
  }

  private static List<float[]> bits(Sequential network) {
    return Stream.concat(network.parameters().stream(), network.buffers().stream())
        .map(p -> p.tensor().toArray())
        .toList();
  }

  @Test
  void recordedOrNotAndWithAnyThreadsItHasTheSameBits() {
    Sequential one = network(true);
    fit(one, TRAIN, CONFIG);
    for (int threads = 1; threads <= 3; threads++) {
      for (boolean recorded : new boolean[] {true, false}) {
        Sequential other = network(recorded);
        fit(other, TRAIN, CONFIG.withThreads(threads));
        assertThat(bits(other)).usingElementComparator(Arrays::compare).isEqualTo(bits(one));
      }
    }
  }

  /// Training on a view has the bits of training on a copy.
  @Test
  void aViewTrainsAsACopy() {
    int[] odd = IntStream.range(0, 900).map(i -> 2 * i + 1).toArray();
    Sequential copied = network(true);
    Sequential viewed = network(true);
    assertThat(fit(viewed, TRAIN.view(odd), CONFIG))
        .isEqualTo(fit(copied, TRAIN.take(odd), CONFIG));
    assertThat(bits(viewed)).usingElementComparator(Arrays::compare).isEqualTo(bits(copied));
  }

  /// The graph that a replay follows is there, and gives loss and gradient of other events.
  @Test
  void aReplayFollowsTheEventsInItsBatch() {
    Sequential network = network(true);
    network.initialize(Rng.of(1));
    Parameters parameters = Parameters.of(network.parameters());
    Batch batch = TRAIN.empty(32);
    Function<RandomStream, Tensor> step =
        random ->
            new BinaryCrossEntropy()
                .forward(
                    network.forward(batch.tensors(), new Mode.Training(random)),
                    batch.targetRows(),
                    batch.w());
    int[] order = IntStream.range(0, 64).toArray();
    TRAIN.gather(order, 0, batch);
    RecordedGraph graph = RecordedGraph.record(step, parameters, Optional.empty()).orElseThrow();
    TRAIN.gather(order, 32, batch);
    Tensor sum = step.apply(RandomStream.of(Rng.of(9), 0));
    float[] gradient = new float[parameters.size()];
    assertThat(graph.replay(Rng.of(9), 0, ThreadPool.SERIAL, gradient, false))
        .isEqualTo(sum.item());
    assertThat(gradient).isEqualTo(sum.backward().of(parameters));
  }

  @Test
  void itLearnsASumOverJets() {
    History history = fit(network(true), TRAIN, CONFIG.withBatch(64).withPatience(0));
    assertThat(history.epochs().getLast().validationLoss()).isLessThan(0.35);
  }

  /// What a masked jet holds has no effect.
  @Test
  void paddingHasNoEffect() {
    Layer network = network(true);
    Batch batch = VALIDATION.batch();
    float[] expected = network.forward(batch.tensors(), Mode.inference()).toArray();
    float[] jets = batch.inputs("jets");
    float[] mask = batch.inputs("jets.mask");
    for (int i = 0; i < jets.length; i++) {
      jets[i] = mask[i / 3] == 0 ? 7 : jets[i];
    }
    assertThat(network.forward(batch.tensors(), Mode.inference()).toArray()).isEqualTo(expected);
  }

  @Test
  void itsGradientIsFiniteDifferences() {
    Layer network =
        Sequential.of(
            new DeepSet(Sequential.of(Linear.of(3, 4), Tanh.of()), true),
            Linear.of(5, 4),
            Tanh.of(),
            Linear.of(4, 1));
    network.initialize(Rng.of(5));
    Batch batch = VALIDATION.batch(0, 5);
    double error =
        GradCheck.largestError(
            t ->
                new BinaryCrossEntropy()
                    .forward(
                        network.forward(
                            Inputs.of("jets", t[0])
                                .with("jets.mask", batch.mask("jets"))
                                .with("event", t[1]),
                            Mode.inference()),
                        batch.y(),
                        batch.w()),
            batch.x("jets"),
            batch.x("event"));
    assertThat(error).isLessThan(1e-3);
  }

  @Test
  void predictionsAreThoseOfAllEventsAtOnce() {
    Sequential network = network(true);
    fit(network, TRAIN, CONFIG);
    Predictions predictions =
        Predictions.of(network, new BinaryCrossEntropy(), VALIDATION, ThreadPool.of(2));
    assertThat(predictions.outputs())
        .isEqualTo(network.forward(VALIDATION.batch().tensors(), Mode.inference()).toArray());
  }

  @Test
  void whatIsNotFiniteIsNamedByItsInput() {
    Dataset bad =
        Dataset.builder(1)
            .input("jets", JETS, new float[12])
            .mask("jets", new float[] {1, 0, 0, 0})
            .input("event", Shape.of(1), new float[] {Float.NaN})
            .targets(1, new float[1])
            .build();
    assertThatThrownBy(() -> fit(network(true), bad, CONFIG))
        .hasMessageStartingWith(
            "[training events, number 0 from 0] expected finite inputs, found NaN in column 0 of"
                + " event;");
    assertThatThrownBy(() -> fit(Sequential.of(Linear.of(3, 1)), TRAIN, CONFIG))
        .hasMessageStartingWith(
            "[layer 0: inputs] expected one input, found jets, jets.mask, event;");
  }

  @Test
  void aDivergedNetworkOfSeveralInputsIsDiagnosed() {
    float[] huge = new float[24];
    Arrays.fill(huge, 3e38f);
    Dataset overflowing =
        Dataset.builder(2)
            .input("jets", JETS, huge)
            .mask("jets", new float[] {1, 1, 1, 1, 1, 1, 1, 1})
            .input("event", Shape.of(1), new float[2])
            .targets(1, new float[2])
            .build();
    assertThatThrownBy(() -> fit(network(true), overflowing, CONFIG))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("layer 1 (deepSet) is the first whose outputs are not finite");
  }
}
