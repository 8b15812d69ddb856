package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerProvider;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.OwnProvider;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A layer of one's own in model files, by its {@link LayerProvider}.
class OwnLayerFileTest {
  @TempDir Path folder;

  /// `scale * sigmoid(gate(x)) * norm(value(x))`
  static final class Gate implements Layer {
    private final int width;
    private final Linear value;
    private final Linear gate;
    private final BatchNorm norm;
    private final Parameter scale;

    Gate(int width) {
      this.width = width;
      value = Linear.of(2, width);
      gate = Linear.of(2, width);
      norm = BatchNorm.of(width);
      scale = Parameter.of("scale", Shape.of(width));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor open = gate.forward(x, mode).sigmoid().mul(scale.tensor());
      return open.mul(norm.forward(value.forward(x, mode), mode));
    }

    @Override
    public SequencedMap<String, Layer> children() {
      return Children.of("value", value, "gate", gate, "norm", norm);
    }

    @Override
    public List<Parameter> ownParameters() {
      return List.of(scale);
    }

    @Override
    public void initializeOwn(Rng rng) {
      float[] values = new float[width];
      for (int i = 0; i < width; i++) {
        values[i] = (float) (1 + 0.1 * rng.normal(i));
      }
      scale.set(values);
    }

    @Override
    public LayerSpec spec() {
      return new LayerSpec(
          "Gate", Map.of("width", width), children().values().stream().map(Layer::spec).toList());
    }
  }

  public static final class GateProvider extends OwnProvider {
    public GateProvider() {
      super("Gate", spec -> new Gate(spec.integer("width", 1, 1000)));
    }

    @Override
    public long values(LayerSpec spec) {
      return spec.integer("width", 1, 1000);
    }
  }

  /// A container whose description does not say its width.
  static final class Forgetful implements Layer {
    private final Linear inside;

    Forgetful(int width) {
      inside = Linear.of(2, width);
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return inside.forward(x, mode);
    }

    @Override
    public SequencedMap<String, Layer> children() {
      return Children.of("inside", inside);
    }
  }

  public static final class ForgetfulProvider extends OwnProvider {
    public ForgetfulProvider() {
      super("Forgetful", spec -> new Forgetful(1));
    }
  }

  record WrongCount(Parameter own) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.mul(own.tensor());
    }

    @Override
    public List<Parameter> ownParameters() {
      return List.of(own);
    }
  }

  public static final class WrongCountProvider extends OwnProvider {
    public WrongCountProvider() {
      super("WrongCount", spec -> new WrongCount(Parameter.of("own", Shape.of(2))));
    }
  }

  private record Unknown() implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.square();
    }
  }

  private Path write(Model model) {
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model, file);
    return file;
  }

  @Test
  void itIsReadAgainAndScoresTheSameBits() {
    Gate gate = new Gate(5);
    Model model = OwnModels.of(Linear.of(2, 2), gate, Linear.of(5, 1));
    Sequential network = OwnModels.network(model);
    network.calibrate(Tensor.normal(Shape.of(200, 2), Rng.of(1), 0));
    Model read = ModelFile.read(write(model));
    Sequential again = OwnModels.network(read);
    assertThat(again.spec()).isEqualTo(network.spec());
    assertThat(again.layers().get(1)).isInstanceOf(Gate.class).isNotSameAs(gate);
    Tensor x = Tensor.normal(Shape.of(300, 2), Rng.of(2), 0);
    double[] scores = Scorer.of(read).score(x.toArray(), 300);
    assertThat(scores).isEqualTo(Scorer.of(model).score(x.toArray(), 300));
    assertThat(again.forward(x, Mode.inference()).toArray())
        .isEqualTo(network.forward(x, Mode.inference()).toArray());
    EventScorer one = Scorer.of(read).bind("a", "b");
    for (int i = 0; i < 300; i += 37) {
      assertThat(one.score(new double[] {x.get(i, 0), x.get(i, 1)})).isEqualTo((float) scores[i]);
    }
  }

  @Test
  void aTrainingStateHasItByItsNames() {
    Gate gate = new Gate(4);
    gate.initialize(Rng.of(1));
    gate.calibrate(Tensor.normal(Shape.of(50, 2), Rng.of(1), 0));
    Path file = folder.resolve("state.safetensors");
    TrainingState.save(file, gate);
    Gate other = new Gate(4);
    TrainingState.load(file, other);
    Tensor x = Tensor.normal(Shape.of(9, 2), Rng.of(2), 0);
    assertThat(other.forward(x, Mode.inference()).toArray())
        .isEqualTo(gate.forward(x, Mode.inference()).toArray());
  }

  @Test
  void aTypeWithoutAProviderIsRefusedByName() {
    Model model = OwnModels.of(new Unknown(), Linear.of(2, 1));
    assertThatThrownBy(() -> write(model))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[network] expected a layer of kind ")
        .hasMessageEndingWith(
            "found `Unknown`; add the library that has the LayerProvider of `Unknown`")
        .satisfies(e ->
            assertThat(((InputException) e).problem().kind())
                .isEqualTo(Problem.Kind.MISSING_PROVIDER));
    Model lambda = OwnModels.of((x, mode) -> x.square(), Linear.of(2, 1));
    assertThatThrownBy(() -> write(lambda)).hasMessageContaining("found `function`");
    assertThat(folder.resolve("model.safetensors")).doesNotExist();
  }

  @Test
  void aDescriptionThatBuildsAnotherLayerIsRefusedBeforeItIsWritten() {
    assertThatThrownBy(() -> write(OwnModels.of(new Forgetful(3), Linear.of(3, 1))))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[layer Forgetful] expected 9 values, as values(..) of its")
        .hasMessageEndingWith("found 3");
    assertThatThrownBy(() ->
            write(OwnModels.of(new WrongCount(Parameter.of("own", Shape.of(2))), Linear.of(2, 1))))
        .hasMessage(
            "[layer WrongCount] expected 0 values, as values(..) of its LayerProvider and its"
                + " layers say, found 2");
  }

  @Test
  void settingsFromAFileKeepTheirBounds() {
    Model wide = OwnModels.of(new Gate(1001), Linear.of(1001, 1));
    assertThatThrownBy(() -> write(wide))
        .isInstanceOf(InputException.class)
        .hasMessage("[layer Gate] expected `width`: a whole number from 1 to 1000, found 1001");
  }
}
