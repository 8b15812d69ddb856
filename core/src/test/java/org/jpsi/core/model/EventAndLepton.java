package org.jpsi.core.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Concatenate;
import org.jpsi.core.nn.Gelu;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.MultiInputLayer;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Models of two inputs by name: three quantities of the event, four of its lepton.
final class EventAndLepton {
  static final int EVENTS = 2100;
  static final Task TASK = new Task.Binary("signal", "background");
  static final List<String> COLUMNS =
      List.of("met", "ht", "m_bb", "pt", "eta", "phi", "charge", "number");
  static final PredictorCodecs CODECS =
      PredictorCodecs.BUILT_IN.with(new Combinations.FoldedCodec());

  /// `event_k * f(lepton)_k`: a layer of a user's own.
  record Gate(Layer gate) implements MultiInputLayer {
    @Override
    public Tensor forward(Inputs<Tensor> inputs, Mode mode) {
      return inputs.get("event").mul(gate.forward(inputs.get("lepton"), mode.child(0)));
    }

    @Override
    public Shape outputs(Inputs<Shape> inputs) {
      gate.outputs(inputs.inOrder(List.of("lepton", "event")).get("lepton"));
      return inputs.get("event");
    }

    @Override
    public List<Parameter> parameters() {
      return gate.parameters();
    }

    @Override
    public void initialize(Rng rng) {
      gate.initialize(rng);
    }

    @Override
    public LayerSpec spec() {
      return new LayerSpec("gate", Map.of(), List.of(gate.spec()));
    }
  }

  static NetworkPredictor network(int seed, Layer... layers) {
    Sequential network = Sequential.of(layers);
    network.initialize(Rng.of(seed));
    return new NetworkPredictor(network);
  }

  static NetworkPredictor concatenated(int seed) {
    return network(
        seed, Concatenate.of("lepton", "event"), Linear.of(7, 9), Relu.of(), Linear.of(9, 1));
  }

  static Stream<NetworkPredictor> networks() {
    return Stream.of(
        concatenated(1),
        network(2, Concatenate.of("event", "lepton"), BatchNorm.of(7), Linear.of(7, 1)),
        network(3, new Gate(Linear.of(4, 3)), Linear.of(3, 8), Gelu.of(), Linear.of(8, 1)),
        network(
            4,
            Sequential.of(new Gate(Linear.of(4, 3)), Linear.of(3, 8)),
            Gelu.of(),
            Linear.of(8, 1)));
  }

  static Preprocessing event() {
    return Preprocessing.of(
        Features.of("met", "ht", "m_bb"),
        Collections.nCopies(3, ColumnPreprocessing.standardize(0.1, 1.3, -1, 1)));
  }

  static Preprocessing lepton(double scale) {
    ColumnPreprocessing clipped =
        new ColumnPreprocessing(
            List.of(
                new PreprocessingStep.Standardize(-0.2, 0.7), new PreprocessingStep.Clip(-1, 1.5)),
            -9,
            9);
    return Preprocessing.of(
        Features.of(
            List.of(
                new Feature("pt", "pt * scale", "GeV"),
                Feature.of("eta"),
                Feature.of("sin(phi)"),
                Feature.of("charge")),
            Map.of("scale", scale)),
        List.of(clipped, ColumnPreprocessing.NONE, clipped, ColumnPreprocessing.NONE));
  }

  static Model model(Inputs<Preprocessing> inputs, Predictor predictor) {
    return new Model(
        COLUMNS.stream().map(name -> new InputColumn(name, false, 1, "")).toList(),
        inputs,
        "pt * scale > 0",
        TASK,
        List.of(),
        predictor,
        Map.of());
  }

  static Model model(Predictor predictor) {
    return model(Inputs.of("event", event()).with("lepton", lepton(1.1)), predictor);
  }

  static Table events(int n) {
    return Table.of(
        "toy",
        IntStream.range(0, COLUMNS.size())
            .<Column>mapToObj(c -> {
              float[] values = new float[n];
              for (int i = 0; i < n; i++) {
                values[i] = c == 7 ? i : (float) Rng.of(c).normal(i);
              }
              return NumberColumn.of(COLUMNS.get(c), "", values);
            })
            .toList());
  }

  static double[] scores(Model model, Table events) {
    return Scorer.of(model).score(events).numbers("score").toDoubles();
  }

  static Inputs<float[]> preprocessed(Model model, Table events) {
    return model.inputs().map((name, of) -> of.apply(events));
  }

  static Batch batch(Table events, Preprocessing event, Preprocessing lepton) {
    return Dataset.builder(events.rows())
        .input("lepton", Shape.of(4), lepton.apply(events))
        .input("event", Shape.of(3), event.apply(events))
        .build()
        .batch();
  }

  private EventAndLepton() {}
}
